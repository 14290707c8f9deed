// The two views of an answer: Explained, each field with its meaning and unit;
// Raw, as it came.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Reading, Text } from "../../authcore/contract.js";
import type { Exchange } from "../../journal/journal.js";
import { bodyLimit } from "../../transport/body.js";
import { statusLine } from "../../transport/status.js";
import * as words from "../../words/en.js";
import { sentence } from "../../words/en-causes.js";
import { tame } from "../../words/unseen.js";
import { marked } from "../diagnosis/evidence.js";
import { inAnswer, numbered } from "../../diagnose/marks.js";
import { copy } from "../copy.js";
import { most, plain, value } from "../text.js";
import { explainedApp, overlong } from "./app-fields.js";

export interface View {
  /** The words of a field, from the sample that the page was written with. */
  meanings(name: string): string;
  /** By the PIM's clock, milliseconds. */
  readonly now: number;
  readonly all: boolean;
  showAll(): void;
  /** The request was edited since. */
  readonly stale: boolean;
}

export function explained(exchange: Exchange, view: View): TemplateResult {
  const stale = view.stale ? html`<p class="note">${words.labels.stale}</p>` : nothing;
  const { outcome, reading } = exchange;
  if ("failure" in outcome) return html`<p class="empty">${exchange.diagnosis?.told[0]?.cause ?? words.statusText(exchange)}</p>${stale}`;
  if ("sent" in outcome && outcome.sent.relay) return html`<p class="empty">${words.labels.relayed} ${outcome.sent.relay.says}</p>${stale}`;
  if (!reading) return html`<p class="empty">${"sent" in outcome && outcome.sent.redirected ? words.labels.redirect : "sent" in outcome && outcome.sent.cut ? words.labels.tooLong(bodyLimit) : words.labels.notRead}</p>${stale}`;
  return html`${"sent" in outcome && outcome.sent.cut ? html`<p class="note">${words.labels.tooLong(bodyLimit)}</p>` : nothing}${fieldsOf(reading, exchange.startedThere, view)}${stale}`;
}

function fieldsOf(reading: Reading, issued: number, view: View): TemplateResult {
  switch (reading.shape) {
    case "token":
      return tokenFields(reading.token, issued, view);
    case "categories":
      return categoryFields(reading.page, view);
    case "root":
      return html`<dl class="fields">${field("host", value(reading.host), view.meanings("host"))}${field("routes", reading.routes, view.meanings("routes"))}</dl>`;
    case "pim_error":
      return html`<dl class="fields">${field("code", reading.code, words.meanings.code)}${field("message", value(reading.pim_message), words.meanings.message)}</dl>`;
    case "oauth_error":
      return html`<dl class="fields">${field("error", value(reading.error), words.meanings.error)}${reading.error_description === "" ? nothing : field("error_description", value(reading.error_description), words.meanings.error_description)}</dl>`;
    case "html":
      return html`<p class="empty">${words.meanings.html(reading.title)}</p>`;
    case "app_token":
    case "public_key":
    case "ok":
    case "json":
    case "text":
      return explainedApp(reading, view);
    case "empty":
    case "broken_json":
    case "wrong_type":
      return html`<p class="empty">${tame(sentence(reading.message))}</p>`;
  }
}

function field(name: string, value: unknown, meaning: string): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}${meaning === "" ? nothing : html`<span data-meaning=${name}>${meaning}</span>`}</dd></div>`;
}

type TokenReading = Extract<Reading, { shape: "token" }>["token"];

function tokenFields(token: TokenReading, issued: number, view: View): TemplateResult {
  const mono = (kind: string, text: string) => html`<span class="mono k-${kind}">${value(text)}</span>${overlong(text)}`;
  return html`<dl class="fields">
    ${field("access_token", mono("access_token", token.access_token), view.meanings("access_token"))}
    ${field("expires_in", html`${token.expires_in} seconds${life(token.expires_in, issued, view.now)}`, view.meanings("expires_in"))}
    ${field("token_type", html`<span class="mono">${value(token.token_type)}</span>`, view.meanings("token_type"))}
    ${field("scope", html`<span class="mono">${value(String(token.scope))}</span>`, view.meanings("scope"))}
    ${field("refresh_token", mono("refresh_token", token.refresh_token), view.meanings("refresh_token"))}
  </dl>`;
}

/** The rest of the token's life, by the PIM's clock. */
function life(expiresIn: number, issued: number, now: number) {
  if (expiresIn <= 0) return nothing;
  const left = issued + expiresIn * 1000 - now;
  return html`<progress aria-label="expires_in" max=${Math.ceil(expiresIn / 60)} .value=${Math.max(0, Math.ceil(left / 60_000))}></progress><span class="left">${words.lifetime(left)}</span>`;
}

type CategoryReading = Extract<Reading, { shape: "categories" }>["page"];
const first = 10;
const all = 1000;

function categoryFields(page: CategoryReading, view: View): TemplateResult {
  const items = page.items.slice(0, view.all ? all : first);
  const list = html`<ul class="items">
      ${items.map((item) => html`<li><code>${value(item.code)}</code> ${value(item.labels.find(({ locale }) => locale === "en_US")?.text ?? item.labels[0]?.text ?? "")}</li>`)}
    </ul>
    ${items.length < page.items.length && view.all ? html`<p class="soft">${words.labels.moreItems(page.items.length - items.length)}</p>` : nothing}
    ${items.length < page.items.length && !view.all ? html`<button type="button" class="quiet" @click=${() => { view.showAll(); }}>${words.labels.showAll(page.items.length)}</button>` : nothing}`;
  return html`<dl class="fields">
    ${field("current_page", page.page, view.meanings("current_page"))}
    ${field("items", list, view.meanings("items"))}
  </dl>`;
}

/** Status line, header lines and body as the transport has them, and whether that is all. */
export function raw(exchange: Exchange): TemplateResult {
  if (!("sent" in exchange.outcome)) return html`<p class="empty">${words.statusText(exchange)}</p>`;
  const { response, exact, redirected, relay, cut } = exchange.outcome.sent;
  if (redirected) return html`<p class="empty">${words.labels.redirect}</p>`;
  const marks = numbered(exchange.diagnosis?.told ?? []);
  const body: Text = exchange.reading && "body" in exchange.reading ? exchange.reading.body : [["", response.body ?? response.body_base64 ?? ""]];
  return html`<pre>${statusLine(response.status)}
${response.header.map(([name, value], i) => html`<span class="k-name">${name}:</span> ${marked([["", value]], inAnswer(value, "header", i, marks))}\n`)}
${marked(body, inAnswer(plain(body), "body", 0, marks))}</pre>${whole(plain(body))}${cut ? html`<p class="note">${words.labels.tooLong(bodyLimit)}</p>` : nothing}<p class="note">${relay ? words.labels.relayed : exact ? words.labels.exact : words.labels.hidden}</p>`;
}

/** A way to all of a body that is not drawn to its end. */
function whole(body: string): TemplateResult | typeof nothing {
  const press = (event: Event) => {
    const pre = (event.currentTarget as HTMLElement).closest(".panel, details")?.querySelector("pre");
    if (pre) void copy(body, pre);
  };
  return body.length <= most ? nothing : html`<p class="note"><button type="button" class="quiet" @click=${press}>${words.labels.copyBody}</button></p>`;
}
