// Which version is it? Reads what a person found on the System information
// page, and chooses the version.

import type { Session } from "../../session.js";
import { engineProblem } from "../../via.js";
import { whichWords as words } from "../../words/en-connector.js";
import { problemCause, sentence } from "../../words/en-causes.js";
import { field, part, setText } from "../part.js";

export class PimWhich extends HTMLElement {
  set session(session: Session) {
    const text = field(this, "text", HTMLInputElement);
    const note = part(this, "note");
    const hint = note.textContent;
    const say = (complaint: string | undefined) => {
      setText(note, complaint ?? hint);
      note.classList.toggle("bad", complaint !== undefined);
      if (complaint === undefined) text.removeAttribute("aria-invalid");
      else text.setAttribute("aria-invalid", "true");
    };
    const use = () => {
      const complaint = settle(session, text.value);
      say(complaint);
      session.announce(complaint ?? words.using(session.version));
    };
    part(this, "use").addEventListener("click", use);
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter") use();
    });
    text.addEventListener("input", () => {
      say(undefined);
    });
  }
}

/** Takes the version that a text names, or says why it names none. */
function settle(session: Session, text: string): string | undefined {
  if (text.trim() === "") return words.empty;
  if (session.engine.state !== "ready") return problemCause(engineProblem(session)).cause;
  const guessed = session.engine.client.guessVersion({ text });
  if (!guessed.ok) return `${sentence(guessed.error.message)} ${guessed.error.next ?? ""}`.trim();
  session.version = guessed.value.version;
  session.changed();
  return undefined;
}
