// dist/ behind nginx, as the README says to host it: under a path of its own,
// with the forms that lie beside each file and the headers that the verb headers
// prints. What it sends, what a browser keeps, and how it bears many visitors.

import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { send, step } from "../e2e/step.ts";
import { command } from "./servers.ts";
import type { WebServer } from "./servers.ts";
import { expect, test as base } from "./test.ts";

const prefix = "/docs/tools/pim/";

interface Form {
  readonly size: number;
  readonly sha256: string;
}

interface Listed extends Form {
  readonly path: string;
  readonly type: string;
  readonly br?: Form;
  readonly gz?: Form;
}

/** The name of such a file is that of its content, and the browser may keep it for ever. */
const hashed = ({ path }: Listed) => path.startsWith("assets/") || path.startsWith("embed/v1/");

interface Hosted {
  readonly server: WebServer;
  readonly files: readonly Listed[];
  /** The address of the site. */
  readonly site: string;
}

interface Built {
  /** Where dist is. */
  readonly dist: string;
  /** What the verb headers prints for nginx. */
  readonly headers: string;
}

const test = base.extend<{ hosted: Hosted }, { built: Built }>({
  // A copy, as another may be built meanwhile.
  built: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "pimauth-dist-"));
      const dist = join(folder, "dist");
      await command("go", ["run", "./build", "dist"], { cwd: ".." });
      await cp("../dist", dist, { recursive: true });
      // The site comes by http here, so its policy is that for http.
      const { stdout: headers } = await command("go", ["run", "./build", "headers", "-server", "nginx", "-prefix", prefix, "-http"], { cwd: ".." });
      await use({ dist, headers });
      await rm(folder, { recursive: true });
    },
    { scope: "worker", timeout: 600_000 },
  ],
  hosted: async ({ built, run }, use) => {
    const server = await run({
      kind: "nginx",
      modules: ["brotli_static"],
      lines: (at) => `
include /etc/nginx/mime.types;
gzip_static on;
gzip_vary on;
brotli_static on;
access_log ${at.folder}/access;
${built.headers}`,
    });
    await cp(built.dist, `${server.folder}/public${prefix}`, { recursive: true });
    const { files } = JSON.parse(await readFile(`${built.dist}/manifest.json`, "utf8")) as { files: Listed[] };
    await use({ server, files, site: `${server.origin}${prefix}` });
  },
});

interface Answer {
  readonly status: number;
  readonly header: IncomingHttpHeaders;
  readonly size: number;
  readonly sha256: string;
}

const agent = new Agent({ keepAlive: true });

function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers, agent }, (answer) => {
      const digest = createHash("sha256");
      let size = 0;
      answer.on("data", (chunk: Buffer) => {
        digest.update(chunk);
        size += chunk.length;
      });
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, header: answer.headers, size, sha256: digest.digest("hex") });
      });
    });
    asking.on("error", reject);
    asking.end();
  });
}

/** A media type without its parameters; of the two names of JavaScript's, servers have either. */
const kind = (type = "") => (type.split(";")[0] ?? "").replace("application/javascript", "text/javascript");

const forms = [
  ["br", "br, gzip"],
  ["gzip", "gzip"],
  [undefined, "identity"],
] as const;

test("every file comes in its best form, with its type, for as long as it may be kept", async ({ hosted: { files, site } }) => {
  expect(files.length).toBeGreaterThan(50);
  for (const file of files.filter(({ path }) => path !== "_headers")) {
    const open = hashed(file) || file.path === "embed.js";
    const framed = file.path.startsWith("embed/") ? undefined : "'none'";
    for (const [coding, accepted] of forms) {
      const at = `${file.path} as ${accepted}`;
      const form = (coding === "br" ? (file.br ?? file.gz) : coding === "gzip" ? file.gz : undefined) ?? file;
      const answer = await get(`${site}${file.path}`, { "Accept-Encoding": accepted });
      expect([at, answer.status, answer.size, answer.sha256]).toEqual([at, 200, form.size, form.sha256]);
      const wanted = form === file ? undefined : form === file.br ? "br" : "gzip";
      expect([at, answer.header["content-encoding"]]).toEqual([at, wanted]);
      if (file.gz !== undefined || file.br !== undefined) expect([at, answer.header.vary]).toEqual([at, "Accept-Encoding"]);
      expect([at, kind(answer.header["content-type"])]).toEqual([at, kind(file.type)]);
      expect([at, answer.header["x-content-type-options"]]).toEqual([at, "nosniff"]);
      expect([at, answer.header["cache-control"]]).toEqual([at, hashed(file) ? "public, max-age=31536000, immutable" : "no-cache"]);
      expect([at, answer.header["access-control-allow-origin"]]).toEqual([at, open ? "*" : undefined]);
      expect([at, /frame-ancestors (.*)/.exec(answer.header["content-security-policy"]?.toString() ?? "")?.[1]]).toEqual([at, open ? undefined : framed]);

      // Asked again by its tag, nothing is sent but the same headers.
      const again = await get(`${site}${file.path}`, { "Accept-Encoding": accepted, "If-None-Match": answer.header.etag ?? "" });
      expect([at, again.status, again.size, again.header["cache-control"]]).toEqual([at, 304, 0, answer.header["cache-control"]]);
    }
  }

  // What is not there is not kept either: a page of before a change may ask for it.
  const missing = await get(`${site}assets/missing-00000000.js`);
  expect([missing.status, missing.header["cache-control"]]).toEqual([404, undefined]);
  expect((await get(`${site}connector`)).header.location).toBe(`${site}connector/`);
});

