// What fetch would change or refuse in a request: such a request is not sent,
// because what is shown is what is sent.

import type { HeaderLine, WireRequest } from "./wire.js";

/** The first place at which fetch would not send what is shown. */
export interface Unsendable {
  /** The name of a header line, or "method", "address", "body". */
  where: string;
  /** Bytes of UTF-8 before it, within that value. */
  offset: number;
  /** What stands there: "line feed at the end", "zero width space U+200B". */
  what: string;
}

/** Finds what fetch would change or refuse; undefined if the request would leave as it is shown. */
export function unsendable(request: WireRequest): Unsendable | undefined {
  const { method, url, header } = request;
  return inMethod(method) ?? inAddress(url) ?? inHeader(header) ?? inBody(request);
}

// fetch writes these in capitals, and no other (Fetch §4.6, "normalize").
const capitalized = /^(delete|get|head|options|post|put)$/i;

function inMethod(method: string): Unsendable | undefined {
  const at = (what: string) => ({ where: "method", offset: 0, what });
  if (!isToken(method)) return at("not a method");
  if (/^(connect|trace|track)$/i.test(method)) return at(`${method}, which pages may not send`);
  if (capitalized.test(method) && method !== method.toUpperCase()) return at(`${method} in small letters`);
  return undefined;
}

function inAddress(url: string): Unsendable | undefined {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return { where: "address", offset: 0, what: "not an http address" };
  const shown = url.replace(/#.*/s, ""); // a fragment is never sent
  const { origin, username, password, pathname, search } = new URL(url);
  if (username || password) return { where: "address", offset: url.indexOf("//") + 2, what: "user name in the address" };
  const sent = origin + pathname + search;
  if (shown === sent || shown + "/" === sent) return undefined;
  return { where: "address", offset: firstDifference(shown, sent), what: `sent as ${sent}` };
}

function inHeader(header: HeaderLine[]): Unsendable | undefined {
  const seen = new Set<string>();
  for (const [name, value] of header) {
    const lower = name.toLowerCase();
    const at = (what: string) => ({ where: name, offset: 0, what });
    if (!isToken(name)) return at("not a header name");
    if (isForbidden(lower)) return at("a header that only the browser may set");
    if (seen.has(lower)) return at("a second line of the same name, which fetch would join to the first");
    seen.add(lower);
    const found = inValue(value);
    if (found) return { where: name, ...found };
  }
  return undefined;
}

function inValue(value: string): Omit<Unsendable, "where"> | undefined {
  const leading = /^[\t\n\r ]/.exec(value);
  if (leading) return { offset: 0, what: `${nameOf(leading[0])} at the start` };
  // Two forms are refused: what cannot stand in a value (NUL, CR, LF, beyond
  // Latin-1: fetch throws), and U+0080 to U+00FF, which fetch sends as one byte
  // where the text shown, and curl, have two.
  const found = /[\t\n\r ]+$|[\0\n\r]|[^\0-\x7f]/u.exec(value);
  if (!found) return undefined;
  const char = String.fromCodePoint(found[0].codePointAt(0) ?? 0);
  const isTrailing = found.index + found[0].length === value.length && /[\t\n\r ]/.test(char);
  return { offset: utf8Length(value.slice(0, found.index)), what: nameOf(char) + (isTrailing ? " at the end" : "") };
}

function inBody(request: WireRequest): Unsendable | undefined {
  const hasBody = request.body !== undefined || request.body_base64 !== undefined;
  if (!hasBody || !/^(GET|HEAD)$/.test(request.method)) return undefined;
  return { where: "body", offset: 0, what: `a body with ${request.method}` };
}

// The characters that people paste without seeing them.
const names: Record<string, string> = {
  "\0": "NUL",
  "\t": "tab",
  "\n": "line feed",
  "\r": "carriage return",
  " ": "space",
  "\u00a0": "no-break space",
  "\u00ad": "soft hyphen",
  "\u2007": "figure space",
  "\u200b": "zero width space",
  "\u200c": "zero width non-joiner",
  "\u200d": "zero width joiner",
  "\u200e": "left-to-right mark",
  "\u200f": "right-to-left mark",
  "\u2013": "en dash",
  "\u2014": "em dash",
  "\u2018": "left single quotation mark",
  "\u2019": "right single quotation mark",
  "\u201c": "left double quotation mark",
  "\u201d": "right double quotation mark",
  "\u2026": "horizontal ellipsis",
  "\u2028": "line separator",
  "\u202f": "narrow no-break space",
  "\u2060": "word joiner",
  "\ufeff": "byte order mark",
};

/** "line feed", "zero width space U+200B", "U+20AC". */
function nameOf(char: string): string {
  const name = names[char];
  if (name !== undefined && char <= " ") return name;
  const code = "U+" + (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return name === undefined ? code : `${name} ${code}`;
}

// Fetch §2.2.2, "forbidden request-header".
const forbidden = new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "access-control-request-private-network",
  "connection",
  "content-length",
  "cookie",
  "cookie2",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "referer",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

function isForbidden(lower: string): boolean {
  return forbidden.has(lower) || lower.startsWith("proxy-") || lower.startsWith("sec-");
}

function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

function firstDifference(shown: string, sent: string): number {
  let i = 0;
  while (i < shown.length && shown[i] === sent[i]) i++;
  return utf8Length(shown.slice(0, i));
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
