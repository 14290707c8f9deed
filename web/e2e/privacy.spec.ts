// What the page keeps and tells: nothing. Secrets stand in the page and in the
// request that is sent, and nowhere else.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import { heap, listenTo, marked, markedIn, shown, stored } from "./leaks.ts";
import { choosePIM, credentials, fill, typed } from "./page.ts";
import { startRelayed } from "./relaying.ts";
import { choose, field, send, show, step } from "./step.ts";

const secret = "a very own secret";
const password = "a very own password";

test("no secret reaches an address, the storage, a cookie or the console", async ({ page, context, playground, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/^Failed to load resource: the server responded with a status of 422 /);
  const told: string[] = [];
  const addresses: string[] = [];
  page.on("console", (message) => told.push(message.text()));
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  page.on("request", (request) => addresses.push(request.url(), request.headers().referer ?? ""));

  await page.goto("/connector/?pim=demo");
  await ready(page);
  const secrets = new Set<string>([secret, password, credentials.Secret, credentials.Password]);
  const collect = async () => {
    for (const label of ["Access token", "Refresh token"] as const) secrets.add(await field(page, label).inputValue());
  };
  for (const pim of ["demo", "local"] as const) {
    await choosePIM(page, pim);
    for (const body of ["Form", "JSON"] as const) {
      await choose(step(page, "Get a token"), "Body", body);
      await send(step(page, "Get a token"), "200 OK");
      await collect();
      await send(step(page, "Call the API"), "200 OK");
      await send(step(page, "Refresh"), "200 OK");
      await collect();
    }
    await fill(page, { Secret: secret, Password: password });
    await send(step(page, "Get a token"), "422 Unprocessable Content");
    await show(step(page, "Get a token"), "curl");
  }
  await choosePIM(page, "own");
  await page.getByRole("textbox", { name: "PIM address", exact: true }).fill(`${onLocalhost.address}/${encodeURIComponent(secret)}`);
  await fill(page, { ...credentials, Secret: secret });
  await expect(page).toHaveURL(`${playground}/connector/?pim=${encodeURIComponent(onLocalhost.address)}`);
  addresses.push(page.url());

  secrets.delete("");
  expect(secrets.size).toBeGreaterThan(10);
  secrets.add(Buffer.from(`${credentials["Client ID"]}:${credentials.Secret}`).toString("base64"));
  const stored = await page.evaluate(async () => [
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    document.cookie,
    JSON.stringify(history.state),
    ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
    ...(await caches.keys()),
    document.title,
    window.name,
  ]);
  const cookies = JSON.stringify(await context.cookies());
  const left = [...told, ...addresses, ...stored, cookies].map((text) => `${text} ${decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"))}`).join("\n");
  expect([...secrets].filter((one) => left.includes(one))).toEqual([]);
  expect(cookies).toBe("[]");
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))).toBe(0);
});

/** Fills every field of the page but the address with marked values, as a person would; those of the client ID are no secret. The result is how many. */
function fillAll(page: Page, marks: string[], pim: string): Promise<number> {
  return page.evaluate(([marks, pim]) => {
    let n = 0;
    for (const node of document.querySelectorAll<HTMLInputElement>("main input:is([type=text], [type=password]), main textarea")) {
      if (node.closest("[hidden]")) continue;
      const mark = node.dataset.input?.endsWith("client_id") ? "1_client" : (marks[n++] ?? "");
      // What the doctor can mend: another scheme than Bearer.
      node.value = node.localName === "textarea" ? `curl ${pim}/api/rest/v1/categories -H 'Authorization: Token ${mark.split(" ")[0] ?? ""}'` : mark;
      node.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
    }
    return n;
  }, [marks, pim] as const);
}

