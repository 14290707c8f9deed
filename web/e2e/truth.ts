// The text of the panel HTTP against what the demo PIM says it received, as
// strings. Nothing of ours reads either side: the panel is cut at line ends only.

import { expect } from "./fixtures.ts";
import type { Demo, Entry } from "./fixtures.ts";
import { textOf } from "./step.ts";
import type { Step } from "./step.ts";

/** What Chromium adds to a request; the page lists these under "What the browser adds". */
const browsersOwn = /^(accept|accept-encoding|accept-language|cache-control|connection|content-length|origin|pragma|referer|user-agent|sec-ch-ua(-mobile|-platform)?|sec-fetch-(dest|mode|site))$/;

export interface Shown {
  readonly line: string;
  readonly host: string;
  readonly header: string[];
  readonly body: string;
}

/** The panel, cut into lines; after a blank line the body, whatever it holds. */
export function cut(http: string): Shown {
  const blank = http.indexOf("\n\n");
  const head = blank < 0 ? http : http.slice(0, blank + 1);
  const [line, host, ...header] = head.split("\n").slice(0, -1);
  return { line: line ?? "", host: host ?? "", header: header.map(lowerName), body: blank < 0 ? "" : http.slice(blank + 2) };
}

/** The same of a received request, less what the browser adds. */
export function received(entry: Entry): Shown {
  const [, host, target] = /^https?:\/\/([^/]*)(.*)$/s.exec(entry.url) ?? [];
  const ours = entry.header.filter(([name]) => !browsersOwn.test(name.toLowerCase()) && name.toLowerCase() !== "host");
  return { line: `${entry.method} ${target ?? ""}`, host: `Host: ${host ?? ""}`, header: ours.map(([name, value]) => lowerName(`${name}: ${value}`)), body: entry.body };
}

export function lowerName(line: string): string {
  return line.replace(/^[^:]*/, (name) => name.toLowerCase());
}

export function sorted(shown: Shown): Shown {
  return { ...shown, header: [...shown.header].sort() };
}

/** Sends what the panel shows, and compares it with what arrived. */
export async function sendAndCompare(from: Step, demo: Demo): Promise<void> {
  const http = await textOf(from.http);
  const before = (await demo.journal()).length;
  await from.send.click();
  await expect(from.status).toHaveText(/^\d{3} /);
  const journal = await demo.journal();
  expect(journal.length).toBe(before + 1);
  const entry = journal.at(-1);
  if (!entry) throw new Error("nothing arrived");
  expect(sorted(cut(http))).toEqual(sorted(received(entry)));
  // The panel still shows what it sent.
  if (entry.status !== 200 || entry.method === "GET") expect(await textOf(from.http)).toBe(http);
  expect(await textOf(from.status)).toMatch(new RegExp(`^${entry.status} `));
}
