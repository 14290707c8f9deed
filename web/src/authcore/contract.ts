// What crosses between the page and the Go module: the calls, their arguments
// and their values, as wasm/ reads and writes them.

import type { DiagnoseCalls } from "./contract-diagnose.js";
import type { PasteCalls } from "./contract-paste.js";
import type { ShareCalls } from "./contract-standin.js";
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
  /**
   * The input at fault: "client_id", "secret", "username", "password",
   * "access_token", "refresh_token", "pim", "app_client_id", "app_secret",
   * "app_token", "state", "scope", "code", "code_identifier", "code_challenge",
   * "url", "id_token", "certificate", "version".
   */
  field?: string;
  /** Bytes of the field's UTF-8 before the fault. */
  at?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: CallError };

/** What a stretch of text is, in the wire's own words; "" is nothing special. */
export type Kind =
  | ""
  | "name"
  | "client_id"
  | "secret"
  | "pair"
  | "password"
  | "access_token"
  | "refresh_token"
  | "state"
  | "code"
  | "code_identifier"
  | "code_challenge"
  | "id_token";

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
export type RequestName = "password" | "refresh" | "categories" | "root" | "app_authorize" | "app_token" | "app_categories" | "app_scopes" | "app_key";

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
  app_client_id?: string;
  app_secret?: string;
  /** The bearer of app_scopes. */
  app_token?: string;
  state?: string;
  /** Separated by blanks. */
  scope?: string;
  code?: string;
  code_identifier?: string;
  /** Empty: as code_identifier and app_secret make it. */
  code_challenge?: string;
  /** A form body instead of JSON. */
  form?: boolean;
  /** Of app_token: a JSON body instead of a form. */
  json?: boolean;
  /** client_id and client_secret in the body instead of a Basic header. */
  client_in_body?: boolean;
  /** The Basic header holds what echo without -n would have encoded. */
  line_feed?: boolean;
  /**
   * Addresses the curl there; where the request holds a token, the curl first
   * gets one there. A code or token of an App is left out: $CODE, $ACCESS_TOKEN.
   */
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
  /** "any": an answer of which nothing is known, such as one of the PIM's screens. */
  request: RequestName | "any";
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
  | {
      shape: "app_token";
      token: {
        access_token: string;
        token_type: string;
        scope: string;
        /** "" if openid was not granted. */
        id_token: string;
      };
      body: Text;
    }
  /** spki_base64 is "" if the certificate holds no key. */
  | { shape: "public_key"; certificate: string; spki_base64: string; body: Text }
  /** "ok": the scopes were noted; "json" and "text": an answer to "any", no body included. */
  | { shape: "ok" | "json" | "text"; body: Text }
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

/**
 * How a code challenge was made. `of` and `where` are "" unless told.
 *
 * - right, upper_case, double_hex, order_swapped, pkce, identifier_alone,
 *   secret_alone, hmac, unknown: as they say
 * - not_64: nothing that is known, and not 64 hexadecimal digits
 * - base64, base64url: `of` is "bytes" or "hex"
 * - separator: `of` is the character
 * - stray: `of` is "blank", "tab", "line feed", "CR LF" or "NUL"; `where` is
 *   "before", "between" or "after" the two in what was hashed, around the
 *   "challenge" itself, or in the fields "identifier" or "secret" of the page
 */
export interface ChallengeVerdict {
  code:
    | "right"
    | "upper_case"
    | "base64"
    | "base64url"
    | "double_hex"
    | "order_swapped"
    | "separator"
    | "stray"
    | "pkce"
    | "identifier_alone"
    | "secret_alone"
    | "hmac"
    | "not_64"
    | "unknown";
  of: string;
  where: "" | "before" | "between" | "after" | "challenge" | "identifier" | "secret";
}

/** What an App may ask for. */
export interface Scope {
  name: string;
  /** The scopes that come with it. */
  implies: string[];
  /** The permissions of its role, those of `implies` included; none for openid, profile and email. */
  permissions: string[];
  /** "View and edit categories". */
  what: string;
}

