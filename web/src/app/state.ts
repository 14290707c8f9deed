// What the App walk remembers of one PIM: the App's side of a connection that
// is on its way, and what the person's browser shows meanwhile. It lives on the
// Place, in memory, as everything that belongs to one PIM.

import type { PimScreen } from "../authcore/contract.js";
import type { Input, Place, Problem } from "../session.js";

/** The steps that send the person's browser somewhere. */
export type BrowserStep = "app-connect" | "app-authorize" | "app-reconnect";

/** What the App makes of a callback. */
export type CallbackVerdict = "taken" | "already" | "other_state" | "no_state" | "no_code" | "repeated" | "error" | "none";

/** A callback as it came, side by side with what the App had sent. */
export interface Arrived {
  readonly address: string;
  readonly verdict: CallbackVerdict;
  /** The state that the App had made; empty if no request was on its way. */
  readonly sent: string;
  /** The state that came back; undefined if none did. */
  readonly came: string | undefined;
}

/** What a press in the form of custom apps came to. */
export interface Created {
  readonly status: number;
  /** What the PIM says of the value that an input held. */
  readonly errors: ReadonlyMap<Input, { readonly text: string; readonly of: string }>;
  /** What it says of the form as a whole. */
  readonly whole: string;
  /** What an answer says that is neither an App nor a list of errors. */
  readonly message: string;
}

export interface AppState {
  /** The PIM that opened the App, as its activation said. */
  pimURL?: string;
  /** The last request for authorization; sent once a browser is on its way with it. */
  asked?: { readonly state: string; readonly scope: string; readonly address: string; readonly step: BrowserStep; readonly sent: boolean };
  /** PIM clock ms when the state was made. */
  stateAt?: number;
  /** PIM clock ms when the code came. */
  codeAt?: number;
  /** The identifier that this page made last, and the code that it is for, by its codeAt. */
  identifier?: { readonly text: string; readonly codeAt?: number };
  /** The id_token as it came, while a changed one stands in the field. */
  untouched?: string;
  /** The state whose callback was taken: it is not taken twice. */
  spent?: string;
  /** The callback that came last. */
  arrived?: Arrived;
  /** What the PIM calls the connected App, once a screen has told. */
  connectedCode?: string;
  /** The demo PIM in the page: the screen that a step's press led to. */
  screen?: { readonly step: BrowserStep; readonly screen: PimScreen; readonly address: string };
  /** Another tab is at the PIM: what this one waits for, whose press began it, and the address that was opened. */
  waiting?: { readonly for: "activation" | "callback"; readonly step: BrowserStep; readonly address: string };
  /** An activation that named another PIM than the chosen one: a tab waits for what the person says. */
  stranger?: { readonly pimURL: string; answer(yes: boolean): void };
  /** The step whose press is under way. */
  busy?: string;
  /** Why the last press of a step came to nothing. */
  problem?: { readonly step: string; readonly why: Problem };
  created?: Created;
  /** What the App held before the last press of Reconnect. */
  before?: { readonly token: string; readonly scope: string };
  /** The App was disconnected here. */
  disconnected?: true;
}

/** The App's memory of a place. */
export function appOf(place: Place): AppState {
  place.app ??= {};
  return place.app;
}
