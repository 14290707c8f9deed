// The walk of a connector, step by step, as a person does it who has read
// nothing and types nothing.

import type { Page } from "@playwright/test";
import { control, expect, ready, test } from "./fixtures.ts";
import type { Demo } from "./fixtures.ts";
import { credentials, typed } from "./page.ts";
import { choose, field, named, send, show, step, textOf } from "./step.ts";

const { "Client ID": clientID, Secret: secret } = credentials;
const basic = Buffer.from(`${clientID}:${secret}`).toString("base64");
const token = /^[MNOYZ][A-Za-z0-9]{85}$/;
const categories = ["master", "categoryA Category A", "categoryA1", "categoryA2", "categoryB", "categoryC", "master_china"];

/** The pattern that matches text and nothing else. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Chromium logs every answer of 400 and above that came by fetch. */
function failing(status: number): RegExp {
  return new RegExp(`^Failed to load resource: the server responded with a status of ${status} `);
}

async function twoClicks(page: Page, demo: Demo): Promise<void> {
  await page.goto(`/connector/?pim=${demo.pim}`);
  await step(page, "Get a token").send.click();
  await expect(step(page, "Get a token").status).toHaveText("200 OK");
  await step(page, "Call the API").send.click();
  const api = step(page, "Call the API");
  await expect(api.status).toHaveText("200 OK");
  await expect(api.explained.getByRole("listitem")).toHaveText(categories);
  expect((await demo.journal()).map(({ method, url, status }) => `${method} ${url} ${status}`)).toEqual([`POST ${demo.address}/api/oauth/v1/token 200`, `GET ${demo.address}/api/rest/v1/categories 200`]);
}

test("two clicks to the categories, demo PIM in the page", async ({ page, inPage }) => {
  await twoClicks(page, inPage);
});

test("two clicks to the categories, demo PIM on localhost", async ({ page, onLocalhost }) => {
  await twoClicks(page, onLocalhost);
});

test("the home page gets a token with one click, and opens the walk", async ({ page }) => {
  await page.goto("/");
  const first = step(page, "Your first token");
  await expect(first.status).toHaveText("Not sent yet");
  await send(first, "200 OK");
  await expect(page.getByRole("status")).toHaveText("1. Your first token: 200, a token and a refresh token");
  await first.region.getByText("Change the credentials", { exact: true }).click();
  await field(page, "Username").fill("nobody");
  await send(first, "422 Unprocessable Content");
  await named(first, "user_known_differs", "certain");
  await page.getByRole("link", { name: /^I write a connector/ }).click();
  await expect(page).toHaveURL(/\/connector\/$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get a token, call the PIM");
});

test("the fields of steps 1 and 2 are filled in, and what is secret is masked until shown", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  expect(await typed(page)).toEqual({ ...credentials, "Access token": "", "Refresh token": "" });
  for (const label of ["Client ID", "Username"] as const) await expect(field(page, label)).toHaveAttribute("type", "text");
  const shows = page.getByRole("button", { name: "Show", exact: true });
  await expect(shows).toHaveCount(4);
  for (const [i, label] of (["Secret", "Password", "Access token", "Refresh token"] as const).entries()) {
    const button = shows.nth(i);
    await expect(button).toHaveAccessibleDescription(label);
    await expect(field(page, label)).toHaveAttribute("type", "password");
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await expect(field(page, label)).toHaveAttribute("type", "text");
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await expect(field(page, label)).toHaveAttribute("type", "password");
  }
});

test("the request follows the switches, and a PIM takes all four", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const get = step(page, "Get a token");
  const line = "POST /api/oauth/v1/token\nHost: demo.pim\n";
  const json = (members: object) => JSON.stringify(members, null, 2);
  const client = { client_id: clientID, client_secret: secret };
  const user = { username: "myERPuser", password: "64bngr78" };
  for (const [body, where, expected] of [
    ["JSON", "Basic header", `${line}Content-Type: application/json\nAuthorization: Basic ${basic}\n\n${json({ grant_type: "password", ...user })}`],
    ["JSON", "In the body", `${line}Content-Type: application/json\n\n${json({ grant_type: "password", ...client, ...user })}`],
    ["Form", "Basic header", `${line}Content-Type: application/x-www-form-urlencoded\nAuthorization: Basic ${basic}\n\ngrant_type=password&username=myERPuser&password=64bngr78`],
    ["Form", "In the body", `${line}Content-Type: application/x-www-form-urlencoded\n\ngrant_type=password&client_id=${clientID}&client_secret=${secret}&username=myERPuser&password=64bngr78`],
  ] as const) {
    await choose(get, "Body", body);
    await choose(get, "Client credentials", where);
    expect(await textOf(get.http)).toBe(expected);
    await send(get, "200 OK");
  }
  // The steps share the switches: a connector writes all its requests alike.
  await expect(step(page, "Refresh").region.getByRole("radio", { name: "Form", exact: true })).toBeChecked();
  await expect(step(page, "Refresh").region.getByRole("radio", { name: "In the body", exact: true })).toBeChecked();
});

