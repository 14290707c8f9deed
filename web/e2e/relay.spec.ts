// The relay to one's own PIM: the walks through it, what reaches the PIM, and
// what the relay itself has to say.

import { button, choose, login, names, opens, region } from "./app.ts";
import { send as sendApp, stepOf } from "./apptoken.ts";
import { expect, ready, test as base } from "./fixtures.ts";
import type { Entry } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { credentials, fill, typed } from "./page.ts";
import { relayToken, startRelayed } from "./relaying.ts";
import type { Relayed } from "./relaying.ts";
import { named, send, show, step, textOf } from "./step.ts";
import { cut, lowerName, sorted } from "./truth.ts";
import type { Shown } from "./truth.ts";

const test = base.extend<object, { relayed: Relayed }>({
  relayed: [
    async ({}, use) => {
      const relayed = await startRelayed();
      await use(relayed);
      await relayed.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  playground: async ({ relayed }, use) => {
    await use(relayed.page);
  },
  reach: async ({ relayed }, use) => {
    await use(new Set([relayed.page, relayed.relay]));
  },
});

// One relay for all, and the last test ends it.
test.describe.configure({ mode: "default" });

async function journal(pim: string): Promise<Entry[]> {
  return (await fetch(`${pim}/_demo/journal`)).json() as Promise<Entry[]>;
}

/** All that came to the PIM, and nothing left out: of what a client adds, the length of the body alone. */
function arrived({ method, url, header, body }: Entry): Shown {
  const { host, pathname, search } = new URL(url);
  const lines = header.filter(([name]) => !/^(host|content-length)$/i.test(name)).map(([name, value]) => lowerName(`${name}: ${value}`));
  return { line: `${method} ${pathname}${search}`, host: `Host: ${host}`, header: lines, body };
}

test("the connector: secrets covered, the token of the relay, and the PIM gets what the page shows", async ({ page, relayed, expectedErrors }) => {
  test.setTimeout(120_000);
  expectedErrors.push(/status of 401/, /status of 422/);
  const { pim, relay } = relayed;
  const contacted: string[] = [];
  page.on("request", (request) => contacted.push(request.url()));
  await page.goto("/connector/?pim=local");
  await ready(page);
  await expect(page.getByRole("radiogroup", { name: "PIM", exact: true }).getByRole("radio", { checked: true })).toHaveAccessibleName("My PIM through the relay");
  await expect(page.getByRole("switch", { name: "Hide secrets", exact: true })).toBeChecked();
  expect(Object.values(await typed(page)).join("")).toBe("");
  await expect(page.getByText(`Requests for ${pim} go through the relay at ${new URL(relay).host}.`)).toBeVisible();
  await expect(page.getByText("The PIM’s clock", { exact: true }).filter({ visible: true })).toHaveCount(0);

  // Without its token the relay lets nothing through.
  await fill(page, credentials);
  const get = step(page, "Get a token");
  await send(get, "401 Unauthorized");
  await named(get, "relay_token", "certain");
  await expect(get.diagnosis).toContainText("Type it into the field Relay token at the top of the page, and send again.");
  await expect(get.explained).toContainText("This is an answer of the relay itself: none came from the PIM.");
  await show(get, "Raw");
  await expect(get.raw).toContainText("This is an answer of the relay itself: none came from the PIM.");
  await show(get, "Explained");
  expect(await journal(pim)).toEqual([]);
  expect(await judge(page, "all")).toEqual([]);

  const token = page.getByLabel("Relay token", { exact: true });
  await expect(token).toHaveAttribute("type", "password");
  await expect(token).toHaveAttribute("autocomplete", "off");
  await token.fill(` ${relayToken} `);

  // What is shown is what the PIM gets, and all that it gets.
  for (const [name, status] of [
    ["Get a token", "200 OK"],
    ["Call the API", "200 OK"],
    ["Refresh", "200 OK"],
  ] as const) {
    const at = step(page, name);
    const http = await textOf(at.http);
    expect(http).toContain(`Host: ${new URL(pim).host}\n`);
    await show(at, "curl");
    expect(await textOf(at.curl)).toContain(`${pim}/api/`);
    expect(await textOf(at.curl)).not.toMatch(/relay/i);
    await show(at, "HTTP");
    await send(at, status);
    const entry = (await journal(pim)).at(-1);
    expect(entry && sorted(arrived(entry))).toEqual(sorted(cut(http)));
  }
  await expect(step(page, "Call the API").explained).toContainText("categoryA");
  const adds = get.request.getByText("What the browser adds", { exact: true });
  await adds.click();
  await expect(get.request).toContainText(`Sent through the relay at ${new URL(relay).host}. ${pim} gets what stands above`);
  await expect(get.request).toContainText("X-Relay-Token: the relay’s own, from its field at the top");
  expect(await get.request.textContent()).not.toContain(relayToken);

  // An error of the PIM is one of the PIM.
  await fill(page, { Password: "wrong" });
  await send(get, "422 Unprocessable Content");
  await named(get, "user_refused", "possible");
  await expect(get.explained).not.toContainText("relay");

  // The views tell the relay's answers from the PIM's, and hold no token of it.
  const happened = page.getByRole("region", { name: "What happened", exact: true });
  await expect(happened).toContainText("401 Unauthorized, from the relay itself");
  await expect(happened).toContainText("422 Unprocessable Content");
  await expect(happened).not.toContainText("422 Unprocessable Content, from the relay itself");
  await expect(happened.getByRole("row", { name: /^password/ })).toHaveText(/password\s*since 1\s*since 2/);
  const saves = page.waitForEvent("download");
  await happened.getByRole("button", { name: /HAR/ }).click();
  const har = await (await saves).createReadStream();
  let saved = "";
  for await (const piece of har) saved += String(piece);
  expect(saved).toContain(`"url": "${pim}/api/oauth/v1/token"`);
  expect(saved).not.toContain(relayToken);
  expect(saved).not.toMatch(/X-Relay-(Token|Remove)/i);
  expect(new URL(page.url()).search).toBe("?pim=local");

  expect(await judge(page, "all")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await judge(page, "colours")).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(sticksOut)).toEqual([]);
  // The page asked the relay alone, and for nothing that only a demo PIM has.
  expect(contacted.filter((url) => url.startsWith(pim))).toEqual([]);
  expect(contacted.filter((url) => url.includes("/_demo/"))).toEqual([]);
});

test("the App: its browser goes to the PIM itself, its own requests through the relay", async ({ page, context, relayed, reach }) => {
  test.setTimeout(120_000);
  const { pim, relay, page: playground } = relayed;
  reach.add(pim); // for the second tab
  const contacted: string[] = [];
  page.on("request", (request) => contacted.push(request.url()));
  // As a person registers it at the PIM.
  const app = { name: "Through a relay", activateUrl: `${playground}/activate`, callbackUrl: `${playground}/callback` };
  const made = await fetch(`${pim}/_demo/ui`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: "admin", method: "POST", path: "/rest/marketplace/test-apps", header: [["X-Requested-With", "XMLHttpRequest"], ["Content-Type", "application/json"]], body: JSON.stringify(app) }),
  });
  const { clientId, clientSecret } = JSON.parse(((await made.json()) as { body: string }).body) as { clientId: string; clientSecret: string };

  await page.goto("/app/?pim=local");
  await ready(page);
  await page.getByLabel("Relay token", { exact: true }).fill(relayToken);
  await page.getByRole("textbox", { name: "App client ID", exact: true }).fill(clientId);
  await page.getByLabel("App secret", { exact: true }).fill(clientSecret);
  await choose(page, "read_categories", "openid");
  const tab = await opens(context, button(region(page, "connect"), "Continue"));
  expect(new URL(tab.url()).origin).toBe(pim);
  await login(tab);
  await button(tab, `Connect ${app.name}`).click();
  // Its pim_url is the PIM's own address: nothing needs to be confirmed.
  await expect(tab.getByRole("heading", { level: 1 })).toContainText("wants to use this PIM");
  await expect(region(page, "connect")).toContainText(`pim_url is ${pim}: the PIM that this page is set to.`);
  await tab.getByRole("checkbox").check();
  await button(tab, "Confirm").click();
  await expect(tab.getByRole("heading", { level: 1, name: "The App has the code", exact: true })).toBeVisible();
  await tab.close();
  await expect(page.getByRole("region", { name: names.callback, exact: true })).toContainText("The state is the one that was sent: the code is taken.");
  for (const id of ["app-token", "app-api", "app-openid"] as const) {
    const at = stepOf(page, id);
    const http = await textOf(at.http);
    await sendApp(at, "200 OK");
    const entry = (await journal(pim)).at(-1);
    expect(entry && sorted(arrived(entry))).toEqual(sorted(cut(http)));
  }
  await expect(page.locator("#app-api")).toContainText("categoryA");
  await expect(page.getByRole("list", { name: "What was checked", exact: true })).toContainText(`Right: The issuer is the chosen PIM, ${pim}`);
  expect(new Set(contacted.filter((url) => !url.startsWith(playground)).map((url) => new URL(url).origin))).toEqual(new Set([relay]));
  expect(contacted.filter((url) => url.includes("/_demo/"))).toEqual([]);
});

