// The views of the journal and the faults, fetched once the engine is there.

import type { Session } from "../../session.js";
import { PimFaults } from "../faults/faults.js";
import { PimHappened } from "./happened.js";

/** Defines the elements, and hands the session to those in the page. */
export function happened(session: Session): Promise<void> {
  customElements.define("pim-happened", PimHappened);
  customElements.define("pim-faults", PimFaults);
  for (const element of document.querySelectorAll<PimHappened | PimFaults>("pim-happened, pim-faults")) element.session = session;
  return Promise.resolve();
}
