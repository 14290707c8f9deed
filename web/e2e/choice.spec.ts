// Which PIM, which version, secrets covered or not; and that what belongs to
// one PIM stays with it.

import type { Locator, Page } from "@playwright/test";
import { control, expect, ready, test } from "./fixtures.ts";
import { choosePIM, credentials, fill, typed } from "./page.ts";
import { field, send, show, step, textOf } from "./step.ts";

const blank = { "Client ID": "", Secret: "", Username: "", Password: "", "Access token": "", "Refresh token": "" };

function addressOf(page: Page): Locator {
  return page.getByRole("textbox", { name: "PIM address", exact: true });
}

/** Waits until the page's own address says what is chosen. */
async function expectQuery(page: Page, query: Record<string, string>): Promise<void> {
  await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual(query);
}

function checked(page: Page): Locator {
  return page.getByRole("radiogroup", { name: "PIM", exact: true }).getByRole("radio", { checked: true });
}

test("without parameters: the demo PIM in this page, 7.0", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const choice = page.getByRole("radiogroup", { name: "PIM", exact: true });
  await expect(choice.getByRole("radio")).toHaveCount(3);
  for (const name of ["Demo PIM in this page", "Demo PIM on localhost", "My PIM"]) await expect(choice.getByRole("radio", { name, exact: true })).toBeVisible();
  await expect(checked(page)).toHaveAccessibleName("Demo PIM in this page");
  const version = page.getByRole("combobox", { name: "PIM version", exact: true });
  await expect(version).toHaveValue("7.0");
  await expectQuery(page, {});
});

test("choosing contacts nobody, and stands in the address", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  // No test but those with the fixture pim may contact localhost: the rule of all tests is the proof.
  for (const [pim, expected] of [
    ["local", { pim: "local" }],
    ["demo", { pim: "demo" }],
    ["own", {}],
  ] as const) {
    await choosePIM(page, pim);
    await expectQuery(page, expected);
  }
  await addressOf(page).fill("https://pim.example.com:8443/base");
  await fill(page, credentials);
  // Of an address only scheme, host and port.
  await expectQuery(page, { pim: "https://pim.example.com:8443" });
  await expect(step(page, "Get a token").http).toContainText("POST /base/api/oauth/v1/token");
});

test("an address is read back from the page's own address", async ({ page }) => {
  for (const [search, name] of [
    ["?pim=demo", "Demo PIM in this page"],
    ["?pim=local", "Demo PIM on localhost"],
    ["?pim=https://pim.example.com", "My PIM"],
  ] as const) {
    await page.goto(`/connector/${search}`);
    await ready(page);
    await expect(checked(page)).toHaveAccessibleName(name);
  }
  await expect(addressOf(page)).toHaveValue("https://pim.example.com");
});

test("the bar's own words name the choice on a narrow screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto("/connector/");
  await ready(page);
  await page.getByRole("button", { name: "Demo PIM in this page · PIM 7.0", exact: true }).click();
  await page.getByRole("radio", { name: "Demo PIM on localhost", exact: true }).check();
  await expect(page.getByRole("button", { name: "Demo PIM on localhost · PIM 7.0", exact: true })).toHaveAttribute("aria-expanded", "true");
});

