// The specification of fetch.ts and reasons.ts: how a request leaves, and what
// is known when it fails.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { bodyLimit } from "./body.js";
import { throughFetch, type Browser } from "./fetch.js";
import type { Failure, Outcome } from "./outcome.js";
import type { Permission } from "./reasons.js";
import { timeLimit } from "./watch.js";
import type { WireRequest } from "./wire.js";

const request: WireRequest = {
  method: "POST",
  url: "https://pim.example.com/base/api/oauth/v1/token",
  header: [["Content-Type", "application/json"], ["Authorization", "Basic MV80Og=="]],
  body: '{"grant_type":"password"}',
};
const never = new AbortController().signal;

type Call = [url: string, init: RequestInit];
type Answer = (url: string, init: RequestInit) => Promise<Response>;

/** A browser on a public https page, whose fetch answers the first call, then the second. */
function browser(answers: Answer[], change: Partial<Browser> = {}): Browser & { calls: Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    fetch: (url, init = {}) => {
      assert.equal(typeof url, "string");
      calls.push([url as string, init]);
      const answer = answers[calls.length - 1];
      return answer ? answer(url as string, init) : Promise.reject(new Error("one fetch too many"));
    },
    page: { protocol: "https:", hostname: "playground.example.com" },
    document: new EventTarget(),
    permission: () => Promise.reject(new TypeError("unknown permission")),
    ...change,
  };
}

const refused: Answer = () => Promise.reject(new TypeError("Failed to fetch"));
const opaque: Answer = () => Promise.resolve(Response.error());
const hanging: Answer = (_url, init) =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener("abort", () => {
      reject(new DOMException("aborted", "AbortError"));
    });
  });
const ok = (body: BodyInit): Answer => () => Promise.resolve(new Response(body, { status: 422, headers: { "X-B": "2", "X-A": "1" } }));

function failureOf(outcome: Outcome): Omit<Failure, "ms"> {
  assert.ok("failure" in outcome);
  const { ms, ...rest } = outcome.failure;
  assert.ok(ms >= 0);
  return rest;
}

const probed = { method: "GET", url: "https://pim.example.com/base/api/rest/v1", header: [] };

test("a request leaves as it is, and brings nothing else along", async () => {
  const b = browser([ok(Uint8Array.of(0x7b, 0x7d))]);
  const outcome = await throughFetch(request, b, never);
  assert.equal(b.calls.length, 1);
  const [url, { signal, ...init }] = b.calls[0] ?? ["", {}];
  assert.equal(url, request.url);
  assert.ok(signal instanceof AbortSignal);
  assert.deepEqual(init, {
    method: "POST",
    headers: request.header,
    body: new TextEncoder().encode('{"grant_type":"password"}'),
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
  });
  assert.ok("sent" in outcome);
  const { ms, ...sent } = outcome.sent;
  assert.ok(ms >= 0);
  assert.deepEqual(sent, {
    response: { status: 422, header: [["x-a", "1"], ["x-b", "2"]], body: "{}" },
    exact: false,
    redirected: false,
  });
});

test("a GET has no body", async () => {
  const b = browser([ok("")]);
  await throughFetch({ method: "GET", url: request.url, header: [] }, b, never);
  assert.ok(!("body" in (b.calls[0]?.[1] ?? {})));
});

test("an answer in bytes that are not UTF-8", async () => {
  const outcome = await throughFetch(request, browser([ok(Uint8Array.of(0xff))]), never);
  assert.ok("sent" in outcome);
  assert.equal(outcome.sent.response.body_base64, "/w==");
});

test("a hidden redirect", async () => {
  const hidden = { type: "opaqueredirect", status: 0, headers: new Headers(), arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)) };
  const outcome = await throughFetch(request, browser([() => Promise.resolve(hidden as unknown as Response)]), never);
  assert.ok("sent" in outcome);
  assert.ok(outcome.sent.redirected);
  assert.deepEqual(outcome.sent.response, { status: 0, header: [], body: "" });
});

test("what fetch would change is not sent", async () => {
  const b = browser([]);
  const outcome = await throughFetch({ ...request, header: [["Authorization", "Basic MV80Og==\n"]] }, b, never);
  assert.deepEqual(failureOf(outcome), {
    code: "unsendable",
    mayHaveActed: false,
    host: "pim.example.com",
    byte: { where: "Authorization", offset: 14, what: "line feed at the end" },
  });
});

