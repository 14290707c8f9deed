// What happened: the diagram, the timeline and the log are what the demo PIM
// says that it received and answered, and a file without secrets has none.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import * as app from "./app.ts";
import { expect, ready, test } from "./fixtures.ts";
import type { Entry } from "./fixtures.ts";
import { happened } from "./happened.ts";
import { judge, sticksOut } from "./judge.ts";
import { choosePIM, credentials, typed } from "./page.ts";
import { send, step } from "./step.ts";

interface HarFile {
  log: {
    version: string;
    entries: {
      request: { method: string; url: string; headers: { name: string; value: string }[]; postData?: { text: string } };
      response: { status: number; headers: { name: string; value: string }[]; content: { text: string } };
    }[];
  };
}

/** A token, a call, a refresh, and the used refresh token once more. */
async function walk(page: Page): Promise<void> {
  await page.goto("/connector/");
  await ready(page);
  await send(step(page, "Get a token"), "200 OK");
  await send(step(page, "Call the API"), "200 OK");
  const refresh = step(page, "Refresh");
  await send(refresh, "200 OK");
  await refresh.region.getByRole("button", { name: "Use the used refresh token again", exact: true }).click();
  await expect(refresh.status).toHaveText("422 Unprocessable Content");
}

/** The secrets that a walk has brought into the page. */
async function secrets(page: Page, journal: Entry[]): Promise<string[]> {
  const { "Access token": access = "", "Refresh token": refresh = "" } = await typed(page);
  const sent = journal.map(({ body, response_body }) => body + response_body).join("\n");
  const tokens = [...sent.matchAll(/"(?:access|refresh)_token":\s*"([^"]+)"/g)].map(([, token]) => token ?? "");
  const pair = Buffer.from(`${credentials["Client ID"]}:${credentials.Secret}`).toString("base64");
  return [credentials.Secret, credentials.Password, pair, access, refresh, ...tokens];
}

async function saved(page: Page): Promise<{ text: string; file: HarFile }> {
  const download = page.waitForEvent("download");
  await happened(page).press("Save as HAR");
  const got = await download;
  expect(got.suggestedFilename()).toBe("pim-auth-playground.har");
  const text = await readFile(await got.path(), "utf8");
  return { text, file: JSON.parse(text) as HarFile };
}

const messagesOf = (journal: Entry[]) => journal.map(({ method, status }) => `${method} ${String(status)}`);

test("diagram, table and who has seen what are the demo PIM’s journal; a message opens its exchange", async ({ page, inPage }) => {
  await walk(page);
  const { messages, region, entries } = happened(page);
  const journal = await inPage.journal();
  await expect(messages).toHaveCount(journal.length);
  const said = (await messages.allInnerTexts()).map((text) => `${/\d\. (GET|POST)/.exec(text)?.[1] ?? ""} ${/\b[2-5]\d\d\b/.exec(text)?.[0] ?? ""}`);
  expect(said).toEqual(messagesOf(journal));
  await expect(messages.first().getByRole("button")).toHaveAccessibleName(
    "1. POST token from Your connector to PIM, back channel with secret, Basic pair, password 200 OK from PIM to Your connector, back channel with access token, refresh token",
  );
  await region.getByText("As a table", { exact: true }).click();
  const table = region.getByRole("region", { name: "Messages as a table", exact: true });
  await expect(table.getByRole("row")).toHaveCount(1 + 2 * journal.length);
  await expect(table.getByRole("row").nth(2)).toContainText("PIMYour connectorback channel 200 OKaccess token, refresh token");
  await expect(region.getByRole("region", { name: "What each lane has seen", exact: true }).getByRole("row")).toHaveText(["SecretYour connectorPIM", "secret since 1since 1", "Basic pair since 1since 1", "password since 1since 1", "access token since 1since 1", "refresh token since 1since 1"]);

  await messages.nth(2).getByRole("button").press("Enter");
  const third = entries.nth(2);
  await expect(third.locator("summary")).toBeFocused();
  const [, , sent] = journal;
  const request = (await third.getByRole("region", { name: "Request 3", exact: true }).locator("pre").textContent()) ?? "";
  const answer = (await third.getByRole("region", { name: "Answer 3", exact: true }).locator("pre").textContent()) ?? "";
  for (const [name, value] of sent?.header ?? []) expect(request).toContain(`${name}: ${value}`);
  expect(request.endsWith(sent?.body ?? "?")).toBe(true);
  expect(answer).toBe(["200 OK", ...(sent?.response_header ?? []).map(([name, value]) => `${name}: ${value}`), "", sent?.response_body].join("\n"));
});

