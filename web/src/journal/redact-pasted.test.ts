// The specification of redact-pasted.ts, with the Go module itself: secrets of
// every shape, in every encoding, where nobody knows that they are secrets,
// and none of it in what leaves.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import wasmURL from "go:wasm";

import { createClient, type Client } from "../authcore/client.js";
import { compile, load } from "../authcore/load.js";
import { answer, call, exchanged, lost, password } from "./example.js";
import { har } from "./har.js";
import type { Exchange } from "./journal.js";
import { mermaid } from "./mermaid.js";
import { untouched } from "./redact.js";
import { isPasted, replaced, withStandIns } from "./redact-pasted.js";
import { sequence } from "./sequence.js";

const token = "ZDM0YjFmMGM5OTdhNGU1NjQ5ZjEwYjIyYzQ2M2ZhZTc0ZDVhYjE0Mzk4NGM0NzI2ZDBkNzM0YWFlNWYyZGMwNA";
const marks = [
  "SECRETMARK",
  "1_4gm4secretmarkqkgskgkk080ssoo80040g44ksowwgw844k44sc00s",
  "secretmark",
  "Xsecretmark-Marked",
  "SECRETMARK.99!",
  "päSECRETMARKß",
  "secret mark SECRETMARK",
  "U0VDUkVUTUFSSzEyMzQ1Njc4OTA",
  "deadbeefcafef00d",
  "0123456789",
  "f4c7a9de-09a1-44ed-a0b3-9dd80f980ace",
  "SECRETMARK\n",
  "\u200bSECRETMARK\u00a0",
  "SECRETMARK:SECRETMARK2",
  "' OR secretmark--",
  "s%65cretm%61rkx",
  token,
  "smtp://secretmark@intern.secretmark.corp/x",
];

