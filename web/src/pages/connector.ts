// The script of the connector walk.

import { PimEncode } from "../components/encode/encode.js";
import { connectorWalk } from "../connector/walk.js";
import { start } from "../start.js";

void start({
  elements: { "pim-encode": PimEncode },
  walk: connectorWalk,
  later: async (session) => {
    (await import("../connector/rooms.js")).openRooms(session);
  },
});
