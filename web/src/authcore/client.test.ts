// The specification of client.ts: how the demo PIMs survive a crash.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createClient } from "./client.js";
import type { Result } from "./contract.js";
import type { Engine } from "./load.js";

/** An engine that notes its calls and answers from a table. */
function engine(values: Record<string, Result<unknown>>) {
  const calls: [name: string, args: object][] = [];
  let restarted: () => void = () => undefined;
  const engine: Engine = {
    call(name, args) {
      calls.push([name, args]);
      return values[name] ?? { ok: false, error: { code: "unknown_call", message: name } };
    },
    running: () => Promise.resolve(),
    onRestart(f) {
      restarted = f;
    },
  };
  return { engine, calls, values, restart: () => { restarted(); } };
}

const request = { method: "GET", url: "https://demo.pim/api/rest/v1", header: [] };
const answer = { response: { status: 200, header: [], body: "{}" }, delay_ms: 0, drop: false };
const snapshot = (text: string): Result<unknown> => ({ ok: true, value: { snapshot: text } });

test("a demo PIM is remembered after each answer and put back after a restart", async () => {
  const e = engine({ versions: { ok: true, value: [] }, demo: { ok: true, value: answer }, demo_snapshot: snapshot("one") });
  const client = createClient(e.engine);
  assert.deepEqual(await client.demo({ session: "page", version: "7.0", request }), answer);
  e.values.demo_snapshot = snapshot("two");
  await client.demo({ session: "page", version: "7.0", request });
  await client.demo({ session: "embed", version: "7.0", request });
  e.calls.length = 0;
  e.restart();
  assert.deepEqual(e.calls, [
    ["demo_restore", { session: "page", snapshot: "two" }],
    ["demo_restore", { session: "embed", snapshot: "two" }],
  ]);
});

test("a demo PIM without an answer rejects, and is remembered as it was", async () => {
  const e = engine({ demo: { ok: true, value: answer }, demo_snapshot: snapshot("one") });
  const client = createClient(e.engine);
  await client.demo({ session: "page", version: "7.0", request });
  e.values.demo = { ok: false, error: { code: "crashed", message: "demo: crashed" } };
  e.values.demo_snapshot = snapshot("two");
  await assert.rejects(client.demo({ session: "page", version: "7.0", request }), new Error("demo: crashed"));
  e.calls.length = 0;
  e.restart();
  assert.deepEqual(e.calls, [["demo_restore", { session: "page", snapshot: "one" }]]);
});

test("the versions are asked for once", () => {
  const rows = [{ version: "7.0", release: "7.0.22" }];
  const e = engine({ versions: { ok: true, value: rows } });
  const client = createClient(e.engine);
  assert.deepEqual([client.versions(), client.versions()], [rows, rows]);
  assert.equal(e.calls.length, 1);
  assert.deepEqual(createClient(engine({}).engine).versions(), []);
});
