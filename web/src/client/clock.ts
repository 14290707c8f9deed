// Time for the stories: only a demo PIM has a clock that a page can move.

import { moveClock } from "../demo.js";
import { isOwn, placeOf } from "../session.js";
import type { Problem, Session } from "../session.js";
import { words } from "../words/en-client.js";

const advances = { hour: 3601, fifteen_days: 15 * 24 * 3600 } as const;

/** Lets time pass at the chosen PIM; a problem if it did not. */
export async function pass(session: Session, span: keyof typeof advances): Promise<Problem | undefined> {
  if (isOwn(session)) return { kind: "refused", why: words.ownClock };
  const place = placeOf(session);
  const before = place.ahead;
  await moveClock(session, `${String(advances[span])}s`);
  // The PIM says whole seconds.
  return place.ahead - before < (advances[span] - 2) * 1000 ? { kind: "refused", why: words.clockStands } : undefined;
}
