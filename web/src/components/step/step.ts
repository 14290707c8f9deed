// A step that sends. The element adopts the exchange card that the build
// wrote: it keeps the Request live, does the press, and fills the Response.

import { html, nothing, render } from "lit/html.js";
import type { Built, Text } from "../../authcore/contract.js";
import { buildNow, send } from "../../send.js";
import { hides, placeOf, stepOf } from "../../session.js";
import type { Session, StepState } from "../../session.js";
import { experiments, signature } from "../../steps.js";
import type { Variant } from "../../steps.js";
import type { Told } from "../../diagnose/words.js";
import * as words from "../../words/en.js";
import { copy } from "../copy.js";
import { part, rootOf, setText } from "../part.js";
import { adoptTabs } from "../tabs.js";
import { plain, spans } from "../text.js";
import { words as diagnosisWords } from "../../words/en-diagnosis.js";
import { nextStep, stepIds } from "../../walk.js";
import { applyFix } from "../../diagnose/apply.js";
import { inRequest, numbered } from "../../diagnose/marks.js";
import { sendProbes } from "../../diagnose/probe.js";
import { differences, findings, obstacle } from "../diagnosis/diagnosis.js";
import { marked } from "../diagnosis/evidence.js";
import { acts } from "./acts.js";
import { browserAdds, notBuilt, textsOf } from "./request.js";
import type { Attempt } from "./request.js";
import { explained, raw } from "./response.js";

export class PimStep extends HTMLElement {
  #session: Session | undefined;
  /** What the panels HTTP and curl hold, while that is a request. */
  #texts: { readonly http: Text | undefined; readonly curl: Text | undefined } = { http: undefined, curl: undefined };
  #adopted = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #holds = "";
  #copied: { readonly text: string; readonly said: string } | undefined;
  #all = false;
  /** What the page had written into the parts that this element has emptied. */
  readonly #wrote = new Map<string, string>();

