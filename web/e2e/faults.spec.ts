// The faults of the demo PIMs: each is turned on, seen in an answer, and told
// in the bar until it is off.

import type { Locator, Page } from "@playwright/test";
import { judge } from "./judge.ts";
import { control, expect, ready, test } from "./fixtures.ts";
import { answers, choosePIM } from "./page.ts";
import { send, step } from "./step.ts";

const note = (page: Page): Locator => page.getByRole("banner").getByText(/^Faults? on: /);
const faults = (page: Page): Locator => page.getByText("Faults", { exact: true });

async function open(page: Page): Promise<void> {
  await page.goto("/connector/");
  await ready(page);
}

test("each fault of the demo PIM in the page shows in the next answer, and in the bar until it is cleared", async ({ page, inPage }) => {
  test.setTimeout(60_000);
  await open(page);
  const [token, api] = [step(page, "Get a token"), step(page, "Call the API")];
  await send(token, "200 OK");
  await faults(page).click();
  const clear = page.getByRole("button", { name: "Clear", exact: true });
  await expect(clear).toHaveCount(0);
  await expect(page.getByRole("switch", { name: "CORS off" })).toHaveCount(0);

  const switches: [label: string, status: string, says: RegExp][] = [
    ["Authorization stripped", "401 Unauthorized", /Full authentication is required/],
    ["Login page instead", "302 Found", /login/],
    ["Connection dropped", "No answer", /./],
    ["JSON cut short", "200 OK", /cut|end|JSON/i],
    ["Empty body", "200 OK", /empty|no body|nothing/i],
    ["Called text/html", "200 OK", /text\/html|Content-Type|JSON/i],
  ];
  for (const [label, status, says] of switches) {
    await page.getByRole("switch", { name: label, exact: true }).check();
    await expect(note(page)).toHaveText(new RegExp(`^Fault on: ${label}`));
    await expect(page.getByRole("status")).toHaveText(`Fault on: ${label}.`);
    await api.send.click();
    await answers(api, status);
    await expect(api.region).toContainText(says);
    await clear.click();
    await expect(page.getByRole("status")).toBeFocused();
    await expect(page.getByRole("switch", { name: label, exact: true })).not.toBeChecked();
    await expect(clear).toHaveCount(0);
  }

  const every = page.getByRole("combobox", { name: "Every answer is", exact: true });
  const takes = page.getByRole("combobox", { name: "Every answer takes", exact: true });
  await every.selectOption("429 Too Many Requests");
  await expect(note(page)).toHaveText(/^Fault on: Every answer is 429 Too Many Requests/);
  await send(api, "429 Too Many Requests");
  await every.selectOption("503 Service Unavailable");
  await takes.selectOption("2 s");
  await expect(note(page)).toHaveText(/^Faults on: Every answer is 503 Service Unavailable, Every answer takes 2 s/);
  expect(await judge(page, "all")).toEqual([]);
  await api.send.click();
  await expect(api.region.getByRole("button", { name: "Cancel", exact: true })).toBeVisible();
  await answers(api, "503 Service Unavailable");
  await every.selectOption("Off");
  await takes.selectOption("Off");
  await expect(note(page)).toHaveCount(0);
  await send(api, "200 OK");
  // The connection that was dropped has no status there.
  expect((await inPage.journal()).map(({ status }) => status)).toEqual([200, 401, 302, 0, 200, 200, 200, 429, 503, 200]);
});

test("the demo PIM on localhost tells its faults after a Send, and hides its answers without CORS", async ({ page, pim, expectedErrors }) => {
  await open(page);
  const [token, api] = [step(page, "Get a token"), step(page, "Call the API")];
  await control(pim, "faults", { bad_json: true });
  await choosePIM(page, "local");
  await expect(note(page)).toHaveCount(0);
  await send(token, "200 OK");
  await expect(note(page)).toHaveText(/^Fault on: JSON cut short/);
  await choosePIM(page, "demo");
  await expect(note(page)).toHaveCount(0);
  await choosePIM(page, "local");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(note(page)).toHaveCount(0);
  await send(token, "200 OK");
  await faults(page).click();
  await page.getByRole("switch", { name: "CORS off", exact: true }).check();
  await expect(note(page)).toHaveText(/^Fault on: CORS off/);
  expectedErrors.push(/blocked by CORS policy/, /net::ERR_FAILED/);
  await api.send.click();
  await answers(api, "No answer");
  await expect(api.diagnosis).toContainText("CORS");
  // What others turn meanwhile is seen when the list is opened again.
  await control(pim, "faults", {});
  await faults(page).click();
  await faults(page).click();
  await expect(page.getByRole("switch", { name: "CORS off", exact: true })).not.toBeChecked();
  await expect(note(page)).toHaveCount(0);
});

test("a fault that cannot be set is not said to be on; on a narrow screen the faults stand below", async ({ page, pim }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await open(page);
  const region = page.getByRole("region", { name: "What happened", exact: true });
  await expect(region.getByText("Faults", { exact: true })).toBeVisible();
  await control(pim, "reset", { version: "6.0" });
  await choosePIM(page, "local");
  await faults(page).click();
  // No check(): it is undone as soon as it is known that it cannot be.
  await page.getByRole("switch", { name: "Empty body", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText(/^The faults could not be set\. /);
  await expect(note(page)).toHaveCount(0);
  await expect(page.getByRole("switch", { name: "Empty body", exact: true })).not.toBeChecked();
  await choosePIM(page, "own");
  await expect(faults(page)).toHaveCount(0);
});
