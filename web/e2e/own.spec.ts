// Your own PIM: the lines for each web server, filled in for this page; what
// must be seen in a terminal; and the attempt from the page itself, which says
// whether the browser lets it read.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { control, expect, ready, test as base } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { choosePIM, openOwn } from "./page.ts";
import { named, send, show, step, textOf } from "./step.ts";
import { cut, received, sorted } from "./truth.ts";

/** The name of a server's tab, by its ID. */
const servers = { nginx: "nginx", apache: "Apache", "apache-fpm": "Apache with PHP-FPM", caddy: "Caddy", traefik: "Traefik" } as const;
type Server = keyof typeof servers;
const run = promisify(execFile);

/** What the verb cors prints. */
type Printed = (server: Server, origin: string, pim: string) => Promise<string>;

const test = base.extend<object, { printed: Printed }>({
  printed: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "own-"));
      const build = join(folder, "build");
      await run("go", ["build", "-o", build, "./build"], { cwd: ".." });
      await use(async (server, origin, pim) => (await run(build, ["cors", "--server", server, "--origin", origin, "--pim", pim], { cwd: ".." })).stdout);
      await rm(folder, { recursive: true });
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

const noCORS = /^Access to fetch at 'http:\S+' from origin '\S+' has been blocked by CORS policy/;
const failed = /^Failed to load resource: net::ERR_FAILED$/;

function panel(page: Page, server: Server) {
  return page.getByRole("tabpanel", { name: servers[server], exact: true });
}

