// The page before its script, and without it: it reads completely, and a press
// made too early is kept and done.

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { answers, fails, hold, succeeds } from "./page.ts";
import { show, step } from "./step.ts";
import type { StepName } from "./step.ts";

const kept = "Loading the demo PIM. Your press is kept.";
const script = /\/assets\/[^/]*\.js$/;
const wasm = /\.wasm$/;

const sending: Record<string, [StepName, request: string, answer: string][]> = {
  "/": [["Your first token", "POST /api/oauth/v1/token\nHost: demo.pim\nContent-Type: application/json\nAuthorization: Basic ", "access_token"]],
  "/connector/": [
    ["Get a token", "POST /api/oauth/v1/token\nHost: demo.pim\nContent-Type: application/json\nAuthorization: Basic ", "expires_in"],
    ["Call the API", "GET /api/rest/v1/categories\nHost: demo.pim\nAuthorization: Bearer ", "categoryA1"],
    ["Refresh", '"grant_type": "refresh_token"', "refresh_token"],
  ],
};

const prose = {
  "/": ["A demo PIM runs inside this page.", "I write a connector", "not affiliated with Akeneo"],
  "/connector/": [
    "A connector shows the PIM two things",
    "shows the password once",
    "an envelope, not a lock",
    "a token for one hour and a refresh token for fourteen days",
    "Put the token behind Bearer.",
    "Trade the refresh token for a new pair of tokens",
  ],
};

/** The sample of a step, whose region stands beside Request and Response. */
function sample(page: Page, name: StepName): Locator {
  return step(page, name).region.getByRole("region", { name: "Sample response", exact: true });
}

/** Holds that a page reads to its end: prose, requests, curls and sample answers, none of them behind a button. */
async function readsCompletely(page: Page, path: "/" | "/connector/"): Promise<void> {
  for (const words of prose[path]) await expect(page.getByText(words)).toBeVisible();
  for (const [name, request, answer] of sending[path] ?? []) {
    const { http, curl } = step(page, name);
    await expect(http).toBeVisible();
    expect(await http.innerText()).toContain(request);
    await expect(curl).toBeVisible();
    expect(await curl.innerText()).toMatch(/As curl|curl -i/);
    await expect(curl.getByText("http://localhost:8081").first()).toBeVisible();
    await expect(sample(page, name)).toBeVisible();
    await expect(sample(page, name)).toContainText("200 OK");
    await expect(sample(page, name)).toContainText(answer);
    await answers(step(page, name), "Not sent yet");
  }
}

async function noWiderThanTheScreen(page: Page): Promise<void> {
  for (const width of [320, 640, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `at ${width} px`).toBeLessThanOrEqual(width);
  }
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  for (const path of ["/", "/connector/"] as const) {
    test(`${path} reads completely, and says beside Send what to do instead`, async ({ page }) => {
      await page.goto(path);
      await readsCompletely(page, path);
      // As it is drawn: Playwright's own text matching leaves <noscript> out.
      for (const [name] of sending[path] ?? []) expect(await step(page, name).request.innerText()).toContain("Without JavaScript this page cannot send. Copy the curl below");
      // Nothing that only a script could move.
      for (const role of ["tablist", "radiogroup", "switch", "combobox"] as const) await expect(page.getByRole(role)).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Show", exact: true })).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Copy", exact: true })).toHaveCount(0);
      await noWiderThanTheScreen(page);
    });
  }

  test("what is folded opens, and the links lead on", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: /^I write a connector/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get a token, call the PIM");
    await page.getByText("Three bytes become four characters: see each group").click();
    await expect(page.getByText("Base64 cuts the bytes into groups of three.")).toBeVisible();
    await page.getByText(/^What goes wrong without/).click();
    await expect(sample(page, "Encode")).toContainText("422");
  });
});

