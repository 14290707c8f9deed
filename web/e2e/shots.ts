// The pictures of the page: connector.png is the README's; with SHOTS set to a
// folder, each page as it begins and after a walk, wide and narrow, light and
// dark, to look at.

import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";

const base = process.env.PLAYGROUND_URL_0 ?? "";
const folder = process.env.SHOTS;

async function send(page: Page, step: string, status: string): Promise<void> {
  const region = page.getByRole("region", { name: step, exact: true });
  await region.getByRole("button", { name: "Send", exact: true }).click();
  await expect(region.getByRole("region", { name: "Response", exact: true }).getByText(status, { exact: true })).toBeVisible();
}

test("the README's picture", async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: "light", deviceScaleFactor: 2 });
  await page.goto(`${base}/connector/?pim=demo`);
  await send(page, "Get a token", "200 OK");
  await page.getByRole("region", { name: "Get a token", exact: true }).scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    document.getElementById("token")?.scrollIntoView({ behavior: "instant" });
  });
  await page.mouse.move(0, 400);
  await page.screenshot({ path: "shots/connector.png" });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 360]) {
    test(`pages to look at, ${colorScheme}, ${String(width)} px`, async ({ browser }) => {
      test.skip(folder === undefined, "SHOTS names no folder");
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      const shot = (name: string) => page.screenshot({ path: `${folder ?? ""}/${name}-${colorScheme}-${String(width)}.png`, fullPage: true });
      await page.goto(base);
      await shot("home");
      await page.goto(`${base}/connector/?pim=demo`);
      await shot("connector");
      await send(page, "Get a token", "200 OK");
      await send(page, "Call the API", "200 OK");
      await send(page, "Refresh", "200 OK");
      await page.getByRole("button", { name: "Use the used refresh token again", exact: true }).click();
      await shot("walked");
    });
  }
}
