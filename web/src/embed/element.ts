// The element pim-auth-step: a step of the playground in a page of others. It
// is small, reads its attributes, and fetches the rest once the reader comes
// near; until then, and whatever goes wrong, what its author wrote into it shows.

import { words } from "../words/en-embed.js";
import { ProblemEvent } from "./events.js";
import { attributes, readOptions } from "./options.js";
import type { Options } from "./options.js";
import type { Room } from "./room.js";
import { follow } from "./theme.js";
import type { Theme } from "./theme.js";

/** Where the playground is, with a slash at its end. */
const base = new URL("../../", import.meta.url).href;

const themes: readonly string[] = ["auto", "light", "dark"] satisfies Theme[];

/** How far away a reader is near. */
const near = "300px";

export class PimAuthStep extends HTMLElement {
  static readonly observedAttributes = [...attributes, "theme", "lazy"];

  #room: Room | undefined;
  #opening = false;
  /** It said why it cannot be shown; what its attributes ask for next is tried anew. */
  #failed = false;
  #watch: IntersectionObserver | undefined;
  #unfollow: (() => void) | undefined;
  #pending = false;

  get step(): string {
    return this.getAttribute("step") ?? "";
  }
  set step(value: string) {
    this.setAttribute("step", value);
  }
  get version(): string {
    return this.getAttribute("version") ?? "";
  }
  set version(value: string) {
    this.setAttribute("version", value);
  }
  get pim(): string {
    return this.getAttribute("pim") ?? "demo";
  }
  set pim(value: string) {
    this.setAttribute("pim", value);
  }
  get theme(): string {
    return this.getAttribute("theme") ?? "auto";
  }
  set theme(value: string) {
    this.setAttribute("theme", value);
  }
  get session(): string {
    return this.getAttribute("session") ?? "";
  }
  set session(value: string) {
    this.setAttribute("session", value);
  }
  get lazy(): boolean {
    return this.hasAttribute("lazy");
  }
  set lazy(value: boolean) {
    this.toggleAttribute("lazy", value);
  }

  connectedCallback(): void {
    this.#soon();
  }

  disconnectedCallback(): void {
    // What is only moved is connected again before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  attributeChangedCallback(): void {
    this.#failed = false;
    if (this.isConnected) this.#soon();
  }

  /** Several attributes that change at once are one change. */
  #soon(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      if (this.isConnected) this.#update();
    });
  }

  #update(): void {
    const options = this.#options();
    if (typeof options === "string") {
      this.#close();
      this.#say(options);
      return;
    }
    if (this.#room) {
      if (this.#room.change(options)) this.#follow();
      else {
        this.#close();
        void this.#open();
      }
      return;
    }
    if (this.#opening || this.#watch || this.#failed) return;
    if (this.lazy) this.#offer();
    else this.#await();
  }

  #options(): Options | string {
    return themes.includes(this.theme) ? readOptions(this) : words.noTheme(this.theme);
  }

  /** Opens once the reader comes near. */
  #await(): void {
    this.#watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.#unwatch();
        void this.#open();
      },
      { rootMargin: near },
    );
    this.#watch.observe(this);
  }

  #unwatch(): void {
    this.#watch?.disconnect();
    this.#watch = undefined;
  }

  /** Opens once the reader asks for it. */
  #offer(): void {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.try;
    button.addEventListener("click", () => void this.#open());
    this.#beside(button);
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#room) return;
    this.#opening = true;
    try {
      const { open } = await import("./room.js");
      const options = this.#options();
      if (!this.isConnected || typeof options === "string") return;
      this.#room = await open(this, this.#tree(), options, base);
      this.#follow();
    } catch (cause) {
      this.#failed = true;
      this.#say(sentenceFor(cause));
    } finally {
      this.#opening = false;
    }
    // What was changed, or taken out, meanwhile.
    if (this.isConnected) this.#update();
    else this.#close();
  }

  #close(): void {
    this.#unwatch();
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.#room?.close();
    this.#room = undefined;
    this.shadowRoot?.replaceChildren(document.createElement("slot"));
  }

  #follow(): void {
    this.#unfollow?.();
    const body = this.shadowRoot?.querySelector<HTMLElement>(".embed");
    if (body) this.#unfollow = follow(this, body, this.theme as Theme);
  }

  /** Says in itself why it shows no step; what the author wrote stays. */
  #say(sentence: string): void {
    const said = document.createElement("p");
    said.setAttribute("role", "note");
    said.textContent = `${words.name}: ${sentence}`;
    this.#beside(said);
    this.dispatchEvent(new ProblemEvent(sentence));
  }

  #beside(node: HTMLElement): void {
    this.#tree().replaceChildren(node, document.createElement("slot"));
  }

  #tree(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow({ mode: "open" });
  }
}

/** What a reader or the author can do about a step that does not come. */
function sentenceFor(cause: unknown): string {
  const { host, origin } = new URL(base);
  const why = cause instanceof Error ? cause.message : String(cause);
  // Lit makes its policy when it is loaded; a browser names the directive.
  return /trusted|policy|content security/i.test(why) ? words.policy(origin) : words.notLoaded(host, why);
}

// The first playground on a page has the name.
if (!customElements.get("pim-auth-step")) customElements.define("pim-auth-step", PimAuthStep);

declare global {
  interface HTMLElementTagNameMap {
    "pim-auth-step": PimAuthStep;
  }
}
