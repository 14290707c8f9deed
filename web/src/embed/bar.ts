// The line above an embedded step: which PIM, which version, and what of it a
// reader may choose.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { steps } from "go:steps";
import { readOwn } from "../components/choice/own.js";
import { addressOf, edited, hides } from "../session.js";
import type { Session } from "../session.js";
import { pimNames, versionName } from "../words/en.js";
import { sentence } from "../words/en-causes.js";
import { words } from "../words/en-embed.js";
import type { Options } from "./options.js";

export function bar(body: ParentNode, session: Session, { step, choose }: Options, href: string, refused: string | undefined): void {
  const top = body.querySelector<HTMLElement>(".embed-bar");
  if (!top) return;
  const own = session.choice === "own";
  render(
    html`${choose.has("version") ? versions(session, steps[step]?.versions ?? []) : html`<span>${versionName(session.version)}</span>`}
      ${choose.has("pim") ? pims(session) : html`<span class="embed-pim">${own ? (addressOf(session) ?? session.own.text) : pimNames.demo}</span>`}
      ${own ? hide(session) : nothing}
      <a href=${href} target="_blank" rel="noopener">${words.open}</a>
      ${own && choose.has("pim") ? address(session) : nothing} ${own ? complaint(session) : nothing}
      ${refused === undefined ? nothing : html`<p class="bad" role="note">${refused}</p>`}`,
    top,
  );
}

function versions(session: Session, known: readonly string[]): TemplateResult {
  const choose = ({ target }: Event) => {
    session.version = (target as HTMLSelectElement).value;
    session.changed();
  };
  return html`<select aria-label=${words.version} autocomplete="off" @change=${choose}>
    ${known.map((version) => html`<option value=${version} .selected=${version === session.version}>${versionName(version)}</option>`)}
  </select>`;
}

function pims(session: Session): TemplateResult {
  const choose = ({ target }: Event) => {
    session.choice = (target as HTMLSelectElement).value === "own" ? "own" : "demo";
    session.changed();
  };
  return html`<select aria-label="PIM" autocomplete="off" @change=${choose}>
    <option value="demo" .selected=${session.choice === "demo"}>${pimNames.demo}</option>
    <option value="own" .selected=${session.choice === "own"}>${pimNames.own}</option>
  </select>`;
}

function hide(session: Session): TemplateResult {
  const toggle = ({ target }: Event) => {
    session.hide = (target as HTMLInputElement).checked;
    session.changed();
  };
  return html`<label class="switch"><input type="checkbox" role="switch" autocomplete="off" .checked=${hides(session)} @change=${toggle} />${words.hide}</label>`;
}

function address(session: Session): TemplateResult {
  const { own } = session;
  const type = ({ target }: Event) => {
    own.text = (target as HTMLInputElement).value;
    readOwn(session);
    edited(session);
  };
  return html`<label class="embed-own">${words.pim}<input class="mono" type="text" inputmode="url" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="https://pim.example.com" .value=${own.text} @input=${type} aria-invalid=${own.error ? "true" : nothing} /></label>`;
}

/** What keeps the address from being of use. */
function complaint({ own }: Session): TemplateResult | typeof nothing {
  if (self.origin === "null") return html`<p class="bad">${words.opaque}</p>`;
  return own.error ? html`<p class="bad">${sentence(own.error.message)} ${own.error.next ?? ""}</p>` : nothing;
}