test("the request follows the fields, key by key", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const { http } = step(page, "Get a token");
  await field(page, "Username").fill("");
  await field(page, "Username").pressSequentially("ül");
  expect(await textOf(http)).toContain('\n  "username": "ül",\n');
  await field(page, "Client ID").fill("1_a");
  expect(await textOf(http)).toContain(`\nAuthorization: Basic ${Buffer.from(`1_a:${secret}`).toString("base64")}\n`);
});

test("a token explained: each field, its meaning, and its life counting down", async ({ page }) => {
  await page.clock.setFixedTime("2026-03-01T10:00:00Z");
  await page.goto("/connector/");
  const get = step(page, "Get a token");
  // Each meaning stands in the page once, in the sample, which is gone once the step is live.
  const sample = get.region.locator("[aria-label='Sample response']");
  const meanings = await sample.locator("dd > :last-child").allTextContents();
  expect(meanings.filter((meaning) => meaning.length > 20)).toHaveLength(5);
  await expect(sample).toBeHidden();
  await send(get, "200 OK");
  await expect(get.explained.getByRole("term")).toHaveText(["access_token", "expires_in", "token_type", "scope", "refresh_token"]);
  const shown = get.explained.getByRole("definition");
  const values = ["[MNOYZ][A-Za-z0-9]{85}", "3600 seconds60 min left", "bearer", "null", "[MNOYZ][A-Za-z0-9]{85}"];
  await expect(shown).toHaveText(values.map((value, i) => new RegExp(`^${value}${literal(meanings[i] ?? "")}$`)));
  await page.clock.setFixedTime("2026-03-01T10:59:01Z");
  await expect(shown.nth(1)).toContainText("59 s left");
  await page.clock.setFixedTime("2026-03-01T11:03:00Z");
  await expect(shown.nth(1)).toContainText("expired 3 min ago on the PIM’s clock");
});

test("an answer raw: status line, every header, the body", async ({ page, inPage }) => {
  await page.goto("/connector/?pim=demo");
  const get = step(page, "Get a token");
  await send(get, "200 OK");
  await show(get, "Raw");
  await expect(get.explained).toBeHidden();
  const [entry] = await inPage.journal();
  const header = entry?.response_header.map(([name, value]) => `${name}: ${value}\n`).join("");
  expect(await textOf(get.raw)).toBe(`200 OK\n${header ?? ""}\n${entry?.response_body ?? ""}Exact: the bytes as the PIM gave them.`);
  expect(Object.keys(JSON.parse(entry?.response_body ?? "") as object)).toEqual(["access_token", "expires_in", "token_type", "scope", "refresh_token"]);
});

test("the API answers the token, and says what is wrong with another", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const api = step(page, "Call the API");
  await api.send.click();
  await expect(api.status).toHaveText("Not sent yet");
  await expect(api.diagnosis.getByRole("listitem")).toHaveText(["There is no access token yet. Send step 4, Get a token, or paste one."]);
  await send(step(page, "Get a token"), "200 OK");
  await expect(api.diagnosis).toHaveCount(0);
  await expect(field(page, "Access token")).toHaveValue(token);
  const issued = await field(page, "Access token").inputValue();
  expect(await textOf(api.http)).toBe(`GET /api/rest/v1/categories\nHost: demo.pim\nAuthorization: Bearer ${issued}\n`);
  await field(page, "Access token").fill(`${issued}x`);
  await send(api, "401 Unauthorized");
  await named(api, "token_cut", "likely");
  await field(page, "Access token").fill(issued);
  await send(api, "200 OK");
  await expect(api.explained.getByRole("term")).toHaveText(["current_page", "items"]);
  await expect(api.diagnosis).toHaveCount(0);
});

