// The script of the App's activate URL. Without the engine: nothing is built or
// read here.

import { PimArrival } from "../components/arrival/arrival.js";

customElements.define("pim-arrival", PimArrival);
document.documentElement.classList.add("ready");