test("a browser walks there, and asks again for pages only", async ({ page, hosted: { server, site } }) => {
  const asked = async () => {
    const lines = (await readFile(`${server.folder}/access`, "utf8")).trim().split("\n");
    return lines.map((line) => /"GET (\S+) HTTP\/1\.1" (\d+)/.exec(line)).map((found) => `${found?.[2] ?? ""} ${found?.[1]?.slice(prefix.length) ?? ""}`);
  };
  await page.goto(site);
  await send(step(page, "Your first token"), "200 OK");
  await page.getByRole("link", { name: /^I write a connector/ }).click();
  for (const name of ["Get a token", "Call the API", "Refresh"] as const) await send(step(page, name), "200 OK");
  const first = await asked();
  expect(first.filter((line) => !/^(?:200|304) /.test(line))).toEqual([]);
  expect(first.filter((line) => line.endsWith(".wasm"))).toHaveLength(1);

  await page.goto(site);
  await send(step(page, "Your first token"), "200 OK");
  const second = (await asked()).slice(first.length);
  expect(second).toContain("304 ");
  expect(second.filter((line) => line.includes("assets/") || !line.startsWith("304 "))).toEqual([]);
});

/** The memory of nginx, all of its processes, in KB. */
async function memory(server: WebServer): Promise<number> {
  const master = (await readFile(`${server.folder}/pid`, "utf8")).trim();
  const { stdout } = await command("ps", ["-o", "rss=", "--pid", master, "--ppid", master]);
  return stdout.trim().split(/\s+/).reduce((sum, kb) => sum + Number(kb), 0);
}

const rate = 1000; // requests a second
const seconds = 20;

test("a thousand requests a second for twenty seconds: no error, and memory that stays", async ({ hosted: { server, files, site } }, { annotations }) => {
  // Each page once for each of its assets: as many requests for pages as for all else.
  const pages = files.filter(({ path }) => path.endsWith(".html")).map(({ path }) => path.replace(/index\.html$/, ""));
  const assets = files.filter(hashed).map(({ path }) => path);
  const addresses = assets.flatMap((asset, i) => [asset, pages[i % pages.length] ?? ""]).map((path) => site + path);
  const before = await memory(server);
  for (const address of addresses) expect((await get(address, { "Accept-Encoding": "br" })).status).toBe(200);

  const clients = 100;
  const load = command("h2load", ["--h1", "--clients", `${clients}`, "--rps", `${rate / clients}`, "--duration", `${seconds}`, "--header", "Accept-Encoding: br", ...addresses], { maxBuffer: 1 << 24 });
  const ended = new AbortController();
  const during: number[] = [];
  const watching = (async () => {
    while (!ended.signal.aborted) {
      during.push(await memory(server));
      await pause(500);
    }
  })();
  const { stdout } = await load.finally(() => {
    ended.abort();
  });
  await watching;
  const after = await memory(server);

  const count = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? NaN);
  const [done, succeeded, failed, other] = [/, (\d+) done,/, /, (\d+) succeeded,/, /, (\d+) failed,/, /, (\d+) 5xx/].map(count);
  expect({ failed, errored: count(/, (\d+) errored,/), timeout: count(/, (\d+) timeout/), other }).toEqual({ failed: 0, errored: 0, timeout: 0, other: 0 });
  expect(count(/status codes: (\d+) 2xx/)).toBe(done);
  expect(succeeded).toBe(done);
  expect(done).toBeGreaterThanOrEqual(0.98 * rate * seconds);

  // The second half takes no more than the first did: nothing piles up.
  const half = during.length / 2;
  const [peak, early, late] = [Math.max(...during), Math.max(...during.slice(0, half)), Math.max(...during.slice(half))];
  annotations.push({ type: "measured", description: `${done} answers in ${seconds} s; memory of nginx at its most ${(peak / before).toFixed(2)} times that before the first request, ${(after / before).toFixed(2)} times after the last (${during.length} looks)` });
  console.log(annotations.at(-1)?.description);
  expect(late).toBeLessThanOrEqual(1.1 * early);
  expect(peak).toBeLessThanOrEqual(3 * before);
});
