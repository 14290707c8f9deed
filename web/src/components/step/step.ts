// A step that sends. The element adopts the exchange card that the build
// wrote: it keeps the Request live, does the press, and fills the Response.

import { html, nothing, render } from "lit/html.js";
import type { Built, CallError } from "../../authcore/contract.js";
import { buildNow, resetLocal, send } from "../../send.js";
import { hides, placeOf, stepOf } from "../../session.js";
import type { Problem, Session, StepState, Variant } from "../../session.js";
import { experiments, signature } from "../../steps.js";
import { preflightHeaders } from "../../transport/transmit.js";
import * as words from "../../words/en.js";
import { problemCause, sentence } from "../../words/en-causes.js";
import { copy } from "../copy.js";
import { part, setText } from "../part.js";
import { nextStep } from "../rail/rail.js";
import { adoptTabs } from "../tabs.js";
import { plain, spans } from "../text.js";
import { diagnosis } from "./diagnosis.js";
import { explained, raw } from "./response.js";

export class PimStep extends HTMLElement {
  #session: Session | undefined;
  #built: Built | undefined;
  #adopted = false;
  #holds = "";
  #all = false;
  #filled = false;
  #tried = false;
  /** What the page had written into the parts that this element has emptied. */
  readonly #wrote = new Map<string, string>();

  connectedCallback(): void {
    if (this.#adopted) return;
    this.#adopted = true;
    for (const tablist of this.querySelectorAll<HTMLElement>("[role=tablist]")) adoptTabs(tablist);
    this.#holds = part(this, "holds").textContent;
    part(this, "send").addEventListener("click", () => {
      this.press();
    });
    part(this, "copy").addEventListener("click", () => void this.#copy());
  }

  set session(session: Session) {
    this.#session = session;
    session.listen(() => {
      this.#update();
    });
    // Only the life of a token changes by itself, and only as text.
    setInterval(() => {
      if (this.#state(session).exchange?.reading?.shape === "token") this.#update();
    }, 1000);
    this.#update();
  }

  get stepId(): string {
    return this.dataset.step ?? "";
  }

  /** What the Send button does: send what is shown, or cancel what is under way; before the engine is there, keep the press. */
  press(): void {
    const session = this.#session;
    if (!session) return;
    if (session.engine.state === "loading") {
      session.kept.add(this.stepId);
      session.announce(words.announcement.kept);
      return;
    }
    const state = this.#state(session);
    if (state.waiting) state.waiting.abort.abort();
    else this.#send(session, state.variant);
  }

  get #main(): Variant {
    return this.dataset.request as Variant;
  }

  get #title(): string {
    return this.closest("section")?.querySelector("h2")?.textContent ?? this.querySelector("h2")?.textContent ?? "";
  }

  #state(session: Session): StepState {
    return stepOf(placeOf(session), this.stepId, this.#main);
  }

  #send(session: Session, variant: Variant): void {
    this.#all = false;
    void send(session, this.stepId, this.#title, this.#main, variant);
  }

  async #copy(): Promise<void> {
    const session = this.#session;
    const curl = this.querySelector(`[aria-controls="${this.stepId}-curl"]`)?.getAttribute("aria-selected") === "true";
    const shown = part(this, curl ? "curl" : "http");
    const text = this.#built ? plain(curl ? this.#built.curl : this.#built.http) : shown.textContent;
    const done = await copy(text, shown);
    session?.announce(done ? words.labels.copied : words.labels.notCopied);
    setText(part(this, "holds"), done ? words.labels.copied : words.labels.notCopied);
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const state = this.#state(session);
    const built = buildNow(session, state.variant);
    this.#request(session, state, built);
    this.#response(session, state);
    this.#button(session, state);
    if (this.querySelector("[data-part=experiments]")) this.#experiments(session, state);
  }

