// From the code to the token, the API and the scopes: in every version that has
// Apps, what is shown is what is sent, and every refusal says what to do.

import type { Page } from "@playwright/test";
import { button, open } from "./app.ts";
import { codeElsewhere, codeInPage, send, stepOf } from "./apptoken.ts";
import type { TokenStep } from "./apptoken.ts";
import { control, expect, test } from "./fixtures.ts";
import type { Demo, Entry } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

const forbidden = {
  "6.0": "Access forbidden. You are not allowed to list categories.",
  "7.0": "Access forbidden. You are not allowed to list categories.",
  saas: "You are not allowed to access the web API.",
};

/** The request in the panel, as the PIM's journal would have it. */
async function shown(step: TokenStep): Promise<{ target: string; body: string }> {
  const text = (await step.http.locator("pre").textContent()) ?? "";
  const [head = "", body = ""] = text.split("\n\n");
  return { target: head.split("\n")[0] ?? "", body };
}

/** What was shown is what came: target and body of the exchange that came last. */
async function isTrue(step: TokenStep, demo: Demo): Promise<Entry> {
  const last = (await demo.journal()).at(-1);
  if (!last) throw new Error("the PIM received nothing");
  const { pathname, search } = new URL(last.url, demo.address);
  expect(await shown(step)).toEqual({ target: `${last.method} ${pathname}${search}`, body: last.body });
  return last;
}

async function look(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await judge(page, colorScheme === "light" ? "all" : "colours")).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(sticksOut)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });
}

/** The exchange with all that can be tried, then a call without the scope for it. */
async function exchange(page: Page, version: "6.0" | "7.0" | "saas", demo: Demo): Promise<void> {
  const token = stepOf(page, "app-token");
  await expect(button(token.region, "Send the same code again")).toHaveCount(0);

  await send(token, "400 Bad Request", button(token.region, "Send a wrong challenge"));
  const wrong = await isTrue(token, demo);
  const sent = new URLSearchParams(wrong.body);
  expect(sent.get("code_challenge")).toBe(sent.get("code_identifier"));
  await expect(token.diagnosis).toContainText("invalid_client");
  await expect(token.diagnosis.getByRole("link", { name: "See what is wrong with a challenge", exact: true })).toHaveAttribute("href", "#app-challenge");
  await button(token.region, "Back to the right request").click();
  await expect(token.send).toBeFocused();

  await send(token, "200 OK");
  const good = await isTrue(token, demo);
  expect([...new URLSearchParams(good.body).keys()]).toEqual(["client_id", "code_identifier", "code_challenge", "code", "grant_type"]);
  const answer = JSON.parse(good.response_body) as Record<string, string>;
  expect(Object.keys(answer)).toEqual(["access_token", "token_type", "scope"]);
  for (const text of [answer.access_token, "bearer", "read_products", "No expires_in and no refresh_token", "the scope openid was not granted"]) await expect(token.explained).toContainText(text ?? "");
  await expect(page.getByLabel("App token", { exact: true })).toHaveValue(answer.access_token ?? "");

  await send(token, "400 Bad Request", button(token.region, "Send the same code again"));
  expect((await isTrue(token, demo)).body).toBe(good.body);
  await expect(token.diagnosis).toContainText("The code was used before: one code gives one token.");

  const api = stepOf(page, "app-api");
  await send(api, "403 Forbidden");
  await isTrue(api, demo);
  await expect(api.diagnosis).toContainText(forbidden[version]);
  await expect(api.diagnosis.getByRole("link", { name: "Reconnect with other scopes", exact: true })).toHaveAttribute("href", "#app-reconnect");

  const scopes = stepOf(page, "app-scopes");
  await send(scopes, version === "6.0" ? "404 Not Found" : "200 OK");
  await isTrue(scopes, demo);
  if (version === "6.0") await expect(scopes.diagnosis).toContainText("This route came with version 7.0");
  else await expect(scopes.explained).toContainText("The PIM has noted it, and nothing else has changed");
}

