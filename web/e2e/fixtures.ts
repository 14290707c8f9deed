// What every browser test starts from: the playground, its two demo PIMs, and
// the rules that hold in each of them. A page neither fails nor complains
// unnoticed; it asks nobody but its own files and the PIM that the test names;
// it leaves nothing behind in the browser.

import { expect, test as base } from "@playwright/test";
import type { Page, Request } from "@playwright/test";

/** A demo PIM, wherever it runs. */
export interface Demo {
  /** What ?pim= calls it. */
  readonly pim: "demo" | "local";
  /** "https://demo.pim" */
  readonly address: string;
  /** What the Host line says: "demo.pim". */
  readonly host: string;
  /** What it received and answered, oldest first; in the page, the one of the chosen version. */
  journal(): Promise<Entry[]>;
}

/** One exchange in the journal of a demo PIM. */
export interface Entry {
  readonly method: string;
  readonly url: string;
  readonly header: [name: string, value: string][];
  readonly body: string;
  readonly status: number;
  readonly response_header: [name: string, value: string][];
  readonly response_body: string;
}

interface Fixtures {
  /** The address of the playground, "http://localhost:8080"; paths given to goto are below it. */
  playground: string;
  /**
   * The address of the demo PIM on localhost, "http://localhost:8081". A test
   * that asks for it has it fresh, and its page may contact it.
   */
  pim: string;
  /** The demo PIM in the page. */
  inPage: Demo;
  /** The demo PIM on localhost. */
  onLocalhost: Demo;
  /** Origins that the page may contact. */
  reach: Set<string>;
  /** The complaints in the console that this test expects, such as Chromium's for every 4xx answer; each has to come. */
  expectedErrors: RegExp[];
  watch: undefined;
}

export const test = base.extend<Fixtures>({
  playground: async ({}, use, { parallelIndex }) => {
    await use(address("PLAYGROUND_URL", parallelIndex));
  },
  baseURL: async ({ playground }, use) => {
    await use(playground);
  },
  reach: async ({ playground }, use) => {
    await use(new Set([playground]));
  },
  expectedErrors: async ({}, use) => {
    await use([]);
  },
  pim: async ({ reach }, use, { parallelIndex }) => {
    const pim = address("PIM_URL", parallelIndex);
    reach.add(pim);
    await control(pim, "reset", { version: "7.0" });
    await use(pim);
  },
  onLocalhost: async ({ pim }, use) => {
    await use({
      pim: "local",
      address: pim,
      host: new URL(pim).host,
      journal: async () => (await fetch(`${pim}/_demo/journal`)).json() as Promise<Entry[]>,
    });
  },
  inPage: async ({ page }, use) => {
    await page.addInitScript(keepBridge);
    await use({ pim: "demo", address: "https://demo.pim", host: "demo.pim", journal: () => page.evaluate(journalInPage) });
  },
  watch: [
    async ({ page, playground, reach, expectedErrors }, use) => {
      const complaints: string[] = [];
      const requests: Request[] = [];
      page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
      page.on("console", (message) => {
        // Chromium's advice on forms: fields in a form would send themselves by Enter.
        if (!message.text().startsWith("[DOM] Password field is not contained in a form")) complaints.push(message.text());
      });
      page.context().on("request", (request) => requests.push(request));
      await use(undefined);
      const missing = expectedErrors.filter((expected) => !complaints.some((text) => expected.test(text)));
      expect({ unexpected: complaints.filter((text) => !expectedErrors.some((expected) => expected.test(text))), missing }).toEqual({ unexpected: [], missing: [] });
      expect(requests.filter((request) => !isAllowed(request, playground, reach)).map((request) => `${request.method()} ${request.url()}`)).toEqual([]);
      if (!page.isClosed() && page.url().startsWith(playground)) expect(await page.evaluate(leftBehind)).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Has the demo PIM on localhost do what a control route does. */
export async function control(pim: string, route: "reset" | "clock" | "faults", body: object = {}): Promise<void> {
  const answer = await fetch(`${pim}/_demo/${route}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  expect(answer.status, `POST /_demo/${route}`).toBe(200);
}

/** Of a worker's own servers: see playwright.config.ts. */
function address(variable: string, worker: number): string {
  const value = process.env[`${variable}_${String(worker)}`];
  if (value === undefined) throw new Error(`${variable} is not set: run the tests by playwright.config.ts`);
  return value;
}

/** The page's own files are fetched and nothing more; a PIM takes any request. */
function isAllowed(request: Request, playground: string, reach: ReadonlySet<string>): boolean {
  const { origin, search } = new URL(request.url());
  if (origin !== playground) return reach.has(origin);
  return request.method() === "GET" && (search === "" || request.isNavigationRequest());
}

// The page has no global for the demo PIM in it, and must not have one for its
// tests. Go sets its one object by Reflect.set: from there the test keeps it,
// on the one object it shares with the page.
interface Kept {
  pimauth?: { call(name: string, json: string): string };
}

function keepBridge(): void {
  const set = Reflect.set.bind(Reflect);
  Reflect.set = (target: object, name: PropertyKey, value: unknown) => {
    if (name === "pimauth") set(Reflect, name, value);
    return set(target, name, value);
  };
}

function journalInPage(): Entry[] {
  const request = { method: "GET", url: "https://demo.pim/_demo/journal", header: [] };
  // Each version is a demo PIM of its own.
  const version = document.querySelector<HTMLSelectElement>("[aria-label='PIM version']")?.value ?? "7.0";
  const said = (Reflect as Kept).pimauth?.call("demo", JSON.stringify({ session: version, version, request }));
  const answer = JSON.parse(said ?? "") as { value: { response: { body: string } } };
  return JSON.parse(answer.value.response.body) as Entry[];
}

async function leftBehind(): Promise<string[]> {
  const databases = await indexedDB.databases();
  return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases.map(({ name }) => name ?? ""), ...document.cookie.split("; ").filter((cookie) => cookie !== "")];
}

/** Waits until the page's own Go module runs; a press before that is kept. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator("html.ready")).toBeAttached();
}
