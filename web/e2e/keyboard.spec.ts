// The walk by keyboard alone: everything is reached by Tab and arrows, pressed
// by Enter or Space; no press loses the focus; each result is announced once.

import type { Locator, Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import { field, step, textOf } from "./step.ts";

/** Presses Tab until target has the focus; past the last stop the browser begins at the top again. */
async function go(page: Page, key: "Tab" | "Shift+Tab", target: Locator): Promise<void> {
  const node = await target.elementHandle();
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press(key);
    if (await page.evaluate((node) => document.activeElement === node, node)) return;
  }
  throw new Error(`${key} does not reach ${target.toString()}`);
}

/** Every text that the status line has had, in order. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.getByRole("status").evaluate((status) => {
    const said: string[] = [];
    new MutationObserver((changes) => {
      said.push(...changes.filter(({ addedNodes }) => addedNodes.length > 0).map(() => status.textContent));
    }).observe(status, { childList: true, characterData: true, subtree: true });
    (status as { said?: string[] }).said = said;
  });
  return () => page.getByRole("status").evaluate((status) => (status as { said?: string[] }).said ?? []);
}

async function open(page: Page, path: string): Promise<() => Promise<string[]>> {
  await page.goto(path);
  await ready(page);
  return listen(page);
}

for (const pim of ["demo", "local"] as const) {
  const walk = async (page: Page) => {
    const said = await open(page, `/connector/?pim=${pim}`);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the first request", exact: true });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    const [get, api] = [step(page, "Get a token"), step(page, "Call the API")];
    await expect(get.send).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(get.status).toHaveText("200 OK");
    await expect(get.send).toBeFocused();
    await go(page, "Tab", api.send);
    await page.keyboard.press("Space");
    await expect(api.status).toHaveText("200 OK");
    await expect(api.send).toBeFocused();
    expect(await said()).toEqual(["1. Get a token: 200, a token and a refresh token", "2. Call the API: 200, 7 categories"]);
  };
  if (pim === "demo") test("the categories by Tab, Enter and Space, demo PIM in the page", ({ page }) => walk(page));
  else
    test("the categories by Tab, Enter and Space, demo PIM on localhost", async ({ page, pim: address }) => {
      await walk(page);
      expect(await textOf(step(page, "Call the API").http)).toContain(`Host: ${new URL(address).host}\n`);
    });
}

test("the home page by keyboard: skip, send, on to the walk", async ({ page }) => {
  const said = await open(page, "/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the first request", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  const first = step(page, "Your first token");
  await expect(first.send).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(first.status).toHaveText("200 OK");
  await expect(first.send).toBeFocused();
  expect(await said()).toEqual(["1. Your first token: 200, a token and a refresh token"]);
  await go(page, "Tab", page.getByRole("link", { name: /^I write a connector/ }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/connector\/$/);
});

test("a step that fails, is mended and succeeds, by keyboard", async ({ page }) => {
  const said = await open(page, "/connector/");
  const get = step(page, "Get a token");
  await go(page, "Tab", field(page, "Password"));
  await page.keyboard.press("Control+A");
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  // Enter in a field sends nothing anywhere, least of all into the address.
  await expect(get.status).toHaveText("Not sent yet");
  expect(new URL(page.url()).search).toBe("");
  await go(page, "Tab", get.send);
  await page.keyboard.press("Enter");
  await expect(get.status).toHaveText("422 Unprocessable Content");
  await expect(get.send).toBeFocused();
  await go(page, "Shift+Tab", field(page, "Password"));
  await page.keyboard.press("Control+A");
  await page.keyboard.type("64bngr78");
  await go(page, "Tab", get.send);
  await page.keyboard.press("Space");
  await expect(get.status).toHaveText("200 OK");
  const [failed, succeeded, ...more] = await said();
  expect(failed).toMatch(/^1\. Get a token: 422\. The cause: The password is not the one that was meant/);
  expect(succeeded).toBe("2. Get a token: 200, a token and a refresh token");
  expect(more).toEqual([]);
});

test("tabs: one stop a list, arrows, Home and End move and select", async ({ page }) => {
  await open(page, "/connector/");
  const { region, request } = step(page, "Get a token");
  const tab = (name: string) => region.getByRole("tab", { name, exact: true });
  await expect(region.getByRole("tablist", { name: "Request as", exact: true }).getByRole("tab")).toHaveText(["HTTP", "curl"]);
  await expect(region.getByRole("tablist", { name: "Response as", exact: true }).getByRole("tab")).toHaveText(["Explained", "Raw"]);
  await go(page, "Tab", tab("HTTP"));
  for (const [key, name] of [
    ["ArrowRight", "curl"],
    ["ArrowRight", "HTTP"],
    ["ArrowLeft", "curl"],
    ["Home", "HTTP"],
    ["End", "curl"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(tab(name)).toBeFocused();
    await expect(tab(name)).toHaveAttribute("aria-selected", "true");
    await expect(request.getByRole("tabpanel")).toHaveCount(1);
    await expect(request.getByRole("tabpanel", { name, exact: true })).toBeVisible();
  }
  // The other tab is no stop of its own.
  await page.keyboard.press("Tab");
  await expect(step(page, "Get a token").send).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(request.getByRole("tabpanel", { name: "curl", exact: true })).toBeFocused();
});

test("the PIM by arrows, the switches by arrows and Space", async ({ page }) => {
  await open(page, "/connector/");
  const radio = (name: string) => page.getByRole("radio", { name, exact: true });
  await go(page, "Tab", radio("Demo PIM in this page"));
  await page.keyboard.press("ArrowRight");
  await expect(radio("Demo PIM on localhost")).toBeFocused();
  await expect(radio("Demo PIM on localhost")).toBeChecked();
  await page.keyboard.press("ArrowRight");
  await expect(radio("My PIM")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "PIM version", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  const hide = page.getByRole("switch", { name: "Hide secrets", exact: true });
  await expect(hide).toBeFocused();
  await expect(hide).toBeChecked();
  await page.keyboard.press("Space");
  await expect(hide).not.toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "PIM address", exact: true })).toBeFocused();

  const { region, http } = step(page, "Get a token");
  await go(page, "Shift+Tab", radio("My PIM"));
  await page.keyboard.press("ArrowRight");
  await expect(radio("Demo PIM in this page")).toBeChecked();
  await go(page, "Tab", region.getByRole("radio", { name: "JSON", exact: true }));
  await page.keyboard.press("ArrowRight");
  await expect(http).toContainText("application/x-www-form-urlencoded");
  await page.keyboard.press("Tab");
  await expect(region.getByRole("radio", { name: "Basic header", exact: true })).toBeFocused();
});

test("the refresh and its experiments by keyboard; a button that goes hands its focus on", async ({ page }) => {
  const said = await open(page, "/connector/");
  const [get, refresh] = [step(page, "Get a token"), step(page, "Refresh")];
  const button = (name: string) => refresh.region.getByRole("button", { name, exact: true });
  await go(page, "Tab", get.send);
  await page.keyboard.press("Enter");
  await expect(get.status).toHaveText("200 OK");
  await go(page, "Tab", refresh.send);
  await page.keyboard.press("Enter");
  await expect(refresh.status).toHaveText("200 OK");
  for (const [name, status] of [
    ["Use the old access token", "200 OK"],
    ["Use the used refresh token again", "422 Unprocessable Content"],
  ] as const) {
    await go(page, "Tab", button(name));
    await page.keyboard.press("Enter");
    await expect(refresh.status).toHaveText(status);
    await expect(button(name)).toBeFocused();
  }
  await go(page, "Tab", button("Back to the refresh"));
  await page.keyboard.press("Enter");
  await expect(button("Back to the refresh")).toHaveCount(0);
  await expect(refresh.send).toBeFocused();
  expect((await said()).map((text) => text.slice(0, 2))).toEqual(["1.", "2.", "3.", "4."]);
});

test("Show, Copy, the clock and what unfolds, by keyboard", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/connector/");
  const pill = page.getByRole("button", { name: "+31 s", exact: true });
  await go(page, "Tab", pill);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText(/31 s ahead of yours\.$/);
  await expect(pill).toBeFocused();

  const reveal = page.getByRole("button", { name: "Show", exact: true }).first();
  await go(page, "Tab", reveal);
  await page.keyboard.press("Space");
  await expect(field(page, "Secret")).toHaveAttribute("type", "text");
  await expect(reveal).toBeFocused();

  const groups = step(page, "Encode").region.getByText("Three bytes become four characters: see each group", { exact: true });
  await go(page, "Tab", groups);
  await page.keyboard.press("Enter");
  await expect(step(page, "Encode").region.getByText(/^Base64 cuts the bytes into groups of three/)).toBeVisible();

  const copy = step(page, "Get a token").request.getByRole("button", { name: "Copy", exact: true });
  await go(page, "Tab", copy);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Copied. The text holds a secret.");
  await expect(copy).toBeFocused();
});

test("what an answer changes by itself is never announced", async ({ page }) => {
  await page.clock.setFixedTime("2026-03-01T10:00:00Z");
  const said = await open(page, "/connector/");
  const get = step(page, "Get a token");
  await get.send.click();
  await expect(get.explained).toContainText("60 min left");
  await page.clock.setFixedTime("2026-03-01T10:10:00Z");
  await expect(get.explained).toContainText("50 min left");
  expect(await said()).toEqual(["1. Get a token: 200, a token and a refresh token"]);
  await expect(page.locator("[aria-live], [role=alert], [role=log], [role=timer]")).toHaveCount(0);
  await expect(page.getByRole("status")).toHaveCount(1);
});
