// Finding, in the HTML that the build wrote, the nodes that an element adopts.

/** The node that the page marks as data-part="name" inside root. */
export function part(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (!found) throw new Error(`the page has no part ${name}`);
  return found;
}

/** An input or select that the page marks as data-part="name". */
export function field<T extends HTMLInputElement | HTMLSelectElement>(root: ParentNode, name: string, type: new () => T): T {
  const found = part(root, name);
  if (!(found instanceof type)) throw new Error(`the part ${name} is no ${type.name}`);
  return found;
}

/** The tree that a node stands in: the document, or the shadow root of an embed. Ids are unique in it. */
export function rootOf(node: Node): Document | ShadowRoot {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root : document;
}

/** Sets text only where it differs, so that nothing blinks and no selection is lost. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Makes a button open and close the element that it controls. */
export function disclose(button: HTMLElement): void {
  const target = rootOf(button).getElementById(button.getAttribute("aria-controls") ?? "");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    target?.classList.toggle("open", open);
  });
}
