// The App walk: a person connects the App at the PIM, the App gets its code and
// its token, calls the API, asks again, and is disconnected. In the page, and
// across origins with a real second tab.

import type { Page } from "@playwright/test";
import { button, choose, consent, demoApp, hasCode, login, names, open, opens, region, screen, toCategories } from "./app.ts";
import { control, expect, ready, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

const versions = ["6.0", "7.0", "saas"] as const;

/** What the next call says of a token whose App is gone. */
const gone = {
  "6.0": "The access token provided is invalid.",
  "7.0": "The access token provided is invalid. Your app has been disconnected from that PIM.",
  saas: "The access token provided is invalid. Your app has been disconnected from that PIM.",
};

/** The page reads well as it is now. */
async function look(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await judge(page, colorScheme === "light" ? "all" : "colours")).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(sticksOut)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });
}

/** The address in the panel HTTP. */
async function shownAddress(page: Page): Promise<string> {
  const http = (await region(page, "authorize").getByRole("tabpanel", { name: "HTTP", exact: true }).textContent()) ?? "";
  const [line = "", host = ""] = http.split("\n");
  return `https://${host.replace("Host: ", "").trim()}${line.split(" ")[1] ?? ""}`;
}

for (const version of versions) {
  test(`PIM ${version} in the page: connect, consent, token, categories; more, the same and fewer scopes; disconnect`, async ({ page, inPage, expectedErrors }) => {
    test.setTimeout(90_000);
    expect(expectedErrors).toEqual([]);
    await open(page, version);
    if (version === "7.0") await look(page);

    // Nobody is logged in at the PIM: its login comes first.
    await button(region(page, "connect"), "Continue").click();
    await expect(screen(page).getByRole("heading", { name: "Login" })).toBeVisible();
    await login(screen(page), "admin", "wrong");
    await expect(screen(page)).toContainText("Invalid credentials.");
    if (version === "7.0") await look(page);
    await login(screen(page));
    await expect(region(page, "connect").getByRole("region", { name: "Response" }).getByRole("paragraph").first()).toHaveText("302 Found");
    await expect(region(page, "connect")).toContainText("pim_url is https://demo.pim");

    await choose(page, "read_categories", "openid", "profile");
    await button(region(page, "authorize"), "Continue").click();
    await expect(region(page, "authorize").getByRole("region", { name: "Response" }).getByRole("paragraph").first()).toHaveText("302 Found");
    const asked = (await inPage.journal()).filter(({ url }) => url.includes("/connect/apps/v1/authorize"));
    expect(asked).toHaveLength(1);
    expect(await shownAddress(page)).toBe(new URL(asked[0]?.url ?? "", inPage.address).href);
    const inConsent = region(page, "consent").getByRole("region", { name: "The PIM’s screen", exact: true });
    await expect(inConsent).toContainText("Your first and last name");
    if (version === "7.0") await look(page);
    await consent(inConsent, version);
    const code = await hasCode(page);
    await expect(screen(page)).toHaveCount(0);
    if (version === "7.0") await look(page);
    await toCategories(page);

    // The same callback again is refused, and nothing is sent for it.
    const before = (await inPage.journal()).length;
    const state = await region(page, "callback").locator("dd .k-state").first().textContent();
    const address = page.getByRole("textbox", { name: "Callback address", exact: true });
    await address.fill(`http://localhost:8080/callback?code=${code}&state=${state ?? ""}`);
    await button(region(page, "callback"), "Take it").click();
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await expect(region(page, "callback")).toContainText("Refused: this state was used before.");
    expect(await inPage.journal()).toHaveLength(before);

    // More scopes: the PIM asks again, here.
    const again = region(page, "reconnect");
    await button(again, "More: and read_association_types").click();
    await consent(again.getByRole("region", { name: "The PIM’s screen", exact: true }), version);
    await button(again, "Exchange the code").click();
    await expect(again).toContainText("A new token. Keep it instead of the old one.");
    if (version === "7.0") await look(page);
    await button(again, "The same scopes").click();
    await button(again, "Exchange the code").click();
    await expect(again).toContainText("The same token: the App may go on with what it has.");
    await button(again, "Fewer: without read_association_types").click();
    await button(again, "Exchange the code").click();
    await expect(again.getByRole("row", { name: /^Scopes/ }).getByRole("cell").last()).toHaveText("openid profile read_categories");

    const leave = region(page, "disconnect");
    await button(leave, "Disconnect").click();
    await expect(leave).toContainText("204 No Content: the PIM has forgotten the App.");
    await button(leave, "Call with the token that is left").click();
    const heard = leave.getByRole("region", { name: "Response", exact: true });
    await expect(heard.getByRole("paragraph").first()).toHaveText("401 Unauthorized");
    await expect(heard).toContainText(gone[version]);
    // What the screens send goes by a control route, which the PIM's journal leaves out.
    expect((await inPage.journal()).slice(-1).map(({ method, url, status }) => `${method} ${new URL(url, inPage.address).pathname} ${String(status)}`)).toEqual(["GET /api/rest/v1/categories 401"]);
    if (version === "7.0") await look(page);
    for (const step of ["connect", "authorize", "consent", "callback", "reconnect", "disconnect"]) await expect(page.locator(`.rail li[data-for="app-${step}"]`)).toHaveClass(/done/);
  });
}

