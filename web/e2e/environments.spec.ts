// The PIMs that a person keeps: what stands in the browser's storage and what
// does not, production marked, and nothing that changes data sent unasked.

import type { Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { choosePIM, credentials, fill, typed } from "./page.ts";
import { field, send, step, textOf } from "./step.ts";

const key = "pim-auth-environments";
const live = "https://pim.example.com";

function button(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true });
}

function addressOf(page: Page) {
  return page.getByRole("textbox", { name: "PIM address", exact: true });
}

/** The marks that say Production and can be seen. */
function marks(page: Page) {
  return page.getByText("Production", { exact: true }).filter({ visible: true });
}

async function keep(page: Page, name: string, production: boolean, typedName = name): Promise<void> {
  await button(page, "Keep this PIM").click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(typedName);
  await page.getByRole("switch", { name: "Production", exact: true }).setChecked(production);
  await button(page, "Keep").click();
  await expect(page.getByRole("status")).toHaveText(`${name} is kept in this browser.`);
  await expect(page.getByRole("status")).toBeFocused();
}

const stored = (page: Page) => page.evaluate((key) => localStorage.getItem(key), key);

test("two PIMs side by side: only their names, addresses, versions and client IDs are kept", async ({ page, pim }) => {
  const contacted: string[] = [];
  page.on("request", (request) => contacted.push(request.url()));
  await page.goto("/connector/");
  await ready(page);
  await choosePIM(page, "own");
  await expect(button(page, "Keep this PIM")).toBeHidden();
  await addressOf(page).fill(live);
  await fill(page, { "Client ID": "1_live", Secret: "the live secret", Username: "live user", Password: "the live password", "Access token": "the live token", "Refresh token": "the live refresh token" });

  await button(page, "Keep this PIM").click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toHaveValue("pim.example.com");
  const origin = new URL(page.url()).origin;
  await expect(name).toHaveAccessibleDescription(
    `What is kept: the name, ${live}, PIM 7.0, the client ID 1_live. Never a secret, a user name, a password or a token. It is kept in this browser’s storage for ${origin}, until you delete it; whoever uses this browser can read it, and so can every page of that address.`,
  );
  expect(await stored(page)).toBeNull();
  await name.fill(" ");
  await button(page, "Keep").click();
  await expect(page.getByText("Give it a name.", { exact: true }).first()).toBeVisible();
  await button(page, "Keep this PIM").click();
  await expect(name).toBeHidden();
  await keep(page, "Shop live", true, " Shop \u202elive\u200b");
  await expect(button(page, "Shop live")).toHaveAttribute("aria-pressed", "true");
  const wanted = { name: "Shop live", address: live, version: "7.0", client_id: "1_live", production: true };
  expect(JSON.parse((await stored(page)) ?? "")).toEqual([wanted]);
  // In the row, in the list, and beside each Send.
  await expect(marks(page)).toHaveCount(2 + (await page.getByRole("button", { name: "Send", exact: true }).count()));

  await addressOf(page).fill(pim);
  await expect(marks(page)).toHaveCount(1);
  await page.getByRole("combobox", { name: "PIM version", exact: true }).selectOption("6.0");
  await button(page, "Keep this PIM").click();
  await name.fill("Shop live");
  await button(page, "Keep").click();
  await expect(page.getByText("Shop live is the name of pim.example.com already.", { exact: true }).first()).toBeVisible();
  await button(page, "Keep this PIM").click();
  await keep(page, "Test", false);
  const other = { name: "Test", address: pim, version: "6.0", client_id: "", production: false };
  expect(JSON.parse((await stored(page)) ?? "")).toEqual([wanted, other]);

  // To and fro: what was typed for one is not handed to the other, and nothing is sent.
  contacted.length = 0;
  await button(page, "Shop live").click();
  await expect(page.getByRole("status")).toHaveText(`Shop live: requests go to ${live}, marked as production. Nothing was sent.`);
  await expect(button(page, "Shop live")).toBeFocused();
  await expect(addressOf(page)).toHaveValue(live);
  await expect(page.getByRole("combobox", { name: "PIM version", exact: true })).toHaveValue("7.0");
  await expect(field(page, "Secret")).toHaveValue("the live secret");
  await button(page, "Test").click();
  expect(Object.values(await typed(page)).join("")).toBe("");
  expect(contacted).toEqual([]);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await judge(page, "all")).toEqual([]);
      expect(await page.evaluate(sticksOut)).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });

  // A new visit: kept is what was kept, and was agreed to then. It sends like any other.
  await page.goto("/connector/");
  await ready(page);
  await choosePIM(page, "own");
  await button(page, "Test").click();
  await expect(button(page, "Use this address")).toBeHidden();
  await expect(addressOf(page)).toHaveAccessibleDescription(`Requests go to ${pim}. Nothing is sent before you press Send.`);
  expect(Object.values(await typed(page)).join("")).toBe("");
  await fill(page, credentials);
  await send(step(page, "Get a token"), "200 OK");
  expect(await textOf(step(page, "Get a token").http)).toContain(`Host: ${new URL(pim).host}`);
  expect(JSON.parse((await stored(page)) ?? "")).toEqual([wanted, other]);

  await button(page, "Delete Shop live").click();
  await expect(page.getByRole("status")).toHaveText("Shop live is deleted from this browser.");
  expect(JSON.parse((await stored(page)) ?? "")).toEqual([other]);
  await keepAnother(page);
  await button(page, "Delete all").click();
  await expect(page.getByRole("status")).toHaveText("Nothing of your PIMs is kept in this browser any more.");
  expect(await stored(page)).toBeNull();
  await expect(button(page, "Test")).toHaveCount(0);
});

