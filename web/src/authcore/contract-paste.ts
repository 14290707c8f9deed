// What crosses when something is pasted: the text, and the exchanges in it.

import type { Case, Mark } from "./contract-diagnose.js";

export interface PasteCalls {
  /** Fails with the code "empty", "too_long" (`at`: the length), "binary" (`at`: the first NUL byte) or "nothing". */
  paste: { args: PasteArgs; value: Pasted };
}

/** One of the two; text_base64 for what is not UTF-8. */
export type PasteArgs = { text: string } | { text_base64: string };

/** What a text was recognised as. */
export type PasteKind =
  | "curl"
  | "powershell"
  | "shell"
  | "har"
  | "fetch"
  | "http"
  | "failure"
  | "log"
  | "header"
  | "pair"
  | "token"
  | "json"
  | "form"
  | "status"
  | "url";

export interface Pasted {
  kind: PasteKind;
  /** Oldest first; the last is in question. They go to `diagnose` as they are. */
  exchanges: Case[];
  notes: PasteNote[];
  /** In the order of the exchanges. */
  spans: PasteSpan[];
}

/** What is missing from the paste, and what was assumed. */
export interface PasteNote {
  code: PasteNoteCode;
  args: Record<string, string>;
}

export type PasteNoteCode =
  | "env_not_expanded" // name
  | "file_not_included" // name
  | "password_asked"
  | "quote_open"
  | "continuation_blank"
  | "continuation_missing"
  | "smart_quotes"
  | "cut_at_ampersand"
  | "words_ignored" // n
  | "base64_wrapped"
  | "powershell_strips"
  | "scheme_assumed" // scheme
  | "redirect_followed"
  | "truncated"
  | "only_pim_entries" // n, of
  | "only_first" // n
  | "after_question" // n
  | "encoded"
  | "har_sanitized"
  | "message_only";

/**
 * A stretch of the paste that is, byte for byte, a part of a message: a mark at
 * `m.from` in the part stands at `from + m.from` in the paste.
 */
export interface PasteSpan {
  /** Index of the exchange. */
  exchange: number;
  in: "request" | "response";
  part: Mark["part"];
  /** Of the header, from 0. */
  line: number;
  /** Bytes of the paste's UTF-8. */
  from: number;
  to: number;
}