for (const [path, kept] of [["/", true], ["/connector/", false], ["/connector/", true], ["/app/", true], ["/client/", true], ["/doctor/", false], ["/doctor/", true], ["/own/", true]] as const) {
  test(`${path}${kept ? ", its PIM kept" : ""}: no marked secret anywhere outside of the page, and after Forget everything not in it either`, async ({ page, context, playground, pim, expectedErrors }) => {
    expectedErrors.push(/^Failed to load resource: the server responded with a status of 4\d\d /);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const told = listenTo(page, playground);
    await page.goto(path);
    await ready(page);
    await page.evaluate(() => navigator.clipboard.writeText("untouched"));
    await choosePIM(page, "own");
    await page.getByRole("textbox", { name: "PIM address", exact: true }).fill(pim);
    const marks = Array.from({ length: 60 }, (_, n) => marked(n));
    const count = await fillAll(page, marks, pim);
    if (path !== "/own/") expect(count).toBeGreaterThan(2);
    if (kept) {
      await page.getByRole("button", { name: "Keep this PIM", exact: true }).click();
      await page.getByRole("button", { name: "Keep", exact: true }).click();
    }
    const answered = page.waitForResponse((response) => response.url().startsWith(pim) && response.request().method() !== "OPTIONS");
    if (path === "/doctor/") await page.getByRole("button", { name: "Diagnose", exact: true }).click();
    if (path === "/doctor/") await page.getByRole("button", { name: "Send corrected", exact: true }).click();
    for (const press of await page.getByRole("button", { name: /^(Send|Play)$/ }).all()) if (await press.isVisible()) await press.click();
    await answered;
    if (count > 0) expect(markedIn(await shown(page), count)).not.toEqual([]);
    const left = await stored(page, context);
    expect(markedIn(`${left}\n${told.join("\n")}`, count)).toEqual([]);
    expect(left.includes("pim-auth-environments")).toBe(kept);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("untouched");

    await forget(page);
    expect(new URL(page.url()).search).toBe("");
    expect(markedIn(`${await shown(page)}\n${await stored(page, context)}\n${told.join("\n")}`, count)).toEqual([]);
    if (!kept) return;
    // What was kept is still there, and one press away from not being.
    await choosePIM(page, "own");
    await page.getByRole("button", { name: /^Delete / }).click();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
}

test.describe("through a relay", () => {
  test("no marked secret anywhere outside of the page, nor the token of the relay", async ({ page, context, expectedErrors, reach }) => {
    test.setTimeout(180_000);
    expectedErrors.push(/^Failed to load resource: the server responded with a status of 401 /);
    const relayed = await startRelayed();
    reach.add(relayed.page).add(relayed.relay);
    const told = listenTo(page, relayed.page);
    await page.goto(`${relayed.page}/connector/?pim=local`);
    await ready(page);
    const count = await fillAll(page, Array.from({ length: 20 }, (_, n) => marked(n)), relayed.pim);
    await page.getByLabel("Relay token", { exact: true }).fill(marked(count).split(" ")[0] ?? "");
    await send(step(page, "Get a token"), "401 Unauthorized");
    expect(markedIn(await shown(page), count + 1)).toContain(count);
    expect(markedIn(`${await stored(page, context)}\n${told.join("\n")}`, count + 1)).toEqual([]);
    await forget(page);
    await choosePIM(page, "relay");
    await expect(page.getByLabel("Relay token", { exact: true })).toHaveValue("");
    expect(markedIn(`${await shown(page)}\n${await stored(page, context)}\n${told.join("\n")}`, count + 1)).toEqual([]);
    await page.goto("about:blank");
    await relayed.stop();
  });
});

interface Opener {
  memories?: WebAssembly.Memory[];
}

/** Sends secrets, those of the answer among them; the result is what can be found of them. */
async function sendSecrets(page: Page): Promise<string[]> {
  await ready(page);
  await send(step(page, "Get a token"), "200 OK");
  const { "Access token": access = "", "Refresh token": refresh = "" } = await typed(page);
  await fill(page, { Secret: marked(0), Password: marked(1), Username: marked(2) });
  await send(step(page, "Get a token"), "422 Unprocessable Content");
  return [access, refresh, ...[0, 1, 2].map((n) => marked(n).split(" ")[0] ?? "")];
}

async function forget(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Forget everything", exact: true }).click();
  await ready(page);
  await expect(page.getByRole("status")).toHaveText("Everything is forgotten: what was typed, the tokens, what happened, the demo PIM in this page.");
}

test("Forget everything leaves zeros in the memory of the module", async ({ page, context }) => {
  test.slow();
  // A page that opens another keeps the memory of its module: so it can be read once that page is gone.
  await context.addInitScript(() => {
    const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (module: WebAssembly.Module, imports: WebAssembly.Imports) => Promise<WebAssembly.Instance>;
    WebAssembly.instantiate = (async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      const instance = await instantiate(module, imports);
      const owner = window.opener as Opener | null;
      if (owner) (owner.memories ??= []).push(instance.exports.mem as WebAssembly.Memory);
      return instance;
    }) as typeof WebAssembly.instantiate;
  });
  await page.goto("/licenses.txt");
  const opened = page.waitForEvent("popup");
  await page.evaluate(() => { window.open("/connector/?pim=demo"); });
  const other = await opened;
  const secrets = await sendSecrets(other);
  const found = () =>
    page.evaluate((secrets) => {
      const { memories = [] } = window as Opener;
      return memories.map(({ buffer }) => {
        const text = new TextDecoder("latin1").decode(buffer);
        return { secrets: secrets.map((one) => text.includes(one)), zeros: new Uint8Array(buffer).every((byte) => byte === 0) };
      });
    }, secrets);
  const all = secrets.map(() => true);
  const none = secrets.map(() => false);
  expect(await found()).toEqual([{ secrets: all, zeros: false }]);
  await forget(other);
  // The first is the module that was ended, the second the new one.
  expect(await found()).toEqual([{ secrets: none, zeros: true }, { secrets: none, zeros: false }]);
  await other.close();
});

test("Forget everything leaves no secret in what JavaScript holds", async ({ page }) => {
  test.slow();
  await page.goto("/connector/?pim=demo");
  const secrets = await sendSecrets(page);
  const found = async () => {
    const text = await heap(page);
    return secrets.map((one) => text.includes(one));
  };
  expect(await found()).toEqual(secrets.map(() => true));
  await forget(page);
  expect(await found()).toEqual(secrets.map(() => false));
});

test("a page that the browser kept whole for the way back comes back empty, and begins anew", async ({ playwright, launchOptions, playground }) => {
  // The whole browser: the one without windows keeps no page.
  const whole = "/usr/bin/chromium";
  const browser = await playwright.chromium.launch({ args: launchOptions.args ?? [], ...(existsSync(whole) ? { executablePath: whole } : { channel: "chromium" }), ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  const page = await browser.newPage();
  await page.addInitScript(() => {
    // Before the page's own script hears of it.
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      const values = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(({ value }) => value);
      sessionStorage.setItem("came back with", [document.documentElement.outerHTML, ...values].join("\n"));
    });
  });
  await page.goto(`${playground}/connector/?pim=demo`);
  await ready(page);
  await send(step(page, "Get a token"), "200 OK");
  const { "Access token": access = "" } = await typed(page);
  await fill(page, { Secret: secret });
  await page.goto(`${playground}/licenses.txt`);
  await page.evaluate(() => { history.back(); });
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("came back with")).catch(() => null)).not.toBeNull();
  const back = (await page.evaluate(() => sessionStorage.getItem("came back with"))) ?? "";
  expect([access, secret].filter((one) => back.includes(one))).toEqual([]);
  await ready(page);
  await expect(step(page, "Get a token").status).toHaveText("Not sent yet");
  await expect(field(page, "Secret")).toHaveValue(credentials.Secret);
  await browser.close();
});

