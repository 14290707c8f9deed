// The specification of wire.ts: bytes in, the same bytes out.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bodyOf, bytesOf, type WireBody } from "./wire.js";

const table: [title: string, bytes: number[], want: WireBody][] = [
  ["nothing", [], { body: "" }],
  ["text", [0xc3, 0xa9, 0x0a, 0x00], { body: "é\n\u0000" }],
  ["a byte order mark stays", [0xef, 0xbb, 0xbf, 0x7b], { body: "\ufeff{" }],
  ["what is not UTF-8", [0xff, 0x00, 0x61], { body_base64: "/wBh" }],
];

for (const [title, bytes, want] of table) {
  test(title, () => {
    assert.deepEqual(bodyOf(Uint8Array.from(bytes)), want);
    assert.deepEqual(bytesOf(want), Uint8Array.from(bytes));
  });
}

test("no body", () => {
  assert.equal(bytesOf({}), undefined);
});
