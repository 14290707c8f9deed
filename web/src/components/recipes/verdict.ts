// What an attempt showed about CORS, in a word for the look and a sentence.

import type { TemplateResult } from "lit/html.js";
import { kindOf } from "../../session.js";
import type { Session, StepState } from "../../session.js";
import { statusOf } from "../../journal/journal.js";
import { pageHref } from "../../own-link.js";
import { verdicts as words } from "../../words/en-own.js";

export interface Verdict {
  readonly kind: "good" | "bad" | "";
  readonly text: TemplateResult | string;
}

/** Undefined before there is an answer, or none. */
export function verdict(session: Session, step: StepState | undefined): Verdict | undefined {
  const exchange = step?.exchange;
  if (!step || !exchange || step.waiting) return undefined;
  const kind = kindOf(session);
  if (kind === "demo") return { kind: "", text: words.demo };
  // No browser stands between a relay and its PIM, and what the relay says itself the diagnosis explains.
  if (kind === "relay") return "sent" in exchange.outcome && !exchange.outcome.sent.relay ? { kind: "good", text: words.relay } : undefined;
  const { outcome, reading, request } = exchange;
  const { host } = new URL(request.url);
  const call = step.variant === "no_token";
  if ("failure" in outcome) {
    if (outcome.failure.code !== "no_cors") return { kind: "", text: words.noAnswer };
    return { kind: "bad", text: call ? words.callHidden(host) : words.hidden(host, location.origin) };
  }
  if (!("sent" in outcome)) return undefined;
  if (outcome.sent.redirected) return { kind: "bad", text: words.redirected(host) };
  if (call && kind === "local") return { kind: "", text: words.local };
  if (call) return statusOf(exchange) === 401 ? { kind: "good", text: words.callRead(pageHref(session, "connector/"), pageHref(session, "app/")) } : { kind: "", text: words.callStrange(host) };
  return reading?.shape === "root" ? { kind: "good", text: words.read(host) } : { kind: "", text: words.strange(host) };
}
