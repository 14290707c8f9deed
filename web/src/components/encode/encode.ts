// The anatomy of the Basic credentials: the pair, its base64, each group of
// three bytes with its four characters, and the line feed that echo adds.

import { html, nothing, render } from "lit/html.js";
import type { Encoded } from "../../authcore/contract.js";
import { placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { encoded as words } from "../../words/en.js";
import { part, setText } from "../part.js";
import { spans } from "../text.js";

export class PimEncode extends HTMLElement {
  #session: Session | undefined;
  #shown = "";

  set session(session: Session) {
    this.#session = session;
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    const { client_id, secret } = placeOf(session).inputs;
    const key = JSON.stringify([client_id, secret]);
    if (key === this.#shown) return;
    if (this.#shown === "") for (const name of ["plain", "base64", "groups", "with"]) part(this, name).replaceChildren();
    this.#shown = key;
    const answer = session.engine.client.encode({ client_id, secret });
    if (!answer.ok) return;
    const { groups, credentials, with_line_feed, error } = answer.value;
    render(spans([["client_id", client_id], ["", ":"], ["secret", secret]]), part(this, "plain"));
    render(spans(groups.map((group) => [group.kind, group.base64])), part(this, "base64"));
    render(groups.map(groupRow), part(this, "groups"));
    setText(part(this, "without"), credentials);
    render(differing(credentials, with_line_feed), part(this, "with"));
    const problem = part(this, "problem");
    problem.hidden = !error;
    setText(problem, error ? words.cannot(error.message, error.next ?? "") : "");
  }
}

type Group = Encoded["groups"][number];

function groupRow(group: Group) {
  const both = group.kind === "pair";
  // Bytes of half a character have no text of their own: they stand in hex.
  return html`<li class=${both ? "both" : nothing}><code class="k-${group.kind}">${group.text ?? group.hex}</code><code class="k-${group.kind}">${group.base64}</code>${both ? html`<span>${words.both}</span>` : nothing}</li>`;
}

/** The second text with what the first does not share marked. */
function differing(first: string, second: string) {
  let same = 0;
  while (same < first.length && first[same] === second[same]) same++;
  return html`${second.slice(0, same)}<mark>${second.slice(same)}</mark>`;
}

