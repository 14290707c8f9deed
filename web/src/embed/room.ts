// What an embed shows, in its own tree: the step as the playground has it, a bar
// above, a status line below. Fetched when the first reader comes near.

import { render } from "lit/html.js";
import { demo, steps } from "go:steps";
import css from "go:style/embed";
import { readOwn } from "../components/choice/own.js";
import { setFaults } from "../components/faults/state.js";
import { adoptFields, remark } from "../components/fields.js";
import type { PimStep } from "../components/step/step.js";
import { adoptTabs } from "../components/tabs.js";
import { lookThrough } from "../lens.js";
import { remarks } from "../remarks.js";
import { blank, createSession, edited, hides, inputNames, placeOf } from "../session.js";
import type { Session } from "../session.js";
import { words } from "../words/en-embed.js";
import { bar } from "./bar.js";
import { define } from "./elements.js";
import { startEngine } from "./engine.js";
import { ReadyEvent, ResponseEvent } from "./events.js";
import type { Options } from "./options.js";

export interface Room {
  /** Shows other options; false where they ask for another step or session. */
  change(options: Options): boolean;
  /** Ends what is under way for this element alone, and lets go of it. */
  close(): void;
}

// The embeds of a page share what costs: the style sheet, and those of one
// session its PIM and journal. An element keeps its own session when its step changes.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
const shared = new Map<string, Session>();
const alone = new WeakMap<Element, Session>();
let count = 0;

/** Shows a step in a tree. It rejects where it cannot be fetched. */
export async function open(host: Element, tree: ShadowRoot, options: Options, base: string): Promise<Room> {
  const step = steps[options.step];
  if (!step) throw new Error(`no step ${options.step}`);
  const { default: fragment } = await step.load();
  const session = sessionOf(host, options);
  tree.adoptedStyleSheets = [sheet];
  const body = skeleton(tree);
  const place = body.querySelector<HTMLElement>("main") ?? body;
  render(fragment(), place);
  settle(place, base);
  if (step.leads) lead(place, href(base, options));
  else await define(place);

  const undo: (() => void)[] = [];
  const listen = (f: () => void) => {
    undo.push(session.listen(f));
    f();
  };
  let now = options;
  const come = () => {
    session.page = tree;
    startEngine(session);
  };
  for (const event of ["pointerdown", "keydown", "focusin"]) tree.addEventListener(event, come, { capture: true });
  undo.push(() => {
    for (const event of ["pointerdown", "keydown", "focusin"]) tree.removeEventListener(event, come, { capture: true });
  });
  adoptFields(place, session);
  apply(session, options);
  lookThrough(session.version, place);
  if (!step.leads) for (const element of place.querySelectorAll<HTMLElement & { session?: Session }>("*")) if (element.localName.startsWith("pim-")) element.session = session;
  listen(() => {
    lookThrough(session.version, place);
    remark(place, remarks(session, place));
    body.classList.toggle("covered", hides(session));
    bar(body, session, now, href(base, { ...now, version: session.version }));
  });
  listen(() => {
    if (session.engine.state === "loading") return;
    // What was pressed before the engine was there.
    for (const step of place.querySelectorAll<PimStep>("pim-step")) if (session.kept.delete(step.stepId)) void step.press();
  });
  let told = session.counted;
  listen(() => {
    for (const exchange of session.journal) {
      if (exchange.n <= told) continue;
      told = exchange.n;
      if (exchange.step === now.step) host.dispatchEvent(new ResponseEvent(exchange, session.version));
    }
  });
  host.dispatchEvent(new ReadyEvent(options.step, session.version));

  return {
    change(next) {
      if (next.step !== now.step || next.session !== now.session) return false;
      now = next;
      apply(session, next);
      return true;
    },
    close() {
      for (const f of undo) f();
      if (options.session === "") for (const { waiting } of placeOf(session).steps.values()) waiting?.abort.abort();
      render(null, place);
    },
  };
}

function sessionOf(host: Element, { session: name }: Options): Session {
  let session = name === "" ? alone.get(host) : shared.get(name);
  if (!session) {
    session = createSession({ ...blank(), ...demo }, document, undefined, `embed-${String(++count)}-`);
    // The policy of the page around is not this page's to narrow.
    session.narrow = () => undefined;
    session.room = Promise.resolve();
    if (name === "") alone.set(host, session);
    else shared.set(name, session);
  }
  return session;
}

/** Puts into a session what the attributes say; what a reader typed or chose since gives way. */
function apply(session: Session, { version, pim, values, faults }: Options): void {
  session.version = version;
  session.choice = pim === "demo" ? "demo" : "own";
  session.own.text = pim === "demo" ? "" : pim;
  session.own.confirmed = true; // by who wrote the page
  readOwn(session);
  const { inputs } = placeOf(session);
  for (const name of inputNames) {
    const value = values[name];
    if (value !== undefined) inputs[name] = value;
  }
  session.faults = Object.keys(faults).length > 0 ? async () => setFaults(session, faults) : undefined;
  edited(session);
}

function skeleton(tree: ShadowRoot): HTMLElement {
  const body = document.createElement("div");
  body.className = "embed";
  body.lang = "en";
  body.dir = "ltr";
  const top = document.createElement("div");
  top.className = "embed-bar";
  const main = document.createElement("main");
  main.setAttribute("role", "presentation"); // the page around has its own
  const status = document.createElement("p");
  status.className = "status-line";
  status.setAttribute("role", "status");
  status.tabIndex = -1;
  body.append(top, main, status);
  tree.replaceChildren(body);
  return body;
}

/** Links lead to the playground; jumps within the step are made here, since an address does not reach into a tree. */
function settle(place: HTMLElement, base: string): void {
  for (const link of place.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const to = link.getAttribute("href") ?? "";
    if (to.startsWith("#")) continue;
    link.href = new URL(to, base).href;
    link.target = "_blank";
    link.rel = "noopener";
  }
  place.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!link) return;
    event.preventDefault();
    const id = link.getAttribute("href") ?? "";
    const target = place.querySelector<HTMLElement>(id);
    const page = Object.hasOwn(steps, id.slice(1)) ? steps[id.slice(1)]?.page : undefined;
    if (target) target.scrollIntoView();
    else if (page !== undefined) window.open(new URL(`${page}/${id}`, base), "_blank", "noopener");
  });
}

/** A step that goes on in the person's browser: its sample stays, its button leads to the playground. */
function lead(place: HTMLElement, to: string): void {
  for (const tablist of place.querySelectorAll<HTMLElement>("[role=tablist]")) adoptTabs(tablist, () => undefined);
  for (const fields of place.querySelectorAll(".inputs, .switches")) fields.remove();
  const link = document.createElement("a");
  link.className = "btn next";
  link.href = to;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = words.continue;
  const button = place.querySelector("[data-press]");
  if (button) button.replaceWith(link);
  else place.append(link);
}

/** Where the playground has this step. */
function href(base: string, { step, version }: Options): string {
  return new URL(`${steps[step]?.page ?? ""}/?version=${encodeURIComponent(version)}#${step}`, base).href;
}
