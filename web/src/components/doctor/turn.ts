// A request that the doctor made of the one that was pasted: shown before it is
// sent, sent as it is shown, its answer diagnosed as the first one was.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { inRequest, numbered } from "../../diagnose/marks.js";
import type { Made, Turn, TurnName } from "../../doctor/state.js";
import type { Session } from "../../session.js";
import type { WireRequest } from "../../transport/transmit.js";
import { placeOf } from "../../session.js";
import { labels, statusText } from "../../words/en.js";
import { doctorWords as words } from "../../words/en-doctor.js";
import { differences, findings, obstacle } from "../diagnosis/diagnosis.js";
import type { Deeds } from "../diagnosis/diagnosis.js";
import { marked } from "../diagnosis/evidence.js";
import { acts } from "../step/acts.js";
import { explained, raw } from "../step/response.js";
import { plain } from "../text.js";

export interface TurnView {
  readonly name: TurnName;
  readonly made: Made;
  readonly turn: Turn | undefined;
  /** Where it goes. */
  readonly where: string;
  /** Without it the request was sent from elsewhere on the page. */
  readonly press?: () => void;
  /** Sends what the person was asked about. */
  readonly agree?: () => void;
  readonly next: boolean;
  readonly deeds: Deeds;
  readonly copy: (text: string) => void;
}

export function turnCard(session: Session, { name, made, turn, where, press, agree, next, deeds, copy }: TurnView): TemplateResult {
  const { title, text, button } = words.turns[name];
  const exchange = turn?.exchange;
  const changed = made.changes.length > 0 ? html`<p>${text} ${made.changes.map(asSentence).join(" ")}</p>` : html`<p>${text}</p>`;
  const marks = exchange && plain(made.http) === plain(exchange.shown) ? inRequest(exchange.request, made.http, numbered(exchange.diagnosis?.told ?? [])) : [];
  return html`<section class="turn" aria-labelledby=${`doctor-${name}`}>
    <h3 id=${`doctor-${name}`}>${title}</h3>
    ${changed}
    <div class="exchange">
      <div class="cols">
        <section class="request" aria-label="Request">
          <div class="head"><strong>${words.request}</strong>${press ? html`<span class="production here">${words.production}</span><button type="button" class=${next ? "btn send next" : "btn send"} @click=${press}>${turn?.waiting ? labels.cancel : button}</button>` : nothing}</div>
          ${agree && turn?.asks && same(turn.asks, made.request) ? asked(made.request, agree) : nothing}
          ${where === "" ? nothing : html`<p class="note which">${where}</p>`}
          <div class="panel" tabindex="0" role="group" aria-label="HTTP"><pre>${marked(made.http, marks)}</pre></div>
          <div class="under"><button type="button" class="quiet" @click=${() => { copy(plain(made.http)); }}>${words.copy}</button>${made.curl.length > 0 ? html`<button type="button" class="quiet" @click=${() => { copy(plain(made.curl)); }}>${words.copyCurl}</button>` : nothing}</div>
        </section>
        <div class="answer"><section class="response" aria-label="Response">
          <div class="head">${status(turn)}</div>
          ${exchange ? answer(session, exchange) : html`<p class="empty">${words.empty}</p>`}
        </section></div>
      </div>
      ${exchange && turn.difference ? differences(turn.difference) : nothing}
      ${turn?.problem ? obstacle(session, turn.problem, acts(session, turn.problem)) : nothing}
      ${exchange?.diagnosis ? findings(session, exchange.diagnosis.told, sceneOf(exchange), deeds, "failure" in exchange.outcome ? exchange.outcome.failure : undefined) : nothing}
    </div>
  </section>`;
}

/** What was asked about is what would be sent: not another request that was made since, nor another PIM. */
function same(one: WireRequest, other: WireRequest): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function asked(request: WireRequest, agree: () => void): TemplateResult {
  const yes = () => {
    // The button goes.
    document.querySelector<HTMLElement>("[role=status]")?.focus();
    agree();
  };
  return html`<div class="note asked"><p>${words.changesData(request.method, new URL(request.url))}</p><button type="button" class="btn" @click=${yes}>${words.agree}</button></div>`;
}

function sceneOf(exchange: NonNullable<Turn["exchange"]>): Parameters<typeof findings>[2] {
  const { request, outcome, diagnosis } = exchange;
  return { request, before: diagnosis?.before ?? [], ...("sent" in outcome && { response: outcome.sent.response }) };
}

function status(turn: Turn | undefined): TemplateResult {
  const { waiting, exchange } = turn ?? {};
  const good = exchange?.reading !== undefined && !("next" in exchange.reading);
  const said = waiting ? labels.waiting(waiting.host) : exchange ? statusText(exchange) : labels.notSentYet;
  return html`<p class=${waiting || !exchange ? "status" : good ? "status ok" : "status ko"}>${said}</p>${waiting ? html`<span class="soft">${labels.limit}</span>` : nothing}`;
}

function answer(session: Session, exchange: NonNullable<Turn["exchange"]>): TemplateResult {
  const meanings = (name: string) => document.querySelector(`[data-meaning="${name}"]`)?.textContent ?? "";
  const now = Date.now() + placeOf(session).ahead;
  return html`${explained(exchange, { meanings, now, all: true, showAll: () => undefined, stale: false })}
    <details class="inputs-more"><summary>${words.raw}</summary>${raw(exchange)}</details>`;
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
