// A scene: its plot stands in the page, with the protection and without. The
// element plays it act by act, and puts beneath each what was sent.

import { nothing, render } from "lit/html.js";
import { scenes } from "../../attacker/scenes.js";
import { openStage } from "../../attacker/stage.js";
import { rewind, sceneOf } from "../../attacker/state.js";
import type { SceneState } from "../../attacker/state.js";
import type { Session } from "../../session.js";
import { sceneWords as words } from "../../words/en-attacker.js";
import { nextStep } from "../../walk.js";
import { field, part, setText } from "../part.js";
import { messages } from "./message.js";

export class PimScene extends HTMLElement {
  #session: Session | undefined;

  set session(session: Session) {
    this.#session = session;
    for (const act of this.querySelectorAll(".plot > li")) act.append(document.createElement("div"));
    part(this, "step").addEventListener("click", () => void this.#go(1));
    part(this, "play").addEventListener("click", () => void this.#go(Infinity));
    part(this, "again").addEventListener("click", () => {
      this.#rewind(words.again);
    });
    const protection = field(this, "protection", HTMLInputElement);
    protection.addEventListener("change", () => {
      this.#state(session).protection = protection.checked;
      this.#rewind(words.anew(protection.checked));
    });
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  get #id(): string {
    return this.querySelector("section")?.id ?? "";
  }

  #state(session: Session): SceneState {
    return sceneOf(session, this.#id);
  }

  #rewind(said: string): void {
    const session = this.#session;
    if (!session) return;
    rewind(this.#state(session));
    session.announce(said);
    session.changed();
  }

  /** The plot that is shown: with the protection, or without. */
  #acts(scene: SceneState): HTMLElement[] {
    return [...part(this, scene.protection ? "on" : "off").querySelectorAll<HTMLElement>(".plot > li")];
  }

  /** Plays as many acts as there are, up to a number. */
  async #go(most: number): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const scene = this.#state(session);
    if (scene.busy) return;
    if (session.engine.state !== "ready") {
      session.announce(session.engine.state === "failed" ? session.engine.why : words.loading);
      return;
    }
    if (scene.over || scene.failed) session.announce(scene.over ? words.overAlready : words.failed);
    for (let played = 0; played < most && !scene.over && !scene.failed; played++) await this.#act(session, scene);
  }

  async #act(session: Session, scene: SceneState): Promise<void> {
    const { engine } = session;
    if (engine.state !== "ready") return;
    const name = this.dataset.scene ?? "";
    scene.busy = true;
    scene.version = session.version;
    const acts = scene.acts;
    try {
      scene.play ??= await this.#begin(session, name, scene);
      await scene.play.next();
    } catch {
      scene.failed = true;
    }
    scene.busy = false;
    // Somebody began anew meanwhile: what was sent stands in the journal.
    if (scene.acts !== acts) return;
    const all = this.#acts(scene);
    scene.over = !scene.failed && scene.acts.length === all.length;
    scene.seen ||= scene.over;
    const said = scene.failed ? words.failed : `${words.progress(scene.acts.length, all.length)}. ${plot(all[scene.acts.length - 1])}`;
    session.announce(scene.over ? `${said} ${plot(part(this, scene.protection ? "on-verdict" : "off-verdict"))}` : said);
    session.changed();
  }

  /** The play, which puts what each act sent where it is shown. */
  async #begin(session: Session, name: string, scene: SceneState): Promise<AsyncGenerator<undefined, void>> {
    const { engine } = session;
    const story = scenes[name];
    if (engine.state !== "ready" || !story) throw new Error(`there is no scene ${name}`);
    const stage = await openStage(session, engine.client, name);
    const { acts, protection } = scene;
    async function* play(): AsyncGenerator<undefined, void> {
      if (!story) return;
      for await (const act of story(stage, protection)) {
        acts.push(stage.sent.splice(0));
        yield act;
      }
    }
    return play();
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const scene = this.#state(session);
    // Another version is another PIM: what was played there does not go on here.
    if (scene.version !== undefined && scene.version !== session.version && !scene.busy) rewind(scene);
    field(this, "protection", HTMLInputElement).checked = scene.protection;
    for (const name of ["on", "off"] as const) {
      const shown = (name === "on") === scene.protection;
      part(this, name).hidden = !shown;
      part(this, `means-${name}`).hidden = !shown;
      part(this, `${name}-verdict`).hidden = !(shown && scene.over);
    }
    const acts = this.#acts(scene);
    for (const act of this.querySelectorAll<HTMLElement>(".plot > li")) {
      const i = acts.indexOf(act);
      const exchanges = scene.acts[i]; // none of the other plot
      act.classList.toggle("played", exchanges !== undefined);
      if (i > 0 && i === scene.acts.length) act.setAttribute("aria-current", "step");
      else act.removeAttribute("aria-current");
      const sent = act.lastElementChild;
      if (sent instanceof HTMLElement) render(exchanges ? messages(exchanges) : nothing, sent);
    }
    const progress = scene.failed ? words.failed : scene.over ? words.over : scene.acts.length === 0 ? words.nothing : words.progress(scene.acts.length, acts.length);
    setText(part(this, "progress"), progress);
    part(this, "step").classList.toggle("next", nextStep(session) === this.#id);
  }
}

/** What is told, without what was sent. */
function plot(node: Element | undefined): string {
  const told = node?.cloneNode(true);
  if (!(told instanceof Element)) return "";
  told.querySelector(":scope > div")?.remove();
  return told.textContent.replace(/\s+/g, " ").trim();
}
