// What the address of a frame asks for: one step or several, each the element
// that pages of others have, with the address's words as its attributes.

import { isNameable } from "../own/nameable.js";
import { words } from "../words/en-frame.js";

/** The words of the address that are attributes. Values of fields are not: whoever frames the page wrote the address. */
const passed = ["version", "pim", "choose", "session", "faults", "theme"];

/** What stands in the page: the list of all steps. */
export interface Steps {
  /** Its link to a step in the playground; undefined if there is no such step. */
  link(step: string): HTMLAnchorElement | undefined;
}

/** Puts what the address asks for into place, and waits until all of it shows, or says why it does not; false where it asks for no step. */
export async function showAsked(asked: URLSearchParams, named: string | undefined, steps: Steps, place: HTMLElement): Promise<boolean> {
  const names = asked.getAll("step");
  if (names.length === 0 && named !== undefined) names.push(named);
  if (names.length === 0) return false;
  narrow(asked);
  const shown = names.map((name) => element(name, asked, steps.link(name)));
  const first = steps.link(names[0] ?? "");
  if (first) document.title = words.title(first.text);
  if (first && window.parent === window && namesPIM(asked)) {
    place.append(asking(first, asked));
    return true;
  }
  const theme = asked.get("theme");
  // To a word that is no theme the element says so.
  if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
  const settled = shown.map(settling);
  place.append(...(isForOwn(asked) && first && window.parent !== window ? [warning(first)] : []), ...shown);
  await Promise.all(settled);
  return true;
}

/** Keeps a class on an element that says why it shows no step. */
function settling(step: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    for (const [type, failed] of [["pim-auth:ready", false], ["pim-auth:problem", true]] as const) {
      step.addEventListener(type, () => {
        step.classList.toggle("failed", failed);
        resolve();
      });
    }
  });
}

function element(step: string, asked: URLSearchParams, link: HTMLAnchorElement | undefined): HTMLElement {
  const made = document.createElement("pim-auth-step");
  made.setAttribute("step", step);
  made.setAttribute("heading-level", "1");
  for (const name of passed) {
    const value = asked.get(name);
    if (value !== null) made.setAttribute(name, value);
  }
  // What shows where the element cannot.
  if (link) {
    const fallback = document.createElement("p");
    fallback.append(leading(link, words.step(link.text)));
    made.append(fallback);
  }
  return made;
}

/** Whether credentials of a real PIM could be typed here. */
function isForOwn(asked: URLSearchParams): boolean {
  return namesPIM(asked) || letsChoose(asked);
}

function namesPIM(asked: URLSearchParams): boolean {
  return (asked.get("pim") ?? "demo") !== "demo";
}

/**
 * In a frame, who wrote the page around chose the PIM. Without one the address
 * came by a link, and the playground asks before anything goes there.
 */
function asking(to: HTMLAnchorElement, asked: URLSearchParams): HTMLElement {
  const url = new URL(to.href);
  for (const name of ["pim", "version"]) {
    const value = asked.get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  const said = document.createElement("p");
  said.className = "note";
  const link = leading(to, words.step(to.text));
  link.href = url.href;
  said.append(`${words.linked} `, link, ".");
  return said;
}

function letsChoose(asked: URLSearchParams): boolean {
  return (asked.get("choose") ?? "").split(/\s+/).includes("pim");
}

function warning(to: HTMLAnchorElement): HTMLElement {
  const said = document.createElement("p");
  said.className = "note";
  said.append(`${words.own} `, leading(to, words.open), ".");
  return said;
}

function leading({ href }: HTMLAnchorElement, textContent: string): HTMLAnchorElement {
  return Object.assign(document.createElement("a"), { href, target: "_blank", rel: "noopener", textContent });
}

/** Lets the page reach its own files and the PIM of its address, where no other can be chosen; before anything else runs. */
function narrow(asked: URLSearchParams): void {
  if (letsChoose(asked)) return;
  const pim = asked.get("pim") ?? "demo";
  const origin = pim === "demo" || !URL.canParse(pim) ? undefined : new URL(pim).origin;
  if (origin !== undefined && !isNameable(origin)) return;
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = `connect-src 'self'${origin === undefined ? "" : ` ${origin}`}`;
  document.head.append(meta);
}
