// What an embed shows, in its own tree: the step as the playground has it, a bar
// with a status line above. Fetched when the first reader comes near.

import { render } from "lit/html.js";
import { steps } from "go:steps";
import css from "go:style/embed";
import { adoptFields, remark } from "../components/fields.js";
import type { PimStep } from "../components/step/step.js";
import type { PimStory } from "../components/story/story.js";
import { adoptTabs } from "../components/tabs.js";
import type { Exchange } from "../journal/journal.js";
import { lookThrough } from "../lens.js";
import { remarks } from "../remarks.js";
import { hides, isOwn, placeOf } from "../session.js";
import type { Place, Session } from "../session.js";
import { words } from "../words/en-embed.js";
import { bar } from "./bar.js";
import { bringFor } from "./bring.js";
import { define } from "./elements.js";
import { startEngine } from "./engine.js";
import { ProblemEvent, ReadyEvent, ResponseEvent } from "./events.js";
import { settle } from "./links.js";
import type { Options } from "./options.js";
import { release } from "./release.js";
import { apply, keptFor } from "./sessions.js";
import { viewOf } from "./view.js";

export interface Room {
  /** Shows other options; false where they ask for another step or session. */
  change(options: Options): boolean;
  /** Ends what is under way for this element alone, and lets go of it. */
  close(): void;
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** What a reader does first to a step that is about to be used. */
const touches = ["pointerdown", "keydown", "focusin", "click"];

/** Shows a step in a tree. It rejects where it cannot be fetched. */
export async function open(host: Element, tree: ShadowRoot, options: Options, base: string): Promise<Room> {
  const step = steps[options.step];
  if (!step) throw new Error(`no step ${options.step}`);
  const { default: fragment } = await step.load();
  const { body, place } = skeleton();
  render(fragment(), place);
  if (!step.leads) await define(place);
  // From here on nothing waits: what another change began meanwhile finds all of it, or nothing.
  const kept = keptFor(host, options);
  const view = viewOf(kept.session, tree, bringFor(place, () => view.session));
  const { session } = view;
  let now = options;
  const href = (id: string) => addressOf(base, id, session.version);
  tree.adoptedStyleSheets = [sheet];
  tree.replaceChildren(body);
  if (step.leads) lead(place);
  const unsettle = settle(place, () => ({ base, host, session: now.session, href, heading: now.heading }));
  // With the engine the samples go: nothing moves under a finger that is down.
  const come = ({ type }: Event) => {
    startEngine(kept.session, type === "pointerdown" && !kept.session.starting ? release() : undefined);
  };
  for (const event of touches) tree.addEventListener(event, come, { capture: true });

  apply(kept, options);
  adoptFields(place, session);
  if (!step.leads) for (const element of place.querySelectorAll<HTMLElement & { session?: Session }>("*")) if (element.localName.startsWith("pim-")) element.session = session;
  const show = () => {
    lookThrough(session.version, place);
    remark(place, remarks(session, place));
    openCredentials(place, session);
    for (const link of place.querySelectorAll<HTMLAnchorElement>("a[data-continue]")) link.href = href(now.step);
    body.classList.toggle("covered", hides(session));
    body.classList.toggle("ready", session.engine.state !== "loading");
    bar(body, session, now, href(now.step), kept.refused);
  };
  let told = session.counted;
  let refused: string | undefined;
  const tell = () => {
    if (kept.refused !== refused) {
      refused = kept.refused;
      if (refused !== undefined) host.dispatchEvent(new ProblemEvent(refused));
    }
    for (const exchange of session.journal) {
      if (exchange.n <= told) continue;
      told = exchange.n;
      if (exchange.step === now.step) host.dispatchEvent(new ResponseEvent(exchange, versionOf(exchange, session)));
    }
  };
  for (const f of [show, tell, () => { pressAgain(session, place); }]) {
    session.listen(f);
    f();
  }
  host.dispatchEvent(new ReadyEvent(options.step, session.version));

  return {
    change(next) {
      if (next.step !== now.step || next.session !== now.session) return false;
      now = next;
      apply(kept, next);
      return true;
    },
    close() {
      view.leave();
      unsettle();
      for (const event of touches) tree.removeEventListener(event, come, { capture: true });
      if (options.session === "") for (const place of session.places.values()) for (const { waiting } of place.steps.values()) waiting?.abort.abort();
      render(null, place);
    },
  };
}

/** Does what was pressed before the engine was there. */
function pressAgain(session: Session, place: HTMLElement): void {
  if (session.engine.state === "loading") return;
  for (const step of place.querySelectorAll<PimStep>("pim-step")) if (session.kept.delete(step.stepId)) void step.press();
  for (const story of place.querySelectorAll<PimStory>("pim-story")) void story.catchUp();
}

const opened = new WeakMap<HTMLElement, Place>();

/** A PIM of one's own knows none of the demo's credentials: the fields for others are shown once it is chosen. */
function openCredentials(root: HTMLElement, session: Session): void {
  const details = root.querySelector<HTMLDetailsElement>("details[data-credentials]");
  if (!details || !isOwn(session) || opened.get(details) === placeOf(session)) return;
  opened.set(details, placeOf(session));
  details.open = true;
}

function skeleton(): { body: HTMLElement; place: HTMLElement } {
  const make = (name: string, kind: string) => {
    const node = document.createElement(name);
    node.className = kind;
    return node;
  };
  const body = make("div", "embed");
  body.lang = "en"; // whatever the page around speaks
  body.dir = "ltr";
  const status = make("p", "status-line");
  status.setAttribute("role", "status");
  status.tabIndex = -1;
  const top = make("div", "embed-top");
  top.append(make("div", "embed-bar"), status);
  const place = make("div", "embed-step");
  body.append(top, place);
  return { body, place };
}

/** A step that goes on in the person's browser: its sample stays, its button leads to the playground. */
function lead(place: HTMLElement): void {
  for (const tablist of place.querySelectorAll<HTMLElement>("[role=tablist]")) adoptTabs(tablist, () => undefined);
  const link = document.createElement("a");
  link.className = "btn next";
  link.dataset.continue = "";
  link.textContent = words.continue;
  const button = place.querySelector("[data-press]");
  const last = document.createElement("p");
  last.append(link);
  if (button) button.replaceWith(link);
  else (place.querySelector(".step") ?? place).append(last);
  // What only the playground's page makes work.
  for (const dead of place.querySelectorAll(".inputs, .switches, button:not([role=tab])")) dead.remove();
}

/** The version of the demo PIM that an exchange was with; of a PIM of one's own, the one that is chosen. */
function versionOf({ place }: Exchange, { version }: Session): string {
  return place.startsWith("demo ") ? (place.split(" ").at(-1) ?? version) : version;
}

/** Where the playground has a step. */
function addressOf(base: string, step: string, version: string): string {
  return new URL(`${steps[step]?.page ?? ""}/?version=${encodeURIComponent(version)}#${step}`, base).href;
}
