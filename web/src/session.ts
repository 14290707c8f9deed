// The one owner of state. Everything that a person typed, every token and the
// journal live here, in memory, as long as the document; elements are handed
// the session and keep nothing. What belongs to one PIM stands in its Place, so
// that a token of one is never offered to another.

import type { TemplateResult } from "lit/html.js";
import type { AppState } from "./app/state.js";
import type { SceneState } from "./attacker/state.js";
import type { Built, CallError, ParsedAddress } from "./authcore/contract.js";
import type { Words } from "./authcore/contract-diagnose.js";
import type { Client } from "./authcore/client.js";
import type { ClientRoom } from "./client/state.js";
import type { ConnectorState } from "./connector/state.js";
import type { Faults } from "./components/faults/state.js";
import type { Told } from "./diagnose/words.js";
import type { DoctorState } from "./doctor/state.js";
import type { Exchange } from "./journal/journal.js";
import type { Variant } from "./steps.js";
import type { Failure, Through, WireRequest } from "./transport/transmit.js";

export type Choice = "demo" | "local" | "own";

/** What is chosen: where a relay stands in the place of the localhost PIM, another than that. */
export type Kind = Choice | "relay";

const connectorInputs = ["client_id", "secret", "username", "password", "access_token", "refresh_token"] as const;
const appInputs = ["app_client_id", "app_secret", "app_name", "activate_url", "callback_url", "scope", "scopes", "state", "code", "code_identifier", "code_challenge", "app_token", "id_token"] as const;
export const inputNames = [...connectorInputs, ...appInputs] as const;
export type Input = (typeof inputNames)[number];
export type Inputs = Record<Input, string>;

/** No input holds anything. */
export function blank(): Inputs {
  return Object.fromEntries(inputNames.map((name) => [name, ""])) as Inputs;
}

/** The inputs that a step before brings. */
export type TokenInput = "access_token" | "refresh_token" | "app_token" | "code";

/** Why a press sent nothing. */
export type Problem =
  | { readonly kind: "input"; readonly error: CallError }
  | { readonly kind: "no_address" }
  | { readonly kind: "unconfirmed"; readonly address: string }
  | { readonly kind: "narrowed"; readonly to: string }
  | { readonly kind: "no_token"; readonly input: TokenInput }
  | { readonly kind: "engine"; readonly why: string }
  | { readonly kind: "changed" | "cancelled" }
  | { readonly kind: "unsent"; readonly told: readonly Told[] }
  | { readonly kind: "local_down"; readonly failure: Failure }
  | { readonly kind: "local_strange" | "no_demo" }
  | { readonly kind: "refused"; readonly why: string }
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
  /** A request of a diagnosis, which the fields do not make: it stands in for theirs until one is edited. */
  once?: Built;
  /** The code of the finding whose probes are shown. */
  checking?: string;
}

/** What belongs to one PIM at one version. */
export interface Place {
  readonly inputs: Inputs;
  form: boolean;
  client_in_body: boolean;
  /** The token request of an App has a JSON body; else a form. */
  json?: boolean;
  /** The pair that the last refresh replaced. */
  old?: { readonly access_token: string; readonly refresh_token: string };
  /** The refresh token of a refresh that had no readable answer: used, perhaps. */
  maybeUsed?: string;
  /** Likewise the code of an exchange. */
  maybeUsedCode?: string;
  /** Milliseconds that the PIM's clock is ahead of this machine's. */
  ahead: number;
  readonly steps: Map<string, StepState>;
  /** The faults of a demo PIM, as it said last. */
  faults?: Faults;
  /** What the App walk remembers. */
  app?: AppState;
  /** What the connector walk remembers. */
  connector?: ConnectorState;
  /** What the stories of the client library remember. */
  client?: ClientRoom;
}

/** The address behind "My PIM". */
export interface Own {
  text: string;
  parsed?: ParsedAddress;
  error?: CallError;
  /** False for an address that came by a link, until the person says yes. */
  confirmed: boolean;
}

/** A relay to a PIM of one's own, in the place of the localhost PIM. */
export interface Relay {
  /** The address of its PIM. */
  readonly pim: string;
  /** Whether it asks for a token. */
  readonly token: boolean;
  /** The token as it was typed. */
  typed: string;
  /** The way through it, and what happens to a request there in words; once own/ is there. */
  through?: Through;
  adds?: (request: WireRequest) => TemplateResult;
}

export type Engine = { readonly state: "loading" } | { readonly state: "ready"; readonly client: Client } | { readonly state: "failed"; readonly why: string };

/** What a page knows of its walk: which steps are done. */
export interface Walk {
  done(session: Session): ReadonlySet<string>;
}

