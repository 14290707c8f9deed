// Steps in frames, for systems that take nothing else: what the address asks
// for, the height that the page around is told, and oEmbed.

import { readFile } from "node:fs/promises";
import type { FrameLocator, Locator, Page } from "@playwright/test";
import { test } from "./embeds.ts";
import { expect } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

const resize = readFile(new URL("../src/embed/frame-parent.js", import.meta.url), "utf8");

/** The script that pages around copy. */
async function script(playground: string): Promise<string> {
  return `<script>${(await resize).replace("PLAYGROUND", JSON.stringify(`${playground}/`))}</script>`;
}

function frame(playground: string, query: string, more = ""): string {
  return `<iframe src="${playground}/embed/?${query}" title="A step" width="100%" height="300" ${more}></iframe>`;
}

const inside = (page: Page, n = 0): FrameLocator => page.locator("iframe").nth(n).contentFrame();

async function send(at: FrameLocator | Page, status: string): Promise<void> {
  await at.getByRole("button", { name: "Send", exact: true }).click();
  await expect(at.getByRole("region", { name: "Response", exact: true }).getByRole("paragraph").first()).toContainText(status);
}

/** Holds that a frame is as high as what is in it. */
async function fits(page: Page, n = 0): Promise<void> {
  const content = inside(page, n).locator("body");
  await expect.poll(async () => (await page.locator("iframe").nth(n).evaluate(({ style }: HTMLElement) => style.height)) === `${String(await content.evaluate((body) => Math.ceil(body.getBoundingClientRect().height)))}px`).toBe(true);
  expect(await content.evaluate(({ ownerDocument: { scrollingElement } }) => scrollingElement && scrollingElement.scrollHeight <= scrollingElement.clientHeight)).toBe(true);
}

async function heightOf(frame: Locator): Promise<number> {
  return frame.evaluate((node) => node.getBoundingClientRect().height);
}

test("a step in a frame works, and the frame is as high as the step", async ({ page, playground, host }) => {
  await page.setViewportSize({ width: 700, height: 700 });
  await page.goto(await host(frame(playground, "step=user&version=6.0", `style="border: 0"`) + frame(playground, "step=token&version=6.0") + (await script(playground))));
  await expect(inside(page).getByRole("heading", { name: "API user", exact: true })).toBeVisible();
  await fits(page);
  await page.locator("iframe").nth(1).scrollIntoViewIfNeeded();
  await fits(page, 1);
  const token = inside(page, 1);
  await send(token, "200 OK");
  await fits(page, 1);
  const before = await heightOf(page.locator("iframe").nth(1));
  await token.getByText("What the browser adds").click();
  await fits(page, 1);
  expect(await heightOf(page.locator("iframe").nth(1))).toBeGreaterThan(before);
  await page.setViewportSize({ width: 360, height: 700 });
  await fits(page, 1);
  expect(await token.locator("body").evaluate(sticksOut)).toEqual([]);
});

