// The vectors of authcore, through the module that the page loads: what Go
// promises natively holds behind the bridge, too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

import wasmURL from "go:wasm";

import type { WireResponse } from "../transport/transmit.js";
import { createClient, type Client } from "./client.js";
import type { BuildArgs, CallError, ChallengeVerdict, IDToken, ParsedAddress, Result } from "./contract.js";
import { compile, load } from "./load.js";

let client: Client;
before(async () => {
  const engine = await load(await compile(new Response(readFileSync(fileURLToPath(wasmURL)))));
  assert.ok(engine.ok, JSON.stringify(engine));
  client = createClient(engine.value);
});

/** A fault as the vectors write it; at is -1 where no byte is meant. */
type Fault = Required<Pick<CallError, "code" | "field" | "at">>;

function vectors<T>(name: string): T[] {
  const file = JSON.parse(readFileSync(`authcore/vectors/${name}.json`, "utf8")) as { vectors: T[] };
  assert.ok(file.vectors.length > 0);
  return file.vectors;
}

function faultOf(result: Result<unknown>): Fault {
  assert.ok(!result.ok, JSON.stringify(result));
  const { code, field = "", at = -1 } = result.error;
  return { code, field, at };
}

test("addresses", () => {
  type Vector = { text: string } & ({ address: string; trims: ParsedAddress["trims"] } | { error: Fault });
  for (const vector of vectors<Vector>("addresses")) {
    const parsed = client.parseAddress({ text: vector.text });
    if ("error" in vector) {
      assert.deepEqual(faultOf(parsed), vector.error, vector.text);
      continue;
    }
    assert.ok(parsed.ok, vector.text);
    const { address, trims } = parsed.value;
    assert.deepEqual({ address, trims }, { address: vector.address, trims: vector.trims }, vector.text);
  }
});

test("credentials", () => {
  type Vector = { name: string; client_id: string; secret: string } & ({ credentials: string } | { error: Fault });
  for (const vector of vectors<Vector>("credentials")) {
    const { name, client_id, secret } = vector;
    const pair = Buffer.from(`${client_id}:${secret}`);
    const encoded = client.encode({ client_id, secret });
    assert.ok(encoded.ok, name);
    const { credentials, groups, with_line_feed, error } = encoded.value;
    if ("error" in vector) assert.deepEqual(error && faultOf({ ok: false, error }), vector.error, name);
    else assert.equal(credentials, vector.credentials, name);
    assert.equal(groups.map((group) => group.base64).join(""), pair.toString("base64"), name);
    assert.equal(groups.map((group) => group.hex).join(""), pair.toString("hex"), name);
    assert.equal(with_line_feed, Buffer.concat([pair, Buffer.from("\n")]).toString("base64"), name);
  }
});

test("token requests", () => {
  type Vector = {
    name: string;
    pim: string;
    client_id: string;
    secret: string;
    form: boolean;
    client_in_body: boolean;
    username?: string;
    password?: string;
    refresh_token?: string;
  } & ({ http: string } | { error: Fault });
  for (const vector of vectors<Vector>("token_requests")) {
    const request = vector.refresh_token === undefined ? "password" : "refresh";
    const built = client.build({ ...vector, request });
    if ("error" in vector) {
      assert.deepEqual(faultOf(built), vector.error, vector.name);
      continue;
    }
    assert.ok(built.ok, vector.name);
    const { method, url, header, body } = built.value.request;
    assert.equal(built.value.http.map(([, text]) => text).join(""), vector.http, vector.name);
    const { host, pathname } = new URL(url);
    const lines = [["Host", host], ...header].map(([name, value]) => `${name}: ${value}\n`);
    assert.equal(`${method} ${pathname}\n${lines.join("")}\n${body ?? ""}`, vector.http, vector.name);
  }
});

