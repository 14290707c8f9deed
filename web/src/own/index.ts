// What only a PIM of one's own needs, fetched when the person first chooses it.

import type { Session } from "../session.js";

/** Called once, when My PIM or the relay is first chosen. */
export function own(session: Session): void {
  session.changed();
}
