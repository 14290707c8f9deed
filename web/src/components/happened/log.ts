// The view Log: every exchange, each with what was sent and what came back as
// it is.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { channelOf, statusOf } from "../../journal/journal.js";
import type { Exchange } from "../../journal/journal.js";
import { bodyStretches, lineStretches } from "../../journal/secrets.js";
import type { Stretch } from "../../journal/secrets.js";
import { statusLine } from "../../transport/transmit.js";
import type { WireBody } from "../../transport/transmit.js";
import { labels, statusText } from "../../words/en.js";
import { channels, words } from "../../words/en-happened.js";
import type { Text } from "../../authcore/contract.js";
import { spans } from "../text.js";

export interface Filter {
  readonly text: string;
  /** The id of a step, "" for all. */
  readonly step: string;
  readonly answer: "" | "good" | "bad";
}

/** Text is looked for in all that the log can show of an exchange. */
export function passes({ text, step, answer }: Filter, exchange: Exchange): boolean {
  if (step !== "" && exchange.step !== step) return false;
  if (answer !== "" && answer !== verdict(exchange)) return false;
  return text.trim() === "" || JSON.stringify([exchange.what, statusText(exchange), exchange.request, exchange.outcome]).toLowerCase().includes(JSON.stringify(text.trim().toLowerCase()).slice(1, -1));
}

/** How an exchange ended; what this page took as the App has no answer to judge. */
function verdict(exchange: Exchange): Filter["answer"] {
  if ("taken" in exchange.outcome) return "";
  const status = statusOf(exchange);
  return status >= 200 && status < 400 ? "good" : "bad";
}

export interface LogView {
  readonly open: ReadonlySet<number>;
  readonly title: (step: string) => string;
  /** Of the PIM's clock. */
  readonly time: (ms: number) => string;
  readonly toggled: (n: number, open: boolean) => void;
  readonly remove: (n: number) => void;
}

export function entries(exchanges: readonly Exchange[], view: LogView): TemplateResult {
  return html`${exchanges.map((exchange) => entry(exchange, view))}`;
}

function entry(exchange: Exchange, { open, title, time, toggled, remove }: LogView) {
  const { n, what, step, startedThere } = exchange;
  const status = { good: "status ok", bad: "status ko", "": "soft" }[verdict(exchange)];
  return html`<li><details id=${`happened-${String(n)}`} .open=${open.has(n)} @toggle=${(event: Event) => { toggled(n, (event.currentTarget as HTMLDetailsElement).open); }}>
    <summary><span class="n">${n}</span> <span class="soft">${time(startedThere)}</span> <b>${what}</b> <span class=${status}>${statusText(exchange)}</span> <span class="soft">${title(step)}, ${channels[channelOf(exchange)]}</span></summary>
    ${open.has(n) ? opened(exchange, remove) : nothing}
  </details></li>`;
}

function opened(exchange: Exchange, remove: (n: number) => void) {
  const { n, outcome } = exchange;
  const exact = "sent" in outcome && outcome.sent.exact;
  return html`<div class="cols">
      <section aria-label="${words.request} ${n}"><h3>${words.request}</h3><pre>${requestText(exchange)}</pre><p class="note">${exact ? words.sentExact : words.sentAs}</p></section>
      <section class="answer" aria-label="${words.answer} ${n}"><h3>${words.answer}</h3>${answerText(exchange)}</section>
    </div>
    <p class="under"><button type="button" class="quiet" @click=${() => { remove(n); }}>${words.delete}</button></p>`;
}

/** As the step showed it; a message that no step showed, from what it is. */
function requestText({ shown, request }: Exchange) {
  if (shown.length > 0) return spans(shown);
  const { pathname, search, host } = new URL(request.url);
  return html`${request.method} ${pathname}${search} HTTP/1.1
${lines([["Host", host], ...request.header])}
${body(request)}`;
}

function answerText({ outcome, diagnosis }: Exchange): TemplateResult {
  if ("taken" in outcome) return html`<p class="empty">${outcome.taken} ${words.taken}</p>`;
  if ("failure" in outcome) return html`<p class="empty">${labels.noAnswer}. ${diagnosis?.told[0]?.cause}</p>`;
  const { response, exact, redirected, relay } = outcome.sent;
  if (redirected) return html`<p class="empty">${labels.redirect}</p>`;
  return html`<pre>${statusLine(response.status)}
${lines(response.header)}
${body(response)}</pre><p class="note">${relay ? labels.relayed : exact ? labels.exact : labels.hidden}</p>`;
}

function lines(header: readonly (readonly [name: string, value: string])[]) {
  return header.map(([name, value]) => html`<span class="k-name">${name}:</span> ${marked(lineStretches(name, value))}\n`);
}

function body(message: WireBody) {
  return message.body_base64 === undefined ? marked(bodyStretches(message)) : words.bytes(atob(message.body_base64).length);
}

function marked(stretches: readonly Stretch[]) {
  return spans(stretches.map(({ kind, text }) => [kind, text]) as Text);
}
