// The page's policy: what it lets the browser reach before and after the first
// request to a PIM of one's own, and what it offers in the frame of another.

import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, ready, test as base } from "./fixtures.ts";
import { choosePIM, credentials, fails, fill, openOwn } from "./page.ts";
import { send, step } from "./step.ts";

interface Listening {
  readonly server: Server;
  readonly origin: string;
  /** "GET /api/rest/v1", as they came. */
  readonly asked: string[];
}

async function listen(answer: RequestListener, host = "localhost"): Promise<Listening> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    answer(request, response);
  }).listen(0, host);
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, asked, origin: `http://${host.includes(":") ? `[${host}]` : host}:${String(port)}` };
}

/** A server of another that lets every page read it. */
const open: RequestListener = (_, response) => {
  response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*, Authorization", "Content-Type": "application/json" }).end("{}");
};

const test = base.extend<{ other: Listening; started: (answer: RequestListener, host?: string) => Promise<Listening> }>({
  started: async ({ reach }, use) => {
    const all: Listening[] = [];
    await use(async (answer, host) => {
      const listening = await listen(answer, host);
      all.push(listening);
      reach.add(listening.origin);
      return listening;
    });
    for (const { server } of all) {
      server.closeAllConnections();
      server.close();
    }
  },
  other: async ({ started }, use) => {
    await use(await started(open));
  },
});

/** Has a script of the page ask an address, as one that got in would. */
function fetched(page: Page, url: string): Promise<number | string> {
  return page.evaluate(async (url) => {
    try {
      return (await fetch(url, { cache: "no-store" })).status;
    } catch (cause) {
      return String(cause);
    }
  }, url);
}

