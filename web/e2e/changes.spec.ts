// What changes for me: any two versions, only what differs between them, at an
// address that can be shared.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

/** One thing that differs, with how it is on the left and on the right. */
function change(page: Page, title: string) {
  const article = page.getByRole("article", { name: title, exact: true });
  return { article, answers: article.getByRole("listitem") };
}

test("two versions side by side, swapped, the same twice, and shared", async ({ page }) => {
  await page.goto("/changes/?from=2.3&to=5.0");
  const from = page.getByRole("combobox", { name: "From", exact: true });
  const to = page.getByRole("combobox", { name: "To", exact: true });
  await expect(from).toHaveValue("2.3");
  await expect(to).toHaveValue("5.0");
  await expect(page.getByText("From PIM 2.3 to PIM 5.0, 13 of 54 differ: 6 steps, 7 answers.", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(13);
  const body = change(page, "More than 300 bytes for a token");
  await expect(body.answers).toHaveText([/^PIM 2\.3\s*1\.7 and 2\.3\s*200 OK/, /^PIM 5\.0\s*3\.2 to SaaS\s*413 Content Too Large/]);
  const made = change(page, "Where the client ID and secret come from");
  await expect(made.answers).toHaveText([/^PIM 2\.3.*API connections/, /^PIM 5\.0.*System › Connections/]);
  await expect(change(page, "A call without a token").article).toBeHidden();

  await page.getByRole("button", { name: "Swap", exact: true }).click();
  await expect(page).toHaveURL(/\?from=5\.0&to=2\.3$/);
  await expect(page.getByRole("status")).toHaveText("From PIM 5.0 to PIM 2.3, 13 of 54 differ: 6 steps, 7 answers.");
  await expect(body.answers).toHaveText([/^PIM 5\.0.*413/, /^PIM 2\.3.*200/]);

  await to.selectOption("saas");
  await from.selectOption("7.0");
  await expect(page).toHaveURL(/\?from=7\.0&to=saas$/);
  await expect(change(page, "The claims of an id_token").answers.locator("mark")).toHaveText(["email_verified, "]);
  await from.selectOption("saas");
  await expect(page.getByRole("status")).toHaveText("Both are PIM SaaS. Choose another version to compare it with.");
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.reload();
  await expect(from).toHaveValue("saas");
});

test("versions in the address that there are not are named; short names are understood", async ({ page }) => {
  await page.goto("/changes/?from=9.9&to=v6");
  await expect(page.getByText("The address asks for “9.9”, which is no version that this page knows. It compares PIM 3.2 with PIM 6.0.", { exact: true })).toBeVisible();
  await page.goto("/changes/?from=&to=<b>");
  await expect(page.getByText("The address asks for “” and “<b>”, which is no version that this page knows. It compares PIM 3.2 with PIM 7.0.", { exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: "From", exact: true }).selectOption("1.7");
  await expect(page.getByText(/^The address asks/)).toBeHidden();
  await expect(page).toHaveURL(/\?from=1\.7&to=7\.0$/);
});

test("axe finds nothing, and nothing sticks out", async ({ page }) => {
  await page.goto("/changes/?from=1.7&to=saas");
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await judge(page, colorScheme === "light" ? "all" : "colours"), `${colorScheme}, ${width} px`).toEqual([]);
    }
    expect(await page.evaluate(sticksOut)).toEqual([]);
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("all versions stand in the page", async ({ page }) => {
    await page.goto("/changes/");
    await expect(page.getByRole("article")).toHaveCount(54);
    await expect(page.getByRole("combobox")).toHaveCount(0);
    await expect(change(page, "A call without a token").answers).toHaveText([/^\s*1\.7 to 6\.0/, /^\s*7\.0 and SaaS/]);
    await expect(change(page, "A call without a token").article.getByText("GET /api/rest/v1/categories", { exact: true })).toBeVisible();
    await expect(change(page, "A wrong secret").answers).toHaveText([/^\s*Every version\s*422/]);
  });
});
