// The test of a web server before a PIM: its fixtures.

import { test as base } from "../e2e/fixtures.ts";
import type { Upstream } from "./pims.ts";
import { command, start } from "./servers.ts";
import type { Site, WebServer } from "./servers.ts";

export { expect } from "../e2e/fixtures.ts";

interface Fixtures {
  /** The demo PIM without CORS. */
  to: Upstream;
  /** Starts a web server that the page may contact, until the test ends. */
  run: (site: Site) => Promise<WebServer>;
}

export const test = base.extend<Fixtures>({
  to: async ({ pim }, use) => {
    await use({ http: pim, fcgi: process.env.FCGI_0 ?? "" });
  },
  run: async ({ reach }, use) => {
    const running: WebServer[] = [];
    await use(async (site) => {
      const server = await start(site);
      running.push(server);
      reach.add(server.origin);
      return server;
    });
    await Promise.all(running.map((server) => server.stop()));
  },
});

/** What the verb prints for a server, a page and the address of a PIM. */
export async function recipe(server: string, origin: string, pim?: string): Promise<string> {
  const { stdout } = await command("go", ["run", "./build", "cors", "--server", server, "--origin", origin, ...(pim === undefined ? [] : ["--pim", pim])], { cwd: ".." });
  return stdout;
}
