// The specification of sendable.ts: what fetch would change or refuse.

import assert from "node:assert/strict";
import { test } from "node:test";

import { unsendable, type Unsendable } from "./sendable.js";
import type { WireRequest } from "./wire.js";

const url = "https://pim.example.com/api/oauth/v1/token";
const post = (change: Partial<WireRequest>): WireRequest => ({ method: "POST", url, header: [], body: "{}", ...change });
const bearer = (token: string) => post({ header: [["Authorization", `Bearer ${token}`]] });

const table: [title: string, request: WireRequest, want: Unsendable | undefined][] = [
  ["a token request", post({ header: [["Content-Type", "application/json"], ["Authorization", "Basic MV80Og=="]] }), undefined],
  ["an empty body", post({ body: "" }), undefined],
  ["a body in any bytes", post({ body: "\u0000\n\ufeffé" }), undefined],
  ["a blank inside a value", bearer("a b\tc"), undefined],
  ["an address without a path", post({ url: "https://pim.example.com" }), undefined],
  ["an address with a query and a fragment", post({ url: `${url}?a=%20b&c#top` }), undefined],

  ["a line feed at the end", bearer("abc\n"), { where: "Authorization", offset: 10, what: "line feed at the end" }],
  ["several at the end", bearer("abc \r\n"), { where: "Authorization", offset: 10, what: "space at the end" }],
  ["a tab at the end", bearer("abc\t"), { where: "Authorization", offset: 10, what: "tab at the end" }],
  ["an empty token", bearer(""), { where: "Authorization", offset: 6, what: "space at the end" }],
  ["a space at the start", post({ header: [["Accept", " */*"]] }), { where: "Accept", offset: 0, what: "space at the start" }],
  ["nothing but blanks", post({ header: [["Accept", "\r\n"]] }), { where: "Accept", offset: 0, what: "carriage return at the start" }],
  ["a line feed inside", bearer("ab\nc"), { where: "Authorization", offset: 9, what: "line feed" }],
  ["a carriage return inside", bearer("a\rc"), { where: "Authorization", offset: 8, what: "carriage return" }],
  ["NUL", bearer("abc\0"), { where: "Authorization", offset: 10, what: "NUL" }],
  ["a zero width space at the end", bearer("abc\u200b"), { where: "Authorization", offset: 10, what: "zero width space U+200B" }],
  ["a byte order mark", post({ header: [["Authorization", "\ufeffBearer a"]] }), { where: "Authorization", offset: 0, what: "byte order mark U+FEFF" }],
  ["a no-break space, one byte by fetch and two in curl", bearer("a\u00a0b"), { where: "Authorization", offset: 8, what: "no-break space U+00A0" }],
  ["a letter of Latin-1, likewise", bearer("é"), { where: "Authorization", offset: 7, what: "U+00E9" }],
  ["the first fault of two, in bytes", bearer("ab\nc€"), { where: "Authorization", offset: 9, what: "line feed" }],
  ["beyond the basic plane", bearer("😀"), { where: "Authorization", offset: 7, what: "U+1F600" }],
  ["half a surrogate pair", bearer("\ud800"), { where: "Authorization", offset: 7, what: "U+D800" }],

  ["Host", post({ header: [["Host", "other.example.com"]] }), { where: "Host", offset: 0, what: "a header that only the browser may set" }],
  ["cookie, in any case", post({ header: [["cookie", "BAPID=1"]] }), { where: "cookie", offset: 0, what: "a header that only the browser may set" }],
  ["Sec-…", post({ header: [["Sec-Fetch-Mode", "cors"]] }), { where: "Sec-Fetch-Mode", offset: 0, what: "a header that only the browser may set" }],
  ["a name with a blank", post({ header: [["X Y", "1"]] }), { where: "X Y", offset: 0, what: "not a header name" }],
  ["a name twice", post({ header: [["A", "1"], ["a", "2"]] }), { where: "a", offset: 0, what: "a second line of the same name, which fetch would join to the first" }],

  ["GET with a body", post({ method: "GET" }), { where: "body", offset: 0, what: "a body with GET" }],
  ["HEAD with bytes", { method: "HEAD", url, header: [], body_base64: "" }, { where: "body", offset: 0, what: "a body with HEAD" }],
  ["TRACE", post({ method: "TRACE" }), { where: "method", offset: 0, what: "TRACE, which pages may not send" }],
  ["post in small letters", post({ method: "post" }), { where: "method", offset: 0, what: "post in small letters" }],
  ["no method", post({ method: "" }), { where: "method", offset: 0, what: "not a method" }],

  ["no address", post({ url: "/api" }), { where: "address", offset: 0, what: "not an http address" }],
  ["another scheme", post({ url: "ftp://pim.example.com/" }), { where: "address", offset: 0, what: "not an http address" }],
  ["user info", post({ url: "https://a:b@pim.example.com/" }), { where: "address", offset: 8, what: "user name in the address" }],
  ["dots that the browser resolves", post({ url: "https://pim.example.com/a/../api" }), { where: "address", offset: 25, what: "sent as https://pim.example.com/api" }],
  ["a blank that the browser escapes", post({ url: "https://pim.example.com/é b" }), { where: "address", offset: 24, what: "sent as https://pim.example.com/%C3%A9%20b" }],
];

for (const [title, request, want] of table) {
  test(title, () => {
    assert.deepEqual(unsendable(request), want);
  });
}
