// Play the attacker: five scenes, each with the protection on and off, each on
// a demo PIM of its own in the page.

import type { Page } from "@playwright/test";
import { expect, ready, test } from "./fixtures.ts";
import type { Entry } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";

interface Told {
  /** What was sent, and what came of it, act by act; what is said between a browser and the PIM is left out. */
  readonly sent: string[];
  readonly ending: RegExp;
}

const token = "POST /connect/apps/v1/oauth2/token";
const categories = "GET /api/rest/v1/categories";
const oldToken = "POST /api/oauth/v1/token";

const scenes: Record<string, { name: string; on: Told; off: Told }> = {
  state: {
    name: "A code slipped into your session",
    on: { sent: ["GET /callback The App takes no code: the state is …, and this browser’s session has …."], ending: /^Nothing was lost\./ },
    off: { sent: ["GET /callback The App takes the code without a look at the state.", `${token} 200 OK`, `${categories} 200 OK`], ending: /^Your data is lost to the attacker\./ },
  },
  replay: {
    name: "The same code twice",
    on: { sent: ["GET /callback The App finds the state in this browser’s session, and takes the code.", `${token} 200 OK`, `${token} 400 Bad Request`], ending: /^Nothing was lost\./ },
    off: { sent: ["GET /callback The App takes the code, and logs the request that it will send.", `${token} 200 OK`, `${categories} 200 OK`, `${token} 400 Bad Request`], ending: /^The App’s token is lost\./ },
  },
  challenge: {
    name: "A code without the secret",
    on: { sent: [`${token} 400 Bad Request`, `${token} 400 Bad Request`, "GET /callback The App finds the state in this browser’s session, and takes the code.", `${token} 200 OK`], ending: /^Nothing was lost\./ },
    off: { sent: [`${token} 200 OK`, `${categories} 200 OK`, "GET /callback The App finds the state in this browser’s session, and takes the code.", `${token} 400 Bad Request`], ending: /^The App’s token is lost, and the next one may be, too\./ },
  },
  refresh: {
    name: "A refresh token used first",
    on: {
      sent: [`${oldToken} 200 OK`, `${oldToken} 200 OK`, `${categories} 200 OK`, `${categories} 401 Unauthorized`, `${oldToken} 422 Unprocessable Content`, `${oldToken} 422 Unprocessable Content`, `${oldToken} 200 OK`],
      ending: /^The attacker had an hour, and has no more\./,
    },
    off: {
      sent: [`${oldToken} 200 OK`, `${oldToken} 200 OK`, `${categories} 200 OK`, `${categories} 401 Unauthorized`, `${oldToken} 422 Unprocessable Content`, `${oldToken} 200 OK`, `${oldToken} 200 OK`, `${categories} 200 OK`],
      ending: /^The attacker stays, for as long as they refresh every 14 days\./,
    },
  },
  browser: {
    name: "Your callback in another browser",
    on: {
      sent: ["GET /callback The App takes no code: the state is …, and this browser’s session has ….", "GET /callback The App finds the state in this browser’s session, and takes the code.", `${token} 200 OK`],
      ending: /^Nothing was lost\./,
    },
    off: {
      sent: ["GET /callback The App finds the state in its list, and takes the code.", `${token} 200 OK`, `${categories} 200 OK`, "GET /callback The App finds the state in its list, and takes the code.", `${token} 400 Bad Request`],
      ending: /^Your account at the App is lost to the attacker’s browser\./,
    },
  },
};

function scene(page: Page, name: string) {
  const region = page.getByRole("region", { name, exact: true });
  const press = (button: "Step" | "Play" | "Start again") => region.getByRole("button", { name: button, exact: true }).click();
  return { region, press, protection: region.getByRole("switch", { name: "Protection", exact: true }), messages: region.locator("details.message"), ending: region.locator(".ending:visible") };
}

/** What the page shows of the messages to the PIM and to the App, in their order. */
async function shown({ region }: ReturnType<typeof scene>): Promise<{ line: string; request: string }[]> {
  return region.locator("details.message").evaluateAll((all) =>
    all
      .filter((message) => message.checkVisibility() || message.parentElement?.closest("details"))
      .filter((message) => !message.querySelector("details"))
      .filter((message) => message.closest(".track:not([hidden])"))
      .map((message) => ({ line: message.querySelector("summary")?.textContent.replace(/\s+/g, " ").trim() ?? "", request: message.querySelector("pre")?.textContent ?? "" })),
  );
}

interface Kept {
  pimauth?: { call(name: string, json: string): string };
}

