// What a test does on the App walk: the flow of a person, an App and a PIM, by
// the names on the page.

import { expect } from "@playwright/test";
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { ready } from "./fixtures.ts";

export const names = {
  urls: "Expose two URLs",
  tunnel: "Tunnel, if others must reach your App",
  create: "Allow and create a custom app",
  connect: "Connect from the PIM",
  authorize: "Ask for authorization",
  consent: "Log in and consent at the PIM",
  callback: "Callback: check the state, take the code",
  reconnect: "Reconnect: the same, more or fewer scopes",
  disconnect: "Disconnect, and what the token hears",
} as const;

/** The demo's App. */
export const demoApp = { id: "206f450e-09a1-44ed-a0b3-9dd80f980ace", name: "Playground App", secret: "Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg" } as const;

export function region(page: Page, step: keyof typeof names): Locator {
  return page.getByRole("region", { name: names[step], exact: true });
}

export function button(within: Locator | Page, name: string | RegExp): Locator {
  return within.getByRole("button", { name, exact: true });
}

/** Opens the walk at a version and a PIM. */
export async function open(page: Page, version: string, pim: "demo" | "local" = "demo"): Promise<void> {
  await page.goto(`/app/?version=${version}&pim=${pim}`);
  await ready(page);
}

/** The screen of the demo PIM in the page. */
export function screen(page: Page): Locator {
  return page.getByRole("region", { name: "The PIM’s screen", exact: true });
}

/** Ticks exactly these scopes. */
export async function choose(page: Page, ...scopes: string[]): Promise<void> {
  for (const box of await region(page, "authorize").getByRole("checkbox").all()) {
    const name = (await box.getAttribute("id"))?.replace("scope-", "") ?? "";
    await box.setChecked(scopes.includes(name));
  }
}

/** Says yes to all that the PIM asks, in the page or in its tab. */
export async function consent(at: Locator | Page, version: string): Promise<void> {
  const next = button(at, "Allow and next");
  const confirm = button(at, "Confirm");
  await expect(next.or(confirm)).toBeVisible();
  if (await next.isVisible()) await next.click();
  await expect(confirm).toBeVisible();
  const agree = at.getByRole("checkbox", { name: `I agree that ${demoApp.name} may do all of this.`, exact: true });
  if (version !== "6.0" && (await agree.isVisible())) await agree.check();
  await confirm.click();
}

/** Logs in at the PIM as the demo's admin. */
export async function login(at: Locator | Page, username = "admin", password = "admin"): Promise<void> {
  await at.getByRole("textbox", { name: "Username", exact: true }).fill(username);
  await at.getByLabel("Password", { exact: true }).fill(password);
  await button(at, "Login").click();
}

/** Presses what opens a second tab, and returns it. */
export async function opens(context: BrowserContext, press: Locator): Promise<Page> {
  const [tab] = await Promise.all([context.waitForEvent("page"), press.click()]);
  await tab.waitForLoadState();
  return tab;
}

/** The code has come, under the state that was sent. */
export async function hasCode(page: Page): Promise<string> {
  const callback = region(page, "callback");
  await expect(callback).toContainText("The state is the one that was sent: the code is taken.");
  const states = await callback.locator("dd .k-state").allTextContents();
  expect(states).toHaveLength(2);
  expect(states[1]).toBe(states[0]);
  const code = await callback.locator("dd .k-code").textContent();
  expect(code).toMatch(/^[0-9A-Za-z]{86}$/);
  return code ?? "";
}

/** From the code to categories, and what was sent for it. */
export async function toCategories(page: Page): Promise<void> {
  const token = page.locator("#app-token");
  await button(token, "Send").click();
  await expect(token.getByRole("region", { name: "Response", exact: true })).toContainText("200 OK");
  const api = page.locator("#app-api");
  await button(api, "Send").click();
  await expect(api.getByRole("region", { name: "Response", exact: true })).toContainText("200 OK");
  await expect(api).toContainText("categoryA");
}
