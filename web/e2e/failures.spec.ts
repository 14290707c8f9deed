// Every way in which a Send can fail, and what the page makes of it: the first
// line of Response, the words of Diagnosis, what the PIM saw of it, and that
// nothing typed is lost.

import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { control, expect, ready, test } from "./fixtures.ts";
import { answers, choosePIM, fails, fill, hold, openOwn, serveAt, succeeds, typed } from "./page.ts";
import { choose, field, show, step } from "./step.ts";
import type { Step } from "./step.ts";

// What Chromium writes to the console of each.
const refused = (status: number) => new RegExp(`^Failed to load resource: the server responded with a status of ${status} `);
const noConnection = /^Failed to load resource: net::ERR_(CONNECTION_REFUSED|EMPTY_RESPONSE)$/;
const noCORS = /^Access to fetch at 'http:\S+' from origin '\S+' has been blocked by CORS policy/;
const failed = /^Failed to load resource: net::ERR_FAILED$/;

const redirect = "Redirect (the browser hides status and target)";
const acted = "may have acted";
const asCurl = "The same request as curl";
const tokenRoute = /\/api\/oauth\/v1\/token$/;
const secure = "https://playground.test";

/** Presses Send, and holds that what is typed and where the focus is stay as they are. */
async function sendInVain(page: Page, at: Step, line: string, ...words: (string | RegExp)[]): Promise<void> {
  const before = await typed(page);
  await at.send.click();
  await fails(at, line, ...words);
  await expect(at.send).toBeFocused();
  expect(await typed(page)).toEqual(before);
}

