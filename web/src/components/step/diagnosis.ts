// The list under a failed exchange: causes, most likely first, and what to do.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Exchange } from "../../journal/journal.js";
import type { Problem } from "../../session.js";
import { labels } from "../../words/en.js";
import * as causes from "../../words/en-causes.js";

/** Nothing at all where there is nothing to say. */
export function diagnosis(exchange: Exchange | undefined, problem: Problem | undefined, acts: unknown): TemplateResult | typeof nothing {
  const found = problem ? [causes.problemCause(problem)] : exchange ? causesOf(exchange) : [];
  if (found.length === 0) return nothing;
  return html`<ol class="diagnosis" aria-label="Diagnosis">
    ${found.map(
      ({ cause, detail, list, open }, i) => html`<li>
        <b>${cause}</b>${i === 0 ? acts : nothing}
        ${detail.map((line) => html`<p>${line}</p>`)}
        ${list ? html`<ul>${list.map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
        ${open ? html`<p><a href=${open} target="_blank" rel="noreferrer">${labels.openAddress}</a></p>` : nothing}
      </li>`,
    )}
  </ol>`;
}

function causesOf(exchange: Exchange): causes.Cause[] {
  if ("failure" in exchange.outcome) return causes.failureCauses(exchange.outcome.failure);
  return causes.answerCauses(exchange);
}
