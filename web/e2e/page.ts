// What a test does with a page around its steps, and what becomes of a Send.

import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { field } from "./step.ts";
import type { Step } from "./step.ts";

const pimNames = { demo: "Demo PIM in this page", local: "Demo PIM on localhost", own: "My PIM", relay: "My PIM through the relay" } as const;

/** The credentials that every demo PIM knows, by the labels of their fields. */
export const credentials = {
  "Client ID": "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s",
  Secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
  Username: "myERPuser",
  Password: "64bngr78",
} as const;

type Label = Parameters<typeof field>[1];

export async function fill(page: Page, values: Partial<Record<Label, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(page, label as Label).fill(value);
}

/** What stands in the fields of the connector page. */
export async function typed(page: Page): Promise<Record<string, string>> {
  const labels: Label[] = ["Client ID", "Secret", "Username", "Password", "Access token", "Refresh token"];
  return Object.fromEntries(await Promise.all(labels.map(async (label) => [label, await field(page, label).inputValue()] as const)));
}

/** Chooses a PIM, behind its disclosure where the screen is narrow. */
export async function choosePIM(page: Page, pim: keyof typeof pimNames): Promise<void> {
  const disclosure = page.getByRole("button", { name: / · PIM / });
  if ((await disclosure.isVisible()) && (await disclosure.getAttribute("aria-expanded")) === "false") await disclosure.click();
  await page.getByRole("radio", { name: pimNames[pim], exact: true }).check();
}

/** Opens the connector page at an address with My PIM in it, agrees to it, and fills in the demo credentials. */
export async function openOwn(page: Page, connector: string, pim: string): Promise<void> {
  await page.goto(`${connector}?pim=${encodeURIComponent(pim)}`);
  await page.getByRole("button", { name: "Use this address", exact: true }).click();
  await fill(page, credentials);
}

/** Waits until the first line of Response is exactly line. */
export async function answers({ response }: Step, line: string): Promise<void> {
  await expect.poll(async () => (await response.innerText()).trimStart().split("\n")[0], { message: "the first line of Response" }).toBe(line);
}

/** Waits for an answer with nothing to explain. */
export async function succeeds(step: Step): Promise<void> {
  await answers(step, "200 OK");
  await expect(step.diagnosis).toHaveCount(0);
}

/** Waits for a failure: its first line, and all the words in Diagnosis. */
export async function fails(step: Step, line: string, ...words: (string | RegExp)[]): Promise<void> {
  await answers(step, line);
  await expect(step.diagnosis.getByRole("listitem").first()).toBeVisible();
  for (const said of words) await expect(step.diagnosis).toContainText(said);
}

/** Serves the playground at another origin, from memory. */
export async function serveAt(page: Page, origin: string, playground: string): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(origin, playground) });
    await route.fulfill({ response });
  });
}

/** Holds back what matches url until the returned function is called. */
export async function hold(page: Page, url: RegExp): Promise<() => void> {
  let go = (): void => undefined;
  const released = new Promise<void>((resolve) => (go = resolve));
  await page.route(url, async (route) => {
    await released;
    await route.continue();
  });
  return go;
}
