// The screens that the demo PIM on localhost has for people: to log in, to let
// an App in, and to hear why that cannot be.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

const app = "206f450e-09a1-44ed-a0b3-9dd80f980ace";

function authorization(pim: string, query: string): string {
  return `${pim}/connect/apps/v1/authorize?response_type=code&state=xyz&${query}`;
}

/** A screen reads well at every width and in both schemes. */
async function look(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await judge(page, colorScheme === "light" ? "all" : "colours")).toEqual([]);
  }
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(sticksOut)).toEqual([]);
  }
}

async function login(page: Page, username: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "Username", exact: true }).fill(username);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(password);
  await page.getByRole("button", { name: "Login", exact: true }).click();
}

test("a wrong password, the right one, two steps, and back to the App", async ({ page, pim, playground, expectedErrors }) => {
  expectedErrors.push(/status of 401/); // the login page is the answer to the request itself
  await page.goto(authorization(pim, `client_id=${app}&scope=openid+profile+write_products+read_categories`));
  await look(page, "Log in to the demo PIM");
  await login(page, "admin", "wrong");
  await expect(page.getByRole("alert")).toHaveText("Invalid credentials.");
  await expect(page.getByRole("textbox", { name: "Username", exact: true })).toHaveValue("admin");
  await look(page, "Log in to the demo PIM");

  await login(page, "admin", "admin");
  await look(page, "Playground App wants to know who you are");
  await expect(page.getByRole("listitem")).toHaveText(["Your first and last name"]);
  await page.getByRole("button", { name: "Allow and next", exact: true }).click();
  await look(page, "Playground App wants to use this PIM");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByRole("listitem")).toHaveText(["View categories", "View and edit products"]);

  const confirm = page.getByRole("button", { name: "Confirm", exact: true });
  await confirm.click(); // the browser asks for the tick first
  await expect(page.getByRole("checkbox", { name: "I agree that Playground App may do all of this.", exact: true })).toBeFocused();
  await page.keyboard.press("Space");
  // The page at the callback URL takes the code out of the address at once.
  const arrival = page.waitForRequest(/[/]callback[?]/);
  await confirm.click();
  const callback = new URL((await arrival).url());
  expect(callback.origin).toBe(playground);
  expect(callback.searchParams.get("state")).toBe("xyz");
  expect(callback.searchParams.get("code")).toMatch(/^[MNOYZ][0-9A-Za-z]{85}$/);
  await expect(page).toHaveURL(/[/]callback$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No tab waits for this");
});

test("a role without the permission is told whose it is; a request without an App, why it ends here", async ({ page, pim, expectedErrors }) => {
  expectedErrors.push(/status of 401/, /status of 403/);
  await page.goto(authorization(pim, `client_id=${app}`));
  await login(page, "julia", "julia");
  await look(page, "403 Forbidden");
  await expect(page.getByRole("main")).toContainText("In the demo, admin may do everything.");
  await page.getByRole("link", { name: "Log out", exact: true }).click();
  await login(page, "admin", "admin");
  await look(page, "Home");

  await page.goto(authorization(pim, "client_id=nope"));
  await look(page, "The App cannot be connected");
  await expect(page.getByRole("main")).toContainText("The client_id does not match any existing app.");
});
