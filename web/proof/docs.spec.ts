// Embeds in documentation that others' systems make, served elsewhere than the
// playground: plain HTML, Hugo, VitePress and Docusaurus. Each has one page of
// three steps at three versions, and one of two that share a session.

import type { Locator, Page } from "@playwright/test";
import { pageOf, publish, systems } from "./docs.ts";
import type { System } from "./docs.ts";
import { expect, test } from "./test.ts";

const titles = ["Get a token", "Call the API", "Exchange the code for a token"] as const;

const embed = (page: Page, n: number) => page.locator("pim-auth-step").nth(n);

const status = (within: Locator) => within.getByRole("region", { name: "Response", exact: true }).getByRole("paragraph").first();

/** Presses Send, and where the step lacks something the button that gets it. */
async function send(within: Locator, bring?: string): Promise<void> {
  await within.scrollIntoViewIfNeeded();
  await within.getByRole("button", { name: "Send", exact: true }).click();
  if (bring !== undefined) await within.getByRole("button", { name: bring, exact: true }).click();
  await expect(status(within)).toHaveText("200 OK");
}

/** What is read without a script: the samples, to the last blank. */
const samples = (page: Page) => page.locator("pim-auth-step pre").allTextContents();

/** Chooses a theme as a reader of the system does. */
async function choose(page: Page, { theme }: System, scheme: "light" | "dark"): Promise<void> {
  if (theme === undefined) {
    await page.emulateMedia({ colorScheme: scheme });
    return;
  }
  // What stands in its root says which one it has.
  const dark = () => page.evaluate(() => document.documentElement.matches(".dark, [data-theme=dark]"));
  for (let pressed = 0; (await dark()) !== (scheme === "dark"); pressed++) {
    expect(pressed).toBeLessThan(3);
    await page.getByRole("button", { name: theme }).or(page.getByRole("switch", { name: theme })).filter({ visible: true }).first().click();
  }
}

for (const system of systems) {
  test(`${system.name}: three steps answer, in its light and its dark`, { tag: "@docs" }, async ({ page, browser, playground, reach }, info) => {
    test.setTimeout(600_000);
    const docs = await publish(system, playground);
    reach.add(docs.origin);
    try {
      await test.step("it reads without a script", async () => {
        const context = await browser.newContext({ javaScriptEnabled: false });
        const reader = await context.newPage();
        await reader.setContent(await pageOf("plain", "index.html", playground));
        const written = await samples(reader);
        expect(written.length).toBeGreaterThanOrEqual(6);
        await reader.goto(`${docs.origin}/`);
        expect(await samples(reader)).toEqual(written);
        await expect(reader.locator("pim-auth-step pre").first()).toBeVisible();
        await context.close();
      });

      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${docs.origin}/`);
      await page.evaluate(() => Object.assign(document.body.dataset, { stays: "" }));
      for (const [n, title] of titles.entries()) {
        await embed(page, n).scrollIntoViewIfNeeded();
        await expect(embed(page, n).getByRole("heading", { name: title, exact: true })).toBeVisible();
      }
      await send(embed(page, 0));
      await send(embed(page, 1), "Get a token first, then send");
      await send(embed(page, 2), "Let the demo App in first, then send");

      for (const scheme of ["light", "dark"] as const) {
        await choose(page, system, scheme);
        for (const n of titles.keys()) await expect(embed(page, n).locator(".embed")).toHaveCSS("color-scheme", scheme);
        await page.evaluate(() => {
          scrollTo(0, 0);
        });
        await page.screenshot({ path: info.outputPath(`${system.name}-${scheme}.png`), fullPage: true });
      }

      await test.step("its links take embeds away and bring others", async () => {
        await page.getByRole("main").getByRole("link", { name: "When the token ends", exact: true }).click();
        await expect(page.getByRole("heading", { name: "When the token ends", level: 1 })).toBeVisible();
        await send(embed(page, 0));
        await send(embed(page, 1));
        expect(await page.evaluate(() => "stays" in document.body.dataset)).toBe(system.stays);
        await page.goBack();
        await expect(page.getByRole("heading", { name: "How we connect", level: 1 })).toBeVisible();
        await send(embed(page, 0));
      });
    } finally {
      await docs.stop();
    }
  });
}
