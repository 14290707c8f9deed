// A story of the client library: the PHP on one side with the line that is
// next, the wire on the other. The element adopts the lines that the build
// wrote; the session has everything else.

import { html, nothing, render } from "lit/html.js";
import { letIn } from "../../client/app.js";
import { offered, tryOut } from "../../client/experiments.js";
import { stepOfStory, storyNames } from "../../client/plots.js";
import type { StoryName } from "../../client/plots.js";
import { press, startAgain } from "../../client/run.js";
import { over, storyOf, told } from "../../client/state.js";
import type { Story } from "../../client/state.js";
import { hasApps } from "../../client/walk.js";
import { addressOf, hides, isOwn, placeOf } from "../../session.js";
import type { Input, Session } from "../../session.js";
import { nextStep } from "../../walk.js";
import { announcement } from "../../words/en.js";
import { words } from "../../words/en-client.js";
import { part, setText } from "../part.js";
import { acts } from "../step/acts.js";
import { findings, obstacle } from "../diagnosis/diagnosis.js";
import { entries, holdings } from "./entries.js";

export class PimStory extends HTMLElement {
  #session: Session | undefined;
  #adopted = false;
  #emptied = false;

  connectedCallback(): void {
    if (this.#adopted) return;
    this.#adopted = true;
    const on = (name: string, does: (session: Session) => Promise<void> | void) => {
      this.querySelector(`[data-part="${name}"]`)?.addEventListener("click", () => {
        if (this.#session) void does(this.#session);
      });
    };
    on("step", () => this.press(false));
    on("play", () => this.press(true));
    on("again", (session) => {
      startAgain(session, this.#name);
    });
    on("let-in", letIn);
  }

  set session(session: Session) {
    this.#session = session;
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  /** What the buttons Step and Play do; before the engine is there, keep the press. */
  async press(all: boolean): Promise<void> {
    const session = this.#session;
    if (!session) return;
    if (session.engine.state === "loading") {
      session.kept.add(this.#kept(all));
      session.announce(announcement.kept);
      return;
    }
    await press(session, this.#name, all);
  }

  /** Does a press that came before the engine. */
  async catchUp(): Promise<void> {
    for (const all of [false, true]) if (this.#session?.kept.delete(this.#kept(all))) await this.press(all);
  }

  get #name(): StoryName {
    const name = storyNames.find((known) => known === this.dataset.story);
    if (!name) throw new Error(`there is no story ${this.dataset.story ?? ""}`);
    return name;
  }

  /** The name under which a press of Step or Play is kept. */
  #kept(all: boolean): string {
    return part(this, all ? "play" : "step").dataset.press ?? "";
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const story = storyOf(placeOf(session), this.#name);
    this.hidden = this.#name === "app" && !hasApps(session);
    this.classList.toggle("live", session.engine.state === "ready");
    this.#lines(session, story);
    this.#buttons(session, story);
    const wrote = part(this, "empty");
    wrote.hidden = story.entries.length > 0;
    const list = part(this, "entries");
    list.hidden = story.entries.length === 0;
    render(entries(story), list);
    const holds = part(this, "holds");
    if (!this.#emptied) holds.replaceChildren(); // what the page wrote into it
    this.#emptied = true;
    render(holdings(story), holds);
    render(this.#diagnosis(session, story), part(this, "diagnosis"));
    this.#experiments(session);
  }

  /** Of what stopped the program: a 401 that it refreshes after is its daily life. */
  #diagnosis(session: Session, { problem, entries, thrown }: Story) {
    if (problem) return obstacle(session, problem, acts(session, problem));
    const last = entries.findLast((entry) => entry.kind === "exchange")?.exchange;
    if (!last?.diagnosis || (!thrown && !("failure" in last.outcome))) return nothing;
    const { request, outcome, diagnosis } = last;
    return findings(session, diagnosis.told, { request, before: diagnosis.before, ...("sent" in outcome && { response: outcome.sent.response }) }, {}, "failure" in outcome ? outcome.failure : undefined);
  }

  #lines(session: Session, story: Story): void {
    const values: Partial<Record<string, string>> = { ...placeOf(session).inputs, pim: addressOf(session) ?? "https://…" };
    for (const node of this.querySelectorAll<HTMLElement>("[data-value]")) setText(node, values[node.dataset.value as Input] ?? "");
    render(
      story.added.map(({ line, code }) => html`<li data-line=${line}><code>${arrows(code)}</code></li>`),
      part(this, "added"),
    );
    const next = over(story) ? undefined : story.acts[story.at];
    const failed = story.thrown ? story.acts[story.at - 1]?.line : undefined;
    for (const line of this.querySelectorAll<HTMLElement>("[data-line]")) {
      if (next?.line === line.dataset.line) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
      line.dataset.process = next?.process ?? "";
      line.classList.toggle("failed", failed === line.dataset.line);
    }
  }

  #buttons(session: Session, story: Story): void {
    const state = story.waiting ? words.waiting(new URL(addressOf(session) ?? "https://pim").host) : story.thrown ? words.thrown : over(story) ? words.ended : words.begun(story.at, story.acts.length);
    setText(part(this, "where"), state);
    const step = part(this, "step");
    setText(step, story.waiting ? words.cancel : words.step);
    // Of a step with two stories, the first that is not yet told.
    const id = stepOfStory[this.#name];
    const first = storyNames.find((name) => stepOfStory[name] === id && !told(placeOf(session), name));
    step.classList.toggle("next", nextStep(session) === id && first === this.#name);
    this.classList.toggle("covered", hides(session));
  }

  #experiments(session: Session): void {
    const list = offered[this.#name];
    if (list.length === 0) return;
    render(
      isOwn(session)
        ? nothing
        : html`<p class="soft">${words.tryOut}</p>
            ${list.map((experiment) => html`<button type="button" class="btn" @click=${() => void tryOut(session, this.#name, experiment)}>${words.experiments[experiment]}</button>`)}`,
      part(this, "experiments"),
    );
  }
}

/** PHP whose lines break before an arrow, not within it. */
function arrows(code: string) {
  return code.split("->").map((piece, i) => (i === 0 ? piece : html`<wbr><span class="to">-&gt;</span>${piece}`));
}