test("each server's lines are those of the verb cors, for this page and that PIM; copied whole", async ({ page, playground, printed, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/own/");
  await ready(page);
  await expect(page.getByRole("radio", { name: "My PIM", exact: true })).toBeChecked();
  await expect(page).toHaveURL(`${playground}/own/`);
  const address = page.getByRole("textbox", { name: "PIM address", exact: true });
  const tabs = page.getByRole("tablist", { name: "Web server", exact: true });
  for (const pim of ["", "https://pim.example.com:8443", "https://pim.example.com/shop_1"]) {
    await address.fill(pim);
    const to = pim === "" ? "https://my-pim.example.com" : pim;
    for (const [server, name] of Object.entries(servers) as [Server, string][]) {
      await tabs.getByRole("tab", { name, exact: true }).click();
      const whole = await printed(server, playground, to);
      expect(whole).toContain(playground);
      await expect(panel(page, server).locator("pre:not([hidden])")).toHaveCount(1);
      expect(`${await textOf(panel(page, server).locator("pre:not([hidden])"))}\n`, `${server}, ${to}`).toBe(whole);
      await expect(panel(page, server).locator(".after")).toContainText(`go run ./build cors -server ${server} -origin ${playground} -pim ${to}`);
      await panel(page, server).getByRole("button", { name: "Copy the lines", exact: true }).click();
      await expect(page.getByRole("status")).toHaveText(`Copied: the lines for ${name}, which let ${playground} in.`);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(whole);
    }
    await expect(page.getByText("These lines have not been run", { exact: false })).toBeVisible(); // of Traefik
    const question = page.getByRole("region", { name: "Preflight as curl", exact: true });
    await question.getByRole("button", { name: "Copy", exact: true }).click();
    await expect(page.getByRole("status")).toHaveText("Copied.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `curl -i -X OPTIONS \\\n  '${to}/api/rest/v1/categories' \\\n  -H 'Origin: ${playground}' \\\n  -H 'Access-Control-Request-Method: GET' \\\n  -H 'Access-Control-Request-Headers: authorization'`,
    );
  }
  await expect(page.getByText(`Written for this page’s origin, ${playground}, and for the base path /shop_1 of your PIM’s address.`, { exact: true })).toBeVisible();
  // A dot means something to some servers: the verb knows to which.
  await address.fill("https://pim.example.com/v1.0");
  await expect(page.getByText(/^Written for this page’s origin.* The base path \/v1\.0 holds characters/)).toBeVisible();
  // A choice is remembered in the address as on all pages, and this one keeps its own.
  await choosePIM(page, "demo");
  await expect(page).toHaveURL(`${playground}/own/?pim=demo`);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Demo PIM in this page", exact: true })).toBeChecked();
});

test("tried from the page: without CORS the answer is hidden, with it read; shown is what was sent", async ({ page, playground, onLocalhost, expectedErrors }) => {
  expectedErrors.push(noCORS, failed, /status of 401/);
  const pim = onLocalhost.address;
  await control(pim, "faults", { cors: "off" });
  await page.goto(`/own/?pim=${encodeURIComponent(pim)}`);
  await ready(page);
  const [root, call] = [step(page, "Try it from here"), step(page, "Try a call that is refused")];
  await send(root, "Not sent yet");
  await expect(root.diagnosis).toContainText("came with the link that opened this page");
  await page.getByRole("button", { name: "Use this address", exact: true }).click();
  for (const one of [root, call]) {
    await send(one, "No answer");
    await named(one, "browser_no_cors", "certain");
    await expect(one.diagnosis.getByRole("link", { name: "How to let this page reach your PIM", exact: true })).toHaveAttribute("href", "#cors");
  }
  await expect(root.region.getByText(`the lines are not in force there, or not for ${playground}.`)).toBeVisible();
  await expect(call.region.getByRole("link", { name: "the two commands of step 2", exact: true })).toHaveAttribute("href", "#own-check");
  expect(await judge(page, "all")).toEqual([]);

  await control(pim, "faults", {});
  await control(pim, "reset", { version: "7.0" }); // its journal is empty
  await send(root, "200 OK");
  await expect(root.region.getByText(`This page can read what ${onLocalhost.host} answers. A call needs more: the next step tries it.`, { exact: true })).toBeVisible();
  await expect(root.explained).toContainText("The address by which the PIM knows itself.");
  await send(call, "401 Unauthorized");
  const verdict = call.region.getByText(/^The lines work/);
  await expect(verdict).toBeVisible();
  await expect(call.diagnosis).toBeHidden();
  await expect(verdict.getByRole("link", { name: "connector", exact: true })).toHaveAttribute("href", `${playground}/connector/?pim=${encodeURIComponent(pim)}`);
  const journal = (await onLocalhost.journal()).filter(({ method }) => method !== "OPTIONS");
  expect(journal.map(({ method, url, status }) => `${method} ${new URL(url).pathname} ${String(status)}`)).toEqual(["GET /api/rest/v1 200", "GET /api/rest/v1/categories 401"]);
  const shown = [sorted(cut(await textOf(root.http))), sorted(cut(await textOf(call.http)))];
  expect(shown).toEqual(journal.map((entry) => sorted(received(entry))));
  expect(shown[1]?.header).toEqual(["authorization: Bearer not-a-token"]);
  // Nothing here is a secret: it stands uncovered, and a copy says no other.
  await show(call, "curl");
  await expect(page.getByRole("switch", { name: "Hide secrets", exact: true })).toBeChecked();
  expect(await call.curl.locator(".k-access_token").first().evaluate((node) => getComputedStyle(node).color === getComputedStyle(node).backgroundColor)).toBe(false);
  await call.request.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText("Copied.");
  expect(await judge(page, "all")).toEqual([]);

  await choosePIM(page, "demo");
  await send(root, "200 OK");
  await expect(root.region.getByText(/^The demo PIM in this page is no other site/)).toBeVisible();
});

test("a missing CORS on a walk leads here, with the PIM", async ({ page, playground, onLocalhost, expectedErrors }) => {
  expectedErrors.push(noCORS, failed);
  await control(onLocalhost.address, "faults", { cors: "off" });
  await openOwn(page, "/connector/", onLocalhost.address);
  const token = step(page, "Get a token");
  await send(token, "No answer");
  await named(token, "browser_no_cors", "certain");
  const way = { name: "How to let this page reach your PIM", exact: true };
  await expect(page.getByRole("banner").getByRole("link", way)).toHaveAttribute("href", `${playground}/own/?pim=${encodeURIComponent(onLocalhost.address)}`);
  await token.diagnosis.getByRole("link", way).click();
  await expect(page).toHaveURL(`${playground}/own/?pim=${encodeURIComponent(onLocalhost.address)}#cors`);
  await expect(page.getByRole("textbox", { name: "PIM address", exact: true })).toHaveValue(onLocalhost.address);
  await expect(page.getByRole("region", { name: "Lines for your web server", exact: true })).toBeInViewport();
});

test("axe finds nothing, and nothing sticks out, whichever server is chosen", async ({ page }) => {
  test.setTimeout(90_000);
  await page.goto("/own/");
  await ready(page);
  await page.getByText("What else may be seen, and what it means", { exact: true }).click();
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of Object.values(servers)) {
      await page.getByRole("tab", { name, exact: true }).click();
      expect(await page.evaluate(sticksOut), `${name}, ${width} px`).toEqual([]);
      if (name !== "nginx" && name !== "Traefik") continue;
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await judge(page, colorScheme === "light" ? "all" : "colours"), `${name}, ${colorScheme}, ${width} px`).toEqual([]);
      }
    }
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("all of it reads: every server's lines, the commands, both answers; nothing can be pressed", async ({ page, printed }) => {
    await page.goto("/own/");
    const main = page.getByRole("main");
    await expect(main.getByRole("button")).toHaveCount(0);
    for (const server of Object.keys(servers) as Server[]) {
      const shown = page.locator(`#own-${server} pre`);
      await expect(shown).toBeVisible();
      expect(`${await textOf(shown)}\n`).toBe(await printed(server, "https://playground.example.com", "https://my-pim.example.com"));
    }
    await expect(main.getByText("Put there the origin of this one", { exact: false })).toBeVisible();
    for (const name of ["Try it from here", "Try a call that is refused"] as const) await expect(step(page, name).region.getByRole("region", { name: "Sample response", exact: true })).toBeVisible();
    for (const id of ["cors", "relay", "secrets"]) await expect(page.locator(`section#${id}`)).toBeVisible();
  });
});