test("an address that is none is not sent", async () => {
  assert.deepEqual(failureOf(await throughFetch({ ...request, url: "pim" }, browser([]), never)), {
    code: "unsendable",
    mayHaveActed: false,
    host: "",
    byte: { where: "address", offset: 0, what: "not an http address" },
  });
});

test("mixed content is not sent", async () => {
  const outcome = await throughFetch({ ...request, url: "http://pim.example.com:81/api/rest/v1" }, browser([]), never);
  assert.deepEqual(failureOf(outcome), { code: "mixed_content", mayHaveActed: false, host: "pim.example.com:81" });
});

for (const url of ["http://localhost:8081/", "http://127.0.0.1/", "http://[::1]:8081/", "http://pim.localhost/"]) {
  test(`${url} is no mixed content`, async () => {
    assert.ok("sent" in (await throughFetch({ ...request, url }, browser([ok("")]), never)));
  });
}

test("http from an http page is no mixed content", async () => {
  const b = browser([ok("")], { page: { protocol: "http:", hostname: "localhost" } });
  assert.ok("sent" in (await throughFetch({ ...request, url: "http://pim.example.com/" }, b, never)));
});

test("no answer, and none to the probe", async () => {
  const b = browser([refused, refused]);
  assert.deepEqual(failureOf(await throughFetch(request, b, never)), {
    code: "no_answer",
    mayHaveActed: true,
    host: "pim.example.com",
    probe: { request: probed, answered: false },
  });
  const [url, { signal, ...init }] = b.calls[1] ?? ["", {}];
  assert.equal(url, probed.url);
  assert.ok(signal instanceof AbortSignal);
  assert.deepEqual(init, {
    method: "GET",
    mode: "no-cors",
    redirect: "follow",
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
  });
});

test("an answer to the probe: CORS is missing", async () => {
  assert.deepEqual(failureOf(await throughFetch(request, browser([refused, opaque]), never)), {
    code: "no_cors",
    mayHaveActed: true,
    host: "pim.example.com",
    probe: { request: probed, answered: true },
  });
});

test("the probe of an address without routes goes to its root", async () => {
  const b = browser([refused, refused]);
  await throughFetch({ ...request, url: "https://pim.example.com/" }, b, never);
  assert.equal(b.calls[1]?.[0], "https://pim.example.com/api/rest/v1");
});

/** A fetch that the page's policy forbids: the violation is told a task after the rejection. */
function forbids(document: EventTarget, violation: Partial<SecurityPolicyViolationEvent>): Answer {
  return () => {
    setTimeout(() => document.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), violation)), 0);
    return Promise.reject(new TypeError("Failed to fetch"));
  };
}

test("the page's own policy", async () => {
  const document = new EventTarget();
  const violation = { blockedURI: request.url, disposition: "enforce", effectiveDirective: "connect-src" } as const;
  const b = browser([forbids(document, violation)], { document });
  assert.deepEqual(failureOf(await throughFetch(request, b, never)), {
    code: "csp",
    mayHaveActed: false,
    host: "pim.example.com",
    directive: "connect-src",
  });
});

for (const [title, violation] of [
  ["of another address", { blockedURI: "https://other.example.com/", disposition: "enforce" }],
  ["of no address", { blockedURI: "eval", disposition: "enforce" }],
  ["that is only reported", { blockedURI: request.url, disposition: "report" }],
] as const) {
  test(`a violation ${title} is not the reason`, async () => {
    const document = new EventTarget();
    const b = browser([forbids(document, violation), refused], { document });
    assert.equal(failureOf(await throughFetch(request, b, never)).code, "no_answer");
  });
}

const local = { ...request, url: "http://localhost:8081/api/rest/v1" };
const localProbe = { method: "GET", url: "http://localhost:8081/api/rest/v1", header: [] };

test("a local address, and the browser still asks", async () => {
  const permission = mock.fn<Permission>(() => Promise.resolve("prompt"));
  assert.deepEqual(failureOf(await throughFetch(local, browser([refused, refused], { permission }), never)), {
    code: "no_answer",
    mayHaveActed: true,
    host: "localhost:8081",
    localNetwork: "prompt",
    probe: { request: localProbe, answered: false },
  });
  assert.deepEqual(permission.mock.calls[0]?.arguments, ["loopback-network"]);
});

