// The script of the page that plays the attacker.

import { attackerWalk } from "../attacker/state.js";
import { PimScene } from "../components/scene/scene.js";
import { start } from "../start.js";

void start({ elements: { "pim-scene": PimScene }, walk: attackerWalk });
