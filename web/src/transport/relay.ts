// The way to a PIM through a relay: what is for the PIM is sent to the relay,
// with what only the relay reads, and an answer of its own is told from the PIM's.

import { throughFetch, type Browser } from "./fetch.js";
import type { Outcome } from "./outcome.js";
import type { WireRequest } from "./wire.js";

export interface Relay {
  /** The address of the PIM that it relays to. */
  readonly pim: string;
  /** Its own. */
  readonly at: string;
  /** "": it asks for none. */
  readonly token: string;
}

/** Sends request, which is addressed to the PIM, to the relay. Never rejects. */
export async function throughRelay(request: WireRequest, { pim, at, token }: Relay, browser: Browser, cancel: AbortSignal): Promise<Outcome> {
  if (!request.url.startsWith(`${pim}/`)) return { failure: { code: "unsendable", mayHaveActed: false, ms: 0, host: new URL(at).host, byte: { where: "address", what: "relay_other_pim", offset: 0 } } };
  const sent: WireRequest = { ...request, url: at + request.url.slice(pim.length), header: token === "" ? request.header : [...request.header, ["X-Relay-Token", token]] };
  const outcome = await throughFetch(sent, browser, cancel);
  const code = "sent" in outcome ? outcome.sent.response.header.find(([name]) => name.toLowerCase() === "x-relay-error")?.[1] : undefined;
  return "sent" in outcome && code !== undefined ? { sent: { ...outcome.sent, relay: code } } : outcome;
}
