// The specification of har.ts: the shape that HAR 1.2 asks for, and what stands
// in it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answer, appToken, call, callback, exchanged, lost, password, redirected, refresh } from "./example.js";
import { har } from "./har.js";
import { redaction, untouched } from "./redact.js";

const words = { title: "Connector", comment: "c", leftOut: "left out", entry: ({ what }: { what: string }) => what, probe: () => "probe" };
const all = [password, call, refresh, redirected, callback, appToken, exchanged(7, { outcome: lost(true) })];

/** What HAR 1.2 demands of an object: names and types. */
const shapes: Record<string, Record<string, string>> = {
  entry: { startedDateTime: "string", time: "number", request: "object", response: "object", cache: "object", timings: "object" },
  request: { method: "string", url: "string", httpVersion: "string", cookies: "array", headers: "array", queryString: "array", headersSize: "number", bodySize: "number" },
  response: { status: "number", statusText: "string", httpVersion: "string", cookies: "array", headers: "array", content: "object", redirectURL: "string", headersSize: "number", bodySize: "number" },
  content: { size: "number", mimeType: "string" },
  postData: { mimeType: "string", params: "array", text: "string" },
  timings: { send: "number", wait: "number", receive: "number" },
};

function fits(name: string, value: object): void {
  for (const [member, type] of Object.entries(shapes[name] ?? {})) {
    const held = (value as Record<string, unknown>)[member];
    assert.equal(Array.isArray(held) ? "array" : typeof held, type, `${name}.${member}`);
  }
}

test("the file has the shape of HAR 1.2", () => {
  const { log } = har(all, () => untouched, words);
  assert.deepEqual([log.version, log.creator.name, log.pages.map(({ id, title }) => [id, title])], ["1.2", "PIM Auth Playground", [["page_1", "Connector"]]]);
  assert.equal(log.entries.length, all.length);
  for (const entry of log.entries) {
    fits("entry", entry);
    for (const part of ["request", "response", "timings"] as const) fits(part, entry[part]);
    fits("content", entry.response.content);
    if (entry.request.postData) fits("postData", entry.request.postData);
    assert.equal(entry.pageref, "page_1");
    assert.equal(new Date(entry.startedDateTime).toISOString(), entry.startedDateTime);
    assert.equal(entry.time, entry.timings.wait);
    for (const { name, value } of [...entry.request.headers, ...entry.request.queryString, ...entry.response.cookies]) assert.equal(`${typeof name} ${typeof value}`, "string string");
  }
});

test("requests and answers stand in it whole", () => {
  const { entries } = har(all, () => untouched, words).log;
  const [headers, post, query, params, redirects] = [entries[0]?.request.headers, entries.map(({ request }) => request.postData?.text), entries[1]?.request.queryString, entries[2]?.request.postData?.params, entries[3]?.response];
  assert.deepEqual(headers?.[0], { name: "Authorization", value: `Basic ${btoa("1_client:the-secret-1")}` });
  assert.deepEqual(post.slice(0, 3), [password.request.body, undefined, refresh.request.body]);
  assert.deepEqual(query, [{ name: "limit", value: "2" }]);
  assert.deepEqual(params?.[1], { name: "refresh_token", value: "REFRESH-1" });
  assert.deepEqual([redirects?.redirectURL, redirects?.cookies], ["http://localhost:8080/callback?code=CODE-1234&state=STATE-123", [{ name: "BAPID", value: "SESSION-1" }]]);
  assert.deepEqual(entries.map(({ response }) => `${response.status} ${response.statusText} ${response.content.mimeType}`).slice(0, 1), ["200 OK application/json"]);
  assert.deepEqual(entries.map(({ response, time }) => `${response.status} ${time}`), ["200 5", "200 5", "200 5", "302 5", "0 0", "200 5", "0 7"]);
});

test("a redacted one holds no secret", () => {
  const messages = all.flatMap(({ request, outcome }) => ("sent" in outcome ? [request, outcome.sent.response] : [request]));
  const text = JSON.stringify(har(all, () => redaction(messages, []), words));
  assert.doesNotMatch(text, /the-secret|pass-word|ACCESS-|REFRESH-|CODE-1|STATE-1|IDENTIFIER|APP-TOKEN|SESSION-1|eyJ/);
  assert.match(text, /"redirectURL":"http:\/\/localhost:8080\/callback\?code=REDACTED_code_1&state=REDACTED_state_1"/);
});

test("bytes that are no text pass only with the secrets; a probe is an entry", () => {
  const bytes = exchanged(1, { outcome: answer({ body_base64: btoa("\xff\xfe") }) });
  delete (bytes.outcome as { sent: { response: { body?: string } } }).sent.response.body;
  assert.deepEqual(har([bytes], () => untouched, words).log.entries[0]?.response.content, { size: 2, mimeType: "x-unknown", text: btoa("\xff\xfe"), encoding: "base64" });
  assert.deepEqual(har([bytes], () => redaction([], []), words).log.entries[0]?.response.content, { size: 2, mimeType: "x-unknown", comment: "left out" });
  const probed = exchanged(1, { outcome: { failure: { code: "no_cors", mayHaveActed: true, ms: 3, host: "h", probe: { request: call.request, answered: true } } } });
  assert.deepEqual(har([probed], () => untouched, words).log.entries.map(({ comment, request }) => `${comment} ${request.method}`), ["POST token POST", "probe GET"]);
  assert.deepEqual(har([], () => untouched, words).log.entries, []);
});
