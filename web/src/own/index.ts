// What only a PIM of one's own needs, fetched when the person first chooses it.

import { keepEnvironments } from "../components/environments/environments.js";
import type { Session } from "../session.js";
import { narrow } from "./policy.js";
import { relayRow } from "./relay.js";

export { offerDemoOnly } from "./framed.js";

/** Called once, when My PIM or the relay is first chosen. */
export function own(session: Session): void {
  session.narrow = () => narrow(session);
  keepEnvironments(session);
  relayRow(session);
  session.changed();
}