/** What an id_token says. Nothing of it is true before its signature was verified. */
export interface IDToken {
  /** In their order; values are JSON. */
  header: [name: string, json: string][];
  claims: [name: string, json: string][];
  issuer: string;
  subject: string;
  audience: string;
  /** Milliseconds since 1970. */
  issued_at: number;
  expires_at: number;
  /** What the signature is of, in ASCII. */
  signing_input: string;
  signature_base64: string;
}

/** Why an id_token must not be believed, though its signature is right. */
export type TokenFault = "algorithm" | "issuer" | "audience" | "expired" | "future";

/** A PHP client library: how it was built, what it remembers, and what happened to it. */
export interface ClientArgs {
  way: "password" | "token" | "app";
  pim: string;
  client_id?: string;
  secret?: string;
  username?: string;
  password?: string;
  /** What it was built with; what it has now is in the state. */
  access_token?: string;
  refresh_token?: string;
  app_token?: string;
  /** That of the last step; absent: it has just been built. */
  state?: ClientState;
  event?:
    | { kind: "call"; call: "category" | "categories" }
    | { kind: "answer"; response: WireResponse }
    /** Somebody else who shares the tokens has new ones. */
    | { kind: "renewed"; access_token: string; refresh_token: string };
}

/** What the library remembers: hand it back as it came. */
export interface ClientState {
  access_token: string;
  refresh_token: string;
  doing: string;
  call: WireRequest;
  refused: WireResponse;
}

/** What the library does next. */
export interface ClientStep {
  state: ClientState;
  /** What getToken() and getRefreshToken() return now. */
  token: { access_token: string | null; refresh_token: string | null };
  /** "" if it was only built. */
  why: "" | "first_token" | "call" | "refresh" | "replay" | "gives_up" | "done";
  next: { request: WireRequest; http: Text; curl: Text } | null;
  verdict:
    | null
    | { kind: "answer"; status: number }
    | { kind: "exception"; exception: string; status: number; message: string; retry_after: number };
}

/** Every call by its name. */
export interface Calls extends DiagnoseCalls, PasteCalls, ShareCalls {
  versions: { args: Record<string, never>; value: Version[] };
  parse_address: { args: { text: string }; value: ParsedAddress };
  encode: { args: { client_id: string; secret: string }; value: Encoded };
  build: { args: BuildArgs; value: Built };
  read: { args: ReadArgs; value: Reading };
  /** Any request as raw HTTP and as curl. */
  text: { args: { request: WireRequest }; value: { http: Text; curl: Text } };
  demo: { args: DemoArgs; value: DemoAnswer };
  demo_snapshot: { args: { session: string }; value: { snapshot: string } };
  demo_restore: { args: { session: string; snapshot: string }; value: Record<string, never> };
  browse: { args: BrowseArgs; value: Browsed };
  challenge: { args: { code_identifier: string; app_secret: string }; value: { code_challenge: string } };
  check_challenge: { args: { challenge: string; code_identifier: string; app_secret: string }; value: ChallengeVerdict };
  /** 30 random bytes or more. */
  random: { args: { kind: "state" | "code_identifier"; random_base64: string }; value: { text: string } };
  scopes: { args: { version: string }; value: Scope[] };
  /** Scopes separated by blanks; in the value in the order of the alphabet. */
  with_implied: { args: { scope: string }; value: { scope: string } };
  /** A whole address or its query. */
  activation: { args: { url: string }; value: { pim_url: string; address: ParsedAddress } };
  /**
   * A whole address or its query, and the state that was sent. Refusals:
   * callback_repeated, callback_no_state, callback_state, callback_error,
   * callback_no_code.
   */
  callback: { args: { url: string; state: string }; value: { code: string } };
  id_token: { args: { token: string }; value: IDToken };
  /** client_id is the App's, issuer the PIM's address, now_ms whole. */
  id_token_faults: { args: { token: string; issuer: string; client_id: string; now_ms: number }; value: TokenFault[] };
  certificate: { args: { pem: string }; value: { spki_base64: string } };
  /** What a PIM shows as its version. */
  guess_version: { args: { text: string }; value: { version: string } };
  client: { args: ClientArgs; value: ClientStep };
}
