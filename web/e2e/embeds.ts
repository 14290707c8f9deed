// A page of others, on an origin of its own, that embeds steps of the playground.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base } from "./fixtures.ts";
import type { Entry } from "./fixtures.ts";

const lit = readFile(new URL("../node_modules/lit-html/lit-html.js", import.meta.url), "utf8");

export const test = base.extend<{
  /** Serves a page of others, and says where. It has Lit of its own at /lit.js. */
  host: (body: string, policy?: string) => Promise<string>;
  /** The tag that pages of others have. */
  tag: string;
  /** The address of the playground's files that were fetched, less the origin. */
  fetched: string[];
  /** What the demo PIM of a session received and answered. */
  journal: (session: string, version: string) => Promise<Entry[]>;
}>({
  host: async ({ reach }, use) => {
    const servers: Server[] = [];
    await use(async (body, policy) => {
      const script = await lit;
      const server = createServer(({ url }, response) => {
        if (url?.startsWith("/lit.js")) response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
        else response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...(policy === undefined ? {} : { "Content-Security-Policy": policy }) }).end(around(body));
      }).listen(0, "localhost");
      servers.push(server);
      await new Promise((resolve) => server.once("listening", resolve));
      const origin = `http://localhost:${String((server.address() as AddressInfo).port)}`;
      reach.add(origin);
      return origin;
    });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },
  tag: async ({ playground }, use) => {
    await use(`<script type="module" src="${playground}/embed.js"></script>`);
  },
  fetched: async ({ page, playground }, use) => {
    const paths: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(playground)) paths.push(request.url().slice(playground.length));
    });
    await use(paths);
  },
  journal: async ({ page, inPage }, use) => {
    const { address } = inPage; // which keeps the way to the demo PIM for tests
    await use(async (session, version) =>
      page.evaluate(
        ([session, version, address]) => {
          const request = { method: "GET", url: `${address}/_demo/journal`, header: [] };
          const said = (Reflect as { pimauth?: { call(name: string, json: string): string } }).pimauth?.call("demo", JSON.stringify({ session, version, request }));
          const answer = JSON.parse(said ?? "") as { value: { response: { body: string } } };
          return JSON.parse(answer.value.response.body) as Entry[];
        },
        [session, version, address] as const,
      ),
    );
  },
});

/** A whole page around a body, if it is none itself. */
export function around(body: string): string {
  if (body.startsWith("<!doctype")) return body;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Documentation</title><h1>Documentation</h1>${body}`;
}