test("the log filters, deletes and saves; a file without secrets has none, one with them has all", async ({ page, inPage }) => {
  await walk(page);
  const { region, entries, show, press } = happened(page);
  const journal = await inPage.journal();
  await show("Log");
  await expect(entries).toHaveCount(4);
  const shown = region.getByText(/shown$|^Nothing fits/);
  const text = region.getByRole("textbox", { name: "Text in it", exact: true });
  const [which, answer] = [region.getByRole("combobox", { name: "Step", exact: true }), region.getByRole("combobox", { name: "Answer", exact: true })];
  await text.fill('  "GRANT_type": "refresh');
  await expect(shown).toHaveText("2 of 4 shown");
  await answer.selectOption("Refused, or none");
  await expect(shown).toHaveText("1 of 4 shown");
  await which.selectOption("Call the API");
  await expect(shown).toHaveText("Nothing fits the filter.");
  await text.fill("");
  await answer.selectOption("All answers");
  await expect(entries).toContainText(["GET categories"]);

  const { text: without, file } = await saved(page);
  expect(file.log.version).toBe("1.2");
  expect(file.log.entries.map(({ request, response }) => `${request.method} ${String(response.status)}`)).toEqual(messagesOf(journal));
  for (const secret of await secrets(page, journal)) expect(without).not.toContain(secret);
  expect(without).toContain("Basic REDACTED_pair_1");
  await region.getByRole("switch", { name: "With secrets", exact: true }).check();
  const whole = (await saved(page)).file.log.entries;
  expect(
    whole.map(({ request, response }) => [request.method, request.url, request.headers.map(({ name, value }) => `${name}: ${value}`), request.postData?.text ?? "", response.status, response.headers.map(({ name, value }) => `${name}: ${value}`), response.content.text]),
  ).toEqual(journal.map(({ method, url, header, body, status, response_header, response_body }) => [method, url, header.filter(([name]) => name !== "Host").map((line) => line.join(": ")), body, status, response_header.map((line) => line.join(": ")), response_body]));

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await press("Copy as Mermaid");
  await expect(page.getByRole("status")).toHaveText(/^Copied\. Mermaid/);
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split("\n").map((line) => line.trim());
  expect(lines).toEqual([
    "sequenceDiagram",
    "participant client as Your connector",
    "participant pim as PIM",
    "client->>pim: 1. POST token, with secret, Basic pair, password",
    "pim->>client: 1. 200 OK, with access token, refresh token",
    "client->>pim: 2. GET categories, with access token",
    "pim->>client: 2. 200 OK",
    "client->>pim: 3. POST token (refresh), with secret, Basic pair, refresh token",
    "pim->>client: 3. 200 OK, with access token, refresh token",
    "client->>pim: 4. POST token (refresh), with secret, Basic pair, refresh token",
    "pim->>client: 4. 422 Unprocessable Content",
  ]);

  await entries.first().locator("summary").click();
  await entries.first().getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("status")).toBeFocused();
  await expect(page.getByRole("status")).toHaveText(/^Number 2 is deleted/);
  await expect(shown).toHaveText("All 3 shown");
  await expect(entries).toContainText(["1", "3", "4"]);
  await send(step(page, "Call the API"), "200 OK");
  await expect(entries.last()).toContainText("5");
  await press("Delete all");
  await expect(region).toContainText("Nothing sent yet");
  await expect(page.getByRole("status")).toHaveText(/^4 exchanges are deleted/);
  await expect(step(page, "Call the API").status).toHaveText("200 OK");
});

