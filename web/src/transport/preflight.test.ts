// The specification of preflight.ts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { preflightHeaders } from "./preflight.js";
import type { HeaderLine } from "./wire.js";

test("what a preflight asks for", () => {
  const rows: [HeaderLine[], string[]][] = [
    [[], []],
    [[["Authorization", "Bearer t"]], ["authorization"]],
    [[["Content-Type", "application/json"], ["Authorization", "Basic eA=="]], ["authorization", "content-type"]],
    [[["Content-Type", "application/json"]], ["content-type"]],
    // The client in a form body: sent without asking, whether the PIM knows CORS or not.
    [[["Content-Type", "application/x-www-form-urlencoded"]], []],
    [[["content-type", "Text/Plain; charset=utf-8"], ["Accept", "*/*"]], []],
  ];
  for (const [header, want] of rows) {
    assert.deepEqual(preflightHeaders({ method: "POST", url: "https://pim.example/", header }), want);
  }
});
