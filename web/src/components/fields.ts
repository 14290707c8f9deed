// The fields of a step, bound to the inputs of the chosen PIM, and the buttons
// that show what a masked one holds.

import { inputNames, placeOf } from "../session.js";
import type { Input, Session } from "../session.js";

function inputOf(node: HTMLInputElement): Input {
  const name = inputNames.find((known) => known === node.dataset.input);
  if (!name) throw new Error(`no input is called ${node.dataset.input ?? ""}`);
  return name;
}

/** What the page's fields hold before anyone types: the demo credentials. */
export function prefilled(root: ParentNode): Record<Input, string> {
  const values = { client_id: "", secret: "", username: "", password: "", access_token: "", refresh_token: "" };
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
      session.changed();
    });
  }
  for (const node of switches) {
    node.addEventListener("change", () => {
      const place = placeOf(session);
      if (node.dataset.switch === "form") place.form = node.value === "form";
      else place.client_in_body = node.value === "body";
      session.changed();
    });
  }
  for (const button of root.querySelectorAll<HTMLElement>("[data-show]")) {
    const node = document.getElementById(button.dataset.show ?? "");
    if (!(node instanceof HTMLInputElement)) continue;
    button.addEventListener("click", () => {
      const show = node.type === "password";
      node.type = show ? "text" : "password";
      button.setAttribute("aria-pressed", String(show));
    });
  }
  const update = () => {
    const place = placeOf(session);
    for (const node of fields) {
      const value = place.inputs[inputOf(node)];
      if (node.value !== value) node.value = value;
    }
    for (const node of switches) {
      const form = node.dataset.switch === "form";
      node.checked = node.value === (form ? (place.form ? "form" : "json") : place.client_in_body ? "body" : "header");
    }
  };
  session.listen(update);
  update();
}

/** Marks the field that authcore complains about, with its words beneath; clears the others. */
export function markFields(root: ParentNode, wrong: ReadonlyMap<string, string>): void {
  for (const node of root.querySelectorAll<HTMLInputElement>("input[data-input]")) {
    const note = document.getElementById(node.getAttribute("aria-describedby") ?? "");
    const problem = wrong.get(node.dataset.input ?? "");
    if (note) {
      note.dataset.hint ??= note.textContent;
      const text = problem ?? note.dataset.hint;
      if (note.textContent !== text) note.textContent = text;
      note.classList.toggle("bad", problem !== undefined);
    }
    if (problem === undefined) node.removeAttribute("aria-invalid");
    else node.setAttribute("aria-invalid", "true");
  }
}
