// Sharing: secrets of many shapes are hidden wherever a paste can hold one, and
// none is found in what leaves, however it is read; what leaves still fails as
// it did.

import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";

import type { Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import { happened } from "./happened.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const base64 = (text: string) => Buffer.from(text).toString("base64");
const hex = (text: string) => Buffer.from(text).toString("hex");
const percent = (text: string) => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("");
const escapes = (text: string) => Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");

/** Stands in every secret; no word of ours holds it. */
const mark = "SECRETMARK";
const id = `3_4gm4secretmark${"8k0ow4cgs".repeat(4)}`;
const secret = `5dyvo1z6ysecretmark${"0ok4gws8c".repeat(3)}`;
const password = `${mark}+pä%s&s`;
const token = Buffer.from(hex(`${mark}${mark}${mark}xy`)).toString("base64url");
const pim = `https://${mark.toLowerCase()}-7.pim-of-somebody.test`;
const user = (encode: (text: string) => string = (text) => text) => `{"grant_type":"password","username":"${encode(`anna_${mark}`)}","password":"${encode(password)}"}`;
const refused = '{"code":422,"message":"Parameter \\"client_id\\" is missing or does not match any client, or secret is invalid"}';
const json = "Content-Type: application/json";
const host = `Host: ${new URL(pim).host}`;

const pastes: Readonly<Record<string, string>> = {
  "a pair with a line feed": `curl -X POST '${pim}/shop-${mark}/api/oauth/v1/token?x=${mark}&${mark}=1' -H 'Authorization: Basic ${base64(`${id}:${secret}\n`)}' -H '${json}' -H 'X-${mark}: ${mark}' -H 'Cookie: BAPID=${mark}; ${mark}=${base64(mark)}' -A '${mark}/7' -d '${user()}'\n${refused}`,
  "base64 twice": `POST /api/oauth/v1/token HTTP/1.1\n${host}\nAuthorization: Basic ${base64(base64(`${id}:${secret}`))}\n${json}\nReferer: ${pim}/${mark}#${mark}\n\n${user(escapes)}\n\nHTTP/1.1 422 Unprocessable Content\nServer: ${mark}/1.2\nSet-Cookie: ${mark}=${mark}\n${json}\n\n${refused}`,
  "a pair in clear, escapes": `Authorization: Basic ${id}:${secret}`,
  "a form that is not encoded": `POST /api/oauth/v1/token HTTP/1.1\n${host}\nAuthorization: Basic ${base64(`${id}:${secret}`)}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password&username=${percent(mark)}&password=${password}\n\nHTTP/1.1 422 Unprocessable Content\n${json}\n\n{"code":422,"message":"No user found for the given username and password"}`,
  "broken JSON": `POST /api/oauth/v1/token HTTP/1.1\n${host}\nAuthorization: Basic ${base64(`${id}:${secret}`)}\n${json}\n\n{“grant_type”: “password”, 'username': '${mark}', password: ${mark}, "x": "${hex(mark)}", // ${mark}\n\nHTTP/1.1 400 Bad Request\n${json}\n\n{"code":400,"message":"Invalid json message received"}`,
  "a token, twice Bearer": `GET /api/rest/v1/products/${mark}?search=${percent(`{"x":"${mark}"}`)} HTTP/1.1\n${host}\nAuthorization: Bearer Bearer ${token}\nX-Trace: ${base64(`a${mark}`)}, ${base64(`ab${mark}`)}, ${base64(`abc${mark}`)}\n\nHTTP/1.1 401 Unauthorized\n${json}\n\n{"code":401,"message":"The access token provided is invalid."}`,
  "a page of a proxy": `HTTP/1.1 502 Bad Gateway\nServer: nginx\nContent-Type: text/html\nVia: 1.1 ${mark}\n\n<html><head><title>502 Bad Gateway ${mark}</title></head><body class="${mark}"><!-- ${base64(`user=${mark}`)} --><p>${Array.from(mark, (c) => `&#${String(c.charCodeAt(0))};`).join("")}</p><a href="${pim}/login?next=${percent(mark)}">${mark}</a></body></html>`,
  "notices before JSON": `HTTP/1.1 200 OK\n${json}\n\n<br />\n<b>Warning</b>:  Undefined index ${mark} in <b>/srv/${mark}/index.php</b> on line <b>7</b><br />\n{"access_token":"${token}","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"${token}"}`,
  "a redirect": `POST /api/oauth/v1/token HTTP/1.1\n${host}\n${json}\n\n${user()}\n\nHTTP/1.1 302 Found\nLocation: ${pim}/user/login?token=${mark}#${base64(`x${mark}`)}\n\n`,
  "a client's exception": `GuzzleHttp\\Exception\\ClientException: Client error: \`GET ${pim}/api/rest/v1/categories/${mark}\` resulted in a \`404 Not Found\` response:\n{"code":404,"message":"Category \\"${mark}\\" does not exist."}`,
};

/** All that a text says, whatever encodes it, to three encodings within each other. */
function readings(text: string, left = 3): string[] {
  if (left === 0) return [text];
  const next: string[] = [];
  const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  const unescaped = text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll("\\", "");
  next.push(...[decoded, unescaped].filter((other) => other !== text));
  for (const [run] of text.matchAll(/[\w+/-]{8,}/g)) {
    for (const from of [0, 1, 2, 3]) next.push(Buffer.from(run.slice(from), "base64").toString("latin1"));
    if (/^[0-9a-f]+$/i.test(run)) for (const from of [0, 1]) next.push(Buffer.from(run.slice(from), "hex").toString("latin1"));
  }
  return [text, ...next.flatMap((other) => readings(other, left - 1))];
}

const holds = (text: string) => readings(text).find((reading) => reading.toLowerCase().includes(mark.toLowerCase()));

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "What went wrong?", exact: true }).evaluate((node, text) => {
    (node as HTMLTextAreaElement).value = text;
    node.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
  }, text);
}