test("the height is told to the page around alone, and taken from the frame alone, as a number within bounds", async ({ page, playground, host, expectedErrors }) => {
  const stranger = await host("<!doctype html><title>Stranger</title>");
  const address = await host(frame(playground, "step=user") + `<iframe title="Stranger" src="${stranger}"></iframe>` + (await script(playground)));
  await page.goto(address);
  await fits(page);
  const [step, other] = [page.locator("iframe").first(), page.locator("iframe").nth(1)];

  // The frame answers no one but its parent, and goes on answering that.
  const [, playing, strange] = page.frames();
  if (!strange || !playing) throw new Error("there are no frames");
  await strange.evaluate(() => {
    const { parent } = window;
    Object.assign(window, { heard: 0 });
    addEventListener("message", () => Object.assign(window, { heard: 1 }));
    parent.frames[0]?.postMessage({ type: "pim-auth:hello" }, "*");
  });
  await page.setViewportSize({ width: 400, height: 700 });
  await fits(page);
  const height = await heightOf(step);

  // Nor does the page around believe another frame, or more than it can show.
  const post = (data: unknown) => {
    window.parent.postMessage(data, "*");
  };
  await strange.evaluate(post, { type: "pim-auth:height", height: 4000 });
  for (const height of ["900", "1e9px", Number.NaN, Number.POSITIVE_INFINITY, null, {}, [700]]) await playing.evaluate(post, { type: "pim-auth:height", height });
  for (const data of [null, "pim-auth:height", { type: "height", height: 900 }, 7]) await playing.evaluate(post, data);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(await heightOf(step)).toBe(height);
  expect(await heightOf(other)).toBeLessThan(400);
  expect(await strange.evaluate(() => Reflect.get(window, "heard") as number)).toBe(0);
  await playing.evaluate(post, { type: "pim-auth:height", height: -5 });
  await expect(step).toHaveCSS("height", "100px");
  await playing.evaluate(post, { type: "pim-auth:height", height: 1e9 });
  await expect(step).toHaveCSS("height", "20000px");

  // Whatever the page around says, the frame tells its height and no more.
  const answers = await page.evaluate(async (origin) => {
    const heard: unknown[] = [];
    addEventListener("message", ({ data }) => heard.push(data));
    const to = window.frames[0];
    for (const data of [null, "pim-auth:hello", { type: "hello" }, [], { type: "pim-auth:hello", height: 5 }]) to?.postMessage(data, origin);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return heard;
  }, playground);
  expect(answers).toEqual([{ type: "pim-auth:height", height: expect.any(Number) as unknown }]);

  // Another origin that came into the frame of the step is told nothing, and not believed.
  expectedErrors.push(/target origin provided .* does not match/);
  await playing.goto(stranger);
  await playing.evaluate(post, { type: "pim-auth:height", height: 444 });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  await expect(step).not.toHaveCSS("height", "444px");
});

test("a frame in a page without an origin has the height it was given, and works", async ({ page, playground, host }) => {
  const within = `<!doctype html><title>Sandbox</title>${frame(playground, "step=token", `style="height: 600px; border: 0"`)}${await script(playground)}<script>onload = () => frames[0].postMessage({ type: "pim-auth:hello" }, "*")</script>`;
  await page.goto(await host(`<iframe title="Sandbox" sandbox="allow-scripts" width="100%" height="700" srcdoc="${within.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>`));
  const around = inside(page).locator("iframe");
  await send(around.contentFrame(), "200 OK");
  await expect(around).toHaveCSS("height", "600px");
});

test("the address says what is shown, and what is wrong with it is said", async ({ page, playground, host }) => {
  const shows = async (query: string) => {
    await page.goto(`${playground}/embed/?${query}`);
    return page.locator("main");
  };
  const note = page.getByRole("note");

  await shows("step=nope");
  await expect(note).toContainText("There is no step “nope”. The steps are: credentials, user, encode, token,");
  await shows("step=app-token&version=4.0");
  await expect(note).toContainText("is not written for the PIM version “4.0”. The versions are: 6.0, 7.0, saas.");
  await expect(page.getByRole("link", { name: "Open “Exchange the code for a token” in the playground", exact: true })).toHaveAttribute("href", `${playground}/app/#app-token`);
  await shows("step=token&theme=blue");
  await expect(note).toContainText("The themes are: auto, light, dark.");

  await shows("");
  await expect(page.getByRole("listitem")).toHaveCount(25);
  await expect(page.getByText("The address says which: ?step=token&version=6.0.")).toBeVisible();
  await expect(page.getByText("JavaScript")).toBeHidden();
  expect(await judge(page, "all")).toEqual([]);

  // Several steps share a session, if they are asked to.
  await shows("step=token&step=api&session=a&version=5.0&choose=version");
  const [token, api] = [page.getByRole("region", { name: "Get a token", exact: true }), page.getByRole("region", { name: "Call the API", exact: true })];
  for (const step of [token, api]) {
    await step.getByRole("button", { name: "Send", exact: true }).click();
    await expect(step.getByRole("region", { name: "Response", exact: true }).getByRole("paragraph").first()).toContainText("200 OK");
  }
  await expect(page).toHaveTitle("Get a token · PIM Auth Playground");
  expect(await judge(page, "all")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await judge(page, "colours")).toEqual([]);

  // For a PIM of one's own nothing stands in the fields, and a frame says what the page around can do.
  const own = frame(playground, "step=token&pim=https://pim.example.com&username=mallory&secret=x");
  await page.goto(await host(own));
  await expect(inside(page).getByText("Another page shows this step in a frame.")).toBeVisible();
  await expect(inside(page).getByRole("link", { name: "in the playground itself", exact: true })).toHaveAttribute("href", `${playground}/connector/#token`);
  await expect(inside(page).locator("body")).not.toContainText("mallory");
  // By a link, nobody vouches for the PIM: the playground asks.
  await shows("step=token&version=6.0&pim=https://pim.example.com");
  await expect(page.getByText("Another page shows this step")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Send", exact: true })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Open “Get a token” in the playground", exact: true })).toHaveAttribute("href", `${playground}/connector/?pim=https%3A%2F%2Fpim.example.com&version=6.0#token`);
});

