// What crosses when a failure is shared: exchanges in, the same with stand-ins
// out; and back from a link.

import type { WireRequest } from "../transport/transmit.js";
import type { Case, Known } from "./contract-diagnose.js";

/** What stands for a value: "secret#1" is kind and number. */
export interface StandIn {
  kind: "client_id" | "secret" | "username" | "password" | "token" | "refresh_token" | "code" | "state" | "code_identifier" | "code_challenge" | "text";
  number: number;
  value: string;
}

/** A failure with stand-ins in the place of values: goes to `diagnose` as it is. */
export interface Shared {
  exchanges: Case[];
  known: Known;
  stand_ins: StandIn[];
}

interface ShareArgs {
  /** With their values, oldest first. */
  exchanges: readonly Case[];
  known?: Known;
}

export interface ShareCalls {
  /**
   * Fails with the code "leak" if a value would be in what leaves. `json` is
   * what a link holds; `same`: the stand-ins give the same diagnosis.
   */
  share: { args: ShareArgs; value: Shared & { json: string; same: boolean } };
  /** `findings` are words about what `share` returned, not about the values. Fails with "leak". */
  share_report: {
    args: ShareArgs & { findings: readonly { certainty: string; cause: string; cure: string }[]; link: string };
    value: { markdown: string };
  };
  /** Any other text that is to leave. Fails with "leak". */
  share_check: { args: ShareArgs & { text: string }; value: Record<string, never> };
  /**
   * What a link holds, or its JSON. Fails with "link_too_long",
   * "link_encoding", "link_json", "link_version" or "link_shape".
   */
  share_open: { args: { text: string }; value: Shared };
  /**
   * How what was opened happens again at a demo PIM of this page whose address
   * is `pim`: restore the snapshot, then send the request. `snapshot` is what
   * that PIM holds now; without it, it is a new one.
   */
  share_replay: { args: { exchanges: readonly Case[]; known?: Known; pim: string; snapshot?: string }; value: Replay };
}

export type Replay =
  | { possible: true; why: ""; version: string; snapshot: string; request: WireRequest }
  /** "other_answer": no demo PIM answers so. */
  | { possible: false; why: "no_request" | "no_answer" | "other_answer" };
