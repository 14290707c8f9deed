// Puts addresses into text that the build wrote with others in their place.

/** What stands in the page for what only the browser knows: the words of build/own.go. */
export const examples = { page: "https://playground.example.com", pim: "https://my-pim.example.com", base: "/base-path" } as const;

export type Addresses = Readonly<Record<keyof typeof examples, string>>;

export function filled(text: string, to: Addresses): string {
  // At once: what is put in is not looked at again.
  return text.replace(/https:\/\/(?:playground|my-pim)\.example\.com|\/base-path/g, (found) => {
    for (const [name, example] of Object.entries(examples)) if (example === found) return to[name as keyof Addresses];
    return found;
  });
}

/** Remembers the texts below nodes as they are, and fills them as often as asked. */
export function filler(nodes: Iterable<Node>): (to: Addresses) => void {
  const texts: (readonly [node: Text, wrote: string])[] = [];
  for (const node of nodes) {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) if (text instanceof Text && filled(text.data, { page: "", pim: "", base: "" }) !== text.data) texts.push([text, text.data]);
  }
  return (to) => {
    for (const [node, wrote] of texts) {
      const text = filled(wrote, to);
      if (node.data !== text) node.data = text;
    }
  };
}
