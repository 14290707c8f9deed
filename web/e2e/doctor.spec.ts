// The doctor: whatever people have is recognised, taken apart, diagnosed, sent
// as it is and corrected; nothing of it leaves the page before a press.

import type { Locator, Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import type { Entry } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { choosePIM, credentials } from "./page.ts";

const { "Client ID": id, Secret: secret, Username: username, Password: password } = credentials;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const pair = base64(`${id}:${secret}`);
const user = `{"grant_type":"password","username":"${username}","password":"${password}"}`;
const refused = '{"code":422,"message":"Parameter \\"client_id\\" is missing or does not match any client, or secret is invalid"}';
const token = "https://pim.example.com/api/oauth/v1/token";

function doctor(page: Page) {
  const shown = page.locator("#doctor-case");
  const turn = (name: "As it is" | "Corrected" | "Replayed") => {
    const region = page.getByRole("region", { name, exact: true });
    return {
      region,
      request: region.getByRole("region", { name: "Request", exact: true }).locator("pre").first(),
      status: region.getByRole("region", { name: "Response", exact: true }).getByRole("paragraph").first(),
      diagnosis: region.getByRole("list", { name: "Diagnosis", exact: true }),
      difference: region.getByText("What made the difference:"),
    };
  };
  return {
    field: page.getByRole("textbox", { name: "What went wrong?", exact: true }),
    press: (name: string) => page.getByRole("button", { name, exact: true }).click(),
    shown,
    heading: shown.getByRole("heading", { level: 2 }),
    /** What is marked in the request and the answer, invisible characters by their names. */
    marks: () => shown.locator(".case mark.odd").evaluateAll((all) => all.map((mark) => (mark as HTMLElement).dataset.char ?? mark.textContent)),
    diagnosis: shown.locator(".case").getByRole("list", { name: "Diagnosis", exact: true }),
    request: shown.locator(".case").getByRole("region", { name: "Request", exact: true }),
    response: shown.locator(".case").getByRole("region", { name: "Response", exact: true }),
    found: page.locator("#doctor-note"),
    status: page.getByRole("status"),
    turn,
  };
}

async function open(page: Page, path = "/doctor/"): Promise<ReturnType<typeof doctor>> {
  await page.goto(path);
  await ready(page);
  return doctor(page);
}

/** Pastes as a person does: all at once. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.evaluate((node, text) => {
    (node as HTMLTextAreaElement).value = text;
    node.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
  }, text);
}

async function drop(page: Page, name: string, content: string | { bytes: number }): Promise<void> {
  await page.locator("[data-part=drop]").evaluate(
    (node, [name, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([typeof content === "string" ? content : new Uint8Array(content.bytes)], name));
      node.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [name, content] as const,
  );
}

function asHTTP({ method, url, header, body }: Entry): string {
  const { host, pathname, search } = new URL(url);
  return [`${method} ${pathname}${search}`, `Host: ${host}`, ...header.map(([name, value]) => `${name}: ${value}`), "", body].join("\n");
}

const entry = (method: string, url: string, header: readonly { name: string; value: string }[], status: number, answer: string) => ({
  startedDateTime: "2024-04-02T12:00:00.000Z",
  time: 1,
  request: { method, url, httpVersion: "HTTP/1.1", headers: header, queryString: [], cookies: [], headersSize: -1, bodySize: -1 },
  response: { status, statusText: "", httpVersion: "HTTP/1.1", headers: [], cookies: [], content: { size: answer.length, mimeType: "application/json", text: answer }, redirectURL: "", headersSize: -1, bodySize: -1 },
});
const har = JSON.stringify({
  log: {
    version: "1.2",
    creator: { name: "a browser", version: "1" },
    entries: [
      entry("GET", "https://pim.example.com/api/rest/v1", [], 200, "{}"),
      entry("GET", "https://pim.example.com/api/rest/v1/categories", [{ name: "Authorization", value: "Bearer Bearer x" }], 401, '{"code":401,"message":"The access token provided is invalid."}'),
    ],
  },
});

/** What is pasted, what it is called, and what is marked in it; null: it is not looked at here. */
const kinds: readonly (readonly [text: string, heading: string, marks: readonly string[] | null])[] = [
  [`curl -X POST '${token}' -H 'Authorization: Basic ${base64(`${id}:${secret}\n`)}' -H 'Content-Type: application/json' -d '${user}'\n${refused}`, "A curl command and its answer, 422 Unprocessable Content", ["line feed"]],
  [`$ curl ${token} -u $'${id}:${secret}\\r' --json '${user}'`, "A curl command", ["carriage return"]],
  [`curl.exe -X POST "${token}" ^\r\n  -H "Authorization: Basic ${pair}" ^\r\n  -H "Content-Type: application/json" ^\r\n  -d "{\\"grant_type\\":\\"pasword\\",\\"username\\":\\"a\\",\\"password\\":\\"b\\"}"`, "A curl command", ["pasword"]],
  [`Invoke-RestMethod -Uri "${token}" -Method Post -Headers @{ Authorization = "Basic ${pair}" } -Body '${user}'`, "A PowerShell command", null],
  [`POST /api/oauth/v1/token HTTP/1.1\nHost: pim.example.com\nAuthorization: Bearer ${pair}\nContent-Type: application/json\n\n${user}\n\nHTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n${refused}`, "HTTP as it goes over the wire and its answer, 422 Unprocessable Content", ["Bearer"]],
  [har, "A HAR file and its answer, 401 Unauthorized", ["Bearer"]],
  [`fetch("https://pim.example.com/api/rest/v1/categories/", { headers: { authorization: "Bearer abc" }, method: "GET" });`, "A call of fetch", null],
  ["GuzzleHttp\\Exception\\ClientException: Client error: `GET https://pim.example.com/api/rest/v1/categories` resulted in a `403 Forbidden` response:\n{\"code\":403,\"message\":\"Access forbidden. You are not allowed to list categories.\"}", "A line of a log and its answer, 403 Forbidden", null],
  ['203.0.113.7 - - [02/Apr/2024:12:00:00 +0000] "POST /api/oauth/v1/token HTTP/1.1" 422 130 "-" "GuzzleHttp/7"', "A line of a log and its answer, 422 Unprocessable Content", []],
  ["curl: (60) SSL certificate problem: unable to get local issuer certificate", "An error of a browser or a client", []],
  [`echo "${id}:${secret}" | base64 -w0`, "A command that encodes a pair", ["line feed"]],
  [`Authorization: Basic ${id}:${secret}`, "A line of a header", null],
  [base64(`${id}:${secret}\r\n`), "A pair in base64", ["carriage return line feed"]],
  ["NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcy", "A token", null],
  // A byte order mark is marked where it stands, and not lost on the way.
  [`Authorization: Basic ${base64(`\ufeff${id}:${secret}`)}`, "A line of a header", ["byte order mark"]],
  [refused, "JSON: an answer, 422 Unprocessable Content", null],
  ["422 Unprocessable Entity", "A status: 422 Unprocessable Content", []],
  ["https://pim.example.com/api/rest/v1/categories/", "An address", ["/"]],
];

test("whatever is pasted is recognised at once, and what is wrong is marked; nothing is sent", async ({ page, inPage }) => {
  const { field, heading, marks, diagnosis, status, found } = await open(page);
  for (const [text, name, marked] of kinds) {
    await paste(field, text);
    await expect(heading, text).toHaveText(name);
    await expect(status).toHaveText(new RegExp(`^${name}\\. (The cause|Most likely|Possibly|It failed)`));
    await expect(found).toHaveText(`Recognised: ${name}`);
    if (marked) expect(await marks(), text).toEqual(marked);
    if (marked && marked.length > 0) await expect(diagnosis.getByRole("listitem").first()).toContainText("certain");
  }
  expect(await inPage.journal()).toEqual([]);
});

test("the examples: each failure of the page, diagnosed; as it is and corrected; axe, narrow, light and dark", async ({ page, inPage }) => {
  test.setTimeout(90_000);
  const { field, heading, press, marks, diagnosis, request, status, turn, shown } = await open(page);
  const wrong: string[] = [];
  const look = async (after: string) => {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      wrong.push(...(await page.evaluate(sticksOut)).map((text) => `${after}, ${String(width)}: ${text}`));
    }
    wrong.push(...(await judge(page, "all")).map((text) => `${after}: ${text}`));
    await page.emulateMedia({ colorScheme: "dark" });
    wrong.push(...(await judge(page, "colours")).map((text) => `${after}, dark: ${text}`));
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await look("load");
  for (const [label, name] of [
    ["Invalid json, on Windows", "A curl command and its answer, 400 Bad Request"],
    ["It worked an hour ago", "HTTP as it goes over the wire and its answer, 401 Unauthorized"],
    ["A PHP exception, 403", "A line of a log and its answer, 403 Forbidden"],
    ["Blocked by CORS", "An error of a browser or a client"],
    ["An App’s invalid_client", "HTTP as it goes over the wire and its answer, 400 Bad Request"],
    ["422, though the secret is right", "A curl command and its answer, 422 Unprocessable Content"],
  ] as const) {
    const button = page.getByRole("button", { name: label, exact: true });
    await button.click();
    await expect(heading).toHaveText(name);
    await expect(status).toHaveText(new RegExp(`^${name}\\. The cause: `));
    await expect(diagnosis.getByRole("listitem").first()).toContainText("certain");
    await expect(button).toBeFocused();
    await look(label);
  }
  expect(await inPage.journal()).toEqual([]);

  // The text of the field as it was sent, its pair decoded beneath it.
  expect(await field.inputValue()).toContain(base64(`${id}:${secret}\n`));
  expect(await marks()).toEqual(["line feed"]);
  await expect(request.locator(".pair pre")).toHaveText(`${id}:${secret}\n`, { useInnerText: false });
  await press("Send as it is");
  await expect(turn("As it is").status).toHaveText("422 Unprocessable Content");
  await expect(turn("As it is").diagnosis.getByRole("listitem").first()).toContainText("certain");
  // Shown before it is sent.
  const before = await turn("Corrected").request.textContent();
  await press("Send corrected");
  await expect(turn("Corrected").status).toHaveText("200 OK");
  await expect(turn("Corrected").difference).toBeVisible();
  const received = await inPage.journal();
  expect(received.map(({ status }) => status)).toEqual([422, 200]);
  expect(received.map(asHTTP)).toEqual([await turn("As it is").request.textContent(), before]);
  expect(await turn("Corrected").request.textContent()).toBe(before);
  await expect(page.getByRole("region", { name: "What happened", exact: true })).toContainText("2 exchanges");
  await look("sent");
  await page.emulateMedia({ forcedColors: "active" });
  await expect(shown.locator("mark.odd").first()).toHaveCSS("outline-style", "solid");
  expect(wrong).toEqual([]);
});

test("a file: dropped, chosen, too long, no text, nothing known; rubbish of megabytes", async ({ page }) => {
  test.setTimeout(60_000);
  const { field, heading, found, status, press, shown } = await open(page);
  await drop(page, "pim.har", har);
  await expect(heading).toHaveText("A HAR file and its answer, 401 Unauthorized");
  await expect(shown.getByText("One exchange before it")).toBeVisible();
  expect(await field.inputValue()).toBe(har);
  await press("Clear");
  await expect(shown).toHaveCount(0);
  await expect(field).toBeFocused();

  // A long one takes the place of the field, which would take long to draw it.
  const long = har.replace('"{}"', JSON.stringify(JSON.stringify({ filler: "x".repeat(200_000) })));
  await page.getByLabel("Choose a file").setInputFiles({ name: "long.har", mimeType: "application/json", buffer: Buffer.from(long) });
  await expect(heading).toHaveText("A HAR file and its answer, 401 Unauthorized");
  await expect(page.getByText("long.har, 201 KB")).toBeVisible();
  await press("Take it away");
  await expect(field).toBeFocused();

  await drop(page, "huge.log", { bytes: 11 * 1024 * 1024 });
  await expect(found).toHaveText("This file has 11.5 MB. More than 10 MB is not read: cut out the request that fails and its answer.");
  await expect(status).toHaveText(/^This file has 11\.5 MB\./);
  await drop(page, "picture.png", { bytes: 1000 });
  await expect(found).toHaveText(/^This is no text/);
  await paste(field, "hello there, how are you");
  await expect(found).toHaveText(/^Nothing of this was recognised\. This page looks for:a curl command/);
  await expect(shown).toHaveCount(0);
  for (const rubbish of ['{"a":', "curl -H '"]) {
    await status.evaluate((node) => {
      node.textContent = "";
    });
    await drop(page, "rubbish.txt", rubbish.repeat(9_000_000 / rubbish.length));
    await expect(status).toHaveText(/^Nothing of this was recognised/, { timeout: 20_000 });
  }
  await press("Diagnose");
  await expect(found).toBeVisible();
});

test("what was meant finds the wrong character; secrets of others are covered; what was pasted is not kept", async ({ page }) => {
  const { field, marks, diagnosis, request } = await open(page);
  const [mine, yours] = ["4_abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmn", "zyxwvutsrqponmlkjihgfedcba9876543210zyxwvutsrqponm"];
  await paste(field, `POST /api/oauth/v1/token HTTP/1.1\nHost: pim.example.com\nAuthorization: Basic ${base64(`${mine}:${yours.replace("k", "K")}`)}\nContent-Type: application/json\n\n${user}\n\nHTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n${refused}`);
  const cover = page.getByRole("switch", { name: "Hide secrets", exact: true });
  await expect(cover).toBeChecked();
  const hidden = await request.locator(".k-secret").first().evaluate((node) => getComputedStyle(node).color === getComputedStyle(node).backgroundColor);
  expect(hidden).toBe(true);
  await cover.uncheck();
  await page.getByText("What you meant").click();
  await page.getByLabel("Client ID", { exact: true }).fill(mine);
  await page.getByLabel("Secret", { exact: true }).fill(yours);
  // From the first character that differs.
  await expect.poll(marks).toEqual([expect.stringMatching(/^K/)]);
  await expect(diagnosis.getByRole("listitem").first()).toContainText("certain");
  expect(page.url()).not.toContain(mine);
  await page.getByRole("button", { name: "422, though the secret is right", exact: true }).click();
  await cover.check();
  await expect(field).toHaveCSS("filter", "blur(5px)");
  await field.focus();
  await expect(field).toHaveCSS("filter", "none");
});

test("corrected to a PIM of one's own, once its address is typed; its answer is diagnosed as well", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  const { field, press, turn } = await open(page);
  await paste(field, `curl '${token}/' -u '${id}:${secret}' --json '${user.replace(password, "wrong")}'`);
  await choosePIM(page, "own");
  await press("Send corrected");
  await expect(turn("Corrected").region.getByRole("list", { name: "Diagnosis", exact: true })).toContainText("There is no usable PIM address yet.");
  await page.getByRole("textbox", { name: "PIM address", exact: true }).fill(onLocalhost.address);
  await expect(turn("Corrected").region).toContainText(`It goes to ${onLocalhost.host}`);
  expect(await onLocalhost.journal()).toEqual([]);
  await press("Send corrected");
  await expect(turn("Corrected").status).toHaveText("422 Unprocessable Content");
  await expect(turn("Corrected").diagnosis.getByRole("listitem").first()).toContainText("possible");
  const [received] = await onLocalhost.journal();
  expect(received && new URL(received.url).pathname).toBe("/api/oauth/v1/token");
  expect(received?.body).toBe(user.replace(password, "wrong"));
});

