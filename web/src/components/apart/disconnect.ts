// The last step: the App is disconnected in the PIM, and the token that is left
// hears of it at its next call.

import { html, nothing, render } from "lit/html.js";
import { callAgain, disconnect } from "../../app/custom.js";
import { appOf } from "../../app/state.js";
import { withPlace } from "../../journal/journal.js";
import { isOwn, placeName, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { disconnect as words } from "../../words/en-app.js";
import { nextStep } from "../../walk.js";
import { part, setText } from "../part.js";
import { exchangeView } from "../screens/exchange.js";
import { problemView } from "../screens/waiting.js";

export class PimAppDisconnect extends HTMLElement {
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
    const own = isOwn(session);
    const app = appOf(placeOf(session));
    const cannot = part(this, "cannot");
    cannot.hidden = !own;
    setText(cannot, own ? words.own : "");
    render(
      html`${own ? nothing : html`<button type="button" class=${nextStep(session) === "app-disconnect" ? "btn next" : "btn"} @click=${() => void disconnect(session)}>${words.button}</button>`}
        <button type="button" class=${app.disconnected ? "btn next" : "btn"} @click=${() => void callAgain(session)}>${words.again}</button>`,
      part(this, "asks"),
    );
    render(problemView(session, "app-disconnect"), part(this, "problem"));
    const sent = withPlace(session.journal, placeName(session)).filter((exchange) => exchange.step === "app-disconnect");
    const last = sent.at(-1);
    render(last ? html`${app.disconnected && last.what === words.what ? html`<p class="verdict good">${words.done}</p>` : nothing}${exchangeView(last)}` : nothing, part(this, "outcome"));
  }
}
