// The specification of send.ts: what a press leaves behind in the session.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Client } from "./authcore/client.js";
import type { BuildArgs, Reading } from "./authcore/contract.js";
import { control, moveClock, resetLocal } from "./demo.js";
import { send, useLate } from "./send.js";
import { blank, createSession, hides, placeOf, stepOf } from "./session.js";
import type { Session } from "./session.js";
import type { DemoAnswer } from "./transport/transmit.js";

const demo = { ...blank(), client_id: "1_a", secret: "s", username: "u", password: "p" };
const tokenReading = (n: number): Reading => ({
  shape: "token",
  token: { access_token: `A${String(n)}`, expires_in: 3600, token_type: "bearer", scope: null, refresh_token: `R${String(n)}` },
  body: [],
});

/** A session whose engine builds a request that names its arguments, and whose demo PIM answers when told to. */
function fakeSession() {
  const said: string[] = [];
  const built: BuildArgs[] = [];
  const waiting: ((answer: DemoAnswer) => void)[] = [];
  let issued = 0;
  const client: Pick<Client, "versions" | "parseAddress" | "encode" | "build" | "read" | "ask" | "demo"> = {
    versions: () => [{ version: "7.0", release: "7.0.22" }],
    parseAddress: () => ({ ok: false, error: { code: "pim_empty", message: "no address" } }),
    encode: () => ({ ok: false, error: { code: "unused", message: "" } }),
    build(args) {
      built.push(args);
      if (args.client_id === "a:b") return { ok: false, error: { code: "client_id_colon", message: "the client ID holds a colon", next: "Take it out.", field: "client_id", at: 1 } };
      return { ok: true, value: { request: { method: "POST", url: `${args.pim}/api/oauth/v1/token`, header: [], body: JSON.stringify(args) }, http: [["", args.request]], curl: [] } };
    },
    read: ({ request }) => ({ ok: true, value: request === "categories" ? { shape: "categories", page: { page: 1, count: -1, next: "", items: [] }, body: [] } : tokenReading(++issued) }),
    ask: () => ({ ok: false, error: { code: "unused", message: "" } }),
    demo: () => new Promise((resolve) => waiting.push(resolve)),
  };
  const line = {
    set textContent(sentence: string) {
      said.push(sentence);
    },
  };
  const session = createSession(demo, { querySelector: () => line as never });
  session.engine = { state: "ready", client: client as Client };
  const answer = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    waiting.shift()?.({ response: { status: 200, header: [], body: "{}" }, delay_ms: 0, drop: false });
  };
  return { session, said, built, answer };
}

async function press(session: Session, answer: () => Promise<void>, id = "token", main: "password" | "refresh" | "categories" = "password", variant = main) {
  const sent = send(session, id, "Get a token", main, variant);
  await answer();
  await sent;
}

test("an answer with a token fills the next steps and stands in the step and the journal", async () => {
  const { session, said, answer } = fakeSession();
  await press(session, answer);
  const place = placeOf(session);
  assert.equal(place.inputs.access_token, "A1");
  assert.equal(place.inputs.refresh_token, "R1");
  assert.equal(session.journal.length, 1);
  assert.equal(stepOf(place, "token", "password").exchange, session.journal[0]);
  assert.deepEqual(said, ["1. Get a token: 200, a token and a refresh token"]);
});

test("a refresh keeps the pair that it replaces", async () => {
  const { session, answer } = fakeSession();
  await press(session, answer);
  await press(session, answer, "refresh", "refresh");
  const place = placeOf(session);
  assert.deepEqual(place.old, { access_token: "A1", refresh_token: "R1" });
  assert.equal(place.inputs.access_token, "A2");
});

test("an answer that comes after the fields have changed goes to the journal alone", async () => {
  const { session, said, answer } = fakeSession();
  const sent = send(session, "token", "Get a token", "password", "password");
  placeOf(session).inputs.username = "julia";
  await answer();
  await sent;
  assert.equal(session.journal.length, 1);
  assert.equal(stepOf(placeOf(session), "token", "password").exchange, undefined);
  assert.deepEqual(said, ["1. Get a token: the answer came after the request had changed, and is not shown there."]);
});