test("a frame reaches the PIM of its address and no other", async ({ page, playground, expectedErrors }) => {
  expectedErrors.push(/directive: "connect-src 'self'"/, /directive: "connect-src 'self' https:\/\/pim\.example\.com"/, /Fetch API cannot load https:\/\/elsewhere\.example/);
  for (const query of ["step=token", "step=token&pim=https://pim.example.com/"]) {
    await page.goto(`${playground}/embed/?${query}`);
    await expect(page.getByRole(query === "step=token" ? "button" : "link", { name: query === "step=token" ? "Send" : "Open “Get a token” in the playground", exact: true })).toBeVisible();
    expect(await page.evaluate(async () => fetch("https://elsewhere.example/").then(String, () => "refused"))).toBe("refused");
  }
});

test("theme: light and dark as asked, else as the person prefers", async ({ page, playground, host }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(await host(["auto", "light", "dark"].map((theme) => frame(playground, `step=user&theme=${theme}`)).join("")));
  const paper = (n: number) => inside(page, n).locator(".embed");
  const [light, dark] = ["rgb(252, 252, 251)", "rgb(17, 19, 22)"];
  for (const [n, color] of [dark, light, dark].entries()) {
    await page.locator("iframe").nth(n).scrollIntoViewIfNeeded();
    await expect(paper(n)).toHaveCSS("background-color", color);
    await expect(inside(page, n).locator("html")).toHaveCSS("background-color", color);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator("iframe").first().scrollIntoViewIfNeeded();
  await expect(paper(0)).toHaveCSS("background-color", light);
});

test("a link becomes a frame by oEmbed", async ({ page, playground, host }) => {
  for (const [path, src] of Object.entries({ "embed/user/": "step=user&version=7.0#user", "connector/6.0/": "step=token&version=6.0#token" })) {
    await page.goto(`${playground}/${path}`);
    const discovered = (await page.locator(`link[rel=alternate][type="application/json+oembed"]`).getAttribute("href")) ?? "";
    const { html, width, height } = (await (await fetch(discovered)).json()) as { html: string; width: number; height: number };
    await page.goto(await host(html));
    await expect(page.locator("iframe")).toHaveAttribute("src", `${playground}/embed/?${src}`);
    await expect(inside(page).getByRole("heading").first()).toBeVisible();
    // It begins about as high as the step is, so that nothing below it moves far.
    const content = await inside(page).locator("body").evaluate((body) => body.getBoundingClientRect());
    expect(content.width).toBeLessThanOrEqual(width);
    expect(Math.abs(content.height - height)).toBeLessThan(0.25 * height);
  }
  // The page of a step is that step's without more in its address.
  await page.goto(`${playground}/embed/user/`);
  await expect(page.getByRole("heading", { name: "API user", exact: true })).toBeVisible();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a frame says which step it is, and where that reads", async ({ page, playground, host }) => {
    await page.goto(await host(frame(playground, "step=token&version=6.0#token") + frame(playground, "step=token")));
    await expect(inside(page).getByText("JavaScript runs, which is off or did not arrive")).toBeVisible();
    await expect(inside(page).getByRole("listitem")).toHaveText(["Get a token token"]);
    await expect(inside(page).getByRole("link")).toHaveAttribute("href", "../connector/#token");
    await expect(inside(page, 1).getByRole("listitem")).toHaveCount(25);
  });
});
