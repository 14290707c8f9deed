// The script of the page that compares two versions. It asks no PIM: all
// answers stand in the page, so the engine is not fetched.

import { PimChanges } from "../components/changes/changes.js";

customElements.define("pim-changes", PimChanges);
document.documentElement.classList.add("ready");
