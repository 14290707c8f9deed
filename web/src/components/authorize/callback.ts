// The step of the callback: the two states side by side, the code, and a field
// for an address that could not come by itself.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { take } from "../../app/callback.js";
import { appOf } from "../../app/state.js";
import type { Arrived } from "../../app/state.js";
import { placeName, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { steps as words, words as flow } from "../../words/en-app.js";
import { field, part, setText } from "../part.js";
import { value } from "../text.js";

export class PimAppCallback extends HTMLElement {
  #session: Session | undefined;
  #empty = "";
  #hint = "";

  set session(session: Session) {
    this.#session = session;
    const address = field(this, "address", HTMLInputElement);
    part(this, "take").addEventListener("click", () => {
      this.#take(session, address);
    });
    address.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#take(session, address);
    });
    this.#hint = part(this, "address-note").textContent;
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #take(session: Session, address: HTMLInputElement): void {
    if (session.engine.state !== "ready") return;
    const text = address.value.trim();
    const verdict = text === "" ? undefined : take(session, placeName(session), placeOf(session), text);
    const good = verdict === "taken";
    // The code leaves the field as it leaves the address bar.
    if (good) address.value = "";
    const note = part(this, "address-note");
    setText(note, good ? this.#hint : verdict === undefined ? words.pasteEmpty : flow.callback[verdict]);
    note.classList.toggle("bad", !good);
    if (good) address.removeAttribute("aria-invalid");
    else address.setAttribute("aria-invalid", "true");
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    const place = placeOf(session);
    const { arrived } = appOf(place);
    const outcome = part(this, "outcome");
    if (this.#empty === "") {
      this.#empty = outcome.textContent.trim();
      outcome.replaceChildren();
    }
    render(arrived ? compared(arrived, place.inputs.code) : html`<p class="empty">${this.#empty}</p>`, outcome);
  }
}

function compared({ verdict, sent, came }: Arrived, code: string): TemplateResult {
  const good = verdict === "taken";
  const text = (state: string | undefined) => (state === undefined || state === "" ? html`<span class="soft">${words.noneCame}</span>` : html`<span class="mono k-state">${value(state)}</span>`);
  return html`<p class=${good ? "verdict good" : "verdict wrong"}>${flow.callback[verdict]}</p>
    <dl class="fields">
      <div><dt>${words.stateSent}</dt><dd>${text(sent)}</dd></div>
      <div><dt>${words.stateCame}</dt><dd>${text(came)}${sent !== "" && came === sent ? html`<span class="soft">${words.same}</span>` : nothing}</dd></div>
      ${good && code !== "" ? html`<div><dt>${words.code}</dt><dd><span class="mono k-code">${value(code)}</span><span class="soft">${words.codeNote}</span></dd></div>` : nothing}
    </dl>
    <p class="note">${good ? words.pasteNext : `${words.refusedNote} ${words.startAgain}`}</p>`;
}
