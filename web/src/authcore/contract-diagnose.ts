// What crosses for a diagnosis: exchanges and what is known, and the findings.

import type { WireRequest, WireResponse } from "../transport/transmit.js";
import type { Text } from "./contract.js";

/** One exchange as far as it is known. */
export interface Case {
  request?: WireRequest;
  response?: WireResponse;
  /** Why no answer came. */
  failure?: CaseFailure;
  /** When it was sent, by the PIM's clock: milliseconds since 1970. */
  at_ms?: number;
  /** Parts of the request whose bytes are not known: what a variable or a file of a shell would have put there, and what a log leaves out. */
  gaps?: readonly ("url" | "authorization" | "header" | "body")[];
}

export interface CaseFailure {
  code: string;
  /** Of "unsendable": which value, what stands there and the bytes before it. */
  where?: string;
  what?: string;
  offset?: number;
  /** Of "csp". */
  directive?: string;
  may_have_acted?: boolean;
  local_network?: string;
  host?: string;
  seconds?: number;
}

/** What belongs to one PIM. */
interface Belongings {
  pim?: string;
  client_id?: string;
  secret?: string;
  username?: string;
  password?: string;
  app_client_id?: string;
  app_secret?: string;
}

/** What is known beside the exchanges: what was meant, not what was sent. */
export interface Known extends Belongings {
  version?: string;
  code_identifier?: string;
  state?: string;
  now_ms?: number;
  /** The origin of the page. */
  page?: string;
  /** The requests go through a relay. */
  relay?: boolean;
  others?: readonly (Belongings & { name: string; tokens?: readonly string[] })[];
}

export interface DiagnoseArgs {
  /** Oldest first; the last is in question. */
  exchanges: readonly Case[];
  known?: Known;
}

export type Certainty = "certain" | "likely" | "possible" | "ruled_out";

/** A stretch of bytes that shows a fault; from = to is a place between two. */
export interface Mark {
  /** "earlier": the request of an exchange before, `line` its index. */
  in: "request" | "response" | "earlier";
  part: "method" | "url" | "status" | "header" | "body";
  /** Of the header, from 0: the mark is in the value of that line. */
  line: number;
  /** Bytes of UTF-8 of the part before it, and up to its end. */
  from: number;
  to: number;
  /** They count bytes of what the base64 says: see decoded_pair. */
  decoded: boolean;
}

/** A request, and how it is shown. */
export interface ShownRequest {
  request: WireRequest;
  http: Text;
}

export interface Finding {
  code: string;
  certainty: Certainty;
  args: Record<string, string>;
  evidence: Mark[];
  /** The request without this fault. */
  fix?: ShownRequest;
  /** Requests whose answers would decide. */
  probes: (ShownRequest & { name: string })[];
  source: string;
  /** Of "ruled_out": why. */
  reason: string;
}

/** What made the difference; of "cured" the argument "finding" is the code of what is gone. */
export interface Change {
  code: string;
  args: Record<string, string>;
}

export interface DiagnoseCalls {
  diagnose: { args: DiagnoseArgs; value: { findings: Finding[] } };
  /** The failure and the success after it. */
  difference: { args: DiagnoseArgs; value: { changes: Change[] } };
  /** The bytes of the pair in an Authorization header. */
  decoded_pair: { args: { authorization: string }; value: { pair_base64: string } };
}

/** The table of words: web/src/diagnose/ looks them up. */
export interface Words {
  findings: Record<string, FindingWords>;
  /** What arguments are called. */
  terms: Record<string, string>;
  reasons: Record<string, string>;
  probes: Record<string, string>;
  sources: Record<string, string>;
  differences: Record<string, string>;
}

export interface FindingWords {
  cause: string;
  cure: string;
  detail?: string[];
  /** What the fix changes. */
  change?: string;
  snippet?: { title: string; text: string }[];
}
