// What crosses between the page and the Go module: the calls, their arguments
// and their values, as wasm/ reads and writes them.

import type { DemoAnswer, WireRequest, WireResponse } from "../transport/transmit.js";

/** Why a call has no value. */
export interface CallError {
  /**
   * Stable: an input's own ("client_id_colon", "pim_scheme", …), or of the call
   * itself: "unknown_call", "bad_json", "bad_argument", "panic", "no_session",
   * "session_version", "bad_snapshot", "failed"; "crashed" and "not_loaded"
   * come from the page's side.
   */
  code: string;
  message: string;
  /** The next thing to do. */
  next?: string;
  /** The input at fault: "client_id", "secret", "username", "password", "access_token", "refresh_token", "pim". */
  field?: string;
  /** Bytes of the field's UTF-8 before the fault. */
  at?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: CallError };

/** What a stretch of text is, in the wire's own words; "" is nothing special. */
export type Kind = "" | "name" | "client_id" | "secret" | "pair" | "password" | "access_token" | "refresh_token";

/** Text in stretches; joined, they are the text. */
export type Text = [kind: Kind, text: string][];

/** A version of the PIM that the demo PIM imitates, and the release that it stands for. */
export interface Version {
  version: string;
  release: string;
}

/** The address of a PIM, and what was cut from or added to what a person typed. */
export interface ParsedAddress {
  /** Without a slash at the end. */
  address: string;
  origin: string;
  /** With the port, if it is not the scheme's own. */
  host: string;
  scheme: "http" | "https";
  trims: { code: string; text: string }[];
}

/** The pair client_id:secret and its base64. */
export interface Encoded {
  /** "" if the pair is refused; `error` says why. */
  credentials: string;
  /** Three bytes (fewer at the end) and their four characters, whether the pair is refused or not. */
  groups: {
    hex: string;
    base64: string;
    kind: Kind;
    /** The bytes as text; absent where they are not whole characters. */
    text?: string;
  }[];
  /** What the base64 becomes with the line feed that echo adds without -n. */
  with_line_feed: string;
  error?: CallError;
}

/** The requests that authcore builds and whose answers it reads. */
export type RequestName = "password" | "refresh" | "categories" | "root";

export interface BuildArgs {
  request: RequestName;
  /** The PIM's address, as a person may type it. */
  pim: string;
  client_id?: string;
  secret?: string;
  username?: string;
  password?: string;
  access_token?: string;
  refresh_token?: string;
  /** A form body instead of JSON. */
  form?: boolean;
  /** client_id and client_secret in the body instead of a Basic header. */
  client_in_body?: boolean;
  /** The Basic header holds what echo without -n would have encoded. */
  line_feed?: boolean;
  /** Addresses the curl there; where the request holds a token, the curl first gets one there. */
  curl_pim?: string;
}

export interface Built {
  request: WireRequest;
  /** The request as raw HTTP. */
  http: Text;
  /** The request for sh; empty if it cannot be written, and then `curl_error` says why. */
  curl: Text;
  curl_error?: CallError;
}

export interface ReadArgs {
  request: RequestName;
  response: WireResponse;
}

/** An answer that is no success. */
interface ErrorReading {
  message: string;
  /** The next thing to do. */
  next: string;
  status: number;
  /** The body with its tokens marked. */
  body: Text;
}

/** What an answer is. */
export type Reading =
  | {
      shape: "token";
      token: {
        access_token: string;
        /** Seconds; 0 means never. */
        expires_in: number;
        token_type: string;
        scope: string | null;
        refresh_token: string;
      };
      body: Text;
    }
  | {
      shape: "categories";
      page: {
        page: number;
        /** -1 if it was not asked for. */
        count: number;
        /** The next page's address, "" on the last. */
        next: string;
        items: {
          code: string;
          parent: string | null;
          labels: { locale: string; text: string }[];
          updated: string;
        }[];
      };
      body: Text;
    }
  | { shape: "root"; host: string; routes: number; body: Text }
  | (ErrorReading & { shape: "pim_error"; code: number; pim_message: string })
  | (ErrorReading & { shape: "oauth_error"; error: string; error_description: string })
  | (ErrorReading & { shape: "html"; login: boolean; title: string })
  | (ErrorReading & { shape: "empty" })
  | (ErrorReading & { shape: "broken_json"; offset: number; reason: string })
  | (ErrorReading & { shape: "wrong_type"; member: string; want: string; got: string });

export interface DemoArgs {
  /** Names the demo PIM; the first request to a session begins one. */
  session: string;
  version: string;
  request: WireRequest;
}

/** What a person does in the browser at the demo PIM of a session. */
export type BrowseArgs = {
  session: string;
  version: string;
} & (
  | { action: "open"; url: string }
  | { action: "login"; username: string; password: string }
  /** Begins to connect an App: ends at its activate address. */
  | { action: "connect"; client_id: string }
  /** The button of the consent's step; at the last it confirms. */
  | { action: "next"; agree?: boolean }
  /** Leaves the consent. */
  | { action: "close" }
);

/** What came of it. */
export interface Browsed {
  /** In their order; status 0 where no answer came. */
  exchanges: { request: WireRequest; response: WireResponse }[];
  /** Where the browser stands: at another site than the PIM, it was not sent. */
  address: string;
  /** null at another site. */
  screen: PimScreen | null;
  /** What the answers take together. */
  delay_ms: number;
}

/** What a person sees of the demo PIM. Texts that do not apply are empty. */
export interface PimScreen {
  kind: "home" | "login" | "consent" | "error" | "page";
  title: string;
  /** A sentence; of an error its English message. */
  text: string;
  /** What the PIM calls an error. */
  key: string;
  /** Why the last login failed, and of whom. */
  failure: string;
  username: string;
  /** The name of the App that wants to be let in, and the steps of the consent. */
  app: string;
  steps: { title: string; items: string[]; granted: string[]; button: string }[];
  /** The step that is shown, from 0. */
  step: number;
  /** What must be ticked at the last step. */
  checkbox: string;
}

/** Every call by its name. */
export interface Calls {
  versions: { args: Record<string, never>; value: Version[] };
  parse_address: { args: { text: string }; value: ParsedAddress };
  encode: { args: { client_id: string; secret: string }; value: Encoded };
  build: { args: BuildArgs; value: Built };
  read: { args: ReadArgs; value: Reading };
  demo: { args: DemoArgs; value: DemoAnswer };
  demo_snapshot: { args: { session: string }; value: { snapshot: string } };
  demo_restore: { args: { session: string; snapshot: string }; value: Record<string, never> };
  browse: { args: BrowseArgs; value: Browsed };
}
