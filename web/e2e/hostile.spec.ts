// What a malicious PIM can do to the page: nothing. No code of it runs, nothing
// is fetched for it, the page keeps its width, and answers to the next press.

import type { Page } from "@playwright/test";
import { open, region } from "./app.ts";
import { stepOf } from "./apptoken.ts";
import { expect, ready, test as base } from "./fixtures.ts";
import { answers, hostile, jwt, markup, unseen } from "./hostile.ts";
import type { Harm, Hostile } from "./hostile.ts";
import { sticksOut } from "./judge.ts";
import { openOwn } from "./page.ts";
import { field, show, step, textOf } from "./step.ts";
import type { Step } from "./step.ts";

const test = base.extend<{ pim: string; harmful: Hostile }>({
  harmful: async ({ page, reach }, use) => {
    const pim = await hostile();
    reach.add(pim.origin);
    await page.addInitScript(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => told.push(`${effectiveDirective} ${blockedURI}`));
    });
    await page.setViewportSize({ width: 360, height: 740 });
    await use(pim);
    pim.close();
  },
});

/** Holds that nothing of the PIM ran, was fetched or sticks out. */
async function harmless(page: Page, pim: Hostile, harm: string): Promise<void> {
  const state = await page.evaluate(() => ({ hacked: "hacked" in window, told: (window as unknown as { told: string[] }).told, within: document.querySelectorAll("main img, main script, main style, main a[href^='javascript:'], .panel svg").length }));
  expect(state, harm).toEqual({ hacked: false, told: [], within: 0 });
  expect(pim.asked.filter((line) => line.includes("pwned")), harm).toEqual([]);
  expect(await page.evaluate(sticksOut), harm).toEqual([]);
}

/** Has the PIM answer a Send with harm, and looks at both views of the answer. */
async function suffer(page: Page, pim: Hostile, at: Step, harm: Harm, line: string | RegExp): Promise<void> {
  pim.next = answers[harm];
  await at.send.click();
  await expect(at.status, harm).not.toHaveText(/^(Waiting|Not sent)/);
  await expect(at.status, harm).toHaveText(line);
  await harmless(page, pim, `${harm}, explained`);
  await show(at, "Raw");
  await expect(at.raw, harm).toBeVisible();
  await harmless(page, pim, `${harm}, raw`);
  await show(at, "Explained");
  await expect(at.explained, harm).toBeVisible();
}

/** Opens every entry of the log. */
async function openLog(page: Page): Promise<void> {
  const happened = page.getByRole("region", { name: "What happened", exact: true });
  await happened.getByRole("tab", { name: "Log", exact: true }).click();
  for (const summary of await happened.getByRole("tabpanel", { name: "Log", exact: true }).locator("summary").all()) await summary.click();
}

const failed = (status: number) => new RegExp(`^Failed to load resource: the server responded with a status of ${String(status)} `);

test("no field of an answer runs code or turns the page round", async ({ page, harmful, expectedErrors }) => {
  test.setTimeout(120_000);
  expectedErrors.push(failed(422), failed(400), failed(401), /^Clear-Site-Data header on /);
  await openOwn(page, "/connector/", harmful.origin);
  const [token, api] = [step(page, "Get a token"), step(page, "Call the API")];
  await suffer(page, harmful, token, "scripts in an error", "422 Unprocessable Content");
  await suffer(page, harmful, token, "scripts in an OAuth error", "400 Bad Request");
  await suffer(page, harmful, token, "a page", "200 OK");
  await suffer(page, harmful, token, "JSON as a page", "200 OK");
  await suffer(page, harmful, token, "unseen characters in an error", "422 Unprocessable Content");
  const message = token.explained.getByRole("definition").nth(1);
  expect(await textOf(message), "the text itself").toContain(unseen);
  await expect(message.locator(".unseen").first()).toHaveAttribute("data-char", "right-to-left override");
  await expect(message.locator(".unseen").last()).toHaveAttribute("data-char", "U+0301 and 99 more unseen");
  await expect(page.getByRole("status")).not.toHaveText(/[\u202a-\u202e\u200b\u0000]/);
  await suffer(page, harmful, token, "unseen characters in a token", "200 OK");
  await suffer(page, harmful, token, "scripts in a token", "200 OK");
  await expect(field(page, "Access token")).toHaveValue(markup);
  await suffer(page, harmful, api, "scripts in a challenge", "401 Unauthorized");
  await suffer(page, harmful, api, "scripts in categories", "200 OK");
  await api.explained.getByRole("button", { name: "Show all 3003", exact: true }).click();
  await expect(api.explained).toContainText("2,003 more are not shown here.");
  await harmless(page, harmful, "all categories");

  // What a token holds stands in the next request, or nothing is sent.
  await suffer(page, harmful, token, "a header line in a token", "200 OK");
  harmful.asked.length = 0;
  await api.send.click();
  await expect(api.diagnosis).toContainText("The access token holds a carriage return");
  expect(harmful.asked).toEqual([]);
  await openLog(page);
  await harmless(page, harmful, "the log");
});

