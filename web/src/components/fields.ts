// The fields of a step, bound to the inputs of the chosen PIM, and the buttons
// that show what a masked one holds.

import { blank, edited, inputNames, placeOf } from "../session.js";
import type { Input, Inputs, Place, Session } from "../session.js";
import { rootOf, setText } from "./part.js";

function inputOf(node: HTMLInputElement): Input {
  const name = inputNames.find((known) => known === node.dataset.input);
  if (!name) throw new Error(`no input is called ${node.dataset.input ?? ""}`);
  return name;
}

/** What the page's fields hold before anyone types: the demo credentials. */
export function prefilled(root: ParentNode): Inputs {
  const values = blank();
  for (const node of root.querySelectorAll<HTMLInputElement>("input[data-input]")) values[inputOf(node)] = node.defaultValue;
  return values;
}

/** Binds all fields and switches of the page to the session. */
export function adoptFields(root: ParentNode, session: Session): void {
  const fields = [...root.querySelectorAll<HTMLInputElement>("input[data-input]")];
  const switches = [...root.querySelectorAll<HTMLInputElement>("input[data-switch]")];
  for (const node of fields) {
    const name = inputOf(node);
    node.addEventListener("input", () => {
      placeOf(session).inputs[name] = node.value;
      edited(session);
    });
  }
  for (const node of switches) {
    node.addEventListener("change", () => {
      const place = placeOf(session);
      if (node.dataset.switch === "form") place.form = node.value === "form";
      else if (node.dataset.switch === "json") place.json = node.value === "json";
      else place.client_in_body = node.value === "body";
      edited(session);
    });
  }
  for (const button of root.querySelectorAll<HTMLElement>("[data-show]")) {
    const node = rootOf(button).getElementById(button.dataset.show ?? "");
    if (!(node instanceof HTMLInputElement)) continue;
    button.addEventListener("click", () => {
      const show = node.type === "password";
      node.type = show ? "text" : "password";
      button.setAttribute("aria-pressed", String(show));
    });
  }
  // What was typed or switched before this script ran.
  const place = placeOf(session);
  for (const node of fields) if (node.value !== node.defaultValue) place.inputs[inputOf(node)] = node.value;
  for (const node of switches) if (node.checked && !node.defaultChecked) node.dispatchEvent(new Event("change"));
  const update = () => {
    const place = placeOf(session);
    for (const node of fields) {
      const value = place.inputs[inputOf(node)];
      if (node.value !== value) node.value = value;
    }
    for (const node of switches) {
      node.checked = node.value === chosen(place, node.dataset.switch);
    }
  };
  session.listen(update);
  update();
}

function chosen(place: Place, name: string | undefined): string {
  if (name === "form") return place.form ? "form" : "json";
  if (name === "json") return place.json ? "json" : "form";
  return place.client_in_body ? "body" : "header";
}

/** What is said beneath a field in place of its hint. */
export interface Remark {
  readonly text: string;
  /** Whether the field stands in the way of a request. */
  readonly wrong: boolean;
}

/** Puts a remark beneath each field that has one, and the hint beneath the others. */
export function remark(root: ParentNode, remarks: ReadonlyMap<string, Remark>): void {
  for (const node of root.querySelectorAll<HTMLInputElement>("input[data-input]")) {
    const note = rootOf(node).getElementById(node.getAttribute("aria-describedby") ?? "");
    const said = remarks.get(node.dataset.input ?? "");
    if (note) {
      note.dataset.hint ??= note.textContent;
      setText(note, said?.text ?? note.dataset.hint);
      note.classList.toggle("bad", said?.wrong ?? false);
      note.classList.toggle("warn", said?.wrong === false);
    }
    if (said?.wrong) node.setAttribute("aria-invalid", "true");
    else node.removeAttribute("aria-invalid");
  }
}
