// The terminal: a prompt with the documented commands, and what they printed.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { answer, documented, draftOf, run, use } from "../../connector/console.js";
import { statements } from "../../connector/shell.js";
import type { Made } from "../../connector/shell.js";
import { connectorOf, wayOf } from "../../connector/state.js";
import type { ConsoleState, Ran } from "../../connector/state.js";
import { trouble } from "../../connector/view.js";
import { isOwn } from "../../session.js";
import type { Session } from "../../session.js";
import { connectionWords, consoleWords as words, ownPIM } from "../../words/en-connector.js";
import { copy } from "../copy.js";
import { part } from "../part.js";

export class PimConsole extends HTMLElement {
  #session: Session | undefined;
  /** Where the arrow keys are in what was run; its length is the prompt itself. */
  #at = 0;
  #way = "";

  set session(session: Session) {
    this.#session = session;
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const way = wayOf(session.version);
    // In 1.7 the command is the way; elsewhere it is for those who look for it.
    if (way !== this.#way) {
      const room = part(this, "room");
      if (room instanceof HTMLDetailsElement && (this.#way !== "" || way === "command")) room.open = way === "command";
      this.#way = way;
    }
    render(isOwn(session) ? html`<p class="note">${ownPIM}</p>` : this.#terminal(session, connectorOf(session).console), part(this, "body"));
  }

  #terminal(session: Session, state: ConsoleState): TemplateResult {
    return html`<p class="note">${words.intro}</p>
      <div class="commands">${documented(session).map(({ label, line }) => html`<button type="button" class="pill" @click=${() => { this.#put(session, line); }}>${label}</button>`)}</div>
      <div class="field prompt">
        <label for="console-line">${words.prompt}</label>
        <textarea id="console-line" class="mono" rows=${Math.max(2, draftOf(session).split("\n").length)} autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="console-line-note" .value=${draftOf(session)} @input=${this.#typed} @keydown=${this.#key}></textarea>
        <p class="hint" id="console-line-note">${words.hint}</p>
        <button type="button" class="btn" @click=${this.#run}>${words.run}</button>
      </div>
      <section class="output" aria-label=${words.output} tabindex="0" data-part="output">
        ${state.ran.length === 0 ? html`<p class="soft">${words.empty}</p>` : state.ran.map((ran) => this.#printed(session, ran))}
      </section>
      ${state.asks ? html`<div class="commands"><span>${words.question}</span>${(["Y", "n"] as const).map((said) => html`<button type="button" class="btn" @click=${() => { this.#answer(session, said); }}>${said}</button>`)}</div>` : nothing}
      ${revokedLast(state) ? html`<p class="note">${words.revoked} <a href="#api">${connectionWords.again.api}</a> · <a href="#refresh">${connectionWords.again.refresh}</a></p>` : nothing}
      ${state.ran.length === 0 ? nothing : html`<div class="commands"><button type="button" class="quiet" @click=${() => void this.#copy(session)}>${words.copy}</button></div>`}
      ${trouble(session, state.problem)}`;
  }

  #printed(session: Session, { line, output, exit, made }: Ran): TemplateResult {
    const take = (credentials: Made) => {
      use(session, credentials);
      session.announce(credentials.username === undefined ? words.used : words.usedAll);
    };
    return html`<pre><span class="soft">$ </span>${line}\n${hues(output.trimEnd())}</pre>
      <p class="exit">${exit === undefined ? nothing : html`<span class="soft">${words.exit(exit)}</span>`}${made ? html`<button type="button" class="btn" @click=${() => { take(made); }}>${made.username === undefined ? words.use : words.useConnection}</button>` : nothing}</p>`;
  }

  #put(session: Session, line: string): void {
    connectorOf(session).console.draft = line;
    session.changed();
  }

  readonly #typed = ({ target }: Event): void => {
    if (this.#session && target instanceof HTMLTextAreaElement) this.#put(this.#session, target.value);
  };

  readonly #run = (): void => {
    void this.#runNow();
  };

  async #runNow(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    await run(session);
    this.#toEnd(session);
  }

  #answer(session: Session, said: "Y" | "n"): void {
    void answer(session, said).then(() => {
      this.#toEnd(session);
      session.toStatus();
    });
  }

  #toEnd(session: Session): void {
    this.#at = connectorOf(session).console.ran.length;
    const output = part(this, "output");
    output.scrollTop = output.scrollHeight;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const session = this.#session;
    const { target } = event;
    if (!session || !(target instanceof HTMLTextAreaElement) || event.isComposing) return;
    const { value, selectionStart } = target;
    if (event.key === "Enter" && !event.shiftKey && !statements(value.slice(0, selectionStart)).open) {
      event.preventDefault();
      this.#run();
    } else if (event.key === "ArrowUp" && !value.slice(0, selectionStart).includes("\n")) {
      this.#recall(session, event, -1);
    } else if (event.key === "ArrowDown" && !value.slice(selectionStart).includes("\n")) {
      this.#recall(session, event, 1);
    }
  };

  /** Brings back what was run before or after. */
  #recall(session: Session, event: KeyboardEvent, by: number): void {
    const lines = connectorOf(session).console.ran.map(({ line }) => line);
    const at = Math.min(this.#at, lines.length) + by;
    if (at < 0 || at > lines.length || lines.length === 0) return;
    event.preventDefault();
    this.#at = at;
    this.#put(session, lines[at] ?? "");
  }

  async #copy(session: Session): Promise<void> {
    const text = connectorOf(session).console.ran.map(({ line, output }) => `$ ${line}\n${output}`).join("");
    session.announce((await copy(text, part(this, "output"))) ? words.copied : words.notCopied);
  }
}

/** Credentials in the hue that they have everywhere, so that they are covered as well. */
function hues(output: string): TemplateResult {
  const parts = output.split(/(\b\d+_[0-9a-z]{40,}\b|\b[0-9a-z]{40,}\b|(?<=^Password: ).+)/m);
  return html`${parts.map((text, i) => (i % 2 === 0 ? text : html`<span class="k-${/^\d+_/.test(text) ? "client_id" : text.length < 40 ? "password" : "secret"}">${text}</span>`))}`;
}

function revokedLast({ ran }: ConsoleState): boolean {
  return ran.at(-1)?.output.includes("has been revoked.") ?? false;
}