test("no size and no depth freezes the page", async ({ page, harmful }) => {
  test.setTimeout(120_000);
  await openOwn(page, "/connector/", harmful.origin);
  const token = step(page, "Get a token");
  const long = "The answer is longer than 512 KB: the rest was not read.";
  for (const harm of ["50 MB", "no end", "a line of 5 MB", "100,000 members", "50 MB of zeros in 50 KB"] as const) {
    await suffer(page, harmful, token, harm, "200 OK");
    await expect(token.explained, harm).toContainText(long);
    await expect(token.diagnosis, harm).toHaveCount(0);
  }
  for (const harm of ["30,000 members", "a flood without width", "a flood of signs", "a deep array", "a deep object", "quotation marks", "names of secrets"] as const) await suffer(page, harmful, token, harm, "200 OK");
  await show(token, "Raw");
  await expect(token.raw).toContainText(/… and \d{3},\d{3} more characters, not shown here\./);
  await expect(token.raw.getByRole("button", { name: "Copy the whole body", exact: true })).toBeVisible();
  await suffer(page, harmful, token, "a token of 400 KB", "200 OK");
  await expect(token.explained).toContainText("Longer than any token of a PIM: it is not put into the field.");
  await expect(field(page, "Access token")).toHaveValue("");
  // The page goes on as if nothing had been.
  harmful.next = answers["JSON as a page"];
  await token.send.click();
  await expect(field(page, "Access token")).toHaveValue("fine");
  await openLog(page);
  await harmless(page, harmful, "the log");
});

test("no charset, header or broken message is more than what it is", async ({ page, harmful, expectedErrors }) => {
  expectedErrors.push(/^Failed to load resource: net::ERR_(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)$/);
  await openOwn(page, "/connector/", harmful.origin);
  const token = step(page, "Get a token");
  for (const harm of ["UTF-16", "no UTF-8", "UTF-7", "long headers", "more than it says"] as const) await suffer(page, harmful, token, harm, "200 OK");
  await suffer(page, harmful, token, "204 with a body", "204 No Content");
  await suffer(page, harmful, token, "folded and split headers", "299");
  await suffer(page, harmful, token, "less than it says", "No answer");
  await suffer(page, harmful, token, "a chunk cut off", "No answer");
});

test("what drips for ever ends after 30 s", async ({ page, harmful }) => {
  await page.clock.install();
  await openOwn(page, "/connector/", harmful.origin);
  await page.clock.runFor(2000);
  await ready(page);
  harmful.next = answers.drip;
  const token = step(page, "Get a token");
  await token.send.click();
  await expect(token.status).toHaveText(/^Waiting for /);
  await expect.poll(() => harmful.asked).toEqual(["POST /api/oauth/v1/token"]);
  await page.clock.runFor(31_000);
  await expect(token.status).toHaveText("No answer");
  await harmless(page, harmful, "drip");
});

test("no claim, no key and no error at the callback is more than text", async ({ page, harmful }) => {
  await open(page, "7.0");
  await page.getByRole("button", { name: / · PIM / }).click();
  await page.getByRole("radio", { name: "My PIM", exact: true }).check();
  await page.getByRole("textbox", { name: "PIM address", exact: true }).fill(harmful.origin);
  await page.getByLabel("App client ID", { exact: true }).fill("an-app");
  await page.getByLabel("App secret", { exact: true }).fill("a secret");
  await page.getByLabel("Code", { exact: true }).fill("a-code");
  const claims = { iss: markup, sub: unseen, aud: markup, exp: 1e300, iat: markup, [markup]: markup, deep: [[{ a: markup }]], long: "x".repeat(3000) };
  const body = JSON.stringify({ access_token: "fine", token_type: markup, scope: `${markup} ${unseen}`, id_token: jwt(claims) });
  harmful.next = (response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end(body);
  };
  const token = stepOf(page, "app-token");
  await token.send.click();
  await expect(token.status).toHaveText("200 OK");
  expect(jwt(claims) === (await page.getByLabel("ID token", { exact: true }).inputValue())).toBe(true);
  await harmless(page, harmful, "claims");

  harmful.next = (response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ public_key: `-----BEGIN CERTIFICATE-----\n${markup}${unseen}\n-----END CERTIFICATE-----` }));
  };
  await stepOf(page, "app-openid").send.click();
  await expect(stepOf(page, "app-openid").status).toHaveText("200 OK");
  await harmless(page, harmful, "key");

  const query = new URLSearchParams({ error: markup, error_description: `${markup}${unseen}`, state: `${markup}${unseen}`, code: markup });
  await page.getByRole("textbox", { name: "Callback address", exact: true }).fill(`https://app.example/callback?${query.toString()}`);
  await region(page, "callback").getByRole("button", { name: "Take it", exact: true }).click();
  await expect(region(page, "callback")).toContainText("Refused");
  await harmless(page, harmful, "callback");
});
