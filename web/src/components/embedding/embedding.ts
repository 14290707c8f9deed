// The page for writers: what is chosen becomes the attributes of the element
// below, and the snippets beneath it.

import script from "go:frame-parent";
import { steps } from "go:snippets";
import { embeddingWords as words } from "../../words/en-embedding.js";
import { copy } from "../copy.js";
import { field, part, setText } from "../part.js";
import { adoptTabs } from "../tabs.js";
import { attributesOf, formats } from "./snippet.js";
import type { Snippet } from "./snippet.js";

/** What stands for the playground's address in the page as it was written. */
const written = "https://playground.example.com";

/** What an element may have of what is chosen. */
const attributes = ["step", "version", "pim", "choose", "theme", "session"];

export class PimEmbedding extends HTMLElement {
  /** The samples of the steps that were chosen, by version. */
  readonly #samples = new Map<string, Promise<Record<string, string>>>();
  /** Counts what was chosen: what comes late of a choice before is left. */
  #turn = 0;

  connectedCallback(): void {
    adoptTabs(part(this, "tabs"), () => undefined);
    // The first tab is selected: the others wait.
    for (const [i, panel] of this.querySelectorAll<HTMLElement>(".form").entries()) panel.hidden = i > 0;
    fillIn();
    for (const select of ["step", "version", "theme"]) field(this, select, HTMLSelectElement).addEventListener("change", () => void this.#choose(true));
    for (const box of ["choose-version", "choose-pim", "lazy", "script"]) this.#input(box).addEventListener("change", () => void this.#choose(false));
    for (const input of ["pim", "session"]) this.#input(input).addEventListener("input", () => void this.#choose(false));
    for (const button of this.querySelectorAll<HTMLElement>("[data-copy]")) button.addEventListener("click", () => void this.#copy(button.dataset.copy ?? "", button));
    void this.#choose(false);
  }

  #input(name: string): HTMLInputElement {
    return field(this, name, HTMLInputElement);
  }

  /** Takes over what is chosen now. */
  async #choose(said: boolean): Promise<void> {
    const turn = ++this.#turn;
    const select = field(this, "step", HTMLSelectElement);
    const step = steps[select.value];
    if (!step) return;
    const version = field(this, "version", HTMLSelectElement);
    offer(version, step.versions);
    const pim = this.#checked("pim", (text) => text === "" || text === "demo" || isAddress(text), words.noPIM) || "demo";
    const session = this.#checked("session", (text) => /^[A-Za-z0-9_-]*$/.test(text), words.noSession);
    let samples: Record<string, string>;
    try {
      samples = await this.#samplesOf(select.value, step.samples);
    } catch (cause) {
      this.#samples.delete(select.value);
      this.#problem(words.noSample(cause instanceof Error ? cause.message : String(cause)));
      return;
    }
    if (turn !== this.#turn) return;
    this.#problem("");
    this.#show({
      source: new URL("../", document.baseURI).href,
      script: this.#input("script").checked,
      resize: script,
      step: select.value,
      version: version.value,
      title: step.title,
      height: step.height,
      walk: `${step.page}/${version.value === "7.0" ? "" : `${version.value}/`}#${select.value}`,
      sample: samples[version.value] ?? "",
      pim,
      choose: ["version", "pim"].filter((word) => this.#input(`choose-${word}`).checked).join(" "),
      theme: field(this, "theme", HTMLSelectElement).value,
      session,
      lazy: this.#input("lazy").checked,
    });
    if (said) setText(part(document, "announce"), words.shows(step.title, version.selectedOptions[0]?.text ?? ""));
  }

  #samplesOf(step: string, url: string): Promise<Record<string, string>> {
    let samples = this.#samples.get(step);
    if (!samples) {
      samples = fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json() as Promise<Record<string, string>>;
      });
      this.#samples.set(step, samples);
    }
    return samples;
  }

  /** What stands in a field, or "" with a word beneath it where that makes no sense. */
  #checked(name: string, fits: (text: string) => boolean, refused: (text: string) => string): string {
    const input = this.#input(name);
    const note = part(this, `${name}-note`);
    const text = input.value.trim();
    const good = fits(text);
    note.dataset.usual ??= note.textContent;
    setText(note, good ? note.dataset.usual : refused(text));
    note.classList.toggle("bad", !good);
    input.setAttribute("aria-invalid", String(!good));
    return good ? text : "";
  }

  #problem(sentence: string): void {
    const problem = part(this, "problem");
    problem.hidden = sentence === "";
    setText(problem, sentence);
  }

  #show(snippet: Snippet): void {
    const live = part(this, "live");
    const wanted = new Map(attributesOf(snippet));
    for (const name of attributes) {
      const value = wanted.get(name);
      if (value === undefined) live.removeAttribute(name);
      else if (live.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    live.toggleAttribute("lazy", snippet.lazy);
    for (const [name, write] of Object.entries(formats)) setText(this.#form(name), write(snippet));
  }

  #form(name: string): HTMLElement {
    const pre = this.querySelector<HTMLElement>(`[data-form="${name}"]`);
    if (!pre) throw new Error(`the page has no form ${name}`);
    return pre;
  }

  async #copy(name: string, button: HTMLElement): Promise<void> {
    const pre = this.#form(name);
    const done = await copy(pre.textContent, pre);
    setText(part(document, "announce"), done ? words.copied(button.textContent.replace(/^Copy the /, "")) : words.selected);
  }
}

/** Leaves the versions that a step has; one that it lacks gives way to the newest numbered. */
function offer(select: HTMLSelectElement, versions: readonly string[]): void {
  for (const option of select.options) {
    option.hidden = !versions.includes(option.value);
    option.disabled = option.hidden;
  }
  if (!versions.includes(select.value)) select.value = "7.0";
}

function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}

/** Puts this playground's address where the page has an example's. */
function fillIn(): void {
  const { href, origin } = new URL("../", document.baseURI);
  for (const pre of document.querySelectorAll<HTMLElement>("[data-fill]")) {
    setText(pre, pre.textContent.replaceAll(`${written}/`, href).replaceAll(written, origin));
  }
}
