// The rooms of the connector walk that nobody needs before the page can send:
// fetched after the engine, then defined.

import { PimConnections } from "../components/connections/connections.js";
import { PimConsole } from "../components/console/console.js";
import { PimCure } from "../components/people/cure.js";
import { PimPeople } from "../components/people/people.js";
import { PimWhich } from "../components/which/which.js";
import type { Session } from "../session.js";

const rooms = { "pim-which": PimWhich, "pim-connections": PimConnections, "pim-console": PimConsole, "pim-people": PimPeople, "pim-cure": PimCure };

export function openRooms(session: Session): void {
  for (const [name, element] of Object.entries(rooms)) {
    customElements.define(name, element);
    for (const node of document.querySelectorAll<HTMLElement & { session: Session }>(name)) node.session = session;
  }
}
