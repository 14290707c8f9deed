// Text in spans, each in the class of its kind: the same thing looks the same
// in the request, the answer and the anatomy. Much of it others wrote: what
// cannot be seen is signed, and only so much of a text is drawn as a page bears.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Text } from "../authcore/contract.js";
import { labels } from "../words/en.js";
import { bySight, unseenRun } from "../words/unseen.js";

/** How many characters of one text are drawn, and how many signs in one stretch of it. */
export const most = 50_000;
const signs = 400;

export function spans(text: Text): TemplateResult {
  const { shown, more } = bounded(text);
  return html`${shown.map(([kind, part]) => (kind === "" ? sighted(part) : html`<span class="k-${kind}">${sighted(part)}</span>`))}${more}`;
}

/** A value that another gave, in a line of ours: it turns nothing round but itself. */
export function value(text: string): TemplateResult {
  const { shown, more } = bounded([["", text]], 4000);
  return html`<bdi>${sighted(plain(shown))}</bdi>${more}`;
}

export function plain(text: Text): string {
  return text.map(([, part]) => part).join("");
}

/** A stretch of a text, its kinds kept. */
export function cut(text: Text, from: number, to: number): Text {
  const found: Text = [];
  let at = 0;
  for (const [kind, part] of text) {
    const piece = part.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (piece !== "") found.push([kind, piece]);
    at += part.length;
  }
  return found;
}

/** As much of a text as is drawn, and what is said of the rest. */
export function bounded(text: Text, limit = most): { readonly shown: Text; readonly more: TemplateResult | typeof nothing } {
  const length = text.reduce((sum, [, part]) => sum + part.length, 0);
  if (length <= limit) return { shown: text, more: nothing };
  return { shown: cut(text, 0, limit), more: html`<span class="more">${labels.more(length - limit)}</span>` };
}

/** How many stretches are drawn of a text that is cut up by what cannot be seen. */
export const stretchesDrawn = 2 * signs;

/** The text itself, so that a selection of it is true; a sign beside what cannot be seen. */
function sighted(text: string): string | unknown[] {
  const all = bySight(text);
  if (all.length === 1) return text;
  const pieces = all.slice(0, stretchesDrawn);
  const drawn = pieces.map((piece, i) => (i % 2 === 1 ? html`<span class="unseen" data-char=${unseenRun(piece)}>${piece}</span>` : piece));
  if (pieces.length === all.length) return drawn;
  const left = pieces.reduce((rest, piece) => rest - piece.length, text.length);
  return [...drawn, html`<span class="more">${labels.more(left)}</span>`];
}
