// What the page for writers says beside its prose.

export const embeddingWords = {
  noPIM: (text: string) => `“${text}” is no address of a PIM. Write demo, or an address such as https://pim.example.com.`,
  noSession: (text: string) => `“${text}” is no name: use letters, digits, - and _.`,
  noSample: (why: string) => `The sample of this step could not be fetched (${why}). Reload the page.`,
  copied: (form: string) => `Copied: the ${form}.`,
  selected: "Selected. Copy it with the keys of your system.",
  shows: (title: string, version: string) => `${title}, for ${version}.`,
} as const;
