// The list under an exchange: causes, most likely first, and what to do.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { StepState } from "../../session.js";
import { labels } from "../../words/en.js";
import * as causes from "../../words/en-causes.js";

/** Nothing at all where there is nothing to say. acts: the buttons beside the first cause. */
export function diagnosis(state: StepState, acts: unknown): TemplateResult | typeof nothing {
  const found = causesOf(state);
  if (found.length === 0) return nothing;
  return html`<ol class="diagnosis" aria-label="Diagnosis">
    ${found.map(
      ({ cause, detail, list, open, here }, i) => html`<li>
        <b>${cause}</b>${i === 0 ? acts : nothing}
        ${detail.map((line) => html`<p>${line}</p>`)}
        ${list ? html`<ul>${list.map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
        ${open ? html`<p><a href=${open} target="_blank" rel="noreferrer">${labels.openAddress}</a></p>` : nothing}
        ${here ? html`<p><a href=${here[0]}>${here[1]}</a></p>` : nothing}
      </li>`,
    )}
  </ol>`;
}

function causesOf({ problem, exchange }: StepState): causes.Cause[] {
  if (problem) return [causes.problemCause(problem)];
  if (!exchange) return [];
  return "failure" in exchange.outcome ? causes.failureCauses(exchange.outcome.failure) : causes.answerCauses(exchange);
}
