// The element pim-auth-step in a page of others: what it shows and sends, what
// its attributes do at any time, and that it leaves the page around as it was.

import type { Locator, Page } from "@playwright/test";
import { test } from "./embeds.ts";
import { expect } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { send, step, textOf } from "./step.ts";
import { cut, received, sorted } from "./truth.ts";

/** Keeps what the page around hears, and its globals before the script came. */
function overhear(): void {
  const heard: object[] = [];
  Object.assign(Reflect, { heard, before: Object.keys(window) });
  for (const type of ["pim-auth:ready", "pim-auth:response", "pim-auth:problem"] as const)
    document.addEventListener(type, (event) => heard.push({ type, on: (event.target as Element).id, ...Object.fromEntries(Object.entries(event).filter(([name]) => name !== "isTrusted")) }));
}

async function heard(page: Page): Promise<unknown[]> {
  return page.evaluate(() => (Reflect as unknown as { heard: object[] }).heard.splice(0));
}

/** A whole page with a language and a direction, and main. */
function docs(main: string, { attributes = `lang="en"`, head = "" } = {}): string {
  return `<!doctype html><html ${attributes}><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Documentation</title>${head}<main><h1>Documentation</h1>${main}</main></html>`;
}

function embed(page: Page, id: string): Locator {
  return page.locator(`pim-auth-step#${id}`);
}

async function set(element: Locator, attributes: Record<string, string | null>): Promise<void> {
  await element.evaluate((node, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) node.removeAttribute(name);
      else node.setAttribute(name, value);
    }
  }, attributes);
}

test("steps of one session pass their token on, in a page that stays as it was", async ({ page, host, tag, journal }) => {
  await page.addInitScript(overhear);
  const three = ["token", "api", "refresh"].map((name, i) => `<h2>Part ${String(i)}</h2><pim-auth-step id="${name}" step="${name}" session="a"${i === 0 ? ` version="6.0"` : ""} heading-level="3"><p>What the author wrote</p></pim-auth-step>`).join("");
  await page.goto(await host(docs(`${three}<h2>Alone</h2><pim-auth-step id="alone" step="api" heading-level="3"></pim-auth-step>${tag }`)));
  for (const [name, title, status] of [["token", "Get a token", "1. Get a token: 200, a token and a refresh token"], ["api", "Call the API", "2. Call the API: 200, 7 categories"], ["refresh", "Refresh", "3. Refresh: 200, a token and a refresh token"]] as const) {
    const here = embed(page, name);
    await here.scrollIntoViewIfNeeded();
    const there = step(here, title);
    await expect(here.getByRole("heading", { name: title, exact: true })).toHaveAttribute("aria-level", "3");
    const before = await textOf(there.http);
    await send(there, "200 OK");
    await expect(here.getByRole("status")).toHaveText(status);
    const sent = (await journal("embed-1-6.0", "6.0")).at(-1);
    // After a refresh the next one is shown, with the token that it brought.
    expect(sorted(cut(name === "refresh" ? before : await textOf(there.http)))).toEqual(sent && sorted(received(sent)));
  }
  // Each speaks in its own tree.
  await expect(embed(page, "token").getByRole("status")).toHaveText(/^1\./);
  const answers = (await heard(page)).filter((event) => (event as { type: string }).type === "pim-auth:response");
  expect(answers).toEqual(["token", "api", "refresh"].map((name, i) => ({ type: "pim-auth:response", on: name, step: name, version: "6.0", n: i + 1, status: 200, ok: true, findings: [] })));

  // Of a session of its own, with nothing before it.
  const alone = embed(page, "alone");
  await alone.scrollIntoViewIfNeeded();
  const call = step(alone, "Call the API");
  await send(call, "Not sent yet");
  await alone.getByRole("button", { name: "Get a token first, then send", exact: true }).click();
  await expect(call.status).toHaveText("200 OK");

  expect(await judge(page, "all")).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(sticksOut)).toEqual([]);
  expect(await page.evaluate(() => Object.keys(window).filter((name) => name !== "axe" && !(Reflect as unknown as { before: string[] }).before.includes(name)))).toEqual(["litHtmlVersions"]); // Lit's own, by which it says that it is there twice
  expect(await page.evaluate(async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.head.querySelectorAll("style, link").length, document.styleSheets.length])).toEqual(["", 0, 0, 0, 0, 0]);
});

