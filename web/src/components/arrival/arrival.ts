// The pages activate and callback: they take what came out of the address bar
// at once, hand it to the tab that waits, and say what became of it. They hold
// nothing and send nothing.

import { best, messageOf, newId, openChannel } from "../../app/channel.js";
import type { At, Message, Verdict } from "../../app/channel.js";
import { part, setText } from "../part.js";

/** How long to look for a tab, and how long for a better one. */
const limit = 2000;
const better = 300;

export class PimArrival extends HTMLElement {
  connectedCallback(): void {
    const at: At = this.dataset.at === "callback" ? "callback" : "activate";
    const address = location.href;
    // The code is the one secret that ever stands in an address.
    history.replaceState(history.state, "", location.pathname);
    const query = new URL(address).searchParams;
    for (const node of this.querySelectorAll<HTMLElement>("[data-part=pim-url]")) setText(node, query.get("pim_url") ?? "");
    // In a frame of another page nobody is asked to act on it.
    if ([...query].length === 0 || window.top !== window.self) return;
    this.#show("looking");
    this.#ask(at, address, query);
  }

  #ask(at: At, address: string, query: URLSearchParams): void {
    const channel = openChannel();
    const id = newId();
    const judged: { readonly tab: string; readonly verdict: Verdict }[] = [];
    const say = (message: Message) => {
      channel.postMessage(message);
    };
    let settled = false;
    const settle = () => {
      if (settled) return;
      settled = true;
      const found = best(judged);
      if (found) say({ kind: "take", id, tab: found.tab });
      else this.#show(alone(at, query));
    };
    channel.addEventListener("message", (event) => {
      const message = messageOf(event);
      if (message?.id !== id) return;
      if (message.kind === "judged") {
        judged.push(message);
        if (message.verdict === "go" || message.verdict === "taken") settle();
        else setTimeout(settle, better);
      }
      if (message.kind === "done") this.#done(message.verdict, message.go);
    });
    setTimeout(settle, limit);
    say({ kind: "came", id, at, address });
  }

  #done(verdict: Verdict, go: string | undefined): void {
    this.#show(verdict);
    if (verdict !== "go" || go === undefined || !/^https?:/i.test(go)) return;
    part(this, "go").setAttribute("href", go);
    location.replace(go);
  }

  #show(verdict: Verdict | "looking"): void {
    for (const node of this.querySelectorAll<HTMLElement>("[data-outcome]")) node.hidden = node.dataset.outcome !== verdict;
    const shown = this.querySelector<HTMLElement>(`[data-outcome="${verdict}"] h1`);
    document.title = `${shown?.textContent ?? ""} · PIM Auth Playground`;
    setText(part(document, "announce"), shown?.textContent ?? "");
    // Where a tab has it, the walk is there: a link would begin another.
    part(this, "back").hidden = ["looking", "go", "taken", "ask", "later", "refused"].includes(verdict);
  }
}

/** What can be said without any tab. */
function alone(at: At, query: URLSearchParams): Verdict {
  if (at === "activate") return (query.get("pim_url") ?? "") === "" ? "no_pim_url" : "none";
  if ((query.get("state") ?? "") === "") return (query.get("code") ?? "") === "" ? "no_code" : "no_state";
  return (query.get("code") ?? "") === "" ? "no_code" : "none";
}
