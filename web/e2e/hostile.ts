// A PIM that means harm: it answers whatever is asked with what could run code,
// break the layout or freeze the tab of a page that trusts it.

import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** Markup that tells on itself if any of it runs or is fetched. */
export const markup = `"'><img src="/pwned" onerror="hacked=1"><script>hacked=1</script><svg onload="hacked=1"><a href="javascript:hacked=1">here</a><style>*{display:none}</style>\${hacked=1}{{hacked=1}}<!--`;

/** An override, isolates, marks without width, blank letters, an escape, NUL, a heap of accents. */
export const unseen = "a\u202eevil\u202c b\u2066c\u2069\u200b\u200d\ufeff\u3164 d\u0000\u001b[2J\u0007 e" + "\u0301".repeat(100);

const json = { "Content-Type": "application/json" };
const million = 1_000_000;

type Answer = (response: ServerResponse) => void;

const whole =
  (status: number, header: Record<string, string | string[]>, body: string | Buffer): Answer =>
  (response) => {
    response.writeHead(status, header).end(body);
  };

/** Writes chunks until the other end has had enough, or count of them. */
const stream =
  (header: Record<string, string>, chunk: string | Buffer, count = Infinity, pause = 0): Answer =>
  (response) => {
    response.writeHead(200, header);
    let left = count;
    const more = (): void => {
      if (response.destroyed) return;
      if (left-- <= 0) response.end();
      else if (!response.write(chunk)) response.once("drain", more);
      else setTimeout(more, pause);
    };
    more();
  };

/** Bytes as they are; no HTTP library would send some of these. */
const bytes =
  (...parts: (string | Buffer)[]): Answer =>
  (response) => {
    const { socket } = response;
    for (const part of parts) socket?.write(part);
    socket?.end();
  };

const allowed = "Access-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: *\r\n";

const token = (text: string, more: object = {}) => JSON.stringify({ access_token: text, expires_in: 3600, token_type: text, scope: text, refresh_token: text, ...more });

const category = (code: string, label: string) => ({ _links: { self: { href: "javascript:hacked=1" } }, code, parent: null, updated: code, position: 1, labels: { en_US: label } });
const categories = (items: object[]) => JSON.stringify({ _links: { self: { href: markup }, first: { href: markup } }, current_page: 1, _embedded: { items } });

