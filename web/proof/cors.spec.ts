// The recipes for CORS, each on its server, with a demo PIM behind it that has
// none: without the lines the page is told so, with them the walks go through,
// and nobody else gets in.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { demoApp } from "../e2e/app.ts";
import { codeElsewhere, send as sendApp, stepOf } from "../e2e/apptoken.ts";
import { control } from "../e2e/fixtures.ts";
import { answers, fill, openOwn, succeeds } from "../e2e/page.ts";
import { field, named, show, step } from "../e2e/step.ts";
import { allowed, ask, askByHTTP2, check, cors, preflight, readable } from "./checks.ts";
import { addHeaders, nginxFPM, nginxProxy, setups } from "./pims.ts";
import { freePort } from "./servers.ts";
import type { Kind } from "./servers.ts";
import { expect, recipe, test } from "./test.ts";

const noCORS = /^Access to fetch at 'http:\S+' from origin '\S+' has been blocked by CORS policy/;
const failed = /^Failed to load resource: net::ERR_FAILED$/;
const refused = /^Failed to load resource: the server responded with a status of 4\d\d /;

/** From the credentials to the categories, and what a person sees of refusals. */
async function connector(page: Page): Promise<void> {
  const [token, api, refresh] = [step(page, "Get a token"), step(page, "Call the API"), step(page, "Refresh")];
  for (const each of [token, api, refresh]) {
    await each.send.click();
    await succeeds(each);
  }
  await expect(api.explained).toContainText("categoryA");
  await fill(page, { "Access token": "nobodys" });
  await api.send.click();
  await answers(api, "401 Unauthorized");
  await show(api, "Raw");
  await expect(api.raw).toContainText("The access token provided is invalid.");
  await fill(page, { Secret: "wrong" });
  await token.send.click();
  await answers(token, "422 Unprocessable Content");
  await show(token, "Raw");
  await expect(token.raw).toContainText("is missing or does not match any client, or secret is invalid");
  await expect(field(page, "Secret")).toHaveValue("wrong");
}

/** From an App's code to the categories, the scopes and the key. */
async function app(page: Page, pim: string): Promise<void> {
  await page.goto(`/app/?version=7.0&pim=${encodeURIComponent(pim)}`);
  await page.getByRole("button", { name: "Use this address", exact: true }).click();
  await page.getByRole("textbox", { name: "App client ID", exact: true }).fill(demoApp.id);
  await page.getByLabel("App secret", { exact: true }).fill(demoApp.secret);
  await codeElsewhere(page, page.context(), pim, "read_categories", "openid");
  for (const id of ["app-token", "app-api", "app-scopes", "app-openid"] as const) await sendApp(stepOf(page, id), "200 OK");
  await expect(stepOf(page, "app-api").explained).toContainText("categoryA");
}

/** What the script of a page elsewhere gets of an address. */
async function elsewhere(page: Page, reach: Set<string>, url: string): Promise<string> {
  const server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end("<!doctype html><link rel=icon href=data:,><title>Another page</title>")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  reach.add(origin);
  await page.goto(origin);
  const got = await page.evaluate(async (url) => {
    const ask = async (header: Record<string, string>) => fetch(url, { headers: header }).then(
      (answer) => `read ${answer.status}`,
      (error: unknown) => (error as Error).name,
    );
    return `${await ask({ Authorization: "Bearer x" })}, ${await ask({})}`;
  }, url);
  server.close();
  server.closeAllConnections();
  return got;
}

for (const { name, recipe: id, site, own } of setups) {
  test(`${name}: no CORS without the recipe, both walks with it, nobody else`, async ({ page, playground, onLocalhost, to, run, reach, expectedErrors }) => {
    expectedErrors.push(noCORS, failed, refused);
    const server = await run(site(to));
    await openOwn(page, "/connector/", server.origin);
    const token = step(page, "Get a token");
    await token.send.click();
    await answers(token, "No answer");
    await named(token, "browser_no_cors", "certain");

    const lines = await recipe(id, playground);
    await server.reload(site(to, lines));
    const before = (await onLocalhost.journal()).length;
    await connector(page);
    const came = (await onLocalhost.journal()).slice(before);
    expect(came.map(({ method, url, status }) => `${method} ${new URL(url).pathname} ${String(status)}`)).toEqual([
      "POST /api/oauth/v1/token 200",
      "GET /api/rest/v1/categories 200",
      "POST /api/oauth/v1/token 200",
      "GET /api/rest/v1/categories 401",
      "POST /api/oauth/v1/token 422",
    ]);
    await app(page, server.origin);
    await check(server.origin, playground, onLocalhost, own);
    expect(await elsewhere(page, reach, `${server.origin}/api/rest/v1/categories`)).toBe("TypeError, TypeError");

    // A route that this version lacks: 404, and readable.
    await control(to.http, "reset", { version: "5.0" });
    const missing = await ask("POST", `${server.origin}/connect/apps/v1/oauth2/token`, { Origin: playground });
    expect([missing.status, cors(missing)]).toEqual([404, readable(playground)]);

    // And removed again: as before.
    await server.reload(site(to));
    expect(cors(await ask("GET", `${server.origin}/api/rest/v1`, { Origin: playground }))).toEqual({});
  });
}