test("the address of My PIM: what is certain is trimmed with a word, junk is refused with a reason", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  await choosePIM(page, "own");
  await fill(page, credentials);
  const address = addressOf(page);
  const get = step(page, "Get a token");
  const after = "Nothing is sent before you press Send.";
  for (const [typedIn, note, host] of [
    ["https://pim.example.com", `Requests go to https://pim.example.com. ${after}`, "pim.example.com"],
    ["pim.example.com", `Requests go to https://pim.example.com (https:// was added). ${after}`, "pim.example.com"],
    ["localhost:8080", `Requests go to http://localhost:8080 (http:// was added). ${after}`, "localhost:8080"],
    ["https://PIM.Example.com/", `Requests go to https://pim.example.com (the slash at the end is left out). ${after}`, "pim.example.com"],
    [
      "https://pim.example.com/api/rest/v1/categories?limit=1",
      `Requests go to https://pim.example.com (?limit=1 is left out; /api/rest/v1/categories is left out, the routes are added by this page). ${after}`,
      "pim.example.com",
    ],
    ["https://pim.example.com/#/connect/data-flows", `Requests go to https://pim.example.com (#/connect/data-flows is left out; the slash at the end is left out). ${after}`, "pim.example.com"],
    ["  pim.example.com ", `Requests go to https://pim.example.com (blanks around it are left out; https:// was added). ${after}`, "pim.example.com"],
    ["ftp://pim.example.com", "The address begins with another scheme than http or https. Begin it with https://, or with http:// on this machine.", undefined],
    ["https://pim example.com", "The address holds a blank or a control character at byte 11. Take it out.", undefined],
    ["https://me:secret@pim.example.com", "The address holds a user name or password before the @. Take them out: they have their own fields.", undefined],
    ["https://pim.example.com:port", "The port is not a number from 1 to 65535. Correct what follows the last colon of the host, or take it out.", undefined],
    ["https://", "The address lacks the name of a host. Type the address that you open the PIM with, such as https://pim.example.com.", undefined],
  ] as const) {
    await test.step(JSON.stringify(typedIn), async () => {
      // Typed for one PIM, the credentials are not handed to the next.
      await address.fill(typedIn);
      await expect(address).toHaveValue(typedIn);
      await expect(address).toHaveAccessibleDescription(note);
      if (host === undefined) {
        await expect(address).toHaveAttribute("aria-invalid", "true");
        await get.send.click();
        await expect(get.status).toHaveText("Not sent yet");
        await expect(get.diagnosis.getByRole("listitem")).toHaveText(["There is no usable PIM address yet. Type the address of your PIM at the top of the page, such as https://my-pim.example.com."]);
      } else {
        await expect(address).not.toHaveAttribute("aria-invalid");
        await fill(page, credentials);
        expect(await textOf(get.http)).toContain(`POST /api/oauth/v1/token\nHost: ${host}\n`);
      }
    });
  }
});

