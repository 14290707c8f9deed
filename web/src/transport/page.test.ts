// The specification of page.ts: the demo PIM's answer, its delay and its drop.

import assert from "node:assert/strict";
import { mock, test, type TestContext } from "node:test";

import type { Outcome } from "./outcome.js";
import { throughPage, type DemoAnswer } from "./page.js";
import { timeLimit } from "./watch.js";
import type { WireRequest, WireResponse } from "./wire.js";

const request: WireRequest = { method: "GET", url: "https://demo.pim/api/rest/v1", header: [["Host", "any\nthing"]], body: "" };
const response: WireResponse = { status: 302, header: [["Location", "/user/login"]], body: "" };
const answers = (change: Partial<DemoAnswer> = {}) => () => Promise.resolve({ response, delay_ms: 0, drop: false, ...change });
const failure = (code: string, mayHaveActed: boolean) => ({ failure: { code, mayHaveActed, ms: 0, host: "demo.pim" } });

/** Makes the clock stand, and moves it when the outcome is waited for. */
function standingClock(t: TestContext): (ms: number) => Promise<void> {
  mock.timers.enable({ apis: ["setTimeout"] });
  const now = mock.method(performance, "now", () => 0);
  t.after(() => {
    mock.timers.reset();
    now.mock.restore();
  });
  return async (ms) => {
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
}

async function isPending(outcome: Promise<Outcome>): Promise<boolean> {
  const pending = Symbol("pending");
  return (await Promise.race([outcome, Promise.resolve(pending)])) === pending;
}

const never = new AbortController().signal;

test("an answer comes as it is", async (t) => {
  standingClock(t);
  let got: WireRequest | undefined;
  const demo = (r: WireRequest) => {
    got = r;
    return answers()();
  };
  assert.deepEqual(await throughPage(request, demo, never), { sent: { response, ms: 0, exact: true, redirected: false } });
  assert.equal(got, request);
});

test("a delay is waited for", async (t) => {
  const tick = standingClock(t);
  const outcome = throughPage(request, answers({ delay_ms: 2000 }), never);
  await tick(1999);
  assert.ok(await isPending(outcome));
  await tick(1);
  assert.deepEqual(await outcome, { sent: { response, ms: 0, exact: true, redirected: false } });
});

test("a drop delivers nothing, after its delay", async (t) => {
  const tick = standingClock(t);
  const outcome = throughPage(request, answers({ delay_ms: 500, drop: true }), never);
  await tick(499);
  assert.ok(await isPending(outcome));
  await tick(1);
  assert.deepEqual(await outcome, failure("dropped", true));
});

test("the limit ends a longer delay", async (t) => {
  const tick = standingClock(t);
  const outcome = throughPage(request, answers({ delay_ms: timeLimit }), never);
  await tick(timeLimit);
  assert.deepEqual(await outcome, failure("timeout", true));
});

test("Cancel ends a delay: the PIM has acted", async (t) => {
  const tick = standingClock(t);
  const abort = new AbortController();
  const outcome = throughPage(request, answers({ delay_ms: 2000 }), abort.signal);
  await tick(1000);
  abort.abort();
  assert.deepEqual(await outcome, failure("cancelled", true));
});

test("Cancel ends the wait for a demo PIM that does not answer", async (t) => {
  const tick = standingClock(t);
  const abort = new AbortController();
  const outcome = throughPage(request, () => new Promise(() => undefined), abort.signal);
  await tick(0);
  abort.abort();
  assert.deepEqual(await outcome, failure("cancelled", true));
});

test("cancelled before: nothing is asked", async (t) => {
  standingClock(t);
  const demo = mock.fn(answers());
  assert.deepEqual(await throughPage(request, demo, AbortSignal.abort()), failure("cancelled", false));
  assert.equal(demo.mock.callCount(), 0);
});

test("a demo PIM that fails", async (t) => {
  standingClock(t);
  assert.deepEqual(await throughPage(request, () => Promise.reject(new Error("crashed")), never), failure("engine", false));
});
