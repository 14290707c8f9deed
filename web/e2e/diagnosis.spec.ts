// The diagnosis on the walks: every fault of the demo PIM is named first, a
// cure is one press, a probe decides, and a success says what made it.

import type { Page } from "@playwright/test";
import { control, expect, ready, test } from "./fixtures.ts";
import { judge } from "./judge.ts";
import { answers, choosePIM, fill } from "./page.ts";
import { field, named, show, step } from "./step.ts";

const noCORS = /^Access to fetch at 'http:\S+' from origin '\S+' has been blocked by CORS policy/;
const failed = /^Failed to load resource: net::ERR_(FAILED|CONNECTION_REFUSED|EMPTY_RESPONSE)$/;

async function faults(page: Page, set: object): Promise<void> {
  await page.evaluate((set) => {
    const request = { method: "POST", url: "https://demo.pim/_demo/faults", header: [["Content-Type", "application/json"]], body: JSON.stringify(set) };
    const { pimauth } = Reflect as { pimauth?: { call(name: string, json: string): string } };
    pimauth?.call("demo", JSON.stringify({ session: "7.0", version: "7.0", request }));
  }, set);
}

test("every fault of the demo PIM in the page is named first", async ({ page, inPage }) => {
  await page.goto("/connector/");
  await ready(page);
  const [token, api] = [step(page, "Get a token"), step(page, "Call the API")];
  await token.send.click();
  await answers(token, "200 OK");
  await expect(token.diagnosis).toHaveCount(0);
  for (const [set, at, status, code, certainty] of [
    [{ strip_authorization: true }, token, "422 Unprocessable Content", "authorization_stripped", "likely"],
    [{ strip_authorization: true }, api, "401 Unauthorized", "authorization_stripped", "likely"],
    [{ status: 429 }, api, "429 Too Many Requests", "rate_limited", "certain"],
    [{ status: 500 }, api, "500 Internal Server Error", "proxy_page", "certain"],
    [{ status: 503 }, token, "503 Service Unavailable", "gateway", "certain"],
    [{ html_login_page: true }, api, "302 Found", "redirect_login", "certain"],
    [{ bad_json: true }, api, "200 OK", "cut_answer", "certain"],
    [{ empty_body: true }, token, "200 OK", "empty_answer", "certain"],
    [{ wrong_content_type: true }, api, "200 OK", "wrong_content_type", "certain"],
    [{ drop_connection: true }, api, "No answer", "browser_dropped", "certain"],
  ] as const) {
    await faults(page, set);
    await at.send.click();
    await answers(at, status);
    await named(at, code, certainty);
  }
  expect(await judge(page, "all")).toEqual([]);
  const sent = (await inPage.journal()).length;
  await faults(page, {});
  await api.send.click();
  await answers(api, "200 OK");
  await expect(api.diagnosis).toHaveCount(0);
  expect(await inPage.journal()).toHaveLength(sent + 1);
  await expect(api.region.getByText("What made the difference:")).toBeVisible();
});

test("what only a network can do: without CORS, dropped, too slow", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(noCORS, failed);
  await page.clock.install();
  await page.goto("/connector/?pim=local");
  await ready(page);
  const token = step(page, "Get a token");
  for (const [set, code, certainty] of [
    [{ cors: "off" }, "browser_no_cors", "certain"],
    [{ drop_connection: true }, "browser_dropped", "certain"],
  ] as const) {
    await control(onLocalhost.address, "faults", set);
    await token.send.click();
    await answers(token, "No answer");
    await named(token, code, certainty);
  }
  await control(onLocalhost.address, "faults", { slow: "40s" });
  await token.send.click();
  await expect(token.region.getByText("Waiting for")).toBeVisible();
  await page.clock.fastForward(31_000);
  await answers(token, "No answer");
  await named(token, "browser_timeout", "certain");
  await control(onLocalhost.address, "faults", {});
});

