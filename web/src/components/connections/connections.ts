// The connections of a demo PIM: a form that creates one, the list, and what
// can be done to each.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { codeFor, create, load, regeneratePassword, regenerateSecret, remove, take } from "../../connector/connections.js";
import { connectorOf, wayOf } from "../../connector/state.js";
import type { ConnectionsState, Fate, Listed } from "../../connector/state.js";
import { behind, entry, trouble } from "../../connector/view.js";
import { isOwn, placeName, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { connectionWords as words, ownPIM } from "../../words/en-connector.js";
import { part, setText } from "../part.js";

export class PimConnections extends HTMLElement {
  #session: Session | undefined;
  /** The place whose list was asked for last, and how far its terminal was. */
  #asked = "";

  set session(session: Session) {
    this.#session = session;
    this.#room.addEventListener("toggle", () => {
      this.#list(session, true);
    });
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  get #room(): HTMLDetailsElement {
    return part(this, "room") as HTMLDetailsElement;
  }

  /** Asks for the list: on localhost only because the person opened it or pressed. */
  #list(session: Session, pressed: boolean): void {
    const here = `${placeName(session)} ${String(connectorOf(session).console.ran.length)}`;
    if (!this.#room.open || this.hidden || isOwn(session) || session.engine.state !== "ready") return;
    if (connectorOf(session).connections.list || this.#asked === here || (!pressed && session.choice === "local")) return;
    this.#asked = here;
    void load(session);
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const way = wayOf(session.version);
    this.hidden = way === "command";
    if (way === "command") return;
    setText(part(this, "summary"), words.summary[way]);
    this.#list(session, false);
    render(isOwn(session) ? html`<p class="note">${ownPIM}</p>` : this.#forms(session, connectorOf(session).connections, way), part(this, "body"));
  }

  #forms(session: Session, state: ConnectionsState, way: "connection" | "api_connection"): TemplateResult {
    return html`<div class="form" role="group" aria-label=${words.legend[way]}>
        <p class="form-title">${words.legend[way]}</p>
        <div class="inputs">${this.#fields(session, state, way)}</div>
        <p class="form-end"><button type="button" class="btn" @click=${() => void create(session)}>${words.save}</button></p>
        ${[...state.errors].filter(([name]) => !["code", "label", "flowType"].includes(name)).map(([, text]) => html`<p class="problem">${text}</p>`)}
      </div>
      ${trouble(session, state.problem)} ${state.fate ? fateOf(state.fate) : nothing} ${behind(state.behind)}
      ${state.ran ? html`<details class="behind"><summary>${words.byCommand}</summary><pre><span class="soft">$ </span>${state.ran.line}\n${state.ran.output}</pre></details>` : nothing}
      ${this.#grid(session, state, way)}`;
  }

  #fields(session: Session, state: ConnectionsState, way: "connection" | "api_connection"): TemplateResult {
    const set = (change: () => void) => {
      change();
      session.changed();
    };
    const label = entry({ id: "connection-label", label: words.label, value: state.label, hint: words.labelHint, error: state.errors.get("label"), input: (value) => { set(() => (state.label = value)); } });
    if (way === "api_connection") return label;
    const code = entry({ id: "connection-code", label: words.code, value: state.code ?? codeFor(state.label), hint: words.codeHint, error: state.errors.get("code"), input: (value) => { set(() => (state.code = value)); } });
    const chosen = ({ target }: Event) => {
      if (target instanceof HTMLSelectElement) state.flow = target.value;
    };
    return html`${label}${code}
      <div class="field">
        <label for="connection-flow">${words.flow}</label>
        <select id="connection-flow" autocomplete="off" @change=${chosen}>${words.flows.map(([value, text]) => html`<option value=${value} ?selected=${state.flow === value}>${text}</option>`)}</select>
        ${state.errors.has("flowType") ? html`<p class="hint bad">${state.errors.get("flowType")}</p>` : nothing}
      </div>`;
  }

  #grid(session: Session, state: ConnectionsState, way: "connection" | "api_connection"): TemplateResult {
    const title = words.grid[way];
    if (!state.list) return html`<p class="form-end"><button type="button" class="btn" @click=${() => void load(session)}>${words.list}</button></p>`;
    return html`<div class="list" role="group" aria-label=${title}>
      <p class="form-title">${title}</p>
      ${state.list.length === 0 ? html`<p class="note">${words.none}</p>` : html`<ul class="rows">${state.list.map((row) => listed(session, row, way))}</ul>`}
    </div>`;
  }
}

function listed(session: Session, row: Listed, way: "connection" | "api_connection"): TemplateResult {
  const mine = placeOf(session).inputs.client_id === row.client_id;
  const button = (text: string, act: () => Promise<void> | void, goes = false) =>
    html`<button type="button" class="quiet" aria-label=${words.of(text, row.label)} @click=${async () => {
      await act();
      if (goes) session.toStatus();
    }}>${text}</button>`;
  // The grid of API connections shows the secrets; that of connections does not.
  return html`<li>
    <p><b>${row.label}</b>${mine ? html` <span class="soft">${words.inFields}</span>` : nothing}</p>
    <p class="mono"><span class="k-client_id">${row.client_id}</span></p>
    <p class="mono">${way === "api_connection" ? html`<span class="k-secret">${row.secret}</span>` : row.username}</p>
    <p class="row-acts">
      ${mine ? nothing : button(words.take, () => { take(session, row); }, true)}
      ${way === "api_connection"
        ? button(words.revoke, () => remove(session, row), true)
        : html`${button(words.regenerateSecret, () => regenerateSecret(session, row))}${button(words.regeneratePassword, () => regeneratePassword(session, row))}${button(words.remove, () => remove(session, row), true)}`}
    </p>
  </li>`;
}

/** What became of a connection, its credentials once, and where to see what its tokens are worth. */
function fateOf(fate: Fate): TemplateResult {
  const { kind, made } = fate;
  const values = made ? (["client_id", "secret", "username", "password"] as const).filter((name) => made[name] !== undefined) : [];
  const to = kind === "made" || kind === "client" ? (["token"] as const) : kind === "gone" ? (["api", "refresh", "token"] as const) : (["api", "refresh"] as const);
  return html`<div class="fate">
    <p>${words.fate(fate)}</p>
    ${values.length > 0 ? html`<dl class="fields">${values.map((name) => html`<div><dt>${name}</dt><dd><span class=${name === "username" ? "mono" : `mono k-${name}`}>${made?.[name]}</span></dd></div>`)}</dl>` : nothing}
    <p class="again">${kind === "made" || kind === "client" ? nothing : words.tryIt}${to.map((step) => html` <a class="btn" href="#${step}">${words.again[step]}</a>`)}</p>
  </div>`;
}
