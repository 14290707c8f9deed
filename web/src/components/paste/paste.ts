// The answer of a PIM that the page cannot call: pasted by hand, so that the
// walk goes on. Nothing is sent.

import { html, nothing, render } from "lit/html.js";
import { takeAnswer } from "../../app/paste.js";
import type { Answer } from "../../app/paste.js";
import type { Session } from "../../session.js";
import { pasteWords as words } from "../../words/en-challenge.js";
import { field, part, rootOf, setText } from "../part.js";
import { explainedApp } from "../step/app-fields.js";

export class PimPaste extends HTMLElement {
  #session: Session | undefined;
  #hint = "";
  #choice = "";

  set session(session: Session) {
    this.#session = session;
    const answer = field(this, "answer", HTMLInputElement);
    this.#hint = part(this, "answer-note").textContent;
    part(this, "take").addEventListener("click", () => {
      this.#take(session, answer);
    });
    answer.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#take(session, answer);
    });
    answer.addEventListener("input", () => {
      this.#say(answer, undefined);
    });
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #take(session: Session, answer: HTMLInputElement): void {
    if (session.engine.state !== "ready") return;
    const came = takeAnswer(session, answer.value);
    // The token is in its field of step 10 now; here it would only lie about.
    if ("reading" in came) answer.value = "";
    this.#say(answer, came);
    session.announce("reading" in came ? words.taken : came.why);
  }

  #say(answer: HTMLInputElement, came: Answer | undefined): void {
    const wrong = came !== undefined && "why" in came;
    const note = part(this, "answer-note");
    setText(note, wrong ? came.why : came ? words.taken : this.#hint);
    note.classList.toggle("bad", wrong);
    if (wrong) answer.setAttribute("aria-invalid", "true");
    else answer.removeAttribute("aria-invalid");
    const meanings = (name: string) => rootOf(this).querySelector(`[data-meaning="${name}"]`)?.textContent ?? "";
    render(came && "reading" in came ? html`${explainedApp(came.reading, { meanings })}` : nothing, part(this, "pasted"));
  }

  #update(): void {
    const { choice } = this.#session ?? {};
    if (choice === undefined || choice === this.#choice) return;
    this.#choice = choice;
    const details = part(this, "by-hand");
    if (details instanceof HTMLDetailsElement) details.open = choice === "own";
    // What was said belongs to the PIM that was chosen before.
    this.#say(field(this, "answer", HTMLInputElement), undefined);
  }
}