test("token answers", () => {
  type Vector = { name: string; response: WireResponse } & (
    | { token: { scope: string } & Record<string, unknown> }
    | { error: Record<string, unknown> & { shape: string } }
  );
  for (const vector of vectors<Vector>("token_answers")) {
    const read = client.read({ request: "password", response: vector.response });
    assert.ok(read.ok, vector.name);
    const reading = read.value;
    if (vector.response.body !== undefined) {
      assert.equal(reading.body.map(([, text]) => text).join(""), vector.response.body, vector.name);
    }
    if ("token" in vector) {
      assert.equal(reading.shape, "token", vector.name);
      assert.deepEqual(reading.token, { ...vector.token, scope: vector.token.scope || null }, vector.name);
    } else {
      // The vectors hold the PIM's own message, which the page gets beside authcore's.
      const own = reading.shape === "pim_error" ? { ...reading, message: reading.pim_message } : reading;
      assert.deepEqual(membersOf(own, vector.error), vector.error, vector.name);
    }
  }
});

test("requests of Apps", () => {
  // The page's names of an App's inputs, and authcore's.
  const names: Record<string, string> = { app_client_id: "client_id", app_secret: "secret", app_token: "access_token" };
  type Vector = { name: string } & BuildArgs & ({ http: string } | { error: Fault });
  for (const vector of vectors<Vector>("app_requests")) {
    const built = client.build(vector);
    if ("error" in vector) {
      const { field, ...fault } = faultOf(built);
      assert.deepEqual({ ...fault, field: names[field] ?? field }, vector.error, vector.name);
      continue;
    }
    assert.ok(built.ok, vector.name);
    assert.equal(built.value.http.map(([, text]) => text).join(""), vector.http, vector.name);
    const again = client.text({ request: built.value.request });
    assert.ok(again.ok);
    assert.deepEqual(again.value, { http: built.value.http, curl: built.value.curl }, vector.name);
  }
});

test("token answers of Apps", () => {
  type Vector = { name: string; response: WireResponse } & ({ token: object } | { error: object });
  for (const vector of vectors<Vector>("app_token_answers")) {
    const read = client.read({ request: "app_token", response: vector.response });
    assert.ok(read.ok, vector.name);
    if ("token" in vector) {
      assert.equal(read.value.shape, "app_token", vector.name);
      assert.deepEqual(read.value.token, vector.token, vector.name);
    } else {
      assert.deepEqual(membersOf(read.value, vector.error), vector.error, vector.name);
    }
  }
});

/** Holds a call to a file of vectors: its value has what they have of these members, or it has their error. */
function hold<V extends object>(file: string, call: (vector: V) => Result<object>, members: readonly (keyof V & string)[]): void {
  test(file.replaceAll("_", " "), () => {
    for (const vector of vectors<V & { error?: Fault }>(file)) {
      const result = call(vector);
      if (vector.error) {
        assert.deepEqual(faultOf(result), vector.error, JSON.stringify(vector));
        continue;
      }
      assert.ok(result.ok, JSON.stringify(vector));
      const only = Object.fromEntries(Object.entries(vector).filter(([name]) => (members as readonly string[]).includes(name)));
      assert.deepEqual(membersOf(result.value, only), only);
    }
  });
}

hold("callbacks", (v: { url: string; state: string; code: string }) => client.callback(v), ["code"]);
hold("activations", (v: { url: string; pim_url: string }) => client.activation(v), ["pim_url"]);
hold("code_challenges", (v: { code_identifier: string; client_secret: string; code_challenge: string }) => client.challenge({ ...v, app_secret: v.client_secret }), ["code_challenge"]);
hold("challenge_checks", (v: { challenge: string; code_identifier: string; app_secret: string } & ChallengeVerdict) => client.checkChallenge(v), ["code", "of", "where"]);
hold("id_tokens", (v: { token: string } & IDToken) => client.idToken(v), ["header", "claims", "issuer", "subject", "audience", "issued_at", "expires_at", "signature_base64"]);
hold("certificates", (v: { pem: string; spki_base64: string }) => client.certificate(v), ["spki_base64"]);
hold("versions", (v: { text: string; version: string }) => client.guessVersion(v), ["version"]);

/** The members of reading that want has as well. */
function membersOf(reading: object, want: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(reading).filter(([name]) => name in want));
}