async function refreshing(page: Page, demo: Demo): Promise<void> {
  await page.goto(`/connector/?pim=${demo.pim}`);
  await send(step(page, "Get a token"), "200 OK");
  const first = { access: await field(page, "Access token").inputValue(), refresh: await field(page, "Refresh token").inputValue() };
  const refresh = step(page, "Refresh");
  await send(refresh, "200 OK");
  const second = { access: await field(page, "Access token").inputValue(), refresh: await field(page, "Refresh token").inputValue() };
  expect(second.access).toMatch(token);
  expect(second.refresh).toMatch(token);
  expect(new Set([first.access, first.refresh, second.access, second.refresh]).size).toBe(4);

  await refresh.region.getByRole("button", { name: "Use the old access token", exact: true }).click();
  await expect(refresh.request).toContainText("With the access token from before the refresh.");
  await expect(refresh.status).toHaveText("200 OK");
  await expect(refresh.explained.getByRole("listitem")).toHaveText(categories);
  expect(await textOf(refresh.http)).toContain(`Authorization: Bearer ${first.access}\n`);

  await refresh.region.getByRole("button", { name: "Use the used refresh token again", exact: true }).click();
  await expect(refresh.request).toContainText("With the refresh token that the refresh used up.");
  await expect(refresh.status).toHaveText("422 Unprocessable Content");
  expect(await textOf(refresh.http)).toContain(`"refresh_token": "${first.refresh}"`);
  await named(refresh, "refresh_used", "certain");

  // The experiments have cost nothing: the pair in the fields still works.
  await refresh.region.getByRole("button", { name: "Back to the refresh", exact: true }).click();
  await expect(refresh.status).toHaveText("Not sent yet");
  await expect(field(page, "Refresh token")).toHaveValue(second.refresh);
  await send(refresh, "200 OK");
  expect((await demo.journal()).map(({ status }) => status)).toEqual([200, 200, 200, 422, 200]);
}

test("refresh: the old access token lives on, the used refresh token is dead; in the page", async ({ page, inPage }) => {
  await refreshing(page, inPage);
});

test("refresh: the old access token lives on, the used refresh token is dead; on localhost", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(failing(422));
  await refreshing(page, onLocalhost);
});

