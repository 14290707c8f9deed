// Links, jumps and headings of a step in a page of others: they lead to the
// playground, to a step beside it, or within the step, where an address does
// not reach; and headings are of the level that the page has for them.

import { steps } from "go:steps";

/** Where a step's links go. */
export interface Around {
  /** The root of the playground. */
  readonly base: string;
  /** The element, for steps of the same session beside it. */
  readonly host: Element;
  readonly session: string;
  /** The address of a step in the playground. */
  readonly href: (step: string) => string;
  readonly heading: number;
}

/** Keeps what stands in place so, until the returned function is called. */
export function settle(place: HTMLElement, around: () => Around): () => void {
  const all = () => {
    for (const link of place.querySelectorAll<HTMLAnchorElement>("a[href]")) lead(link, place, around());
    for (const heading of place.querySelectorAll("h2, h3, h4")) level(heading, around().heading);
  };
  all();
  const observer = new MutationObserver(all);
  observer.observe(place, { childList: true, subtree: true, attributeFilter: ["href"] });
  const click = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    const id = link && (inside.get(link) ?? (link.getAttribute("href")?.startsWith("#") ? link.hash.slice(1) : undefined));
    const target = id && (place.querySelector<HTMLElement>(`#${CSS.escape(id)}`) ?? beside(id, around()));
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView();
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };
  place.addEventListener("click", click);
  return () => {
    observer.disconnect();
    place.removeEventListener("click", click);
  };
}

/** The steps that links name whose address became the playground's. */
const inside = new WeakMap<Element, string>();

function lead(link: HTMLAnchorElement, place: HTMLElement, around: Around): void {
  const to = link.getAttribute("href") ?? "";
  if (to.startsWith("#")) {
    const id = to.slice(1);
    if (place.querySelector(`#${CSS.escape(id)}`) || !Object.hasOwn(steps, id)) return;
    inside.set(link, id);
    link.href = around.href(id);
  } else if (!/^[a-z]+:/.test(to)) link.href = new URL(to, around.base).href;
  if (link.target === "_blank") return;
  link.target = "_blank";
  link.rel = "noopener";
}

/** Where another element of the same session shows a step. */
function beside(id: string, { host, session }: Around): HTMLElement | undefined {
  if (session === "") return undefined;
  const all = (host.getRootNode() as Document | ShadowRoot).querySelectorAll<HTMLElement>("pim-auth-step");
  const one = [...all].find((one) => one.getAttribute("session") === session && one.getAttribute("step") === id);
  return one?.shadowRoot?.querySelector<HTMLElement>(".step") ?? one;
}

function level(heading: Element, first: number): void {
  const as = Math.min(6, Number(heading.localName.slice(1)) - 2 + first);
  if (as === Number(heading.localName.slice(1))) heading.removeAttribute("aria-level");
  else if (heading.getAttribute("aria-level") !== String(as)) heading.setAttribute("aria-level", String(as));
}