test("a reload keeps the choice and forgets the rest; so does the way back", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  await field(page, "Username").fill("somebody");
  await choosePIM(page, "local");
  await field(page, "Username").fill("somebody else");
  const fresh = async () => {
    await ready(page);
    await expect(checked(page)).toHaveAccessibleName("Demo PIM on localhost");
    await expectQuery(page, { pim: "local" });
    await expect(step(page, "Get a token").http).toContainText("Host: localhost:");
  };
  await page.reload();
  await fresh();
  expect(await typed(page)).toEqual({ ...credentials, "Access token": "", "Refresh token": "" });
  await page.getByRole("link", { name: "PIM Auth Playground", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get a token from a PIM. See every byte. Know why it fails.");
  await page.goBack();
  await fresh();
});

test("an address that came by a link is confirmed before anything is sent", async ({ page, pim }) => {
  await page.goto(`/connector/?pim=${encodeURIComponent(pim)}`);
  await ready(page);
  const address = addressOf(page);
  const confirm = page.getByRole("button", { name: "Use this address", exact: true });
  await expect(address).toHaveAccessibleDescription(`This address came with the link that opened the page: ${pim}. Is it your PIM? What you send, it receives.`);
  expect(await typed(page)).toEqual(blank);
  await fill(page, credentials);
  const get = step(page, "Get a token");
  const contacted: string[] = [];
  page.on("request", (request) => contacted.push(request.url()));
  await get.send.click();
  await expect(get.diagnosis.getByRole("listitem")).toHaveText([`The address ${pim} came with the link that opened this page. Is it your PIM? What you send, it receives. Press Use this address at the top to agree.`]);
  await expect(get.status).toHaveText("Not sent yet");
  await expect(page.getByRole("status")).toHaveText(`Get a token: nothing was sent. The address ${pim} came with the link that opened this page.`);
  expect(contacted).toEqual([]);
  await confirm.click();
  await expect(confirm).toBeHidden();
  await expect(address).toBeFocused();
  await expect(address).toHaveAccessibleDescription(`Requests go to ${pim}. Nothing is sent before you press Send.`);
  await send(get, "200 OK");
  expect(contacted).toEqual([`${pim}/api/oauth/v1/token`]);
});

test("another address is another link's: typing one confirms it, and only that", async ({ page }) => {
  await page.goto("/connector/?pim=https://pim.example.com");
  await ready(page);
  await addressOf(page).fill("https://mine.example.com");
  await expect(page.getByRole("button", { name: "Use this address", exact: true })).toBeHidden();
  await expect(addressOf(page)).toHaveAccessibleDescription("Requests go to https://mine.example.com. Nothing is sent before you press Send.");
});

test("a token of one PIM never appears in another, and waits for its own", async ({ page, pim }) => {
  await page.goto("/connector/");
  await send(step(page, "Get a token"), "200 OK");
  const inPage = await typed(page);
  const secrets = [inPage["Access token"] ?? "", inPage["Refresh token"] ?? ""];
  const nowhere = async () => {
    const text = await page.locator("body").evaluate((body) => body.textContent + [...body.querySelectorAll("input")].map((input) => input.value).join("\n"));
    for (const held of secrets) expect(text).not.toContain(held);
  };

  await choosePIM(page, "local");
  expect(await typed(page)).toEqual({ ...credentials, "Access token": "", "Refresh token": "" });
  await expect(step(page, "Get a token").status).toHaveText("Not sent yet");
  await nowhere();
  await send(step(page, "Get a token"), "200 OK");
  const local = await typed(page);
  expect(secrets).not.toContain(local["Access token"]);
  await nowhere();

  await choosePIM(page, "own");
  expect(await typed(page)).toEqual(blank);
  // Even where My PIM is that same server.
  await addressOf(page).fill(pim);
  expect(await typed(page)).toEqual(blank);
  secrets.push(local["Access token"] ?? "", local["Refresh token"] ?? "");
  await nowhere();

  await choosePIM(page, "demo");
  expect(await typed(page)).toEqual(inPage);
  await expect(step(page, "Get a token").status).toHaveText("200 OK");
  await send(step(page, "Call the API"), "200 OK");
});

test("an unknown version is said in words, a short one is understood", async ({ page }) => {
  await page.goto("/connector/?version=9.9");
  await expect(page.getByText("This page knows no PIM 9.9; it shows PIM 7.0.", { exact: true })).toBeVisible();
  const version = page.getByRole("combobox", { name: "PIM version", exact: true });
  await expect(version).toHaveValue("7.0");
  await expectQuery(page, { version: "7.0" });
  await send(step(page, "Get a token"), "200 OK");

  await page.goto("/connector/?version=7");
  await ready(page);
  await expect(version).toHaveValue("7.0");
  await expect(page.getByText(/This page knows no PIM/)).toBeHidden();
});

test.describe("a demo PIM on localhost of another version", () => {
  test("nothing is sent; Reset it to 7.0 makes it one, its tokens lost", async ({ page, pim, onLocalhost }) => {
    await page.goto("/connector/?pim=local");
    await send(step(page, "Get a token"), "200 OK");
    await control(pim, "reset", { version: "6.0" });
    const get = step(page, "Get a token");
    await get.send.click();
    await expect(get.diagnosis.getByRole("listitem")).toContainText(["The demo PIM on localhost is a 6.0."]);
    await expect(get.status).toHaveText("Not sent yet");
    expect(await onLocalhost.journal()).toHaveLength(0);
    await expect(get.diagnosis.getByRole("button")).toHaveText(["Reset it to 7.0", "Use PIM 6.0"]);
    await get.diagnosis.getByRole("button", { name: "Reset it to 7.0", exact: true }).click();
    await expect(page.getByRole("status")).toHaveText("The demo PIM on localhost is a fresh 7.0 now. Press Send again.");
    await expect(page.getByRole("status")).toBeFocused();
    await expect(get.diagnosis).toHaveCount(0);
    expect(await typed(page)).toEqual({ ...credentials, "Access token": "", "Refresh token": "" });
    expect(await onLocalhost.journal()).toHaveLength(0);
    await send(get, "200 OK");
  });

  test("Use PIM 6.0 speaks to it as it is", async ({ page, pim }) => {
    await control(pim, "reset", { version: "6.0" });
    await page.goto("/connector/?pim=local");
    const get = step(page, "Get a token");
    await get.send.click();
    await get.diagnosis.getByRole("button", { name: "Use PIM 6.0", exact: true }).click();
    await expect(page.getByRole("status")).toHaveText("The page speaks to PIM 6.0 now. Press Send again.");
    await expect(page.getByRole("status")).toBeFocused();
    await expect(page.getByRole("combobox", { name: "PIM version", exact: true })).toHaveValue("6.0");
    await expectQuery(page, { pim: "local", version: "6.0" });
    await send(get, "200 OK");
  });
});

test("every version answers in the page as that version does", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const version = page.getByRole("combobox", { name: "PIM version", exact: true });
  await expect(version.getByRole("option")).toHaveText(["PIM 1.7", "PIM 2.3", "PIM 3.2", "PIM 4.0", "PIM 5.0", "PIM 6.0", "PIM 7.0", "PIM SaaS"]);
  const api = step(page, "Call the API");
  for (const [value, name, updated] of [
    ["1.7", "PIM 1.7", false],
    ["6.0", "PIM 6.0", true],
    ["saas", "PIM SaaS", true],
  ] as const) {
    await version.selectOption(value);
    await expect(page.getByRole("region", { name: "API user", exact: true })).toContainText(name);
    await expectQuery(page, { version: value });
    await send(step(page, "Get a token"), "200 OK");
    await send(api, "200 OK");
    await show(api, "Raw");
    expect((await textOf(api.response)).includes('"updated"')).toBe(updated);
    await show(api, "Explained");
  }
});

