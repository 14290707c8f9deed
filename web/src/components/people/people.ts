// Users and roles of a demo PIM: the user (up to 3.2, where it is made by
// hand), its role, and what happens if a permission is forgotten.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { forget, load, saveRole, saveUser } from "../../connector/people.js";
import type { Press } from "../../connector/people.js";
import { connectorOf, overall, wayOf } from "../../connector/state.js";
import type { PeopleState } from "../../connector/state.js";
import { entry, trouble } from "../../connector/view.js";
import { send } from "../../send.js";
import { isOwn, placeName, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { another, ownPIM, peopleWords as words } from "../../words/en-connector.js";
import { part, setText } from "../part.js";
import { PimStep } from "../step/step.js";

export class PimPeople extends HTMLElement {
  #session: Session | undefined;
  /** The place whose users were asked for last. */
  #asked = "";
  #old: boolean | undefined;

  set session(session: Session) {
    this.#session = session;
    this.#room.addEventListener("toggle", () => {
      // On localhost only if the person opened it: a change of the version opens it as well.
      if (session.choice === "demo") this.#read(session);
    });
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  get #room(): HTMLDetailsElement {
    return part(this, "room") as HTMLDetailsElement;
  }

  #read(session: Session): void {
    const here = placeName(session);
    if (!this.#room.open || session.engine.state !== "ready" || connectorOf(session).people.users || this.#asked === here) return;
    this.#asked = here;
    void load(session);
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const old = wayOf(session.version) !== "connection";
    if (old !== this.#old) {
      if (this.#old !== undefined || old) this.#room.open = old;
      this.#old = old;
    }
    setText(part(this, "summary"), old ? words.summary.old : words.summary.new);
    if (session.choice === "demo") this.#read(session);
    render(isOwn(session) ? html`<p class="note">${ownPIM}</p>` : forms(session, connectorOf(session).people, old), part(this, "body"));
  }
}

/** Presses the Send of a step, as a person would. An embed has no other step than its own: there it is sent all the same. */
export function presser(session: Session): Press {
  return async (step) => {
    const found = session.page.querySelector(`pim-step[data-step="${step}"]`);
    if (found instanceof PimStep) await found.press();
    else await send(session, step, words.steps[step], variants[step], variants[step]);
  };
}

const variants = { token: "password", api: "categories" } as const;

function forms(session: Session, state: PeopleState, old: boolean): TemplateResult {
  const set = (change: () => unknown) => {
    change();
    session.changed();
  };
  return html`${old
      ? html`<div class="form" role="group" aria-label=${words.user}>
          <p class="form-title">${words.user}</p>
          <div class="inputs">
            ${entry({ id: "people-username", label: words.username, value: state.username, hint: words.usernameHint, error: state.errors.get("username"), input: (value) => { set(() => (state.username = value)); } })}
            ${entry({ id: "people-password", label: words.password, value: state.password, hint: words.passwordHint, error: state.errors.get("password"), show: words.show, input: (value) => { set(() => (state.password = value)); } })}
          </div>
          <p class="form-end"><button type="button" class="btn" @click=${() => void saveUser(session)}>${words.saveUser}</button></p>
        </div>`
      : nothing}
    <div class="form" role="group" aria-label=${words.role}>
      <p class="form-title">${words.role}</p>
      <div class="inputs">${entry({ id: "people-role", label: words.name, value: state.role, hint: words.nameHint, error: state.errors.get("label"), input: (value) => { set(() => (state.role = value)); } })}</div>
      ${permissions(session, state)} ${users(session, state)}
      <p class="form-end"><button type="button" class="btn" @click=${() => void saveRole(session)}>${words.saveRole}</button></p>
    </div>
    ${trouble(session, state.problem)} ${state.said === undefined ? nothing : html`<p class="note fate">${state.said}</p>`}
    <div class="experiments">
      <p class="soft">${words.experimentIntro}</p>
      <button type="button" class="btn" @click=${() => void forget(session, presser(session))}>${words.experiment}</button>
      ${state.forgot ? html`<a class="btn" href="#api">${words.toStep5}</a>` : nothing}
    </div>`;
}

function permissions(session: Session, state: PeopleState): TemplateResult {
  const others = (state.permissions ?? [...state.granted]).filter((name) => name !== overall);
  const ticked = others.filter((name) => state.granted.has(name)).length;
  return html`<fieldset class="ticks">
    <legend>${words.permissions}</legend>
    ${tick(session, state.granted, overall, words.overall, overall)}
    <details><summary>${words.more(ticked)}</summary><div class="grid">${others.map((name) => tick(session, state.granted, name, words.permission(name), name))}</div></details>
    ${state.errors.has("permissions") ? html`<p class="hint bad">${state.errors.get("permissions")}</p>` : nothing}
  </fieldset>`;
}

function users(session: Session, state: PeopleState): TemplateResult {
  const names = new Set([...(state.users ?? [placeOf(session).inputs.username]), ...state.members].filter((name) => name !== ""));
  return html`<fieldset class="ticks">
    <legend>${words.users}</legend>
    <p class="hint">${words.usersHint}</p>
    <div class="grid">${[...names].map((name) => tick(session, state.members, name, name))}</div>
    ${state.users ? nothing : html`<p><button type="button" class="quiet" @click=${() => void load(session)}>${words.load}</button> <span class="soft">${another}</span></p>`}
    ${state.errors.has("users") ? html`<p class="hint bad">${state.errors.get("users")}</p>` : nothing}
  </fieldset>`;
}

/** A checkbox with its words, and beneath them the technical name. */
function tick(session: Session, set: Set<string>, name: string, text: string, technical?: string): TemplateResult {
  const change = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.checked) set.add(name);
    else set.delete(name);
    session.changed();
  };
  return html`<label class="tick"><input type="checkbox" autocomplete="off" .checked=${set.has(name)} @change=${change} /><span>${text}${technical === undefined ? nothing : html` <code>${technical}</code>`}</span></label>`;
}
