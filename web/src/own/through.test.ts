// The specification of through.ts: what goes to the relay, and what is its own.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Browser } from "../transport/fetch.js";
import { throughRelay } from "./through.js";
import type { WireRequest } from "../transport/transmit.js";

const relay = { pim: "https://pim.example.com/base", at: "http://localhost:8081", token: "" };
const never = new AbortController().signal;
const request: WireRequest = { method: "GET", url: "https://pim.example.com/base/api/rest/v1/categories?limit=1", header: [["Accept", "application/json"]] };

function browser(answer: () => Promise<Response>): Browser & { calls: [string, RequestInit][] } {
  const calls: [string, RequestInit][] = [];
  return {
    calls,
    fetch: (url, init = {}) => {
      calls.push([url as string, init]);
      return answer();
    },
    page: { protocol: "http:", hostname: "localhost" },
    document: new EventTarget(),
    permission: () => Promise.reject(new TypeError("unknown permission")),
  };
}

const answers = (header: Record<string, string>, body: string) => browser(() => Promise.resolve(new Response(body, { status: 502, headers: header })));

test("a request goes to the relay, with what is for it alone", async () => {
  const there = answers({}, "");
  await throughRelay(request, relay, there, never);
  await throughRelay(request, { ...relay, token: "a token" }, there, never);
  const remove = ["X-Relay-Remove", "Cache-Control, Pragma, Priority, Save-Data"];
  assert.deepEqual(there.calls.map(([url, { headers }]) => [url, headers]), [
    ["http://localhost:8081/api/rest/v1/categories?limit=1", [["Accept", "application/json"], remove]],
    ["http://localhost:8081/api/rest/v1/categories?limit=1", [["Accept", "application/json"], remove, ["X-Relay-Token", "a token"]]],
  ]);
});

test("its own answer is known by its header", async () => {
  const said = JSON.stringify({ relay: { code: "dns", message: "No such name.", next: "Look again." } });
  const relayed = async (header: Record<string, string>, body: string) => {
    const outcome = await throughRelay(request, relay, answers(header, body), never);
    return "sent" in outcome ? outcome.sent.relay : outcome.failure;
  };
  assert.deepEqual(await relayed({ "X-Relay-Error": "dns" }, said), { code: "dns", says: "No such name. Look again.", reached: false });
  assert.deepEqual(await relayed({ "X-Relay-Error": "dns" }, "{"), { code: "dns", says: "", reached: false });
  assert.deepEqual(await relayed({ "X-Relay-Error": "timeout" }, "{"), { code: "timeout", says: "", reached: true });
  assert.equal(await relayed({}, said), undefined);
});

test("what is for another PIM is not sent", async () => {
  for (const url of ["https://b.example/base/api/rest/v1", "https://pim.example.com/api/rest/v1", "https://pim.example.com/based/api"]) {
    const there = answers({}, "");
    const outcome = await throughRelay({ ...request, url }, relay, there, never);
    assert.deepEqual(outcome, { failure: { code: "unsendable", mayHaveActed: false, ms: 0, host: "localhost:8081", byte: { where: "address", what: "relay_other_pim", offset: 0 } } });
    assert.deepEqual(there.calls, []);
  }
});

test("a relay that is not there is no answer of the PIM", async () => {
  const outcome = await throughRelay(request, relay, browser(() => Promise.reject(new TypeError("Failed to fetch"))), never);
  assert.ok("failure" in outcome);
  assert.deepEqual([outcome.failure.code, outcome.failure.host, outcome.failure.probe?.request.url], ["no_answer", "localhost:8081", "http://localhost:8081/api/rest/v1"]);
});
