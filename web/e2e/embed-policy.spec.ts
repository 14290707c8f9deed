// An embed under the policies of the page around it, in frames without rights,
// and from a playground that is not whole: it works or says why it does not, and
// what its author wrote stays.

import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { around, test } from "./embeds.ts";
import { expect } from "./fixtures.ts";
import { credentials, fill } from "./page.ts";
import { send, step } from "./step.ts";

const token = `<pim-auth-step step="token" version="6.0"><p>What the author wrote</p></pim-auth-step>`;

/** The policy that the documentation asks for, in parts that a test leaves out or replaces. */
function policy(playground: string, other: Record<string, string> = {}): string {
  const rules: Record<string, string> = {
    "default-src": "'none'",
    "script-src": `${playground} 'wasm-unsafe-eval'`,
    "connect-src": playground,
    "trusted-types": "lit-html 'allow-duplicates'",
    "require-trusted-types-for": "'script'",
    ...other,
  };
  return Object.entries(rules).map(([name, value]) => `${name} ${value}`).join("; ");
}

const needs = "script-src ";

/** Holds that an element shows what its author wrote, and a sentence. */
async function says(page: Page, sentence: string | RegExp, n = 0): Promise<void> {
  const element = page.locator("pim-auth-step").nth(n);
  await expect(element.getByRole("note")).toContainText(sentence);
  await expect(element.getByText("What the author wrote")).toBeVisible();
}

test("under the strict policy of the documentation a step works and looks as anywhere", async ({ page, playground, host, tag }) => {
  await page.goto(await host(tag + token, policy(playground)));
  await send(step(page, "Get a token"), "200 OK");
  expect(await page.locator("pim-auth-step").evaluate(({ shadowRoot }) => shadowRoot?.adoptedStyleSheets.length)).toBe(1);
  await expect(page.locator(".embed")).toHaveCSS("container-type", "inline-size");

  // Trust by a nonce goes on to what the script imports.
  await page.goto(await host(tag.replace(" src", ` nonce="abc" src`) + token, policy(playground, { "script-src": "'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'" })));
  await send(step(page, "Get a token"), "200 OK");
});