/** What a scene's own demo PIM received; the screens' own requests through /_demo/ui are not in its journal. */
async function journal(page: Page, id: string, version = "7.0"): Promise<Entry[]> {
  return page.evaluate(
    ([session, version]) => {
      const request = { method: "GET", url: "https://demo.pim/_demo/journal", header: [] };
      const said = (Reflect as Kept).pimauth?.call("demo", JSON.stringify({ session, version, request }));
      return JSON.parse((JSON.parse(said ?? "") as { value: { response: { body: string } } }).value.response.body) as Entry[];
    },
    [`attacker-${id}-${version}`, version] as const,
  );
}

function asHTTP({ method, url, header, body }: Entry): string {
  const { host, pathname, search } = new URL(url);
  return [`${method} ${pathname}${search}`, `Host: ${host}`, ...header.map(([name, value]) => `${name}: ${value}`), "", body].join("\n");
}

for (const [id, { name, on, off }] of Object.entries(scenes)) {
  test(`${name}: with the protection and without, to the end`, async ({ page, inPage }) => {
    await page.goto("/attacker/");
    await ready(page);
    const played = scene(page, name);
    for (const [protection, told] of [[true, on], [false, off]] as const) {
      await played.protection.setChecked(protection);
      await expect(played.messages).toHaveCount(0);
      await expect(played.ending).toHaveCount(0);
      await played.press("Play");
      await expect(played.ending).toHaveText(told.ending);
      await expect(page.getByRole("status")).toContainText((await played.ending.innerText()).split("\n")[0] ?? "");
      const messages = await shown(played);
      const toScreens = ({ line }: { line: string }) => line.includes(" PIM, through the browser ");
      expect(messages.filter((message) => !toScreens(message)).map(({ line }) => line.replace(/^.*?(through the browser|server to server) /, "").replace(/\b[0-9a-f]{20}\b/g, "…"))).toEqual(told.sent);
      // What is shown is what the PIM received, but for what went through /_demo/ui.
      const received = await journal(page, id);
      const toPIM = messages.filter(({ line, request }) => line.includes(" → PIM, ") && !request.includes("/rest/connections/"));
      expect(toPIM.map(({ request }) => request.trim())).toEqual(received.map((entry) => asHTTP(entry).trim()));
    }
    // The walk's own PIM was not touched.
    expect(await inPage.journal()).toEqual([]);
  });
}

test("step by step, again, and at another version; the attacker's messages say whose they are", async ({ page, inPage }) => {
  await page.goto("/attacker/?version=6.0");
  await ready(page);
  const played = scene(page, "The same code twice");
  const step = played.region.getByRole("button", { name: "Step", exact: true });
  await step.focus();
  for (const [n, said] of [[1, /^1 of 3\. You log in/], [2, /^2 of 3\. The App exchanges/], [3, /^3 of 3\. The attacker sends the very same.*Nothing was lost\./]] as const) {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status")).toHaveText(said);
    await expect(played.region.locator("li.played:visible")).toHaveCount(n);
    await expect(step).toBeFocused();
  }
  await expect(played.region.getByText("Attacker → PIM, server to server", { exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("This scene is over. Start again, or switch its protection.");
  await played.messages.last().locator("summary").click();
  await expect(played.messages.last()).toContainText('{"error":"invalid_grant"}');
  await expect(page.getByRole("listitem").filter({ hasText: "The same code twice" })).toHaveClass("done");

  await played.press("Start again");
  await expect(played.messages).toHaveCount(0);
  await played.press("Step");
  await expect(page.getByRole("status")).toHaveText(/^1 of 3\./);
  await page.getByRole("combobox", { name: "PIM version", exact: true }).selectOption("saas");
  await expect(played.messages).toHaveCount(0);
  await played.press("Play");
  await expect(played.ending).toHaveText(/^Nothing was lost/);
  expect((await journal(page, "replay", "saas")).length).toBe(8);
  expect(await inPage.journal()).toEqual([]);
});

test("axe finds nothing, and nothing sticks out, before and after", async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto("/attacker/");
  await ready(page);
  const look = async (after: string) => {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await judge(page, colorScheme === "light" ? "all" : "colours"), `${after}, ${colorScheme}, ${width} px`).toEqual([]);
      }
      expect(await page.evaluate(sticksOut), after).toEqual([]);
    }
  };
  await look("load");
  const first = scene(page, "A code slipped into your session");
  const last = scene(page, "A refresh token used first");
  await first.protection.uncheck();
  await first.press("Play");
  await last.press("Play");
  await expect(first.ending).toBeVisible();
  await expect(last.ending).toBeVisible();
  for (const played of [first, last]) for (const message of await played.messages.all()) await message.evaluate((node: HTMLDetailsElement) => (node.open = true));
  await look("two scenes played, all unfolded");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("every scene tells both its endings", async ({ page }) => {
    await page.goto("/attacker/");
    for (const { name, on, off } of Object.values(scenes)) {
      const { region, ending } = scene(page, name);
      await expect(ending).toHaveText([on.ending, off.ending]);
      await expect(region.getByRole("button")).toHaveCount(0);
    }
  });
});
