// The view Diagram: messages between lanes. One list in the document: drawn as
// arrows where there is room, read as sentences where there is none and by
// screen readers.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Lane } from "../../journal/journal.js";
import { seen } from "../../journal/seen.js";
import type { SecretKind } from "../../journal/secrets.js";
import type { Arrow, Round, Sequence } from "../../journal/sequence.js";
import { channels, kindNames, words } from "../../words/en-happened.js";

type Names = Readonly<Record<Lane, string>>;

/** open: shows an exchange in the log. */
export function diagram(sequence: Sequence, names: Names, open: (n: number) => void): TemplateResult {
  const { lanes, rounds } = sequence;
  return html`<div class=${`lanes of-${String(lanes.length)}`}>
      <p class="lane-names" aria-hidden="true">${lanes.map((lane) => html`<b class=${lane}>${names[lane]}</b>`)}</p>
      <ol aria-label=${words.messages}>
        ${rounds.map((round) => messageOf(round, names, open))}
      </ol>
    </div>
    <p class="channels">
      ${lanes.length > 2 ? html`<span class="front">${words.legend.front}</span>` : nothing}
      <span class="back">${words.legend.back}</span>
      <span>${words.press}</span>
    </p>`;
}

function messageOf({ exchange, channel, arrows }: Round, names: Names, open: (n: number) => void) {
  return html`<li class=${channel}><button type="button" @click=${() => { open(exchange.n); }}>
    ${arrows.map((arrow) => html`<span class=${`arrow ${arrow.from}-${arrow.to} ${arrow.line}`}>
      <span class="says">${arrow.line === "request" ? `${String(arrow.n)}. ` : nothing}${arrow.text}</span>
      <span class="ends">${words.ends(names[arrow.from], names[arrow.to], channels[channel])}</span>
      ${arrow.carries.length > 0 ? html`<span class="with">${words.with} ${kinds(arrow.carries)}</span>` : nothing}
    </span>`)}
  </button></li>`;
}

/** Names of secrets, each in the hue that its value has elsewhere; names are never covered. */
function kinds(carries: readonly SecretKind[]) {
  return carries.map((kind, i) => html`${i > 0 ? ", " : nothing}<span class=${`kind-${kind}`}>${kindNames[kind]}</span>`);
}

export function carried({ carries }: Arrow): string {
  return carries.length === 0 ? "" : `${words.with} ${carries.map((kind) => kindNames[kind]).join(", ")}`;
}

/** The same for those who read rather than look. time: the PIM's clock. */
export function table({ rounds }: Sequence, names: Names, time: (ms: number) => string): TemplateResult {
  return html`<table>
    <thead><tr>${words.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>
      ${rounds.flatMap(({ exchange, channel, arrows }) => arrows.map((arrow) => html`<tr>
        <th scope="row">${arrow.n}</th>
        <td>${names[arrow.from]}</td><td>${names[arrow.to]}</td><td>${channels[channel]}</td>
        <td>${arrow.text}</td><td>${kinds(arrow.carries)}</td>
        <td>${arrow.line === "request" ? time(exchange.startedThere) : nothing}</td>
      </tr>`))}
    </tbody>
  </table>`;
}

/** Which secret each lane has seen, and since when. */
export function sight(sequence: Sequence, names: Names): TemplateResult {
  const rows = seen(sequence);
  if (rows.length === 0) return html`<p class="empty">${words.noSecrets}</p>`;
  return html`<table>
    <thead><tr><th scope="col">${words.secret}</th>${sequence.lanes.map((lane) => html`<th scope="col">${names[lane]}</th>`)}</tr></thead>
    <tbody>
      ${rows.map(({ kind, first }) => html`<tr>
        <th scope="row">${kinds([kind])}</th>
        ${sequence.lanes.map((lane) => {
          const n = first.get(lane);
          return n === undefined ? html`<td class="soft">${words.never}</td>` : html`<td>${words.first(n)}</td>`;
        })}
      </tr>`)}
    </tbody>
  </table>`;
}
