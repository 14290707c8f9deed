// Registers every element.

import { PimChoice } from "./choice/choice.js";
import { PimEncode } from "./encode/encode.js";
import { PimRail } from "./rail/rail.js";
import { PimStep } from "./step/step.js";

export const elements = { "pim-choice": PimChoice, "pim-rail": PimRail, "pim-step": PimStep, "pim-encode": PimEncode };

export function define(): void {
  for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
}