test("tokens live on the PIM’s clock, and die when it is moved or when they are used up", async ({ page }) => {
  await walk(page);
  const { region, lives, show } = happened(page);
  await show("Timeline");
  await expect(lives).toContainText(["Access token 1 from 1 59 min left", "Refresh token 1 from 1 used up by 3", "Access token 2 from 3 59 min left", "Refresh token 2 from 3 13 days left"]);
  await expect(lives.nth(1).getByRole("list", { name: "Used in", exact: true }).getByRole("button")).toHaveText([/^3\. POST token \(refresh\), .*: 200 OK$/, /^4\. .*: 422 Unprocessable Content$/]);
  await expect(lives.nth(2)).toContainText("Not used yet.");
  await region.getByRole("button", { name: "+1 h", exact: true }).click();
  await expect(lives.first()).toContainText(/expired \d+ s ago on the PIM’s clock/);
  await expect(lives.nth(3)).toContainText("13 days left");
  await expect(page.getByText(/^The PIM’s clock is moved: .* 1 h ahead of yours$/)).toBeVisible();
  await lives.first().getByRole("button", { name: "from 1", exact: true }).click();
  await expect(happened(page).entries.first().locator("summary")).toBeFocused();
});

test("on localhost it is that PIM’s journal alone, and says what the browser hides", async ({ page, onLocalhost }) => {
  await page.goto("/connector/");
  await ready(page);
  await send(step(page, "Get a token"), "200 OK");
  await choosePIM(page, "local");
  const { region, messages, entries, show } = happened(page);
  await expect(region).toContainText("Nothing sent yet");
  await send(step(page, "Get a token"), "200 OK");
  await send(step(page, "Call the API"), "200 OK");
  await expect(messages).toHaveCount((await onLocalhost.journal()).length);
  await show("Log");
  await entries.last().locator("summary").click();
  await expect(entries.last()).toContainText("As this page sent it; the browser adds lines of its own.");
  await expect(entries.last()).toContainText("more headers may be hidden from this page.");
  const [, call] = await onLocalhost.journal();
  await expect(entries.last().getByRole("region", { name: "Answer 3", exact: true })).toContainText(call?.response_body ?? "?");
});

test("an App’s flow goes through the browser and past it: who saw which secret, and how long the code lived", async ({ page, inPage }) => {
  test.setTimeout(60_000);
  await app.open(page, "7.0");
  await app.button(app.region(page, "connect"), "Continue").click();
  await app.login(app.screen(page));
  await app.choose(page, "read_categories", "openid", "profile");
  await app.button(app.region(page, "authorize"), "Continue").click();
  await app.consent(app.screen(page), "7.0");
  await app.hasCode(page);
  await app.toCategories(page);

  const { region, messages, lives, entries, show, press } = happened(page);
  const journal = await inPage.journal();
  // What the browser brought to the App never reached the PIM.
  const toPIM = messages.filter({ hasText: "to PIM, " });
  expect((await toPIM.allInnerTexts()).map((text) => `${/\d\. (GET|POST)/.exec(text)?.[1] ?? ""} ${/\b[2-5]\d\d\b/.exec(text)?.[0] ?? ""}`)).toEqual(messagesOf(journal));
  await expect(messages.filter({ hasText: "to Your App, front channel" })).toContainText([/GET activate/, /GET callback\s.*with code, state/s]);
  await expect(messages.filter({ hasText: "back channel" })).toContainText([/POST App token\s.*with code, code identifier.*with access token, id_token/s, /GET categories/]);
  const seen = region.getByRole("region", { name: "What each lane has seen", exact: true });
  const row = (name: string) => seen.getByRole("row", { name: new RegExp(`^${name} (since|never)`) }).getByRole("cell");
  await expect(row("access token")).toHaveText(["never", /^since/, /^since/]);
  await expect(row("code identifier")).toHaveText(["never", /^since/, /^since/]);
  await expect(row("code")).toHaveText([/^since/, /^since/, /^since/]);
  await expect(row("session cookie")).toHaveText([/^since/, "never", /^since/]);
  await press("Copy as Mermaid");
  await expect(region.locator("pre").first()).toContainText(/browser-->>client: \d+\. GET callback, with code, state\n/);

  await show("Timeline");
  await expect(lives).toContainText([/Code 1.*used up by/s, /App token 1.*no end.*until it is revoked/s, /id_token 1.*59 min left.*the App keeps it/s]);
  await show("Log");
  await region.getByRole("textbox", { name: "Text in it", exact: true }).fill("/callback?code=");
  await expect(entries).toContainText(["POST confirm", "GET callback"]);
  await entries.last().locator("summary").click();
  await expect(entries.last()).toContainText("This page has no answer to show.");
  const { text } = await saved(page);
  const sent = journal.map(({ url, body, response_body }) => `${url}\n${body}\n${response_body}`).join("\n");
  const found = [...sent.matchAll(/"(?:access_token|id_token|code_identifier)":\s*"([^"]+)"|[?&](?:code|state|code_identifier)=([^&"\s]+)/g)].map(([, one, other]) => one ?? other ?? "");
  expect(found.length).toBeGreaterThan(4);
  for (const secret of found) expect(text).not.toContain(secret);
  expect(text).toContain("callback?code=REDACTED_code_1&state=REDACTED_state_1");
});

