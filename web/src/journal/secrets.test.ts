// The specification of secrets.ts and redact.ts: where secrets are found, and
// that none is left.

import assert from "node:assert/strict";
import { test } from "node:test";

import { appToken, call, callback, exchanged, idToken, password, redirected, refresh } from "./example.js";
import { redaction } from "./redact.js";
import { bodyStretches, lineStretches, secretsOf, stretches } from "./secrets.js";
import type { Message, SecretKind, Stretch } from "./secrets.js";

const found = (parts: readonly Stretch[]) => parts.filter(({ kind }) => kind !== "").map(({ kind, value }) => `${kind} ${value}`);

test("secrets are found by the wire's names, and the text stays the same", () => {
  const rows: [text: string, want: string[]][] = [
    ["https://a.example/cb?code=C%2B1&state=S", ["code C+1", "state S"]],
    ["https://a.example/authorize?response_type=code&client_id=1", []],
    ["client_secret=S&grant_type=password&password=a+b", ["secret S", "password a b"]],
    ["_username=admin&_password=admin", ["password admin"]],
    ['{"password":"a\\"b", "username":"u"}', ['password a"b']],
    ['{"access_token":"A","refresh_token" : "R","scope":null', ["access_token A", "refresh_token R"]],
    ['{"access_token":"cut in the mid', ["access_token cut in the mid"]],
    ['{"redirectUrl":"http:\\/\\/localhost\\/callback?code=C\\u0026state=S"}', ["code C", "state S"]],
    ['{"code":401,"message":"no"}', []],
    ['{"code":"master","parent":null}', []],
    ["password=&code=", []],
    ["%E0%A4%A&code=%E0%A4%A", ["code %E0%A4%A"]],
    ["", []],
  ];
  for (const [text, want] of rows) {
    assert.deepEqual(found(stretches(text)), want, text);
    assert.equal(stretches(text).map(({ text }) => text).join(""), text);
  }
  assert.deepEqual(found(bodyStretches({ body: '{"grant_type":"authorization_code","code":"C","code_identifier":"I"}' })), ["code C", "code_identifier I"]);
});

test("header lines hold the pair, tokens, sessions and addresses", () => {
  const rows: [name: string, value: string, want: string[]][] = [
    ["Authorization", "Basic YTpi", ["pair YTpi"]],
    ["authorization", "Bearer T", ["access_token T"]],
    ["Authorization", "nonsense", []],
    ["Cookie", "BAPID=S; other=1", ["cookie S"]],
    ["Set-Cookie", "BAPID=S; path=/", ["cookie S"]],
    ["Set-Cookie", "flag", []],
    ["Location", "/callback?code=C", ["code C"]],
    ["Content-Type", "text/html", []],
  ];
  for (const [name, value, want] of rows) {
    assert.deepEqual(found(lineStretches(name, value)), want, value);
    assert.equal(lineStretches(name, value).map(({ text }) => text).join(""), value);
  }
});

test("who has the pair has the secret; base64 that is none has nothing", () => {
  const kinds = (value: string) => secretsOf({ header: [["Authorization", `Basic ${value}`]] }).map(({ kind, value }) => `${kind} ${value}`);
  assert.deepEqual(kinds(btoa("id:s:t")), [`pair ${btoa("id:s:t")}`, "secret s:t"]);
  assert.deepEqual(kinds(btoa("no colon")), [`pair ${btoa("no colon")}`]);
  assert.deepEqual(kinds("%%%"), ["pair %%%"]);
});

test("a redaction leaves no secret anywhere, and the same word for the same secret", () => {
  const all = [password, call, refresh, redirected, callback, appToken, exchanged(7, { request: { url: "https://demo.pim/?q=ACCESS-1&r=TYPED%2BONE", body: "in prose: REFRESH-2, TYPED+ONE" } })];
  const messages: Message[] = all.flatMap(({ request, outcome }) => ("sent" in outcome ? [request, outcome.sent.response] : [request]));
  const typed: [SecretKind, string][] = [["secret", "TYPED+ONE"], ["password", ""]];
  const redact = redaction(messages, typed);
  const left = JSON.stringify(messages.map((message) => [redact.url(message.url ?? ""), message.header.map(([name, value]) => redact.line(name, value)), redact.body(message)]));
  for (const secret of ["the-secret-1", btoa("1_client:the-secret-1"), "pass-word", "ACCESS-1", "REFRESH-1", "ACCESS-2", "REFRESH-2", "CODE-1234", "STATE-123", "IDENTIFIER", "APP-TOKEN-1", idToken, "SESSION-1", "TYPED"]) assert.ok(!left.includes(secret), secret);
  assert.equal(redact.line("Authorization", "Bearer ACCESS-1"), "Bearer REDACTED_access_token_1");
  assert.equal(redact.text("ACCESS-1 and ACCESS-2"), "REDACTED_access_token_1 and REDACTED_access_token_2");
  assert.match(left, /"username\\":\\"julia/);
  assert.match(left, /expires_in/);
});

test("a short secret is replaced where it is named, and no other word for it", () => {
  const message = { header: [], body: '{"username":"julia","password":"julia"}' };
  assert.equal(redaction([message], []).body(message), '{"username":"julia","password":"REDACTED_password_1"}');
});
