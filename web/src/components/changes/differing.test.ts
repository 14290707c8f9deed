// What is marked of two answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { differing } from "./differing.js";

test("the words between what both begin and end with, line by line", () => {
  assert.deepEqual(differing("404\nGET /api/x, sorry", "404\nGET https://pim/api/x, sorry"), [
    [
      ["404", "", ""],
      ["GET ", "", "/api/x, sorry"],
    ],
    [
      ["404", "", ""],
      ["GET ", "https://pim", "/api/x, sorry"],
    ],
  ]);
});

test("a member more, a text that grows, whole words only", () => {
  const second = (a: string, b: string) => differing(a, b)[1];
  assert.deepEqual(second('{"code":"a","labels":{}}', '{"code":"a","updated":1,"labels":{}}'), [['{"code":"a","', 'updated":1,"', 'labels":{}}']]);
  assert.deepEqual(second("A token is invalid.", "A token is invalid. The App is gone."), [["A token is invalid.", " The App is gone.", ""]]);
  assert.deepEqual(second("the answer is 401 and no more", "the answer is 403 and no more"), [["the answer is ", "403", " and no more"]]);
});

test("nothing is marked where nearly all differs; other numbers of lines are one text", () => {
  assert.deepEqual(differing("200 OK", "404 Not Found")[0], [["200 OK", "", ""]]);
  assert.deepEqual(differing("a long line of words", "a long line of words\n")[1], [["a long line of words", "\n", ""]]);
});
