// The walk of the client library: every story to its end, at both demo PIMs,
// and that what each shows is what the PIM received.

import type { Locator, Page } from "@playwright/test";
import type { Demo, Entry } from "./fixtures.ts";
import { control, expect, ready, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { hold } from "./page.ts";
import { cut, received, sorted } from "./truth.ts";

const steps = {
  password: "By user name and password",
  token: "By token and refresh token",
  app: "By App token",
  shared: "Tokens in a shared file",
  race: "Two processes, one refresh token",
} as const;

interface Story {
  readonly region: Locator;
  readonly php: Locator;
  readonly wire: Locator;
  readonly press: (button: string) => Promise<void>;
  /** What was sent and what came, in short: "POST token 200". */
  readonly sent: () => Promise<string[]>;
  readonly ends: (state: string) => Promise<void>;
}

/** A story of a step; the race has a second one. */
function story(page: Page, name: keyof typeof steps, n = 0): Story {
  const region = page.getByRole("region", { name: steps[name], exact: true }).locator("pim-story").nth(n);
  const wire = region.getByRole("region", { name: "On the wire", exact: true });
  return {
    region,
    php: region.getByRole("region", { name: "PHP", exact: true }),
    wire,
    press: (button) => region.getByRole("button", { name: button, exact: true }).click(),
    sent: async () => (await wire.locator("details:visible > summary").allTextContents()).map((text) => text.replace("/api/oauth/v1/", "").replace("/api/rest/v1/categories/", "").replace(/ (\d+) .*/, " $1").trim()),
    ends: (state) => expect(region.locator("[data-part=where]")).toHaveText(state),
  };
}

const ended = "Run to its end";
const thrown = "Ended by an exception";
const login = ["POST token 200", "GET master 200"];
const refreshed = ["GET master 401", "POST token 200", "GET master 200"];
const refused = ["GET master 401", "POST token 422"];

/** The journal of the demo PIM in the page, of whichever version. */
function journalOf(page: Page, version: string): () => Promise<Entry[]> {
  return () =>
    page.evaluate((version) => {
      const request = { method: "GET", url: "https://demo.pim/_demo/journal", header: [] };
      const { pimauth } = Reflect as { pimauth?: { call(name: string, json: string): string } };
      const answer = JSON.parse(pimauth?.call("demo", JSON.stringify({ session: version, version, request })) ?? "") as { value: { response: { body: string } } };
      return JSON.parse(answer.value.response.body) as Entry[];
    }, version);
}

/** Every request that the stories show, against all that the PIM received, in their order. */
async function compare(journal: () => Promise<Entry[]>, from: number, stories: Story[]): Promise<number> {
  const shown: string[] = [];
  for (const { wire } of stories) shown.push(...(await wire.locator("[data-sent]").allTextContents()));
  const arrived = (await journal()).slice(from).filter(({ url, method }) => method !== "OPTIONS" && !url.includes("/connect/apps/"));
  expect(shown.map((text) => sorted(cut(text)))).toEqual(arrived.map((entry) => sorted(received(entry))));
  return (await journal()).length;
}

/** A demo PIM, of whichever version. */
interface Anywhere {
  readonly pim: Demo["pim"];
  readonly journal: () => Promise<Entry[]>;
}

async function everyStory(page: Page, demo: Anywhere, version: string): Promise<void> {
  await page.goto(`/client/?pim=${demo.pim}&version=${version}`);
  await ready(page);
  let from = 0;

  const password = story(page, "password");
  await password.press("Step");
  await expect(password.wire).toContainText("Nothing is sent: there is no token before the first call.");
  await password.press("Step");
  await expect(password.wire).toContainText("getToken() returns null.");
  expect(await demo.journal()).toEqual([]);
  await expect(password.php.locator("[aria-current=step]")).toContainText("get('master')");
  await password.press("Play");
  await password.ends(ended);
  expect(await password.sent()).toEqual([...login, "GET master 200"]);
  await password.press("Let the access token expire");
  await expect(password.php).toContainText("sleep(3601);");
  await password.press("Play");
  await password.ends(ended);
  expect(await password.sent()).toEqual([...login, "GET master 200", ...refreshed]);
  await password.press("+15 days");
  await password.press("Play");
  await password.ends(thrown);
  expect((await password.sent()).slice(6)).toEqual(refused);
  await expect(password.wire).toContainText("throws UnauthorizedHttpException: The access token provided has expired.");
  from = await compare(demo.journal, from, [password]);

  const token = story(page, "token");
  await token.press("Play");
  await token.ends(ended);
  await token.press("Use up the refresh token");
  await token.press("Play");
  await expect.poll(token.sent).toEqual([...login, "GET master 200", "POST token 200", "GET master 200"]);
  await token.press("Let the access token expire");
  await token.press("Play");
  await token.ends(thrown);
  expect((await token.sent()).slice(5)).toEqual(refused);
  from = await compare(demo.journal, from, [token]);

  const shared = story(page, "shared");
  await shared.press("Play");
  await shared.ends(ended);
  await shared.press("Let the access token expire");
  await shared.press("Play");
  await shared.ends(ended);
  expect(await shared.sent()).toEqual([...login, "GET master 200", ...refreshed]);
  from = await compare(demo.journal, from, [shared]);

  const [race, safe] = [story(page, "race"), story(page, "race", 1)];
  await race.press("Play");
  await race.ends(thrown);
  expect(await race.sent()).toEqual([...login, ...refreshed, ...refused]);
  await expect(race.wire).toContainText("Process B: throws UnauthorizedHttpException");
  await safe.press("Play");
  await safe.ends(ended);
  expect(await safe.sent()).toEqual([...login, ...refreshed, "GET master 200"]);
  await compare(demo.journal, from, [race, safe]);
}

async function appStory(page: Page, demo: Anywhere, version: string): Promise<void> {
  await page.goto(`/client/?pim=${demo.pim}&version=${version}`);
  await ready(page);
  const app = story(page, "app");
  await app.press("Play");
  await expect(app.region.getByRole("list", { name: "Diagnosis", exact: true })).toBeVisible(); // no token yet
  await app.press("Let the demo App in");
  await expect(page.getByLabel("App token", { exact: true })).not.toHaveValue("");
  await app.press("Play");
  await app.ends(ended);
  await app.press("+15 days");
  await app.press("Play");
  await expect.poll(app.sent).toEqual(["GET master 200", "GET master 200"]);
  await app.press("Disconnect the App");
  await expect(app.php).toContainText("// meanwhile somebody disconnects the App");
  await app.press("Play");
  await app.ends(thrown);
  expect(await app.sent()).toEqual(["GET master 200", "GET master 200", "GET master 401"]);
  await expect(app.wire).toContainText("throws UnauthorizedHttpException: The access token provided is invalid.");
  await compare(demo.journal, 0, [app]);
}

for (const version of ["1.7", "2.3", "3.2", "4.0", "5.0", "6.0", "7.0", "saas"]) {
  test(`every story at PIM ${version}, demo PIM in the page`, async ({ page, inPage }) => {
    await everyStory(page, { pim: inPage.pim, journal: journalOf(page, version) }, version);
  });

  test(`every story at PIM ${version}, demo PIM on localhost`, async ({ page, onLocalhost, expectedErrors }) => {
    test.setTimeout(60_000);
    expectedErrors.push(/status of 401/, /status of 422/);
    await control(onLocalhost.address, "reset", { version });
    await everyStory(page, { pim: "local", journal: () => onLocalhost.journal() }, version);
  });
}

for (const version of ["6.0", "7.0", "saas"]) {
  test(`the App's story at PIM ${version}, demo PIM in the page`, async ({ page, inPage }) => {
    await appStory(page, { pim: inPage.pim, journal: journalOf(page, version) }, version);
  });

  test(`the App's story at PIM ${version}, demo PIM on localhost`, async ({ page, onLocalhost, expectedErrors }) => {
    expectedErrors.push(/status of 401/);
    await control(onLocalhost.address, "reset", { version });
    await appStory(page, { pim: "local", journal: () => onLocalhost.journal() }, version);
  });
}

test("a login that is refused, a PIM of another version, and a PIM without Apps are said", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await page.goto("/client/?pim=local");
  await ready(page);
  const password = story(page, "password");
  await page.getByLabel("Password", { exact: true }).fill("guess");
  await password.press("Play");
  await password.ends(thrown);
  await expect(password.wire).toContainText("throws UnprocessableEntityHttpException: No user found for the given username and password");
  await password.press("Let the access token expire");
  await expect(page.getByRole("status")).toHaveText("The program has ended by an exception. Start it again first.");
  await password.press("Start again");
  await password.ends("Not begun");
  await page.getByLabel("Client ID", { exact: true }).fill("");
  await password.press("Play");
  await expect(password.region.getByRole("list", { name: "Diagnosis", exact: true })).toContainText("client ID is empty");

  await page.getByRole("combobox", { name: "PIM version", exact: true }).selectOption("1.7");
  await expect(page.getByRole("region", { name: steps.app, exact: true })).toContainText("This PIM knows no Apps");
  await expect(story(page, "app").region).toBeHidden();
  const before = (await onLocalhost.journal()).length;
  await password.press("Play");
  await expect(password.region.getByRole("list", { name: "Diagnosis", exact: true })).toContainText("The demo PIM on localhost is a 7.0.");
  expect((await onLocalhost.journal()).length).toBe(before);
  await password.press("Reset it to 1.7");
  await expect(page.getByRole("status")).toHaveText(/is a fresh 1\.7 now/);
  await password.press("Play");
  await password.ends(ended);
});