test("an hour later the token has expired, and a refresh cures it; in the page", async ({ page }) => {
  await page.clock.setFixedTime("2026-03-01T10:00:00Z");
  await page.goto("/connector/");
  const api = step(page, "Call the API");
  await send(step(page, "Get a token"), "200 OK");
  await page.getByRole("button", { name: "+1 h", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText(/^The PIM’s clock says \d\d:00, 1 h ahead of yours\.$/);
  // The second in which it expires is the last in which it lives.
  await send(api, "200 OK");
  await page.clock.setFixedTime("2026-03-01T10:00:01Z");
  await send(api, "401 Unauthorized");
  await named(api, "token_expired", "certain");
  await expect(step(page, "Get a token").explained.getByRole("definition").nth(1)).toContainText("expired 1 s ago on the PIM’s clock");
  await send(step(page, "Refresh"), "200 OK");
  await send(api, "200 OK");
});

test("the clock moves by what the button says, whatever part of a second it is", async ({ page }) => {
  await page.clock.setFixedTime("2026-03-01T10:00:00.900Z");
  await page.goto("/connector/");
  await ready(page);
  for (const [button, said] of [
    ["+31 s", "31 s ahead of yours"],
    ["+1 h", "1 h 31 s ahead of yours"],
    ["+15 days", "15 d 1 h ahead of yours"],
  ] as const) {
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.getByRole("status")).toHaveText(new RegExp(`^The PIM’s clock says \\d\\d:\\d\\d, ${said}\\.$`));
  }
});

test("an hour later the token has expired, and a refresh cures it; on localhost", async ({ page, pim, expectedErrors }) => {
  expectedErrors.push(failing(401));
  await page.goto("/connector/?pim=local");
  const api = step(page, "Call the API");
  await send(step(page, "Get a token"), "200 OK");
  await page.getByRole("button", { name: "+1 h", exact: true }).click();
  await page.getByRole("button", { name: "+31 s", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText(/^The PIM’s clock says \d\d:\d\d, 1 h 31 s ahead of yours\.$/);
  await send(api, "401 Unauthorized");
  await send(step(page, "Refresh"), "200 OK");
  await send(api, "200 OK");
  // Another window may have moved the clock: each Send asks for it.
  await control(pim, "clock", { advance: "336h" });
  await send(step(page, "Get a token"), "200 OK");
  await expect(page.getByRole("complementary", { name: "This walk", exact: true })).toContainText("14 d 1 h ahead of yours");
});

test("what happened stands in the rail, and the map names the next step", async ({ page }) => {
  await page.goto("/connector/");
  const rail = page.getByRole("complementary", { name: "This walk", exact: true });
  const current = rail.locator("[aria-current=step]");
  await expect(current).toHaveText("Get a token");
  await send(step(page, "Get a token"), "200 OK");
  await expect(current).toHaveText("Call the API");
  await send(step(page, "Call the API"), "200 OK");
  await expect(current).toHaveText("Refresh");
  await send(step(page, "Refresh"), "200 OK");
  await expect(current).toHaveCount(0);
  await expect(rail.getByRole("heading", { name: "What happened (3)", exact: true })).toBeVisible();
  await expect(rail.getByRole("img")).toHaveAccessibleName("Requests and answers: POST token, 200; GET categories, 200; POST token (refresh), 200");
});

test("encode: the anatomy is true to three bytes in four characters", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const encode = step(page, "Encode");
  const { region } = encode;
  await region.getByText("Three bytes become four characters: see each group", { exact: true }).click();
  for (const [id, theSecret] of [
    [clientID, secret],
    ["1_a", "x"], // three bytes: the group with the colon begins with it
    ["12", "yz"], // the group ends with the colon
    ["1_ü€", "Grüße😀"],
  ] as const) {
    await field(page, "Client ID").fill(id);
    await field(page, "Secret").fill(theSecret);
    const bytes = Buffer.from(`${id}:${theSecret}`);
    const groups = region.getByRole("listitem");
    await expect(groups).toHaveCount(Math.ceil(bytes.length / 3));
    const expected = [];
    for (let at = 0; at < bytes.length; at += 3) {
      const three = bytes.subarray(at, at + 3);
      const colon = Buffer.byteLength(id);
      // Bytes of half a character are no text: they stand in hex.
      const text = three.equals(Buffer.from(three.toString())) ? three.toString() : three.toString("hex");
      expected.push(`${text}${three.toString("base64")}${at <= colon && colon < at + 3 ? "both" : ""}`);
    }
    expect(await groups.allTextContents()).toEqual(expected);
    await expect(region.getByText(bytes.toString("base64"), { exact: true }).first()).toBeVisible();
    await expect(region.getByText(`${id}:${theSecret}`, { exact: true })).toBeVisible();
  }
});

test("encode: the same part has the same colour in the pair, in base64 and in the request", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const colour = async (kind: string) => {
    const nodes = await page.locator(`#encode .k-${kind}, #token .k-${kind}`).all();
    expect(nodes.length).toBeGreaterThan(2);
    return new Set(await Promise.all(nodes.map((node) => node.evaluate((element) => getComputedStyle(element).color))));
  };
  const [id, both, theSecret] = [await colour("client_id"), await colour("pair"), await colour("secret")];
  expect([id.size, both.size, theSecret.size]).toEqual([1, 1, 1]);
  expect(new Set([...id, ...both, ...theSecret]).size).toBe(3);
});

test("encode: a colon in the client ID is refused in words, and nothing typed is lost", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const why = "The client ID holds a colon at byte 4. Take out the colon and what follows it: everything after the first colon is read as the secret.";
  const id = field(page, "Client ID");
  await id.fill("1_4g:m4");
  await expect(id).toHaveAttribute("aria-invalid", "true");
  await expect(id).toHaveAccessibleDescription(why);
  await expect(step(page, "Encode").region.getByText(why, { exact: true })).toBeVisible();
  const get = step(page, "Get a token");
  await get.send.click();
  await expect(get.status).toHaveText("Not sent yet");
  await expect(get.diagnosis.getByRole("listitem")).toHaveText([why]);
  await expect(page.getByRole("status")).toHaveText("Get a token: nothing was sent. The client ID holds a colon at byte 4.");
  await expect(id).toHaveValue("1_4g:m4");
  await expect(field(page, "Secret")).toHaveValue(secret);
  await id.fill(clientID);
  await expect(id).not.toHaveAttribute("aria-invalid");
  await expect(id).toHaveAccessibleDescription("The number, the underscore and the rest: all of it is the ID.");
  await expect(get.diagnosis).toHaveCount(0);
  await send(get, "200 OK");
});

test("encode: without -n the line feed is encoded, and the PIM says 422", async ({ page, inPage }) => {
  await page.goto("/connector/?pim=demo");
  await ready(page);
  const encode = step(page, "Encode");
  await encode.region.getByText(/^What goes wrong without/).click();
  const fed = Buffer.from(`${clientID}:${secret}\n`).toString("base64");
  await expect(encode.region.getByRole("definition")).toHaveText([basic, fed]);
  // What the line feed changes is marked, and nothing else.
  const mark = await textOf(encode.region.getByRole("definition").nth(1).locator("mark"));
  expect(fed.endsWith(mark) && basic.startsWith(fed.slice(0, -mark.length)) && mark.length <= 4).toBe(true);
  expect(await textOf(encode.http)).toContain(`\nAuthorization: Basic ${fed}\n`);
  await send(encode, "422 Unprocessable Content");
  await named(encode, "basic_line_feed", "certain");
  const [entry] = await inPage.journal();
  expect(entry?.header).toContainEqual(["Authorization", `Basic ${fed}`]);
});
