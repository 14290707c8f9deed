// The list under a failed exchange: causes, most likely first, and what to do.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Exchange } from "../../journal/journal.js";
import type { Problem } from "../../send.js";
import * as words from "../../words/en.js";

/** Nothing at all where there is nothing to say. */
export function diagnosis(exchange: Exchange | undefined, problem: Problem | undefined, acts: unknown): TemplateResult | typeof nothing {
  const causes = problem ? [words.problemCause(problem)] : exchange ? causesOf(exchange) : [];
  if (causes.length === 0) return nothing;
  return html`<ol class="diagnosis" aria-label="Diagnosis">
    ${causes.map(
      ({ cause, detail, list, open }, i) => html`<li>
        <b>${cause}</b>${i === 0 ? acts : nothing}
        ${detail.map((line) => html`<p>${line}</p>`)}
        ${list ? html`<ul>${list.map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
        ${open ? html`<p><a href=${open} target="_blank" rel="noreferrer">${words.labels.openAddress}</a></p>` : nothing}
      </li>`,
    )}
  </ol>`;
}

function causesOf(exchange: Exchange): words.Cause[] {
  if ("failure" in exchange.outcome) return words.failureCauses(exchange.outcome.failure, words.curlHint);
  return words.answerCauses(exchange);
}
