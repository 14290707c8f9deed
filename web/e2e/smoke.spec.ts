// The playground is there: pages load, nothing complains, nobody else is asked.

import { expect, test } from "./fixtures.ts";

for (const path of ["/", "/connector/"]) {
  test(`${path} loads from its own origin alone`, async ({ page, playground }) => {
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(`${playground}/`)) foreign.push(request.url());
    });
    await page.goto(path, { waitUntil: "networkidle" });
    await expect(page.getByRole("main")).toBeVisible();
    expect(foreign).toEqual([]);
  });
}
