// The page for writers: what is chosen shows live, and is copied as the verb
// snippet prints it; what is copied works in a page of others.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { test as base } from "./embeds.ts";
import { expect } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

const run = promisify(execFile);

const test = base.extend<object, { printed: (...args: string[]) => Promise<string> }>({
  printed: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "snippet-"));
      const build = join(folder, "build");
      await run("go", ["build", "-o", build, "./build"], { cwd: ".." });
      await use(async (...args) => (await run(build, ["snippet", ...args], { cwd: ".." })).stdout);
      await rm(folder, { recursive: true });
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

const forms = { html: "HTML", markdown: "Markdown", mdx: "MDX", iframe: "iframe" } as const;
type Form = keyof typeof forms;

function writer(page: Page) {
  const select = (name: string) => page.getByRole("combobox", { name, exact: true });
  const live = page.getByRole("region", { name: "See it live", exact: true });
  return {
    step: select("Step"),
    version: select("PIM version").first(),
    theme: select("Theme"),
    pim: page.getByRole("textbox", { name: "PIM", exact: true }),
    session: page.getByRole("textbox", { name: "Session", exact: true }),
    box: (name: string) => page.getByRole("checkbox", { name, exact: true }),
    live,
    element: live.locator("pim-auth-step"),
    async text(form: Form): Promise<string> {
      await page.getByRole("tab", { name: forms[form], exact: true }).click();
      return page.getByRole("tabpanel", { name: forms[form], exact: true }).locator("pre").evaluate((pre) => pre.textContent);
    },
  };
}

async function open(page: Page): Promise<void> {
  await page.goto("/embedding/");
  await expect(page.locator("html.ready")).toBeAttached();
  // The element waits until it is near.
  await page.getByRole("heading", { name: "See it live", exact: true }).scrollIntoViewIfNeeded();
}

test("what is chosen shows live, and is the snippet that the verb prints", async ({ page, playground, printed, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const at = writer(page);
  const src = `--src=${playground}/`;
  await expect(at.live.getByRole("heading", { name: "Get a token", exact: true })).toHaveAttribute("aria-level", "3");
  await at.live.getByRole("button", { name: "Send", exact: true }).click();
  await expect(at.live.getByText("200 OK", { exact: true }).first()).toBeVisible();
  for (const form of ["html", "markdown", "mdx", "iframe"] as const) {
    const whole = await printed("--step=token", src, `--format=${form}`);
    await expect.poll(() => at.text(form), form).toBe(whole);
    await page.getByRole("button", { name: `Copy the ${forms[form]}`, exact: true }).click();
    await expect(page.locator("[data-part=announce]")).toHaveText(`Copied: the ${forms[form]}.`);
    expect(await page.evaluate(() => navigator.clipboard.readText()), form).toBe(whole);
  }

  // A step of the App walk: the versions that know no Apps are gone.
  await at.version.selectOption("1.7");
  await at.step.selectOption("app-token");
  await expect(at.version).toHaveValue("7.0");
  await expect(at.version.locator("option:not([hidden])")).toHaveText(["PIM 6.0", "PIM 7.0", "PIM SaaS"]);
  await at.version.selectOption("saas");
  await expect(page.locator("[data-part=announce]")).toHaveText("Exchange the code for a token, for PIM SaaS.");
  await at.theme.selectOption("dark");
  await at.session.fill("walk_1");
  await at.box("the version").check();
  await at.box("With the script that a page needs once").uncheck();
  const args = ["--step=app-token", "--version=saas", "--theme=dark", "--session=walk_1", "--choose=version", "--script=false", src];
  for (const form of ["html", "mdx", "iframe"] as const) {
    const whole = await printed(...args, `--format=${form}`);
    await expect.poll(() => at.text(form), form).toBe(whole);
  }
  for (const [name, value] of Object.entries({ step: "app-token", version: "saas", theme: "dark", session: "walk_1", choose: "version" })) await expect(at.element).toHaveAttribute(name, value);
  await expect(at.live.getByRole("heading", { name: "Exchange the code for a token", exact: true })).toBeVisible();

  // What makes no sense is said at its field, and is in no snippet.
  await at.pim.fill("pim.example.com");
  await at.session.fill("a b");
  await expect(page.getByText("“pim.example.com” is no address of a PIM. Write demo, or an address such as https://pim.example.com.", { exact: true })).toBeVisible();
  await expect(page.getByText("“a b” is no name: use letters, digits, - and _.", { exact: true })).toBeVisible();
  await expect.poll(() => at.text("html")).not.toContain("session=");
  expect(await at.text("html")).not.toContain("pim=");
  await at.session.fill("");
  await at.pim.fill("https://pim.example.com/a&b");
  await at.box("Starts when asked to").check();
  await expect.poll(() => at.text("html")).toContain(` pim="https://pim.example.com/a&amp;b" choose="version" theme="dark" lazy="">`);
  await expect(at.element).toHaveAttribute("pim", "https://pim.example.com/a&b");
});

test("a copied snippet works in a page of others, as element and as frame", async ({ page, playground, printed, host }) => {
  const src = `--src=${playground}/`;
  const element = await printed("--step=token", "--version=4.0", src);
  await page.goto(await host(element));
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.locator("pim-auth-step").getByText("200 OK", { exact: true }).first()).toBeVisible();
  await page.goto(await host(await printed("--step=token", "--version=4.0", "--format=iframe", src)));
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Send", exact: true }).click();
  await expect(frame.getByText("200 OK", { exact: true }).first()).toBeVisible();
  await expect.poll(() => page.locator("iframe").evaluate((frame) => frame.style.height)).toMatch(/^\d{3,4}px$/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, and 320 px hold it, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 800 });
    await open(page);
    await expect(writer(page).live.getByRole("button", { name: "Send", exact: true })).toBeVisible();
    for (const name of ["iframe", "MDX", "HTML"]) {
      await page.getByRole("tab", { name, exact: true }).click();
      expect(await page.evaluate(sticksOut)).toEqual([]);
    }
    expect(await judge(page, "all")).toEqual([]);
  });
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });
  test("all of it reads, with the snippets of the first step", async ({ page, printed }) => {
    await page.goto("/embedding/");
    const at = writer(page);
    await expect(at.step).toBeHidden();
    await expect(at.element.getByText("Send user name and password, under the encoded pair.", { exact: false })).toBeVisible();
    await expect(at.element.getByText("POST /api/oauth/v1/token", { exact: false }).first()).toBeVisible();
    for (const form of ["html", "markdown", "mdx", "iframe"] as const) {
      const pre = page.locator(`[data-form=${form}]`);
      await expect(pre).toBeVisible();
      expect(await pre.innerText(), form).toBe(await printed("--step=token", `--format=${form}`));
    }
    await expect(page.getByText("https://playground.example.com/ stands", { exact: false })).toBeVisible();
    for (const name of ["Attributes", "What your site has to allow", "Frames", "What stays"]) await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
    await expect(page.locator("[data-fill=pinned]")).toContainText(/embed\/v1\/embed\.\w+\.js" integrity="sha384-/);
  });
});
