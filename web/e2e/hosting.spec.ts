// dist/ on a static host that knows nothing: no headers but a type, no
// redirects, under a path of its own, without its config.json.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect, test as base } from "./fixtures.ts";
import { send, show, step } from "./step.ts";

const folder = "/docs/tools/pim/";
// A host of the plainest sort: this is all it knows, and wasm is not among it.
const types: Record<string, string> = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

const test = base.extend<object, { host: string }>({
  host: [
    async ({}, use) => {
      await promisify(execFile)("go", ["run", "./build", "dist"], { cwd: ".." });
      const server = await host();
      await use(`http://localhost:${(server.address() as AddressInfo).port}`);
      server.close();
      server.closeAllConnections();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

test.describe.configure({ mode: "default" });

async function host(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "", "http://localhost").pathname;
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const inside = name.startsWith(folder) && !name.endsWith("/config.json");
    readFile(`../dist/${inside ? name.slice(folder.length) : "none"}`).then(
      (content) => {
        response.setHeader("Content-Type", types[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream");
        response.end(content);
      },
      () => {
        response.writeHead(404, { "Content-Type": "text/plain" }).end("no such file");
      },
    );
  });
  server.listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  return server;
}

test("the walk works under a path of its own, and asks for nothing outside it", async ({ page, host, reach, expectedErrors }) => {
  reach.add(host);
  // The missing config.json, and nothing else.
  expectedErrors.push(/^Failed to load resource: the server responded with a status of 404 /);
  const asked = new Set<string>();
  const missing: string[] = [];
  page.on("request", (request) => asked.add(request.url()));
  page.on("response", (response) => {
    if (response.status() !== 200) missing.push(response.url());
  });

  await page.goto(`${host}${folder}`);
  await send(step(page, "Your first token"), "200 OK");
  await page.getByRole("link", { name: /^I write a connector/ }).click();
  await expect(page).toHaveURL(`${host}${folder}connector/`);
  await send(step(page, "Get a token"), "200 OK");
  await send(step(page, "Call the API"), "200 OK");
  await send(step(page, "Refresh"), "200 OK");
  await show(step(page, "Call the API"), "curl");
  await expect(step(page, "Call the API").curl).toContainText("http://localhost:8081");
  await page.getByRole("navigation", { name: "Walks" }).getByRole("link", { name: "Connector", exact: true }).click();
  await expect(page).toHaveURL(`${host}${folder}connector/`);
  await page.getByRole("link", { name: "PIM Auth Playground", exact: true }).click();
  await expect(page).toHaveURL(`${host}${folder}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get a token from a PIM. See every byte. Know why it fails.");

  expect([...asked].filter((url) => !url.startsWith(`${host}${folder}`))).toEqual([]);
  expect([...new Set(missing)]).toEqual([`${host}${folder}config.json`]);
});

test("a deep link opens its step and its choice", async ({ page, host, reach, expectedErrors }) => {
  reach.add(host);
  expectedErrors.push(/^Failed to load resource: the server responded with a status of 404 /);
  await page.goto(`${host}${folder}connector/?pim=local&version=7.0#api`);
  await expect(page.getByRole("radio", { name: "Demo PIM on localhost", exact: true })).toBeChecked();
  await expect(step(page, "Call the API").region).toBeInViewport();
  await expect(step(page, "Get a token").http).toContainText("Host: localhost:8081");
});