/** What the journal has of them: how many exchanges, and what the file and the diagram without secrets hold. */
async function leaving(page: Page) {
  const download = page.waitForEvent("download");
  await happened(page).press("Save as HAR");
  const { log } = JSON.parse(await readFile(await (await download).path(), "utf8")) as { log: { entries: { request: { method: string; url: string }; response: { status: number } }[] } };
  await happened(page).press("Copy as Mermaid");
  await expect(page.getByRole("status")).toHaveText(/^Copied. Mermaid/);
  return { entries: log.entries, texts: [JSON.stringify({ ...log, entries: [] }), ...log.entries.map((entry) => JSON.stringify(entry)), await page.evaluate(() => navigator.clipboard.readText())] };
}

/** What the demo PIM answers to those that can be replayed. */
const replays: Readonly<Record<string, string>> = {
  "a pair with a line feed": "422 Unprocessable Content",
  "base64 twice": "422 Unprocessable Content",
  "a form that is not encoded": "422 Unprocessable Content",
  "broken JSON": "400 Bad Request",
  "a token, twice Bearer": "401 Unauthorized",
};

test("no secret is in a link, a report, a HAR file or a diagram, however it is read; the link gives the same first cause, and fails again", async ({ page, inPage }) => {
  test.setTimeout(90_000);
  await page.goto("/doctor/");
  await ready(page);
  const shown = page.locator("#doctor-case");
  const cause = shown.locator(".case").getByRole("list", { name: "Diagnosis", exact: true }).getByRole("listitem").first().locator("b").first();
  const status = page.getByRole("status");
  const copied = async (name: "Copy link" | "Copy report") => {
    await page.getByRole("button", { name, exact: true }).click();
    await expect(status).toHaveText(new RegExp(`^Copied: a ${name.replace("Copy ", "")} of [\\d,]+ characters`));
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await expect(page.locator("#doctor-shared")).toHaveText(text);
    return text;
  };
  const links: (readonly [name: string, link: string, cause: string])[] = [];
  for (const [name, text] of Object.entries(pastes)) {
    expect(holds(text), name).toBeDefined();
    await paste(page, text);
    await expect(status, name).not.toHaveText(/^Copied/);
    await expect(cause, name).toBeVisible();
    const link = await copied("Copy link");
    const report = await copied("Copy report");
    const hash = link.slice(link.indexOf("#") + 1);
    expect(hash[0]).toBe("z");
    const held = inflateRawSync(Buffer.from(hash.slice(1), "base64url")).toString();
    expect([held, link, report].map(holds), name).toEqual([undefined, undefined, undefined]);
    expect(report, name).toContain(link);
    links.push([name, link, (await cause.textContent()) ?? ""]);
    // What is sent of it comes into the journal.
    for (const button of await page.getByRole("button", { name: /^Send (as it is|corrected)$/ }).all()) {
      const before = await happened(page).messages.count();
      await button.click();
      await expect(happened(page).messages, name).toHaveCount(before + 1);
    }
  }
  const { entries, texts } = await leaving(page);
  expect(entries.map(({ request, response }) => `${request.method} ${String(response.status)}`)).toEqual((await inPage.journal()).map(({ method, status }) => `${method} ${String(status)}`));
  expect(entries.length).toBeGreaterThan(10);
  expect(texts.map(holds).filter((found) => found !== undefined)).toEqual([]);
  // Names of hosts stand in some causes: only those are others.
  const told = (cause: string) => cause.replaceAll(/[\w-]+(\.[\w-]+)+|\d+/g, "…");
  for (const [name, link, first] of links) {
    await page.goto("about:blank");
    await page.goto(link);
    await ready(page);
    await expect.poll(async () => told((await cause.textContent()) ?? ""), { message: name }).toBe(told(first));
    const answer = replays[name];
    if (answer === undefined) continue;
    await page.getByRole("button", { name: "Replay at the demo PIM", exact: true }).click();
    await expect(page.getByRole("region", { name: "Replayed", exact: true }).getByRole("region", { name: "Response", exact: true }).getByRole("paragraph").first(), name).toHaveText(answer);
    const sent = (await inPage.journal()).at(-1);
    expect(sent?.status, name).toBe(parseInt(answer));
    expect(holds(JSON.stringify(sent)), name).toBeUndefined();
  }
});