async function keepAnother(page: Page): Promise<void> {
  await addressOf(page).fill("https://another.example.com");
  await keep(page, "Another", false);
}

test("what makes no sense in the storage is said, and does no harm", async ({ page }) => {
  const good = { name: "Good", address: live, version: "7.0", client_id: "", production: false };
  const foreign = [{ ...good, name: "<img src=x onerror=alert(1)>", address: "javascript:alert(1)" }, null, 7, { ...good, address: "https://me:secret@pim.example.com" }];
  for (const [text, said, left] of [
    ["{", "What this browser keeps for this page is not readable, and is left alone.", 0],
    ["x".repeat(200_000), "What this browser keeps for this page is not readable, and is left alone.", 0],
    [JSON.stringify([good, ...foreign]), "4 kept PIMs make no sense here, and are left out.", 1],
  ] as const) {
    await page.goto("/");
    await page.evaluate(([key, text]) => { localStorage.setItem(key, text); }, [key, text] as const);
    await page.reload();
    await ready(page);
    await choosePIM(page, "own");
    await expect(page.getByText(said)).toBeVisible();
    expect(await stored(page)).toBe(text);
    await expect(button(page, "Good")).toHaveCount(left);
    await button(page, "Delete").click();
    await expect(page.getByText(said)).toBeHidden();
    expect(await stored(page)).toBe(left === 0 ? null : JSON.stringify([good]));
  }
  await button(page, "Delete Good").click();
});

test("where the storage is blocked or full, the page says so and works", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } });
  });
  await page.goto("/connector/");
  await ready(page);
  await choosePIM(page, "own");
  const said = "This browser lets the page keep nothing: its storage is blocked, as in some private windows.";
  await expect(page.getByText(said)).toBeVisible();
  await addressOf(page).fill(live);
  await button(page, "Keep this PIM").click();
  await button(page, "Keep").click();
  await expect(page.getByRole("status")).toHaveText(said);
  await fill(page, credentials);
  await expect(step(page, "Get a token").http).toContainText("Host: pim.example.com");
  // The rules of all tests look into the storage.
  await page.goto("about:blank");
});

test("what another tab keeps or deletes is there at once", async ({ page, context }) => {
  await page.goto("/");
  await ready(page);
  await choosePIM(page, "own");
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  await choosePIM(other, "own");
  await addressOf(other).fill(live);
  await keep(other, "Of the other tab", true);
  await expect(button(page, "Of the other tab")).toBeVisible();
  await button(page, "Delete Of the other tab").click();
  await expect(button(other, "Of the other tab")).toHaveCount(0);
  await other.close();
});

test("a pasted request that changes data asks before it goes to one's own PIM, and only there", async ({ page, pim, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/^Failed to load resource: the server responded with a status of 4\d\d /);
  const pasted = `curl -X PATCH ${pim}/api/rest/v1/categories/master -H 'Content-Type: application/json' -H 'Authorization: Token abc' -d '{"code":"master"}'`;
  await page.goto(`/doctor/?pim=${encodeURIComponent(pim)}`);
  await ready(page);
  await button(page, "Use this address").click();
  await page.getByRole("textbox", { name: "What went wrong?", exact: true }).fill(pasted);
  await button(page, "Diagnose").click();
  const turn = page.getByRole("region", { name: "Corrected", exact: true });
  const press = button(page, "Send corrected");
  await press.click();
  const asks = `This request changes data at ${new URL(pim).host}: PATCH /api/rest/v1/categories/master. It was not sent.`;
  await expect(page.getByRole("status")).toHaveText(asks);
  await expect(turn.getByText(asks, { exact: true })).toBeVisible();
  expect(await onLocalhost.journal()).toEqual([]);
  expect(await judge(page, "all")).toEqual([]);
  await button(page, "Send it all the same").click();
  await expect.poll(async () => (await onLocalhost.journal()).map(({ method }) => method)).toContain("PATCH");
  // The demo PIM in the page is asked at once.
  await choosePIM(page, "demo");
  await press.click();
  await expect(button(page, "Send it all the same")).toHaveCount(0);
});