test("a late refresh leaves what was typed, until its tokens are asked for", async () => {
  const { session, answer } = fakeSession();
  await press(session, answer);
  const sent = send(session, "refresh", "Refresh", "refresh", "refresh");
  placeOf(session).inputs.refresh_token = "typed";
  await answer();
  await sent;
  const place = placeOf(session);
  assert.deepEqual([place.inputs.access_token, place.inputs.refresh_token, place.old], ["A1", "typed", undefined]);
  useLate(session, stepOf(place, "refresh", "refresh"));
  assert.deepEqual([place.inputs.access_token, place.inputs.refresh_token], ["A2", "R2"]);
});

test("a token leaves a field that was changed while it was asked for", async () => {
  const { session, answer } = fakeSession();
  const sent = send(session, "token", "Get a token", "password", "password");
  placeOf(session).inputs.access_token = "typed";
  await answer();
  await sent;
  assert.deepEqual([placeOf(session).inputs.access_token, placeOf(session).inputs.refresh_token], ["typed", "R1"]);
});

test("an answer that comes after another PIM was chosen stays with its own", async () => {
  const { session, answer } = fakeSession();
  const sent = send(session, "token", "Get a token", "password", "password");
  session.choice = "local";
  await answer();
  await sent;
  assert.equal(placeOf(session).inputs.access_token, "", "a token of one PIM is never offered to another");
  assert.equal(stepOf(placeOf(session), "token", "password").exchange, undefined);
  session.choice = "demo";
  assert.equal(placeOf(session).inputs.access_token, "A1");
});

test("an input that authcore refuses sends nothing and loses nothing", async () => {
  const { session, said } = fakeSession();
  placeOf(session).inputs.client_id = "a:b";
  await send(session, "token", "Get a token", "password", "password");
  assert.equal(session.journal.length, 0);
  assert.equal(placeOf(session).inputs.client_id, "a:b");
  assert.equal(stepOf(placeOf(session), "token", "password").problem?.kind, "input");
  assert.deepEqual(said, ["Get a token: nothing was sent. The client ID holds a colon."]);
});

test("a call without a token, and a PIM without an address, send nothing", async () => {
  const { session } = fakeSession();
  await send(session, "api", "Call the API", "categories", "categories");
  assert.deepEqual(stepOf(placeOf(session), "api", "categories").problem, { kind: "no_token", input: "access_token" });
  session.choice = "own";
  await send(session, "token", "Get a token", "password", "password");
  assert.deepEqual(stepOf(placeOf(session), "token", "password").problem, { kind: "no_address" });
  session.own.parsed = { address: "https://pim.example", origin: "https://pim.example", host: "pim.example", scheme: "https", trims: [] };
  session.own.confirmed = false;
  await send(session, "token", "Get a token", "password", "password");
  assert.deepEqual(stepOf(placeOf(session), "token", "password").problem, { kind: "unconfirmed", address: "https://pim.example" });
  assert.equal(session.journal.length, 0);
});

test("one's own PIM begins with empty fields, a demo PIM with its credentials", () => {
  const { session } = fakeSession();
  assert.equal(placeOf(session).inputs.client_id, "1_a");
  session.choice = "own";
  assert.deepEqual(placeOf(session).inputs, blank());
});

/** Answers every fetch with the same JSON, and keeps what was asked. */
function answerFetch(t: { after(f: () => void): void }, value: object): { asked: string[] } {
  const before = { fetch: globalThis.fetch, location: Reflect.get(globalThis, "location"), document: Reflect.get(globalThis, "document") };
  const asked: string[] = [];
  globalThis.fetch = (url) => {
    asked.push(url instanceof Request ? url.url : url.toString());
    return Promise.resolve(new Response(JSON.stringify(value), { status: 200 }));
  };
  Object.assign(globalThis, { location: { protocol: "http:", hostname: "localhost" }, document: new EventTarget() });
  t.after(() => Object.assign(globalThis, before));
  return { asked };
}

