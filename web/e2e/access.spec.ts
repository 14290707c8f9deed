// Reading and using the page in every way that people do: axe after every
// action of a walk, in light and dark; narrow and zoomed screens; forced
// colours; no motion; a focus that is always seen.

import type { Locator, Page } from "@playwright/test";
import { judge, sticksOut } from "./judge.ts";
import { expect, ready, test } from "./fixtures.ts";
import { answers, choosePIM, credentials, fails, fill, succeeds, typed } from "./page.ts";
import { field, send, show, step } from "./step.ts";

/** What a person does on a page, one thing after the other, with a look at the page after each. */
type Walk = (page: Page, look: (after: string) => Promise<void>) => Promise<void>;

const walks: Record<"/" | "/connector/", Walk> = {
  "/": async (page, look) => {
    await look("load");
    const first = step(page, "Your first token");
    await show(first, "curl");
    await look("curl");
    await send(first, "200 OK");
    await look("200");
    await show(first, "Raw");
    await first.region.getByText("Change the credentials").click();
    await first.request.getByText("What the browser adds").click();
    await look("all unfolded");
    await fill(page, { Username: "nobody", Secret: "a:b" });
    await send(first, "422 Unprocessable Content");
    await look("422");
  },

  "/connector/": async (page, look) => {
    const [token, api, refresh, encode] = [step(page, "Get a token"), step(page, "Call the API"), step(page, "Refresh"), step(page, "Encode")];
    await look("load");
    await send(api, "Not sent yet");
    await expect(api.diagnosis).toBeVisible();
    await look("a press without a token");
    for (const show of await page.getByRole("button", { name: "Show", exact: true }).all()) await show.click();
    await encode.region.getByText("see each group").click();
    await look("secrets shown, groups unfolded");
    await encode.region.getByText(/^What goes wrong without/).click();
    await send(encode, "422 Unprocessable Content");
    await look("the line feed sent");
    await send(token, "200 OK");
    await look("a token");
    await show(token, "curl");
    await show(token, "Raw");
    await token.request.getByText("What the browser adds").click();
    await look("curl and Raw");
    await send(api, "200 OK");
    await look("categories");
    await show(api, "curl");
    await show(api, "Raw");
    await send(refresh, "200 OK");
    await show(refresh, "curl");
    await look("a refresh");
    await refresh.region.getByRole("button", { name: "Use the old access token" }).click();
    await answers(refresh, "200 OK");
    await look("the old access token");
    await refresh.region.getByRole("button", { name: "Use the used refresh token again" }).click();
    await fails(refresh, "422 Unprocessable Content");
    await look("the used refresh token");
    await fill(page, { "Access token": "x".repeat(2000), "Client ID": "1:a" });
    await look("a long token, a colon in the client ID");
    await send(token, "Not sent yet");
    await send(api, "401 Unauthorized");
    await look("failures");

    await choosePIM(page, "own");
    await look("the row of My PIM");
    const address = page.getByRole("textbox", { name: "PIM address", exact: true });
    await address.fill("ftp://a b");
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await look("a bad address");
    await address.fill(`my-pim.${"long-".repeat(10)}example.com/api/rest/v1/`);
    await fill(page, { ...credentials, Username: "u".repeat(500) });
    await look("an address, trimmed; secrets covered");
    const cover = page.getByRole("switch", { name: "Hide secrets" });
    await cover.uncheck();
    await look("secrets uncovered");

    await choosePIM(page, "local");
    await send(token, "200 OK");
    await cover.check();
    await look("localhost, secrets covered");
  },
};

async function open(page: Page, path: "/" | "/connector/"): Promise<void> {
  await page.goto(path);
  await ready(page);
}

for (const path of ["/", "/connector/"] as const) {
  test(`axe finds nothing on ${path}, after every action, in light and dark`, async ({ page, onLocalhost }) => {
    test.setTimeout(120_000);
    await open(page, path);
    const found: string[] = [];
    await walks[path](page, async (after) => {
      // Dark differs from light in its colours alone.
      await page.emulateMedia({ colorScheme: "light" });
      found.push(...(await judge(page, "all")).map((text) => `${after}, light: ${text}`));
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await judge(page, "colours")).map((text) => `${after}, dark: ${text}`));
    });
    expect(found).toEqual([]);
    expect((await onLocalhost.journal()).length).toBe(path === "/" ? 0 : 1);
  });

  for (const [width, what] of [
    [320, "at 320 px"],
    [640, "at 200 % zoom of 1280 px"],
  ] as const) {
    test(`${path} never scrolls sideways, ${what}`, async ({ page, onLocalhost }) => {
      test.setTimeout(60_000);
      await page.setViewportSize({ width, height: 640 });
      await open(page, path);
      const wide: string[] = [];
      await walks[path](page, async (after) => {
        wide.push(...(await page.evaluate(sticksOut)).map((text) => `${after}: ${text}`));
      });
      expect(wide).toEqual([]);
      expect((await onLocalhost.journal()).length).toBe(path === "/" ? 0 : 1);
    });
  }

  test(`every stop of the Tab key on ${path} shows its focus, in order`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, path);
    const main = step(page, path === "/" ? "Your first token" : "Get a token");
    await send(main, "200 OK");
    for (const summary of await page.locator("summary").all()) if (await summary.isVisible()) await summary.click();
    if (path === "/connector/") {
      await send(step(page, "Refresh"), "200 OK");
      await fill(page, { "Access token": "nobody's" });
      await send(step(page, "Call the API"), "401 Unauthorized");
      await choosePIM(page, "own");
      await choosePIM(page, "demo");
    }
    // The first stop, come to by keyboard: only then a browser draws the ring.
    await page.getByRole("link", { name: "Skip to the first request" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    const stops: Stop[] = [];
    for (let i = 0; i < 150; i++) {
      const stop = await page.evaluate(focused);
      if (!stop || stops.some((one) => one.path === stop.path)) break;
      stops.push(stop);
      await page.keyboard.press("Tab");
    }
    expect(stops.filter(({ seen }) => !seen).map(({ name }) => name)).toEqual([]);
    expect(stops.length).toBeGreaterThan(path === "/" ? 15 : 50);
    // The order is that of the page.
    expect(stops.map(({ order }) => order)).toEqual(stops.map(({ order }) => order).sort((a, b) => a - b));
  });
}

