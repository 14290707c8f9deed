// The specification of what surrounds a diagnosis: words and marks.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Finding, Mark, Words } from "../authcore/contract-diagnose.js";
import { cut, plain } from "../components/text.js";
import { characters, excerpt, inAnswer, inRequest, numbered } from "./marks.js";
import { fill, tell, tellChange } from "./words.js";

const mark = (part: Mark["part"], from: number, to: number, more: Partial<Mark> = {}): Mark => ({ in: "request", part, line: 0, from, to, decoded: false, ...more });
const finding: Finding = { code: "basic_line_feed", certainty: "certain", args: { what: "line_feed", at: "7", until: "" }, evidence: [], probes: [{ name: "pair", request: { method: "GET", url: "https://pim", header: [] }, http: [] }], source: "token/6", reason: "" };
const words: Words = {
  findings: { basic_line_feed: { cause: "The pair ends with a {what|term}.", cure: "Take it out, at {at} of {elsewhere} and {\"json\"}.", detail: ["Here.", "Until {until}."], snippet: [{ title: "sh", text: "echo -n {at}" }] } },
  terms: { line_feed: "line feed" },
  reasons: {},
  probes: { pair: "Shows it." },
  sources: { "token/6": "The token endpoint" },
  differences: { cured: "Gone: {finding}" },
};

test("places are filled with arguments and terms, and braces that are no place stay", () => {
  assert.deepEqual(tell(words, finding), {
    finding,
    cause: "The pair ends with a line feed.",
    cure: "Take it out, at 7 of {elsewhere} and {\"json\"}.",
    detail: ["Here."],
    change: "",
    snippet: [{ title: "sh", text: "echo -n 7" }],
    reason: "",
    source: "The token endpoint",
    probes: { pair: "Shows it." },
  });
  assert.equal(fill("{what|term}", { what: "euro" }, {}), "euro");
});

test("without words the code is the cause", () => {
  const told = tell(undefined, finding);
  assert.deepEqual([told.cause, told.cure, told.probes], ["basic_line_feed", "", { pair: "pair" }]);
});

test("what was cured is said by its cause", () => {
  assert.equal(tellChange(words, { code: "cured", args: { finding: "basic_line_feed", what: "line_feed" } }), "Gone: The pair ends with a line feed.");
  assert.equal(tellChange(undefined, { code: "cured", args: {} }), "cured");
});

test("bytes of UTF-8 become characters", () => {
  assert.deepEqual([0, 1, 3, 4].map((bytes) => characters("aéb", bytes)), [0, 1, 2, 3]);
  assert.deepEqual(cut([["", "ab"], ["secret", "cd"]], 1, 3), [["", "b"], ["secret", "c"]]);
});

const request = { method: "POST", url: "https://pim.example:8443/base/api/oauth/v1/token?x=1", header: [["Authorization", "Basic YTpiYwo="], ["X-É", "é!"]] as [string, string][], body: '{"password":"pä?"}' };
const shown = [["", `POST /base/api/oauth/v1/token?x=1\nHost: pim.example:8443\nAuthorization: Basic YTpiYwo=\nX-É: é!\n\n{"password":"pä?"}`]] as [("")  , string][];
const at = (m: Mark) => inRequest(request, shown, [{ mark: m, n: 3 }]).map(({ from, to, n }) => `${plain(shown).slice(from, to)} ${String(n)}`);

test("marks are found in a request as it is shown", () => {
  assert.deepEqual(at(mark("method", 0, 4)), ["POST 3"]);
  assert.deepEqual(at(mark("url", 29, 33)), ["/api 3"]);
  assert.deepEqual(at(mark("url", 0, 5)), ["pim.example:8443 3"]);
  assert.deepEqual(at(mark("header", 2, 3, { line: 1 })), ["! 3"]);
  assert.deepEqual(at(mark("header", 4, 5, { decoded: true })), ["Ywo= 3"]);
  assert.deepEqual(at(mark("body", 16, 17)), ["? 3"]);
  assert.deepEqual(at(mark("body", 0, 1, { in: "response" })), []);
  assert.deepEqual(inRequest(request, [["", "GET / \n"]], [{ mark: mark("method", 0, 3), n: 1 }]), []);
});

test("marks are found in an answer", () => {
  const marks = numbered([{ finding: { certainty: "likely", evidence: [mark("body", 1, 2, { in: "response" })] } }, { finding: { certainty: "ruled_out", evidence: [mark("body", 0, 1, { in: "response" })] } }]);
  assert.deepEqual(inAnswer("é<", "body", 0, marks), [{ from: 1, to: 1, n: 1 }]);
});

test("an excerpt keeps kinds and leaves out what is far", () => {
  const found = excerpt(request, mark("header", 4, 5, { decoded: true }), () => "a:bc\n");
  assert.deepEqual(found, { part: "header", name: "Authorization", decoded: true, before: [["client_id", "a"], ["", ":"], ["secret", "bc"]], marked: [["secret", "\n"]], after: [] });
  const long = excerpt({ ...request, body: "x".repeat(100) }, mark("body", 50, 51), () => "");
  assert.deepEqual([long && plain(long.before), long && plain(long.after)], [`…${"x".repeat(28)}`, `${"x".repeat(28)}…`]);
});
