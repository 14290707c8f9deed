// The faults of the chosen demo PIM: a switch for each, and the line in the bar
// that says which are on, and whether its clock was moved.

import { html, nothing, render } from "lit/html.js";
import { isOwn, kindOf, placeName, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { withPlace } from "../../journal/journal.js";
import { faults as all, words } from "../../words/en-faults.js";
import type { FaultWords } from "../../words/en-faults.js";
import { part } from "../part.js";
import { readFaults, setFaults } from "./state.js";
import type { Faults } from "./state.js";

const narrow = "(max-width: 860px)";

export class PimFaults extends HTMLElement {
  #session: Session | undefined;
  /** How many exchanges there were when the PIM was last asked, and with whom. */
  #asked = "";
  #open = false;

  set session(session: Session) {
    this.#session = session;
    this.#settle();
    session.listen(() => { this.#update(); });
    // The time in the bar is text: it changes with the minute.
    setInterval(() => { this.#update(); }, 10_000);
    this.#update();
  }

  /** In the rail where there is one, else where the page says what happened. */
  #settle(): void {
    const rail = this.parentElement;
    const beside = document.querySelector("[data-part=faults-here]");
    if (!rail || !beside) return;
    const query = matchMedia(narrow);
    const put = () => { (query.matches ? beside : rail).append(this); };
    query.addEventListener("change", put);
    put();
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    const isDemo = !isOwn(session);
    this.#askAgain(session);
    render(isDemo ? this.#panel(session) : nothing, this);
    const note = part(document, "fault-note");
    const said = isDemo ? this.#note(session) : [];
    render(said, note);
    note.hidden = said.length === 0;
  }

  /** Others can turn the faults of the demo PIM on localhost: after each exchange with it, it is asked what is on. */
  #askAgain(session: Session): void {
    if (kindOf(session) !== "local") return;
    const name = placeName(session);
    const at = `${name} ${String(withPlace(session.journal, name).at(-1)?.n ?? 0)}`;
    if (at === this.#asked) return;
    const first = !this.#asked.startsWith(`${name} `);
    this.#asked = at;
    // Nothing goes to it that nobody asked for: the first time is after a Send.
    if (!first || !at.endsWith(" 0")) void readFaults(session);
  }

  #panel(session: Session) {
    const on = placeOf(session).faults ?? {};
    return html`<section class="faults"><details .open=${this.#open} @toggle=${(event: Event) => {
      const { open } = event.currentTarget as HTMLDetailsElement;
      if (open && !this.#open) void readFaults(session);
      this.#open = open;
    }}>
      <summary><h2>${words.heading}</h2></summary>
      <ul>${all.map((fault) => (fault.onlyLocal && session.choice !== "local" ? nothing : this.#fault(session, fault, on)))}</ul>
    </details></section>`;
  }

  #fault(session: Session, fault: FaultWords, on: Faults) {
    const { name, label, imitates, options } = fault;
    const id = `fault-${name}`;
    const value = on[name];
    const turn = (to: Faults[string] | undefined) => {
      const others = Object.entries(placeOf(session).faults ?? {}).filter(([other]) => other !== name);
      void this.#turn(session, Object.fromEntries(to === undefined ? others : [...others, [name, to]]));
    };
    const choice = () => html`<label for=${id}>${label}</label> <select id=${id} autocomplete="off" aria-describedby="${id}-note" .value=${String(value ?? "")} @change=${(event: Event) => {
      const chosen = (event.currentTarget as HTMLSelectElement).value;
      turn(options?.find(([option]) => String(option) === chosen)?.[0]);
    }}>
      <option value="" ?selected=${value === undefined}>${words.off}</option>
      ${options?.map(([option, said]) => html`<option value=${option} ?selected=${option === value}>${said}</option>`)}
    </select>`;
    const toggle = (to: Faults[string]) => html`<label class="switch"><input type="checkbox" role="switch" autocomplete="off" aria-describedby="${id}-note" .checked=${value !== undefined} @change=${(event: Event) => { turn((event.currentTarget as HTMLInputElement).checked ? to : undefined); }}>${label}</label>`;
    return html`<li>${options && options.length > 1 ? choice() : toggle(options?.[0]?.[0] ?? true)}<p class="hint" id="${id}-note">${imitates}</p></li>`;
  }

  async #turn(session: Session, faults: Faults): Promise<void> {
    // Remembered at once: the next press builds on it. The PIM's own word follows.
    placeOf(session).faults = faults;
    const problem = await setFaults(session, faults);
    if (problem) delete placeOf(session).faults;
    session.announce(problem ? words.notSet(problem) : words.set(namesOf(faults)));
    session.changed();
  }

  #note(session: Session) {
    const { faults = {}, ahead } = placeOf(session);
    const names = namesOf(faults);
    const lines = [];
    if (names.length > 0) {
      lines.push(html`<span>${words.on(names)} <button type="button" class="quiet" @click=${() => {
        void this.#turn(session, {});
        // The button goes: focus moves to the status line.
        session.toStatus();
      }}>${words.clear}</button></span>`);
    }
    if (ahead >= 1000) lines.push(html`<span>${words.moved(Date.now(), ahead)}</span>`);
    return lines;
  }
}

function namesOf(faults: Faults): string[] {
  return all.flatMap((fault) => (faults[fault.name] === undefined ? [] : [words.named(fault, faults[fault.name])]));
}
