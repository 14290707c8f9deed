// OpenID: the id_token verified in the page, each claim explained, and what
// must make an App refuse it.

import { createPublicKey, verify } from "node:crypto";
import type { Page } from "@playwright/test";
import { button, open } from "./app.ts";
import { codeElsewhere, codeInPage, send, stepOf } from "./apptoken.ts";
import { expect, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

const checks = (page: Page) => page.getByRole("list", { name: "What was checked", exact: true }).getByRole("listitem");
const idToken = (page: Page) => page.getByLabel("ID token", { exact: true });

const common = ["typ", "alg", "iss", "jti", "sub", "aud", "iat", "exp", "firstname", "lastname"];
const claims = { "6.0": [...common, "email"], "7.0": [...common, "email"], saas: [...common, "email_verified", "email"] };

const good = [/^Right: The signature matches the PIM’s key/, "Right: It is signed by RS256.", /^Right: The issuer is the chosen PIM, http/, /^Right: It is for this App/, /^Right: It counts until \d\d:\d\d:\d\d by the PIM’s clock\.$/];

/** From the token to the verdict, and what must change it. */
async function walk(page: Page, version: "6.0" | "7.0" | "saas"): Promise<void> {
  await send(stepOf(page, "app-token"), "200 OK");
  await expect(checks(page).first()).toHaveText("Open: Not verified yet: press Send above to get the PIM’s key.");
  const step = stepOf(page, "app-openid");
  await send(step, "200 OK");
  await expect(checks(page)).toHaveText(good);
  const rows = step.region.locator("[data-part=claims]");
  await expect(rows.getByRole("term")).toHaveText(claims[version]);
  await expect(rows).toContainText("The same for your App each time, and another for every other App.");

  // Node agrees with the browser.
  const token = await idToken(page).inputValue();
  const [head = "", body = "", signature = ""] = token.split(".");
  const certificate = (await step.explained.locator(".pem").textContent()) ?? "";
  expect(verify("RSA-SHA256", Buffer.from(`${head}.${body}`), createPublicKey(certificate), Buffer.from(signature, "base64url"))).toBe(true);

  await button(step.region, "Change one character").click();
  await expect(checks(page).first()).toHaveText(/^Wrong: The signature does not match/);
  await expect(page.getByRole("status")).toHaveText("One character of it is changed.");
  const changed = await idToken(page).inputValue();
  expect(changed).not.toBe(token);
  expect([changed.split(".")[0], changed.split(".")[2]]).toEqual([head, signature]);
  await button(step.region, "Put it back").click();
  await expect(idToken(page)).toHaveValue(token);
  await expect(checks(page)).toHaveText(good);
}

for (const version of ["6.0", "7.0", "saas"] as const) {
  test(`PIM ${version} in the page: the id_token verified and each claim explained`, async ({ page }) => {
    test.setTimeout(90_000);
    await open(page, version);
    await expect(stepOf(page, "app-openid").region).toContainText("The id_token appears here with the token of step 9");
    await codeInPage(page, version, "openid", "profile", "email", "read_products");
    await walk(page, version);
    if (version !== "7.0") return;

    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await judge(page, colorScheme === "light" ? "all" : "colours")).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(sticksOut)).toEqual([]);

    // For another App, at another time, and no token at all.
    const client = page.getByRole("textbox", { name: "App client ID", exact: true });
    const own = await client.inputValue();
    await client.fill("another");
    await expect(checks(page).nth(3)).toHaveText(/^Wrong: It is for another App/);
    await client.fill(own);
    const token = await idToken(page).inputValue();
    await idToken(page).fill("not.a");
    await expect(stepOf(page, "app-openid").region).toContainText("The id_token has not three parts with a dot between them. Copy the whole of it, and nothing else.");
    await expect(idToken(page)).toHaveValue("not.a");
    await idToken(page).fill(token);
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.getByRole("button", { name: "+1 h", exact: true }).first().click();
    await page.getByRole("button", { name: "+31 s", exact: true }).first().click();
    await expect(checks(page).nth(4)).toHaveText(/^Wrong: It has expired/);
  });
}

test("PIM SaaS on localhost: the id_token verified and each claim explained", async ({ page, context, onLocalhost }) => {
  await fetch(`${onLocalhost.address}/_demo/reset`, { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"version":"saas"}' });
  await open(page, "saas", "local");
  await codeElsewhere(page, context, onLocalhost.address, "openid", "profile", "email", "read_products");
  await walk(page, "saas");
});

test("without openid there is no id_token, and without the browser's tools no verdict on its signature", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
  });
  await open(page, "7.0");
  await codeInPage(page, "7.0", "read_products");
  await send(stepOf(page, "app-token"), "200 OK");
  await expect(stepOf(page, "app-openid").region).toContainText("The last token came without an id_token: the scope openid was not granted. Tick it in step 5");
  await codeInPage(page, "7.0", "openid", "read_products");
  await send(stepOf(page, "app-token"), "200 OK");
  await send(stepOf(page, "app-openid"), "200 OK");
  await expect(checks(page).first()).toHaveText("Open: This page cannot verify it: browsers give pages the tools for it only by https or from localhost.");
});
