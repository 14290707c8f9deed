// The specification of unpack.ts: the addresses come back, all else stays.

import assert from "node:assert/strict";
import { test } from "node:test";

import { unpack } from "./unpack.js";

const head = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const types = [1, 3, 0x42, 0x81, 0x80]; // another section, however it looks
const difference = (n: number) => [0x42, 0x80 | n, 0x80, 0x80, 0x80, 0];

function moduleOf(...functions: number[][]): number[] {
  const code = [functions.length, ...functions.flatMap((body) => [body.length, ...body])];
  return [...head, ...types, 10, code.length, ...code];
}

async function unpacked(...functions: number[][]): Promise<number[]> {
  const bytes = new Uint8Array(moduleOf(...functions));
  await unpack(bytes, () => Promise.resolve());
  return [...bytes];
}

/** i64.const of function f and a count, as Go writes it. */
function address(f: number, count: number): number[] {
  let n = (0x1000 + f) * 0x10000 + count;
  const bytes = [0x42];
  for (; n >= 0x40; n = Math.floor(n / 128)) bytes.push((n % 128) | 0x80);
  return [...bytes, n];
}

test("each function counts for itself", async () => {
  assert.deepEqual(
    await unpacked([...difference(1), 0x0b, ...difference(1), ...difference(127)], [...difference(3)]),
    moduleOf([...address(0, 1), 0x0b, ...address(0, 2), ...address(0, 129)], [...address(1, 3)]),
  );
});

test("numbers that a compiler writes stay", async () => {
  const others = [0x42, 0x80, 0x80, 0x80, 0x80, 0x10, 0x42, 0, 0x42, 0x81, 0x80, 0x80, 0x01, 0x42, 0x81];
  assert.deepEqual(await unpacked(others), moduleOf(others));
});

test("what is no module is left alone", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  await unpack(bytes, () => Promise.resolve());
  assert.deepEqual([...bytes], [1, 2, 3]);
});
