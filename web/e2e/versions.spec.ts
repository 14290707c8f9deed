// The connector walk through the lens of each version: to its end with
// credentials that were made as that version makes them, on both demo PIMs;
// what is typed stays; each version's page reads without script.

import type { Page } from "@playwright/test";
import { button, choose, make, versions } from "./credentials.ts";
import type { Version } from "./credentials.ts";
import { control, expect, ready, test } from "./fixtures.ts";
import type { Demo } from "./fixtures.ts";
import { choosePIM, typed } from "./page.ts";
import { field, step } from "./step.ts";
import { sendAndCompare } from "./truth.ts";

/** Words that only this version's text has, of the way to credentials. */
const ways: Record<Version, RegExp> = {
  "1.7": /PIM 1\.7 has no screen for it/,
  "2.3": /open System › API connections/,
  "3.2": /open System › API connections/,
  "4.0": /open System › Connections\./,
  "5.0": /open System › Connections\./,
  "6.0": /open Connect › Connection settings\./,
  "7.0": /open Connect › Connection settings\./,
  saas: /open Connect › Connection settings\./,
};

/** What a role of its own must have, what is sent, and what each version says of it. */
async function walkAll(page: Page, demo: Demo, before: (version: Version) => Promise<void>): Promise<void> {
  for (const version of versions) {
    await choose(page, version);
    await before(version);
    await expect(step(page, "Client ID and secret").region).toContainText(ways[version]);
    await make(page, version);
    await sendAndCompare(step(page, "Get a token"), demo);
    await sendAndCompare(step(page, "Call the API"), demo);
    await sendAndCompare(step(page, "Refresh"), demo);
    const walked = (await demo.journal()).filter(({ url }) => url.includes("/api/"));
    expect(walked.map(({ status }) => status), version).toEqual([200, 200, 200]);
    expect(walked[1]?.response_body.includes('"updated"'), version).toBe(["6.0", "7.0", "saas"].includes(version));
    await expect(page).toHaveURL(new RegExp(`[?&]version=${version}$`));
  }
}

test("each version, from its own way to credentials to the refresh; in the page", async ({ page, inPage }) => {
  test.setTimeout(90_000);
  await page.goto("/connector/");
  await ready(page);
  await walkAll(page, inPage, async () => Promise.resolve());
});

test("each version, from its own way to credentials to the refresh; on localhost", async ({ page, pim, onLocalhost }) => {
  test.setTimeout(90_000);
  await page.goto("/connector/?pim=local");
  await ready(page);
  await walkAll(page, onLocalhost, (version) => control(pim, "reset", { version }));
});

test("another version on localhost is named at the form, and reset from there", async ({ page, pim }) => {
  await page.goto("/connector/?pim=local&version=1.7");
  await ready(page);
  const credentials = step(page, "Client ID and secret").region;
  await button(credentials, "Run").click();
  await expect(credentials).toContainText("7.0");
  await button(credentials, "Reset it to 1.7").click();
  await expect(page.getByRole("status")).toHaveText("The demo PIM on localhost is a fresh 1.7 now. Press Send again.");
  await expect(page.getByRole("status")).toBeFocused();
  await button(credentials, "Run").click();
  await expect(credentials.getByRole("region", { name: "Output", exact: true })).toContainText("A new client has been added.");
  expect(((await (await fetch(`${pim}/_demo/credentials`)).json()) as { connections: unknown[] }).connections).toHaveLength(3);
});

test("what is typed for a version is still there after a look at another", async ({ page }) => {
  await page.goto("/connector/?version=2.3");
  await ready(page);
  await field(page, "Client ID").fill("9_mine");
  await field(page, "Password").fill("mine");
  await page.getByText("The API connections of the demo PIM", { exact: true }).click();
  const label = page.getByRole("textbox", { name: "Label", exact: true });
  await label.fill("Half a lab");
  const before = await typed(page);
  await choose(page, "4.0");
  await expect(label).toHaveValue("");
  await choose(page, "2.3");
  await expect(label).toHaveValue("Half a lab");
  expect(await typed(page)).toEqual(before);
  // One's own PIM is the same one, whichever version's text is read.
  await choosePIM(page, "own");
  await page.getByRole("textbox", { name: "PIM address", exact: true }).fill("pim.example.com");
  await field(page, "Client ID").fill("8_mine");
  const own = await typed(page);
  await choose(page, "6.0");
  expect(await typed(page)).toEqual(own);
});

test("a person who does not know the version pastes what the PIM shows", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  await page.getByText("You do not know your PIM’s version?", { exact: true }).click();
  const text = page.getByRole("textbox", { name: "What the System information page shows", exact: true });
  const version = page.getByRole("combobox", { name: "PIM version", exact: true });
  for (const [shown, chosen, name] of [
    ["Version: PIM Community Standard Edition 5.0.118 Pont D’Arcole", "5.0", "PIM 5.0"],
    ["20240311123456", "saas", "PIM SaaS"],
    ["3.2.84", "3.2", "PIM 3.2"],
  ] as const) {
    await text.fill(shown);
    await button(page, "Use this version").click();
    await expect(version).toHaveValue(chosen);
    await expect(page.getByRole("status")).toHaveText(`This page is about ${name} now: its text, its requests, its answers.`);
    await expect(text).toHaveValue(shown);
  }
  await text.fill("no idea");
  await text.press("Enter");
  await expect(text).toHaveAttribute("aria-invalid", "true");
  await expect(text).toHaveValue("no idea");
  await expect(version).toHaveValue("3.2");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  for (const version of ["1.7", "2.3", "saas"] as const) {
    test(`the page of ${version} reads completely`, async ({ page }) => {
      await page.goto(`/connector/${version}/`);
      const credentials = step(page, "Client ID and secret").region;
      await expect(credentials).toContainText(ways[version]);
      for (const other of versions) if (ways[other].source !== ways[version].source) await expect(credentials).not.toContainText(ways[other]);
      if (version === "1.7") await expect(credentials).toContainText('--label="ERP connection"');
      await expect(step(page, "Get a token").region).toContainText("POST /api/oauth/v1/token");
      // What the forms would do is said, and no form stands there.
      await expect(page.getByRole("button", { name: /^(Run|Save|Use this version)$/ })).toHaveCount(0);
      if (version === "1.7") await expect(credentials).toContainText("With JavaScript, a small terminal stands here");
    });
  }
});
