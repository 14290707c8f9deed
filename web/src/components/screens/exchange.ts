// One exchange as it was: the request and the answer side by side, for what is
// sent beside the steps' own requests.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Exchange } from "../../journal/journal.js";
import { statusOf } from "../../journal/journal.js";
import { disconnect as words } from "../../words/en-app.js";
import { statusText } from "../../words/en.js";
import { raw } from "../step/response.js";
import { spans } from "../text.js";

export function exchangeView(exchange: Exchange): TemplateResult {
  const status = statusOf(exchange);
  return html`<div class="cols once">
    <section class="request" aria-label="Request"><div class="head"><strong>${words.request}</strong> <span class="soft">${exchange.what}</span></div><pre>${spans(exchange.shown)}</pre></section>
    <div class="answer"><section class="response" aria-label="Response"><div class="head"><p class="status ${status >= 200 && status < 300 ? "ok" : "ko"}">${statusText(exchange)}</p></div>${bodyOf(exchange)}<details class="shown"><summary>${words.raw}</summary>${raw(exchange)}</details></section></div>
  </div>`;
}

/** The body alone, where it is for reading: the screens' answers have long headers, and pages for errors. */
function bodyOf({ reading }: Exchange): TemplateResult | typeof nothing {
  if (!reading || !("body" in reading) || reading.shape === "html" || reading.body.length === 0) return nothing;
  return html`<pre>${spans(reading.body)}</pre>`;
}