test("a press before the page is ready is kept, and done", async ({ page }) => {
  const engine = page.waitForResponse(/wasm/);
  await page.goto("/app/", { waitUntil: "commit" });
  await button(region(page, "connect"), "Continue").click();
  await engine;
  await expect(screen(page).getByRole("button", { name: "Login", exact: true })).toBeVisible();
});

test("who may not connect Apps is told so, and the App hears nothing of who cancels", async ({ page, inPage }) => {
  await open(page, "7.0");
  await button(region(page, "connect"), "Continue").click();
  await screen(page).getByRole("textbox", { name: "Username", exact: true }).fill("julia");
  await screen(page).getByLabel("Password", { exact: true }).fill("julia");
  await page.keyboard.press("Enter");
  await expect(screen(page).getByRole("heading", { name: "403 Forbidden" })).toBeVisible();
  await expect(screen(page)).toContainText("may not connect Apps");
  await look(page);
  await button(screen(page), "Log out").click();
  await login(screen(page));
  await button(region(page, "authorize"), "Continue").click();
  await button(screen(page), "Confirm").click();
  await expect(screen(page).getByRole("checkbox")).toBeFocused();
  await expect(screen(page)).toContainText("Tick the box first");
  await button(screen(page), "Cancel").click();
  await expect(screen(page)).toContainText("The App was not let in, and hears nothing of it.");
  await expect(region(page, "callback")).not.toContainText("State that came back");
  // From the PIM's home the person may connect after all.
  await button(screen(page), "Connect the App").click();
  await button(region(page, "authorize"), "Continue").click();
  await consent(screen(page), "7.0");
  await hasCode(page);

  // An App that the PIM does not know, and one without a client ID.
  const id = page.getByRole("textbox", { name: "App client ID", exact: true });
  await id.fill("00000000-0000-4000-8000-000000000000");
  await button(region(page, "authorize"), "Continue").click();
  await expect(screen(page)).toContainText("The client_id does not match any existing app.");
  await expect(screen(page)).toContainText("Please, contact the App support.");
  const sent = (await inPage.journal()).length;
  await id.fill("");
  await button(region(page, "authorize"), "Continue").click();
  await expect(region(page, "authorize").getByRole("list", { name: "Diagnosis" })).toBeVisible();
  expect(await inPage.journal()).toHaveLength(sent);
});

