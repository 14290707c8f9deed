// What a recipe does, line by line of its answers, asked without a browser.

import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:http2";
import { expect } from "../e2e/fixtures.ts";
import type { Demo } from "../e2e/fixtures.ts";

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Every value under a name, in the order in which they came. */
  all(name: string): string[];
}

export function ask(method: string, url: string, header: Record<string, string> = {}, body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers: header, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const raw = answer.rawHeaders;
        const all = (name: string) => raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name.toLowerCase());
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString(), all });
      });
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

/** The same by HTTP/2. */
export async function askByHTTP2(method: string, url: string, header: Record<string, string>): Promise<Answer> {
  const { origin, pathname, search } = new URL(url);
  const session = connect(origin);
  const stream = session.request({ ":method": method, ":path": `${pathname}${search}`, ...header });
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = once(stream, "end");
  const [answer] = (await once(stream, "response")) as [Record<string, string | number>];
  await ended;
  session.close();
  const all = (name: string) => Object.entries(answer).filter(([known]) => known === name.toLowerCase()).map(([, value]) => String(value));
  return { status: Number(answer[":status"]), body: Buffer.concat(chunks).toString(), all };
}

const names = ["Allow-Origin", "Expose-Headers", "Allow-Methods", "Allow-Headers", "Max-Age", "Allow-Credentials", "Allow-Private-Network"];
const exposed = "Allow, Retry-After, Server, Via, WWW-Authenticate";

/** The CORS headers of an answer, and whether Vary names Origin. */
export function cors(answer: Answer): Record<string, string[]> {
  const found = names.map((name) => [name, answer.all(`Access-Control-${name}`)] as const).filter(([, values]) => values.length > 0);
  const vary = answer.all("Vary").flatMap((value) => value.toLowerCase().split(/ *, */));
  return { ...Object.fromEntries(found), ...(vary.includes("origin") ? { Vary: ["Origin"] } : {}) };
}

const varies = { Vary: ["Origin"] };

/** What an answer to the page has. */
export const readable = (page: string) => ({ "Allow-Origin": [page], "Expose-Headers": [exposed], ...varies });

export const allowed = (page: string) => ({ ...readable(page), "Allow-Methods": ["GET, POST"], "Allow-Headers": ["authorization, content-type, accept"], "Max-Age": ["600"] });

export const preflight = (origin: string, method: string) => ({ Origin: origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "authorization,content-type" });

const json = { "Content-Type": "application/json" };

/** Asks a PIM behind a recipe all that the recipe is to answer, and all that it is to leave alone. */
export async function check(pim: string, page: string, demo: Demo, [own, value]: readonly [string, string]): Promise<void> {
  const [token, root, categories] = [`${pim}/api/oauth/v1/token`, `${pim}/api/rest/v1`, `${pim}/api/rest/v1/categories`];
  const apps = ["oauth2/token", "scopes/update"].map((path) => `${pim}/connect/apps/v1/${path}`);
  const key = `${pim}/connect/apps/v1/openid/public-key`;
  const before = (await demo.journal()).length;

  // The preflight: here, for this page, for these routes and their methods.
  for (const [method, url] of [["POST", token], ["GET", root], ["GET", `${categories}?limit=10`], ...apps.map((url) => ["POST", url] as const), ["GET", key]] as const) {
    const answer = await ask("OPTIONS", url, preflight(page, method));
    expect([url, answer.status, answer.body, cors(answer)]).toEqual([url, 204, "", allowed(page)]);
  }
  expect(await demo.journal()).toHaveLength(before);

  // Every other question is the PIM's to refuse, as before.
  const others = [`${page}.example.com`, `${page}0`, page.replace("localhost", "127.0.0.1"), page.replace("http:", "https:"), "http://other.example", "null", "*", `${page}, ${page}`, ` x${page}`];
  for (const origin of others) {
    const answer = await ask("OPTIONS", token, preflight(origin, "POST"));
    expect([origin, answer.status, cors(answer)]).toEqual([origin, 405, varies]);
    expect([origin, cors(await ask("GET", categories, { Origin: origin }))]).toEqual([origin, varies]);
  }
  for (const [method, url] of [["DELETE", categories], ["POST", categories], ["PATCH", categories], ["GET", token], ["get", root]] as const) {
    const answer = await ask("OPTIONS", url, preflight(page, method));
    expect([method, answer.status, cors(answer)]).toEqual([method, 405, {}]);
  }
  expect(cors(await ask("OPTIONS", token, { Origin: page }))).toEqual({});

  // The answers of these routes, errors too, to the page and to nobody else.
  const refused = await ask("POST", token, { Origin: page, ...json, Authorization: "Basic YTpi" }, '{"grant_type":"password","username":"a","password":"b"}');
  expect([refused.status, cors(refused), refused.all(own)]).toEqual([422, readable(page), [value]]);
  expect(refused.body).toContain("client_id");
  const unknown = await ask("GET", categories, { Origin: page, Authorization: "Bearer nobodys" });
  expect([unknown.status, cors(unknown), unknown.all(own)]).toEqual([401, readable(page), [value]]);
  expect(unknown.body).toContain("The access token provided is invalid.");
  expect(unknown.all("Content-Security-Policy")).toHaveLength(1);
  expect(unknown.all("Vary").join()).toContain("Accept");
  for (const header of [{}, { Origin: "http://other.example" }]) expect(cors(await ask("GET", root, header))).toEqual(varies);

  // Every other address is left alone, even to the page.
  for (const path of ["/api/rest/v1/products", "/api/rest/v1/categories/master", "/api/rest/v1/", "/api/rest/v1//categories", "/API/rest/v1", "/user/login", "/x/api/rest/v1"]) {
    const answer = await ask("GET", `${pim}${path}`, { Origin: page });
    expect([path, cors(answer)]).toEqual([path, {}]);
  }
  const update = await ask("POST", categories, { Origin: page, ...json }, "{}");
  expect([update.status, cors(update), update.all(own)]).toEqual([401, {}, [value]]);
  expect(cors(await ask("OPTIONS", `${pim}/api/rest/v1/products`, preflight(page, "GET")))).toEqual({});
}