test("a demo PIM on localhost of another version is asked for its version, and nothing more", async (t) => {
  const { session } = fakeSession();
  session.choice = "local";
  const { asked } = answerFetch(t, { version: "6.0", now: new Date().toISOString() });
  await send(session, "token", "Get a token", "password", "password");
  assert.deepEqual(asked, ["http://localhost:8081/_demo/credentials"]);
  assert.deepEqual(stepOf(placeOf(session), "token", "password").problem, { kind: "local_version", version: "6.0" });
  assert.equal(session.journal.length, 0);
});

test("behind a relay is a PIM of one's own: nothing of a demo PIM is asked for, and a lost answer may have used a token up", async (t) => {
  const { session } = fakeSession();
  session.choice = "local";
  const { asked } = answerFetch(t, {});
  const sent: string[] = [];
  session.narrow = () => undefined;
  session.relay = {
    pim: "https://pim.example",
    token: false,
    typed: "",
    through: (request) => {
      sent.push(request.url);
      return Promise.resolve({ sent: { response: { status: 504, header: [], body: "{}" }, ms: 1, exact: false, redirected: false, relay: { code: "timeout", says: "", reached: true } } });
    },
  };
  assert.deepEqual(placeOf(session).inputs, blank());
  assert.equal(hides(session), true);
  placeOf(session).inputs.refresh_token = "R";
  await send(session, "refresh", "Refresh", "refresh", "refresh");
  assert.deepEqual([sent, asked], [["https://pim.example/api/oauth/v1/token"], []]);
  assert.equal(session.journal[0]?.reading, undefined, "it is no answer of the PIM");
  assert.equal(placeOf(session).maybeUsed, "R");
  assert.deepEqual(await control(session, "GET", "credentials"), { problem: { kind: "no_demo" } });
  await moveClock(session, "1h");
  assert.deepEqual(asked, []);
});

test("a reset of the demo PIM on localhost forgets its tokens and keeps what was typed", async (t) => {
  const { session, said } = fakeSession();
  session.choice = "local";
  Object.assign(placeOf(session).inputs, { access_token: "A", refresh_token: "R", username: "typed" });
  answerFetch(t, { version: "7.0" });
  await resetLocal(session, "7.0");
  const { access_token, refresh_token, username } = placeOf(session).inputs;
  assert.deepEqual([access_token, refresh_token, username], ["", "", "typed"]);
  assert.deepEqual(said, ["The demo PIM on localhost is a fresh 7.0 now. Press Send again."]);
});

test("a reset that is answered after another PIM was chosen leaves that one alone", async (t) => {
  const { session } = fakeSession();
  session.choice = "local";
  const local = placeOf(session);
  local.inputs.access_token = "A";
  answerFetch(t, { version: "7.0" });
  const reset = resetLocal(session, "7.0");
  session.choice = "demo";
  placeOf(session).inputs.access_token = "B";
  await reset;
  assert.equal(placeOf(session).inputs.access_token, "B");
  assert.equal(local.inputs.access_token, "");
});

test("a second that passes while the clock is moved is asked for again", async (t) => {
  const { session, said } = fakeSession();
  if (session.engine.state !== "ready") return;
  t.mock.timers.enable({ apis: ["Date"], now: 999 }); // the PIM cuts off the part of its second, 31.999
  const bodies: unknown[] = [];
  const demo: Client["demo"] = ({ request }) => {
    bodies.push(JSON.parse(request.body ?? ""));
    const now = new Date(Math.floor((Date.now() + 31_000) / 1000) * 1000).toISOString();
    t.mock.timers.setTime(Date.now() + 2);
    return Promise.resolve({ response: { status: 200, header: [], body: JSON.stringify({ now }) }, delay_ms: 0, drop: false });
  };
  session.engine = { state: "ready", client: { ...session.engine.client, demo } };
  await moveClock(session, "31s");
  assert.deepEqual(bodies, [{ advance: "31s" }, { advance: "0s" }]);
  assert.equal(placeOf(session).ahead, 31_000);
  assert.match(said.join(), /31 s ahead of yours[.]$/);
});
