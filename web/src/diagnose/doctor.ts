// Diagnosing what happened: each exchange between a client and the PIM is
// looked at once it is over, with those before it as evidence.

import type { Finding } from "../authcore/contract-diagnose.js";
import { isWhole, withPlace } from "../journal/journal.js";
import type { Exchange } from "../journal/journal.js";
import { placeName } from "../session.js";
import type { Session } from "../session.js";
import type { Failure, WireRequest } from "../transport/transmit.js";
import { caseOf, failureOf } from "./case.js";
import { knownOf } from "./known.js";
import { loadWords, tell, tellChange } from "./words.js";
import type { Told } from "./words.js";

export interface Diagnosis {
  /** Most likely first; the last are ruled out. */
  readonly told: readonly Told[];
  /** What made this a success after a failure. */
  readonly difference: readonly string[];
  /** The exchanges that marks "earlier" count. */
  readonly before: readonly Exchange[];
}

// More than this does not change a diagnosis, and takes time: exchanges, and
// characters of their answers.
const evidence = 60;
const weight = 256 * 1024;

/** Says what is wrong with an exchange, or what a success owes to; exchanges at a screen of the PIM are a person's. */
export async function examine(session: Session, exchange: Exchange): Promise<void> {
  if (exchange.from !== "client" || exchange.to !== "pim" || session.engine.state !== "ready" || !isWhole(exchange)) return;
  const before = light(withPlace(session.journal, exchange.place).filter((one) => one.n !== exchange.n && isWhole(one)).slice(-evidence));
  const findings = ask(session, exchange.place, [...before, exchange].map(caseOf));
  const difference = failed(exchange) ? [] : await differenceOf(session, before, exchange);
  const words = findings.length > 0 ? await loadWords(session) : undefined;
  exchange.diagnosis = { told: findings.map((finding) => tell(words, finding)), difference, before };
}

/** The newest whose answers are no more than can be looked through at once. */
function light(exchanges: readonly Exchange[]): Exchange[] {
  let left = weight;
  const first = exchanges.findLastIndex(({ outcome }) => (left -= "sent" in outcome ? (outcome.sent.response.body ?? outcome.sent.response.body_base64 ?? "").length : 0) < 0);
  return exchanges.slice(first + 1);
}

/** Says why a request was not sent. */
export async function explain(session: Session, request: WireRequest, failure: Failure): Promise<readonly Told[]> {
  const findings = ask(session, placeName(session), [{ request, failure: failureOf(failure) }]);
  const words = await loadWords(session);
  return findings.map((finding) => tell(words, finding));
}

function ask(session: Session, place: string, exchanges: readonly ReturnType<typeof caseOf>[]): Finding[] {
  if (session.engine.state !== "ready") return [];
  const said = session.engine.client.ask("diagnose", { exchanges, known: knownOf(session, place) });
  return said.ok ? said.value.findings : [];
}

/** Between the last failure of the same step and this success. */
async function differenceOf(session: Session, before: readonly Exchange[], exchange: Exchange): Promise<string[]> {
  const last = before.findLast(({ n, step, probe, from }) => n < exchange.n && step === exchange.step && probe === undefined && from === "client");
  if (!last || !failed(last) || last.name !== exchange.name || session.engine.state !== "ready") return [];
  const said = session.engine.client.ask("difference", { exchanges: [caseOf(last), caseOf(exchange)], known: knownOf(session, exchange.place) });
  if (!said.ok || said.value.changes.length === 0) return [];
  const words = await loadWords(session);
  return said.value.changes.map((change) => tellChange(words, change));
}

/** Whether no answer came, or one that is an error. */
function failed({ outcome, reading }: Exchange): boolean {
  return "failure" in outcome || ("sent" in outcome && (reading === undefined || "next" in reading));
}
