import assert from "node:assert/strict";
import { test } from "node:test";
import { made, notFound, quoted, statements } from "./shell.ts";

test("a command ends where its line does, unless a backslash or a quote says no", () => {
  const cases: [text: string, lines: string[], open: boolean][] = [
    ["a b", ["a b"], false],
    ["a \\\n  b", ["a \\\n  b"], false],
    ["a \\\n  b\n c \\\n d", ["a \\\n  b", "c \\\n d"], false],
    ["a\n\nb\n", ["a", "b"], false],
    ["a \\", ["a \\"], true],
    ["a \\\n", ["a \\"], true],
    ["a \"x\ny\" z", ["a \"x\ny\" z"], false],
    ["a 'x", ["a 'x"], true],
    ["a 'x\\' b", ["a 'x\\' b"], false],
    ['a "x\\" b', ['a "x\\" b'], true],
    ["", [], false],
  ];
  for (const [text, lines, open] of cases) assert.deepEqual(statements(text), { lines, open }, text);
});

test("any text is one word of a shell", () => {
  assert.equal(quoted("ERP connection"), "'ERP connection'");
  assert.equal(quoted("l'ERP $x"), String.raw`'l'\''ERP $x'`);
});

test("an option alone is no command", () => {
  assert.equal(notFound('--grant_type="password" \\\n --x'), "sh: --grant_type=password: command not found\n");
  assert.equal(notFound("php app/console x"), undefined);
});

test("what was made stands in what was printed", () => {
  assert.deepEqual(made("A new client has been added.\nclient_id: 3_a\nsecret: b\nlabel: secret: c\n"), { client_id: "3_a", secret: "b" });
  assert.deepEqual(made("A new connection …\nCode: sap\nClient ID: 3_a\nSecret: b\nUsername: sap_1234\nPassword: c\nAuditable: no\n"), { client_id: "3_a", secret: "b", username: "sap_1234", password: "c" });
  assert.equal(made("No client found for this id.\n"), undefined);
});
