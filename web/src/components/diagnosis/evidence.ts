// A mark of evidence, drawn: in the line of a finding as an excerpt, in the
// panels of a message as marks in its text, which stays the text.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Mark } from "../../authcore/contract-diagnose.js";
import type { Text } from "../../authcore/contract.js";
import type { Exchange } from "../../journal/journal.js";
import { excerpt } from "../../diagnose/marks.js";
import type { Range } from "../../diagnose/marks.js";
import type { Session } from "../../session.js";
import type { WireRequest, WireResponse } from "../../transport/transmit.js";
import { evidenceOf, unseenName } from "../../words/en-diagnosis.js";
import { unseenRun } from "../../words/unseen.js";
import { bounded, cut, spans } from "../text.js";

/** The messages that marks count in. */
export interface Scene {
  readonly request?: WireRequest;
  readonly response?: WireResponse;
  readonly before: readonly Exchange[];
}

/** One line of evidence; nothing where there is no such place any more. */
export function evidence(session: Session, scene: Scene, mark: Mark): TemplateResult | typeof nothing {
  const earlier = mark.in === "earlier" ? scene.before[mark.line] : undefined;
  if (mark.in === "earlier") return earlier ? html`<p class="evidence"><span class="soft">${evidenceOf(mark, earlier.what, earlier.n)}</span></p>` : nothing;
  const message = mark.in === "request" ? scene.request : scene.response;
  const found = message && excerpt(message, mark, (authorization) => decodedPair(session, authorization));
  if (!found) return nothing;
  return html`<p class="evidence"><span class="soft">${evidenceOf(mark, found.name)}</span> <code>${spans(found.before)}<mark>${found.marked.map(([kind, text]) => visible(kind, text))}</mark>${spans(found.after)}</code></p>`;
}

function decodedPair(session: Session, authorization: string): string {
  if (session.engine.state !== "ready") return "";
  const said = session.engine.client.ask("decoded_pair", { authorization });
  return said.ok ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(atob(said.value.pair_base64), (char) => char.charCodeAt(0))) : "";
}

/** Marked text: what nobody would see is named, and never covered. */
function visible(kind: string, text: string) {
  return text.split(/([\p{C}\u2028\u3164]|[^\P{Z} ]|\p{M}{4,}|^ | $)/u).map((piece) => {
    const name = unseenName(piece) ?? (/^(\p{M}{4,}|\u3164)$/u.test(piece) ? unseenRun(piece) : undefined);
    if (name !== undefined) return html`<span class="sign">${name}</span>`;
    return kind === "" || !/[\p{L}\p{N}]/u.test(piece) ? piece : html`<span class="k-${kind}">${piece}</span>`;
  });
}

/** Text in spans with its ranges marked, each with the number of its finding; what is written is the text itself. */
export function marked(text: Text, ranges: readonly Range[]): TemplateResult {
  if (ranges.length === 0) return spans(text);
  const { shown, more } = bounded(text);
  const length = shown.reduce((sum, [, part]) => sum + part.length, 0);
  const pieces: TemplateResult[] = [];
  let at = 0;
  for (const { from, to, n } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (from < at || to > length) continue; // the first of two that overlap; what is drawn
    pieces.push(html`${spans(cut(shown, at, from))}<mark class=${from === to ? "gap" : ""} data-n=${n}>${spans(cut(shown, from, to))}</mark>`);
    at = to;
  }
  return html`${pieces}${spans(cut(shown, at, length))}${more}`;
}
