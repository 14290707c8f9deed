// One message of a scene: who sends it to whom, which way, and what is in it.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { channelOf, statusOf } from "../../journal/journal.js";
import type { Exchange } from "../../journal/journal.js";
import { statusLine } from "../../transport/transmit.js";
import { sceneWords as words } from "../../words/en-attacker.js";
import { spans } from "../text.js";

export function message(exchange: Exchange): TemplateResult {
  const [sender = "", what = ""] = exchange.what.split(": ");
  const { outcome } = exchange;
  const status = statusOf(exchange);
  const answer = "sent" in outcome ? statusLine(status) : "taken" in outcome ? outcome.taken : words.failed;
  return html`<details class="message">
    <summary><span class="way">${sender} → ${exchange.to === "pim" ? words.pim : words.toApp}, ${channelOf(exchange) === "front" ? words.front : words.back}</span> <code>${what}</code> <span class="answered ${status >= 400 ? "ko" : ""}">${answer}</span></summary>
    <pre>${spans(exchange.shown)}</pre>
    ${"sent" in outcome ? html`<p class="soft">${words.answer(statusLine(status))}</p><pre>${bodyOf(exchange)}</pre>` : nothing}
  </details>`;
}

/** The header lines and the body. */
function bodyOf({ outcome, reading }: Exchange) {
  if (!("sent" in outcome)) return nothing;
  const { header, body, body_base64 } = outcome.sent.response;
  const text = reading && "body" in reading ? spans(reading.body) : (body ?? body_base64 ?? "");
  return html`${header.map(([name, value]) => html`<span class="k-name">${name}:</span> ${value}\n`)}${"\n"}${text}`;
}
