// What the page keeps and tells: nothing. Secrets stand in the page and in the
// request that is sent, and nowhere else.

import { createHash } from "node:crypto";
import { expect, ready, test } from "./fixtures.ts";
import { choosePIM, credentials, fill, typed } from "./page.ts";
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
            foreign: all.flatMap((node) => ["src", "href"].map((name) => node.getAttribute(name) ?? "")).filter((address) => /^([a-z]+:)?\/\//i.test(address)),
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
