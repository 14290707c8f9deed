// A step of a walk, by the names that people and embeds rely on.

import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";

export type StepName = "Client ID and secret" | "API user" | "Encode" | "Get a token" | "Call the API" | "Refresh" | "Your first token" | "Try it from here" | "Try a call that is refused";

export interface Step {
  readonly region: Locator;
  readonly send: Locator;
  readonly request: Locator;
  readonly response: Locator;
  /** The first line of Response. */
  readonly status: Locator;
  readonly diagnosis: Locator;
  /** The panels, of which the chosen tab shows one. */
  readonly http: Locator;
  readonly curl: Locator;
  readonly explained: Locator;
  readonly raw: Locator;
}

/** The step whose heading is name. */
export function step(page: Pick<Page, "getByRole">, name: StepName): Step {
  const region = page.getByRole("region", { name, exact: true });
  const request = region.getByRole("region", { name: "Request", exact: true });
  const response = region.getByRole("region", { name: "Response", exact: true });
  return {
    region,
    send: region.getByRole("button", { name: "Send", exact: true }),
    request,
    response,
    status: response.getByRole("paragraph").first(),
    diagnosis: region.getByRole("list", { name: "Diagnosis", exact: true }),
    http: request.getByRole("tabpanel", { name: "HTTP", exact: true }),
    curl: request.getByRole("tabpanel", { name: "curl", exact: true }),
    explained: response.getByRole("tabpanel", { name: "Explained", exact: true }),
    raw: response.getByRole("tabpanel", { name: "Raw", exact: true }),
  };
}

/** Presses Send, and waits for the status line. */
export async function send(step: Step, status: string): Promise<void> {
  await step.send.click();
  await expect(step.status).toHaveText(status);
}

/** Holds that the finding of a code is named first. */
export async function named({ diagnosis }: Step, code: string, certainty: "certain" | "likely" | "possible"): Promise<void> {
  const first = diagnosis.locator("> li").first();
  await expect(first).toHaveAttribute("data-code", code);
  await expect(first.locator(".certainty")).toHaveText(certainty);
}

/** Chooses a tab of Request or Response. */
export async function show(step: Step, tab: "HTTP" | "curl" | "Explained" | "Raw"): Promise<void> {
  await step.region.getByRole("tab", { name: tab, exact: true }).click();
}

/** Chooses what a step's switch says: how the body is written, where the client stands. */
export async function choose(step: Step, group: "Body" | "Client credentials", option: string): Promise<void> {
  await step.region.getByRole("group", { name: group, exact: true }).getByRole("radio", { name: option, exact: true }).check();
}

/** The text of a node, every blank and line end of it. */
export async function textOf(node: Locator): Promise<string> {
  return (await node.textContent()) ?? "";
}

/** A field of the page. */
export function field(page: Page, label: "Client ID" | "Secret" | "Username" | "Password" | "Access token" | "Refresh token"): Locator {
  return page.getByRole("textbox", { name: label, exact: true }).or(page.getByLabel(label, { exact: true }));
}
