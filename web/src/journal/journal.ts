// The journal: every exchange of this document, in order, and the questions
// that views ask of it. It is the one record of what happened; no view has
// one of its own.

import type { Reading, RequestName, Text } from "../authcore/contract.js";
import type { Diagnosis } from "../diagnose/doctor.js";
import type { Outcome, WireRequest } from "../transport/transmit.js";

/** Who takes part: the person's browser, the connector or App, the PIM. */
export type Lane = "browser" | "client" | "pim";

/** What this page, as the App, did with a message that came to it: there is no answer to show. */
export interface Taken {
  readonly taken: string;
}

export interface Exchange {
  /** Counts from 1 over the document. */
  readonly n: number;
  /** The id of the step that sent it. */
  readonly step: string;
  /** In a few words: "POST token". */
  readonly what: string;
  /** What authcore built; absent where it is none of its requests. */
  readonly name?: RequestName;
  readonly from: Lane;
  readonly to: Lane;
  /** Where it went: see placeOf. A token of one place is never used in another. */
  readonly place: string;
  readonly request: WireRequest;
  /** The request as it was shown. */
  readonly shown: Text;
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly started: number;
  /** The same moment by the PIM's clock, as far as this page moved it. */
  readonly startedThere: number;
  readonly outcome: Outcome | Taken;
  /** What authcore makes of the answer; absent where none came. */
  readonly reading?: Reading;
  /** A request that was sent to find out about another: its name. */
  readonly probe?: string;
  /** What is wrong, or what made it good; made anew when more is known. */
  diagnosis?: Diagnosis;
}

/** Through the person's browser, where others can read it, or between servers. */
export function channelOf({ from, to }: Exchange): "front" | "back" {
  return from === "browser" || to === "browser" ? "front" : "back";
}

/** The status of the answer, 0 where there is none to see. */
export function statusOf({ outcome }: Exchange): number {
  return "sent" in outcome ? outcome.sent.response.status : 0;
}

/** Whether the answer can be judged by its body: there is all of it, or it is a page anyway. */
export function isWhole({ outcome }: Pick<Exchange, "outcome">): boolean {
  return !("sent" in outcome && outcome.sent.cut) || /^\s*</.test(outcome.sent.response.body ?? "");
}

/** The exchanges with one PIM, oldest first. */
export function withPlace(journal: readonly Exchange[], place: string): Exchange[] {
  return journal.filter((exchange) => exchange.place === place);
}