test("a press before the script is there is kept, and one that waits too long can be cancelled", async ({ page, onLocalhost, expectedErrors }) => {
  const go = await hold(page, /\.wasm$/);
  await page.goto("/client/?pim=local");
  const password = story(page, "password");
  await password.press("Step");
  await expect(page.getByRole("status")).toHaveText("Loading the demo PIM. Your press is kept.");
  go();
  await ready(page);
  await expect(page.getByRole("status")).toHaveText("Built. Nothing is sent: there is no token before the first call.");

  await control(onLocalhost.address, "faults", { slow: "20s" });
  await password.press("Play");
  await password.ends(`Waiting for ${onLocalhost.host}`);
  await password.press("Cancel");
  await expect(password.region.getByRole("list", { name: "Diagnosis", exact: true })).toContainText("You cancelled the request.");
  await expect(password.php.locator("[aria-current=step]")).toContainText("get('master')");
  await control(onLocalhost.address, "faults", { drop_connection: true });
  expectedErrors.push(/net::ERR_/);
  await password.press("Play");
  await expect(password.region.getByRole("list", { name: "Diagnosis", exact: true })).not.toContainText("You cancelled");
  await password.ends("Line 2 of 5");
  await expect(page.getByRole("status")).toHaveText("2. No answer. Step sends it again.");
  await control(onLocalhost.address, "faults");
  await password.press("Play");
  await password.ends(ended);
  expect((await password.sent()).slice(-3)).toEqual([...login, "GET master 200"]);
});