test("every view by keyboard, to axe’s liking, covered, and no wider than its screen", async ({ page, inPage }) => {
  test.setTimeout(90_000);
  await page.setViewportSize({ width: 320, height: 640 });
  await walk(page);
  const { region, entries, show } = happened(page);
  const found: string[] = [];
  const look = async (what: string) => {
    // Further down, whatever happens to stand below the bar that sticks is half covered by it.
    await page.evaluate(() => { scrollTo(0, 0); });
    found.push(...(await page.evaluate(sticksOut)).map((text) => `${what}: ${text}`));
    await page.emulateMedia({ colorScheme: "light" });
    found.push(...(await judge(page, "all")).map((text) => `${what}, light: ${text}`));
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await judge(page, "colours")).map((text) => `${what}, dark: ${text}`));
  };
  await region.getByText("As a table", { exact: true }).click();
  await look("narrow diagram");
  await page.setViewportSize({ width: 1280, height: 800 });
  await look("diagram");
  const diagram = region.getByRole("tab", { name: "Diagram", exact: true });
  await diagram.focus();
  await diagram.press("ArrowRight");
  await expect(region.getByRole("tabpanel", { name: "Timeline", exact: true })).toBeVisible();
  await look("timeline");
  await region.getByRole("tab", { name: "Timeline", exact: true }).press("ArrowRight");
  await entries.first().locator("summary").press("Enter");
  await entries.last().locator("summary").press("Enter");
  await look("log");
  await page.setViewportSize({ width: 320, height: 640 });
  await look("narrow log");
  await show("Timeline");
  await look("narrow timeline");

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("switch", { name: "Hide secrets" }).check();
  const hidden = await secrets(page, await inPage.journal());
  for (const tab of ["Diagram", "Timeline", "Log"] as const) {
    await show(tab);
    found.push(...(await page.evaluate(bare, hidden)).map((text) => `${tab}: ${text}`));
  }
  expect(found).toEqual([]);
});

/** The nodes of the region that hold a secret and do not cover it. */
function bare(secrets: string[]): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.getElementById("happened") ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // What isolates a text does not paint behind it.
    const parent = node.parentElement?.closest(":not(bdi)");
    if (!parent || !secrets.some((secret) => node.textContent?.includes(secret))) continue;
    const { color, backgroundColor } = getComputedStyle(parent);
    if (color !== backgroundColor) found.push(`${parent.className}: ${node.textContent ?? ""}`);
  }
  return found;
}
