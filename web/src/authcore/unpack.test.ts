// The specification of unpack.ts: the addresses come back, all else stays.

import assert from "node:assert/strict";
import { test } from "node:test";

import { unpacking } from "./unpack.js";

const head = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const types = [1, 3, 0x42, 0x81, 0x80]; // another section, however it looks
const difference = (n: number) => [0x42, 0x80 | n, 0x80, 0x80, 0x80, 0];

function moduleOf(...functions: number[][]): number[] {
  const code = [functions.length, ...functions.flatMap((body) => [body.length, ...body])];
  return [...head, ...types, 10, code.length, ...code];
}

/** What comes of a file that comes in chunks of so many bytes. */
async function passed(bytes: number[], size: number): Promise<number[]> {
  const chunks = Array.from({ length: Math.max(1, Math.ceil(bytes.length / size)) }, (_, i) => new Uint8Array(bytes.slice(i * size, (i + 1) * size)));
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(out) {
      for (const chunk of chunks) out.enqueue(chunk);
      out.close();
    },
  });
  return [...new Uint8Array(await new Response(stream.pipeThrough(unpacking(() => Promise.resolve()))).arrayBuffer())];
}

/** The same whatever the borders of the chunks are. */
async function unpacked(bytes: number[]): Promise<number[]> {
  const whole = await passed(bytes, Infinity);
  for (let size = 1; size <= bytes.length; size++) assert.deepEqual(await passed(bytes, size), whole, `in chunks of ${String(size)}`);
  return whole;
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
    await unpacked(moduleOf([...difference(1), 0x0b, ...difference(1), ...difference(127)], [], [...difference(3)])),
    moduleOf([...address(0, 1), 0x0b, ...address(0, 2), ...address(0, 129)], [], [...address(2, 3)]),
  );
});

test("numbers that a compiler writes stay", async () => {
  const others = [0x42, 0x80, 0x80, 0x80, 0x80, 0x10, 0x42, 0, 0x42, 0x81, 0x80, 0x80, 0x01, 0x42, 0x81];
  assert.deepEqual(await unpacked(moduleOf(others)), moduleOf(others));
});

test("a function of more than 127 bytes, and sections behind the code", async () => {
  const long = Array.from({ length: 200 }, () => 0x0b);
  const module = (first: number[]) => [...head, ...types, 10, 0xd1, 1, 1, 0xce, 1, ...first, ...long, 11, 3, ...difference(1).slice(0, 3), 10, 7, 1, 6, ...difference(1)];
  assert.deepEqual(await unpacked(module(difference(5))), module(address(0, 5)));
});

test("what is no whole module is left alone", async () => {
  for (const bytes of [[], [1, 2, 3], [...head, 10], [...head, ...types, 10, 9, 1, 200, 1, ...difference(1)]]) assert.deepEqual(await unpacked(bytes), bytes);
});