test.describe("the wasm", () => {
  for (const path of ["/", "/connector/"] as const) {
    test(`does not come: ${path} reads, and Send says why it cannot send`, async ({ page, expectedErrors }) => {
      expectedErrors.push(/^Failed to load resource: net::ERR_FAILED$/);
      await page.route(wasm, (route) => route.abort());
      await page.goto(path);
      for (const words of prose[path]) await expect(page.getByText(words)).toBeVisible();
      for (const [name, request, answer] of sending[path] ?? []) {
        const at = step(page, name);
        await at.send.click();
        await fails(at, "Not sent yet", "could not be loaded", "copy the curl above");
        expect(await at.http.innerText()).toContain(request);
        await show(at, "curl");
        await expect(at.curl).toContainText("http://localhost:8081");
        await expect(at.curl).toContainText("curl -i");
        await expect(sample(page, name)).toBeVisible();
        await expect(sample(page, name)).toContainText(answer);
      }
    });
  }

  test("comes late: an early press is kept and done, once", async ({ page }) => {
    const release = await hold(page, wasm);
    await page.goto("/connector/");
    const token = step(page, "Get a token");
    // The page's script runs: it has taken over the tabs.
    await show(token, "curl");
    await expect(token.http).toBeHidden();
    await token.send.click();
    await token.send.click();
    await expect(page.getByRole("status")).toHaveText(kept);
    await answers(token, "Not sent yet");
    release();
    await succeeds(token);
    await expect(page.getByRole("status")).toHaveText("1. Get a token: 200, a token and a refresh token");
  });

  test("answers an error, and a host that does not know its type is enough", async ({ page, expectedErrors }) => {
    expectedErrors.push(/^Failed to load resource: the server responded with a status of 503 /);
    await page.route(wasm, (route) => route.fulfill({ status: 503, body: "" }));
    await page.goto("/");
    const first = step(page, "Your first token");
    await first.send.click();
    await fails(first, "Not sent yet", "could not be loaded", "503");
    await page.unroute(wasm);
    await page.route(wasm, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { "Content-Type": "application/octet-stream" } });
    });
    await page.reload();
    await first.send.click();
    await succeeds(first);
  });
});

test.describe("the page's own script", () => {
  test("comes late: an early press is kept and done", async ({ page }) => {
    const release = await hold(page, script);
    await page.goto("/", { waitUntil: "commit" });
    const first = step(page, "Your first token");
    await first.send.click();
    await expect(page.getByRole("status")).toHaveText(kept);
    await expect(page.getByRole("status")).toBeVisible();
    await answers(first, "Not sent yet");
    release();
    await succeeds(first);
  });

  test("comes late: two early presses are done in the order of the walk", async ({ page }) => {
    const release = await hold(page, script);
    await page.goto("/connector/", { waitUntil: "commit" });
    await step(page, "Get a token").send.click();
    await step(page, "Call the API").send.click();
    release();
    await succeeds(step(page, "Get a token"));
    await succeeds(step(page, "Call the API"));
  });

  test("comes late: what is typed before it is kept", async ({ page }) => {
    const release = await hold(page, script);
    await page.goto("/connector/", { waitUntil: "commit" });
    const username = page.getByRole("textbox", { name: "Username", exact: true });
    await username.fill("nobody");
    release();
    await expect(page.getByRole("button", { name: "+1 h", exact: true })).toBeVisible();
    await expect(username).toHaveValue("nobody");
    await expect(step(page, "Get a token").http).toContainText('"username": "nobody"');
  });

  for (const path of ["/", "/connector/"] as const) {
    test(`does not come: ${path} reads as without script, and a press promises nothing`, async ({ page, expectedErrors }) => {
      expectedErrors.push(/^Failed to load resource: net::ERR_FAILED$/);
      await page.route(script, (route) => route.abort());
      await page.goto(path);
      await readsCompletely(page, path);
      await noWiderThanTheScreen(page);
      const [first] = sending[path] ?? [];
      if (!first) throw new Error("no step");
      await step(page, first[0]).send.click();
      await expect(page.getByRole("status")).not.toHaveText(kept);
    });
  }
});
