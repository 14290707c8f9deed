// The specification of the journal's views: the arrows, who has seen what, the
// text for Mermaid, the lives of tokens.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answer, appToken, call, callback, exchanged, idToken, lost, noon, password, redirected, refresh } from "./example.js";
import type { Exchange } from "./journal.js";
import { mermaid } from "./mermaid.js";
import { seen } from "./seen.js";
import { sequence } from "./sequence.js";
import { lives, stateOf } from "./timeline.js";

const sayings = { answered: ({ outcome }: Exchange) => ("sent" in outcome ? String(outcome.sent.response.status) : "nothing"), probe: "probe", probed: String };
const drawn = (...exchanges: Exchange[]) => sequence(exchanges, sayings);

test("an exchange is an arrow there and one back, each with the secrets in it", () => {
  const { lanes, rounds } = drawn(password, call);
  assert.deepEqual(lanes, ["client", "pim"]);
  assert.deepEqual(
    rounds.map(({ channel, arrows }) => [channel, ...arrows.map(({ n, from, to, text, carries, line }) => [n, from, to, text, carries.join(" "), line].join("|"))]),
    [
      ["back", "1|client|pim|POST token|secret pair password|request", "1|pim|client|200|access_token refresh_token|good"],
      ["back", "2|client|pim|GET categories|access_token|request", "2|pim|client|200||good"],
    ],
  );
});

test("the browser has its lane where it takes part, and its messages are the front channel", () => {
  const { lanes, rounds } = drawn(redirected, callback, appToken);
  assert.deepEqual(lanes, ["browser", "client", "pim"]);
  assert.deepEqual(rounds.map(({ channel, arrows }) => `${channel} ${String(arrows.length)}`), ["front 2", "front 1", "back 2"]);
});

test("refused, lost and probed have lines of their own", () => {
  const probe = { request: call.request, answered: true };
  const lines = (outcome: Exchange["outcome"]) => drawn(exchanged(1, { outcome })).rounds[0]?.arrows.map(({ line, text }) => `${line} ${text}`);
  assert.deepEqual(lines(answer({ status: 422 })), ["request POST token", "bad 422"]);
  assert.deepEqual(lines(answer({ status: 302 })), ["request POST token", "good 302"]);
  assert.deepEqual(lines(lost(true)), ["request POST token", "none nothing"]);
  assert.deepEqual(lines({ failure: { code: "no_cors", mayHaveActed: true, ms: 1, host: "h", probe } }), ["request POST token", "none nothing", "request probe", "good true"]);
  assert.deepEqual(lines({ failure: { code: "no_answer", mayHaveActed: true, ms: 1, host: "h", probe: { ...probe, answered: false } } })?.at(-1), "none false");
});

test("a lane has seen a secret since the first message that it sent or got", () => {
  const rows = Object.fromEntries(seen(drawn(redirected, callback, appToken)).map(({ kind, first }) => [kind, Object.fromEntries(first)]));
  assert.deepEqual(rows, {
    access_token: { client: 6, pim: 6 },
    id_token: { client: 6, pim: 6 },
    code: { pim: 4, browser: 4, client: 5 },
    state: { browser: 4, pim: 4, client: 5 },
    code_identifier: { client: 6, pim: 6 },
    cookie: { pim: 4, browser: 4 },
  });
});

test("Mermaid’s text draws the channels apart and holds nothing that ends a line early", () => {
  const odd = exchanged(7, { what: 'GET a;b #1 <i>"%%{x}"\nend', outcome: lost(false) });
  const names = { browser: "Browser; mine", client: "Your App", pim: "PIM" };
  assert.equal(
    mermaid(drawn(redirected, callback, call, odd), names, ({ carries }) => carries.join(" & ")),
    `sequenceDiagram
    participant browser as Browser#59; mine
    participant client as Your App
    participant pim as PIM
    browser-->>pim: 4. GET authorize, state
    pim-->>browser: 4. 302, code #38; state #38; cookie
    browser-->>client: 5. GET callback, code #38; state
    client->>pim: 2. GET categories, access_token
    pim->>client: 2. 200
    client->>pim: 7. GET a#59;b #35;1 #60;i#62;#34;#37;#37;#123;x#125;#34; end
    pim-xclient: 7. nothing
`,
  );
});

test("a token lives from its answer to its end, with what it was used for", () => {
  const [access, refreshToken, second, , ...rest] = lives([password, call, refresh]);
  assert.equal(rest.length, 0);
  assert.deepEqual([access?.kind, access?.nth, access?.born, access?.ends, access?.uses], ["access_token", 1, noon + 1000, noon + 3_601_000, [call]]);
  assert.deepEqual([refreshToken?.kind, refreshToken?.ends, refreshToken?.spent], ["refresh_token", noon + 1000 + 14 * 86_400_000, refresh]);
  assert.deepEqual([second?.nth, second?.value, second?.uses], [2, "ACCESS-2", []]);
});

test("a code lives thirty seconds from the PIM, and its exchange uses it up; an App token has no end, an id_token its own", () => {
  const [code, app, id] = lives([redirected, callback, appToken]);
  assert.deepEqual([code?.kind, code?.born, code?.ends, code?.uses, code?.spent], ["code", noon + 4000, noon + 34_000, [callback, appToken], appToken]);
  assert.deepEqual([app?.kind, app?.ends], ["app_token", undefined]);
  assert.deepEqual([id?.kind, id?.value, id?.ends], ["id_token", idToken, noon + 3_604_500]);
});

test("the state of a life", () => {
  const refused = { ...refresh, outcome: answer({ status: 422 }) };
  const state = (exchanges: Exchange[], nth: number, after: number) => {
    const life = lives(exchanges)[nth];
    return life && stateOf(life, life.born + after);
  };
  assert.equal(state([password], 0, 3_600_000), "lives");
  assert.equal(state([password], 0, 3_600_001), "expired");
  assert.equal(state([password, refresh], 1, 0), "spent");
  assert.equal(state([password, refused], 1, 0), "lives");
  assert.equal(state([password, { ...refresh, outcome: lost(true) }], 1, 0), "perhaps");
  assert.equal(state([password, { ...refresh, outcome: lost(false) }], 1, 0), "lives");
  assert.equal(state([appToken], 0, 1e12), "endless");
});

test("what no PIM promised is read all the same", () => {
  const odd = (body: string) => lives([exchanged(1, { outcome: answer({ body }) })]).map(({ kind, ends }) => [kind, ends === undefined]);
  assert.deepEqual(odd('{"access_token":"A","expires_in":0,"refresh_token":"R"}'), [["access_token", true], ["refresh_token", false]]);
  assert.deepEqual(odd('{"access_token":"A","token_type":"bearer","scope":"","id_token":"no.j!wt"}'), [["app_token", true], ["id_token", false]]);
  assert.deepEqual(odd("null"), []);
  assert.deepEqual(odd('{"access_token":'), []);
  assert.equal(lives([appToken, { ...appToken, n: 9 }]).length, 2);
});
