// The specification of unseen.ts: what stands in our sentences of what others wrote.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bySight, tame, unseenRun } from "./unseen.js";

test("what is seen stays as it is", () => {
  for (const text of ["", "plain", "a\tb\nc\r\nd", "Ünïcödé e\u0301 中文", "אבג", "<b>&amp;</b>"]) assert.deepEqual(bySight(text), [text]);
});

test("what cannot be seen is a stretch of its own; joined they are the text", () => {
  const text = `a\u202eb\u200b\u200b\u0000c\u3164d\re${"\u0301".repeat(9)}f`;
  const pieces = bySight(text);
  assert.equal(pieces.join(""), text);
  assert.deepEqual(pieces.filter((_, i) => i % 2 === 1).map(unseenRun), ["right-to-left override", "zero-width space and 2 more unseen", "U+3164", "carriage return", "U+0301 and 8 more unseen"]);
});

test("in a sentence it is named, short, and turns nothing round", () => {
  assert.equal(tame("fine"), "fine");
  assert.equal(tame("a\u202eb"), "a⟨right-to-left override⟩b");
  assert.equal(tame("x".repeat(2000)), `${"x".repeat(1000)}…`);
  assert.equal(tame("abc", 2), "ab…");
  assert.equal(tame("אב (1)"), "\u2068אב (1)\u2069");
});
