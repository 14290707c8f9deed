// What the tabs of the playground say to each other. The pages activate and
// callback hold nothing: they ask who waits, let the best one take what came,
// and hear what became of it. Only pages of this origin can listen.

import type { CallbackVerdict } from "./state.js";

export type At = "activate" | "callback";

/** What a waiting tab makes of an activation. */
export type ActivationVerdict = "go" | "ask" | "later" | "refused" | "no_pim_url" | "bad_pim_url" | "none";

export type Verdict = CallbackVerdict | ActivationVerdict;

export type Message =
  /** From activate or callback, to all: this came. id names it. */
  | { readonly kind: "came"; readonly id: string; readonly at: At; readonly address: string }
  /** From a tab that may be meant: this is what it would make of it. */
  | { readonly kind: "judged"; readonly id: string; readonly tab: string; readonly verdict: Verdict }
  /** To one of these tabs: it is yours. */
  | { readonly kind: "take"; readonly id: string; readonly tab: string }
  /** From that tab: what became of it, and where the browser goes now. It may come twice, when a person was asked. */
  | { readonly kind: "done"; readonly id: string; readonly verdict: Verdict; readonly go?: string };

/** The channel of this playground: two under one origin have a path each. */
export function openChannel(): BroadcastChannel {
  return new BroadcastChannel(`pim-app ${new URL("../", import.meta.url).pathname}`);
}

/** What each kind holds as text, beside the id. */
const texts: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["came", ["at", "address"]],
  ["judged", ["tab", "verdict"]],
  ["take", ["tab"]],
  ["done", ["verdict"]],
]);

/** The message of an event; whoever shares the origin may send anything. */
export function messageOf(event: MessageEvent<unknown>): Message | undefined {
  const data = event.data as Partial<Record<string, unknown>> | null;
  if (typeof data !== "object" || data === null || typeof data.id !== "string") return undefined;
  const held = texts.get(data.kind);
  return held?.every((name) => typeof data[name] === "string") ? (data as unknown as Message) : undefined;
}

/** A name that no other tab has. randomUUID is withheld on plain http outside localhost. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The better first: what to make of it if several tabs wait. */
const ranks: readonly Verdict[] = ["go", "taken", "already", "ask", "error", "no_code", "repeated", "no_state", "other_state", "bad_pim_url", "no_pim_url"];

/** The best of what tabs said. */
export function best<T extends { readonly verdict: Verdict }>(said: readonly T[]): T | undefined {
  return [...said].sort((a, b) => ranks.indexOf(a.verdict) - ranks.indexOf(b.verdict))[0];
}
