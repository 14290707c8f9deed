// The specification of link.ts: what is packed comes back, and a link from
// anywhere does no harm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pack, unpack } from "./link.js";

const text = `{"v":1,"c":[{"request":{"method":"POST","body":"päss\\u200b ${"abc".repeat(500)}"}}]}`;

test("what is packed comes back, in characters of an address, and is short", async () => {
  const packed = await pack(text);
  assert.match(packed, /^z[\w-]+$/);
  assert.ok(packed.length < text.length / 5, String(packed.length));
  assert.equal(await unpack(packed), text);
});

test("a browser that cannot deflate packs as it is; any browser unpacks that", async () => {
  const { CompressionStream: deflate } = globalThis;
  // @ts-expect-error -- some browsers have none
  globalThis.CompressionStream = undefined;
  try {
    const packed = await pack(text);
    assert.match(packed, /^j[\w-]+$/);
    assert.equal(await unpack(packed), text);
  } finally {
    globalThis.CompressionStream = deflate;
  }
});

test("what no page packed is nothing", async () => {
  const bomb = await pack("a".repeat(4 << 20));
  assert.ok(bomb.length < 10_000, "a megabyte is packed small");
  for (const hash of ["", "z", "j", "x", "zAAAA", "z====", "j%", "j\n", "jgA", `j${"A".repeat(1 << 20)}`, bomb, (await pack(text)).slice(0, -9)]) {
    assert.equal(await unpack(hash), undefined, hash.slice(0, 20));
  }
});
