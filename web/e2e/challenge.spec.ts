// The code challenge: the sum beside node's own, the checker and each mistake
// that it knows, and the thirty seconds of a code.

import { createHash, createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { button, choose, open } from "./app.ts";
import { codeInPage, send, stepOf } from "./apptoken.ts";
import { expect, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

const secret = "Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg";
const identifier = "9f1c64ab02de7b3f58aa10cc34e9d7715be2";

const digest = (text: string) => createHash("sha256").update(text);
const hex = (text: string) => digest(text).digest("hex");

const challenge = (page: Page) => page.getByRole("region", { name: "Code challenge: prove the secret, do not send it", exact: true });
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

/** What the step shows of the sum. */
async function sum(page: Page): Promise<string[]> {
  return challenge(page).locator(".anatomy .mono").allTextContents();
}

test("the sum follows the fields, and a new identifier is new", async ({ page }) => {
  await open(page, "7.0");
  const made = await field(page, "Code identifier").inputValue();
  expect(made).toMatch(/^[0-9a-f]{60,}$/);
  expect(await sum(page)).toEqual([made + secret, hex(made + secret)]);
  await button(challenge(page), "New identifier").click();
  const other = await field(page, "Code identifier").inputValue();
  expect(other).toMatch(/^[0-9a-f]{60,}$/);
  expect(other).not.toBe(made);
  await expect(button(challenge(page), "New identifier")).toBeFocused();
  await field(page, "Code identifier").fill(identifier);
  await page.getByLabel("App secret", { exact: true }).fill("geheim ü");
  expect(await sum(page)).toEqual([`${identifier}geheim ü`, hex(`${identifier}geheim ü`)]);
  // Emptied it stays empty: nobody types for the person.
  await field(page, "Code identifier").fill("");
  await expect(challenge(page).locator(".anatomy .mono").last()).toHaveText("Type an identifier, or have a new one made.");
  await expect(field(page, "Code identifier")).toHaveValue("");
  // Another PIM, another App: nothing is taken along.
  await page.getByRole("radio", { name: "My PIM", exact: true }).check();
  await expect(field(page, "Code identifier")).not.toHaveValue("");
  expect(await field(page, "Code identifier").inputValue()).not.toBe(identifier);
  await expect(button(challenge(page), "Let it run out")).toBeHidden();
});

test("the checker names each mistake and its cure", async ({ page }) => {
  test.setTimeout(60_000);
  await open(page, "7.0");
  await field(page, "Code identifier").fill(identifier);
  const yours = field(page, "Your challenge");
  const verdict = challenge(page).locator("p.verdict");
  await expect(verdict).toBeHidden();
  const right = hex(identifier + secret);
  const base64url = (text: string) => digest(text).digest("base64url");
  const tried: [button: string, challenge: string, verdict: string][] = [
    ["The right one", right, "Right: this is what the PIM computes."],
    ["Upper case", right.toUpperCase(), "Right but for its case: the PIM compares letter by letter. Write the digits a to f in lower case."],
    ["Base64", digest(identifier + secret).digest("base64"), "The right hash, but in base64. Write its 32 bytes as 64 hexadecimal digits."],
    ["Secret first", hex(secret + identifier), "The secret came first. First the identifier, right behind it the secret."],
    ["With a colon", hex(`${identifier}:${secret}`), "There is a “:” between the two. Join identifier and secret with nothing in between."],
    ["PKCE", base64url(identifier), "This is PKCE, RFC 7636: the hash of the identifier alone, in base64url. Switch PKCE off in your OAuth library"],
    ["With a line feed", hex(`${identifier}${secret}\n`), "A line feed got in behind the secret. Trim the secret where your program reads it"],
    ["Without the secret", hex(identifier), "The hash of the identifier alone: the secret is missing."],
  ];
  for (const [name, value, said] of tried) {
    await button(challenge(page), name).click();
    await expect(yours).toHaveValue(value);
    await expect(verdict).toContainText(said);
    await expect(page.getByRole("status")).not.toBeEmpty();
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await judge(page, colorScheme === "light" ? "all" : "colours")).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(sticksOut)).toEqual([]);

  const pasted: [challenge: string, verdict: string][] = [
    [base64url(identifier + secret), "The right hash, but in base64url, as PKCE is."],
    [Buffer.from(right).toString("base64"), "The right digits, and those once more in base64."],
    [Buffer.from(right).toString("hex"), "Written in hexadecimal twice"],
    [hex(secret), "The hash of the secret alone"],
    [hex(`${identifier} ${secret}`), "A blank got in between the two."],
    [hex(`${identifier}${secret}\r\n`), "A line end (CR LF) got in behind the secret."],
    [hex(` ${identifier}${secret}`), "A blank got in before the identifier."],
    [`${right} `, "A blank or a line end stands around a challenge that is right."],
    [createHmac("sha256", secret).update(identifier).digest("hex"), "An HMAC, with the secret as its key."],
    [hex("something else"), "64 hexadecimal digits, but of nothing that this page can think of."],
    ["9f1c", "This is no SHA-256 in hexadecimal: it has 4 characters"],
  ];
  for (const [value, said] of pasted) {
    await yours.fill(value);
    await expect(verdict).toContainText(said);
  }
  // The blank may be the page's own.
  await yours.fill(right);
  await page.getByLabel("App secret", { exact: true }).fill(`${secret} `);
  await expect(verdict).toContainText("Right, but of a secret without the blanks that stand in the field here.");
  await yours.fill("");
  await expect(verdict).toBeHidden();
});

test("a code lives thirty seconds, which one press lets pass", async ({ page }) => {
  test.setTimeout(60_000);
  await open(page, "7.0");
  const clock = challenge(page).locator(".codeclock");
  const left = clock.locator("[data-part=left]");
  await expect(clock).toContainText("no code yet: step 7 brings one");
  await expect(clock.getByRole("progressbar")).toBeHidden();
  const before = await field(page, "Code identifier").inputValue();
  await codeInPage(page, "7.0", "read_categories");
  await expect(left).toHaveText(/^(30|[12]\d) s left$/);
  await expect(clock.getByRole("progressbar", { name: "Life of the code" })).toBeVisible();
  await expect(field(page, "Code identifier")).toHaveValue(before);
  const out = button(challenge(page), "Let it run out");
  await out.focus();
  await page.keyboard.press("Enter");
  await expect(clock).toContainText("run out: ask for a new one in step 5");
  await expect(out).toBeFocused();
  const token = stepOf(page, "app-token");
  await send(token, "400 Bad Request");
  await expect(token.diagnosis).toContainText(/The code was 3\d s old when it came/);
  await expect(token.diagnosis.getByRole("link", { name: "Ask for a new code", exact: true })).toHaveAttribute("href", "#app-authorize");

  // A new code, a new identifier; and once it is used, the clock says so.
  await choose(page, "read_categories");
  await codeInPage(page, "7.0", "read_categories");
  await expect(field(page, "Code identifier")).not.toHaveValue(before);
  await expect(left).toHaveText(/^(30|[12]\d) s left$/);
  await send(token, "200 OK");
  await expect(clock).toContainText("used: its token has come");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the sum, the table and the samples of each version stand in the page", async ({ page }) => {
    for (const [path, said] of [
      ["/app/", ["Exchanged again with unchanged scopes, the PIM gives the same token", "marks the connected App as out of date", "RSA key of 2048 bits"]],
      ["/app/6.0/", ["PIM 6.0 tells errors by one word alone", "PIM 6.0 has no address for that", "404 Not Found"]],
      ["/app/saas/", ["the SaaS PIM says the same as if everything were forbidden", "Since spring 2023 email_verified comes with email"]],
    ] as const) {
      await page.goto(path);
      const [joined = "", hash = ""] = await sum(page);
      expect(joined.endsWith(secret)).toBe(true);
      expect(hash).toBe(hex(joined));
      await expect(challenge(page).getByRole("table", { name: "This challenge beside PKCE, RFC 7636" }).getByRole("row")).toHaveCount(8);
      await expect(page.getByLabel("Your challenge", { exact: true })).toBeHidden();
      for (const text of said) await expect(page.getByRole("main")).toContainText(text);
      const samples = page.getByRole("region", { name: "Sample response", exact: true });
      await expect(samples.filter({ hasText: "No expires_in and no refresh_token" })).toHaveCount(1);
      await expect(samples.filter({ hasText: "BEGIN CERTIFICATE" })).toHaveCount(1);
    }
  });
});
