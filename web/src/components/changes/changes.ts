// Two versions side by side. The page holds how each thing is with every
// version; the element leaves two, and hides what is the same in both.

import { changesWords as words } from "../../words/en-changes.js";
import { field, part, setText } from "../part.js";
import { differing } from "./differing.js";
import type { Cut } from "./differing.js";

export class PimChanges extends HTMLElement {
  connectedCallback(): void {
    const [from, to] = this.#selects();
    this.#readAddress();
    for (const select of [from, to]) {
      select.addEventListener("change", () => {
        this.#compare(true);
      });
    }
    part(this, "swap").addEventListener("click", () => {
      [from.value, to.value] = [to.value, from.value];
      this.#compare(true);
    });
    this.#compare(false);
  }

  #selects(): [from: HTMLSelectElement, to: HTMLSelectElement] {
    return [field(this, "from", HTMLSelectElement), field(this, "to", HTMLSelectElement)];
  }

  /** Takes the versions that a link names, and names those that it cannot take. */
  #readAddress(): void {
    const query = new URLSearchParams(location.search);
    const unknown: string[] = [];
    const [from, to] = this.#selects();
    for (const [name, select] of [["from", from], ["to", to]] as const) {
      const asked = query.get(name);
      if (asked === null) continue;
      const values = [...select.options].map(({ value }) => value);
      const short = asked.trim().toLowerCase().replace(/^v(?=\d)/, "");
      const found = values.find((value) => value === short) ?? values.find((value) => short !== "" && value.startsWith(`${short}.`));
      if (found === undefined) unknown.push(asked);
      else select.value = found;
    }
    const problem = part(this, "problem");
    problem.hidden = unknown.length === 0;
    if (unknown.length > 0) setText(problem, words.unknown(unknown, nameOf(from), nameOf(to)));
  }

  #compare(chosen: boolean): void {
    const [from, to] = this.#selects();
    const counts = ["steps", "wire"].map((name) => [...part(this, name).querySelectorAll<HTMLElement>(".change")].filter((change) => compared(change, from, to)).length);
    const [steps = 0, wire = 0] = counts;
    part(this, "steps").hidden = steps === 0;
    part(this, "wire").hidden = wire === 0;
    const all = this.querySelectorAll(".change").length;
    const said = from.value === to.value ? words.same(nameOf(from)) : words.count(nameOf(from), nameOf(to), steps, wire, all);
    setText(part(this, "count"), said);
    if (!chosen) return;
    part(this, "problem").hidden = true;
    setText(part(document, "announce"), said);
    const url = new URL(location.href);
    url.searchParams.set("from", from.value);
    url.searchParams.set("to", to.value);
    url.hash = "";
    history.replaceState(history.state, "", url);
  }
}

function nameOf(select: HTMLSelectElement): string {
  return select.selectedOptions[0]?.text ?? "";
}

/** Leaves two versions of one thing, the first on the left; false, and nothing is shown, if they are the same. */
function compared(change: HTMLElement, from: HTMLSelectElement, to: HTMLSelectElement): boolean {
  const rows = [...change.querySelectorAll<HTMLElement>("[data-versions]")];
  const [left, right] = [from, to].map(({ value }) => rows.find((row) => row.dataset.versions?.split(" ").includes(value)));
  const differs = left !== undefined && right !== undefined && left !== right;
  change.hidden = !differs;
  if (!differs) return false;
  for (const row of rows) row.hidden = row !== left && row !== right;
  left.parentElement?.append(left, right);
  for (const [row, select] of [[left, from], [right, to]] as const) {
    const version = row.querySelector("b");
    if (version) setText(version, nameOf(select));
  }
  mark(left.querySelector("pre"), right.querySelector("pre"));
  return true;
}

function mark(left: HTMLElement | null, right: HTMLElement | null): void {
  if (!left || !right) return;
  const cuts = differing(left.textContent, right.textContent);
  left.replaceChildren(...cuts[0].flatMap(nodes));
  right.replaceChildren(...cuts[1].flatMap(nodes));
}

function nodes([before, middle, after]: Cut, line: number): (string | HTMLElement)[] {
  const marked = document.createElement("mark");
  marked.textContent = middle;
  return [line === 0 ? before : `\n${before}`, ...(middle === "" ? [] : [marked]), after];
}
