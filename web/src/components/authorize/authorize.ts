// The step that asks for authorization: scopes as checkboxes, the state, the
// request as it will be sent, and where the PIM sends the browser.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { authorization, begin, freshState } from "../../app/ask.js";
import { authorize } from "../../app/flow.js";
import { lastSent } from "../../app/sent.js";
import { appOf } from "../../app/state.js";
import type { Scope } from "../../authcore/contract.js";
import { statusOf } from "../../journal/journal.js";
import type { Exchange } from "../../journal/journal.js";
import { edited, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { steps as words } from "../../words/en-app.js";
import { statusText } from "../../words/en.js";
import { sentence } from "../../words/en-causes.js";
import { nextStep } from "../../walk.js";
import { part, setText } from "../part.js";
import { problemView } from "../screens/waiting.js";
import { adoptTabs } from "../tabs.js";
import { spans } from "../text.js";

export class PimAppAuthorize extends HTMLElement {
  #session: Session | undefined;

  set session(session: Session) {
    this.#session = session;
    for (const tablist of this.querySelectorAll<HTMLElement>("[role=tablist]")) adoptTabs(tablist, () => undefined);
    part(this, "continue").addEventListener("click", () => void authorize(session, "app-authorize"));
    part(this, "fresh").addEventListener("click", () => {
      freshState(session, placeOf(session));
      edited(session);
    });
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    const place = placeOf(session);
    if (session.kept.delete("app-authorize")) void authorize(session, "app-authorize");
    if (begin(session, place)) {
      session.changed(); // the field, and this element again
      return;
    }
    this.#scopes(session);
    const built = authorization(session);
    const ok = "request" in built ? built : undefined;
    const why = "kind" in built && built.kind === "input" ? sentence(built.error.message) : "";
    render(ok ? spans(ok.http) : html`<span class="words">${why}</span>`, this.#leaf("http"));
    render(ok ? spans(ok.curl) : html`<span class="words">${why}</span>`, this.#leaf("curl"));
    const next = nextStep(session);
    part(this, "continue").classList.toggle("next", next === "app-authorize");
    this.#response(session);
    render(problemView(session, "app-authorize"), part(this, "problem"));
  }

  #scopes(session: Session): void {
    const set = part(this, "scopes");
    const all = session.engine.state === "ready" ? session.engine.client.scopes({ version: session.version }) : undefined;
    if (!all?.ok) return;
    const place = placeOf(session);
    const ticked = place.inputs.scope.split(" ").filter((name) => name !== "");
    const toggle = (name: string) => (event: Event) => {
      const on = (event.currentTarget as HTMLInputElement).checked;
      const names = on ? [...ticked, name] : ticked.filter((one) => one !== name);
      place.inputs.scope = all.value.map((scope) => scope.name).filter((one) => names.includes(one)).join(" ");
      edited(session);
    };
    if (!set.classList.contains("live")) set.querySelector("p")?.remove();
    set.classList.add("live");
    let list = set.querySelector<HTMLElement>(".scopelist");
    if (!list) {
      list = document.createElement("div");
      list.className = "scopelist";
      set.append(list);
    }
    render([all.value.map((scope) => scopeBox(scope, own(scope, all.value), ticked.includes(scope.name), toggle(scope.name))), html`<p class="soft count">${words.scopeCount(place.inputs.scope.length, session.version)}</p>`], list);
  }

  #response(session: Session): void {
    const app = appOf(placeOf(session));
    const sent = lastSent(session, (exchange) => exchange.what === "GET authorize");
    const status = part(this, "status");
    const waiting = app.waiting?.for === "callback" && app.waiting.step !== "app-reconnect" ? app.waiting : undefined;
    setText(status, waiting ? words.waitingHost(new URL(waiting.address).host) : !sent ? words.notSent : "taken" in sent.outcome ? words.hidden : statusText(sent));
    const location = sent && "sent" in sent.outcome ? sent.outcome.sent.response.header.find(([name]) => name.toLowerCase() === "location")?.[1] : undefined;
    status.classList.toggle("ok", location !== undefined && !location.includes("error="));
    const outcome = this.#leaf("outcome");
    render(sent ? whereTo(sent, location, app.screen?.step === "app-authorize") : html`<p class="empty">${this.#empty}</p>`, outcome);
  }

  #empty = "";

  /** A part that the page wrote and this element now fills; emptied the first time. */
  #leaf(name: string): HTMLElement {
    const node = part(this, name);
    if (!node.classList.contains("live")) {
      if (name === "outcome") this.#empty = node.textContent.trim();
      node.replaceChildren();
      node.classList.add("live");
    }
    return node;
  }
}

/** The permissions that a scope adds to those of the scopes that it brings. */
function own({ implies, permissions }: Scope, all: readonly Scope[]): string[] {
  const brought = all.filter(({ name }) => implies.includes(name)).flatMap((one) => one.permissions);
  return permissions.filter((name) => !brought.includes(name));
}

function scopeBox(scope: Scope, adds: readonly string[], on: boolean, toggle: (event: Event) => void): TemplateResult {
  const id = `scope-${scope.name}`;
  const brings = scope.implies.length === 0 ? "" : words.implies(scope.implies.join(", "));
  return html`<div class="scope">
    <input type="checkbox" id=${id} autocomplete="off" .checked=${on} @change=${toggle} aria-describedby="${id}-note">
    <div><label for=${id}><code>${scope.name}</code></label> <span class="what">${scope.what}</span>
    <p class="hint" id="${id}-note">${brings} ${adds.length === 0 ? words.knows : html`<code>${adds.join(", ")}</code>`}</p></div>
  </div>`;
}

/** Where the PIM sends the browser, in words, with the address as it came. */
function whereTo(sent: Exchange, location: string | undefined, shown: boolean): TemplateResult {
  const { leadsTo } = words;
  const said =
    "taken" in sent.outcome
      ? leadsTo.tab
      : location === undefined
        ? statusOf(sent) === 403
          ? leadsTo.forbidden
          : leadsTo.login
        : location.includes("error=")
          ? leadsTo.error
          : location.startsWith("/#/")
            ? leadsTo.consent
            : leadsTo.callback;
  return html`${location === undefined ? nothing : html`<pre>${words.locationIs} ${location}</pre>`}
    <p class="note">${said}${shown ? html` <a href="#app-consent">${words.toConsent}</a>` : nothing}</p>`;
}
