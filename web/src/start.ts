// What the script of every page does: adopts the document, then fetches the
// engine (the wasm) and does the presses that came before it.

import { createClient } from "./authcore/client.js";
import { load } from "./authcore/load.js";
import { PimChoice, readPageAddress, settleVersion } from "./components/choice/choice.js";
import { readOwn } from "./components/choice/own.js";
import { adoptFields, prefilled, remark } from "./components/fields.js";
import { part } from "./components/part.js";
import { PimRail } from "./components/rail/rail.js";
import { PimStep } from "./components/step/step.js";
import { forgetOnLeaving } from "./forget.js";
import { lookThrough, writtenVersion } from "./lens.js";
import { remarks } from "./remarks.js";
import { createSession, inputNames, placeOf } from "./session.js";
import type { Session, Walk } from "./session.js";
import { labels } from "./words/en.js";
import wasmURL from "go:wasm";

declare global {
  interface Window {
    /** The steps whose Send was pressed before this script ran; set by early.js. */
    pressed?: Record<string, 1>;
  }
}

/** An element that shows or changes what the session holds. */
interface SessionElement extends HTMLElement {
  session: Session;
}

/** What a page has beside the parts of every page. */
export interface Page {
  /** Its elements by their names. */
  readonly elements?: Readonly<Record<string, new () => SessionElement>>;
  readonly walk?: Walk;
  /** Fetches what nobody needs before the engine is there. */
  readonly later?: (session: Session) => Promise<void>;
}

/** Starts the page. */
export async function start({ elements = {}, walk, later }: Page): Promise<void> {
  const loading = load(wasmURL);
  const session = createSession(prefilled(document), document, walk);
  session.version = writtenVersion();
  const local = readConfig(session);
  if (window.top === window.self) readPageAddress(session, location.search);
  else (await import("./own/index.js")).offerDemoOnly(session);
  const all = { "pim-choice": PimChoice, "pim-rail": PimRail, ...elements, "pim-step": PimStep };
  for (const [name, element] of Object.entries(all)) customElements.define(name, element);
  adoptFields(document, session);
  // A task each, here and once the engine is there: a press or a scroll never waits for all of them.
  settleVersion(session, part(document, "bar-note"));
  lookThrough(session.version);
  for (const name of Object.keys(all)) {
    for (const element of document.querySelectorAll<SessionElement>(name)) {
      element.session = session;
      await task();
    }
  }
  session.listen(() => {
    lookThrough(session.version);
    remark(document, remarks(session, document));
    warnLeaving(session);
  });
  forgetOnLeaving(session);
  takePresses(session);
  const engine = await loading;
  await local;
  await task();
  await startEngine(session, engine);
  await later?.(session);
  if (document.querySelector("pim-happened, pim-faults")) await (await import("./components/happened/index.js")).happened(session);
  document.documentElement.classList.add("ready");
  // One after the other: a later step may need what an earlier one brings.
  for (const step of document.querySelectorAll<PimStep>("pim-step")) if (session.kept.delete(step.stepId)) await step.press();
}

/** Takes over the presses that early.js kept; from here on the session keeps them. */
function takePresses(session: Session): void {
  for (const id of Object.keys(window.pressed ?? {})) session.kept.add(id);
  delete window.pressed;
}

async function startEngine(session: Session, engine: Awaited<ReturnType<typeof load>>): Promise<void> {
  session.engine = engine.ok ? { state: "ready", client: createClient(engine.value) } : { state: "failed", why: engine.error.message };
  readOwn(session);
  await session.changedInTurn(task);
}

/** Lets the browser do first what waits. No timer: those of a page in the background take seconds. */
function task(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Learns from this playground's config.json which PIM is on localhost, or a relay; the usual one if it says nothing. */
async function readConfig(session: Session): Promise<void> {
  try {
    const answer = await fetch(new URL("../config.json", import.meta.url));
    const { local } = (await answer.json()) as { local?: { address?: unknown; kind?: unknown; pim?: unknown; token?: unknown } };
    if (typeof local?.address !== "string") return;
    const typed = placeOf(session).inputs;
    session.local = local.address;
    if (local.kind !== "relay" || typeof local.pim !== "string") return;
    session.relay = { pim: local.pim, token: local.token === true, typed: "" };
    // Typed before it was known where it belongs.
    const { inputs } = placeOf(session);
    for (const name of inputNames) if (typed !== inputs && typed[name] !== session.demo[name]) inputs[name] = typed[name];
    session.changed();
  } catch {
    // A static host may have no such file.
  }
}

function warnLeaving(session: Session): void {
  if (session.journal.length === 0) return;
  for (const link of document.querySelectorAll<HTMLElement>("a[data-walk]:not([title])")) link.title = labels.leaves;
}
