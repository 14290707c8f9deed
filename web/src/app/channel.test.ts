// The specification of what tabs say to each other: what is believed, and who
// is given what came.

import assert from "node:assert/strict";
import { test } from "node:test";

import { best, messageOf, newId } from "./channel.js";
import type { Verdict } from "./channel.js";

test("only a whole message is one", () => {
  const read = (data: unknown) => messageOf({ data } as MessageEvent<unknown>);
  const good = [
    { kind: "came", id: "1", at: "callback", address: "https://a/callback?code=c" },
    { kind: "judged", id: "1", tab: "t", verdict: "taken" },
    { kind: "take", id: "1", tab: "t" },
    { kind: "done", id: "1", verdict: "go", go: "https://pim/" },
  ];
  for (const message of good) assert.deepEqual(read(message), message);
  const bad = [null, undefined, 1, "take", {}, { kind: "take" }, { kind: "take", id: 1, tab: "t" }, { kind: "take", id: "1" }, { kind: "came", id: "1", at: "callback" }, { kind: "other", id: "1" }, { kind: "toString", id: "1" }];
  for (const data of bad) assert.equal(read(data), undefined, JSON.stringify(data));
});

test("the tab that is meant comes before one that saw it already, and that before all that refuse", () => {
  const first = (...verdicts: Verdict[]) => best(verdicts.map((verdict) => ({ verdict })))?.verdict;
  assert.equal(first(), undefined);
  assert.equal(first("other_state", "taken", "already"), "taken");
  assert.equal(first("other_state", "already"), "already");
  assert.equal(first("other_state", "no_code"), "no_code");
  assert.equal(first("ask", "go"), "go");
  assert.equal(first("bad_pim_url", "ask"), "ask");
});

test("no two tabs have one name", () => {
  assert.notEqual(newId(), newId());
  assert.match(newId(), /^[0-9a-f]{24}$/);
});
