// The region What happened: adopts what the page wrote and draws the views of
// the journal into it. Beside which tab is in front it keeps what is filtered
// and unfolded, and nothing of what happened.

import { html, nothing, render } from "lit/html.js";
import { moveClock } from "../../demo.js";
import { har } from "../../journal/har.js";
import { withPlace } from "../../journal/journal.js";
import type { Exchange } from "../../journal/journal.js";
import { mermaid } from "../../journal/mermaid.js";
import { redaction, untouched } from "../../journal/redact.js";
import { isPasted, replaced, withStandIns } from "../../journal/redact-pasted.js";
import type { SecretKind } from "../../journal/secrets.js";
import { sequence } from "../../journal/sequence.js";
import { lives } from "../../journal/timeline.js";
import type { Life } from "../../journal/timeline.js";
import { addressOf, isOwn, kindOf, placeName, placeOf } from "../../session.js";
import type { Input, Session } from "../../session.js";
import { advances, clockText, pimNames, versionName } from "../../words/en.js";
import { harWords, laneNames, words } from "../../words/en-happened.js";
import { copy } from "../copy.js";
import { field, part, setText } from "../part.js";
import { adoptTabs } from "../tabs.js";
import { carried, diagram, sight, table } from "./diagram.js";
import { lifelines } from "./lifeline.js";
import { entries, passes } from "./log.js";
import type { Filter } from "./log.js";
import { clockTime } from "./time.js";

/** The fields that hold secrets, which a file without secrets must not hold wherever they stand. */
const typed: Partial<Record<Input, SecretKind>> = { secret: "secret", app_secret: "secret", password: "password", access_token: "access_token", app_token: "access_token", refresh_token: "refresh_token", id_token: "id_token", code: "code", state: "state", code_identifier: "code_identifier" };

export class PimHappened extends HTMLElement {
  #session: Session | undefined;
  readonly #open = new Set<number>();
  /** Which journal the diagram was drawn from, and the lives that stand in it: both take long to compute. */
  #drawn = "";
  #lives: { readonly of: string; readonly all: Life[] } = { of: "", all: [] };
  /** Likewise what may leave. */
  #leaves: { readonly of: string; readonly all: Exchange[] } = { of: "", all: [] };

