// Text in spans, each in the class of its kind: the same thing looks the same
// in the request, the answer and the anatomy.

import { html } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Text } from "../authcore/contract.js";

export function spans(text: Text): TemplateResult {
  return html`${text.map(([kind, part]) => (kind === "" ? part : html`<span class="k-${kind}">${part}</span>`))}`;
}

export function plain(text: Text): string {
  return text.map(([, part]) => part).join("");
}
