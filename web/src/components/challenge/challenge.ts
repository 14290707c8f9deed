// The step of the code challenge: the sum as it is typed, the clock of the code
// that it is for, and the checker.

import { html, nothing, render } from "lit/html.js";
import { checked, codeLeft, codeLife, keepIdentifier, mistaken, newIdentifier, rightChallenge } from "../../app/challenge.js";
import type { Mistake } from "../../app/challenge.js";
import type { Client } from "../../authcore/client.js";
import { moveClock } from "../../demo.js";
import { edited, isOwn, placeOf } from "../../session.js";
import type { Place, Session } from "../../session.js";
import { challengeWords as words, verdictText } from "../../words/en-challenge.js";
import { part, setText } from "../part.js";
import { spans } from "../text.js";

export class PimChallenge extends HTMLElement {
  #session: Session | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #adopted = false;

  set session(session: Session) {
    this.#session = session;
    part(this, "fresh").addEventListener("click", () => {
      newIdentifier(session, placeOf(session));
      session.announce(words.fresh);
      edited(session);
    });
    part(this, "runout").addEventListener("click", () => void moveClock(session, "31s"));
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  connectedCallback(): void {
    // The seconds of a code, as text, outside live regions.
    this.#timer = setInterval(() => {
      if (this.#session?.engine.state === "ready") this.#clock(this.#session);
    }, 1000);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    const { client } = session.engine;
    const place = placeOf(session);
    if (keepIdentifier(session, place)) {
      session.changed();
      return;
    }
    if (!this.#adopted) {
      this.#adopted = true;
      for (const name of ["joined", "digest", "mistakes"]) part(this, name).replaceChildren();
    }
    const { code_identifier, app_secret } = place.inputs;
    const whole = code_identifier !== "" && app_secret !== "";
    render(spans([["code_identifier", code_identifier], ["secret", app_secret]]), part(this, "joined"));
    render(whole ? spans([["code_challenge", rightChallenge(client, place)]]) : words.empty, part(this, "digest"));
    this.#checker(session, client, place);
    this.#clock(session);
  }

  #checker(session: Session, client: Client, place: Place): void {
    const verdict = checked(client, place);
    const line = part(this, "verdict");
    line.hidden = verdict === undefined;
    line.classList.toggle("good", verdict?.code === "right");
    line.classList.toggle("wrong", verdict !== undefined && verdict.code !== "right");
    const said = verdict && verdictText(verdict, place.inputs.code_challenge.length);
    render(said ? html`${said.what}${said.cure === "" ? nothing : html` <span class="cure">${said.cure}</span>`}` : nothing, line);
    const fill = (mistake: Mistake) => {
      place.inputs.code_challenge = mistaken(client, place, mistake);
      const found = checked(client, place);
      if (found) session.announce(verdictText(found, place.inputs.code_challenge.length).what);
      edited(session);
    };
    const mistakes = Object.entries(words.mistakes) as [Mistake, string][];
    render(html`<p class="soft">${words.try}</p>${mistakes.map(([mistake, label]) => html`<button type="button" class="pill" @click=${() => { fill(mistake); }}>${label}</button>`)}`, part(this, "mistakes"));
  }

  #clock(session: Session): void {
    const left = codeLeft(session);
    const bar = part(this, "bar");
    bar.hidden = typeof left !== "number";
    if (typeof left === "number" && bar instanceof HTMLProgressElement) bar.value = Math.max(0, Math.ceil(left / 1000));
    setText(part(this, "left"), left === undefined ? words.noCode : left === "used" ? words.used : words.left(Math.min(left, codeLife)));
    part(this, "runout").hidden = isOwn(session);
  }
}
