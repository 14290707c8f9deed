// Who has seen what: every message is seen by both of its ends.

import type { Lane } from "./journal.js";
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
    for (const { n, from, to, carries } of rounds.flatMap(({ arrows }) => arrows)) {
      for (const lane of [from, to]) if (carries.includes(kind) && !first.has(lane)) first.set(lane, n);
    }
    return first.size > 0 ? [{ kind, first }] : [];
  });
}
