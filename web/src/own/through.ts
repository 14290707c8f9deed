// The way to a PIM through a relay: what is for the PIM is sent to the relay,
// with what only the relay reads, and an answer of its own is told from the PIM's.

import { throughFetch, type Browser } from "../transport/fetch.js";
import type { HeaderLine, Outcome, Relayed, WireRequest, WireResponse } from "../transport/transmit.js";

export interface Relay {
  /** The address of the PIM that it relays to. */
  readonly pim: string;
  /** Its own. */
  readonly at: string;
  /** "": it asks for none. */
  readonly token: string;
}

/** What browsers add by themselves although a page may write it: where it did, nobody else can tell. */
const added = ["Accept", "Cache-Control", "Pragma", "Priority", "Save-Data"];

/** The header lines that are for the relay, which takes them away. */
export function forRelay({ header }: WireRequest, token: string): HeaderLine[] {
  const written = new Set(header.map(([name]) => name.toLowerCase()));
  const remove: HeaderLine = ["X-Relay-Remove", added.filter((name) => !written.has(name.toLowerCase())).join(", ")];
  return token === "" ? [remove] : [remove, ["X-Relay-Token", token]];
}

/** Sends request, which is addressed to the PIM, to the relay. Never rejects. */
export async function throughRelay(request: WireRequest, { pim, at, token }: Relay, browser: Browser, cancel: AbortSignal): Promise<Outcome> {
  if (!request.url.startsWith(`${pim}/`)) return { failure: { code: "unsendable", mayHaveActed: false, ms: 0, host: new URL(at).host, byte: { where: "address", what: "relay_other_pim", offset: 0 } } };
  const sent = { ...request, url: at + request.url.slice(pim.length), header: [...request.header, ...forRelay(request, token)] };
  const outcome = await throughFetch(sent, browser, cancel);
  const own = "sent" in outcome ? ownAnswer(outcome.sent.response) : undefined;
  return "sent" in outcome && own ? { sent: { ...outcome.sent, relay: own } } : outcome;
}

function ownAnswer({ header, body = "" }: WireResponse): Relayed | undefined {
  const code = header.find(([name]) => name.toLowerCase() === "x-relay-error")?.[1];
  if (code === undefined) return undefined;
  const reached = /^(redirect|reset|timeout)$/.test(code);
  try {
    const { relay } = JSON.parse(body) as { relay: { message: string; next: string } };
    return { code, says: `${relay.message} ${relay.next}`, reached };
  } catch {
    return { code, says: "", reached }; // cut off on the way
  }
}