for (const version of ["6.0", "7.0", "saas"] as const) {
  test(`PIM ${version} in the page: the exchange and its refusals, a call without its scope, scopes update`, async ({ page, inPage }) => {
    test.setTimeout(90_000);
    await open(page, version);
    const token = stepOf(page, "app-token");
    await token.send.click();
    await expect(token.diagnosis).toContainText("There is no code yet. The callback of step 7 brings one");
    await codeInPage(page, version, "read_products");
    await exchange(page, version, inPage);
    if (version === "7.0") await look(page);

    // The same code and challenge as JSON, with the scope that the call needs.
    await codeInPage(page, version, "read_products", "read_categories");
    await button(token.region, "Back to the right request").click();
    await token.region.getByRole("radio", { name: "JSON", exact: true }).check();
    await send(token, "200 OK");
    expect((await isTrue(token, inPage)).body).toMatch(/^\{\n[^]*"grant_type": "authorization_code"\n\}$/);
    await send(stepOf(page, "app-api"), "200 OK");
    await expect(stepOf(page, "app-api").explained).toContainText("categoryA");
  });
}

test("PIM 7.0 on localhost: the exchange and its refusals, a call without its scope, scopes update", async ({ page, context, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 400/, /status of 403/);
  await open(page, "7.0", "local");
  await codeElsewhere(page, context, onLocalhost.address, "read_products");
  await exchange(page, "7.0", onLocalhost);
});

test("a PIM without CORS: the command, its answer pasted, and the walk goes on", async ({ page, context, pim, expectedErrors }) => {
  test.setTimeout(60_000);
  expectedErrors.push(/blocked by CORS policy/, /Failed to load resource: net::ERR_FAILED/);
  await page.goto(`/app/?version=7.0&pim=${encodeURIComponent(pim)}`);
  await button(page, "Use this address").click();
  await page.getByRole("textbox", { name: "App client ID", exact: true }).fill("206f450e-09a1-44ed-a0b3-9dd80f980ace");
  await page.getByLabel("App secret", { exact: true }).fill("Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg");
  await codeElsewhere(page, context, pim, "read_categories", "openid");
  const token = stepOf(page, "app-token");
  await expect(token.region).toContainText("you have thirty seconds");

  // The PIM does what the page may not see: the code is gone.
  await control(pim, "faults", { cors: "off" });
  await token.send.click();
  await expect(token.diagnosis).toContainText("CORS is missing");
  await expect(page.locator("#app-code-note")).toHaveText("May have been used up: the exchange had no answer that this page could read. Ask for a new code in step 5.");
  const used = await page.getByRole("textbox", { name: "Code", exact: true }).inputValue();
  const code = await codeElsewhere(page, context, pim, "read_categories", "openid");
  expect(code).not.toBe(used);
  await expect(page.locator("#app-code-note")).toContainText("Filled by the callback of step 7.");

  // What a terminal does, without one: the same target, the same body.
  const { body } = await shown(token);
  await token.region.getByRole("tab", { name: "curl", exact: true }).click();
  const command = (await token.region.getByRole("tabpanel", { name: "curl", exact: true }).locator("pre").textContent()) ?? "";
  expect(command).toContain(`'${body}'`);
  const answer = await (await fetch(`${pim}/connect/apps/v1/oauth2/token`, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body })).text();
  const received = (await (await fetch(`${pim}/_demo/journal`)).json()) as Entry[];

  const field = page.getByRole("textbox", { name: "Answer of the PIM", exact: true });
  const take = button(token.region, "Take it");
  for (const [bad, said] of [["", "Paste the answer first."], ["<!doctype html>", "This is a web page, not the JSON of an answer."], ['{"error":"invalid_grant","error_description":"Code has expired"}', "Start the activation again"], ['{"access_token":5}', "access_token"]] as const) {
    await field.fill(bad);
    await take.click();
    await expect(page.locator("#app-answer-note")).toContainText(said);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveValue(bad);
  }
  await expect(page.getByLabel("App token", { exact: true })).toHaveValue("");
  // As the command prints it, in a field without line ends.
  await field.fill(`HTTP/1.1 200 OK Content-Type: application/json Report-To: {"group":"a"} ${answer}`);
  await take.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Taken: the walk goes on with this token.");
  await expect(page.getByLabel("App token", { exact: true })).toHaveValue((JSON.parse(answer) as { access_token: string }).access_token);
  await expect(page.getByLabel("ID token", { exact: true })).not.toHaveValue("");
  // Nothing was sent for it.
  expect(await (await fetch(`${pim}/_demo/journal`)).json()).toHaveLength(received.length);
  expect(await judge(page, "all")).toEqual([]);
  await control(pim, "faults", {});
  await send(stepOf(page, "app-api"), "200 OK");
});
