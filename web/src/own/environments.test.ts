// The specification of what is kept of PIMs: what is good comes back, and
// nothing else does harm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nameOf, parseKept, withOne, type Environment } from "./environments.js";

const accepts = { address: (text: string) => /^https:\/\/[a-z.]+$/.test(text), version: (text: string) => text === "7.0" };
const one: Environment = { name: "Staging", address: "https://staging.example.com", version: "7.0", client_id: "1_abc", production: false };

test("what is good comes back, and no member that is not ours", () => {
  assert.deepEqual(parseKept(JSON.stringify([{ ...one, secret: "x" }]), accepts), { list: [one], left: 0 });
  assert.deepEqual(parseKept("[]", accepts), { list: [], left: 0 });
});

test("a version that the page does not offer is forgotten, the PIM is not", () => {
  assert.deepEqual(parseKept(JSON.stringify([{ ...one, version: "1.0" }]), accepts).list, [{ ...one, version: "" }]);
});

for (const text of ["", "null", "{}", '"x"', "7", "[", "[1,", '{"length":1}', `[${" ".repeat(60_000)}]`, "[".repeat(50_000)]) {
  test(`no list: ${text.slice(0, 12)}`, () => {
    assert.deepEqual(parseKept(text, accepts), { list: [], left: 0, trouble: "broken" });
  });
}

test("entries of another kind are left out and counted", () => {
  const others = [
    null,
    1,
    "https://x.example.com",
    [],
    {},
    { ...one, name: 1 },
    { ...one, name: "" },
    { ...one, name: "a\u202eb" },
    { ...one, name: "x".repeat(61) },
    { ...one, address: "javascript:alert(1)" },
    { ...one, address: `https://${"a".repeat(300)}` },
    { ...one, client_id: "x".repeat(201) },
    { ...one, production: "yes" },
    { ...one, version: 7 },
    { ...one, name: "Another of the same address" },
    { ...one, address: "https://of-the-same-name.example.com" },
  ];
  assert.deepEqual(parseKept(JSON.stringify([one, ...others]), accepts), { list: [one], left: others.length });
});

test("a list without end has one", () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ ...one, name: `N${String(i)}`, address: `https://${"a".repeat(i + 1)}` }));
  const { list, left } = parseKept(JSON.stringify(many), accepts);
  assert.deepEqual([list.length, left], [50, 10]);
});

test("a name is one short line that one can see", () => {
  assert.equal(nameOf("  Pro\u202educ\u200btion\n\u2028 "), "Production");
  assert.equal(nameOf("é".repeat(70)), "é".repeat(60));
  assert.equal(nameOf("\u0000\ud800"), "");
});

test("a PIM is kept once", () => {
  const other = { ...one, name: "Production", address: "https://pim.example.com", production: true };
  assert.deepEqual(withOne([one], other), [one, other]);
  assert.deepEqual(withOne([one, other], { ...one, name: "Test" }), [{ ...one, name: "Test" }, other]);
});
