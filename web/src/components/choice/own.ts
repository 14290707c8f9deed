// The row for the address of one's own PIM.

import { ownHref } from "../../own-link.js";
import { edited, isOwn } from "../../session.js";
import type { Session } from "../../session.js";
import { address as words, trimWords } from "../../words/en.js";
import { sentence } from "../../words/en-causes.js";
import { field, part, setText } from "../part.js";

/** Binds the row to the session. The result shows it as it is now. */
export function adoptOwn(root: ParentNode, session: Session): () => void {
  const address = field(root, "address", HTMLInputElement);
  address.addEventListener("input", () => {
    session.own.text = address.value;
    session.own.confirmed = true;
    readOwn(session);
    edited(session);
  });
  part(root, "confirm").addEventListener("click", () => {
    session.own.confirmed = true;
    edited(session);
    // The button goes: focus moves to what it was about.
    address.focus();
  });
  return () => {
    part(root, "own").hidden = session.choice !== "own";
    if (entersOwn(session)) session.room ??= enter(session);
    showAddress(root, session);
    const link = root.querySelector<HTMLAnchorElement>("[data-part=own-link]");
    if (link) link.href = ownHref(session);
  };
}

/** Whether what only a PIM of one's own needs is to be there. */
function entersOwn(session: Session): boolean {
  return isOwn(session);
}

/** Without it, as when the connection is gone, the row does what it does here. */
async function enter(session: Session): Promise<void> {
  try {
    const { own } = await import("../../own/index.js");
    own(session);
  } catch (cause) {
    console.warn(cause);
  }
}

function showAddress(root: ParentNode, { own }: Session): void {
  const input = field(root, "address", HTMLInputElement);
  if (input.value !== own.text) input.value = own.text;
  const note = part(root, "address-note");
  const unconfirmed = own.parsed !== undefined && !own.confirmed;
  part(root, "confirm").hidden = !unconfirmed;
  note.classList.toggle("bad", own.error !== undefined);
  if (own.error) {
    input.setAttribute("aria-invalid", "true");
    setText(note, `${sentence(own.error.message)} ${own.error.next ?? ""}`);
    return;
  }
  input.removeAttribute("aria-invalid");
  if (!own.parsed) setText(note, words.intro);
  else if (unconfirmed) setText(note, words.fromLink(own.parsed.address));
  else setText(note, words.good(own.parsed.address, trimWords(own.parsed.trims)));
}

/** Reads the typed address, once the engine is there. */
export function readOwn(session: Session): void {
  const { own, engine } = session;
  delete own.parsed;
  delete own.error;
  if (engine.state !== "ready" || own.text.trim() === "") return;
  const parsed = engine.client.parseAddress({ text: own.text });
  if (parsed.ok) own.parsed = parsed.value;
  else own.error = parsed.error;
}