test("a header alone is filled in around; a press before the engine is there is kept", async ({ page, inPage }) => {
  await page.goto("/doctor/");
  const { field, heading, press, turn, shown } = doctor(page);
  await field.fill(`Authorization: Basic ${base64(`${id}:${secret} `)}`);
  await press("Diagnose");
  await expect(heading).toHaveText("A line of a header");
  await expect(shown).toContainText("There was no whole request: the address, the method, a body with a user name and a password are filled in.");
  await press("Send as it is");
  await expect(turn("As it is").status).toHaveText("422 Unprocessable Content");
  await press("Send corrected");
  await expect(turn("Corrected").status).toHaveText("200 OK");
  expect((await inPage.journal()).map(asHTTP)).toEqual([await turn("As it is").request.textContent(), await turn("Corrected").request.textContent()]);
});

test("a shared failure opens with the same diagnosis, and is replayed at the demo PIM", async ({ page, context, inPage }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { heading, marks, diagnosis, press, status, turn, shown } = await open(page);
  await press("422, though the secret is right");
  await expect(heading).toBeVisible();
  const cause = await diagnosis.getByRole("listitem").first().locator("b").first().textContent();
  await press("Copy link");
  await expect(status).toHaveText(/^Copied: a link of [\d,]+ characters, without any value of yours\.$/);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).not.toContain("myERPuser");
  await press("Copy report");
  await expect(status).toHaveText(/^Copied: a report of/);
  const report = await page.evaluate(() => navigator.clipboard.readText());
  for (const value of [id, secret, password, pair]) expect(report).not.toContain(value);
  expect(report).toContain(link);

  await page.goto("about:blank");
  await page.goto(link);
  await ready(page);
  await expect(heading).toHaveText("A shared failure, 422 Unprocessable Content");
  expect(await marks()).toEqual(["line feed"]);
  await expect(diagnosis.getByRole("listitem").first().locator("b").first()).toHaveText(cause ?? "");
  await shown.getByText(/stand-ins$/).click();
  await expect(shown).toContainText("secret#1");
  expect(await judge(page, "all")).toEqual([]);
  await press("Replay at the demo PIM");
  await expect(turn("Replayed").status).toHaveText("422 Unprocessable Content");
  await expect(turn("Replayed").diagnosis.getByRole("listitem").first().locator("b").first()).toHaveText(cause ?? "");
  expect((await inPage.journal()).map(({ status }) => status)).toEqual([422]);
  // A link that is cut off says so.
  await page.goto("about:blank");
  await page.goto(link.slice(0, -40));
  await ready(page);
  await expect(page.locator("#doctor-note")).toContainText("The link that opened this page cannot be read");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });
  test("a whole diagnosis reads, and nothing can be pressed in vain", async ({ page }) => {
    await page.goto("/doctor/");
    const sample = page.getByRole("region", { name: "A sample: 422, though the secret is right", exact: true });
    await expect(sample.getByRole("list", { name: "Diagnosis", exact: true }).getByRole("listitem").first()).toContainText("certain");
    await expect(sample.locator("mark").first()).toBeVisible();
    await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
  });
});
