// The journal: every exchange of this document, in order, and the questions
// that views ask of it. It is the one record of what happened; no view has
// one of its own.

import type { Reading, RequestName, Text } from "../authcore/contract.js";
import type { Outcome, WireRequest } from "../transport/transmit.js";

export interface Exchange {
  /** Counts from 1 over the document. */
  readonly n: number;
  /** The id of the step that sent it. */
  readonly step: string;
  readonly name: RequestName;
  /** Where it went: see placeOf. A token of one place is never used in another. */
  readonly place: string;
  readonly request: WireRequest;
  /** The request as it was shown. */
  readonly shown: Text;
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly started: number;
  /** The same moment by the PIM's clock, as far as this page moved it. */
  readonly startedThere: number;
  readonly outcome: Outcome;
  /** What authcore makes of the answer; absent where none came. */
  readonly reading?: Reading;
}

/** The status of the answer, 0 where there is none to see. */
export function statusOf(exchange: Exchange): number {
  return "sent" in exchange.outcome ? exchange.outcome.sent.response.status : 0;
}

/** The exchanges with one PIM, oldest first. */
export function withPlace(journal: readonly Exchange[], place: string): Exchange[] {
  return journal.filter((exchange) => exchange.place === place);
}
