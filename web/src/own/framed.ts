// A page in the frame of another: what is around it can cover it, move it under
// a press, or have chosen its address. So it offers the demo PIM alone, which
// guards nothing, and a link that opens the page by itself.

import { html, render } from "lit/html.js";
import { part } from "../components/part.js";
import type { Session } from "../session.js";
import { framedWords as words } from "../words/en-framed.js";

/** Takes away every PIM but the demo PIM in the page, whatever the address or a press asks for. */
export function offerDemoOnly(session: Session): void {
  Object.defineProperty(session, "choice", { get: () => "demo", set: () => undefined });
  for (const radio of document.querySelectorAll<HTMLInputElement>("pim-choice input[type=radio]")) {
    if (radio.value === "demo") radio.checked = true;
    else radio.closest("label")?.remove();
  }
  part(document, "own").hidden = true;
  const note = document.createElement("p");
  note.className = "bar-note";
  render(html`${words.demoOnly} <a href=${location.pathname} target="_blank" rel="noreferrer">${words.open}</a>`, note);
  part(document, "bar-note").before(note);
}
