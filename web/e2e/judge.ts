// What can be said of any page at any moment: what axe finds on it, and whether
// it fits its screen.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds: all of WCAG 2.2 A and AA and its best practices, or the colours alone. */
export async function judge(page: Page, what: "all" | "colours"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await axeSource);
  return page.evaluate(async (what) => {
    const options: axe.RunOptions =
      what === "colours"
        ? { runOnly: ["color-contrast", "link-in-text-block"], resultTypes: ["violations"] }
        : {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
            // Off unless asked for: the one rule of WCAG 2.2 that axe has. The
            // other breaks on purpose: each step has its Request and Response.
            rules: { "target-size": { enabled: true }, "landmark-unique": { enabled: false } },
            resultTypes: ["violations"],
          };
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target.join(" ")} ${any[0]?.message ?? ""}`));
  }, what);
}

/** What makes the page wider than its screen, if it is. */
export function sticksOut(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.querySelectorAll<HTMLElement>("body *")].filter((node) => node.getBoundingClientRect().right > clientWidth + 0.5 && node.checkVisibility());
  return [`${scrollWidth} px: ${out.map((node) => `${node.localName}.${node.className}`).slice(0, 8).join(", ")}`];
}
