// Making credentials at the demo PIM, the way each version does it.

import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { field, step } from "./step.ts";

export const versions = ["1.7", "2.3", "3.2", "4.0", "5.0", "6.0", "7.0", "saas"] as const;
export type Version = (typeof versions)[number];

export function button(root: Page | Locator, name: string): Locator {
  return root.getByRole("button", { name, exact: true });
}

/** Chooses a version where a person does. */
export async function choose(page: Page, version: Version): Promise<void> {
  await page.getByRole("combobox", { name: "PIM version", exact: true }).selectOption(version);
}

/** Opens a room of a step, unless it is open. */
export async function open(page: Page, summary: string): Promise<void> {
  const room = page.locator("details.room", { has: page.getByText(summary, { exact: true }) });
  if ((await room.getAttribute("open")) === null) await room.getByText(summary, { exact: true }).click();
}

export const rooms = {
  console: "By command line",
  apiConnections: "The API connections of the demo PIM",
  connections: "The connections of the demo PIM",
  people: "Do it in the demo PIM: the user and its role",
  role: "The user’s role",
} as const;

/** Makes a client by the way of a version, and up to 3.2 the user; whatever was made stands in the fields then. */
export async function make(page: Page, version: Version): Promise<void> {
  const credentials = step(page, "Client ID and secret").region;
  const before = await field(page, "Client ID").inputValue();
  if (version === "1.7") {
    await button(credentials, "Create a client").click();
    await button(credentials, "Run").click();
    await button(credentials, "Use this client").click();
  } else {
    await open(page, version === "2.3" || version === "3.2" ? rooms.apiConnections : rooms.connections);
    await credentials.getByRole("textbox", { name: "Label", exact: true }).fill("SAP connection");
    await button(credentials, "Save").click();
  }
  await expect(field(page, "Client ID")).not.toHaveValue(before);
  await expect(field(page, "Client ID")).toHaveValue(/^3_[0-9a-z]{47,50}$/);
  if (version !== "1.7" && version !== "2.3" && version !== "3.2") {
    await expect(field(page, "Username")).toHaveValue(/^sap_connection_\d{4}$/);
    return;
  }
  const user = step(page, "API user").region;
  await user.getByRole("textbox", { name: "New username", exact: true }).fill("sapUser");
  await button(user, "Save the user").click();
  await expect(field(page, "Username")).toHaveValue("sapUser");
  await expect(field(page, "Password")).toHaveValue("myERPuserPassword");
  await user.getByRole("checkbox", { name: "sapUser", exact: true }).check();
  await button(user, "Save the role").click();
  await expect(page.getByRole("status")).toHaveText(/^My ERP connector role is saved/);
}
