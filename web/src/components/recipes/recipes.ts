// The page of one's own PIM: the lines for the person's web server, filled in
// for this page and that PIM, and in words what trying them showed.

import { html, render } from "lit/html.js";
import { addressOf, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { words } from "../../words/en-own.js";
import { copy } from "../copy.js";
import { part } from "../part.js";
import { adoptTabs } from "../tabs.js";
import { examples, filler } from "./fill.js";
import type { Addresses } from "./fill.js";
import { verdict } from "./verdict.js";

/** A base path that a recipe takes as it is: no server gives these characters a meaning. */
const plainPath = /^[\w/~-]*$/;

export class PimOwn extends HTMLElement {
  #session: Session | undefined;
  #fill = filler([]);

  set session(session: Session) {
    this.#session = session;
    adoptTabs(part(this, "servers"), () => {
      this.#update();
    });
    this.#takeBased();
    this.#fill = filler(this.querySelectorAll("[data-fill]"));
    for (const button of this.querySelectorAll<HTMLElement>("[data-copy]")) button.addEventListener("click", () => void this.#copy(button));
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  /** The lines for a PIM below a base path wait in a template. */
  #takeBased(): void {
    for (const template of this.querySelectorAll<HTMLTemplateElement>(".recipe template")) template.replaceWith(template.content);
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const { page, base, ...to } = addressesOf(session);
    this.#fill({ page, base: plainPath.test(base) ? base : examples.base, ...to });
    for (const pre of this.querySelectorAll<HTMLElement>("[data-lines]")) pre.hidden = (pre.dataset.lines === "based") !== (base !== "");
    render(words.filled(page, base, plainPath.test(base)), this.#filled());
    for (const node of this.querySelectorAll<HTMLElement>("[data-verdict]")) {
      const said = verdict(session, placeOf(session).steps.get(node.dataset.verdict ?? ""));
      node.hidden = said === undefined;
      node.className = `note verdict ${said?.kind ?? ""}`;
      render(html`${said?.text ?? ""}`, node);
    }
  }

  /** Emptied of what it says without this script. */
  #filled(): HTMLElement {
    const node = part(this, "filled");
    if (node.dataset.taken === undefined) node.replaceChildren();
    node.dataset.taken = "";
    return node;
  }

  async #copy(button: HTMLElement): Promise<void> {
    const what = button.dataset.copy ?? "";
    const shown = [...this.querySelectorAll<HTMLElement>(`[data-text="${what}"]`)].find((node) => !node.hidden);
    const session = this.#session;
    if (!shown || !session) return;
    const text = shown.hasAttribute("data-lines") ? `${shown.textContent}\n` : shown.textContent;
    session.announce((await copy(text, shown)) ? words.copied(button.dataset.name ?? "", location.origin) : words.notCopied);
  }
}

/** Where this page is, and the PIM that it is to reach: an example while there is none. */
function addressesOf(session: Session): Addresses {
  const page = location.origin;
  const pim = session.choice === "demo" ? undefined : addressOf(session);
  if (pim === undefined) return { ...examples, page, base: "" };
  const { origin, hostname } = new URL(pim);
  return { page, pim, host: hostname, base: pim.slice(origin.length) };
}
