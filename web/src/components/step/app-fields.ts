// Explained, for the answers of the App walk.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Reading } from "../../authcore/contract.js";
import { tokenLimit } from "../../transport/body.js";
import { labels } from "../../words/en.js";
import { answered as words } from "../../words/en-answers.js";
import { spans, value } from "../text.js";
import type { View } from "./response.js";

export type AppReading = Extract<Reading, { shape: "app_token" | "public_key" | "ok" | "json" | "text" }>;

export function explainedApp(reading: AppReading, { meanings }: Pick<View, "meanings">): TemplateResult {
  switch (reading.shape) {
    case "app_token":
      return tokenFields(reading.token, meanings);
    case "public_key":
      return html`<dl class="fields">
        ${row("public_key", html`<span class="mono pem">${value(reading.certificate)}</span>`, words.certificate)}
        ${row("its key", html`<span class="mono">${value(reading.spki_base64)}</span>`, reading.spki_base64 === "" ? words.noKey : words.key)}
      </dl>`;
    case "ok":
      return html`<pre>${spans(reading.body)}</pre>
        <p class="note">${words.ok}</p>`;
    case "json":
    case "text":
      return html`<pre>${spans(reading.body)}</pre>`;
  }
}

type AppToken = Extract<Reading, { shape: "app_token" }>["token"];

function tokenFields(token: AppToken, meanings: View["meanings"]): TemplateResult {
  const mono = (kind: string, text: string) => html`<span class="mono k-${kind}">${value(text)}</span>${overlong(text)}`;
  return html`<dl class="fields">
    ${row("access_token", mono("access_token", token.access_token), meanings("app_access_token"))}
    ${row("token_type", html`<span class="mono">${value(token.token_type)}</span>`, meanings("app_token_type"))}
    ${row("scope", token.scope === "" ? html`<span class="soft">${words.none}</span>` : html`<span class="mono">${value(token.scope)}</span>`, meanings("app_scope"))}
    ${row("id_token", token.id_token === "" ? "" : mono("id_token", token.id_token), token.id_token === "" ? words.noIDToken : meanings("app_id_token"))}
    ${row("not there", "", meanings("app_absent"))}
  </dl>`;
}

/** Said of a token that no PIM gives. */
export function overlong(token: string): TemplateResult | typeof nothing {
  return token.length > tokenLimit ? html`<span class="soft">${labels.longToken}</span>` : nothing;
}

function row(name: string, held: unknown, meaning: string): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${held}<span data-meaning=${name}>${meaning}</span></dd></div>`;
}
