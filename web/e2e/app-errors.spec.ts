// What comes to the App's two URLs and should not: each case has a page that
// says so, takes no code, and asks for no token.

import type { BrowserContext, Page } from "@playwright/test";
import { button, consent, hasCode, login, open, opens, region } from "./app.ts";
import { expect, ready, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

/** Opens an address below the playground in a tab of its own, and waits for what it says. */
async function arrives(context: BrowserContext, address: string, says: string): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(address);
  await expect(tab.getByRole("heading", { level: 1, name: says, exact: true })).toBeVisible();
  expect(new URL(tab.url()).search).toBe("");
  return tab;
}

async function reads(tab: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await tab.emulateMedia({ colorScheme });
    expect(await judge(tab, colorScheme === "light" ? "all" : "colours")).toEqual([]);
  }
  await tab.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => tab.evaluate(sticksOut)).toEqual([]);
}

/** The state that the App has sent. */
async function stateOf(page: Page): Promise<string> {
  return page.getByRole("textbox", { name: "State", exact: true }).inputValue();
}

const code = "c".repeat(86);

test("no tab waits: every activation and every callback ends on a page that says so", async ({ page, context, playground }) => {
  test.setTimeout(90_000);
  await page.goto("/app/"); // open, but it does not wait
  await ready(page);
  const rows: [string, string][] = [
    ["/activate", "A PIM opens the App here"],
    ["/activate?pim_url=", "There is no pim_url"],
    ["/activate?other=1", "There is no pim_url"],
    ["/activate?pim_url=https%3A%2F%2Fpim.example", "No tab waits for this"],
    ["/callback", "A PIM sends the browser back here"],
    ["/callback?state=s", "There is no code"],
    [`/callback?code=${code}`, "There is no state"],
    [`/callback?code=${code}&state=s`, "No tab waits for this"],
    [`/activate.html?pim_url=https%3A%2F%2Fpim.example`, "No tab waits for this"],
  ];
  const tabs = await Promise.all(rows.map(async ([address, says]) => [says, await arrives(context, playground + address, says)] as const));
  for (const [says, tab] of tabs) {
    if (["There is no pim_url", "A PIM sends the browser back here"].includes(says)) await reads(tab);
    await expect(tab.getByRole("link", { name: "To the App walk", exact: true })).toHaveAttribute("href", /app\/#app-/);
    await tab.close();
  }
});

test("a waiting tab refuses what is not its own, once takes what is, and never asks for a token", async ({ page, context, onLocalhost, playground }) => {
  test.setTimeout(120_000);
  await open(page, "7.0", "local");
  await expect(region(page, "callback")).not.toContainText("Refused");
  const pim = await opens(context, button(region(page, "authorize"), "Continue"));
  const state = await stateOf(page);
  expect(state).not.toBe("");
  const rows: [string, string, string][] = [
    [`/callback?code=${code}&state=${state.slice(1)}`, "The state is not the App’s", "Refused: the state is not the one that was sent."],
    [`/callback?code=${code}&state=${state.toUpperCase()}x`, "The state is not the App’s", "Refused: the state is not the one that was sent."],
    [`/callback?code=${code}`, "There is no state", "Refused: the callback has no state."],
    [`/callback?state=${state}`, "There is no code", "Refused: the callback has no code."],
    [`/callback?code=${code}&state=${state}&code=${code}`, "The code or the state stands here twice", "Refused: the callback names its code or its state twice."],
    [`/callback?error=access_denied&state=${state}`, "The callback tells of an error", "Refused: the callback tells of an error, which a PIM never does."],
  ];
  for (const [address, says, said] of rows) {
    const tab = await arrives(context, playground + address, says);
    await expect(region(page, "callback")).toContainText(said);
    await expect(region(page, "callback")).toContainText("Nothing is exchanged, and no token was asked for.");
    await expect(page.getByRole("status")).toContainText("Refused");
    await tab.close();
  }
  expect(await judge(page, "all")).toEqual([]);
  await expect(button(region(page, "consent"), "Stop waiting")).toBeVisible();

  // The real one is taken all the same; its copy is not.
  await login(pim);
  let callback = "";
  context.on("request", (request) => {
    if (request.url().startsWith(`${playground}/callback?`)) callback = request.url();
  });
  await consent(pim, "7.0");
  await expect(pim.getByRole("heading", { level: 1, name: "The App has the code", exact: true })).toBeVisible();
  await hasCode(page);
  await pim.reload();
  await expect(pim.getByRole("heading", { level: 1, name: "A PIM sends the browser back here", exact: true })).toBeVisible();
  expect(callback).toContain(state);
  const twice = await arrives(context, callback, "This callback was taken before");
  await reads(twice);
  await expect(region(page, "callback")).toContainText("Refused: this state was used before.");
  expect((await onLocalhost.journal()).filter(({ url }) => url.includes("/oauth2/token"))).toEqual([]);
});

test("Stop waiting: a callback that comes afterwards finds nobody", async ({ page, context, onLocalhost, playground }) => {
  await open(page, "7.0", "local");
  await opens(context, button(region(page, "authorize"), "Continue"));
  await button(region(page, "consent"), "Stop waiting").click();
  await expect(page.getByRole("status")).toBeFocused();
  await arrives(context, `${playground}/callback?code=${code}&state=${await stateOf(page)}`, "No tab waits for this");
  await expect(region(page, "callback")).not.toContainText("State that came back");
  expect((await onLocalhost.journal()).filter(({ method }) => method === "POST")).toEqual([]);
});

test("an activation of another PIM waits for the person's yes or no, and sends nothing before", async ({ page, context, onLocalhost, playground }) => {
  test.setTimeout(90_000);
  await open(page, "7.0", "local");
  const press = button(region(page, "connect"), "Continue");
  await opens(context, press);
  const bad = await arrives(context, `${playground}/activate?pim_url=ftp%3A%2F%2Fpim.example`, "The pim_url is no address of a PIM");
  await expect(bad.getByRole("code")).toHaveText("ftp://pim.example");
  const stranger = `${playground}/activate?pim_url=${encodeURIComponent("https://stranger.example")}`;
  const no = await arrives(context, stranger, "Is this your PIM?");
  await reads(no);
  await expect(region(page, "connect")).toContainText("The activation names https://stranger.example.");
  expect(await judge(page, "all")).toEqual([]);
  await button(region(page, "connect"), "No, stop").click();
  await expect(page.getByRole("status")).toBeFocused();
  await expect(no.getByRole("heading", { level: 1, name: "Stopped", exact: true })).toBeVisible();

  await opens(context, press);
  const yes = await arrives(context, stranger, "Is this your PIM?");
  await button(region(page, "connect"), "Use this PIM").click();
  await expect(page.getByRole("radio", { name: "My PIM", exact: true })).toBeChecked();
  await expect(page.getByRole("textbox", { name: "PIM address", exact: true })).toHaveValue("https://stranger.example");
  // There is no client ID for that PIM: this one's is not handed on.
  await expect(page.getByRole("textbox", { name: "App client ID", exact: true })).toHaveValue("");
  await expect(yes.getByRole("heading", { level: 1, name: "Go on in the App’s tab", exact: true })).toBeVisible();
  await reads(yes);
  expect((await onLocalhost.journal()).filter(({ url }) => url.includes("/connect/apps/"))).toEqual([]);
});

test("a PIM that a link names is confirmed before a tab opens it; the version of localhost, too", async ({ page, context, onLocalhost }) => {
  await page.goto(`/app/?pim=${encodeURIComponent("https://stranger.example")}`);
  await ready(page);
  for (const step of ["connect", "authorize"] as const) {
    await button(region(page, step), "Continue").click();
    await expect(region(page, step).getByRole("list", { name: "Diagnosis", exact: true })).toContainText("came with the link that opened this page");
  }
  await expect(region(page, "create")).toContainText("In your own PIM the form stands at Connect, App Store, Create an App.");
  await open(page, "saas", "local");
  await button(region(page, "connect"), "Continue").click();
  await expect(region(page, "connect").getByRole("list", { name: "Diagnosis", exact: true })).toContainText("The demo PIM on localhost is a 7.0.");
  await button(region(page, "connect"), "Reset it to saas").click();
  const tab = await opens(context, button(region(page, "connect"), "Continue"));
  expect(new URL(tab.url()).origin).toBe(onLocalhost.address);
});
