// The line above an embedded step: which PIM, which version, and what of it a
// reader may choose.

import { html, nothing, render } from "lit/html.js";
import { steps } from "go:steps";
import { readOwn } from "../components/choice/own.js";
import { addressOf, edited } from "../session.js";
import type { Session } from "../session.js";
import { pimNames, versionName } from "../words/en.js";
import { words } from "../words/en-embed.js";
import type { Options } from "./options.js";

export function bar(body: ParentNode, session: Session, { step, choose }: Options, href: string): void {
  const top = body.querySelector<HTMLElement>(".embed-bar");
  if (!top) return;
  const toVersion = ({ target }: Event) => {
    session.version = (target as HTMLSelectElement).value;
    session.changed();
  };
  const toPIM = ({ target }: Event) => {
    session.choice = (target as HTMLInputElement).value === "own" ? "own" : "demo";
    session.changed();
  };
  const toAddress = ({ target }: Event) => {
    session.own.text = (target as HTMLInputElement).value;
    readOwn(session);
    edited(session);
  };
  const { own } = session;
  render(
    html`${choose.has("version")
        ? html`<select aria-label=${words.version} autocomplete="off" @change=${toVersion}>
            ${(steps[step]?.versions ?? []).map((version) => html`<option value=${version} ?selected=${version === session.version}>${versionName(version)}</option>`)}
          </select>`
        : html`<span>${versionName(session.version)}</span>`}
      ${choose.has("pim")
        ? html`<select aria-label="PIM" autocomplete="off" @change=${toPIM}>
            <option value="demo" ?selected=${session.choice === "demo"}>${pimNames.demo}</option>
            <option value="own" ?selected=${session.choice === "own"}>${pimNames.own}</option>
          </select>`
        : html`<span>${session.choice === "own" ? (addressOf(session) ?? own.text) : pimNames.demo}</span>`}
      <a href=${href} target="_blank" rel="noopener">${words.open}</a>
      ${choose.has("pim") && session.choice === "own"
        ? html`<label class="embed-own">${words.pim} <input class="mono" type="text" inputmode="url" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${own.text} @input=${toAddress} aria-invalid=${own.error ? "true" : nothing} /></label>
            ${own.error ? html`<p class="bad">${own.error.message}. ${own.error.next ?? ""}</p>` : nothing}`
        : nothing}`,
    top,
  );
}