  #request(session: Session, state: StepState, built: Built | CallError | undefined): void {
    setText(part(this, "which"), words.variantNames[state.variant] ?? "");
    this.#built = built && "request" in built ? built : undefined;
    if (session.engine.state !== "ready") return;
    const http = this.#leaf("http");
    const curl = this.#leaf("curl");
    const why = html`<span class="words">${notBuilt(built)}</span>`;
    render(this.#built ? spans(this.#built.http) : why, http);
    render(this.#built ? (this.#built.curl_error?.message ?? spans(this.#built.curl)) : why, curl);
    part(this, "copy").hidden = !this.#built;
    part(this, "curl-note").hidden = session.choice !== "demo";
    setText(part(this, "holds"), hides(session) ? words.labels.covered : this.#holds);
    const request = this.#built?.request ?? { method: "POST", url: "", header: [] };
    const adds = words.browserAdds.fetch(location.origin, request.method, preflightHeaders(request));
    render(
      session.choice === "demo"
        ? html`<p>${words.browserAdds.page}</p>`
        : html`<p>${adds.intro}</p>
            <ul>
              ${adds.headers.map((line) => html`<li>${line}</li>`)}
            </ul>
            <p>${adds.preflight}</p>`,
      this.#leaf("adds"),
    );
  }

  #response(session: Session, state: StepState): void {
    const { exchange, waiting } = state;
    const more = this.querySelector<HTMLDetailsElement>("details[data-part=more]");
    if (more && state.problem?.kind === "input") more.open = true;
    const status = part(this, "status");
    setText(status, waiting ? words.labels.waiting(waiting.host) : exchange ? words.statusText(exchange) : words.labels.notSentYet);
    const good = exchange?.reading?.shape === "token" || exchange?.reading?.shape === "categories";
    status.classList.toggle("ok", !waiting && good);
    status.classList.toggle("ko", !waiting && exchange !== undefined && !good);
    setText(part(this, "took"), waiting ? words.labels.limit : exchange && "sent" in exchange.outcome ? words.labels.took(exchange.outcome.sent.ms) : "");
    const card = part(this, "sample").parentElement;
    card?.classList.toggle("live", session.engine.state === "ready");
    card?.classList.toggle("answered", exchange !== undefined || waiting !== undefined || state.problem !== undefined);
    const stale = exchange !== undefined && state.signature !== signature(state.variant, placeOf(session));
    if (exchange || this.#filled) {
      this.#filled = true;
      const now = Date.now() + placeOf(session).ahead;
      const meanings = (name: string) => this.querySelector(`[data-meaning="${name}"]`)?.textContent ?? document.querySelector(`[data-meaning="${name}"]`)?.textContent ?? "";
      const showAll = () => {
        this.#all = true;
        this.#update();
      };
      render(exchange ? explained(exchange, { meanings, now, all: this.#all, showAll, stale }) : this.#empty("explained"), this.#leaf("explained"));
      render(exchange ? raw(exchange) : this.#empty("raw"), this.#leaf("raw"));
    }
    render(diagnosis(exchange, state.problem, this.#acts(session, state.problem)), part(this, "diagnosis"));
  }

  /** The empty state that the page wrote, once an answer has been there and is gone. */
  #empty(name: string) {
    return html`<p class="empty">${this.#wrote.get(name) ?? ""}</p>`;
  }

  #acts(session: Session, problem: Problem | undefined) {
    if (problem?.kind !== "local_version") return nothing;
    const known = session.engine.state === "ready" && session.engine.client.versions().some((row) => row.version === problem.version);
    const after = (done: () => void) => {
      done();
      // Both buttons go with their problem: focus moves to the status line.
      document.querySelector<HTMLElement>("[role=status]")?.focus();
    };
    return html`<div class="acts">
      <button type="button" class="btn next" @click=${() => { after(() => void resetLocal(session, session.version)); }}>${words.labels.reset(session.version)}</button>
      ${known
        ? html`<button type="button" class="btn" @click=${() => { after(() => {
            session.version = problem.version;
            session.announce(words.announcement.using(problem.version));
            session.changed();
          }); }}>${words.labels.use(problem.version)}</button>`
        : nothing}
    </div>`;
  }

  #button(session: Session, state: StepState): void {
    const button = part(this, "send");
    setText(button, state.waiting ? words.labels.cancel : words.labels.send);
    button.classList.toggle("next", this.stepId === "home-token" || nextStep(session) === this.stepId);
  }

  #experiments(session: Session, state: StepState): void {
    const main = this.#main;
    const old = placeOf(session).old;
    if (!old) {
      if (this.#tried) render(nothing, this.#leaf("experiments"));
      return;
    }
    this.#tried = true;
    const back = () => {
      state.variant = main;
      delete state.exchange;
      delete state.problem;
      session.changed();
      part(this, "send").focus();
    };
    render(
      html`<p class="soft">${words.experimentIntro}</p>
        ${(experiments[main] ?? []).map((variant) => html`<button type="button" class="btn" @click=${() => { this.#send(session, variant); }}>${words.experimentButtons[variant]}</button>`)}
        ${state.variant === main ? nothing : html`<button type="button" class="quiet" @click=${back}>${words.labels.back}</button>`}`,
      this.#leaf("experiments"),
    );
  }

  /** A part that the page wrote and this element now fills; emptied the first time. */
  #leaf(name: string): HTMLElement {
    const node = part(this, name);
    if (!this.#wrote.has(name)) {
      this.#wrote.set(name, node.textContent.trim());
      node.replaceChildren();
    }
    return node;
  }
}

/** What stands in the Request while there is none. */
function notBuilt(built: Built | CallError | undefined): string {
  if (built === undefined) return problemCause({ kind: "no_address" }).cause;
  if ("request" in built) return "";
  if (built.field !== "access_token" && built.field !== "refresh_token") return sentence(built.message);
  const { cause, detail } = problemCause({ kind: "no_token", input: built.field });
  return [cause, ...detail].join(" ");
}