test("the evidence is marked, and one press cures it", async ({ page, inPage }) => {
  await page.goto("/connector/");
  await ready(page);
  const token = step(page, "Get a token");
  const id = await field(page, "Client ID").inputValue();
  await fill(page, { "Client ID": `"${id}"` });
  await token.send.click();
  await answers(token, "422 Unprocessable Content");
  await named(token, "basic_quotes", "certain");
  await expect(page.getByRole("status")).toContainText("Get a token: 422. The cause: ");
  const panel = token.region.getByRole("tabpanel", { name: "HTTP", exact: true });
  await expect(panel.locator("mark").first()).toBeVisible();
  const item = token.diagnosis.locator("> li").first();
  await expect(item.locator("mark").first()).toHaveText('"');
  const arrived = (await inPage.journal()).length;
  await item.getByRole("button", { name: "Apply and send again", exact: true }).click();
  await answers(token, "200 OK");
  await expect(page.getByRole("status")).toBeFocused();
  await expect(field(page, "Client ID")).toHaveValue(id);
  await expect(token.region.getByText("What made the difference:")).toBeVisible();
  expect((await inPage.journal()).length).toBe(arrived + 1);
  expect(await judge(page, "all")).toEqual([]);
});

test("two probes tell a stripped header from a wrong pair; they are shown before they are sent", async ({ page, inPage }) => {
  await page.goto("/connector/");
  await ready(page);
  await faults(page, { strip_authorization: true });
  const token = step(page, "Get a token");
  await token.send.click();
  await answers(token, "422 Unprocessable Content");
  await named(token, "authorization_stripped", "likely");
  const item = token.diagnosis.locator("> li").first();
  await item.getByRole("button", { name: "Check", exact: true }).click();
  await expect(item.getByText("Authorization: Basic")).toBeVisible();
  expect(await inPage.journal()).toHaveLength(1);
  await item.getByRole("button", { name: "Send both probes", exact: true }).click();
  await named(token, "authorization_stripped", "certain");
  const sent = await inPage.journal();
  expect(sent.map(({ method, url, status }) => `${method} ${new URL(url).pathname} ${String(status)}`)).toEqual(Array(3).fill("POST /api/oauth/v1/token 422"));
  expect(sent.slice(1).some(({ body }) => body.includes("password\":"))).toBe(false);
  await expect(item.getByText("Apache", { exact: false }).first()).toBeVisible();

  // The pair is wrong, and nothing is stripped.
  await faults(page, {});
  await fill(page, { Secret: "wrong" });
  await token.send.click();
  await answers(token, "422 Unprocessable Content");
  await named(token, "basic_known_differs", "certain");
});

test("what is tried out is diagnosed, too: a refresh token that was used, an App's challenge", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const [token, refresh] = [step(page, "Get a token"), step(page, "Refresh")];
  await token.send.click();
  await answers(token, "200 OK");
  await refresh.send.click();
  await answers(refresh, "200 OK");
  await refresh.region.getByRole("button", { name: "Use the used refresh token again", exact: true }).click();
  await answers(refresh, "422 Unprocessable Content");
  await named(refresh, "refresh_used", "certain");
  await refresh.region.getByRole("tab", { name: "Raw", exact: true }).click();
  await show(refresh, "Raw");
  await choosePIM(page, "own");
  await expect(refresh.diagnosis).toHaveCount(0);
});

test("where the words cannot be fetched the code stands, and reloading is advised", async ({ page, expectedErrors }) => {
  expectedErrors.push(/net::ERR_FAILED/);
  await page.route(/words-en\S*\.json/, (route) => route.abort());
  await page.goto("/connector/");
  await ready(page);
  const token = step(page, "Get a token");
  await fill(page, { Secret: "wrong" });
  await token.send.click();
  await answers(token, "422 Unprocessable Content");
  await expect(token.diagnosis).toContainText("basic_known_differs");
  await expect(token.diagnosis).toContainText("reload the page");
});