  connectedCallback(): void {
    // Only the life of a token changes by itself, and only as text.
    this.#timer = setInterval(() => {
      if (this.#session && this.#state(this.#session).exchange?.reading?.shape === "token") this.#update();
    }, 1000);
    if (this.#adopted) return;
    this.#adopted = true;
    for (const tablist of this.querySelectorAll<HTMLElement>("[role=tablist]")) {
      adoptTabs(tablist, () => {
        this.#update();
      });
    }
    this.#holds = part(this, "holds").textContent;
    part(this, "send").addEventListener("click", () => {
      void this.press();
    });
    part(this, "copy").addEventListener("click", () => void this.#copy());
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  set session(session: Session) {
    this.#session = session;
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  get stepId(): string {
    return this.dataset.step ?? "";
  }

  /** What the Send button does: send what is shown, or cancel what is under way; before the engine is there, keep the press. */
  async press(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    if (session.engine.state === "loading") {
      session.kept.add(this.stepId);
      session.announce(words.announcement.kept);
      return;
    }
    const state = this.#state(session);
    if (state.waiting) state.waiting.abort.abort();
    else await this.#send(session, state.variant, state.once);
  }

  /** Whether nothing that it sends is a secret. */
  get #open(): boolean {
    return this.hasAttribute("data-open");
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

  async #send(session: Session, variant: Variant, once?: Built): Promise<void> {
    this.#all = false;
    await send(session, this.stepId, this.#title, this.#main, variant, once);
  }

  /** The panel of the request that is in front. */
  get #panel(): "http" | "curl" {
    return this.querySelector(`[aria-controls="${this.stepId}-curl"]`)?.getAttribute("aria-selected") === "true" ? "curl" : "http";
  }

  async #copy(): Promise<void> {
    const text = this.#texts[this.#panel];
    if (!text) return;
    const copied = plain(text);
    const done = await copy(copied, part(this, this.#panel));
    const said = !done ? words.labels.notCopied : this.#open ? words.labels.copiedOpen : words.labels.copied;
    this.#copied = { text: copied, said };
    this.#session?.announce(said);
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const state = this.#state(session);
    const built = state.once ?? buildNow(session, state.variant);
    this.#request(session, state, built);
    this.#response(session, state);
    this.#button(session, state);
    if (this.querySelector("[data-part=experiments]")) this.#experiments(session, state);
  }

  #request(session: Session, state: StepState, built: Attempt): void {
    setText(part(this, "which"), state.once ? diagnosisWords.once : (words.variantNames[state.variant] ?? ""));
    if (session.engine.state !== "ready") return;
    const why = html`<span class="words">${notBuilt(built)}</span>`;
    const { http, curl, cannotCurl } = textsOf(session, state.variant, built);
    const marks = http && state.exchange && plain(http) === plain(state.exchange.shown) ? inRequest(state.exchange.request, http, numbered(state.exchange.diagnosis?.told ?? [])) : [];
    render(http ? marked(http, marks) : why, this.#leaf("http"));
    render(curl ? spans(curl) : (cannotCurl ?? why), this.#leaf("curl"));
    this.#texts = { http, curl };
    const inFront = this.#texts[this.#panel];
    part(this, "copy").hidden = inFront === undefined;
    // What was said of a copy stands until another text is in front.
    if (this.#copied && (!inFront || plain(inFront) !== this.#copied.text)) this.#copied = undefined;
    part(this, "curl-note").hidden = session.choice !== "demo";
    setText(part(this, "holds"), this.#copied?.said ?? (hides(session) && !this.#open ? words.labels.covered : this.#holds));
    render(browserAdds(session, built), this.#leaf("adds"));
  }

  #response(session: Session, state: StepState): void {
    const { exchange, waiting } = state;
    const more = this.querySelector<HTMLDetailsElement>("details[data-part=more]");
    if (more && state.problem?.kind === "input") more.open = true;
    const status = part(this, "status");
    setText(status, waiting ? words.labels.waiting(waiting.host) : exchange ? words.statusText(exchange) : state.problem?.kind === "local_down" ? words.labels.noAnswer : words.labels.notSentYet);
    const good = exchange?.reading !== undefined && !("next" in exchange.reading);
    status.classList.toggle("ok", !waiting && good);
    status.classList.toggle("ko", !waiting && exchange !== undefined && !good);
    setText(part(this, "took"), waiting ? words.labels.limit : exchange && "sent" in exchange.outcome ? words.labels.took(exchange.outcome.sent.ms) : "");
    const card = part(this, "sample").parentElement;
    card?.classList.toggle("live", session.engine.state === "ready");
    card?.classList.toggle("answered", exchange !== undefined || waiting !== undefined);
    const stale = exchange !== undefined && state.signature !== signature(state.variant, placeOf(session));
    if (exchange || this.#wrote.has("explained")) {
      const now = Date.now() + placeOf(session).ahead;
      const meanings = (name: string) => this.querySelector(`[data-meaning="${name}"]`)?.textContent ?? rootOf(this).querySelector(`[data-meaning="${name}"]`)?.textContent ?? "";
      const showAll = () => {
        this.#all = true;
        this.#update();
      };
      render(exchange ? explained(exchange, { meanings, now, all: this.#all, showAll, stale }) : this.#empty("explained"), this.#leaf("explained"));
      render(exchange ? raw(exchange) : this.#empty("raw"), this.#leaf("raw"));
    }
    render(this.#diagnosis(session, state), part(this, "diagnosis"));
  }

  #diagnosis(session: Session, state: StepState) {
    const { problem, exchange } = state;
    if (problem) return obstacle(session, problem, acts(session, problem));
    if (!exchange?.diagnosis) return nothing;
    const { told, difference, before } = exchange.diagnosis;
    const { outcome, request } = exchange;
    const scene = { request, before, ...("sent" in outcome && { response: outcome.sent.response }) };
    const deeds = {
      apply: (one: Told) => {
        session.toStatus();
        applyFix(session, this.#main, state, one);
        void this.#send(session, this.#main, state.once);
      },
      check: (one: Told | undefined) => {
        if (!one || state.checking === one.finding.code) delete state.checking;
        else state.checking = one.finding.code;
        session.changed();
        if (!one) session.toStatus();
      },
      sendProbes: (one: Told) => {
        delete state.checking;
        session.toStatus();
        void sendProbes(session, exchange, one, this.#title);
      },
      checking: state.checking,
    };
    return html`${differences(difference)}${findings(session, told, scene, deeds, "failure" in outcome ? outcome.failure : undefined)}`;
  }

  /** The empty state that the page wrote, once an answer has been there and is gone. */
  #empty(name: string) {
    return html`<p class="empty">${this.#wrote.get(name) ?? ""}</p>`;
  }

  #button(session: Session, state: StepState): void {
    const button = part(this, "send");
    setText(button, state.waiting ? words.labels.cancel : words.labels.send);
    const cured = state.problem === undefined && state.exchange?.diagnosis?.told[0]?.finding.fix !== undefined; // its button is the next to press
    button.classList.toggle("next", !cured && ((stepIds().length === 0 && !this.#open) || nextStep(session) === this.stepId)); // an attempt comes after what it tries
  }

  #experiments(session: Session, state: StepState): void {
    const main = this.#main;
    const ready = (experiments[main] ?? []).filter(({ when }) => when(placeOf(session)));
    if (ready.length === 0) {
      const wrote = this.#wrote.get("experiments");
      if (wrote !== undefined) render(html`<p class="soft">${wrote}</p>`, this.#leaf("experiments"));
      return;
    }
    const back = () => {
      state.variant = main;
      delete state.exchange;
      delete state.late;
      delete state.problem;
      session.changed();
      part(this, "send").focus();
    };
    render(
      html`<p class="soft">${words.experimentIntros[main]}</p>
        ${ready.map(({ variant }) => html`<button type="button" class="btn" @click=${() => void this.#send(session, variant)}>${words.experimentButtons[variant]}</button>`)}
        ${state.variant === main ? nothing : html`<button type="button" class="quiet" @click=${back}>${words.labels.back(main)}</button>`}`,
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
