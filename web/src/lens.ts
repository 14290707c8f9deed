// The version lens: the blocks of a page that differ by PIM version. The page
// holds one version in place and the others as templates beside it; a change of
// the version puts clones in place, so that nothing is fetched and nothing typed
// is lost.

import { versionName } from "./words/en.js";

/** The version that the page was written for. */
export function writtenVersion(): string {
  return document.documentElement.dataset.version ?? "";
}

/** Puts every block of a tree in place as it is for a version. */
export function lookThrough(version: string, root: ParentNode = document): void {
  for (const block of root.querySelectorAll<HTMLElement>("div[data-lens]")) {
    if (holds(block, version)) continue;
    const templates = templatesOf(block);
    const found = templates.find((template) => holds(template, version));
    if (!found) continue;
    // What was written into the page is kept as a template, as the others are.
    if (!templates.some((template) => template.dataset.version === block.dataset.version)) {
      const kept = document.createElement("template");
      kept.dataset.lens = block.dataset.lens ?? "";
      kept.dataset.version = block.dataset.version ?? "";
      kept.content.append(...block.childNodes);
      block.after(kept);
    }
    block.replaceChildren(found.content.cloneNode(true));
    block.dataset.version = found.dataset.version ?? "";
  }
  for (const name of root.querySelectorAll("[data-version-name]")) name.textContent = versionName(version);
}

function holds(block: HTMLElement, version: string): boolean {
  return block.dataset.version?.split(" ").includes(version) ?? false;
}

/** The templates that stand right behind a block. */
function templatesOf(block: HTMLElement): HTMLTemplateElement[] {
  const found: HTMLTemplateElement[] = [];
  for (let next = block.nextElementSibling; next instanceof HTMLTemplateElement && next.dataset.lens === block.dataset.lens; next = next.nextElementSibling) found.push(next);
  return found;
}
