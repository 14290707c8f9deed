// Leaving the page empties it. So forgetting is a reload: a new document has
// nothing of the old one, which no list of what there is to forget could promise.

import { part } from "./components/part.js";
import type { Session } from "./session.js";
import { announcement } from "./words/en.js";

/** Empties the page when it is left, and puts the button Forget everything to work. */
export function forgetOnLeaving(session: Session): void {
  addEventListener("pagehide", () => {
    empty(session);
  });
  // The browser may keep the page for the way back: what comes back is empty, and begins anew.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  const button = part(document, "forget");
  button.hidden = false;
  button.addEventListener("click", () => {
    // The address of the page may name a PIM, or hold what was shared.
    history.replaceState(forgotten, "", location.pathname);
    location.reload();
  });
  if ((history.state as typeof forgotten | null)?.forgotten !== true) return;
  history.replaceState(null, "");
  session.announce(announcement.forgotten);
}

const forgotten = { forgotten: true } as const;

/** Leaves nothing in the document, the session and the memory of the module. What the browser has copied of it is out of reach. */
function empty(session: Session): void {
  const { engine, own, places, journal, kept } = session;
  if (engine.state === "ready") engine.client.end();
  // Nobody listens any more, to an answer that still comes, for one; and so nobody is held.
  const nobody = () => undefined;
  Object.assign(session, { engine: { state: "failed", why: "" }, listen: () => nobody, changed: nobody, changedInTurn: () => Promise.resolve() });
  places.clear();
  journal.length = 0;
  kept.clear();
  own.text = "";
  if (session.relay) session.relay.typed = "";
  delete own.parsed;
  delete own.error;
  delete session.doctor;
  delete session.scenes;
  for (const node of document.querySelectorAll("input, textarea")) Object.assign(node, { value: "" });
  for (const node of document.querySelectorAll("body *")) node.replaceChildren();
  // What was to happen later would happen to what is gone.
  for (let timer = Number(setTimeout(nobody)); timer > 0; timer--) clearTimeout(timer);
}
