// The view Timeline: the life of each token and code on the PIM's clock.

import { html, nothing, svg } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { stateOf } from "../../journal/timeline.js";
import type { Life } from "../../journal/timeline.js";
import { words } from "../../words/en-happened.js";
import { value } from "../text.js";

/** now, and what time writes, is of the PIM's clock. open: shows an exchange in the log. */
export function lifelines(all: readonly Life[], now: number, time: (ms: number) => string, open: (n: number) => void): TemplateResult {
  if (all.length === 0) return html`<p class="empty">${words.noLives}</p>`;
  return html`<ul class="lives">
      ${all.map((life) => html`<li class=${stateOf(life, now)}>
        <p class="head"><b>${words.life(life.kind, life.nth)}</b>
          <button type="button" class="quiet" @click=${() => { open(life.issued.n); }}>${words.issued(life.issued.n)}</button>
          <span class="left">${left(life, now)}</span></p>
        <p class=${`mono k-${life.kind === "app_token" ? "access_token" : life.kind}`}>${value(life.value)}</p>
        ${bar(life, now)}
        <p class="soft">${words.until(time(life.born), life.ends === undefined ? undefined : time(life.ends))}</p>
        ${uses(life, time, open)}
      </li>`)}
    </ul>
    <p class="note">${words.usual}</p>`;
}

function left(life: Life, now: number): string {
  const rest = (life.ends ?? 0) - now;
  switch (stateOf(life, now)) {
    case "spent":
      return words.spent(life.spent?.n ?? 0);
    case "perhaps":
      return words.perhaps(life.perhapsSpent?.n ?? 0, rest);
    case "endless":
      return words.endless;
    case "lives":
    case "expired":
      return words.left(rest);
  }
}

function uses({ kind, uses }: Life, time: (ms: number) => string, open: (n: number) => void) {
  if (uses.length === 0) return html`<p class="soft">${kind === "id_token" ? words.keeps : words.unused}</p>`;
  return html`<ul class="uses" aria-label=${words.uses}>
    ${uses.map((use) => html`<li><button type="button" class="quiet" @click=${() => { open(use.n); }}>${words.use(use, time(use.startedThere))}</button></li>`)}
  </ul>`;
}

const width = 1000;

/** A life from its birth to its end, how far it has come, and a tick for each use; all of it stands beside in words. */
function bar({ born, ends, spent, uses }: Life, now: number) {
  const end = ends ?? Math.max(now, born + 1);
  const x = (at: number) => Math.round(Math.min(1, Math.max(0, (at - born) / (end - born))) * width);
  const gone = spent ? x(spent.startedThere) : ends === undefined ? 0 : x(now);
  return html`<svg class="bar-of-life" viewBox="0 0 ${width} 14" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" y="4" width=${width} height="6" />
    ${spent ? svg`<rect class="rest" y="4" width=${gone} height="6" />` : svg`<rect class="rest" x=${gone} y="4" width=${width - gone} height="6" />`}
    ${uses.length === 0 ? nothing : uses.map(({ startedThere }) => svg`<path d="M${x(startedThere)} 0v14" />`)}
  </svg>`;
}
