// The side of the wire: each request and its answer, what the library makes of
// it, and which tokens its clients hold.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Entry, Story } from "../../client/state.js";
import type { Exchange } from "../../journal/journal.js";
import { statusLine } from "../../transport/status.js";
import { statusText } from "../../words/en.js";
import { words } from "../../words/en-client.js";
import { tame } from "../../words/unseen.js";
import { value as own, spans } from "../text.js";

export function entries(story: Story): TemplateResult[] {
  const last = story.entries.map(({ kind }) => kind).lastIndexOf("exchange");
  return story.entries.map((entry, i) => html`<li>${one(story, entry, i === last)}</li>`);
}

function one(story: Story, entry: Entry, last: boolean): TemplateResult {
  switch (entry.kind) {
    case "remark":
      return html`<p class="said">${entry.text}</p>`;
    case "verdict":
      return entry.verdict.kind === "answer"
        ? html`<p class="said good">${words.by(entry.process, words.returns)}</p>`
        : html`<p class="said bad">${words.by(entry.process, words.throws(entry.verdict.exception, tame(entry.verdict.message)))}</p>
            <p class="said">${words.advice(entry.verdict.exception, story.processes.get(entry.process)?.built.way ?? "password")}</p>`;
    case "exchange":
      return html`<p class="said">${words.by(entry.process, words.why[entry.why])}</p>${exchanged(entry.exchange, last)}`;
  }
}

function exchanged(exchange: Exchange, last: boolean): TemplateResult {
  const { request, shown, outcome, reading } = exchange;
  const { pathname, search } = new URL(request.url);
  const status = "sent" in outcome ? outcome.sent.response.status : 0;
  return html`<details ?open=${last}>
    <summary><code>${request.method} ${pathname}${search}</code> <span class=${status >= 200 && status < 300 ? "status ok" : "status ko"}>${status === 0 ? statusText(exchange) : statusLine(status)}</span></summary>
    <pre data-sent>${spans(shown)}</pre>
    ${"sent" in outcome ? html`<pre data-came>${reading && "body" in reading ? spans(reading.body) : spans([["", outcome.sent.response.body ?? ""]])}</pre>` : nothing}
  </details>`;
}

/** What getToken() and getRefreshToken() return now, and what the file holds. */
export function holdings(story: Story): TemplateResult {
  const named = story.name === "race" || story.name === "safe" ? ["A", "B"] : [""];
  const shared = story.name !== "password" && story.name !== "token" && story.name !== "app";
  return html`${named.map((process) => {
    const token = story.processes.get(process)?.step.token;
    const name = (method: string) => html`<dt>${process === "" ? "" : `${process}: `}${method}()</dt>`;
    return html`<div>${name("getToken")}<dd>${value("access_token", token?.access_token)}</dd></div>
      <div>${name("getRefreshToken")}<dd>${value("refresh_token", token?.refresh_token)}</dd></div>`;
  })}
  ${shared ? html`<div><dt>${words.file}</dt><dd>${story.file ? html`${value("access_token", story.file.access_token)}:<wbr>${value("refresh_token", story.file.refresh_token)}` : words.noFile}</dd></div>` : nothing}`;
}

function value(kind: string, text: string | null | undefined): TemplateResult {
  return text === null || text === undefined || text === "" ? html`<span class="mono soft">${words.nothing}</span>` : html`<span class="mono k-${kind}">${own(text)}</span>`;
}
