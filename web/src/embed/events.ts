// The events of pim-auth-step. They bubble, and come out of every tree. None
// holds a secret or a token: the page around may listen, and log.

import type { Exchange } from "../journal/journal.js";

const everywhere: EventInit = { bubbles: true, composed: true };

/** The step shows, and can be pressed. */
export class ReadyEvent extends Event {
  static readonly type = "pim-auth:ready";
  constructor(
    readonly step: string,
    readonly version: string,
  ) {
    super(ReadyEvent.type, everywhere);
  }
}

/** An answer came, or none will: once for each request that was sent. */
export class ResponseEvent extends Event {
  static readonly type = "pim-auth:response";
  readonly step: string;
  /** The number of the exchange in its session, from 1. */
  readonly n: number;
  /** 0: there is no answer, or one that the browser hides. */
  readonly status: number;
  /** Whether the answer is what the request was for. */
  readonly ok: boolean;
  /** The codes of the findings, most likely first; empty where there is nothing to say. */
  readonly findings: readonly string[];
  constructor(
    { step, n, outcome, reading, diagnosis }: Exchange,
    /** The version of the PIM that answered. */
    readonly version: string,
  ) {
    super(ResponseEvent.type, everywhere);
    this.step = step;
    this.n = n;
    this.status = "sent" in outcome ? outcome.sent.response.status : 0;
    this.ok = this.status < 400 && reading !== undefined && !("next" in reading);
    this.findings = (diagnosis?.told ?? []).filter(({ finding }) => finding.certainty !== "ruled_out").map(({ finding }) => finding.code);
  }
}

/** The step cannot be shown, or not any more; it says so in itself. */
export class ProblemEvent extends Event {
  static readonly type = "pim-auth:problem";
  constructor(readonly message: string) {
    super(ProblemEvent.type, everywhere);
  }
}

declare global {
  interface HTMLElementEventMap {
    "pim-auth:ready": ReadyEvent;
    "pim-auth:response": ResponseEvent;
    "pim-auth:problem": ProblemEvent;
  }
}
