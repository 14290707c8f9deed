// Why a request got no answer, as far as a browser lets a page know.

import { networkOf } from "./addresses.js";
import type { Probe } from "./outcome.js";
import type { WireRequest } from "./wire.js";

/** Where this page came from. */
export type PageAddress = Pick<Location, "protocol" | "hostname">;

/**
 * Whether browsers refuse the address as mixed content: http from a page that
 * came by https. Loopback addresses count as trustworthy (W3C Secure Contexts §3.1).
 */
export function isMixedContent(url: URL, page: PageAddress): boolean {
  return page.protocol === "https:" && url.protocol === "http:" && networkOf(url.hostname) !== "loopback";
}

/** A watch for violations of the page's own Content-Security-Policy. */
export interface PolicyWatch {
  /** The directive that forbade the request, undefined if none did. Waits until a violation would have been told. */
  directive(): Promise<string | undefined>;
  stop(): void;
}

/** Begins to listen for violations that block requests to url. */
export function watchPolicy(url: URL, document: EventTarget): PolicyWatch {
  let directive: string | undefined;
  const onViolation = (event: Event) => {
    const { blockedURI, disposition, effectiveDirective } = event as SecurityPolicyViolationEvent;
    if (disposition === "enforce" && originOf(blockedURI) === url.origin) directive = effectiveDirective;
  };
  document.addEventListener("securitypolicyviolation", onViolation);
  return {
    async directive() {
      // The event is a task of its own, which may come after the rejection.
      await new Promise((resolve) => setTimeout(resolve, 0));
      return directive;
    },
    stop() {
      document.removeEventListener("securitypolicyviolation", onViolation);
    },
  };
}

/** What the browser says of a permission by name: "granted", "prompt", "denied"; rejects for a name it does not know. */
export type Permission = (name: string) => Promise<string>;

/**
 * Whether a page on a public address lacks the permission to reach url, which
 * is on this machine or in a private network (Local Network Access): "prompt",
 * the browser is about to ask; "denied"; undefined, nothing is known to stand
 * in the way.
 */
export async function localNetworkAccess(
  url: URL,
  page: PageAddress,
  permission: Permission,
): Promise<"prompt" | "denied" | undefined> {
  const network = networkOf(url.hostname);
  if (network === "public" || networkOf(page.hostname) !== "public") return undefined;
  try {
    const state = await permission(network === "loopback" ? "loopback-network" : "local-network");
    return state === "prompt" || state === "denied" ? state : undefined;
  } catch {
    return undefined; // a browser without such a permission asks nothing
  }
}

/**
 * Asks whether the PIM of url answers at all: one bare GET of its
 * /api/rest/v1, which needs no token, without credentials or Referer. It is
 * the one request that follows redirects, since browsers refuse no-cors with
 * anything else; the answer is opaque and tells only that there is one.
 */
export async function probe(url: URL, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Probe> {
  const request: WireRequest = { method: "GET", url: baseOf(url) + "/api/rest/v1", header: [] };
  try {
    await fetch(request.url, {
      method: "GET",
      mode: "no-cors",
      redirect: "follow",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal,
    });
    return { request, answered: true };
  } catch {
    return { request, answered: false };
  }
}

/** The PIM's address: what stands before its routes. */
function baseOf(url: URL): string {
  const routes = url.pathname.search(/\/(api|connect|_demo)\//);
  return url.origin + (routes < 0 ? "" : url.pathname.slice(0, routes));
}

function originOf(uri: string): string | undefined {
  return URL.canParse(uri) ? new URL(uri).origin : undefined; // "inline", "eval"
}
