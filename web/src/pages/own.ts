// The script of the page that helps this one to reach one's own PIM.

import { PimOwn } from "../components/recipes/recipes.js";
import { start } from "../start.js";

void start({ elements: { "pim-own": PimOwn } });
