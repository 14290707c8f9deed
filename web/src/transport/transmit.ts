// Where a request goes: the one door of this room.

import { throughFetch, type Browser } from "./fetch.js";
import type { Outcome } from "./outcome.js";
import { throughPage, type Demo } from "./page.js";
import { localNetworkAccess } from "./reasons.js";
import type { WireRequest } from "./wire.js";

export { bodyLimit } from "./body.js";
export type { Failure, FailureCode, Outcome, Probe, Relayed, Sent } from "./outcome.js";
export type { Demo, DemoAnswer } from "./page.js";
export { preflightHeaders } from "./preflight.js";
export { statusLine } from "./status.js";
export { timeLimit } from "./watch.js";
export type { HeaderLine, WireBody, WireRequest, WireResponse } from "./wire.js";

/** Sends a request through a relay. */
export type Through = (request: WireRequest, browser: Browser, cancel: AbortSignal) => Promise<Outcome>;

/** The demo PIM in this page; or fetch, straight or through a relay. */
export type Via = { via: "page"; demo: Demo } | { via: "fetch"; relay?: Through };

/**
 * Sends request, once and exactly as it is, until it is answered, cancelled by
 * signal or out of time. Never rejects.
 */
export async function transmit(request: WireRequest, via: Via, signal: AbortSignal): Promise<Outcome> {
  if (via.via === "page") return throughPage(request, via.demo, signal);
  return (via.relay ?? throughFetch)(request, thisBrowser(), signal);
}

/**
 * What stands between this page and a url on this machine or in a private
 * network: "prompt", the browser will ask the person; "denied"; undefined,
 * nothing that a page could know of. Never rejects.
 */
export async function localNetworkPermission(url: string): Promise<"prompt" | "denied" | undefined> {
  const { page, permission } = thisBrowser();
  return URL.canParse(url) ? localNetworkAccess(new URL(url), page, permission) : undefined;
}

function thisBrowser(): Browser {
  return {
    // Called as a property of anything but the window, fetch refuses.
    fetch: (input, init) => fetch(input, init),
    page: location,
    document,
    // The names are younger than TypeScript's list of them.
    permission: async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
  };
}
