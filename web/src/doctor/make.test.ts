// The specification of make.ts: what is sent of a paste, and where to.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Client } from "../authcore/client.js";
import type { WireRequest } from "../transport/transmit.js";
import { made, nameOf } from "./make.js";

const client = { text: () => ({ ok: true, value: { http: [], curl: [] } }) } as unknown as Client;
const user = { username: "u", password: "p" };
const pim = "https://demo.pim";

function sent(request: Partial<WireRequest>): WireRequest | undefined {
  return made(client, { method: "", url: "", header: [], ...request }, pim, user)?.request;
}

test("another PIM gets the same path and query, byte for byte, and nothing behind a #", () => {
  const to = (url: string) => sent({ method: "GET", url })?.url;
  assert.equal(to("https://pim.example.com/api/rest/v1/categories/?search=%7B%7D&a=b#c"), "https://demo.pim/api/rest/v1/categories/?search=%7B%7D&a=b");
  assert.equal(to("http://me:secret@pim.example.com:8080//api//rest/v1"), "https://demo.pim//api//rest/v1");
  assert.equal(to("HTTPS://pim.example.com"), "https://demo.pim/");
  assert.equal(to("/api/rest/v1"), "https://demo.pim/api/rest/v1");
  assert.equal(to("api/rest/v1"), "https://demo.pim/api/rest/v1");
});

test("what a paste does not have is filled in, and nothing else is touched", () => {
  const basic: [string, string] = ["Authorization", "Basic eDp5"];
  assert.deepEqual(sent({ header: [basic] }), {
    method: "POST",
    url: "https://demo.pim/api/oauth/v1/token",
    header: [basic, ["Content-Type", "application/json"]],
    body: '{\n  "grant_type": "password",\n  "username": "u",\n  "password": "p"\n}',
  });
  assert.deepEqual(sent({ header: [["authorization", "bearer x"]] }), { method: "GET", url: "https://demo.pim/api/rest/v1/categories", header: [["authorization", "bearer x"]] });
  assert.deepEqual(sent({ body: "code_identifier=a" }), { method: "POST", url: "https://demo.pim/connect/apps/v1/oauth2/token", header: [], body: "code_identifier=a" });
  assert.equal(sent({ header: [["content-type", "text/plain"], basic] })?.header.length, 2);
  const whole: WireRequest = { method: "PUT", url: "https://demo.pim/api/oauth/v1/token", header: [["X", "\u200b"]], body_base64: "/w==" };
  assert.deepEqual(sent(whole), whole);
  assert.deepEqual(made(client, whole, pim, user)?.filled, []);
  // The address of an App, or of nothing that a PIM has, is no request to a PIM.
  assert.equal(sent({ url: "https://app.example.com/callback?code=x" }), undefined);
});

test("a request is called what authcore calls it", () => {
  const name = (url: string, body?: string) => nameOf({ method: "POST", url, header: [], ...(body === undefined ? {} : { body }) });
  assert.equal(name("https://demo.pim/api/oauth/v1/token", "{}"), "password");
  assert.equal(name("https://demo.pim/folder/api/oauth/v1/token", '{"refresh_token":"x"}'), "refresh");
  assert.equal(name("https://demo.pim/connect/apps/v1/oauth2/token"), "app_token");
  assert.equal(name("https://demo.pim/api/rest/v1/categories?limit=1"), "categories");
  assert.equal(name("https://demo.pim/api/rest/v1/products"), undefined);
  assert.equal(name(""), undefined);
});
