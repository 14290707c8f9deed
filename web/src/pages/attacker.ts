// The script of this page.

import { start } from "../start.js";

void start({});