test("what the relay says: an unknown certificate, a redirect, a broken connection, nobody there, and its own end", async ({ page, relayed, reach, expectedErrors }) => {
  test.setTimeout(240_000);
  expectedErrors.push(/status of 502/, /ERR_CONNECTION_REFUSED/);
  const { pim, relay } = relayed;
  const get = step(page, "Get a token");

  // Another relay for the same page, as config.json would name it.
  const other = relayed.untrusted;
  reach.add(other.relay);
  await page.route("**/config.json", (route) => route.fulfill({ json: { local: { address: other.relay, kind: "relay", pim: other.pim } } }));
  await page.goto("/connector/?pim=local");
  await ready(page);
  await expect(page.getByLabel("Relay token", { exact: true })).toHaveCount(0);
  await fill(page, credentials);
  await send(get, "502 Bad Gateway");
  await named(get, "relay_tls_unknown_authority", "certain");
  await expect(get.diagnosis).toContainText(`The certificate of ${new URL(other.pim).host} is not signed by anybody that the relay’s machine trusts.`);
  await page.unroute("**/config.json");

  await page.goto("/connector/?pim=local");
  await ready(page);
  await page.getByLabel("Relay token", { exact: true }).fill(relayToken);
  await fill(page, credentials);
  const back = await relayed.instead((_, answer) => answer.writeHead(301, { Location: "https://elsewhere.example/?a=b" }).end());
  await send(get, "502 Bad Gateway");
  await named(get, "relay_redirect", "certain");
  await expect(get.diagnosis).toContainText("It leads to https://elsewhere.example.");
  await back();

  const broken = await relayed.instead(({ socket }) => socket.destroy());
  await send(get, "502 Bad Gateway");
  await named(get, "relay_reset", "certain");
  await expect(get.diagnosis.locator("> li").nth(1)).toHaveAttribute("data-code", "browser_maybe_acted");
  await broken();

  await send(get, "502 Bad Gateway");
  await named(get, "relay_refused", "certain");
  await expect(get.diagnosis).toContainText(`Nothing listens at ${new URL(pim).host}`);
  expect(await judge(page, "all")).toEqual([]);

  await relayed.stopRelay();
  await send(get, "No answer");
  await named(get, "relay_down", "certain");
  await expect(get.diagnosis).toContainText(`Start it: go run ./build serve -pim ${pim}`);
  await expect(get.diagnosis).toContainText(`a bare GET of ${relay}/api/rest/v1`);
});
