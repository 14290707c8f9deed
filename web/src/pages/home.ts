// The script of the home page.

import { start } from "../start.js";

void start({});
