// The region What happened, by the names that people rely on.

import type { Locator, Page } from "@playwright/test";

export interface Happened {
  readonly region: Locator;
  readonly messages: Locator;
  readonly lives: Locator;
  readonly entries: Locator;
  readonly show: (tab: "Diagram" | "Timeline" | "Log") => Promise<void>;
  readonly press: (button: "Copy as Mermaid" | "Save as HAR" | "Delete all") => Promise<void>;
}

export function happened(page: Page): Happened {
  const region = page.getByRole("region", { name: "What happened", exact: true });
  const panel = (name: string) => region.getByRole("tabpanel", { name, exact: true });
  return {
    region,
    messages: panel("Diagram").getByRole("list", { name: "Messages", exact: true }).getByRole("listitem"),
    lives: panel("Timeline").locator(".lives > li"),
    entries: panel("Log").locator(".log > li"),
    async show(tab) {
      await region.getByRole("tablist", { name: "What happened as", exact: true }).getByRole("tab", { name: tab, exact: true }).click();
    },
    async press(button) {
      await region.getByRole("button", { name: button, exact: true }).click();
    },
  };
}
