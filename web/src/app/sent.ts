// The exchange of the chosen PIM that came last, of those that a view is about.

import { withPlace } from "../journal/journal.js";
import type { Exchange } from "../journal/journal.js";
import { placeName } from "../session.js";
import type { Session } from "../session.js";

export function lastSent(session: Session, of: (exchange: Exchange) => boolean): Exchange | undefined {
  return withPlace(session.journal, placeName(session)).filter(of).at(-1);
}
