// What the doctor has before it: what was pasted, what it was recognised as,
// and what was sent of it. It lives on the session, in memory.

import type { Case, Certainty, Known } from "../authcore/contract-diagnose.js";
import type { PasteArgs, Pasted } from "../authcore/contract-paste.js";
import type { Shared } from "../authcore/contract-standin.js";
import type { CallError, Text } from "../authcore/contract.js";
import type { Told } from "../diagnose/words.js";
import type { Exchange } from "../journal/journal.js";
import type { Problem, Session } from "../session.js";
import type { WireRequest } from "../transport/transmit.js";

/** What a person says should have been sent; of an App and of the PIM's version, too. */
export type Meant = Pick<Known, "client_id" | "secret" | "username" | "password" | "app_client_id" | "app_secret" | "version">;

/** A request that the page made of the one that was pasted. */
export interface Made {
  readonly request: WireRequest;
  readonly http: Text;
  readonly curl: Text;
  /** What was changed, as sentences. */
  readonly changes: readonly string[];
  /** What the page filled in: "method", "url", "body". */
  readonly filled: readonly string[];
}

/** A request that can be sent, and what became of it. */
export interface Turn {
  waiting?: { readonly abort: AbortController; readonly host: string };
  exchange?: Exchange;
  /** Why the last press sent nothing. */
  problem?: Problem;
  /** The request that waits for a yes, since it changes data of a PIM of one's own. */
  asks?: WireRequest;
  /** What made a success of a failure. */
  difference?: readonly string[];
  /** The code of the finding whose probes are shown. */
  checking?: string;
}

export type TurnName = "as_is" | "corrected" | "replay";

/** Findings, and the request without the faults that can be taken away. */
export interface Diagnosed {
  readonly told: readonly Told[];
  readonly fix?: { readonly request: WireRequest; readonly changes: readonly string[] };
}

/** What became of a paste. */
export type Examined = { readonly state: "refused"; readonly error: CallError } | ({ readonly state: "found"; readonly pasted: Pasted } & Diagnosed);

/** What leaves, as it was copied. */
export interface Sharing {
  readonly what: "link" | "report";
  readonly text: string;
  readonly said: string;
}

export interface DoctorState {
  text: string;
  /** A file that takes the place of the text, since it is long. */
  file?: { readonly name: string; readonly size: number; readonly args: PasteArgs };
  /** What a link brought, in the place of a text. */
  opened?: Shared;
  /** What was last made to be shared. */
  share?: Sharing;
  /** The request that replays it. */
  replayed?: Made;
  /** Why what a link brought cannot be replayed. */
  unplayed?: string;
  /** The text is one of the examples. */
  example: boolean;
  /** It was to be examined before the engine was there. */
  asked: boolean;
  examined?: Examined;
  /** The request that Send corrected sends: at first that of the diagnosis. */
  corrected?: NonNullable<Diagnosed["fix"]>;
  /** The code of the finding of the paste whose probes are shown. */
  checking?: string;
  meant: Meant;
  turns: Partial<Record<TurnName, Turn>>;
  /** What was pasted is none of the demo's: its secrets are covered unless the person says otherwise. */
  foreign: boolean;
  /** What the demo PIM knows. */
  readonly demo: Readonly<Required<Omit<Meant, "version">>>;
}

const nobody = { client_id: "", secret: "", username: "", password: "", app_client_id: "", app_secret: "" };

export function doctorOf(session: Session, demo: DoctorState["demo"] = nobody): DoctorState {
  return (session.doctor ??= { text: "", example: false, asked: false, meant: {}, turns: {}, foreign: false, demo });
}

/** The exchanges before the doctor, and what is known beside them. */
export function failureOf({ examined, opened, meant }: DoctorState): { readonly exchanges: readonly Case[]; readonly known: Known } | undefined {
  return examined?.state === "found" ? { exchanges: examined.pasted.exchanges, known: opened?.known ?? meant } : undefined;
}

/** The findings that are worth a mark: the sure ones or, where there is none, the first. */
export function worthMarks(told: readonly Told[]): readonly Told[] {
  const sure: readonly Certainty[] = ["certain", "likely"];
  const best = told.filter(({ finding }) => sure.includes(finding.certainty));
  return best.length > 0 ? best : told.slice(0, 1);
}