test("password managers: no form, no name, and tokens are one-time codes, which are not offered for saving", async ({ page }) => {
  for (const path of ["/", "/connector/", "/app/", "/client/", "/doctor/"]) {
    await page.goto(path);
    await ready(page);
    expect(await page.locator("form, input[name]:not([type=radio])").count()).toBe(0);
    const fields = await page.locator("input:is([type=text], [type=password]), textarea").evaluateAll((nodes) => nodes.map((node) => [(node as HTMLInputElement).dataset.input ?? "", (node as HTMLInputElement).type, node.getAttribute("autocomplete")] as const));
    expect(fields.length).toBeGreaterThan(2);
    for (const [name, type, autocomplete] of fields) {
      const token = name.endsWith("token");
      expect.soft([name, autocomplete]).toEqual([name, token ? "one-time-code" : "off"]);
      if (token) expect.soft([name, type]).toEqual([name, "password"]);
    }
  }
});

test("a reload forgets everything", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const fresh = await typed(page);
  await send(step(page, "Get a token"), "200 OK");
  await fill(page, { Secret: secret, Username: "somebody" });
  await choose(step(page, "Get a token"), "Body", "Form");
  await page.reload();
  await ready(page);
  expect(await typed(page)).toEqual(fresh);
  for (const name of ["Get a token", "Call the API", "Refresh"] as const) await expect(step(page, name).status).toHaveText("Not sent yet");
  await expect(page.getByRole("region", { name: "What happened", exact: true })).toContainText("Nothing sent yet");
  await expect(step(page, "Get a token").region.getByRole("radio", { name: "JSON", exact: true })).toBeChecked();
  await expect(page.getByRole("status")).toBeEmpty();
});

