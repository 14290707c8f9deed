// The one engine of all embeds of a page: fetched when a reader first touches
// one, since it weighs more than all else together.

import { createClient } from "../authcore/client.js";
import type { Client } from "../authcore/client.js";
import { load } from "../authcore/load.js";
import { readOwn } from "../components/choice/own.js";
import { inputNames, placeOf } from "../session.js";
import type { Session } from "../session.js";
import wasmURL from "go:wasm";

let engine: Promise<{ client: Client } | { why: string }> | undefined;

/** Gives a session the engine, once, when what is waited for is over; what was pressed meanwhile is done then. */
export function startEngine(session: Session, over: Promise<void> = Promise.resolve()): void {
  if (session.engine.state !== "loading" || session.starting) return;
  session.starting = start(session, over);
}

async function start(session: Session, over: Promise<void>): Promise<void> {
  engine ??= fetchEngine();
  const [found] = await Promise.all([engine, over]);
  if ("why" in found) engine = undefined; // the next session tries again
  session.engine = "why" in found ? { state: "failed", why: found.why } : { state: "ready", client: found.client };
  // The address of a PIM is known now: what was typed meanwhile belongs to it.
  const typed = placeOf(session).inputs;
  readOwn(session);
  const { inputs } = placeOf(session);
  if (inputs !== typed) for (const name of inputNames) if (typed[name] !== "") inputs[name] = typed[name];
  await session.faults?.();
  session.changed();
}

async function fetchEngine(): Promise<{ client: Client } | { why: string }> {
  const loaded = await load(wasmURL);
  return loaded.ok ? { client: createClient(loaded.value) } : { why: loaded.error.message };
}
