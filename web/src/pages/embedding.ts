// The script of the page for writers. It asks no PIM itself: the element does,
// which the page loads as others do, from embed.js.

import { PimEmbedding } from "../components/embedding/embedding.js";

customElements.define("pim-embedding", PimEmbedding);
document.documentElement.classList.add("ready");