test("an attribute changes what is shown at any time, and what makes no sense is said with what would", async ({ page, host, tag }) => {
  await page.addInitScript(overhear);
  await page.goto(await host(docs(`<pim-auth-step id="one" step="token" version="6.0"><p>What the author wrote</p></pim-auth-step>${tag }`)));
  const one = embed(page, "one");
  const get = step(page, "Get a token");
  const wrong: [Record<string, string>, string][] = [
    [{ step: "tokn" }, "There is no step “tokn”. The steps are: credentials, user, encode, token, api,"],
    [{ version: "8.0" }, "This step is not written for the PIM version “8.0”. The versions are: 1.7, 2.3, 3.2, 4.0, 5.0, 6.0, 7.0, saas."],
    [{ pim: "pim.example.com" }, "“pim.example.com” is no address of a PIM. Write demo, or an address such as https://pim.example.com."],
    [{ pim: "https://me:you@pim.example.com" }, "is no address of a PIM"],
    [{ choose: "version colour" }, "A reader cannot choose “colour”. The words for choose are: version, pim."],
    [{ theme: "blue" }, "There is no theme “blue”. The themes are: auto, light, dark."],
    [{ faults: "!" }, "“!” is no fault of the demo PIM."],
    [{ "heading-level": "9" }, "“9” is no level of a heading. The levels are: 1, 2, 3, 4, 5, 6."],
  ];
  for (const [attributes, sentence] of wrong) {
    await set(one, attributes);
    await expect(one.getByRole("note")).toContainText(sentence);
    await expect(one.getByText("What the author wrote")).toBeVisible();
    await set(one, Object.fromEntries(Object.keys(attributes).map((name) => [name, name === "step" ? "token" : name === "version" ? "6.0" : null])));
    await expect(get.send).toBeVisible();
  }
  expect((await heard(page)).filter((event) => (event as { type: string }).type === "pim-auth:problem")).toHaveLength(wrong.length);

  // Properties are attributes, and values stand in the fields of the author's PIM.
  await one.evaluate((node: HTMLElementTagNameMap["pim-auth-step"]) => {
    node.version = "5.0";
    node.username = "julia";
    node.choose = "version pim";
  });
  await expect(one).toHaveAttribute("version", "5.0");
  await expect(one.getByRole("combobox", { name: "PIM version" })).toHaveValue("5.0");
  await get.send.click();
  await expect(get.http).toContainText(`"username": "julia"`);
  await expect(get.status).toHaveText("422 Unprocessable Content");
  await set(one, { username: "myERPuser" });
  await send(get, "200 OK");

  // Faults are put on, taken off, and refused by the demo PIM itself.
  await set(one, { faults: "status=503" });
  await send(get, "503 Service Unavailable");
  await set(one, { faults: "no_such_fault" });
  await expect(one.getByRole("note")).toContainText("choose from strip_authorization");
  await set(one, { faults: null });
  await expect(one.getByRole("note")).toHaveCount(0);
  await send(get, "200 OK");

  // While a request is under way: its answer is of the PIM that it was sent to.
  await set(one, { faults: "slow=2s" });
  await get.send.click();
  await expect(get.status).toHaveText("Waiting for demo.pim");
  await set(one, { version: "4.0", faults: null });
  await expect(get.status).toHaveText("Not sent yet");
  await expect(one.getByRole("status")).toHaveText(/Get a token/);
  await heard(page);
  await expect.poll(async () => heard(page)).toEqual([expect.objectContaining({ type: "pim-auth:response", version: "5.0", status: 200 })]);
  await expect(get.status).toHaveText("Not sent yet");

  // Of one session, the first in the page says what all have.
  await page.evaluate(() => {
    for (const version of ["6.0", "", "5.0"]) {
      const element = document.createElement("pim-auth-step");
      Object.assign(element, { id: `b${version}`, step: "api", session: "b", ...(version !== "" && { version }) });
      document.querySelector("main")?.append(element);
    }
  });
  await embed(page, "b").scrollIntoViewIfNeeded();
  await expect(embed(page, "b").getByText("PIM 6.0", { exact: true })).toBeVisible();
  await expect(page.locator("[id='b5.0']").getByRole("note")).toContainText("The elements of one session have one version. That of “b” is: 6.0. Write the same, or leave the attribute out.");
  await set(one, { step: "encode" });
  await expect(one.getByRole("heading", { name: "Encode", level: 2 })).toBeVisible();
  await expect(get.region).toHaveCount(0);
});