test("a local address, denied: no probe could say more", async () => {
  const permission = mock.fn<Permission>(() => Promise.resolve("denied"));
  const url = "https://192.168.0.2/api/rest/v1";
  assert.deepEqual(failureOf(await throughFetch({ ...request, url }, browser([refused], { permission }), never)), {
    code: "no_answer",
    mayHaveActed: false,
    host: "192.168.0.2",
    localNetwork: "denied",
  });
  assert.deepEqual(permission.mock.calls[0]?.arguments, ["local-network"]);
});

test("a local address, granted", async () => {
  const b = browser([refused, refused], { permission: () => Promise.resolve("granted") });
  assert.ok(!("localNetwork" in failureOf(await throughFetch(local, b, never))));
});

test("a local page is not asked", async () => {
  const b = browser([refused, refused], {
    page: { protocol: "http:", hostname: "localhost" },
    permission: () => Promise.resolve("prompt"),
  });
  assert.ok(!("localNetwork" in failureOf(await throughFetch(local, b, never))));
});

test("cancelled before: nothing is sent", async () => {
  const b = browser([]);
  assert.deepEqual(failureOf(await throughFetch(request, b, AbortSignal.abort())), {
    code: "cancelled",
    mayHaveActed: false,
    host: "pim.example.com",
  });
});

test("cancelled while under way", async () => {
  const abort = new AbortController();
  const outcome = throughFetch(request, browser([hanging]), abort.signal);
  abort.abort();
  assert.deepEqual(failureOf(await outcome), { code: "cancelled", mayHaveActed: true, host: "pim.example.com" });
});

test("cancelled during the probe, which stays on record", async () => {
  const abort = new AbortController();
  const probe: Answer = (url, init) => {
    setImmediate(() => {
      abort.abort();
    });
    return hanging(url, init);
  };
  assert.deepEqual(failureOf(await throughFetch(request, browser([refused, probe]), abort.signal)), {
    code: "cancelled",
    mayHaveActed: true,
    host: "pim.example.com",
    probe: { request: probed, answered: false },
  });
});

test("our own limit", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => {
    mock.timers.reset();
  });
  const outcome = throughFetch(request, browser([hanging]), never);
  mock.timers.tick(timeLimit);
  assert.deepEqual(failureOf(await outcome), { code: "timeout", mayHaveActed: true, host: "pim.example.com" });
});

test("an answer that breaks off", async () => {
  const broken = new ReadableStream({
    start(controller) {
      controller.error(new TypeError("network error"));
    },
  });
  assert.deepEqual(failureOf(await throughFetch(request, browser([ok(broken)]), never)), {
    code: "dropped",
    mayHaveActed: true,
    host: "pim.example.com",
  });
});

test("an answer without end is read to the limit, and its connection ended", async () => {
  let asked = 0;
  let ended = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked++;
      controller.enqueue(new TextEncoder().encode("€".repeat(10_000)));
    },
    cancel() {
      ended = true;
    },
  });
  const outcome = await throughFetch(request, browser([ok(endless)]), never);
  assert.ok("sent" in outcome);
  const { response, cut } = outcome.sent;
  assert.equal(cut, true);
  assert.equal(ended, true);
  assert.ok(asked < 25, String(asked));
  // Whole characters, not bytes that are none.
  assert.equal(response.body, "€".repeat(Math.floor(bodyLimit / 3)));
  assert.equal(response.body_base64, undefined);
});

test("an answer of exactly the limit is whole, of bytes as of text", async () => {
  for (const byte of [0x61, 0xff]) {
    const outcome = await throughFetch(request, browser([ok(new Uint8Array(bodyLimit).fill(byte))]), never);
    assert.ok("sent" in outcome);
    const { response, cut } = outcome.sent;
    assert.equal(cut, undefined);
    if (byte === 0x61) assert.equal(response.body, "a".repeat(bodyLimit));
    else assert.equal(response.body_base64, Buffer.alloc(bodyLimit, 0xff).toString("base64"));
  }
});

test("a probe that the policy breaks off was answered with a redirect", async () => {
  const document = new EventTarget();
  const elsewhere: Answer = (url) => {
    setTimeout(() => {
      document.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), { blockedURI: url, disposition: "enforce", effectiveDirective: "connect-src" }));
    }, 0);
    return refused(url, {});
  };
  assert.deepEqual(failureOf(await throughFetch(request, browser([refused, elsewhere], { document }), never)), {
    code: "no_cors",
    mayHaveActed: true,
    host: "pim.example.com",
    probe: { request: probed, answered: true, elsewhere: true },
  });
});