  set session(session: Session) {
    this.#session = session;
    adoptTabs(part(this, "tabs"), () => { this.#update(); });
    for (const name of ["filter", "step", "answer"]) part(this, name).addEventListener("input", () => { this.#update(); });
    part(this, "har").addEventListener("click", () => { this.#save(); });
    part(this, "mermaid").addEventListener("click", () => void this.#copyMermaid());
    part(this, "delete-all").addEventListener("click", () => {
      const all = this.#exchanges(session);
      this.#remove(all);
      session.announce(words.deleteAll(all.length));
    });
    session.listen(() => { this.#update(); });
    // Only lives change by themselves, and only while one looks at them.
    setInterval(() => {
      if (!part(this, "timeline").hidden) this.#update();
    }, 1000);
    this.#update();
  }

  #exchanges(session: Session): Exchange[] {
    return withPlace(session.journal, placeName(session));
  }

  /** Two equal ones, one journal: exchanges are added and deleted, never changed. */
  #signature(session: Session): string {
    return `${placeName(session)} ${String(session.counted)} ${String(session.journal.length)}`;
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const all = this.#exchanges(session);
    setText(part(this, "count"), words.count(all.length));
    for (const node of this.querySelectorAll<HTMLElement>("[data-when]")) node.hidden = (node.dataset.when === "some") !== all.length > 0;
    // What nobody sees is drawn when its tab comes to the front.
    if (!part(this, "diagram").hidden) this.#diagram(session, all);
    if (!part(this, "timeline").hidden) this.#timeline(session, all);
    if (!part(this, "log").hidden) this.#log(session, all);
    if (!part(this, "mermaid-shown").hidden) setText(part(this, "mermaid-text"), mermaid(sequence(this.#leaving(session, all), words), this.#names, carried));
  }

  #diagram(session: Session, all: readonly Exchange[]): void {
    const of = this.#signature(session);
    if (of === this.#drawn) return;
    this.#drawn = of;
    const drawn = sequence(all, words);
    const names = this.#names;
    const time = this.#time(session);
    render(all.length === 0 ? nothing : diagram(drawn, names, (n) => { this.#show(n); }), part(this, "messages"));
    render(all.length === 0 ? nothing : table(drawn, names, time), part(this, "table"));
    render(all.length === 0 ? nothing : sight(drawn, names), part(this, "seen"));
  }

  #timeline(session: Session, all: readonly Exchange[]): void {
    const { ahead } = placeOf(session);
    const now = Date.now() + ahead;
    const of = this.#signature(session);
    if (of !== this.#lives.of) this.#lives = { of, all: lives(all) };
    render(lifelines(this.#lives.all, now, this.#time(session), (n) => { this.#show(n); }), part(this, "lives"));
    const clock = html`<h3>${words.clock}</h3>
      <p class="soft">${clockText(Date.now(), ahead)}</p>
      <div class="pills">${advances.map(([advance, label]) => html`<button type="button" class="pill" @click=${() => void moveClock(session, advance)}>${label}</button>`)}</div>`;
    render(isOwn(session) || session.engine.state !== "ready" ? nothing : clock, part(this, "clock-of-lives"));
  }

  #log(session: Session, all: readonly Exchange[]): void {
    const filter = this.#filter(all);
    const shown = all.filter((exchange) => passes(filter, exchange));
    setText(part(this, "shown"), shown.length === 0 ? words.nothingFits : words.shown(shown.length, all.length));
    const view = {
      open: this.#open,
      title,
      time: this.#time(session),
      toggled: (n: number, open: boolean) => {
        if (open === this.#open.has(n)) return;
        if (open) this.#open.add(n);
        else this.#open.delete(n);
        this.#update();
      },
      remove: (n: number) => {
        this.#remove(all.filter((exchange) => exchange.n === n));
        session.announce(words.deleteOne(n));
      },
    };
    render(entries(shown, view), part(this, "entries"));
  }

  /** What the filter asks for; its list of steps is that of the journal. */
  #filter(all: readonly Exchange[]): Filter {
    const step = field(this, "step", HTMLSelectElement);
    const ids = [...new Set(all.map((exchange) => exchange.step))];
    if (ids.join() !== [...step.options].slice(1).map(({ value }) => value).join()) {
      const chosen = step.value;
      step.replaceChildren(...[...step.options].slice(0, 1), ...ids.map((id) => new Option(title(id), id)));
      step.value = ids.includes(chosen) ? chosen : "";
    }
    const answer = field(this, "answer", HTMLSelectElement).value;
    return { text: field(this, "filter", HTMLInputElement).value, step: step.value, answer: answer === "good" || answer === "bad" ? answer : "" };
  }

  /** The exchanges as they may leave this page. */
  #leaving(session: Session, all: readonly Exchange[]): Exchange[] {
    const { engine } = session;
    const of = `${this.#signature(session)} ${engine.state}`;
    if (of !== this.#leaves.of) this.#leaves = { of, all: withStandIns(all, engine.state === "ready" ? engine.client : undefined, harWords.pastedOut) };
    return this.#leaves.all;
  }

  get #names() {
    return laneNames(this.dataset.client ?? "");
  }

  #time(session: Session): (ms: number) => string {
    const now = Date.now() + placeOf(session).ahead;
    return (ms) => clockTime(ms, now);
  }

  /** Shows an exchange in the log, whatever was filtered. */
  #show(n: number): void {
    this.#open.add(n);
    field(this, "filter", HTMLInputElement).value = "";
    for (const name of ["step", "answer"]) field(this, name, HTMLSelectElement).value = "";
    this.querySelector<HTMLElement>("[aria-controls=happened-log]")?.click();
    this.querySelector<HTMLElement>(`#happened-${String(n)} > summary`)?.focus();
  }

  #remove(gone: readonly Exchange[]): void {
    const session = this.#session;
    if (!session) return;
    for (const exchange of gone) session.journal.splice(session.journal.indexOf(exchange), 1);
    session.changed();
    // The button is gone: focus moves to the status line.
    session.toStatus();
  }

  async #copyMermaid(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const shown = part(this, "mermaid-shown");
    shown.hidden = false;
    shown.setAttribute("open", "");
    this.#update();
    const text = part(this, "mermaid-text");
    session.announce((await copy(text.textContent, text)) ? words.copied : words.notCopied);
  }

  #save(): void {
    const session = this.#session;
    if (!session) return;
    const all = this.#exchanges(session);
    const secrets = field(this, "with-secrets", HTMLInputElement).checked;
    const pasted = !secrets && all.some(isPasted);
    // The address is that of the paste where the person chose its PIM.
    const title = `${document.title}: ${pimNames[kindOf(session)]}, ${pasted ? "" : `${addressOf(session) ?? ""}, `}${versionName(session.version)}`;
    const redact = secrets ? untouched : redactionOf(session, all);
    const file = har(secrets ? all : this.#leaving(session, all), (exchange) => (!secrets && isPasted(exchange) ? replaced : redact), { ...harWords, title, comment: harWords.comment(secrets, pasted) });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
    link.download = "pim-auth-playground.har";
    link.click();
    URL.revokeObjectURL(link.href);
    session.announce(words.saved(secrets));
  }
}

function redactionOf(session: Session, all: readonly Exchange[]) {
  const { inputs } = placeOf(session);
  const messages = all.flatMap(({ request, outcome }) => ("sent" in outcome ? [request, outcome.sent.response] : [request]));
  return redaction(messages, Object.entries(typed).map(([name, kind]) => [kind, inputs[name as Input]] as const));
}

/** The heading of a step, as the page has it. */
function title(step: string): string {
  return document.getElementById(`${step}-heading`)?.textContent ?? document.querySelector(`#${CSS.escape(step)} h2`)?.textContent ?? words.page;
}
