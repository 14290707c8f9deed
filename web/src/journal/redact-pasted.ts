// What was pasted, as it may leave. Nobody knows where in it a secret stands,
// so every value is replaced as in a shared link, not only what has the name
// of a secret.

import type { Client } from "../authcore/client.js";
import type { Case } from "../authcore/contract-diagnose.js";
import { caseOf } from "../diagnose/case.js";
import type { Exchange } from "./journal.js";
import { untouched } from "./redact.js";
import type { Redaction } from "./redact.js";

/** What the stand-ins of one call are made of: the Go module shares no more at once. */
const together = 10;

/** Whether the request was made of what somebody pasted. */
export function isPasted({ step }: Exchange): boolean {
  return /^doctor(-|$)/.test(step);
}

/** What has stand-ins is left as it is; bytes that are no text do not pass even so. */
export const replaced: Redaction = { ...untouched, bytes: false };

/** The exchanges, with stand-ins in those that were pasted. leftOut: what is said in the place of one that cannot be shown. */
export function withStandIns(exchanges: readonly Exchange[], client: Pick<Client, "ask"> | undefined, leftOut: string): Exchange[] {
  const pasted = exchanges.filter(isPasted);
  const made = new Map<Exchange, Exchange>();
  for (let at = 0; at < pasted.length; at += together) {
    const some = pasted.slice(at, at + together);
    const shared = client?.ask("share", { exchanges: some.map(caseOf) });
    for (const [i, exchange] of some.entries()) made.set(exchange, standing(exchange, shared?.ok ? shared.value.exchanges[i] : undefined, leftOut));
  }
  return exchanges.map((exchange) => made.get(exchange) ?? exchange);
}

/** Made anew of what may be told: whatever else an exchange holds stays behind. */
function standing({ n, step, what, name, from, to, place, started, startedThere, outcome, probe }: Exchange, shared: Case | undefined, leftOut: string): Exchange {
  const { request, response } = shared ?? {};
  const kept = { n, step, from, to, place, shown: [], started, startedThere, ...(name && { name }), ...(probe !== undefined && { probe }) };
  // Only what has a name of ours is called by it; else it was called by its address.
  const called = (address: string) => (name || probe !== undefined ? what : address);
  if (!request || "taken" in outcome) return { ...kept, what: called(String(n)), request: { method: "", url: "", header: [] }, outcome: { taken: leftOut } };
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : "";
  const shown = { ...kept, what: called(`${request.method} ${path}`), request };
  if ("failure" in outcome) {
    const { code, mayHaveActed, ms } = outcome.failure;
    return { ...shown, outcome: { failure: { code, mayHaveActed, ms, host: "" } } };
  }
  const { ms, exact, redirected } = outcome.sent;
  return { ...shown, outcome: response ? { sent: { response, ms, exact, redirected } } : { taken: leftOut } };
}