export interface Session {
  /** Tells the demo PIMs in the page of one session from another's. */
  readonly name: string;
  readonly walk: Walk;
  /** Where the person works: the document, or the tree of the embed that was pressed last. */
  page: Page;
  choice: Choice;
  version: string;
  readonly own: Own;
  /** Where the localhost PIM of this playground is; from config.json. */
  local: string;
  /** Set where a relay is at that address. */
  relay?: Relay;
  /** What only a PIM of one's own needs, being fetched. */
  room?: Promise<void>;
  /** Of an embed: its engine, being fetched, and what puts its faults on then. */
  starting?: Promise<void>;
  faults?: (() => Promise<unknown>) | undefined;
  /** Of an embed: what gets an input that no step before it brings. */
  bring?: ((input: TokenInput) => { readonly label: string; readonly act: () => Promise<void> } | undefined) | undefined;
  /** Narrows the policy of the page to the chosen PIM; from there. */
  narrow?: () => Problem | undefined;
  /** The origin that the policy was narrowed to. */
  narrowed?: string;
  engine: Engine;
  /** The steps whose Send was pressed while the engine was loading. */
  readonly kept: Set<string>;
  /** Undefined: off for the demo PIMs, on for a PIM of one's own and what was pasted from one. */
  hide: boolean | undefined;
  readonly journal: Exchange[];
  /** Of the page that plays the attacker. */
  scenes?: Map<string, SceneState>;
  /** Of the page that diagnoses what was pasted. */
  doctor?: DoctorState;
  /** The words of diagnoses, once they were asked for. */
  words?: Promise<Words | undefined>;
  /** How many exchanges there have been, those deleted from the journal as well. */
  counted: number;
  /** What stands in the fields of a demo PIM before anyone types. */
  readonly demo: Readonly<Inputs>;
  readonly places: Map<string, Place>;
  /** Calls f after every change, until the returned function is called. */
  listen(f: () => void): () => void;
  /** Tells the listeners. */
  changed(): void;
  /** Tells the listeners one by one, with a rest between them. */
  changedInTurn(rest: () => Promise<void>): Promise<void>;
  /** Puts a sentence into the one status line of the page. */
  announce(sentence: string): void;
  /** Moves the focus to that line: what was pressed goes. */
  toStatus(): void;
}

/** What is asked of a tree: for its one status line, and for a step by its id. */
export interface Page {
  querySelector(selectors: string): Element | null;
}

const demoAddress = "https://demo.pim";

export function createSession(demo: Readonly<Inputs>, page: Page, walk: Walk = { done: () => new Set() }, name = ""): Session {
  const listeners = new Set<() => void>();
  const status = (session: Session) => session.page.querySelector("[role=status]") as HTMLElement | null;
  return {
    name,
    walk,
    page,
    choice: "demo",
    version: "7.0", // until a page says which it was written for
    own: { text: "", confirmed: true },
    local: "http://localhost:8081",
    engine: { state: "loading" },
    kept: new Set(),
    hide: undefined,
    journal: [],
    counted: 0,
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
    announce(sentence) {
      const line = status(this);
      if (line) line.textContent = sentence;
    },
    toStatus() {
      status(this)?.focus();
    },
  };
}

export function kindOf({ choice, relay }: Pick<Session, "choice" | "relay">): Kind {
  return choice === "local" && relay ? "relay" : choice;
}

/** Whether the chosen PIM is one of a person's own, asked by this page or through a relay: no demo. */
export function isOwn(session: Session): boolean {
  return session.choice === "own" || kindOf(session) === "relay";
}

/** The address of the chosen PIM; undefined while "My PIM" has no good one. */
export function addressOf(session: Session): string | undefined {
  switch (session.choice) {
    case "demo":
      return demoAddress;
    case "local":
      return session.relay?.pim ?? session.local;
    case "own":
      return session.own.parsed?.address;
  }
}

/**
 * The name of the chosen place: its kind, address and, of a demo PIM, version.
 * One's own PIM is the same one whichever version's text a person reads.
 */
export function placeName(session: Session): string {
  return `${kindOf(session)} ${addressOf(session) ?? ""} ${isOwn(session) ? "" : session.version}`;
}

/** The chosen place. A demo PIM begins with its credentials, one's own empty. */
export function placeOf(session: Session): Place {
  const name = placeName(session);
  let place = session.places.get(name);
  if (!place) {
    place = { inputs: isOwn(session) ? blank() : { ...session.demo }, form: false, client_in_body: false, ahead: 0, steps: new Map() };
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
  for (const step of placeOf(session).steps.values()) {
    delete step.problem;
    delete step.once;
  }
  session.changed();
}

/** Whether secrets are covered on screen. */
export function hides(session: Session): boolean {
  return session.hide ?? (isOwn(session) || session.doctor?.foreign === true);
}
