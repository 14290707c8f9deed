// What is shown equals what is sent: the text of the panel HTTP against what
// the demo PIM says it received, as strings. Method, target, host and body are
// equal byte for byte; our header lines are all there, names without case.
// Nothing of ours reads either side: the panel is cut at line ends only.

import type { Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import type { Demo } from "./fixtures.ts";
import { choose, field, show, step, textOf } from "./step.ts";
import { cut, lowerName, received, sendAndCompare, sorted } from "./truth.ts";

/** Quotes, form marks, letters of two, three and four bytes, and what JSON and curl have to escape. */
const unusual = `"'\\&+% =;%C3ü€😀{}<>/$\`!#?:@`;

async function everyRequest(page: Page, demo: Demo): Promise<void> {
  await page.goto(`/connector/?pim=${demo.pim}`);
  await ready(page);
  const [get, refresh, api] = [step(page, "Get a token"), step(page, "Refresh"), step(page, "Call the API")];
  for (const body of ["JSON", "Form"]) {
    for (const client of ["Basic header", "In the body"]) {
      await choose(get, "Body", body);
      await choose(get, "Client credentials", client);
      await sendAndCompare(get, demo);
      await sendAndCompare(refresh, demo);
      await sendAndCompare(api, demo);
    }
  }
  expect((await demo.journal()).map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
}

async function unusualInputs(page: Page, demo: Demo): Promise<void> {
  await page.goto(`/connector/?pim=${demo.pim}`);
  await ready(page);
  const [get, refresh] = [step(page, "Get a token"), step(page, "Refresh")];
  await field(page, "Username").fill("müller & söhne+1%");
  await field(page, "Password").fill(unusual);
  await field(page, "Refresh token").fill(unusual);
  for (const body of ["JSON", "Form"]) {
    await choose(get, "Body", body);
    await sendAndCompare(get, demo);
    await sendAndCompare(refresh, demo);
    await choose(get, "Client credentials", "In the body");
    await field(page, "Client ID").fill("1_ü&");
    await field(page, "Secret").fill(`s${unusual}`);
    await sendAndCompare(get, demo);
    await choose(get, "Client credentials", "Basic header");
    await sendAndCompare(get, demo);
  }
  // Each was understood and refused for what it says, and for nothing else.
  expect((await demo.journal()).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 422));
}

test("every request of the walk, demo PIM in the page", async ({ page, inPage }) => {
  await everyRequest(page, inPage);
});

test("every request of the walk, demo PIM on localhost", async ({ page, onLocalhost }) => {
  await everyRequest(page, onLocalhost);
});

test("unusual characters, demo PIM in the page", async ({ page, inPage }) => {
  await unusualInputs(page, inPage);
});

test("unusual characters, demo PIM on localhost", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await unusualInputs(page, onLocalhost);
});

test("a body of more than 300 bytes goes out as it is shown, and the PIM says 413", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 413/);
  await page.goto("/connector/?pim=local");
  await ready(page);
  await field(page, "Password").fill("ü".repeat(150));
  const get = step(page, "Get a token");
  await sendAndCompare(get, onLocalhost);
  await expect(get.status).toHaveText("413 Content Too Large");
});

test("the experiments send what they show", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await page.goto("/connector/?pim=local");
  const [get, refresh, encode] = [step(page, "Get a token"), step(page, "Refresh"), step(page, "Encode")];
  await get.send.click();
  await expect(get.status).toHaveText("200 OK");
  await refresh.send.click();
  await expect(refresh.status).toHaveText("200 OK");
  for (const [name, status] of [
    ["Use the old access token", "200 OK"],
    ["Use the used refresh token again", "422 Unprocessable Content"],
  ] as const) {
    await refresh.region.getByRole("button", { name, exact: true }).click();
    await expect(refresh.status).toHaveText(status);
    const entry = (await onLocalhost.journal()).at(-1);
    if (!entry) throw new Error("nothing arrived");
    expect(sorted(cut(await textOf(refresh.http)))).toEqual(sorted(received(entry)));
  }
  await encode.region.getByText(/^What goes wrong without/).click();
  await sendAndCompare(encode, onLocalhost);
});

test("what the browser adds is listed apart, and it adds nothing else", async ({ page, onLocalhost }) => {
  await page.goto("/connector/?pim=local");
  const get = step(page, "Get a token");
  await get.send.click();
  await expect(get.status).toHaveText("200 OK");
  await get.request.getByText("What the browser adds", { exact: true }).click();
  const listed = (await get.request.getByRole("listitem").allTextContents()).join(", ").toLowerCase();
  const [entry] = await onLocalhost.journal();
  const added = (entry?.header ?? []).map(([name]) => name.toLowerCase()).filter((name) => !["host", "content-type", "authorization"].includes(name));
  expect(added.length).toBeGreaterThan(4);
  // Those of a kind are listed by what they begin with.
  expect(added.filter((name) => !listed.includes(name.replace(/^sec-ch-ua-.*/, "sec-ch-ua")))).toEqual([]);
  expect(Object.fromEntries(entry?.header ?? [])).toMatchObject({ Origin: new URL(page.url()).origin });
});

test("with the demo PIM in the page nothing is added", async ({ page, inPage }) => {
  await page.goto("/connector/?pim=demo");
  const get = step(page, "Get a token");
  await get.send.click();
  await expect(get.status).toHaveText("200 OK");
  const [entry] = await inPage.journal();
  expect(entry?.header.map(([name]) => name)).toEqual(["Content-Type", "Authorization"]);
  await get.request.getByText("What the browser adds", { exact: true }).click();
  await expect(get.request.getByText("Nothing: the demo PIM runs in this page, and the request goes to it as it stands.", { exact: true })).toBeVisible();
});

test("the raw answer of localhost is what was answered, and says that more may be hidden", async ({ page, onLocalhost }) => {
  await page.goto("/connector/?pim=local");
  const get = step(page, "Get a token");
  await get.send.click();
  await expect(get.status).toHaveText("200 OK");
  await show(get, "Raw");
  await expect(get.raw.getByText("As the browser hands it over; more headers may be hidden from this page.", { exact: true })).toBeVisible();
  const [entry] = await onLocalhost.journal();
  const raw = await textOf(get.raw.locator("pre"));
  const blank = raw.indexOf("\n\n");
  const lines = raw.slice(0, blank).split("\n");
  expect(lines[0]).toBe("200 OK");
  expect(raw.slice(blank + 2)).toBe(entry?.response_body);
  for (const [name, value] of entry?.response_header ?? []) expect(lines.map(lowerName)).toContain(lowerName(`${name}: ${value}`));
});