const base64 = (text: string) => Buffer.from(text).toString("base64");
const bytes = (text: string) => Array.from(Buffer.from(text));
const units = (text: string) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const dresses: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  base64,
  "base64url without padding": (text) => Buffer.from(text).toString("base64url"),
  "base64, odd": (text) => base64(`a${text}`),
  "base64, odder": (text) => base64(`ab${text}z`),
  "base64 behind a letter": (text) => `q${base64(text)}`,
  "double base64": (text) => base64(base64(`1_x:${text}`)),
  "base64 of a pair": (text) => base64(`1_abc:${text}\n`),
  hex: (text) => Buffer.from(text).toString("hex"),
  percent: encodeURIComponent,
  "percent, all": (text) => bytes(text).map((byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join(""),
  "percent twice": (text) => encodeURIComponent(encodeURIComponent(`x=${text}`)),
  escapes: (text) => units(text).map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join(""),
  entities: (text) => units(text).map((unit) => `&#${String(unit)};`).join(""),
  "within words": (text) => `my${text}token`,
  capitals: (text) => text.toUpperCase(),
};

/** Exchanges of the doctor with a text wherever one can hold it, under no name of a secret where there is a choice. */
function holding(text: string): Exchange[] {
  const what = `GET /api/rest/v1/products/${text}`;
  const header: [string, string][] = [["Authorization", `Basic ${text}`], ["X-Thing", text], [`X-${text}`, "v"], ["Cookie", `a=${text}`], ["User-Agent", `curl/${text}`]];
  const answered = answer({ status: 422, header: [["Server", text], ["Set-Cookie", `${text}=${text}; path=/${text}`], ["Location", `https://pim.test/login?x=${text}#${text}`]], body: `{"code":422,"message":"Category \\"${text}\\" does not exist.","${text}":"${text}"}` });
  const url = `https://${text}:x@pim.test/${text}/api/rest/v1/products?${text}=1&search=${text}#${text}`;
  return [
    exchanged(1, { step: "doctor-as_is", what, request: { method: "GET", url, header }, outcome: answered }),
    exchanged(2, { step: "doctor-corrected", request: { header, body: `{"grant_type":"password","username":"${text}","x":["${text}"],` }, outcome: answer({ body: `<html><title>${text}</title><body class="${text}">502 Bad Gateway ${text}</body></html>` }), place: `own ${text} 7.0` }),
    exchanged(3, { step: "doctor-replay", request: { body: `grant_type=password&${text}=x&password=${text}` }, outcome: { failure: { code: "no_cors", mayHaveActed: true, ms: 3, host: text, probe: { request: { method: "GET", url: `https://${text}/`, header: [] }, answered: true } } } }),
    exchanged(4, { step: "doctor", probe: "pair_in_body", what: "GET probe", request: { method: text, url: text, body: text }, outcome: answered }),
  ];
}

/** All that a text says, whatever encodes it, to some encodings within each other. */
function readings(text: string, left = 2): string[] {
  if (left === 0) return [text];
  const next = [
    text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/[&]?#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll("\\", ""),
  ].filter((other) => other !== text);
  for (const [run] of text.matchAll(/[\w+/-]{8,}/g)) {
    for (const from of [0, 1, 2, 3]) next.push(Buffer.from(run.slice(from), "base64").toString("latin1"));
    for (const from of [0, 1]) next.push(Buffer.from(run.slice(from), "hex").toString("latin1"));
  }
  return [text, ...next.flatMap((other) => readings(other, left - 1))];
}

/** What of a mark must not be found: its longest run of letters and digits. */
function needleOf(mark: string): string {
  return mark.toLowerCase().split(/[^%0-9a-z]+/).reduce((longest, run) => (run.length > longest.length ? run : longest));
}

const words = { title: "Doctor", comment: "c", leftOut: "left out", entry: ({ n, what, outcome }: Exchange) => `${String(n)}. ${what} ${"taken" in outcome ? outcome.taken : ""}`, probe: () => "probe" };
const sayings = { answered: ({ outcome }: Exchange) => ("sent" in outcome ? `${String(outcome.sent.response.status)} ${JSON.stringify(outcome.sent.response.header)}` : "none"), probe: "probe", probed: String };
const lanes = { browser: "b", client: "c", pim: "p" };
const redactions = (exchange: Exchange) => (isPasted(exchange) ? replaced : untouched);

async function newClient(): Promise<Client> {
  const engine = await load(await compile(new Response(readFileSync(fileURLToPath(wasmURL)))));
  assert.ok(engine.ok, JSON.stringify(engine));
  return createClient(engine.value);
}

test("no secret that was pasted is in a file, a diagram or an address, whatever its shape, its encoding and its place", async () => {
  const client = await newClient();
  let [shown, asked] = [0, 0];
  const finds = (text: string, needle: string) => readings(text).some((reading) => reading.toLowerCase().includes(needle));
  for (const [i, mark] of marks.entries()) {
    const needle = needleOf(mark);
    for (const [j, [dress, encode]] of Object.entries(dresses).entries()) {
      if ((i + j) % 3 > 0) continue; // the others are Go's own test's
      const all = holding(encode(mark));
      if (mark === "SECRETMARK") assert.ok(finds(JSON.stringify(har(all, () => untouched, words)), needle), `the search finds ${dress}`);
      const leaving = withStandIns(all, client, "left out");
      shown += leaving.filter(({ request }) => request.url !== "").length;
      assert.deepEqual(leaving.map(({ n, started }) => [n, started]), all.map(({ n, started }) => [n, started]));
      const { entries } = har(leaving, redactions, words).log;
      for (const text of [...entries.map((entry) => JSON.stringify(entry)), mermaid(sequence(leaving, sayings), lanes, () => "")]) {
        assert.ok(!finds(text, needle), `${mark} as ${dress}`);
      }
      asked += all.length;
    }
  }
  // What is left out altogether would hold none, either.
  assert.equal(shown, asked);
});

test("what was pasted keeps its shape; what a walk sent stays what it was", async () => {
  const client = await newClient();
  const pasted = Array.from({ length: 12 }, (_, i) => exchanged(i + 1, { step: "doctor-as_is", name: "password", request: { header: [["Authorization", `Basic ${base64("7_abcdef:xyzwxyzw\n")}`]], body: '{"grant_type":"password","username":"anna","password":"ottokar"}' }, outcome: answer({ status: 422, body: '{"code":422,"message":"This grant type is not authorized for this client"}' }) }));
  const leaving = withStandIns([call, ...pasted, password], client, "left out");
  assert.deepEqual([leaving[0], leaving.at(-1)], [call, password]);
  for (const { name, what, request, outcome } of leaving.slice(1, -1)) {
    assert.deepEqual([name, what], ["password", "POST token"]);
    const pair = Buffer.from((request.header[0]?.[1] ?? "").replace("Basic ", ""), "base64").toString();
    assert.match(pair, /^\d_[a-z]{6}:[a-z]{8}\n$/);
    assert.notEqual(pair, "7_abcdef:xyzwxyzw\n");
    assert.match(request.body ?? "", /^\{"grant_type":"password","username":"[a-z]{4}","password":"[a-z]{7}"\}$/);
    assert.ok("sent" in outcome && outcome.sent.response.body === '{"code":422,"message":"This grant type is not authorized for this client"}');
  }
  assert.deepEqual(withStandIns([exchanged(1, { step: "doctor-replay", outcome: lost(true) })], client, "")[0]?.outcome, { failure: { code: "dropped", mayHaveActed: true, ms: 7, host: "" } });
});

test("without the Go module, or if it refuses, what was pasted is left out", () => {
  const refuses = { ask: () => ({ ok: false, error: { code: "leak", message: "" } }) } as unknown as Client;
  for (const client of [undefined, refuses]) {
    const [own, pasted, ...none] = withStandIns([call, ...holding("SECRETMARK").slice(0, 1)], client, "left out");
    assert.deepEqual([own, none], [call, []]);
    assert.doesNotMatch(JSON.stringify(pasted), /secretmark/i);
    assert.deepEqual([pasted?.request, pasted?.outcome], [{ method: "", url: "", header: [] }, { taken: "left out" }]);
  }
});
