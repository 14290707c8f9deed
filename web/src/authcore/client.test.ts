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
    end() {
      calls.push(["end", {}]);
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

test("a person's browser is remembered as the demo PIM is, and rejects as it does", async () => {
  const browsed = { exchanges: [], address: "https://demo.pim/", screen: null, delay_ms: 0 };
  const e = engine({ browse: { ok: true, value: browsed }, demo_snapshot: snapshot("one") });
  const client = createClient(e.engine);
  const args = { session: "page", version: "7.0", action: "close" } as const;
  assert.deepEqual(await client.browse(args), browsed);
  e.values.browse = { ok: false, error: { code: "failed", message: "the checkbox must be ticked first" } };
  await assert.rejects(client.browse(args), new Error("the checkbox must be ticked first"));
  e.calls.length = 0;
  e.restart();
  assert.deepEqual(e.calls, [["demo_restore", { session: "page", snapshot: "one" }]]);
});

test("random comes from the browser, anew each time", () => {
  const e = engine({ random: { ok: true, value: { text: "x" } } });
  const client = createClient(e.engine);
  e.calls.length = 0;
  client.random({ kind: "state" });
  client.random({ kind: "state" });
  const [one, two] = e.calls.map(([, args]) => args as { kind: string; random_base64: string });
  assert.ok(one && two);
  assert.equal(one.kind, "state");
  assert.equal(Buffer.from(one.random_base64, "base64").length, 30);
  assert.notEqual(one.random_base64, two.random_base64);
});

test("a time crosses as a whole number", () => {
  const e = engine({});
  const client = createClient(e.engine);
  client.idTokenFaults({ token: "", issuer: "", client_id: "", now_ms: 1.9 });
  assert.deepEqual(e.calls.at(-1), ["id_token_faults", { token: "", issuer: "", client_id: "", now_ms: 1 }]);
});
