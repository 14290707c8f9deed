// A web server that loses Authorization before the PIM sees it: the doctor's
// probes name it, and each cure that the doctor shows is put in and works.

import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { answers, openOwn, succeeds } from "../e2e/page.ts";
import { choose, named, step } from "../e2e/step.ts";
import { ask } from "./checks.ts";
import { apacheFPM, directory, frontController, nginxFPM, nginxProxy } from "./pims.ts";
import { expect, recipe, test } from "./test.ts";

const refused = /^Failed to load resource: the server responded with a status of 4\d\d /;

interface Snippet {
  readonly title: string;
  readonly text: string;
}

/** The cures that the doctor shows, from the file that holds them. */
async function snippets(title: RegExp): Promise<Snippet[]> {
  const words = JSON.parse(await readFile("../authcore/diagnose/words/en/server.json", "utf8")) as { findings: { authorization_stripped: { snippet: Snippet[] } } };
  return words.findings.authorization_stripped.snippet.filter((snippet) => title.test(snippet.title));
}

/** Both steps fail, and the probes make certain what the doctor takes for likely. */
async function isNamed(page: Page, shown: readonly Snippet[]): Promise<void> {
  const [token, api] = [step(page, "Get a token"), step(page, "Call the API")];
  await token.send.click();
  await answers(token, "422 Unprocessable Content");
  await named(token, "authorization_stripped", "likely");
  const item = token.diagnosis.locator("> li").first();
  await item.getByRole("button", { name: "Check", exact: true }).click();
  await item.getByRole("button", { name: "Send both probes", exact: true }).click();
  await named(token, "authorization_stripped", "certain");
  for (const { title, text } of shown) {
    await expect(item).toContainText(title);
    await expect(item).toContainText(text);
  }

  // Until it is cured, a token can be had by the body, and not be used.
  await choose(token, "Client credentials", "In the body");
  await token.send.click();
  await succeeds(token);
  await api.send.click();
  await answers(api, "401 Unauthorized");
  await named(api, "authorization_stripped", "certain");
  await choose(token, "Client credentials", "Basic header");
}

async function isCured(page: Page): Promise<void> {
  for (const name of ["Get a token", "Call the API", "Refresh"] as const) {
    await step(page, name).send.click();
    await succeeds(step(page, name));
  }
}

const asked = (pim: string) => ask("GET", `${pim}/api/rest/v1/categories`, { Authorization: "Bearer x" });
const missing = "Full authentication is required to access this resource.";
const arrived = "The access token provided is invalid.";

test("Apache with PHP-FPM: each cure for the virtual host is put in, and the walk goes through", async ({ page, playground, to, run, expectedErrors }) => {
  expectedErrors.push(refused);
  const cors = await recipe("apache", playground);
  const server = await run(apacheFPM(to, cors));
  const cures = await snippets(/^Apache .*virtual host/);
  expect(cures).toHaveLength(3);
  await openOwn(page, "/connector/", server.origin);
  await isNamed(page, cures);
  for (const { text } of cures) {
    await server.reload(apacheFPM(to, cors));
    expect((await asked(server.origin)).body).toContain(missing);
    await server.reload(apacheFPM(to, `${cors}\n${text}`));
    await isCured(page);
  }
});

test("Apache with PHP-FPM: each cure in .htaccess", async ({ to, run }) => {
  const server = await run(apacheFPM(to, "", directory("")));
  const file = `${server.folder}/public/.htaccess`;
  const cures = await snippets(/^Apache .*\.htaccess/);
  expect(cures).toHaveLength(3);
  for (const { title, text } of cures) {
    await writeFile(file, frontController);
    expect((await asked(server.origin)).body).toContain(missing);
    const lines = title.includes("the middle line alone") ? (text.split("\n")[1] ?? "") : text;
    await writeFile(file, `${lines}\n${frontController}`);
    expect([title, (await asked(server.origin)).body]).toEqual([title, expect.stringContaining(arrived)]);
  }
});

for (const [name, title, site, loses] of [
  ["with PHP-FPM", /^nginx with PHP-FPM/, nginxFPM, 'fastcgi_param HTTP_AUTHORIZATION "";'],
  ["as a proxy", /^nginx as a proxy/, nginxProxy, 'proxy_set_header Authorization "";'],
] as const) {
  test(`nginx ${name}: a line that takes the header away, and the cure below it`, async ({ page, playground, to, run, expectedErrors }) => {
    expectedErrors.push(refused);
    const cors = await recipe("nginx", playground);
    const server = await run(site(to, cors, loses));
    const [cure, ...others] = await snippets(title);
    if (!cure) throw new Error(`no snippet for nginx ${name}`);
    expect(others).toEqual([]);
    await openOwn(page, "/connector/", server.origin);
    await isNamed(page, [cure]);
    await server.reload(site(to, cors, `${loses}\n${cure.text}`));
    await isCured(page);
  });
}