test("the clock of another window is no surprise: it is read before each Send", async ({ page, pim }) => {
  await control(pim, "clock", { advance: "31s" });
  await page.goto("/connector/?pim=local");
  await send(step(page, "Get a token"), "200 OK");
  await expect(page.getByRole("complementary", { name: "This walk", exact: true })).toContainText("31 s ahead of yours");
});

test("Hide secrets covers by style only: text and copy are the real bytes", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/connector/");
  const get = step(page, "Get a token");
  await send(get, "200 OK");
  await show(get, "Raw");
  const texts = async () => ({ http: await textOf(get.http), raw: await textOf(get.raw) });
  const open = await texts();
  const { "Access token": access = "", "Refresh token": refresh = "" } = await typed(page);
  expect(open.raw).toContain(access);

  /** The stretches of a panel that hold something, and whether each is painted in the colour of its own ground. */
  const painted = (panel: Locator) =>
    panel.locator("[class^=k-]:not(.k-name, .k-client_id)").evaluateAll((nodes) => nodes.map((node) => ({ text: node.textContent, covered: getComputedStyle(node).backgroundColor === getComputedStyle(node).color })));
  const hide = page.getByRole("switch", { name: "Hide secrets", exact: true });
  await expect(hide).not.toBeChecked();
  for (const panel of [get.http, get.raw]) expect((await painted(panel)).filter(({ covered }) => covered)).toEqual([]);

  await hide.check();
  expect(await texts()).toEqual(open);
  for (const panel of [get.http, get.raw]) expect((await painted(panel)).filter(({ covered }) => !covered)).toEqual([]);
  // What is covered is all of it: the base64 from the group of the colon on, the password, both tokens.
  const basic = Buffer.from(`${credentials["Client ID"]}:${credentials.Secret}`).toString("base64");
  const fromColon = basic.slice(Math.floor(credentials["Client ID"].length / 3) * 4);
  expect((await painted(get.http)).map(({ text }) => text).join("")).toBe(fromColon + credentials.Password);
  expect((await painted(get.raw)).map(({ text }) => text)).toEqual([access, refresh]);
  await expect(get.request.getByText("Covered on screen only: what is sent, and copied, is the text itself.", { exact: true })).toBeVisible();

  await get.request.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText("Copied. The text holds a secret.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(open.http);

  await hide.uncheck();
  for (const panel of [get.http, get.raw]) expect((await painted(panel)).filter(({ covered }) => covered)).toEqual([]);
});

test("Hide secrets is off for the demo PIMs, on for My PIM, and stays as one sets it", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const hide = page.getByRole("switch", { name: "Hide secrets", exact: true });
  for (const [pim, on] of [
    ["demo", false],
    ["local", false],
    ["own", true],
  ] as const) {
    await choosePIM(page, pim);
    await expect(hide).toBeChecked({ checked: on });
  }
  await hide.uncheck();
  await choosePIM(page, "demo");
  await choosePIM(page, "own");
  await expect(hide).not.toBeChecked();
});

test("each Copy says what the text holds, before and after", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/connector/");
  await send(step(page, "Get a token"), "200 OK");
  for (const [name, holds] of [
    ["Get a token", "It holds the secret and the password."],
    ["Call the API", "It holds a token."],
    ["Refresh", "It holds the secret and a refresh token."],
  ] as const) {
    const { request, http } = step(page, name);
    await expect(request.getByText(holds, { exact: true })).toBeVisible();
    await request.getByRole("button", { name: "Copy", exact: true }).click();
    await expect(request.getByText("Copied. The text holds a secret.", { exact: true })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await textOf(http));
  }
});

test("where the browser withholds the clipboard, Copy still copies or selects the text", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await page.goto("/connector/");
  await ready(page);
  const { request, http } = step(page, "Get a token");
  await request.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(request.getByText(/^(Copied\. The text holds a secret\.|Your browser does not let this page copy: the text is selected instead\.)$/)).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toBe(await textOf(http));
});
