// One message of a scene: who sends it to whom, which way, and what is in it.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { channelOf, statusOf } from "../../journal/journal.js";
import type { Exchange } from "../../journal/journal.js";
import { statusLine } from "../../transport/transmit.js";
import { sceneWords as words } from "../../words/en-attacker.js";
import { spans } from "../text.js";

/** The messages of an act. What a browser and the PIM say to each other until a person is logged in, or an App let in, is one. */
export function messages(exchanges: readonly Exchange[]): TemplateResult[] {
  const groups: Exchange[][] = [];
  for (const exchange of exchanges) {
    const last = groups.at(-1);
    if (last?.[0] && way(last[0]) === way(exchange) && channelOf(exchange) === "front" && exchange.to === "pim") last.push(exchange);
    else groups.push([exchange]);
  }
  return groups.map((group) => {
    const [first] = group;
    if (!first || group.length < 2) return html`${group.map((exchange) => message(exchange))}`;
    return html`<details class="message"><summary><span class="way">${way(first)}</span> <span class="answered">${words.several(group.length)}</span></summary>${group.map((exchange) => message(exchange))}</details>`;
  });
}

/** "App → PIM, server to server" */
function way(exchange: Exchange): string {
  const [sender = ""] = exchange.what.split(": ");
  return `${sender} → ${exchange.to === "pim" ? words.pim : words.toApp}, ${channelOf(exchange) === "front" ? words.front : words.back}`;
}

function message(exchange: Exchange): TemplateResult {
  const { outcome } = exchange;
  const status = statusOf(exchange);
  const screens = channelOf(exchange) === "front";
  const line = statusLine(status);
  const answer = "sent" in outcome ? (screens && status === 401 ? words.loginPage(line) : line) : "taken" in outcome ? outcome.taken : words.failed;
  // At the screens a 401 is the login page: nothing has failed.
  const kind = screens ? "" : status >= 400 ? "ko" : "ok";
  return html`<details class="message">
    <summary><span class="way">${way(exchange)}</span> <code>${exchange.what.split(": ")[1]}</code> <span class="answered ${kind}">${answer}</span></summary>
    <pre>${spans(exchange.shown)}</pre>
    ${"sent" in outcome ? html`<p class="soft">${words.answer(line)}</p><pre>${bodyOf(exchange)}</pre>` : nothing}
  </details>`;
}

/** The header lines and the body. */
function bodyOf({ outcome, reading }: Exchange) {
  if (!("sent" in outcome)) return nothing;
  const { header, body, body_base64 } = outcome.sent.response;
  const text = reading && "body" in reading ? spans(reading.body) : spans([["", body ?? body_base64 ?? ""]]);
  return html`${header.map(([name, value]) => html`<span class="k-name">${name}:</span> ${spans([["", value]])}\n`)}${"\n"}${text}`;
}
