// What was pasted, taken apart: request and answer with their marks, the
// exchanges before them, the diagnosis.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Case } from "../../authcore/contract-diagnose.js";
import { numbered } from "../../diagnose/marks.js";
import { worthMarks } from "../../doctor/state.js";
import type { DoctorState, Examined, Made } from "../../doctor/state.js";
import type { Exchange } from "../../journal/journal.js";
import type { Session } from "../../session.js";
import { statusLine } from "../../transport/transmit.js";
import { doctorWords as words } from "../../words/en-doctor.js";
import { findings } from "../diagnosis/diagnosis.js";
import type { Deeds } from "../diagnosis/diagnosis.js";
import { hasLines, requestLines, responseLines } from "./wire.js";
import type { Pair } from "./wire.js";

export type Found = Extract<Examined, { state: "found" }>;

/** What the paste is, in a few words. */
export function titleOf({ opened }: DoctorState, { pasted }: Found): string {
  const last = pasted.exchanges.at(-1);
  if (opened) return words.opened.title(last?.response ? statusLine(last.response.status) : "");
  return words.found(pasted.kind, last?.request ? 1 : 0, last?.response ? statusLine(last.response.status) : "");
}

interface View {
  readonly pair: Pair;
  /** The request as it can be sent, and how. */
  readonly asIs: Made | undefined;
  /** Cancel, while it is under way. */
  readonly button: string;
  readonly press: () => void;
  /** Of what a link brought. */
  readonly replay: { readonly press: () => void; readonly button: string; readonly unplayed: string; readonly next: boolean } | undefined;
  readonly deeds: Deeds;
  /** Why Check cannot be pressed, though there are probes. */
  readonly uncheckable: string;
}

export function caseCard(session: Session, found: Found, view: View): TemplateResult {
  const { pasted, told } = found;
  const last = pasted.exchanges.at(-1) ?? {};
  const standing = told.filter(({ finding }) => finding.certainty !== "ruled_out");
  const marks = numbered(standing.slice(0, worthMarks(standing).length));
  const { request, response } = last;
  const scene = { before: pasted.exchanges.slice(0, -1).map(asExchange), ...(request && { request }), ...(response && { response }) };
  return html`<div class="exchange case">
    ${notes(found)}${earlier(pasted.exchanges.slice(0, -1))}
    <div class="cols">
      <section class="request" aria-label="Request">
        <div class="head"><strong>${words.request}</strong></div>
        <div class="wire" tabindex="0" role="group" aria-label=${words.requestWire}>${request ? requestLines(request, marks, view.pair) : html`<p class="words">${words.noRequest}</p>`}</div>
      </section>
      <div class="answer"><section class="response" aria-label="Response">
        <div class="head"><p class=${statusClass(last)}>${statusOf(last)}</p></div>
        <div class="wire" tabindex="0" role="group" aria-label=${words.responseWire}>${response && hasLines(last) ? responseLines(response, marks) : html`<p class="words">${last.failure ? words.failed : response ? words.statusOnly : words.noResponse}</p>`}</div>
      </section></div>
    </div>
    ${standing.length > 0 ? findings(session, told, scene, view.deeds) : nothingSaid(last, findings(session, told, scene))}
    ${view.uncheckable === "" ? nothing : html`<p class="note">${view.uncheckable}</p>`}
    ${view.replay ? html`<div class="send-row"><button type="button" class=${view.replay.next ? "btn next" : "btn"} @click=${view.replay.press}>${view.replay.button}</button><p>${view.replay.unplayed === "" ? words.replayText : view.replay.unplayed}</p></div>` : nothing}
    ${view.asIs ? html`<div class="send-row"><button type="button" class="btn" @click=${view.press}>${view.button}</button><p>${words.asIs}${view.asIs.filled.length > 0 ? ` ${words.filled(view.asIs.filled)}` : ""}</p></div>` : nothing}
  </div>`;
}

/** Where no cause stands. ruledOut: those that it is not. */
function nothingSaid(last: Case, ruledOut: unknown) {
  const more = hasFailed(last) ? words.unexplainedMore : words.healthyMore;
  return html`<div class="verdict"><p><b>${verdict(last)}</b></p><p>${more}</p></div>${ruledOut}`;
}

function hasFailed({ response, failure }: Case): boolean {
  return failure !== undefined || (response !== undefined && (response.status === 0 || response.status >= 400));
}

/** What is said where no cause stands. */
export function verdict(last: Case): string {
  return hasFailed(last) ? words.unexplained : words.healthy;
}

function notes({ pasted }: Found) {
  return pasted.notes.length === 0 ? nothing : html`<ul class="notes">${pasted.notes.map(({ code, args }) => html`<li>${words.note(code, args)}</li>`)}</ul>`;
}

function earlier(cases: readonly Case[]) {
  if (cases.length === 0) return nothing;
  return html`<details class="earlier"><summary>${words.earlier(cases.length)}</summary><p>${words.earlierMeans}</p><ol>${cases.map((one) => html`<li><code>${what(one)}</code> ${statusOf(one)}</li>`)}</ol></details>`;
}

function what({ request }: Case): string {
  return request ? `${request.method} ${request.url.split(/[?#]/, 1)[0] ?? ""}` : words.response;
}

function statusOf({ response, failure }: Case): string {
  if (response) return response.status === 0 ? words.noStatus : statusLine(response.status);
  return failure ? words.noAnswer : words.notKnown;
}

function statusClass({ response, failure }: Case): string {
  if (!response) return failure ? "status ko" : "status";
  return response.status >= 400 || response.status === 0 ? "status ko" : "status ok";
}

/** For marks in earlier exchanges: what they are, and their place in the list. */
function asExchange(one: Case, i: number): Exchange {
  const outcome = one.response ? { sent: { response: one.response, ms: 0, exact: true, redirected: false } } : { taken: "" };
  return { n: i + 1, step: "doctor", what: what(one), from: "client", to: "pim", place: "", request: one.request ?? { method: "", url: "", header: [] }, shown: [], started: 0, startedThere: 0, outcome };
}
