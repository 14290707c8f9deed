// What the rooms of the connector walk draw alike: a field with its remark, why
// nothing could be done, and the requests behind a form.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { acts } from "../components/step/acts.js";
import { raw } from "../components/step/response.js";
import { spans } from "../components/text.js";
import type { Exchange } from "../journal/journal.js";
import type { Problem, Session } from "../session.js";
import { connectionWords as words } from "../words/en-connector.js";
import { statusText } from "../words/en.js";
import { problemCause } from "../words/en-causes.js";

export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly error: string | undefined;
  /** The words of the button that shows it; absent where nothing is masked. */
  readonly show?: string;
  readonly input: (value: string) => void;
}

export function entry({ id, label, value, hint, error, show, input }: Entry): TemplateResult {
  const typed = (event: Event) => {
    if (event.target instanceof HTMLInputElement) input(event.target.value);
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="entry">
      <input id=${id} class="mono" type=${show === undefined ? "text" : "password"} autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="${id}-note" aria-invalid=${error === undefined ? nothing : "true"} .value=${value} @input=${typed} />
      ${show === undefined ? nothing : html`<button type="button" class="quiet" aria-describedby="${id}-label" aria-pressed="false" @click=${unmask}>${show}</button><span hidden id="${id}-label">${label}</span>`}
    </div>
    <p class=${error === undefined ? "hint" : "hint bad"} id="${id}-note">${error ?? hint}</p>
  </div>`;
}

function unmask({ currentTarget: button }: Event): void {
  const input = button instanceof HTMLElement ? button.parentElement?.querySelector("input") : undefined;
  if (!input || !(button instanceof HTMLElement)) return;
  input.type = input.type === "password" ? "text" : "password";
  button.setAttribute("aria-pressed", String(input.type === "text"));
}

/** Why nothing was done, and what to press. */
export function trouble(session: Session, problem: Problem | undefined): TemplateResult | typeof nothing {
  if (!problem) return nothing;
  const { cause, detail } = problemCause(problem);
  return html`<div class="trouble"><p class="bad">${cause}</p>${detail.map((line) => html`<p>${line}</p>`)}${acts(session, problem)}</div>`;
}

/** The requests that a form stands for, raw, and their answers. */
export function behind(exchanges: readonly Exchange[]): TemplateResult {
  return html`${exchanges.map(
    (exchange) => html`<details class="behind">
      <summary>${words.behind(exchange.what, statusText(exchange))}</summary>
      <p class="note">${words.sent}</p>
      <pre>${spans(exchange.shown)}</pre>
      <p class="note">${words.came}</p>
      ${raw(exchange)}
    </details>`,
  )}`;
}