test("a custom app: what the PIM says of bad input stands at the fields, and a good one's credentials flow on", async ({ page, inPage }) => {
  for (const [version, path, thing] of [
    ["7.0", "/rest/marketplace/test-apps", "test app"],
    ["saas", "/rest/custom-apps", "app"],
  ] as const) {
    await open(page, version);
    const form = region(page, "create");
    const [name, activate] = [form.getByRole("textbox", { name: "App name", exact: true }), form.getByRole("textbox", { name: "Activate URL", exact: true })];
    const good = await activate.inputValue();
    expect(good).toBe(new URL("/activate", page.url()).href);
    await name.fill("");
    await activate.fill("ftp://app.example");
    await button(form, "Create").click();
    await expect(name).toHaveAccessibleDescription(new RegExp(`The name of the ${thing} is required\\..*The name of the ${thing} is too short\\. It must have 3 characters or more\\.`));
    await expect(activate).toHaveAccessibleDescription(/The activate url must be a valid URL\./);
    await expect(form).toContainText("422: the PIM created nothing.");
    if (version === "7.0") await look(page);

    await name.fill("Möbel & Söhne");
    await activate.fill(good);
    await expect(name).toHaveAccessibleDescription("3 to 255 characters.");
    await form.getByRole("radio", { name: /^julia/ }).check();
    await button(form, "Create").click();
    await expect(form).toContainText("The role of julia lacks the permission");
    await form.getByRole("radio", { name: "admin", exact: true }).check();
    await button(form, "Create").click();
    await expect(form).toContainText("201 Created.");
    const id = await page.getByRole("textbox", { name: "App client ID", exact: true }).inputValue();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(id).not.toBe(demoApp.id);

    await button(region(page, "connect"), "Continue").click();
    await login(screen(page));
    await button(region(page, "authorize"), "Continue").click();
    await screen(page).getByRole("checkbox", { name: "I agree that Möbel & Söhne may do all of this.", exact: true }).check();
    await button(screen(page), "Confirm").click();
    await hasCode(page);
    expect((await inPage.journal()).filter(({ url }) => url.includes("/confirm-authorization/")).map(({ url }) => url.split("/").at(-1))).toEqual([id]);
    expect(path).toContain("apps");
  }
  await open(page, "6.0");
  await expect(region(page, "create")).toContainText("PIM 6.0 has no custom apps, so there is nothing to send.");
  await expect(button(region(page, "create"), "Create")).toBeHidden();
  await page.goto("/app/?version=5.0");
  await ready(page);
  await expect(page.getByText("You asked for a version without Apps.")).toBeVisible();
  await expect(page.getByRole("link", { name: "The connector walk shows its way in." })).toHaveAttribute("href", "../connector/?version=5.0");
});

for (const version of versions) {
  test(`PIM ${version} on localhost: a second tab logs in, consents and brings the code; categories, and out again`, async ({ page, context, onLocalhost, playground, expectedErrors }) => {
    test.setTimeout(90_000);
    expectedErrors.push(/status of 401/); // the call after the App is gone
    await control(onLocalhost.address, "reset", { version });
    await open(page, version, "local");
    // On SaaS with an App of one's own, which leads here by the addresses of step 1.
    if (version === "saas") {
      await button(region(page, "create"), "Create").click();
      await expect(region(page, "create")).toContainText("201 Created.");
    }
    const client = await page.getByRole("textbox", { name: "App client ID", exact: true }).inputValue();
    await choose(page, "read_categories", "openid");

    const tab = await opens(context, button(region(page, "connect"), "Continue"));
    expect(new URL(tab.url()).origin).toBe(onLocalhost.address);
    await expect(region(page, "connect")).toContainText("This page waits until the other tab opens the App.");
    await expect(region(page, "connect").getByRole("region", { name: "Response" }).getByRole("paragraph").first()).toHaveText(`Waiting for ${onLocalhost.host}`);
    if (version === "7.0") await look(page);
    await login(tab);
    await button(tab, `Connect ${version === "saas" ? "My first App" : demoApp.name}`).click();
    await expect(tab.getByRole("heading", { level: 1 })).toContainText("wants to use this PIM");
    await expect(region(page, "consent")).toContainText("This page waits for the browser to come back to the callback URL.");
    await expect(region(page, "authorize").getByRole("region", { name: "Response" }).getByRole("paragraph").first()).toHaveText(`Waiting for ${onLocalhost.host}`);
    if (version !== "6.0") await tab.getByRole("checkbox").check(); // it came with 7.0
    await button(tab, "Confirm").click();
    await expect(tab.getByRole("heading", { level: 1, name: "The App has the code", exact: true })).toBeVisible();
    // The code is out of the address at once.
    expect(tab.url()).toBe(`${playground}/callback`);
    await hasCode(page);
    const asked = (await onLocalhost.journal()).filter(({ url }) => url.includes("/connect/apps/v1/authorize?"));
    expect(asked).toHaveLength(1);
    expect(new URL(asked[0]?.url ?? "", onLocalhost.address).searchParams.get("client_id")).toBe(client);
    expect((await shownAddress(page)).replace("https:", "http:")).toBe(new URL(asked[0]?.url ?? "", onLocalhost.address).href);
    await toCategories(page);

    // Asked for more, in a tab that is logged in already.
    const more = await opens(context, button(region(page, "reconnect"), "More: and read_association_types"));
    await expect(region(page, "reconnect")).toContainText("This page waits for the browser to come back to the callback URL.");
    await button(more, "Confirm").click();
    await expect(more.getByRole("heading", { level: 1, name: "The App has the code", exact: true })).toBeVisible();
    await button(region(page, "reconnect"), "Exchange the code").click();
    await expect(region(page, "reconnect")).toContainText("A new token.");

    await button(region(page, "disconnect"), "Disconnect").click();
    await expect(region(page, "disconnect")).toContainText("204 No Content: the PIM has forgotten the App.");
    await button(region(page, "disconnect"), "Call with the token that is left").click();
    const heard = region(page, "disconnect").getByRole("region", { name: "Response", exact: true });
    await expect(heard.getByRole("paragraph").first()).toHaveText("401 Unauthorized");
    await expect(heard).toContainText(gone[version]);
  });
}

