// An exchange of the journal as the Go module takes one to diagnose it.

import type { Case, CaseFailure } from "../authcore/contract-diagnose.js";
import type { Exchange } from "../journal/journal.js";
import type { Failure } from "../transport/transmit.js";

export function caseOf({ request, outcome, startedThere }: Exchange): Case {
  const sent = { request, at_ms: Math.floor(startedThere) };
  if ("taken" in outcome) return sent;
  return "failure" in outcome ? { ...sent, failure: failureOf(outcome.failure) } : { ...sent, response: outcome.sent.response };
}

export function failureOf({ code, mayHaveActed, ms, host, byte, directive, localNetwork }: Failure): CaseFailure {
  return {
    code,
    host,
    may_have_acted: mayHaveActed,
    seconds: Math.round(ms / 1000),
    ...(byte && { where: byte.where, what: byte.what, offset: byte.offset }),
    ...(directive !== undefined && { directive }),
    ...(localNetwork !== undefined && { local_network: localNetwork }),
  };
}
