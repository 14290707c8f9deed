// One exchange as it was: the request and the answer side by side, for what is
// sent beside the steps' own requests.

import { html } from "lit/html.js";
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
    <div class="answer"><section class="response" aria-label="Response"><div class="head"><p class="status ${status >= 200 && status < 300 ? "ok" : "ko"}">${statusText(exchange)}</p></div>${raw(exchange)}</section></div>
  </div>`;
}
