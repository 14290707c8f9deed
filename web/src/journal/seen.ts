// Who has seen what: every message is seen by both of its ends, unless a relay
// kept it.

import type { Exchange, Lane } from "./journal.js";
import { secretKinds } from "./secrets.js";
import type { SecretKind } from "./secrets.js";
import type { Sequence } from "./sequence.js";

export interface Sight {
  readonly kind: SecretKind;
  /** The number of the exchange in which a lane saw it first; a lane that is absent never did. */
  readonly first: ReadonlyMap<Lane, number>;
}

/** The secrets that travelled at all. */
export function seen({ rounds }: Sequence): Sight[] {
  return secretKinds.flatMap((kind) => {
    const first = new Map<Lane, number>();
    for (const { exchange, arrows } of rounds) {
      const isKept = keptBack(exchange);
      for (const { n, from, to, carries } of arrows) {
        for (const lane of isKept ? [from] : [from, to]) if (carries.includes(kind) && !first.has(lane)) first.set(lane, n);
      }
    }
    return first.size > 0 ? [{ kind, first }] : [];
  });
}

function keptBack({ outcome }: Exchange): boolean {
  return "sent" in outcome && outcome.sent.relay?.reached === false;
}
