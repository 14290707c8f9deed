// The faults of a demo PIM, as its control route names them, and how they are
// asked for and set. The PIM alone knows which are on; a place remembers what
// it said last.

import { control } from "../../demo.js";
import { placeOf } from "../../session.js";
import type { Problem, Session } from "../../session.js";

/** The set that is on; what is off is absent. */
export type Faults = Readonly<Record<string, string | number | true>>;

/** Asks the demo PIM which faults are on. */
export async function readFaults(session: Session): Promise<void> {
  await keep(session, () => control(session, "GET", "faults"));
}

/** Puts a set in place of the one that is on; why not, if it could not be done. */
export async function setFaults(session: Session, faults: Faults): Promise<Problem | undefined> {
  return keep(session, () => control(session, "POST", "faults", faults));
}

async function keep(session: Session, ask: () => ReturnType<typeof control>): Promise<Problem | undefined> {
  const place = placeOf(session); // now: another PIM may be chosen by the time of the answer
  const answer = await ask();
  const problem: Problem | undefined = "problem" in answer ? answer.problem : answer.status === 200 ? undefined : { kind: "refused", why: String((answer.value as { message?: unknown }).message) };
  if (!problem && "value" in answer) place.faults = answer.value as Faults;
  session.changed();
  return problem;
}