test("going away and back forgets everything, too, or keeps everything", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  await send(step(page, "Get a token"), "200 OK");
  await page.getByRole("link", { name: "PIM Auth Playground", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get a token from a PIM. See every byte. Know why it fails.");
  await page.goBack();
  const token = step(page, "Get a token");
  await expect(token.status).toHaveText(/^(Not sent yet|200 OK)$/);
  const status = await token.status.innerText();
  await expect(field(page, "Access token")).toHaveValue(status === "200 OK" ? /./ : "");
});

for (const path of ["/", "/connector/"]) {
  test(`the HTML of ${path} holds no handler, no style and no script but the one that its policy names`, async ({ page, request }) => {
    const answer = await request.get(path);
    const html = await answer.text();
    await page.goto(path);
    // Read as a browser reads it, but never run.
    const found = await page.evaluate((text) => {
      // A document of its own would need a sink that the policy forbids; the
      // parser of the page's address does the same by XMLHttpRequest.
      return new Promise<{ handlers: string[]; styles: number; scripts: { src: string; text: string }[]; policies: string[]; forms: number; named: string[]; foreign: string[] }>((resolve) => {
        const asked = new XMLHttpRequest();
        asked.responseType = "document";
        asked.open("GET", location.pathname);
        asked.onload = () => {
          const parsed = asked.responseXML;
          if (!parsed || text === "") throw new Error("not parsed");
          const all = [...parsed.querySelectorAll("*")];
          resolve({
            handlers: all.flatMap((node) => [...node.attributes].filter(({ name, value }) => name.startsWith("on") || name === "style" || /^\s*javascript:/i.test(value)).map(({ name }) => `${node.localName} ${name}`)),
            styles: parsed.querySelectorAll("style").length,
            scripts: [...parsed.querySelectorAll("script")].map((node) => ({ src: node.getAttribute("src") ?? "", text: node.text })),
            policies: [...parsed.querySelectorAll("meta[http-equiv=Content-Security-Policy]")].map((node) => node.getAttribute("content") ?? ""),
            forms: parsed.querySelectorAll("form").length,
            named: [...parsed.querySelectorAll("input[name]:not([type=radio])")].map((node) => node.getAttribute("name") ?? ""),
            foreign: all.flatMap((node) => ["src", "href"].map((name) => node.getAttribute(name) ?? "")).filter((address) => /^([a-z]+:)?\/\//i.test(address) && !address.startsWith(`${location.origin}/`)),
          });
        };
        asked.send();
      });
    }, html);
    expect(found.handlers).toEqual([]);
    expect(found.styles).toBe(0);
    expect(found.forms).toBe(0);
    expect(found.named).toEqual([]);
    expect(found.foreign).toEqual([]);
    const inline = found.scripts.filter(({ src }) => src === "").map(({ text }) => text);
    expect(inline).toHaveLength(1);
    expect(Buffer.byteLength(inline[0] ?? "")).toBeLessThanOrEqual(400);
    const digest = createHash("sha256").update(inline[0] ?? "").digest("base64");
    const policy = [
      "default-src 'none'",
      `script-src 'self' 'sha256-${digest}' 'wasm-unsafe-eval'`,
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self' http: https:",
      "form-action 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html",
    ].join("; ");
    expect(found.policies).toEqual([policy]);
    // It stands before anything that it governs.
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.search(/<(script|link|style|img)\b/));
    expect(answer.headers()["content-security-policy"]).toBe(`${policy}; frame-ancestors 'none'`);
  });
}
