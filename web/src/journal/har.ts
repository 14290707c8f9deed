// The journal as HAR 1.2, which browsers' tools and proxies read.
// Format: http://www.softwareishard.com/blog/har-12-spec/

import type { Exchange } from "./journal.js";
import { statusLine } from "../transport/status.js";
import type { Outcome, WireBody, WireRequest, WireResponse } from "../transport/transmit.js";
import type { Redaction } from "./redact.js";

interface Line {
  readonly name: string;
  readonly value: string;
}

export interface HarWords {
  /** Of the one page that the file has. */
  readonly title: string;
  readonly comment: string;
  readonly leftOut: string;
  entry(exchange: Exchange): string;
  probe(exchange: Exchange): string;
}

const page = "page_1";
const unknown = -1;

/** redactions: what is taken out of an exchange. */
export function har(exchanges: readonly Exchange[], redactions: (exchange: Exchange) => Redaction, words: HarWords) {
  const started = new Date(exchanges[0]?.started ?? 0).toISOString();
  return {
    log: {
      version: "1.2",
      creator: { name: "PIM Auth Playground", version: "1" },
      pages: [{ startedDateTime: started, id: page, title: words.title, pageTimings: {} }],
      entries: exchanges.flatMap((exchange) => entriesOf(exchange, redactions(exchange), words)),
      comment: words.comment,
    },
  };
}

/** An exchange is one entry, and a probe that was part of it another. */
function entriesOf(exchange: Exchange, redact: Redaction, words: HarWords) {
  const { outcome, request, started } = exchange;
  const common = { pageref: page, startedDateTime: new Date(started).toISOString(), cache: {} };
  const ms = "sent" in outcome ? outcome.sent.ms : "failure" in outcome ? outcome.failure.ms : 0;
  const timings = { send: 0, wait: ms, receive: 0 };
  const own = { ...common, time: ms, request: requestOf(request, redact), response: responseOf(answerOf(outcome), redact, words), timings, comment: redact.text(words.entry(exchange)) };
  const probe = "failure" in outcome ? outcome.failure.probe : undefined;
  if (!probe) return [own];
  return [own, { ...common, time: 0, timings: { send: 0, wait: 0, receive: 0 }, request: requestOf(probe.request, redact), response: responseOf(undefined, redact, words), comment: words.probe(exchange) }];
}

function answerOf(outcome: Outcome | { taken: string }): WireResponse | undefined {
  return "sent" in outcome ? outcome.sent.response : undefined;
}

function requestOf(request: WireRequest, redact: Redaction) {
  const url = redact.url(request.url);
  const text = redact.body(request);
  const has = request.body !== undefined || request.body_base64 !== undefined;
  const mimeType = headerOf(request.header, "content-type");
  const params = mimeType.startsWith("application/x-www-form-urlencoded") ? pairs(new URLSearchParams(text)) : [];
  return {
    method: request.method,
    url,
    httpVersion: "HTTP/1.1",
    cookies: request.header.flatMap(([name, value]) => (name.toLowerCase() === "cookie" ? redact.line(name, value).split(/;\s*/).map(cookie) : [])),
    headers: linesOf(request.header, redact),
    queryString: URL.canParse(url) ? pairs(new URL(url).searchParams) : [],
    ...(has ? { postData: { mimeType, params, text } } : {}),
    headersSize: unknown,
    bodySize: sizeOf(request, text),
  };
}

/** Status 0 and nothing else stands for no answer, as browsers write it. */
function responseOf(response: WireResponse | undefined, redact: Redaction, words: HarWords) {
  const { status = 0, header = [] } = response ?? {};
  const text = response ? redact.body(response) : "";
  const size = response ? sizeOf(response, text) : 0;
  const [, ...phrase] = statusLine(status).split(" ");
  const bytes = response?.body_base64;
  const content = bytes === undefined ? { text } : redact.bytes ? { text: bytes, encoding: "base64" } : { comment: words.leftOut };
  return {
    status,
    statusText: phrase.join(" "),
    httpVersion: "HTTP/1.1",
    cookies: header.flatMap(([name, value]) => (name.toLowerCase() === "set-cookie" ? [cookie(redact.line(name, value).split(";", 1)[0] ?? "")] : [])),
    headers: linesOf(header, redact),
    content: { size, mimeType: headerOf(header, "content-type") || "x-unknown", ...content },
    redirectURL: redact.url(headerOf(header, "location")),
    headersSize: unknown,
    bodySize: response ? size : unknown,
  };
}

function linesOf(header: WireRequest["header"], redact: Redaction): Line[] {
  return header.map(([name, value]) => ({ name, value: redact.line(name, value) }));
}

function headerOf(header: WireRequest["header"], wanted: string): string {
  return header.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
}

function pairs(parameters: URLSearchParams): Line[] {
  return [...parameters].map(([name, value]) => ({ name, value }));
}

function cookie(pair: string): Line {
  const [name = "", ...value] = pair.split("=");
  return { name, value: value.join("=") };
}

/** In bytes, of the text as it stands in the file. */
function sizeOf(body: WireBody, text: string): number {
  return body.body_base64 === undefined ? new TextEncoder().encode(text).length : atob(body.body_base64).length;
}