const forbidden: Record<string, { other: Record<string, string>; before?: string; complaint?: RegExp }> = {
  "without 'wasm-unsafe-eval'": { other: { "script-src": "PLAYGROUND" } },
  "without connect-src": { other: { "connect-src": "'none'" }, complaint: /connect-src|violates the document's Content Security Policy/ },
  "without lit-html among trusted-types": { other: { "trusted-types": "mine" }, complaint: /TrustedTypePolicy|trusted-types/ },
  "without 'allow-duplicates', beside Lit of its own": { other: { "trusted-types": "lit-html", "script-src": "'self' PLAYGROUND 'wasm-unsafe-eval'" }, before: `<script type="module" src="/lit.js"></script>`, complaint: /TrustedTypePolicy|trusted-types/ },
  "with embed.js alone": { other: { "script-src": "PLAYGROUND/embed.js 'wasm-unsafe-eval'" }, complaint: /script-src/ },
  "with the script of the element alone": { other: { "script-src": "PLAYGROUND/embed.js PLAYGROUND/ENTRY 'wasm-unsafe-eval'" }, complaint: /script-src/ },
};

for (const [name, { other, before = "", complaint }] of Object.entries(forbidden)) {
  test(`under a policy ${name}, an element says which it needs`, async ({ page, playground, host, tag, expectedErrors }) => {
    if (complaint) expectedErrors.push(complaint);
    const entry = await entryOf(playground);
    const rules = Object.fromEntries(Object.entries(other).map(([rule, value]) => [rule, value.replaceAll("PLAYGROUND", playground).replace("ENTRY", entry)]));
    await page.goto(await host(before + tag + token, policy(playground, rules)));
    await says(page, `${needs}${playground} 'wasm-unsafe-eval'; connect-src ${playground}; trusted-types lit-html 'allow-duplicates'`);
    await expect(page.getByRole("heading", { name: "Documentation", exact: true })).toBeVisible();
  });
}

test("under a policy that does not name the PIM of an element, Send says which rule is in the way", async ({ page, playground, host, tag, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/connect-src|violates the document's Content Security Policy/);
  await page.goto(await host(`${tag}<pim-auth-step step="token" pim="${onLocalhost.address}"></pim-auth-step>`, policy(playground)));
  await fill(page, credentials);
  const { send: button, region } = step(page, "Get a token");
  await button.click();
  await expect(region).toContainText(`The policy of this page (Content-Security-Policy, connect-src) does not allow ${onLocalhost.host}.`);
  expect(await onLocalhost.journal()).toEqual([]);

  // With it in the policy the request goes out; that PIM's CORS is for its own playground.
  expectedErrors.push(/^Access to fetch at 'http:\S+' from origin 'http:\S+' has been blocked by CORS policy/, /^Failed to load resource: net::ERR_FAILED$/);
  await page.goto(await host(`${tag}<pim-auth-step step="token" pim="${onLocalhost.address}"></pim-auth-step>`, policy(playground, { "connect-src": `${playground} ${onLocalhost.address}` })));
  await fill(page, credentials);
  await button.click();
  await expect(region).toContainText("CORS is missing");
});

test("under a policy that forbids embed.js, the page is as its author wrote it", async ({ page, playground, host, tag, expectedErrors }) => {
  expectedErrors.push(/script-src/);
  await page.goto(await host(tag + token, policy(playground, { "script-src": "'none'" })));
  await expect(page.getByText("What the author wrote")).toBeVisible();
  await expect(page.getByRole("note")).toHaveCount(0);
});

test("beside Lit of the page's own, before and after, both work under Trusted Types", async ({ page, playground, host, tag }) => {
  const own = `<script type="module" src="/lit.js"></script>`;
  await page.goto(await host(own + tag + token, policy(playground, { "script-src": `'self' ${playground} 'wasm-unsafe-eval'` })));
  await send(step(page, "Get a token"), "200 OK");
  const drawn = await page.evaluate(async () => {
    const at = "/lit.js?again"; // a second copy, as bundlers make them
    const { html, render } = (await import(at)) as { html: (strings: TemplateStringsArray, ...values: unknown[]) => unknown; render: (value: unknown, place: HTMLElement) => void };
    const place = document.body.appendChild(document.createElement("div"));
    render(html`<b>${"theirs"}</b>`, place);
    return place.textContent;
  });
  expect(drawn).toBe("theirs");
  await send(step(page, "Get a token"), "200 OK");
});

test("nothing more is fetched until a reader is near, and the engine once, when one is touched", async ({ page, host, tag, fetched }) => {
  const engine = () => fetched.filter((path) => path.endsWith(".wasm"));
  await page.goto(await host(`${tag}<div style="height: 4000px">Text</div>${token}<pim-auth-step step="api" version="5.0" lazy><p>What the author wrote</p></pim-auth-step>`));
  await page.waitForFunction(() => customElements.get("pim-auth-step"));
  await page.waitForLoadState("networkidle");
  expect(fetched.filter((path) => !/^\/embed(\.js|\/v1\/(embed\.|chunk-)[A-Z0-9]+\.js)$/.test(path))).toEqual([]);
  expect(fetched.filter((path) => /^\/embed(\.js|\/v1\/embed\.)/.test(path))).toHaveLength(2);

  const far = fetched.length;
  await page.mouse.wheel(0, 3500);
  await expect(step(page, "Get a token").region).toBeAttached();
  await page.waitForLoadState("networkidle");
  expect(fetched.length).toBeGreaterThan(far);
  expect(fetched.some((path) => path.includes("/room-"))).toBe(true);
  expect(fetched.some((path) => path.includes("/api-")), "one that waits for its reader fetches nothing").toBe(false);
  expect(engine()).toEqual([]);

  await page.getByRole("button", { name: "Try it here", exact: true }).click();
  await expect(step(page, "Call the API").region).toBeVisible();
  await step(page, "Get a token").region.getByRole("tab", { name: "curl", exact: true }).focus();
  await expect.poll(engine).toHaveLength(1);
  await send(step(page, "Get a token"), "200 OK");
  await step(page, "Call the API").send.focus();
  expect(engine()).toHaveLength(1);
  expect(fetched.filter((path) => path.endsWith(".json"))).toEqual([]);
});

test("in a frame without an origin the demo PIM works, and a step for another PIM says why not", async ({ page, host, tag }) => {
  const inside = `${tag}${token}<pim-auth-step step="api" pim="https://pim.example.com"><p>What the author wrote</p></pim-auth-step>`;
  await page.goto(await host(`<iframe sandbox="allow-scripts" width="900" height="800" srcdoc="${around(inside).replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>`));
  const frame = page.frameLocator("iframe");
  const region = frame.getByRole("region", { name: "Get a token", exact: true });
  await region.getByRole("button", { name: "Send", exact: true }).click();
  await expect(region.getByRole("region", { name: "Response", exact: true }).getByRole("paragraph").first()).toHaveText("200 OK");
  await expect(frame.getByRole("note")).toContainText(/has no origin of its own .* Only the demo PIM in the page works here/);
  await expect(frame.getByText("What the author wrote").last()).toBeVisible();
});

test("in a file and in a data: address the demo PIM works", async ({ page, playground, tag, reach }) => {
  reach.add("null");
  const folder = await mkdtemp(join(tmpdir(), "embed-"));
  try {
    const file = join(folder, "page.html");
    await writeFile(file, around(tag + token));
    await page.goto(pathToFileURL(file).href);
    await send(step(page, "Get a token"), "200 OK");
  } finally {
    await rm(folder, { recursive: true });
  }
  // It is no secure context, and such must not reach this machine: as if the playground were elsewhere.
  await page.route(`${playground}/**`, async (route) => {
    await route.fulfill({ response: await route.fetch() });
  });
  await page.goto(`data:text/html,${encodeURIComponent(around(tag + token))}`);
  await send(step(page, "Get a token"), "200 OK");
});

test("a playground that is half there says so in words, in elements that come later too", async ({ page, playground, host, tag, expectedErrors }) => {
  expectedErrors.push(/Failed to load resource: the server responded with a status of 404/);
  const gone = /\/embed\/v1\/embed\./;
  const at = await host(tag + token);
  await page.route(gone, (route) => route.fulfill({ status: 404, headers: { "Access-Control-Allow-Origin": "*" }, body: "gone" }));
  await page.goto(at);
  await says(page, new RegExp(`^PIM Auth Playground: ${playground}/embed/v1/embed\\.[A-Z0-9]+\\.js could not be loaded \\(.+\\)\\. Reload the page: the playground there may have been replaced`));
  await page.evaluate(() => {
    const later = document.createElement("pim-auth-step");
    later.setAttribute("step", "token");
    later.append("What the author wrote");
    document.body.append(later);
  });
  await says(page, "could not be loaded", 1);
  await page.unroute(gone);

  await page.route("**/embed/v1/room-*", (route) => route.fulfill({ status: 404, headers: { "Access-Control-Allow-Origin": "*" }, body: "gone" }));
  await page.goto(at);
  await says(page, new RegExp(`^PIM Auth Playground: The step could not be loaded from ${new URL(playground).host} \\(.*room-.*\\)\\. Reload the page`));
});

test("a host that answers every address with its front page is told from a playground", async ({ page, host, tag, expectedErrors }) => {
  expectedErrors.push(/Expected a JavaScript(-or-Wasm)? module script but the server responded with a MIME type of "text\/html"/);
  await page.route(/\/embed\/v1\/embed\./, (route) => route.fulfill({ headers: { "Content-Type": "text/html", "Access-Control-Allow-Origin": "*" }, body: "<!doctype html><title>Front</title>" }));
  await page.goto(await host(tag + token));
  await says(page, "could not be loaded");
});

test("an engine that is missing or is none is said where it was pressed; its type does not matter", async ({ page, host, tag, expectedErrors }) => {
  expectedErrors.push(/Failed to load resource: the server responded with a status of 404/);
  const at = await host(tag + token);
  const { send: button, region } = step(page, "Get a token");
  for (const [answer, why] of [
    [{ status: 404, body: "gone" }, /pimauth-\S+\.wasm answered 404/],
    [{ status: 200, contentType: "text/html", body: "<!doctype html><title>Front</title>" }, /the Go module could not be loaded/i],
  ] as const) {
    await page.route("**/*.wasm", (route) => route.fulfill({ ...answer, headers: { "Access-Control-Allow-Origin": "*" } }));
    await page.goto(at);
    await button.click();
    await expect(region).toContainText("The part of this page that builds requests could not be loaded");
    await expect(region).toContainText(why);
    await expect(region).toContainText("Reload the page");
    await page.unroute("**/*.wasm");
  }
  await page.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  await page.goto(at);
  await send(step(page, "Get a token"), "200 OK");
});

test("of two playgrounds on a page the first has the elements, and the other does nothing", async ({ page, playground, host, tag, reach }) => {
  reach.add("http://second.test");
  const second: string[] = [];
  await page.route("http://second.test/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    second.push(pathname);
    await route.fulfill({ response: await route.fetch({ url: playground + pathname }) });
  });
  await page.goto(await host(tag + tag.replace(playground, "http://second.test") + token));
  await send(step(page, "Get a token"), "200 OK");
  await expect.poll(() => second.some((path) => path.startsWith("/embed/v1/embed."))).toBe(true);
  expect(second.filter((path) => /room-|\.wasm$/.test(path))).toEqual([]);
  await expect(page.locator("pim-auth-step").getByRole("link", { name: "Open in the playground", exact: true })).toHaveAttribute("href", new RegExp(`^${playground}/connector/`));
});

test("pinned by its hash the element works; with other bytes it is refused, and what the author wrote stays", async ({ page, playground, host, expectedErrors }) => {
  expectedErrors.push(/Failed to find a valid digest in the 'integrity' attribute/);
  const script = `${playground}/${await entryOf(playground)}`;
  const digest = createHash("sha384").update(await (await fetch(script)).text()).digest("base64");
  const pinned = (hash: string) => `<script type="module" src="${script}" integrity="sha384-${hash}" crossorigin="anonymous"></script>${token}`;
  await page.goto(await host(pinned(digest)));
  await send(step(page, "Get a token"), "200 OK");
  await page.goto(await host(pinned(createHash("sha384").update("other").digest("base64"))));
  await expect(page.getByText("What the author wrote")).toBeVisible();
  expect(await page.evaluate(() => customElements.get("pim-auth-step") === undefined)).toBe(true);
});

/** The script that embed.js fetches. */
async function entryOf(playground: string): Promise<string> {
  const loader = await (await fetch(`${playground}/embed.js`)).text();
  return /embed\/v1\/embed\.[A-Z0-9]+\.js/.exec(loader)?.[0] ?? "";
}
