// Looking for marked secrets everywhere that a page leaves something.

import type { BrowserContext, Page } from "@playwright/test";

/** A value that cannot stand anywhere by chance. It has characters that are written in other ways in addresses and JSON. */
export function marked(n: number): string {
  return `${core(n)} &=+"é/`;
}

/** What of a marked value is the same in all writings but base64. */
function core(n: number): string {
  return `Zq${String(n).padStart(3, "0")}markedXw`;
}

/** The marked values, of so many, that stand in a text: as they are, or in base64 wherever they begin in it. */
export function markedIn(text: string, count: number): number[] {
  const found: number[] = [];
  for (let n = 0; n < count; n++) {
    const writings = [0, 1, 2].map((before) => {
      const base64 = Buffer.from("\0".repeat(before) + core(n)).toString("base64");
      // Without the characters that also hold bits of their neighbours.
      return base64.slice(before === 0 ? 0 : 4, -4);
    });
    if ([core(n), ...writings].some((one) => text.includes(one))) found.push(n);
  }
  return found;
}

/** Watches what a context tells: the console, the addresses, and what is asked of the playground. */
export function listenTo(page: Page, playground: string): string[] {
  const told: string[] = [];
  page.on("console", (message) => told.push(message.text()));
  page.on("framenavigated", (frame) => told.push(frame.url()));
  page.on("request", (request) => {
    told.push(request.headers().referer ?? "");
    if (request.url().startsWith(playground)) told.push(request.url(), request.postData() ?? "");
  });
  return told;
}

/** All that a page of this origin stores or shows to others: the whole text of it. */
export async function stored(page: Page, context: BrowserContext): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const all: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, document.title, window.name, document.referrer, history.state, location.href];
    // What of the history a page may see, and TypeScript does not know yet.
    const { navigation } = window as { navigation?: { entries(): { url: string; getState(): unknown }[] } };
    for (const entry of navigation?.entries() ?? []) all.push(entry.url, entry.getState());
    for (const { name = "", version } of await indexedDB.databases()) all.push(name, version);
    for (const name of await caches.keys()) {
      all.push(name);
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all.push(request.url, await (await cache.match(request))?.text());
    }
    all.push((await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope));
    return JSON.stringify(all);
  });
  const text = `${inPage}\n${JSON.stringify(await context.cookies())}`;
  return `${text}\n${decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"))}`;
}

/** All that stands in the document: texts, attributes, and what fields hold. */
export function shown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const values = [...document.querySelectorAll<HTMLInputElement>("input, textarea, select")].map(({ value }) => value);
    return [document.documentElement.outerHTML, document.documentElement.textContent, ...values].join("\n");
  });
}

/** The text of all that JavaScript holds in a page's process, after it was swept. */
export async function heap(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return chunks.join("");
}