async function listen(answer: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(answer).listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

/** An address of localhost at which nothing listens. */
async function closed(): Promise<string> {
  const { server, origin } = await listen(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

/** Has config.json name another PIM on localhost. */
async function nameLocal(page: Page, address: string): Promise<void> {
  await page.route("**/config.json", (route) => route.fulfill({ json: { local: { address, kind: "demo" } } }));
}

async function open(page: Page, pim: "demo" | "local"): Promise<void> {
  await page.goto(`/connector/?pim=${pim}`);
  await ready(page);
}

test.describe("the demo PIM in this page", () => {
  test("refuses wrong credentials: 422, until they are mended", async ({ page }) => {
    await open(page, "demo");
    const token = step(page, "Get a token");
    const good = await typed(page);
    for (const [wrong, words] of [
      [{ Secret: "wrong" }, /The secret is not the one that was meant.*Copy it again/s],
      [{ "Client ID": "1_nobody" }, /The client ID is not the one that was meant.*Copy it again/s],
      [{ Username: "nobody" }, /The username is not the one that was meant/],
      [{ Password: "wrong" }, /The password is not the one that was meant/],
      [{ Username: "disabled", Password: "disabled" }, /knows no user with this username.*disabled.*set the status to Active/s],
    ] as const) {
      await fill(page, wrong);
      await sendInVain(page, token, "422 Unprocessable Content", words);
      await fill(page, good);
    }
    await fill(page, { "Refresh token": "nobody's" });
    await sendInVain(page, step(page, "Refresh"), "422 Unprocessable Content", /does not take this refresh token.*works once/s);
    await token.send.click();
    await succeeds(token);
  });

  test("refuses a token of nobody's, 401, and a user without the permission, 403", async ({ page }) => {
    await open(page, "demo");
    const api = step(page, "Call the API");
    await fill(page, { "Access token": "nobody's", Username: "kevin", Password: "kevin" });
    await sendInVain(page, api, "401 Unauthorized", /does not know this token.*Get a new one/s);
    await step(page, "Get a token").send.click();
    await succeeds(step(page, "Get a token"));
    await sendInVain(page, api, "403 Forbidden", /may not use the web API.*Overall Web API access/s);
  });

  test("gets nothing that cannot be built", async ({ page, inPage }) => {
    await open(page, "demo");
    const token = step(page, "Get a token");
    const good = await typed(page);
    for (const [wrong, words] of [
      [{ "Client ID": "1:a" }, /client ID.*colon/s],
      [{ "Client ID": "" }, /client ID/],
      [{ Secret: "a\u0007" }, /secret.*control character.*byte 1/is],
      [{ Username: "" }, /user ?name/i],
      [{ Password: "" }, /password/],
    ] as const) {
      await fill(page, wrong);
      await sendInVain(page, token, "Not sent yet", words);
      await expect(page.getByRole("status")).toContainText("Get a token: nothing was sent.");
      await fill(page, good);
    }
    await sendInVain(page, step(page, "Call the API"), "Not sent yet", "There is no access token yet.");
    await sendInVain(page, step(page, "Refresh"), "Not sent yet", "There is no refresh token yet.");
    expect(await inPage.journal()).toEqual([]);
  });
});

test.describe("the demo PIM on localhost", () => {
  const faults: { fault: object; line: string; words: (string | RegExp)[]; complaints?: RegExp[] }[] = [
    { fault: { status: 500 }, line: "500 Internal Server Error", words: [/before it answered, with status 500/], complaints: [refused(500)] },
    { fault: { status: 503 }, line: "503 Service Unavailable", words: [/A gateway answers that it has no answer/], complaints: [refused(503)] },
    { fault: { status: 429 }, line: "429 Too Many Requests", words: [/too many requests.*Wait 3 s/s], complaints: [refused(429)] },
    { fault: { html_login_page: true }, line: redirect, words: [/sends the request on to another address.*does not follow it/s] },
    { fault: { empty_body: true }, line: "200 OK", words: [/The answer is empty, with status 200/] },
    { fault: { bad_json: true }, line: "200 OK", words: [/cut off after \d+ bytes/] },
    { fault: { strip_authorization: true }, line: "422 Unprocessable Content", words: [/takes the header Authorization away/], complaints: [refused(422)] },
    {
      fault: { drop_connection: true },
      line: "No answer",
      words: [/localhost(:\d+)? closed the connection without an answer/, acted, "a bare GET of http://localhost:", "Nothing that could be seen answered.", asCurl],
      complaints: [noConnection],
    },
  ];
  for (const { fault, line, words, complaints = [] } of faults) {
    test(`${line} with the fault ${JSON.stringify(fault)}, 200 OK without`, async ({ page, pim, expectedErrors }) => {
      expectedErrors.push(...complaints);
      await open(page, "local");
      await control(pim, "faults", fault);
      const token = step(page, "Get a token");
      await sendInVain(page, token, line, ...words);
      await control(pim, "faults");
      await token.send.click();
      await succeeds(token);
    });
  }

  test("may call its JSON text/html: the body decides", async ({ page, pim }) => {
    await open(page, "local");
    await control(pim, "faults", { wrong_content_type: true });
    const token = step(page, "Get a token");
    await token.send.click();
    await fails(token, "200 OK", "The body is JSON, yet the answer calls it text/html.");
    await expect(token.explained).toContainText("3600 seconds");
    await show(token, "Raw");
    await expect(token.raw).toContainText(/content-type: text\/html/i);
  });

  test("without CORS answers, as a probe shows, and this page may not read it", async ({ page, onLocalhost, expectedErrors }) => {
    expectedErrors.push(noCORS, failed);
    await open(page, "local");
    await control(onLocalhost.address, "faults", { cors: "off" });
    await sendInVain(
      page,
      step(page, "Get a token"),
      "No answer",
      `${onLocalhost.host} answers, but does not let this page read it: CORS is missing.`,
      acted,
      `a bare GET of ${onLocalhost.address}/api/rest/v1, without credentials. It follows redirects`,
      "Something answered.",
      asCurl,
    );
    // The preflight was in vain, so that the probe alone arrived.
    const arrived = (await onLocalhost.journal()).filter(({ method }) => method !== "OPTIONS");
    expect(arrived.map(({ method, url, status }) => `${method} ${url} ${status}`)).toEqual([`GET ${onLocalhost.address}/api/rest/v1 200`]);
    expect(arrived[0]?.header.map(([name]) => name.toLowerCase()).filter((name) => /^(authorization|cookie|referer)$/.test(name))).toEqual([]);
  });

  test("without CORS obeys what needs no preflight: the page says that it may have acted, and sends nothing again", async ({ page, onLocalhost, expectedErrors }) => {
    expectedErrors.push(noCORS, failed, refused(422));
    await open(page, "local");
    const token = step(page, "Get a token");
    await choose(token, "Body", "Form");
    await choose(token, "Client credentials", "In the body");
    await token.send.click();
    await succeeds(token);
    await control(onLocalhost.address, "faults", { cors: "off" });
    const refresh = step(page, "Refresh");
    await sendInVain(page, refresh, "No answer", "CORS is missing", acted, /refresh token.*used up/s);
    expect((await onLocalhost.journal()).map(({ method, status }) => `${method} ${status}`)).toEqual(["POST 200", "POST 200", "GET 200"]);
    // The field says what may have become of the token in it,
    await expect(field(page, "Refresh token")).toHaveAccessibleDescription(/may .*used/i);
    // and so it is.
    await control(onLocalhost.address, "faults");
    await sendInVain(page, refresh, "422 Unprocessable Content", /refresh token/);
  });

  test("is not running: the page says how to start it, and sends it nothing", async ({ page, reach, expectedErrors }) => {
    expectedErrors.push(noConnection);
    const nowhere = await closed();
    reach.add(nowhere);
    await nameLocal(page, nowhere);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await open(page, "local");
    await sendInVain(page, step(page, "Get a token"), "No answer", `does not answer at ${new URL(nowhere).host}`, "Nothing was sent", "make run");
    expect(asked.filter((url) => url.includes("/oauth/"))).toEqual([]);
  });

  test("is another program: the page says so, and sends it nothing", async ({ page, reach, playground, expectedErrors }) => {
    expectedErrors.push(noCORS, failed, refused(404));
    for (const header of [{}, { "Access-Control-Allow-Origin": playground }]) {
      const asked: string[] = [];
      const { server, origin } = await listen((request, response) => {
        asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
        response.writeHead(404, header).end("nothing here");
      });
      reach.add(origin);
      await nameLocal(page, origin);
      await open(page, "local");
      await sendInVain(page, step(page, "Get a token"), "Not sent yet", "What answers on localhost is not the demo PIM.", "Nothing was sent");
      expect(asked.filter((line) => line.includes("/oauth/"))).toEqual([]);
      server.close();
      server.closeAllConnections();
    }
  });
});

test.describe("My PIM", () => {
  test("at a closed port: no answer, or hidden, and what that can be", async ({ page, reach, expectedErrors }) => {
    expectedErrors.push(noConnection);
    const nowhere = await closed();
    reach.add(nowhere);
    await openOwn(page, "/connector/", nowhere);
    const token = step(page, "Get a token");
    await sendInVain(
      page,
      token,
      "No answer",
      `No answer from ${new URL(nowhere).host}, or one that the browser hides`,
      acted,
      "Nothing that could be seen answered.",
      "nothing listens at this port",
      "http and https are mixed up",
      "the certificate is not trusted",
      asCurl,
    );
    await expect(token.diagnosis.getByRole("link", { name: "Open the address in a new tab" })).toHaveAttribute("href", `${nowhere}/api/rest/v1`);
    await show(token, "curl");
    await expect(token.curl).toContainText(`${nowhere}/api/oauth/v1/token`);
  });

  test("by http, from a page that came by https: mixed content, and nothing leaves", async ({ page, playground, reach }) => {
    reach.add(secure);
    await serveAt(page, secure, playground);
    await openOwn(page, `${secure}/connector/`, "http://example.test");
    await sendInVain(page, step(page, "Get a token"), "Not sent yet", "This page came by https, the PIM’s address says http", "Nothing was sent");
  });

  test("that the policy of the page forbids: the directive is named, and nothing leaves", async ({ page, onLocalhost, expectedErrors }) => {
    expectedErrors.push(/violates the .*Content Security Policy directive: "connect-src 'self'"/, /^Fetch API cannot load .* violates the document's Content Security Policy/);
    await page.route(/\/connector\/\?/, async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const body = html.replace("connect-src &#39;self&#39; http: https:", "connect-src &#39;self&#39;");
      expect(body).not.toBe(html);
      await route.fulfill({ response, body });
    });
    await openOwn(page, "/connector/", onLocalhost.address);
    await sendInVain(page, step(page, "Get a token"), "No answer", "Content-Security-Policy, connect-src", onLocalhost.host, "Nothing was sent", asCurl);
    expect(await onLocalhost.journal()).toEqual([]);
  });

  test("without an address, or with one that came by a link: nothing leaves before the person says so", async ({ page, onLocalhost }) => {
    await page.goto("/connector/");
    await choosePIM(page, "own");
    await sendInVain(page, step(page, "Get a token"), "Not sent yet", /no .*PIM address yet/);
    await page.goto(`/connector/?pim=${encodeURIComponent(onLocalhost.address)}`);
    await sendInVain(page, step(page, "Get a token"), "Not sent yet", onLocalhost.address, "came with the link", "Use this address");
    expect(await onLocalhost.journal()).toEqual([]);
  });
});

test("from a public address: the page says before Send that the browser will ask whether it may reach this machine, and after it that it may not", async ({ page, playground, reach, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/loopback|local network|address space|CORS policy/i, failed);
  reach.add(secure);
  await serveAt(page, secure, playground);
  await nameLocal(page, onLocalhost.address);
  await page.goto(`${secure}/connector/`);
  await ready(page);
  const before = page.getByText("the browser will ask whether this page may reach addresses on your own network");
  await choosePIM(page, "local");
  await expect(before).toBeVisible();
  await choosePIM(page, "demo");
  await expect(before).toBeHidden();
  // Nobody is there to be asked: this browser refuses.
  const after = /The browser .*addresses on your own network.*Allow it/s;
  await choosePIM(page, "local");
  await sendInVain(page, step(page, "Get a token"), "No answer", after);
  await openOwn(page, `${secure}/connector/`, onLocalhost.address);
  await sendInVain(page, step(page, "Get a token"), "No answer", after, asCurl);
  expect(await onLocalhost.journal()).toEqual([]);
});

test.describe("in time", () => {
  test("30 seconds without an answer: No answer", async ({ page, onLocalhost }) => {
    await page.clock.install();
    await open(page, "local");
    await control(onLocalhost.address, "faults", { slow: "40s" });
    const before = await typed(page);
    const token = step(page, "Get a token");
    const leaves = page.waitForRequest(tokenRoute);
    await token.send.click();
    await leaves;
    await answers(token, `Waiting for ${onLocalhost.host}`);
    await expect(token.response).toContainText("for 30 s at most");
    await page.clock.runFor(29_000);
    await answers(token, `Waiting for ${onLocalhost.host}`);
    await page.clock.runFor(1_000);
    await fails(token, "No answer", `${onLocalhost.host} did not answer within 30 seconds.`, acted, asCurl);
    expect(await typed(page)).toEqual(before);
  });

  test("cancelled: No answer, and Send sends again", async ({ page, pim }) => {
    await open(page, "local");
    await control(pim, "faults", { slow: "20s" });
    const before = await typed(page);
    const token = step(page, "Get a token");
    const cancel = token.region.getByRole("button", { name: "Cancel", exact: true });
    const leaves = page.waitForRequest(tokenRoute);
    await token.send.click();
    await leaves;
    await expect(cancel).toBeFocused();
    await expect(token.send).toHaveCount(0);
    await cancel.click();
    await fails(token, "No answer", "You cancelled the request.", acted);
    await expect(token.send).toBeFocused();
    expect(await typed(page)).toEqual(before);
    await control(pim, "faults");
    await token.send.click();
    await succeeds(token);
  });

  test("cancelled while the page still asks localhost for its version: nothing was sent, and it says so", async ({ page, onLocalhost }) => {
    await page.route("**/_demo/credentials", () => undefined);
    await open(page, "local");
    const token = step(page, "Get a token");
    await token.send.click();
    await token.region.getByRole("button", { name: "Cancel", exact: true }).click();
    await fails(token, "Not sent yet", /cancel/i);
    await expect(token.diagnosis).not.toContainText("make run");
    expect(await onLocalhost.journal()).toEqual([]);
  });

  const changes: [string, (page: Page) => Promise<void>][] = [
    ["a field", (page) => fill(page, { Username: "julia" })],
    ["a switch", (page) => choose(step(page, "Get a token"), "Body", "Form")],
    ["the PIM", (page) => choosePIM(page, "demo")],
  ];
  for (const [what, change] of changes) {
    test(`an answer that comes after ${what} has changed lands in no step`, async ({ page, onLocalhost }) => {
      await open(page, "local");
      const release = await hold(page, tokenRoute);
      const token = step(page, "Get a token");
      const leaves = page.waitForRequest(tokenRoute);
      await token.send.click();
      await leaves;
      await change(page);
      release();
      await expect(page.getByRole("status")).toContainText("1. Get a token: the answer came after the request had changed");
      for (const name of ["Get a token", "Call the API", "Refresh"] as const) {
        await answers(step(page, name), "Not sent yet");
        await expect(step(page, name).diagnosis).toHaveCount(0);
      }
      await expect(token.send).toBeVisible();
      if (what === "the PIM") await expect(field(page, "Access token")).toHaveValue("");
      expect((await onLocalhost.journal()).map(({ status }) => status)).toEqual([200]);
    });
  }

  test("a refresh that is answered late leaves what was typed meanwhile", async ({ page, onLocalhost }) => {
    await open(page, "local");
    await step(page, "Get a token").send.click();
    await succeeds(step(page, "Get a token"));
    const release = await hold(page, tokenRoute);
    const leaves = page.waitForRequest(tokenRoute);
    await step(page, "Refresh").send.click();
    await leaves;
    await fill(page, { "Refresh token": "typed meanwhile" });
    release();
    await expect.poll(async () => (await onLocalhost.journal()).length).toBe(2);
    await expect(page.getByRole("status")).toContainText("2. Refresh: the answer came after the request had changed");
    await expect(field(page, "Refresh token")).toHaveValue("typed meanwhile");
    await answers(step(page, "Refresh"), "Not sent yet");
  });

  test("what changes while the page still asks localhost for its version is not sent", async ({ page, onLocalhost }) => {
    let release = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      void page.route("**/_demo/credentials", async (route) => {
        resolve();
        await new Promise<void>((go) => (release = go));
        await route.continue();
      });
    });
    await open(page, "local");
    const token = step(page, "Get a token");
    await token.send.click();
    await asked;
    await choosePIM(page, "demo");
    release();
    await expect(page.getByRole("status")).toContainText("Get a token: nothing was sent.");
    await choosePIM(page, "local");
    await expect(token.send).toBeVisible();
    await expect(field(page, "Access token")).toHaveValue("");
    expect(await onLocalhost.journal()).toEqual([]);
  });
});

test("what fetch would change is not sent to localhost, and the byte is named; the demo PIM in the page takes it", async ({ page, onLocalhost, inPage }) => {
  await open(page, "local");
  const api = step(page, "Call the API");
  for (const [token, words] of [
    ["abc ", "space at the end (Authorization, byte 10)"],
    ["ab\u200bc", "zero width space U+200B (Authorization, byte 9)"],
    ["\ufeffabc", "byte order mark U+FEFF (Authorization, byte 7)"],
  ] as const) {
    await choosePIM(page, "local");
    await fill(page, { "Access token": token });
    await sendInVain(page, api, "Not sent yet", words, "Nothing was sent", "curl");
    await choosePIM(page, "demo");
    await fill(page, { "Access token": token });
    await sendInVain(page, api, "401 Unauthorized", /token/);
  }
  expect(await onLocalhost.journal()).toEqual([]);
  expect((await inPage.journal()).map(({ header }) => header.find(([name]) => name === "Authorization")?.[1])).toEqual(["Bearer abc ", "Bearer ab\u200bc", "Bearer \ufeffabc"]);
});