const broken = /^Connecting to '\S+' violates the following Content Security Policy directive: "connect-src /;
const blocked = [broken, /^Fetch API cannot load \S+ Refused to connect because it violates the document's Content Security Policy\.$/];

test("from the first request to one's own PIM on, the page can reach no other", async ({ page, playground, onLocalhost, other, expectedErrors }) => {
  expectedErrors.push(...blocked);
  await openOwn(page, "/connector/", onLocalhost.address);
  expect(await fetched(page, `${other.origin}/before`), "any PIM may be chosen").toBe(200);

  await send(step(page, "Get a token"), "200 OK");
  await send(step(page, "Call the API"), "200 OK");
  expect(await fetched(page, `${other.origin}/after`)).toBe("TypeError: Failed to fetch");
  expect(await fetched(page, `${playground}/favicon.svg`)).toBe(200);

  // A policy that were taken out of the page again would go on to hold.
  await page.evaluate(() => {
    for (const meta of document.querySelectorAll("meta[http-equiv]")) meta.remove();
  });
  expect(await fetched(page, `${other.origin}/removed`)).toBe("TypeError: Failed to fetch");

  const address = page.getByRole("textbox", { name: "PIM address", exact: true });
  await address.fill(other.origin);
  await fill(page, credentials);
  const token = step(page, "Get a token");
  await token.send.click();
  await fails(token, "Not sent yet", /has sent to another PIM of yours/, /what is typed, the tokens and what happened are lost/);
  expect(other.asked).toEqual(["GET /before"]);

  await choosePIM(page, "local");
  await send(token, "200 OK");
  await choosePIM(page, "demo");
  await send(token, "200 OK");

  await choosePIM(page, "own");
  await token.send.click();
  await token.region.getByRole("button", { name: `Reload for ${new URL(other.origin).host}`, exact: true }).click();
  await expect(page).toHaveURL(`${playground}/connector/?pim=${encodeURIComponent(other.origin)}`);
  await ready(page);
  await expect(address).toHaveValue(other.origin);
  await expect(token.status).toHaveText("Not sent yet");
  await page.getByRole("button", { name: "Use this address", exact: true }).click();
  await fill(page, credentials);
  await token.send.click();
  await expect(token.status).toHaveText("200 OK");
  expect(other.asked).toContain("POST /api/oauth/v1/token");
  expect(await fetched(page, `${playground}/favicon.svg`)).toBe(200);
});

test("a PIM that sends the probe on to another host is said to do so; the other is not asked", async ({ page, other, started, expectedErrors }) => {
  expectedErrors.push(broken, /^Access to fetch at 'http:\S+' from origin '\S+' has been blocked by CORS policy/, /^Failed to load resource: net::ERR_FAILED$/);
  const pim = await started((_, response) => {
    response.writeHead(302, { Location: `${other.origin}/login` }).end();
  });
  await openOwn(page, "/connector/", pim.origin);
  const token = step(page, "Get a token");
  await token.send.click();
  await fails(token, "No answer", /bare GET of \S+\/api\/rest\/v1, without credentials\. Its answer was a redirect to another host, which this page may not reach and did not follow/);
  expect(pim.asked).toContain("GET /api/rest/v1");
  expect(other.asked).toEqual([]);
});

test("a PIM that no policy can name is reached, and no other by this page", async ({ page, other, started }) => {
  const pim = await started(open, "::1");
  await openOwn(page, "/connector/", pim.origin);
  const token = step(page, "Get a token");
  await token.send.click();
  await expect(token.status).toHaveText("200 OK");
  await page.getByRole("textbox", { name: "PIM address", exact: true }).fill(other.origin);
  await fill(page, credentials);
  await token.send.click();
  await fails(token, "Not sent yet", /has sent to another PIM of yours/);
  expect(other.asked).toEqual([]);
});

test("in the frame of another page there is the demo PIM only", async ({ page, playground, onLocalhost, started }) => {
  const framer = await started((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><title>Another page</title><iframe src="${playground}/connector/?pim=${encodeURIComponent(onLocalhost.address)}" width="1000" height="800"></iframe>`);
  });
  const seen: string[] = [];
  page.on("request", (request) => seen.push(request.url()));
  // As a host that sends no headers would serve it.
  await page.route(`${playground}/**`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { "content-type": response.headers()["content-type"] ?? "" } });
  });
  await page.goto(framer.origin);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("html.ready")).toBeAttached();
  await expect(frame.getByRole("radio", { name: /PIM/ })).toHaveCount(1);
  await expect(frame.getByRole("radio", { name: "Demo PIM in this page", exact: true })).toBeChecked();
  await expect(frame.getByRole("textbox", { name: "PIM address", exact: true })).toBeHidden();
  await expect(frame.getByRole("banner")).toContainText("Another page shows this one in a frame, so it sends to the demo PIM in this page only.");
  await expect(frame.getByRole("link", { name: "open the page by itself", exact: true })).toHaveAttribute("href", "/connector/");
  const token = frame.getByRole("region", { name: "Get a token", exact: true });
  await token.getByRole("button", { name: "Send", exact: true }).click();
  await expect(token.getByRole("region", { name: "Response", exact: true }).getByRole("paragraph").first()).toHaveText("200 OK");
  expect(seen.filter((url) => url.startsWith(onLocalhost.address))).toEqual([]);
});

test("served, a page lets no other frame it", async ({ page, playground, started, expectedErrors }) => {
  expectedErrors.push(/frame-ancestors/);
  const framer = await started((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><title>Another page</title><iframe src="${playground}/connector/"></iframe>`);
  });
  await page.goto(framer.origin);
  await expect.poll(() => page.frames().map((frame) => frame.url())).toContain("chrome-error://chromewebdata/");
});

// As text: these are the very things that lint keeps out of the page. And in a
// task of their own: to what Playwright itself evaluates the policy is lenient.
const tries = `new Promise((resolve) => setTimeout(() => {
  const attempt = (act) => {
    try {
      act();
      return "done";
    } catch (cause) {
      return cause.name;
    }
  };
  const div = document.body.appendChild(document.createElement("div"));
  const script = document.createElement("script");
  const results = [
    attempt(() => (0, eval)("window.hacked = 1")),
    attempt(() => new Function("window.hacked = 1")()),
    attempt(() => setTimeout("window.hacked = 1")),
    attempt(() => (div.innerHTML = "<b>x</b>")),
    attempt(() => (script.text = "window.hacked = 1")),
    attempt(() => trustedTypes.createPolicy("another", { createHTML: (text) => text })),
    attempt(() => div.setAttribute("onclick", "window.hacked = 1")),
  ];
  div.setAttribute("style", "color: rgb(1, 2, 3)");
  div.click();
  resolve({ results, styled: getComputedStyle(div).color === "rgb(1, 2, 3)", hacked: "hacked" in window });
}))`;

test("no code comes out of a string, and no style out of markup", async ({ page, expectedErrors }) => {
  expectedErrors.push(/Content Security Policy|Trusted/i);
  await page.goto("/");
  await ready(page);
  expect(await page.evaluate(tries)).toEqual({ results: ["EvalError", "EvalError", "TypeError", "TypeError", "TypeError", "TypeError", "TypeError"], styled: false, hacked: false });
});