test("forced colours: what is chosen and what to do next are told by more than a colour of ours", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, "/connector/");
  const drawn = (node: Locator) =>
    node.evaluate((element) => {
      const { backgroundColor, borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element);
      return { backgroundColor, border: `${borderTopStyle} ${borderTopWidth} ${borderTopColor}` };
    });
  const label = (name: string) => page.getByRole("radio", { name, exact: true }).locator("xpath=ancestor::label");
  const [chosen, other] = [await drawn(label("Demo PIM in this page")), await drawn(label("Demo PIM on localhost"))];
  expect(chosen.backgroundColor).not.toBe(other.backgroundColor);
  expect(chosen.border).not.toBe(other.border);

  const next = await drawn(step(page, "Get a token").send);
  const later = await drawn(step(page, "Refresh").send);
  expect(next.border).toMatch(/^solid [12]px/);
  expect(later.border).toMatch(/^solid 1px/);
  expect(next.border).not.toBe(later.border);

  const tabs = step(page, "Get a token").request.getByRole("tab");
  expect((await drawn(tabs.nth(0))).border).not.toBe((await drawn(tabs.nth(1))).border);

  const cover = page.getByRole("switch", { name: "Hide secrets" });
  const off = await drawn(cover);
  await cover.check();
  expect(await drawn(cover)).not.toEqual(off);
  await send(step(page, "Get a token"), "200 OK");
  // A cover that lets its text through would be none.
  const covered = await step(page, "Get a token").http.locator(".k-secret").first().evaluate((node) => {
    const { backgroundColor, color } = getComputedStyle(node);
    return backgroundColor === color;
  });
  expect(covered).toBe(true);
});

test("with reduced motion nothing moves; else only the scrolling is smooth", async ({ page }) => {
  const moving = () =>
    page.evaluate(() => ({
      scroll: getComputedStyle(document.documentElement).scrollBehavior,
      moves: [...document.querySelectorAll("*")].filter((node) => {
        const { transitionDuration, animationName } = getComputedStyle(node);
        return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== "none";
      }).length,
    }));
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of ["/", "/connector/"] as const) {
    await open(page, path);
    expect(await moving()).toEqual({ scroll: "auto", moves: 0 });
  }
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await moving()).toEqual({ scroll: "smooth", moves: 0 });
});

test("a covered secret cannot be read, and a shown one can, in light and dark", async ({ page }) => {
  await open(page, "/connector/");
  const secret = step(page, "Get a token").http.locator(".k-secret").first();
  const covers = () =>
    secret.evaluate((node) => {
      const { backgroundColor, color } = getComputedStyle(node);
      return backgroundColor === color;
    });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.getByRole("switch", { name: "Hide secrets" }).check();
    expect(await covers()).toBe(true);
    await page.getByRole("switch", { name: "Hide secrets" }).uncheck();
    expect(await covers()).toBe(false);
    await expect(field(page, "Secret")).toHaveValue(credentials.Secret);
  }
});

test("Hide secrets covers every stretch that gives one away, wherever it stands", async ({ page }) => {
  await open(page, "/connector/");
  for (const name of ["Get a token", "Call the API", "Refresh"] as const) {
    await step(page, name).send.click();
    await succeeds(step(page, name));
  }
  await page.getByText(/^Three bytes become/).click();
  await page.getByText(/^What goes wrong without/).click();
  await page.getByRole("switch", { name: "Hide secrets" }).check();
  const { "Access token": access = "", "Refresh token": refresh = "" } = await typed(page);
  const pair = Buffer.from(`${credentials["Client ID"]}:${credentials.Secret}`).toString("base64");
  const secrets = [credentials.Secret, credentials.Password, access, refresh, pair.slice(-60, -4)];
  const bare = await page.evaluate((secrets) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // What isolates a text does not paint behind it.
      const parent = node.parentElement?.closest(":not(bdi)");
      // Secrets in three-byte groups, and whatever holds one whole.
      const gives = parent?.matches(".bytes code:not(.k-client_id)") === true || secrets.some((secret) => node.textContent?.includes(secret) === true);
      if (!parent || !gives) continue;
      const { color, backgroundColor } = getComputedStyle(parent);
      if (color !== backgroundColor) found.push(`${parent.tagName}.${parent.className}: ${node.textContent ?? ""}`);
    }
    return found;
  }, secrets);
  expect(bare).toEqual([]);
});

interface Stop {
  readonly path: string;
  readonly name: string;
  readonly order: number;
  readonly seen: boolean;
}

/** The element that has the focus, and whether a ring around it, or around its label, shows that. */
function focused(): Stop | undefined {
  const node = document.activeElement;
  if (!(node instanceof HTMLElement) || node === document.body) return undefined;
  const ringed = (element: Element | null) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, opacity } = getComputedStyle(element);
    const { right, bottom, left, top, width } = element.getBoundingClientRect();
    const onScreen = width > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && Number(opacity) > 0 && onScreen;
  };
  const all = [...document.querySelectorAll("*")];
  const order = all.indexOf(node);
  return { path: String(order), name: `${node.localName} ${node.id} ${node.textContent.trim().slice(0, 40)}`, order, seen: ringed(node) || ringed(node.closest("label")) };
}
