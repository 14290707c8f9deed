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
import { compile, load } from "./load.js";

const connection = {
  pim: "https://demo.pim",
  client_id: "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s",
  secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
  username: "myERPuser",
  password: "64bngr78",
};

async function newClient(): Promise<Client> {
  const engine = await load(await compile(new Response(readFileSync(fileURLToPath(wasmURL)))));
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

test("the walk of an App: let in, a token, and an id_token that the platform verifies", async () => {
  const client = await newClient();
  const at = { session: "page", version: "7.0" };
  const app = { pim: connection.pim, app_client_id: "206f450e-09a1-44ed-a0b3-9dd80f980ace", app_secret: "Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg" };
  const made = client.random({ kind: "state" });
  assert.ok(made.ok);
  const state = made.value.text;
  const authorize = requestOf(client, { request: "app_authorize", ...app, state, scope: "openid profile read_categories" });
  await client.browse({ ...at, action: "open", url: "https://demo.pim/" });
  await client.browse({ ...at, action: "login", username: "admin", password: "admin" });
  let browsed = await client.browse({ ...at, action: "open", url: authorize.url });
  while (browsed.screen) browsed = await client.browse({ ...at, action: "next", agree: true });
  const came = client.callback({ url: browsed.address, state });
  assert.ok(came.ok, JSON.stringify(came));
  const reading = await send(client, { request: "app_token", ...app, code: came.value.code, code_identifier: "random" });
  assert.equal(reading.shape, "app_token");
  const { access_token, id_token } = reading.token;
  assert.equal((await send(client, { request: "categories", ...app, access_token })).shape, "categories");
  assert.equal((await send(client, { request: "app_scopes", ...app, app_token: access_token, scope: "write_products" })).shape, "ok");

  const key = await send(client, { request: "app_key", ...app });
  const token = client.idToken({ token: id_token });
  assert.ok(key.shape === "public_key" && token.ok);
  const bytes = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const spki = await crypto.subtle.importKey("spki", bytes(key.spki_base64), { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["verify"]);
  const { signing_input, signature_base64, issuer, audience, issued_at } = token.value;
  assert.ok(await crypto.subtle.verify("RSASSA-PKCS1-v1_5", spki, bytes(signature_base64), new TextEncoder().encode(signing_input)));
  assert.deepEqual([issuer, audience], [app.pim, app.app_client_id]);
  assert.deepEqual(client.idTokenFaults({ token: id_token, issuer: app.pim, client_id: app.app_client_id, now_ms: issued_at }), { ok: true, value: [] });
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