test("by keyboard, at 320 px, and axe finds nothing", async ({ page }) => {
  test.setTimeout(90_000);
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto("/client/");
  await ready(page);
  const password = story(page, "password");
  const press = password.region.getByRole("button", { name: "Step", exact: true });
  await press.focus();
  for (const said of ["Built. Nothing is sent: there is no token before the first call.", "getToken() returns null.", "1. POST token: 200 OK.", "2. GET category: 200 OK. get() returns the category.", "getToken() returns the access token.", "3. GET category: 200 OK. get() returns the category."]) {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status")).toHaveText(said);
    await expect(press).toBeFocused();
  }
  await password.ends(ended);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await password.ends("Not begun");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await password.ends(ended);
  for (const n of [0, 1]) await story(page, "race", n).press("Play");
  await story(page, "race").ends(thrown);
  for (const summary of await page.locator("main summary").all()) if (await summary.isVisible()) await summary.click();
  expect(await page.evaluate(sticksOut)).toEqual([]);
  expect(await judge(page, "all")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await judge(page, "colours")).toEqual([]);
});

test("without script the lines, the samples and the exceptions are there", async ({ browser, playground }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [path, apps] of [["/client/", true], ["/client/1.7/", false]] as const) {
    await page.goto(playground + path);
    await expect(page.getByRole("region", { name: "PHP", exact: true }).first()).toContainText("buildAuthenticatedByPassword(");
    await expect(page.getByRole("region", { name: "Sample exchanges", exact: true }).first()).toContainText("Answered 401: the library spends its refresh token, once.");
    await expect(page.getByText("throws UnauthorizedHttpException: The access token provided has expired.").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Step", exact: true })).toHaveCount(0);
    await expect(page.getByText("buildAuthenticatedByAppToken").filter({ visible: true }).first()).toBeVisible();
    expect(await story(page, "app").region.isVisible()).toBe(apps);
  }
  await context.close();
});
