// Every curl that the page prints does what it says: copied by the button, run
// by sh against the demo PIM on localhost.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import type { Entry } from "./fixtures.ts";
import { choose, field, send, show, step, textOf } from "./step.ts";
import type { Step } from "./step.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

interface Answer {
  readonly exit: number;
  readonly status: string;
  readonly body: string;
  readonly errors: string;
}

/** Runs a script as a person would paste it, in an empty folder, and reads what curl -i printed. */
async function run(script: string): Promise<Answer> {
  const cwd = await mkdtemp(join(tmpdir(), "pimauth-curl-"));
  try {
    const [exit, out, errors] = await new Promise<[number, string, string]>((resolve) => {
      const child = execFile("sh", ["-c", script], { cwd, timeout: 10_000 }, (_, stdout, stderr) => {
        resolve([child.exitCode ?? -1, stdout, stderr]);
      });
    });
    const blank = out.indexOf("\r\n\r\n");
    return { exit, status: out.slice(0, Math.max(0, out.indexOf("\r\n"))), body: blank < 0 ? out : out.slice(blank + 4), errors };
  } finally {
    await rm(cwd, { recursive: true });
  }
}

/** The text that Copy puts into the clipboard: that of the panel, byte for byte. */
async function copied(page: Page, from: Step): Promise<string> {
  await show(from, "curl");
  const shown = await textOf(from.curl.locator("pre"));
  await from.request.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(from.request.getByText("Copied. The text holds a secret.", { exact: true })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toBe(shown);
  return text;
}

function received({ method, url, header, body }: Entry): object {
  const ours = header.filter(([name]) => /^(content-type|authorization)$/i.test(name)).map(([name, value]) => `${name.toLowerCase()}: ${value}`);
  return { method, url, header: ours.sort(), body };
}

const token = /^\{"access_token":"[A-Za-z0-9]{86}","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"[A-Za-z0-9]{86}"\}$/;

for (const pim of ["demo", "local"] as const) {
  test(`${pim}: the four ways to ask for a token`, async ({ page, onLocalhost }) => {
    await page.goto(`/connector/?pim=${pim}`);
    await ready(page);
    const get = step(page, "Get a token");
    for (const body of ["JSON", "Form"]) {
      for (const client of ["Basic header", "In the body"]) {
        await choose(get, "Body", body);
        await choose(get, "Client credentials", client);
        const script = await copied(page, get);
        expect(script).toContain(`${onLocalhost.address}/api/oauth/v1/token`);
        const answer = await run(script);
        expect(answer).toMatchObject({ exit: 0, status: "HTTP/1.1 200 OK" });
        expect(answer.body).toMatch(token);
      }
    }
    const note = get.request.getByText("Addressed to the demo PIM on localhost, which make run starts: the one in this page has no address.", { exact: true });
    await (pim === "demo" ? expect(note).toBeVisible() : expect(note).toBeHidden());
  });

  test(`${pim}: categories and refresh, from a page that has a token`, async ({ page, onLocalhost }) => {
    await page.goto(`/connector/?pim=${pim}`);
    await send(step(page, "Get a token"), "200 OK");
    const held = { access: await field(page, "Access token").inputValue(), refresh: await field(page, "Refresh token").inputValue() };

    const categories = await copied(page, step(page, "Call the API"));
    const listed = await run(categories);
    expect(listed).toMatchObject({ exit: 0, status: "HTTP/1.1 200 OK" });
    const page1 = JSON.parse(listed.body) as { _embedded: { items: { code: string }[] } };
    expect(page1._embedded.items.map(({ code }) => code)).toEqual(["master", "categoryA", "categoryA1", "categoryA2", "categoryB", "categoryC", "master_china"]);

    const refresh = await copied(page, step(page, "Refresh"));
    const refreshed = await run(refresh);
    expect(refreshed).toMatchObject({ exit: 0, status: "HTTP/1.1 200 OK" });
    expect(refreshed.body).toMatch(token);

    if (pim === "demo") {
      // The PIM in the page is another: its tokens are worth nothing there.
      for (const script of [categories, refresh]) {
        expect(script).not.toContain(held.access);
        expect(script).not.toContain(held.refresh);
      }
      expect((await onLocalhost.journal()).map(({ url, status }) => `${new URL(url).pathname} ${status}`)).toEqual([
        "/api/oauth/v1/token 200",
        "/api/rest/v1/categories 200",
        "/api/oauth/v1/token 200",
        "/api/oauth/v1/token 200",
      ]);
    } else {
      expect(categories).toContain(`'Authorization: Bearer ${held.access}'`);
      expect(refresh).toContain(held.refresh);
      // Once only: the page's own refresh token is the one that curl used up.
      expect((await run(refresh)).status).toBe("HTTP/1.1 422 Unprocessable Entity");
    }
  });

  test(`${pim}: no curl that cannot work, before there is a token`, async ({ page }) => {
    await page.goto(`/connector/?pim=${pim}`);
    await ready(page);
    for (const [name, words] of [
      ["Call the API", "There is no access token yet. Send step 4, Get a token, or paste one."],
      ["Refresh", "There is no refresh token yet. Send step 4, Get a token, or paste one. It comes with every access token."],
    ] as const) {
      const one = step(page, name);
      const copy = one.request.getByRole("button", { name: "Copy", exact: true });
      await expect(one.http).toHaveText(words);
      await expect(copy).toBeHidden();
      await show(one, "curl");
      // For the demo PIM in the page it gets a token of its own on localhost first.
      if (pim === "demo") await expect(one.curl.locator("pre")).toContainText("_TOKEN=$(");
      else await expect(one.curl.locator("pre")).toHaveText(words);
      await expect(copy).toBeVisible({ visible: pim === "demo" });
    }
  });

  test(`${pim}: the line feed of echo`, async ({ page }) => {
    await page.goto(`/connector/?pim=${pim}`);
    await ready(page);
    const encode = step(page, "Encode");
    await encode.region.getByText(/^What goes wrong without/).click();
    const answer = await run(await copied(page, encode));
    expect(answer).toMatchObject({ exit: 0, status: "HTTP/1.1 422 Unprocessable Entity" });
    expect(answer.body).toBe('{"code":422,"message":"Parameter \\"client_id\\" is missing or does not match any client, or secret is invalid"}');
  });
}

test("unusual characters reach the PIM by curl as they do from the page", async ({ page, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 422/);
  await page.goto("/connector/?pim=local");
  await ready(page);
  const [get, refresh] = [step(page, "Get a token"), step(page, "Refresh")];
  await field(page, "Username").fill("@müller & söhne");
  await field(page, "Password").fill(`it's "$HOME" \`id\` $(id) \\n !! %41 + ü€😀`);
  await field(page, "Refresh token").fill(`it's "$HOME" \\ %`);
  await field(page, "Secret").fill("s'\"$\\`!ü");
  for (const body of ["JSON", "Form"]) {
    await choose(get, "Body", body);
    for (const client of ["Basic header", "In the body"]) {
      await choose(get, "Client credentials", client);
      for (const from of [get, refresh]) {
        await show(from, "curl");
        const script = await textOf(from.curl.locator("pre"));
        await send(from, "422 Unprocessable Content");
        expect(await run(script)).toMatchObject({ exit: 0, status: "HTTP/1.1 422 Unprocessable Entity" });
        const [byPage, byCurl] = (await onLocalhost.journal()).slice(-2).map(received);
        expect(byCurl).toEqual(byPage);
      }
    }
  }
});

test("a script that gets no token says so and fails", async ({ page, onLocalhost }) => {
  await page.goto("/connector/?pim=demo");
  await send(step(page, "Get a token"), "200 OK");
  const categories = step(page, "Call the API");
  await field(page, "Password").fill("wrong");
  const answer = await run(await copied(page, categories));
  expect(answer.exit).not.toBe(0);
  expect(answer.body).toBe("");
  expect(answer.errors).toContain("No access token came.");
  expect(answer.errors).toContain("No user found for the given username and password");
  expect((await onLocalhost.journal()).map(({ status }) => status)).toEqual([422]);
});
