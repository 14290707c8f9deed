// A message as it went over the wire, with a proof-reader's marks: a bar beside
// each line at fault, a ring around the place, and what cannot be seen written
// out. The text stays what it is: names and numbers are drawn by the style.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Case, Mark } from "../../authcore/contract-diagnose.js";
import type { Text } from "../../authcore/contract.js";
import { characters } from "../../diagnose/marks.js";
import { bodyStretches, lineStretches, stretches } from "../../journal/secrets.js";
import type { Stretch } from "../../journal/secrets.js";
import type { WireBody, WireRequest, WireResponse } from "../../transport/transmit.js";
import { unseenName } from "../../words/en-diagnosis.js";
import { labels } from "../../words/en.js";
import { doctorWords as words } from "../../words/en-doctor.js";
import { bounded, cut, plain, stretchesDrawn } from "../text.js";

/** A mark with the number of its finding, from 1. */
export interface Numbered {
  readonly mark: Mark;
  readonly n: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export type Pair = (authorization: string) => string;

export function requestLines(request: WireRequest, marks: readonly Numbered[], pair: Pair): TemplateResult {
  const { method, url, header } = request;
  const first = method === "" && url === "" ? nothing : line(html`${painted(text(method), method, rangesOf(marks, "request", "method"))} ${painted(textOf(stretches(url)), url, rangesOf(marks, "request", "url"))}`, has(marks, "request", "method", "url"));
  return html`${first === nothing ? html`<p class="words">${words.start}</p>` : first}${headerLines(header, marks, "request", pair)}${bodyPart(request, marks, "request")}`;
}

export function responseLines(response: WireResponse, marks: readonly Numbered[]): TemplateResult {
  return html`${headerLines(response.header, marks, "response", () => "")}${bodyPart(response, marks, "response")}`;
}

/** What there is of an answer besides its status. */
export function hasLines({ response }: Case): boolean {
  return response !== undefined && (response.header.length > 0 || response.body !== undefined || response.body_base64 !== undefined);
}

function headerLines(header: WireRequest["header"], marks: readonly Numbered[], where: Mark["in"], pair: Pair): TemplateResult[] {
  return header.map(([name, value], i) => {
    const own = marks.filter(({ mark }) => mark.in === where && mark.part === "header" && mark.line === i);
    const raw = own.filter(({ mark }) => !mark.decoded).map(({ mark, n }) => range(value, mark, n));
    const said = name.toLowerCase() === "authorization" ? pair(value) : "";
    const shown = line(html`<span class="k-name">${name}:</span> ${painted(hues(name, value, said), value, raw)}`, own.length > 0);
    if (said === "") return shown;
    const faults = own.filter(({ mark }) => mark.decoded).map(({ mark, n }) => range(said, mark, n));
    return html`${shown}<div class="pair ${faults.length > 0 ? "bad-line" : ""}"><span>${words.decoded}</span><pre>${painted(pairText(said), said, faults)}</pre></div>`;
  });
}

function bodyPart(message: WireBody, marks: readonly Numbered[], where: Mark["in"]): TemplateResult | typeof nothing {
  const { body, body_base64 } = message;
  if (body === undefined && body_base64 === undefined) return nothing;
  // Bytes that are no UTF-8: a character each, so that positions stay true.
  const shown = body ?? atob(body_base64 ?? "");
  const ranges = marks.filter(({ mark }) => mark.in === where && mark.part === "body").map(({ mark, n }) => (body === undefined ? { from: mark.from, to: mark.to, n } : range(shown, mark, n)));
  const kinds = body === undefined ? text(shown) : textOf(bodyStretches(message));
  return html`<pre class=${ranges.length > 0 ? "body bad-line" : "body"}>${painted(kinds, shown, ranges)}</pre>${body === undefined ? html`<p class="words">${words.bytes}</p>` : nothing}`;
}

/** A stretch of text with its marks; each kind in its hue, what cannot be seen drawn. */
export function painted(kinds: Text, all: string, ranges: readonly Range[]): TemplateResult {
  const { shown, more } = bounded(kinds);
  const end = Math.min(all.length, plain(shown).length);
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const pieces: TemplateResult[] = [];
  let at = 0;
  for (const { from, to, n } of sorted) {
    if (from < at || to > end) continue; // another mark has it, or it is not drawn
    pieces.push(plainly(cut(shown, at, from)));
    const marked = all.slice(from, to);
    const names = Array.from(marked, unseenName);
    const drawn = marked !== "" && names.every((name) => name !== undefined);
    const inner = cut(shown, from, to).map(([kind, part]) => (kind === "" || drawn ? part : html`<span class="k-${kind}">${part}</span>`));
    pieces.push(drawn ? html`<mark class="odd" data-n=${n} data-char=${drawnName(names)}><span>${inner}</span></mark>` : html`<mark class="odd ${from === to ? "gap" : ""}" data-n=${n}>${inner}</mark>`);
    at = to;
  }
  pieces.push(plainly(cut(shown, at, end)));
  return html`${pieces}${more}`;
}

/** "␊ line feed", or of many the first and how many. */
function drawnName(names: readonly (string | undefined)[]): string {
  const shown = names.slice(0, 3).join(" ");
  return names.length > 3 ? `${shown} … ${names.length}` : shown;
}

/** Text without marks: blanks and line ends are as they are, all else that cannot be seen is drawn. */
function plainly(kinds: Text): TemplateResult {
  return html`${kinds.map(([kind, part]) => (kind === "" ? drawn(part) : html`<span class="k-${kind}">${drawn(part)}</span>`))}`;
}

function drawn(part: string) {
  const parts = part.split(/([^\P{C}\n]|[^\P{Z} ])/u);
  if (parts.length === 1) return part;
  const left = parts.slice(stretchesDrawn).join("").length;
  return html`${parts.slice(0, stretchesDrawn).map((one, i) => (i % 2 === 0 ? one : html`<span class="unseen" data-char=${unseenName(one) ?? ""}>${one}</span>`))}${left === 0 ? nothing : html`<span class="more">${labels.more(left)}</span>`}`;
}

function line(content: unknown, bad: boolean): TemplateResult {
  return html`<pre class=${bad ? "bad-line" : ""}>${content}</pre>`;
}

function has(marks: readonly Numbered[], where: Mark["in"], ...parts: Mark["part"][]): boolean {
  return marks.some(({ mark }) => mark.in === where && parts.includes(mark.part));
}

function rangesOf(marks: readonly Numbered[], where: Mark["in"], part: Mark["part"]): Range[] {
  return marks.filter(({ mark }) => mark.in === where && mark.part === part).map(({ mark: { from, to }, n }) => ({ from, to, n }));
}

function range(all: string, { from, to }: Mark, n: number): Range {
  return { from: characters(all, from), to: characters(all, to), n };
}

function text(part: string): Text {
  return part === "" ? [] : [["", part]];
}

function textOf(parts: readonly Stretch[]): Text {
  return parts.map(({ kind, text }) => [kind as Text[number][0], text]);
}

/** A header line's value; base64 of a pair in the hues of the pair, group by group. */
function hues(name: string, value: string, pair: string): Text {
  const whole = textOf(lineStretches(name, value));
  const [, scheme = "", credentials = ""] = /^(basic )([A-Za-z0-9+/=_-]+)$/i.exec(value) ?? [];
  const colon = pair.indexOf(":");
  if (colon < 0 || credentials === "") return whole;
  const both = Math.floor(new TextEncoder().encode(pair.slice(0, colon)).length / 3) * 4;
  return [["", scheme], ["client_id", credentials.slice(0, both)], ["pair", credentials.slice(both, both + 4)], ["secret", credentials.slice(both + 4)]];
}

function pairText(pair: string): Text {
  const colon = pair.indexOf(":");
  if (colon < 0) return [["secret", pair]];
  const found: Text = [["client_id", pair.slice(0, colon)], ["", ":"], ["secret", pair.slice(colon + 1)]];
  return plain(found) === pair ? found : [["", pair]];
}
