// What the App walk remembers of one PIM: the App's side of a connection that
// is on its way, and what the person's browser shows meanwhile. It lives on the
// Place, in memory, as everything that belongs to one PIM.

import type { PimScreen, Text } from "../authcore/contract.js";
import type { WireRequest } from "../transport/transmit.js";
import type { Place, Problem } from "../session.js";

/** The steps that send the person's browser somewhere. */
export type BrowserStep = "app-connect" | "app-authorize" | "app-reconnect";

/** What the App made of a callback, or why it would not take it. */
export type CallbackVerdict = "taken" | "already" | "no_code" | "no_state" | "other_state" | "no_request" | "repeated" | "unreadable";

/** A callback as it came, side by side with what the App had sent. */
export interface Arrived {
  readonly address: string;
  readonly verdict: CallbackVerdict;
  /** The state that the App had made; empty if none was on its way. */
  readonly sent: string;
  /** The state that came back; undefined if none did. */
  readonly came: string | undefined;
  /** What authcore says of an address that it cannot read. */
  readonly message?: string;
}

/** An activation that named another PIM than the chosen one: it waits for the person. */
export interface Stranger {
  readonly pimURL: string;
  /** The tab that waits for an answer; absent for the demo PIM in the page. */
  readonly tab?: string;
}

export interface AppState {
  /** Where the PIM opened the App with, as its activation said. */
  pimURL?: string;
  /** The scopes as the last authorization request asked for them, by the PIM's clock. */
  asked?: { readonly scope: string; readonly at: number; readonly address: string };
  /** PIM clock ms when the state was made. */
  stateAt?: number;
  /** PIM clock ms when the code came. */
  codeAt?: number;
  /** The state whose callback was taken: it is not taken twice. */
  spent?: string;
  /** The callback that came last. */
  arrived?: Arrived;
  /** What the PIM calls the connected App, once it is known. */
  connectedCode?: string;
  /** The scopes of the last token answer. */
  granted?: string;
  /** The demo PIM in the page: which step's press led to the screen, and the screen. */
  screen?: { readonly step: BrowserStep; readonly screen: PimScreen; readonly address: string };
  /** Another tab is at the PIM: what this one waits for, which step's press began it, and the address that was opened. */
  waiting?: { readonly for: "activation" | "callback"; readonly step: BrowserStep; readonly address: string };
  stranger?: Stranger;
  /** The step whose press is under way in the page. */
  busy?: string;
  /** Why the last press of a step came to nothing. */
  problem?: { readonly step: string; readonly why: Problem };
  /** The browser's request of a step, as it was last shown. */
  shown?: { readonly request: WireRequest; readonly http: Text };
  /** What the form of a custom app was answered: messages by field. */
  form?: { readonly status: number; readonly errors: ReadonlyMap<string, string>; readonly created?: { readonly client_id: string; readonly secret: string } };
  /** The token that the App held before it was connected anew. */
  tokenBefore?: string;
  /** That the App was disconnected here. */
  disconnected?: true;
}

/** The App's memory of a place. */
export function appOf(place: Place): AppState {
  place.app ??= {};
  return place.app;
}