test("a PIM of the author's has its address shown, no values, and covered secrets; a reader's own as well", async ({ page, host, tag, pim, reach, expectedErrors }) => {
  await page.goto(await host(docs(`<pim-auth-step id="own" step="token" version="7.0" pim="${pim}"></pim-auth-step><pim-auth-step id="any" step="token" choose="pim" client-id="1_ours"></pim-auth-step>${tag }`)));
  const own = embed(page, "own");
  await expect(own.getByText(pim, { exact: true })).toBeVisible();
  for (const name of ["Client ID", "Secret", "Username", "Password"]) await expect(own.getByLabel(name, { exact: true })).toHaveValue("");
  await own.getByLabel("Secret", { exact: true }).fill("zz-secret-zz");
  await own.getByLabel("Client ID", { exact: true }).fill("1_client");
  await own.getByLabel("Username", { exact: true }).fill("me");
  await own.getByLabel("Password", { exact: true }).fill("zz-pass-zz");
  await expect(own.locator(".embed")).toHaveClass(/covered/);
  await own.getByRole("switch", { name: "Hide secrets" }).click();
  await expect(own.locator(".embed")).not.toHaveClass(/covered/);

  // The demo PIM lets no page of others read its answers: what is missing there names this page.
  expectedErrors.push(/CORS policy/, /net::ERR_FAILED/);
  const get = step(own, "Get a token");
  await get.send.click();
  await expect(get.status).toHaveText("No answer");
  const origin = new URL(page.url()).origin;
  await expect(get.diagnosis).toContainText(origin);
  const way = get.diagnosis.getByRole("link").first();
  await expect(way).toHaveAttribute("href", /\/own\/\?pim=.*#cors$/);
  await expect(way).toHaveAttribute("target", "_blank");

  const any = embed(page, "any");
  await any.scrollIntoViewIfNeeded();
  await any.getByRole("combobox", { name: "PIM" }).selectOption("own");
  await any.getByLabel("PIM address", { exact: true }).fill("pim.example.com/?x=1#");
  for (const name of ["Client ID", "Secret", "Username", "Password"]) await expect(any.getByLabel(name, { exact: true })).toHaveValue("");
  await any.getByRole("combobox", { name: "PIM" }).selectOption("demo");
  await expect(any.getByLabel("Client ID", { exact: true })).toHaveValue("1_ours");
  reach.add(pim);
});

test("removed, moved, added and cloned elements keep their session or begin one, and leave nothing that runs", async ({ page, host, tag }) => {
  await page.addInitScript(() => {
    let running = 0;
    const [begin, end] = [window.setInterval.bind(window), window.clearInterval.bind(window)];
    const alive = new Set<number>();
    Object.assign(window, {
      setInterval: (f: () => void, ms: number) => {
        const id = begin(f, ms);
        alive.add(id);
        running = alive.size;
        return id;
      },
      clearInterval: (id: number) => {
        alive.delete(id);
        running = alive.size;
        end(id);
      },
    });
    Object.assign(Reflect, { running: () => running });
  });
  await page.goto(await host(docs(`<div id="here"><pim-auth-step id="one" step="token" version="6.0"></pim-auth-step></div><div id="there"></div>${tag }`)));
  const get = step(page, "Get a token");
  await send(get, "200 OK");
  const running = () => page.evaluate(() => (Reflect as unknown as { running(): number }).running());
  expect(await running()).toBe(1);
  await page.evaluate(() => document.querySelector("#there")?.append(document.querySelector("#one") ?? ""));
  await expect(get.status).toHaveText("200 OK");
  expect(await running()).toBe(1);
  await page.evaluate(() => {
    const one = document.querySelector("#one");
    Object.assign(Reflect, { one });
    one?.remove();
  });
  await expect.poll(running).toBe(0);
  await page.evaluate(() => {
    const { one } = Reflect as unknown as { one: Element };
    const twin = one.cloneNode(true) as Element;
    twin.id = "twin";
    document.querySelector("#here")?.append(one, twin);
  });
  await expect(step(embed(page, "one"), "Get a token").status).toHaveText("200 OK");
  await send(step(embed(page, "twin"), "Get a token"), "200 OK");
  await expect(embed(page, "twin").getByRole("status")).toHaveText(/^1\. /);

  // One that waits to be asked, made by a script, its property set before its script came.
  await page.evaluate(() => {
    const lazy = document.createElement("pim-auth-step");
    lazy.id = "lazy";
    lazy.lazy = true;
    lazy.step = "api";
    document.querySelector("#there")?.append(lazy);
  });
  await embed(page, "lazy").getByRole("button", { name: "Try it here", exact: true }).click();
  await expect(embed(page, "lazy").getByRole("heading", { name: "Call the API" })).toBeVisible();
});

const hostile = `<style>html { font-size: 62.5% } * { all: unset } div, p { display: none !important } body { display: block; font: italic 60px/3 cursive; text-transform: uppercase; letter-spacing: .5em; color: red; text-align: center } :root { --ink: lime; --accent: hotpink; --card: yellow } * { --line: red }</style>`;

test("it looks the same in a page that reads from the right, has another base and means ill by its style", async ({ page, host, tag, playground }) => {
  const looks = async () => page.locator(".embed").evaluate((body) => [body, ...body.querySelectorAll("h2, p, pre, button, .exchange")].map((node) => {
    const { color, fontSize, fontFamily, lineHeight, textTransform, letterSpacing, direction, textAlign, borderColor, display } = getComputedStyle(node);
    return [node.localName, color, fontSize, fontFamily, lineHeight, textTransform, letterSpacing, direction, textAlign, borderColor, display];
  }));
  const one = `<pim-auth-step id="one" step="token" version="6.0"></pim-auth-step>${tag }`;
  await page.goto(await host(docs(one)));
  await expect(page.locator(".embed .step")).toBeVisible();
  const usual = await looks();
  await page.goto(await host(docs(one, { attributes: `lang="ar" dir="rtl"`, head: `<base href="https://elsewhere.example/x/">${hostile}` })));
  await expect(page.locator(".embed .step")).toBeVisible();
  expect(await looks()).toEqual(usual);
  await send(step(page, "Get a token"), "200 OK");
  const links = await page.locator(".embed a[href]").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  expect(links.filter((href) => !href.startsWith(`${playground }/`))).toEqual([]);
  await expect(page.locator(".embed")).toHaveAttribute("lang", "en");
});

test("auto is light or dark as the page around, whenever that changes; paper is light", async ({ page, host, tag }) => {
  await page.goto(await host(docs(`<div id="around"><pim-auth-step id="one" step="encode" style="--pim-auth-accent: light-dark(#b3261e, #ff9d94); --pim-auth-radius: 0px"></pim-auth-step></div>${tag }`, { head: `<style>.night { background: #111 } [data-theme="dark"] { color-scheme: dark } .fade { transition: background-color .1s } .deep { background: oklch(0.2 0.02 250) } .picture { background: linear-gradient(#000, #222); color: #eee }</style>` })));
  const body = page.locator(".embed");
  await expect(body).toHaveCSS("color-scheme", "light");
  await expect(body).toHaveCSS("border-radius", "0px");
  const root = page.locator("html");
  const around = page.locator("#around");
  const steps: [Locator, string, string][] = [
    [root, "class", "night"],
    [root, "data-theme", "dark"],
    [page.locator("body"), "class", "night"],
    [around, "class", "deep"],
    [around, "class", "picture"],
    [around, "style", "color-scheme: dark"],
  ];
  for (const [node, name, value] of steps) {
    await set(node, { [name]: value });
    await expect(body, `${name}=${value}`).toHaveCSS("color-scheme", "dark");
    await set(node, { [name]: null });
    await expect(body, `without ${name}=${value}`).toHaveCSS("color-scheme", "light");
  }
  await set(around, { class: "fade" });
  await set(around, { class: "fade night" });
  await expect(body).toHaveCSS("color-scheme", "dark");
  // A scheme that the page has counts more than what stands behind; both, what the reader likes.
  await set(root, { style: "color-scheme: light" });
  await expect(body).toHaveCSS("color-scheme", "light");
  await set(root, { style: "color-scheme: light dark" });
  await expect(body).toHaveCSS("color-scheme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(body).toHaveCSS("color-scheme", "dark");
  await expect(page.locator(".embed-bar a")).toHaveCSS("color", "rgb(255, 157, 148)");
  await set(embed(page, "one"), { theme: "light" });
  await expect(body).toHaveCSS("color-scheme", "light");
  await set(embed(page, "one"), { theme: "dark" });
  await expect(body).toHaveCSS("color-scheme", "dark");
  await page.emulateMedia({ media: "print" });
  await expect(body).toHaveCSS("color-scheme", "light");
  await expect(page.locator(".embed button:visible")).toHaveCount(0);
});

test("copies by what the browser grants, selects where it grants nothing, and jumps by script", async ({ page, host, tag, playground }) => {
  await page.goto(await host(docs(`<pim-auth-step id="one" step="token" session="a"></pim-auth-step><pim-auth-step id="two" step="app-api"></pim-auth-step>${tag }`)));
  const get = step(page, "Get a token");
  await get.send.click();
  await expect(get.status).toHaveText("200 OK");
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(Reflect, { kept });
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: (text: string) => Promise.resolve(kept.push(text)) } });
  });
  const copied = () => page.evaluate(() => (Reflect as unknown as { kept: string[] }).kept.splice(0));
  await get.request.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(copied).toEqual([await textOf(get.http)]);
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
    const { kept } = Reflect as unknown as { kept: string[] };
    document.addEventListener("copy", () => kept.push(String(getSelection())));
  });
  await get.request.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(async () => (await copied()).join("")).toContain("POST /api/oauth/v1/token");
  await page.evaluate(() => {
    Object.assign(document, { execCommand: () => false });
    getSelection()?.removeAllRanges();
  });
  await get.request.getByRole("button", { name: "Copy", exact: true }).click();
  expect(await page.evaluate(() => String(getSelection()))).toContain("POST /api/oauth/v1/token");

  // To a step that is not here: the playground has it.
  await embed(page, "two").scrollIntoViewIfNeeded();
  await expect(embed(page, "two").locator("a[href*='#app-reconnect']")).toHaveAttribute("href", `${playground }/app/?version=7.0#app-reconnect`);
  // To one of the same session: there.
  await set(embed(page, "one"), { step: "api" });
  await set(embed(page, "two"), { step: "user", session: "a" });
  await embed(page, "two").getByText("The user’s role", { exact: true }).click();
  await embed(page, "two").getByRole("button", { name: "What if I forget the permission?", exact: true }).click();
  await expect(embed(page, "two").getByRole("status")).toHaveText(/Call the API: 403/);
  await embed(page, "two").getByRole("link", { name: "See the answer in step 5", exact: true }).click();
  await expect(embed(page, "one")).toBeFocused();
  await expect(step(embed(page, "one"), "Call the API").status).toHaveText("403 Forbidden");
  expect(page.url()).not.toContain("#");
});
