// The views of the journal, fetched once the engine is there.

import type { Session } from "../../session.js";

export function happened(_session: Session): Promise<void> {
  return Promise.resolve();
}