test("a PIM that does not run: the server's own errors can be read, too", async ({ playground, run }) => {
  const nobody = `127.0.0.1:${await freePort()}`;
  for (const { name, recipe: id, site } of setups) {
    const server = await run(site({ http: `http://${nobody}`, fcgi: nobody }, await recipe(id, playground)));
    const answer = await ask("GET", `${server.origin}/api/rest/v1`, { Origin: playground });
    expect([name, cors(answer)]).toEqual([name, readable(playground)]);
    expect([502, 503]).toContain(answer.status);
  }
});

test("nginx with an error page of its own, and with headers around the server only", async ({ playground, to, run }) => {
  const lines = await recipe("nginx", playground);
  const errorPage = "error_page 502 /sorry.html;\nlocation = /sorry.html { return 200 sorry; }";
  const server = await run(nginxFPM({ ...to, fcgi: `127.0.0.1:${await freePort()}` }, `${lines}\n${errorPage}`));
  const sorry = await ask("POST", `${server.origin}/api/oauth/v1/token`, { Origin: playground }, "{}");
  expect([sorry.status, sorry.body, cors(sorry)]).toEqual([502, "sorry", readable(playground)]);

  // As the recipe says: those of http { … } are copied to where it goes.
  const around = "add_header Referrer-Policy same-origin always;";
  await server.reload({ ...nginxFPM(to, `${around}\n${lines}`), around });
  const answer = await ask("GET", `${server.origin}/api/rest/v1`, { Origin: playground });
  expect([answer.all("Referrer-Policy"), cors(answer)]).toEqual([["same-origin"], readable(playground)]);
  expect(addHeaders(lines).split("\n")).toHaveLength(6);
});

test("a PIM below a path", async ({ page, playground, onLocalhost, to, run, expectedErrors }) => {
  expectedErrors.push(refused);
  const frame = "X-Frame-Options DENY";
  const sites: [id: Kind, lines: (recipe: string) => string][] = [
    ["nginx", (recipe) => `add_header ${frame} always;\n${recipe}\nlocation /pim.v7/ {\n  proxy_pass ${to.http}/;\n  proxy_set_header Host $http_host;\n}`],
    ["apache", (recipe) => `Header always set ${frame}\n${recipe}\nProxyPreserveHost On\nProxyPass /pim.v7/ ${to.http}/`],
    ["caddy", (recipe) => `header ${frame}\nhandle_path /pim.v7/* {\n${recipe}\nreverse_proxy ${to.http}\n}`],
  ];
  for (const [kind, site] of sites) {
    const lines = site(await recipe(kind, playground, "http://pim.example/pim.v7"));
    const server = await run({ kind, lines: () => lines });
    await check(`${server.origin}/pim.v7`, playground, onLocalhost, ["X-Frame-Options", "DENY"]);
    expect(cors(await ask("GET", `${server.origin}/pimXv7/api/rest/v1`, { Origin: playground }))).toEqual({});
    await openOwn(page, "/connector/", `${server.origin}/pim.v7`);
    await connector(page);
  }
});

test("nginx, proxy_pass, with headers of the location", async ({ playground, onLocalhost, to, run }) => {
  const lines = await recipe("nginx", playground);
  const server = await run(nginxProxy(to, lines, `add_header X-Robots-Tag none always;\n${addHeaders(lines)}`));
  await check(server.origin, playground, onLocalhost, ["X-Robots-Tag", "none"]);
});

test("by HTTP/2, which has no request line of its own", async ({ playground, to, run }) => {
  for (const { name, recipe: id, site } of setups) {
    const server = await run({ ...site(to, await recipe(id, playground)), http2: true });
    const asked = await askByHTTP2("OPTIONS", `${server.origin}/api/rest/v1/categories?limit=10`, preflight(playground, "GET"));
    expect([name, asked.status, cors(asked)]).toEqual([name, 204, allowed(playground)]);
    const other = await askByHTTP2("GET", `${server.origin}/api/rest/v1/categories?limit=10`, { Origin: "http://other.example" });
    expect([name, other.status, cors(other)]).toEqual([name, 401, { Vary: ["Origin"] }]);
    const answer = await askByHTTP2("GET", `${server.origin}/api/rest/v1/categories?limit=10`, { Origin: playground });
    expect([name, answer.status, cors(answer)]).toEqual([name, 401, readable(playground)]);
  }
});