test("My PIM that can reach this page: its own credentials, its own tab, and a callback that is pasted", async ({ page, context, pim, playground }) => {
  test.setTimeout(60_000);
  await page.goto(`/app/?pim=${encodeURIComponent(pim)}`);
  await ready(page);
  await button(page, "Use this address").click();
  await expect(page.getByRole("textbox", { name: "App client ID", exact: true })).toHaveValue("");
  await button(region(page, "authorize"), "Continue").click();
  await expect(region(page, "authorize").getByRole("list", { name: "Diagnosis", exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "App client ID", exact: true }).fill(demoApp.id);
  await page.getByLabel("App secret", { exact: true }).fill(demoApp.secret);
  const tab = await opens(context, button(region(page, "connect"), "Continue"));
  await login(tab);
  await button(tab, `Connect ${demoApp.name}`).click();
  await consent(tab, "7.0");
  await expect(tab.getByRole("heading", { level: 1, name: "The App has the code", exact: true })).toBeVisible();
  await hasCode(page);

  // Where the PIM cannot reach this page: its browser ends elsewhere, and a person carries the address here.
  await context.route(`${playground}/assets/callback-*.js`, (route) => route.abort());
  const other = await opens(context, button(region(page, "reconnect"), "The same scopes"));
  await other.waitForURL(/callback/);
  const address = page.getByRole("textbox", { name: "Callback address", exact: true });
  await button(region(page, "callback"), "Take it").click();
  await expect(address).toHaveAccessibleDescription("Paste the whole address that the browser ended at: it has code and state.");
  await address.fill(other.url());
  await address.press("Enter");
  await expect(address).toHaveValue("");
  await hasCode(page);
  await button(region(page, "reconnect"), "Exchange the code").click();
  await expect(region(page, "reconnect").getByRole("row", { name: /^Token/ })).toBeVisible();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the walk reads completely, each version on a page of its own", async ({ page }) => {
    for (const [path, own] of [
      ["/app/", "test apps"],
      ["/app/6.0/", "PIM 6.0 has no custom apps."],
      ["/app/saas/", "A PIM takes up to 20 custom apps."],
    ] as const) {
      await page.goto(path);
      await expect(page.locator("pim-rail li[data-for]")).toHaveCount(14);
      await expect(page.getByText(own)).toBeVisible();
      for (const name of Object.values(names)) await expect(page.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
      await expect(button(page, "Continue")).toHaveCount(0);
    }
    for (const path of ["/activate", "/callback"]) {
      await page.goto(`${path}?code=x`);
      await expect(page.getByText("That needs JavaScript, which is off or did not arrive.")).toBeVisible();
    }
  });
});