/** A JWT whose members are what is given; nobody signed it. */
export const jwt = (claims: object) => [{ alg: "RS256", typ: markup, [markup]: unseen }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") + ".c2lnbmVk";

/** By name; any of them answers any request. */
export const answers = {
  "scripts in a token": whole(200, json, token(markup)),
  "scripts in an error": whole(422, json, JSON.stringify({ code: 422, message: markup, errors: [{ property: markup, message: markup }] })),
  "scripts in an OAuth error": whole(400, json, JSON.stringify({ error: markup, error_description: markup })),
  "a page": whole(200, { "Content-Type": "text/html" }, `<!doctype html><title>${markup.replace("<script>", "")}</title>${markup}`),
  "JSON as a page": whole(200, { "Content-Type": "text/html" }, token("fine")),
  "scripts in a challenge": whole(401, { ...json, "WWW-Authenticate": `Bearer realm="${markup}", error="${markup}"`, Location: "javascript:hacked=1", "X-Evil": markup, Refresh: "0;url=/pwned", "Set-Cookie": "a=b", Link: "</pwned>; rel=preload; as=script", "Clear-Site-Data": '"*"' }, JSON.stringify({ code: 401, message: markup })),
  "scripts in categories": whole(200, json, categories([category(markup, markup), category(unseen, unseen), category("\u05d0\u05d1\u05d2", "\u05d0\u05d1 (1) \u05d2\u05d3"), ...Array.from({ length: 3000 }, (_, i) => category(`c${String(i)}`, "x".repeat(40)))])),
  "unseen characters in a token": whole(200, json, token(unseen)),
  "unseen characters in an error": whole(422, json, JSON.stringify({ code: 422, message: unseen })),
  "a header line in a token": whole(200, json, token("fine\r\nX-Evil: 1")),
  "a token of 400 KB": whole(200, json, token("x".repeat(130_000))),
  "50 MB": stream({ ...json, "Content-Length": String(50 * million) }, Buffer.alloc(million, "y"), 50),
  "no end": stream(json, Buffer.alloc(65_536, "z")),
  drip: stream(json, "w", Infinity, 50),
  "a flood without width": whole(200, json, JSON.stringify({ message: "\u200b".repeat(150_000) })),
  "a flood of signs": whole(200, json, "a\u200b".repeat(120_000)),
  "a deep array": whole(200, json, "[".repeat(100_000) + "]".repeat(100_000)),
  "a deep object": whole(200, json, '{"a":'.repeat(80_000) + "1" + "}".repeat(80_000)),
  "100,000 members": whole(200, json, `{${Array.from({ length: 100_000 }, (_, i) => `"m${String(i)}":${String(i)}`).join(",")}}`),
  "30,000 members": whole(200, json, `{${Array.from({ length: 30_000 }, (_, i) => `"m${String(i)}":${String(i)}`).join(",")}}`),
  "a line of 5 MB": whole(200, { "Content-Type": "text/plain" }, "v".repeat(5 * million)),
  "quotation marks": whole(200, json, '"'.repeat(500_000)),
  "names of secrets": whole(200, json, '"access_token":"x",'.repeat(25_000)),
  "50 MB of zeros in 50 KB": whole(200, { ...json, "Content-Encoding": "gzip" }, gzipSync(Buffer.alloc(50 * million))),
  "UTF-16": whole(200, { "Content-Type": "application/json; charset=utf-16" }, Buffer.from(`\ufeff${token("fine")}`, "utf16le")),
  "no UTF-8": whole(200, json, Buffer.concat([Buffer.from('{"message":"'), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf5]), Buffer.from('"}')])),
  "UTF-7": whole(200, { "Content-Type": "text/html; charset=utf-7" }, "+ADw-script+AD4-hacked=1+ADw-/script+AD4-"),
  "long headers": whole(200, { ...json, "X-Long": "u".repeat(100_000), "X-Wide": "\u00e9\u00ff".repeat(1000), ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`X-${String(i)}`, "t".repeat(500)])) }, "{}"),
  "204 with a body": bytes(`HTTP/1.1 204 ${markup}\r\n${allowed}Content-Length: 9\r\n\r\n{"a":"b"}`),
  "more than it says": bytes(`HTTP/1.1 200 OK\r\n${allowed}Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}<script>hacked=1</script>`),
  "less than it says": bytes(`HTTP/1.1 200 OK\r\n${allowed}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{}`),
  "a chunk cut off": bytes(`HTTP/1.1 200 OK\r\n${allowed}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n{}`),
  "folded and split headers": bytes(`HTTP/1.1 299 ${markup}\r\n${allowed}X-Folded: a\r\n b: ${markup}\r\nX-Split: a\rX-Evil: 1\r\nX-Bare: a\nX-Line: ${markup}\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}`),
} satisfies Record<string, Answer>;

export type Harm = keyof typeof answers;

export interface Hostile {
  readonly origin: string;
  /** What it answers from now on. */
  next: Answer;
  /** "GET /pwned", all that came but preflights. */
  readonly asked: string[];
  close(): void;
}

export async function hostile(): Promise<Hostile> {
  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    request.resume();
    for (const [name, value] of Object.entries({ "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "authorization, content-type", "Access-Control-Expose-Headers": "*" })) response.setHeader(name, value);
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    pim.asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    pim.next(response);
  }).listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  const pim: Hostile = {
    origin: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    next: answers["scripts in a token"],
    asked: [],
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return pim;
}
