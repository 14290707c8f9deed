// The way to any PIM over the network, as far as a browser lets a page go.
// Nobody but the chosen PIM is contacted: redirects are not followed (a 307
// would deliver the password to another host), the probe in reasons.ts aside.

import { readBody } from "./body.js";
import type { Failure, Outcome } from "./outcome.js";
import {
  isMixedContent,
  localNetworkAccess,
  probe,
  watchPolicy,
  type PageAddress,
  type Permission,
  type PolicyWatch,
} from "./reasons.js";
import { unsendable } from "./sendable.js";
import { startWatch } from "./watch.js";
import { bodyOf, bytesOf, type WireRequest, type WireResponse } from "./wire.js";

/** What this way needs of the browser. */
export interface Browser {
  fetch: typeof globalThis.fetch;
  /** The page's own address. */
  page: PageAddress;
  /** Where violations of the page's policy are told. */
  document: EventTarget;
  permission: Permission;
}

/** Sends request by fetch, exactly as it is or not at all, and finds out why it failed. Never rejects. */
export async function throughFetch(request: WireRequest, browser: Browser, cancel: AbortSignal): Promise<Outcome> {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  const watch = startWatch(cancel);
  const failed = (failure: Pick<Failure, "code" | "mayHaveActed"> & Partial<Failure>): Outcome => ({
    failure: { ms: watch.ms(), host: url?.host ?? "", ...failure },
  });
  try {
    const byte = unsendable(request);
    if (byte || !url) return failed({ code: "unsendable", mayHaveActed: false, ...(byte && { byte }) });
    if (isMixedContent(url, browser.page)) return failed({ code: "mixed_content", mayHaveActed: false });
    const ended = watch.ended();
    if (ended) return failed({ code: ended, mayHaveActed: false });
    const policy = watchPolicy(url, browser.document);
    try {
      return await exchange(request, browser, watch.signal, () => watch.ms());
    } catch (cause) {
      const ended = watch.ended();
      if (ended) return failed({ code: ended, mayHaveActed: true });
      if (cause instanceof BrokenOff) return failed({ code: "dropped", mayHaveActed: true });
      const directive = await policy.directive();
      if (directive !== undefined) return failed({ code: "csp", mayHaveActed: false, directive });
      return failed(await ask(url, browser, policy, watch.signal, () => watch.ended()));
    } finally {
      policy.stop();
    }
  } finally {
    watch.stop();
  }
}

/** The headers came, but not the whole body. */
class BrokenOff extends Error {}

async function exchange(
  request: WireRequest,
  browser: Browser,
  signal: AbortSignal,
  ms: () => number,
): Promise<Outcome> {
  const body = bytesOf(request);
  const answer = await browser.fetch(request.url, {
    method: request.method,
    headers: request.header,
    // Bytes, since a string would bring a Content-Type of its own.
    ...(body && { body }),
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal,
  });
  const read = await readBody(answer.body).catch(() => {
    throw new BrokenOff();
  });
  const response: WireResponse = { status: answer.status, header: [...answer.headers], ...bodyOf(read.bytes) };
  return { sent: { response, ms: ms(), exact: false, redirected: answer.type === "opaqueredirect", ...(read.cut && { cut: true }) } };
}

/** Finds out what it can about a request that got no answer. */
async function ask(
  url: URL,
  browser: Browser,
  policy: PolicyWatch,
  signal: AbortSignal,
  ended: () => "timeout" | "cancelled" | undefined,
): Promise<Pick<Failure, "code" | "mayHaveActed"> & Partial<Failure>> {
  const localNetwork = await localNetworkAccess(url, browser.page, browser.permission);
  // A denied permission stops the request before it leaves, and would stop the probe as well.
  if (localNetwork === "denied") return { code: "no_answer", mayHaveActed: false, localNetwork };
  const bare = await probe(url, browser.fetch, signal);
  // The policy lets the request itself pass: only a redirect to elsewhere can have broken it.
  const elsewhere = !bare.answered && !ended() && (await policy.directive()) !== undefined;
  const probed = elsewhere ? { ...bare, answered: true, elsewhere } : bare;
  const code = ended() ?? (probed.answered ? "no_cors" : "no_answer");
  return { code, mayHaveActed: true, probe: probed, ...(localNetwork && { localNetwork }) };
}
