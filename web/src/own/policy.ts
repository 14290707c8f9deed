// The page's policy, narrowed: from the first request to a PIM of one's own on,
// the browser lets this document reach that PIM, the page's own files and the
// PIM on localhost, and nobody else, whatever runs in it.

import { addressOf, kindOf } from "../session.js";
import type { Problem, Session } from "../session.js";
import { isNameable } from "./nameable.js";

/**
 * Narrows the page to the chosen PIM, or to the relay, before anything is sent
 * there; a problem if it has been narrowed to another. Policies only ever add
 * up, so that the way to another is a new document.
 */
export function narrow(session: Session): Problem | undefined {
  const to = addressOf(session);
  if (to === undefined) return { kind: "no_address" };
  const local = new URL(session.local).origin;
  const origin = kindOf(session) === "relay" ? local : new URL(to).origin;
  if (session.narrowed !== undefined) return session.narrowed === origin ? undefined : { kind: "narrowed", to };
  session.narrowed = origin;
  if (!isNameable(origin)) return undefined;
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = ["connect-src 'self'", ...new Set([origin, local])].join(" ");
  document.head.append(meta);
  return undefined;
}
