// Where the evidence stands: from bytes of a part of a message to stretches of
// the text in which people see it.

import type { Finding, Mark } from "../authcore/contract-diagnose.js";
import type { Text } from "../authcore/contract.js";
import { cut, plain } from "../components/text.js";
import { bodyStretches, lineStretches, stretches } from "../journal/secrets.js";
import type { WireBody, WireRequest, WireResponse } from "../transport/transmit.js";

/** A stretch of a text, in its characters; n counts the findings from 1. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

/** A part of a message with its marked stretch, the surroundings cut. */
export interface Excerpt {
  readonly part: Mark["part"];
  /** Of a header line; of the decoded pair, too. */
  readonly name: string;
  readonly decoded: boolean;
  readonly before: Text;
  readonly marked: Text;
  readonly after: Text;
}

const utf8 = new TextEncoder();

/** Characters of text before a byte of its UTF-8. */
export function characters(text: string, bytes: number): number {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(utf8.encode(text).subarray(0, bytes)).length;
}

/** How many characters are shown on either side of what is marked. */
const around = 28;

/** pair: what the Authorization header says, decoded. */
export function excerpt(message: WireRequest | WireResponse, mark: Mark, pair: (authorization: string) => string): Excerpt | undefined {
  const found = partOf(message, mark, pair);
  if (!found) return undefined;
  const [name, text] = found;
  const all = plain(text);
  const [from, to] = [characters(all, mark.from), characters(all, mark.to)];
  const start = Math.max(0, from - around);
  const end = Math.min(all.length, to + around);
  const dots = (cut: boolean): Text => (cut ? [["", "…"]] : []);
  return {
    part: mark.part,
    name,
    decoded: mark.decoded,
    before: [...dots(start > 0), ...cut(text, start, from)],
    marked: cut(text, from, Math.min(to, from + 4 * around)),
    after: [...cut(text, to, end), ...dots(end < all.length)],
  };
}

function partOf(message: WireRequest | WireResponse, { part, line, decoded }: Mark, pair: (authorization: string) => string): [string, Text] | undefined {
  switch (part) {
    case "method":
      return "method" in message ? ["", [["", message.method]]] : undefined;
    case "url":
      return "url" in message ? ["", stretches(message.url).map(({ kind, text }) => [kind, text])] as [string, Text] : undefined;
    case "status":
      return "status" in message ? ["", [["", String(message.status)]]] : undefined;
    case "body":
      return ["", bodyText(message)];
    case "header": {
      const found = message.header[line];
      if (!found) return undefined;
      const [name, value] = found;
      return [name, decoded ? pairText(pair(value)) : (lineStretches(name, value).map(({ kind, text }) => [kind, text]) as Text)];
    }
  }
}

function bodyText(message: WireBody): Text {
  if (message.body_base64 !== undefined) return [["", atob(message.body_base64)]];
  return bodyStretches(message).map(({ kind, text }) => [kind, text]) as Text;
}

function pairText(pair: string): Text {
  const colon = pair.indexOf(":");
  return colon < 0 ? [["secret", pair]] : [["client_id", pair.slice(0, colon)], ["", ":"], ["secret", pair.slice(colon + 1)]];
}

/** The ranges of marks in a request as it is shown: raw HTTP. None if the text is another request's. */
export function inRequest(request: WireRequest, shown: Text, marks: readonly Numbered[]): Range[] {
  if (!URL.canParse(request.url)) return [];
  const { host } = new URL(request.url);
  const authority = request.url.indexOf("//") + 2;
  const slash = request.url.slice(authority).search(/[/?#]/);
  const path = slash < 0 ? request.url.length : authority + slash;
  const target = request.url.slice(path).replace(/#.*/s, "");
  const lead = request.method.length + 1;
  const starts: number[] = [];
  let text = `${request.method} ${target === "" ? "/" : target}\n`;
  const named = text.length + "Host: ".length;
  text += `Host: ${host}\n`;
  for (const [name, value] of request.header) {
    starts.push(text.length + name.length + 2);
    text += `${name}: ${value}\n`;
  }
  const body = text.length + 1;
  if (request.body !== undefined) text += `\n${request.body}`;
  if (text !== plain(shown)) return [];
  return marks.flatMap(({ mark, n }): Range[] => {
    if (mark.in !== "request") return [];
    const at = (start: number, part: string) => [{ from: start + characters(part, mark.from), to: start + characters(part, mark.to), n }];
    switch (mark.part) {
      case "method":
        return at(0, request.method);
      case "url":
        return mark.from >= path ? at(lead - path, request.url) : [{ from: named, to: named + host.length, n }];
      case "body":
        return at(body, request.body ?? "");
      case "header": {
        const value = request.header[mark.line]?.[1] ?? "";
        const start = starts[mark.line] ?? 0;
        return mark.decoded ? [{ ...groups(value, mark), n }].map(({ from, to }) => ({ from: start + from, to: start + to, n })) : at(start, value);
      }
      case "status":
        return [];
    }
  });
}

/** The groups of four characters that hold bytes of the decoded pair. */
function groups(value: string, { from, to }: Mark): { from: number; to: number } {
  const start = value.search(/\S+$/);
  const group = (byte: number) => Math.floor(byte / 3) * 4;
  return { from: start + group(from), to: Math.min(value.length, start + group(Math.max(from, to - 1)) + 4) };
}

/** A mark with the number of its finding, from 1. */
export interface Numbered {
  readonly mark: Mark;
  readonly n: number;
}

/** The marks of the findings that stand, in their order. */
export function numbered(findings: readonly { readonly finding: Pick<Finding, "certainty" | "evidence"> }[]): Numbered[] {
  return findings
    .filter(({ finding }) => finding.certainty !== "ruled_out")
    .flatMap(({ finding }, i) => finding.evidence.map((mark) => ({ mark, n: i + 1 })));
}

/** The ranges of marks in a part of an answer: a header line's value, or the body. */
export function inAnswer(text: string, part: "header" | "body", line: number, marks: readonly Numbered[]): Range[] {
  return marks.flatMap(({ mark, n }) => (mark.in === "response" && mark.part === part && (part === "body" || mark.line === line) ? [{ from: characters(text, mark.from), to: characters(text, mark.to), n }] : []));
}
