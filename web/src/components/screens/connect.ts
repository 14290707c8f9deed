// The steps that send the browser to the PIM's screens: connect from the PIM,
// and the place where a person logs in and consents.

import { html, nothing, render } from "lit/html.js";
import { connect } from "../../app/flow.js";
import { appOf } from "../../app/state.js";
import { ownAddress } from "../../app/urls.js";
import { lastSent } from "../../app/sent.js";
import { addressOf, isOwn, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { steps as words, words as flow } from "../../words/en-app.js";
import { statusText } from "../../words/en.js";
import { nextStep } from "../../walk.js";
import { part, setText } from "../part.js";
import { plain } from "../text.js";
import { screenView } from "./screen.js";
import { problemView, waitingView } from "./waiting.js";

export class PimAppConnect extends HTMLElement {
  #session: Session | undefined;
  #wrote = "";

  set session(session: Session) {
    this.#session = session;
    this.#wrote = part(this, "http").textContent;
    part(this, "continue").addEventListener("click", () => void connect(session));
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    if (session.kept.delete("app-connect")) void connect(session);
    const app = appOf(placeOf(session));
    const next = nextStep(session) === "app-connect" && !app.screen && !app.waiting;
    part(this, "continue").classList.toggle("next", next);
    setText(part(this, "what"), words.connectWhat[isOwn(session) ? "own" : session.choice]);
    render(problemView(session, "app-connect"), part(this, "problem"));
    render(waitingView(session, ({ step }) => step === "app-connect", "activation"), part(this, "waiting"));
    render(screenView(session, "app-connect", true), part(this, "screen"));
    const came = lastSent(session, (exchange) => exchange.what === "GET activate");
    setText(part(this, "http"), came ? plain(came.shown) : expected(session, this.#wrote));
    const status = part(this, "status");
    const waiting = app.waiting?.step === "app-connect" && app.waiting.for === "activation" ? app.waiting : undefined;
    setText(status, waiting ? words.waitingHost(new URL(waiting.address).host) : came ? ("taken" in came.outcome && came.outcome.taken === flow.sentOn ? words.found : statusText(came)) : words.notSent);
    status.classList.toggle("ok", status.textContent === words.found);
    const outcome = part(this, "outcome");
    if (!came) return;
    if (!outcome.classList.contains("live")) outcome.replaceChildren();
    outcome.classList.add("live");
    render(app.pimURL === undefined ? nothing : html`${status.textContent === words.found && app.asked ? html`<pre>${words.locationIs} ${app.asked.address}</pre>` : nothing}<p class="note">${words.activationOf(app.pimURL)} ${app.waiting?.for === "callback" ? words.wentOn : words.goOn}</p>`, outcome);
  }
}

/** What an App can expect there, as the page wrote it for the demo PIM in it. */
function expected(session: Session, wrote: string): string {
  const pim = addressOf(session);
  return session.choice === "demo" || pim === undefined ? wrote : `GET ${ownAddress("activate")}?pim_url=${encodeURIComponent(pim)}`;
}

export class PimAppConsent extends HTMLElement {
  #session: Session | undefined;
  #wrote = "";

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
    const app = appOf(placeOf(session));
    const screen = part(this, "screen");
    if (this.#wrote === "") {
      this.#wrote = screen.textContent.trim();
      screen.replaceChildren();
    }
    const view = screenView(session, "app-authorize", nextStep(session) === "app-consent");
    const waiting = waitingView(session, ({ step }) => step !== "app-reconnect", "callback");
    const empty = app.waiting?.for === "callback" ? nothing : html`<p class="empty">${app.codeAt === undefined ? `${words.consentEmpty} ${this.#wrote}` : words.consentDone}</p>`;
    render(waiting, part(this, "waiting"));
    render(view === nothing ? empty : view, screen);
    render(nothing, part(this, "problem"));
  }
}
