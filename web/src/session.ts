// The one owner of state. Everything that a person typed, every token and the
// journal live here, in memory, as long as the document; elements are handed
// the session and keep nothing. What belongs to one PIM stands in its Place, so
// that a token of one is never offered to another.

import type { CallError, ParsedAddress } from "./authcore/contract.js";
import type { Client } from "./authcore/client.js";
import type { Exchange } from "./journal/journal.js";
import type { Failure } from "./transport/transmit.js";

export type Choice = "demo" | "local" | "own";

export const inputNames = ["client_id", "secret", "username", "password", "access_token", "refresh_token"] as const;
export type Input = (typeof inputNames)[number];

/** What a step sends: its own request, or one that can be tried in its place. */
export type Variant = "password" | "line_feed" | "categories" | "refresh" | "old_access" | "old_refresh";

/** Why a press sent nothing. */
export type Problem =
  | { readonly kind: "input"; readonly error: CallError }
  | { readonly kind: "no_address" }
  | { readonly kind: "unconfirmed"; readonly address: string }
  | { readonly kind: "no_token"; readonly input: "access_token" | "refresh_token" }
  | { readonly kind: "engine"; readonly why: string }
  | { readonly kind: "changed" | "cancelled" }
  | { readonly kind: "unsent" | "local_down"; readonly failure: Failure }
  | { readonly kind: "local_strange" }
  | { readonly kind: "local_version"; readonly version: string };

/** One step of one place. */
export interface StepState {
  variant: Variant;
  waiting?: { readonly abort: AbortController; readonly host: string };
  exchange?: Exchange;
  /** The signature of the request that the exchange belongs to. */
  signature?: string;
  /** An answer to the request as it was before someone changed it. */
  late?: Exchange;
  /** Why the last press sent nothing. */
  problem?: Problem;
}

/** The version of a page whose address names none, and the one that its text describes. */
export const defaultVersion = "7.0";

/** What belongs to one PIM at one version. */
export interface Place {
  readonly inputs: Record<Input, string>;
  form: boolean;
  client_in_body: boolean;
  /** The pair that the last refresh replaced. */
  old?: { readonly access_token: string; readonly refresh_token: string };
  /** The refresh token of a refresh that had no readable answer: used, perhaps. */
  maybeUsed?: string;
  /** Milliseconds that the PIM's clock is ahead of this machine's. */
  ahead: number;
  readonly steps: Map<string, StepState>;
}

/** The address behind "My PIM". */
export interface Own {
  text: string;
  parsed?: ParsedAddress;
  error?: CallError;
  /** False for an address that came by a link, until the person says yes. */
  confirmed: boolean;
}

export type Engine = { readonly state: "loading" } | { readonly state: "ready"; readonly client: Client } | { readonly state: "failed"; readonly why: string };

export interface Session {
  choice: Choice;
  version: string;
  readonly own: Own;
  /** Where the localhost PIM of this playground is; from config.json. */
  local: string;
  engine: Engine;
  /** The steps whose Send was pressed while the engine was loading. */
  readonly kept: Set<string>;
  /** Undefined: off for the demo PIMs, on for a PIM of one's own. */
  hide: boolean | undefined;
  readonly journal: Exchange[];
  /** What stands in the fields of a demo PIM before anyone types. */
  readonly demo: Readonly<Record<Input, string>>;
  readonly places: Map<string, Place>;
  /** Calls f after every change, until the returned function is called. */
  listen(f: () => void): () => void;
  /** Tells the listeners. */
  changed(): void;
  /** Tells the listeners one by one, with a rest between them. */
  changedInTurn(rest: () => Promise<void>): Promise<void>;
  /** Puts a sentence into the one status line of the page. */
  announce(sentence: string): void;
}

const demoAddress = "https://demo.pim";

export function createSession(demo: Readonly<Record<Input, string>>, announce: (sentence: string) => void): Session {
  const listeners = new Set<() => void>();
  return {
    choice: "demo",
    version: defaultVersion,
    own: { text: "", confirmed: true },
    local: "http://localhost:8081",
    engine: { state: "loading" },
    kept: new Set(),
    hide: undefined,
    journal: [],
    demo,
    places: new Map(),
    listen(f) {
      listeners.add(f);
      return () => listeners.delete(f);
    },
    changed() {
      for (const f of listeners) f();
    },
    async changedInTurn(rest) {
      for (const f of listeners) {
        f();
        await rest();
      }
    },
    announce,
  };
}

/** The address of the chosen PIM; undefined while "My PIM" has no good one. */
export function addressOf(session: Session): string | undefined {
  switch (session.choice) {
    case "demo":
      return demoAddress;
    case "local":
      return session.local;
    case "own":
      return session.own.parsed?.address;
  }
}

/** The name of the chosen place: its kind, address and version. */
export function placeName(session: Session): string {
  return `${session.choice} ${addressOf(session) ?? ""} ${session.version}`;
}

/** The chosen place. A demo PIM begins with its credentials, one's own empty. */
export function placeOf(session: Session): Place {
  const name = placeName(session);
  let place = session.places.get(name);
  if (!place) {
    const blank = { client_id: "", secret: "", username: "", password: "", access_token: "", refresh_token: "" };
    place = { inputs: session.choice === "own" ? blank : { ...session.demo }, form: false, client_in_body: false, ahead: 0, steps: new Map() };
    session.places.set(name, place);
  }
  return place;
}

/** The state of a step in a place; main is the variant that it begins with. */
export function stepOf(place: Place, id: string, main: Variant): StepState {
  let step = place.steps.get(id);
  if (!step) {
    step = { variant: main };
    place.steps.set(id, step);
  }
  return step;
}

/** After the person changed something: what stood in the way of the last press is to be judged anew. */
export function edited(session: Session): void {
  for (const step of placeOf(session).steps.values()) delete step.problem;
  session.changed();
}

/** Whether secrets are covered on screen. */
export function hides(session: Session): boolean {
  return session.hide ?? session.choice === "own";
}
