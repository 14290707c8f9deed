// Where the focus goes when the button that had it has gone.

import type { Session } from "../../session.js";

export function focusStatus(session: Session): void {
  // A press that left its button in place keeps the focus there.
  if (document.activeElement === null || document.activeElement === document.body) session.toStatus();
}
