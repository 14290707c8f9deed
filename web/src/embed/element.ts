// The element pim-auth-step: a step of the playground in a page of others. It
// is small, reads its attributes, and fetches the rest once the reader comes
// near; until then, and whatever goes wrong, what its author wrote into it shows.

import { words } from "../words/en-embed.js";
import { ProblemEvent } from "./events.js";
import { attributes, prefetch, readOptions } from "./options.js";
import type { Input } from "../session.js";
import type { Options } from "./options.js";
import { isAllowed, wasBlocked } from "./policy.js";
import type { Room } from "./room.js";
import { follow } from "./theme.js";
import type { Theme } from "./theme.js";

/** Where the playground is, with a slash at its end. */
const base = new URL("../../", import.meta.url).href;

const themes: readonly string[] = ["auto", "light", "dark"] satisfies Theme[];

/** How far away a reader is near. */
const near = "300px";

/** What stands where an attribute is missing. */
const defaults: Readonly<Record<string, string>> = { pim: "demo", theme: "auto" };

/** The properties that are attributes: all, but lazy, which is there or not. */
const reflected = new Map([...attributes, "theme"].map((name) => [name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), name]));

/** The attributes as properties: clientId for client-id. */
export type Reflected = Record<Property, string> & { lazy: boolean };

type Property = "step" | "version" | "pim" | "choose" | "session" | "faults" | "theme" | "headingLevel" | Camel<Input>;
type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

export class PimAuthStep extends HTMLElement {
  static readonly observedAttributes = [...attributes, "theme", "lazy"];

  #room: Room | undefined;
  #opening = false;
  /** It said why it cannot be shown; what its attributes ask for next is tried anew. */
  #failed = false;
  #watch: IntersectionObserver | undefined;
  #unfollow: (() => void) | undefined;
  #pending = false;
  /** Why it shows no step. */
  #said = "";

  connectedCallback(): void {
    for (const name of [...reflected.keys(), "lazy"]) keepEarly(this, name);
    this.#failed = false;
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
    this.#said = "";
    if (this.#room) {
      if (this.#room.change(options)) this.#follow();
      else {
        this.#close();
        void this.#open();
      }
      return;
    }
    if (this.#opening || this.#watch || this.#failed) return;
    this.shadowRoot?.replaceChildren(document.createElement("slot"));
    if (this.hasAttribute("lazy")) this.#offer();
    else this.#await();
  }

  get #theme(): string {
    const theme = this.getAttribute("theme")?.trim() ?? "";
    return theme === "" ? "auto" : theme;
  }

  #options(): Options | string {
    const theme = this.#theme;
    return themes.includes(theme) ? readOptions(this) : words.noTheme(theme);
  }

  /** Opens once the reader comes near. */
  #await(): void {
    this.#watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.#unwatch();
        void this.#open();
      },
      { root: document, rootMargin: near }, // in a frame its own window: of others a margin is not taken
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
    button.lang = "en";
    button.dir = "ltr";
    button.textContent = words.try;
    button.addEventListener("click", () => void this.#open());
    this.#beside(button);
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#room) return;
    this.#opening = true;
    try {
      const [{ open }, allowed] = await Promise.all([import("./room.js"), isAllowed(), prefetch(this)]);
      if (!allowed) throw new Error("a policy forbids it");
      const options = this.#options();
      if (!this.isConnected || typeof options === "string") return;
      this.#room = await open(this, this.#tree(), options, base);
      this.#follow();
    } catch (cause) {
      this.#failed = true;
      const sentence = await sentenceFor(cause);
      if (this.isConnected) this.#say(sentence);
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
    if (body) this.#unfollow = follow(this, body, this.#theme as Theme);
  }

  /** Says in itself why it shows no step; what the author wrote stays. */
  #say(sentence: string): void {
    const said = document.createElement("p");
    said.setAttribute("role", "note");
    said.lang = "en";
    said.dir = "ltr";
    said.textContent = `${words.name}: ${sentence}`;
    this.#beside(said);
    if (this.#said === sentence) return;
    this.#said = sentence;
    this.dispatchEvent(new ProblemEvent(sentence));
  }

  #beside(node: HTMLElement): void {
    this.#tree().replaceChildren(node, document.createElement("slot"));
  }

  #tree(): ShadowRoot {
    if (this.shadowRoot) return this.shadowRoot;
    const tree = this.attachShadow({ mode: "open" });
    // Empty, it would hide what the author wrote, and the page would jump.
    tree.append(document.createElement("slot"));
    return tree;
  }
}

for (const [property, attribute] of reflected) {
  Object.defineProperty(PimAuthStep.prototype, property, {
    configurable: true,
    enumerable: true,
    get(this: PimAuthStep) {
      return this.getAttribute(attribute) ?? defaults[attribute] ?? "";
    },
    // Frameworks take a property away with undefined or null.
    set(this: PimAuthStep, value: string | null | undefined) {
      if (value === undefined || value === null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}
Object.defineProperty(PimAuthStep.prototype, "lazy", {
  configurable: true,
  enumerable: true,
  get(this: PimAuthStep) {
    return this.hasAttribute("lazy");
  },
  set(this: PimAuthStep, value: unknown) {
    this.toggleAttribute("lazy", Boolean(value));
  },
});

/** Takes over a property that was set before the element was defined. */
function keepEarly(element: object, name: string): void {
  if (!Object.hasOwn(element, name)) return;
  const value: unknown = Reflect.get(element, name);
  Reflect.deleteProperty(element, name);
  Reflect.set(element, name, value);
}

/** What a reader or the author can do about a step that does not come. */
async function sentenceFor(cause: unknown): Promise<string> {
  const { host, origin } = new URL(base);
  return (await wasBlocked()) ? words.policy(origin) : words.notLoaded(host, cause instanceof Error ? cause.message : String(cause));
}

// The first playground on a page has the name.
if (!customElements.get("pim-auth-step")) customElements.define("pim-auth-step", PimAuthStep);

declare global {
  interface HTMLElementTagNameMap {
    "pim-auth-step": PimAuthStep & Reflected;
  }
}
