// What became of a request: an answer, or a failure and what is known of it.

import type { Unsendable } from "./sendable.js";
import type { WireRequest, WireResponse } from "./wire.js";

/** An answer. */
export interface Sent {
  response: WireResponse;
  /** Milliseconds from Send to the last byte. */
  ms: number;
  /** Whether the response is what was answered, byte for byte; else it is what the browser hands over. */
  exact: boolean;
  /** A redirect whose status and target the browser hides: status 0, no header, no body. */
  redirected: boolean;
  /** There was more of the body than is read. */
  cut?: true;
  /** Set if the relay answered, and not the PIM. */
  relay?: Relayed;
}

/** An answer of the relay itself. */
export interface Relayed {
  code: string;
  /** What happened and what to do, in its own words. */
  says: string;
  /** Whether the request may have come to the PIM all the same. */
  reached: boolean;
}

/**
 * Why there is no answer.
 *
 * - unsendable: fetch would change or refuse the request; `byte` says where
 * - mixed_content: the page came by https, the PIM is http
 * - csp: the page's own policy forbids the address; `directive` says which rule
 * - timeout: our own limit passed
 * - cancelled: the person cancelled
 * - no_cors: the PIM answers, and this page may not read it
 * - no_answer: no answer, or one that is hidden from this page
 * - dropped: the connection ended within or before the answer, after it was made
 * - engine: the demo PIM in this page failed
 */
export type FailureCode =
  | "unsendable"
  | "mixed_content"
  | "csp"
  | "timeout"
  | "cancelled"
  | "no_cors"
  | "no_answer"
  | "dropped"
  | "engine";

/** The bare request that asks whether a PIM answers at all. */
export interface Probe {
  request: WireRequest;
  answered: boolean;
  /** It answered with a redirect to another host, which the page's policy did not let the probe follow. */
  elsewhere?: true;
}

/** No answer. */
export interface Failure {
  code: FailureCode;
  /** Whether the request may have reached the PIM and been obeyed. */
  mayHaveActed: boolean;
  /** Milliseconds from Send until it was known, the probe included. */
  ms: number;
  /** Host and port that the request was for. */
  host: string;
  byte?: Unsendable;
  directive?: string;
  localNetwork?: "prompt" | "denied";
  probe?: Probe;
}

export type Outcome = { sent: Sent } | { failure: Failure };
