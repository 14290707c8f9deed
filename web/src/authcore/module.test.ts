// The Go module itself in Node: a walk with the demo PIM, and what is left of
// it after a crash.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mock, test } from "node:test";
import { fileURLToPath } from "node:url";

import wasmURL from "go:wasm";

import type { WireRequest } from "../transport/transmit.js";
import { createClient, type Client } from "./client.js";
import type { BuildArgs, Reading } from "./contract.js";
import { load } from "./load.js";

const connection = {
  pim: "https://demo.pim",
  client_id: "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s",
  secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
  username: "myERPuser",
  password: "64bngr78",
};

async function newClient(): Promise<Client> {
  const engine = await load(await WebAssembly.compile(readFileSync(fileURLToPath(wasmURL))));
  assert.ok(engine.ok, JSON.stringify(engine));
  return createClient(engine.value);
}

function requestOf(client: Client, args: BuildArgs): WireRequest {
  const built = client.build(args);
  assert.ok(built.ok, JSON.stringify(built));
  return built.value.request;
}

async function send(client: Client, args: BuildArgs): Promise<Reading> {
  const { response } = await client.demo({ session: "page", version: "7.0", request: requestOf(client, args) });
  const read = client.read({ request: args.request, response });
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

async function tokenOf(client: Client, args: BuildArgs) {
  const reading = await send(client, args);
  assert.equal(reading.shape, "token");
  return reading.token;
}

test("the walk: a token, the categories, a refresh that works once", async () => {
  const client = await newClient();
  const token = await tokenOf(client, { request: "password", ...connection });
  const categories = await send(client, { request: "categories", ...connection, access_token: token.access_token });
  assert.equal(categories.shape, "categories");
  assert.equal(categories.page.items[0]?.code, "master");
  const { refresh_token } = token;
  const next = await tokenOf(client, { request: "refresh", ...connection, refresh_token, form: true });
  assert.notEqual(next.access_token, token.access_token);
  const again = await send(client, { request: "refresh", ...connection, refresh_token });
  assert.equal(again.shape, "pim_error");
  assert.equal(again.pim_message, "Refresh token is invalid or has expired");
});

test("half a surrogate pair in a password is sent as U+FFFD", async () => {
  const client = await newClient();
  const request = requestOf(client, { request: "password", ...connection, password: "a\ud800" });
  assert.match(request.body ?? "", /"a\ufffd"/);
});

test("a crash costs one request and no token", async (t) => {
  const client = await newClient();
  const { access_token } = await tokenOf(client, { request: "password", ...connection });

  const request = requestOf(client, { request: "password", ...connection });

  // Every request asks for the time: where that throws, an exception tears through the module.
  const torn = mock.method(performance, "now");
  torn.mock.mockImplementationOnce(() => {
    throw new Error("torn");
  });
  t.after(() => {
    torn.mock.restore();
  });
  await assert.rejects(client.demo({ session: "page", version: "7.0", request }), /demo: the Go module crashed/);

  assert.equal((await send(client, { request: "categories", ...connection, access_token })).shape, "categories");
});
