// What a test does from the code to OpenID: how it comes by a code, in the page
// and at the demo PIM on localhost, and the parts of a step by its id.

import { expect } from "@playwright/test";
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { button, choose, consent, demoApp, hasCode, login, region, screen } from "./app.ts";

export interface TokenStep {
  readonly region: Locator;
  readonly send: Locator;
  readonly http: Locator;
  readonly status: Locator;
  readonly explained: Locator;
  readonly diagnosis: Locator;
}

export function stepOf(page: Page, id: "app-token" | "app-api" | "app-scopes" | "app-openid"): TokenStep {
  const region = page.locator(`#${id}`);
  const response = region.getByRole("region", { name: "Response", exact: true });
  return {
    region,
    send: button(region, "Send"),
    http: region.getByRole("tabpanel", { name: "HTTP", exact: true }),
    status: response.getByRole("paragraph").first(),
    explained: response.getByRole("tabpanel", { name: "Explained", exact: true }),
    diagnosis: region.getByRole("list", { name: "Diagnosis", exact: true }),
  };
}

/** Presses Send, or another button of the step, and waits for the status line. */
export async function send(step: TokenStep, status: string, press = step.send): Promise<void> {
  await press.click();
  await expect(step.status).toHaveText(status);
}

/** Asks the demo PIM in the page for a code under exactly these scopes. */
export async function codeInPage(page: Page, version: string, ...scopes: string[]): Promise<string> {
  await choose(page, ...scopes);
  const before = await page.locator("#app-callback dd .k-code").allTextContents();
  await button(region(page, "authorize"), "Continue").click();
  const loginButton = button(screen(page), "Login");
  const confirm = button(screen(page), /^(Allow and next|Confirm)$/);
  const arrived = page.locator("#app-callback dd .k-code").filter({ hasNotText: before[0] ?? "nothing" });
  await expect(loginButton.or(confirm).or(arrived)).toBeVisible();
  if (await loginButton.isVisible()) await login(screen(page));
  await expect(confirm.or(arrived)).toBeVisible();
  if (await confirm.isVisible()) await consent(screen(page), version);
  await expect(arrived).toBeVisible();
  return hasCode(page);
}

/** Asks another demo PIM for a code, as a person who is logged in there and agrees, and pastes the address of the callback. */
export async function codeElsewhere(page: Page, context: BrowserContext, pim: string, ...scopes: string[]): Promise<string> {
  await choose(page, ...scopes);
  const [tab] = await Promise.all([context.waitForEvent("page"), button(region(page, "authorize"), "Continue").click()]);
  await tab.close();
  const state = await page.getByRole("textbox", { name: "State", exact: true }).inputValue();
  const ui = async (method: string, path: string): Promise<{ status: number; header: [string, string][]; body: string }> => {
    const body = JSON.stringify({ as: "admin", method, path, header: [["X-Requested-With", "XMLHttpRequest"]], body: "" });
    const answer = await fetch(`${pim}/_demo/ui`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return (await answer.json()) as { status: number; header: [string, string][]; body: string };
  };
  const asked = new URLSearchParams({ response_type: "code", client_id: demoApp.id, scope: scopes.join(" "), state });
  const answer = await ui("GET", `/connect/apps/v1/authorize?${asked.toString()}`);
  let callback = answer.header.find(([name]) => name === "Location")?.[1] ?? "";
  if (!callback.includes("code=")) {
    const confirmed = await ui("POST", `/rest/apps/confirm-authorization/${demoApp.id}`);
    callback = (JSON.parse(confirmed.body) as { redirectUrl: string }).redirectUrl;
  }
  await page.getByRole("textbox", { name: "Callback address", exact: true }).fill(callback);
  await button(region(page, "callback"), "Take it").click();
  return hasCode(page);
}
