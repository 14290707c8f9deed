// The step that asks again: with the same, more or fewer scopes, and what the
// exchange of that code brings.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { authorize } from "../../app/flow.js";
import { appOf } from "../../app/state.js";
import { send } from "../../send.js";
import { placeOf } from "../../session.js";
import type { Place, Session } from "../../session.js";
import { reconnect as words } from "../../words/en-app.js";
import { part } from "../part.js";
import { screenView } from "../screens/screen.js";
import { problemView, waitingView } from "../screens/waiting.js";

export class PimAppReconnect extends HTMLElement {
  #session: Session | undefined;
  #live = false;

  set session(session: Session) {
    this.#session = session;
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    if (!this.#live) part(this, "asks").replaceChildren();
    this.#live = true;
    const place = placeOf(session);
    const app = appOf(place);
    render(app.codeAt === undefined || !app.asked ? html`<p class="soft">${words.none}</p>` : this.#asks(session, place, app.asked.scope), part(this, "asks"));
    render(problemView(session, "app-reconnect"), part(this, "problem"));
    render(waitingView(session, ({ step }) => step === "app-reconnect", "callback"), part(this, "waiting"));
    render(screenView(session, "app-reconnect", true), part(this, "screen"));
    render(app.asked?.step === "app-reconnect" && app.arrived?.verdict === "taken" ? brought(session, place) : nothing, part(this, "outcome"));
  }

  #asks(session: Session, place: Place, scope: string): TemplateResult {
    const names = scope.split(" ").filter((name) => name !== "");
    const all = session.engine.state === "ready" ? session.engine.client.scopes({ version: session.version }) : undefined;
    const known = all?.ok ? all.value : [];
    // What is not asked for yet, nor comes with what is; to read categories first, which step 10 calls for.
    const held = known.filter((one) => names.includes(one.name)).flatMap((one) => [one.name, ...one.implies]);
    const more = ["read_categories", ...known.map((one) => one.name)].find((name) => name.includes("_") && !held.includes(name));
    const fewer = names.filter((name) => name.includes("_")).at(-1);
    const ask = (next: readonly string[]) => () => {
      appOf(place).before = { token: place.inputs.app_token, scope };
      void authorize(session, "app-reconnect", next.join(" "));
    };
    const button = (label: string, next: readonly string[]) => html`<button type="button" class="btn" @click=${ask(next)}>${label}</button>`;
    return html`<p class="soft">${words.intro(scope)}</p>
      ${button(words.same, names)} ${more === undefined ? nothing : button(words.more(more), [...names, more])}
      ${fewer === undefined ? nothing : button(words.fewer(fewer), names.filter((name) => name !== fewer))}`;
  }
}

/** The code is there; once it is exchanged, the token before and now. */
function brought(session: Session, place: Place): TemplateResult {
  const { before } = appOf(place);
  const exchanged = place.steps.get("app-token")?.exchange;
  const fresh = exchanged?.reading?.shape === "app_token" && exchanged.request.body?.includes(place.inputs.code) === true ? exchanged.reading.token : undefined;
  if (!fresh || !before) {
    const exchange = () => void send(session, "app-token", words.title, "app_token", "app_token");
    return html`<div class="waits"><p>${words.came}</p><p class="go"><button type="button" class="btn next" @click=${exchange}>${words.exchange}</button> <a href="#app-token">${words.openStep}</a></p></div>`;
  }
  const token = (text: string) => (text === "" ? html`<span class="soft">${words.noToken}</span>` : html`<span class="mono k-access_token">${text}</span>`);
  const same = fresh.access_token === before.token;
  return html`<table>
      <caption class="over">${words.comparison}</caption>
      <thead><tr><td></td><th scope="col">${words.before}</th><th scope="col">${words.after}</th></tr></thead>
      <tbody>
        <tr><th scope="row">${words.token}</th><td>${token(before.token)}</td><td>${token(fresh.access_token)}</td></tr>
        <tr><th scope="row">${words.scopes}</th><td><code>${before.scope}</code></td><td><code>${fresh.scope}</code></td></tr>
      </tbody>
    </table>
    <p class="note">${same ? words.sameToken : words.newToken}</p>`;
}
