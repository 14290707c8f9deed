// Puts addresses into text that the build wrote with others in their place.

/** What stands in the page for what only the browser knows: the words of build/own.go. */
export const examples = { page: "https://playground.example.com", pim: "https://my-pim.example.com", host: "my-pim.example.com", base: "/base-path" } as const;

/** The page's origin, and of the PIM its address, its host without port, and its base path. */
export type Addresses = Readonly<Record<keyof typeof examples, string>>;

export function filled(text: string, to: Addresses): string {
  // All at once: what is put in is not looked at again.
  return text.replace(/https:\/\/playground\.example\.com|(?:https:\/\/)?my-pim\.example\.com|\/base-path/g, (found) => {
    for (const [name, example] of Object.entries(examples)) if (example === found) return to[name as keyof Addresses];
    return found;
  });
}

const nowhere: Addresses = { page: "", pim: "", host: "", base: "" };

/** Remembers the texts below nodes as they are, and fills them as often as asked. */
export function filler(nodes: Iterable<Node>): (to: Addresses) => void {
  const texts: (readonly [node: Text, wrote: string])[] = [];
  for (const node of nodes) {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) if (text instanceof Text && filled(text.data, nowhere) !== text.data) texts.push([text, text.data]);
  }
  return (to) => {
    for (const [node, wrote] of texts) {
      const text = filled(wrote, to);
      if (node.data !== text) node.data = text;
    }
  };
}
