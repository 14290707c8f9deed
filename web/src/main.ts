// The script of every page: adopts the document, then fetches the engine (the
// wasm) and does the presses that came before it.

import { createClient } from "./authcore/client.js";
import type { CallError } from "./authcore/contract.js";
import { load } from "./authcore/load.js";
import { define } from "./components/define.js";
import type { PimChoice} from "./components/choice/choice.js";
import { readOwn, readPageAddress, settleVersion } from "./components/choice/choice.js";
import type { PimEncode } from "./components/encode/encode.js";
import { adoptFields, prefilled, remark } from "./components/fields.js";
import type { Remark } from "./components/fields.js";
import { part } from "./components/part.js";
import type { PimRail } from "./components/rail/rail.js";
import type { PimStep } from "./components/step/step.js";
import { buildNow } from "./send.js";
import { createSession, placeOf } from "./session.js";
import type { Input, Session } from "./session.js";
import { labels, maybeUsed } from "./words/en.js";
import { sentence } from "./words/en-causes.js";
import wasmURL from "go:wasm";

declare global {
  interface Window {
    /** The steps whose Send was pressed before this script ran; set by early.js. */
    pressed?: Record<string, 1>;
  }
}

async function start(): Promise<void> {
  const loading = load(wasmURL);
  const status = part(document, "announce");
  const session = createSession(prefilled(document), (sentence) => {
    status.textContent = sentence;
  });
  const local = localAddress(session.local);
  readPageAddress(session, location.search);
  define();
  adoptFields(document, session);
  // A task each, here and once the engine is there: a press or a scroll never waits for all of them.
  const steps = [...document.querySelectorAll<PimStep>("pim-step")];
  for (const element of [...document.querySelectorAll<PimChoice | PimRail | PimEncode>("pim-choice, pim-rail, pim-encode"), ...steps]) {
    element.session = session;
    await task();
  }
  session.listen(() => {
    remark(document, remarks(session));
    warnLeaving(session);
  });
  takePresses(session);
  const engine = await loading;
  session.local = await local;
  await task();
  await startEngine(session, engine);
  document.documentElement.classList.add("ready");
  // One after the other: a later step may need what an earlier one brings.
  for (const step of steps) if (session.kept.delete(step.stepId)) await step.press();
}

/** Takes over the presses that early.js kept; from here on the session keeps them. */
function takePresses(session: Session): void {
  for (const id of Object.keys(window.pressed ?? {})) session.kept.add(id);
  delete window.pressed;
}

async function startEngine(session: Session, engine: Awaited<ReturnType<typeof load>>): Promise<void> {
  session.engine = engine.ok ? { state: "ready", client: createClient(engine.value) } : { state: "failed", why: engine.error.message };
  settleVersion(session, part(document, "bar-note"));
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

/** Where this playground's localhost PIM is, as its config.json says; the usual place if there is none. */
async function localAddress(usual: string): Promise<string> {
  try {
    const answer = await fetch(new URL("../config.json", import.meta.url));
    const config: unknown = await answer.json();
    const found = (config as { local?: { address?: unknown } } | null)?.local?.address;
    return typeof found === "string" ? found : usual;
  } catch {
    return usual;
  }
}

/** What there is to say beneath the fields. */
function remarks(session: Session): Map<string, Remark> {
  const place = placeOf(session);
  const said = new Map<string, Remark>();
  const complain = ({ field, message, next }: CallError) => {
    if (field !== undefined) said.set(field, { text: `${sentence(message)} ${next ?? ""}`, wrong: true });
  };
  if (place.maybeUsed !== undefined && place.maybeUsed === place.inputs.refresh_token) said.set("refresh_token", { text: maybeUsed, wrong: false });
  for (const variant of ["password", "categories", "refresh"] as const) {
    const built = buildNow(session, variant);
    // An empty field is no fault before it is needed: Send says so then.
    if (built && !("request" in built) && place.inputs[built.field as Input]) complain(built);
  }
  for (const { problem } of place.steps.values()) if (problem?.kind === "input") complain(problem.error);
  return said;
}

function warnLeaving(session: Session): void {
  if (session.journal.length === 0) return;
  for (const link of document.querySelectorAll<HTMLElement>("a[data-walk]:not([title])")) link.title = labels.leaves;
}

void start();
