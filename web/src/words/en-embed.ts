// What an embed says beside its step: what is wrong with its attributes, and
// what keeps it from being loaded.

const list = (names: readonly string[]) => names.join(", ");

export const words = {
  name: "PIM Auth Playground",
  noStep: (step: string, known: readonly string[]) => `${step === "" ? "pim-auth-step needs an attribute step." : `There is no step “${step}”.`} The steps are: ${list(known)}.`,
  noVersion: (version: string, known: readonly string[]) => `This step is not written for the PIM version “${version}”. The versions are: ${list(known)}.`,
  noPIM: (pim: string) => `“${pim}” is no address of a PIM. Write demo, or an address such as https://pim.example.com.`,
  noChoice: (word: string, known: readonly string[]) => `A reader cannot choose “${word}”. The words for choose are: ${list(known)}.`,
  noHeading: (level: string) => `“${level}” is no level of a heading. The levels are: 1, 2, 3, 4, 5, 6.`,
  notShared: (session: string, attribute: string, theirs: string) => `The elements of one session have one ${attribute}. That of “${session}” is: ${theirs}. Write the same, or leave the attribute out.`,
  noTheme: (theme: string) => `There is no theme “${theme}”. The themes are: auto, light, dark.`,
  noFault: (word: string) => `“${word}” is no fault of the demo PIM. Write such as: faults="strip_authorization slow=5s".`,
  refusedFault: (why: string) => `The demo PIM does not take these faults: ${why}`,
  opaque: "This page has no origin of its own (it is a file, or in a frame with sandbox and without allow-same-origin), and no PIM may let “null” read its answers. Only the demo PIM in the page works here: leave out the attribute pim.",
  notLoaded: (host: string, why: string) => `The step could not be loaded from ${host} (${why}). Reload the page: the playground there may have been replaced since this page was opened. If that does not help, what is at ${host} is not whole.`,
  policy: (host: string) => `The Content-Security-Policy of this page keeps the step from running. It needs: script-src ${host} 'wasm-unsafe-eval'; connect-src ${host}; trusted-types lit-html 'allow-duplicates'`,
  try: "Try it here",
  open: "Open in the playground",
  leads: "This step goes on in your browser, at the PIM and back. Do it in the playground:",
  continue: "Continue in the playground",
  version: "PIM version",
  pim: "PIM address",
  hide: "Hide secrets",
  tokenStep: "Get a token",
  /** The button that gets what a step lacks, and sends the step. */
  bring: {
    access_token: "Get a token first, then send",
    refresh_token: "Get a token first, then send",
    app_token: "Let the demo App in first, then send",
    code: "Let the demo App in first, then send",
  },
} as const;
