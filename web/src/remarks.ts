// What stands beneath the fields in place of their hints: what keeps a value from
// being sent, and what became of it.

import type { CallError } from "./authcore/contract.js";
import type { Remark } from "./components/fields.js";
import { buildNow } from "./send.js";
import { placeOf } from "./session.js";
import type { Input, Session } from "./session.js";
import type { Variant } from "./steps.js";
import { maybeUsed, maybeUsedCode } from "./words/en.js";
import { sentence } from "./words/en-causes.js";

/** What there is to say beneath the fields of a tree. */
export function remarks(session: Session, root: ParentNode): Map<string, Remark> {
  const place = placeOf(session);
  const said = new Map<string, Remark>();
  const complain = ({ field, message, next }: CallError) => {
    if (field !== undefined) said.set(field, { text: `${sentence(message)} ${next ?? ""}`, wrong: true });
  };
  if (place.maybeUsed !== undefined && place.maybeUsed === place.inputs.refresh_token) said.set("refresh_token", { text: maybeUsed, wrong: false });
  if (place.maybeUsedCode !== undefined && place.maybeUsedCode === place.inputs.code) said.set("code", { text: maybeUsedCode, wrong: false });
  // What the steps send is judged as it is typed.
  for (const variant of new Set([...root.querySelectorAll<HTMLElement>("pim-step")].map((step) => step.dataset.request as Variant))) {
    if (variant === "line_feed") continue;
    const built = buildNow(session, variant);
    // An empty field is no fault before it is needed: Send says so then.
    if (built && !("request" in built) && place.inputs[built.field as Input]) complain(built);
  }
  for (const { problem } of place.steps.values()) if (problem?.kind === "input") complain(problem.error);
  // What a PIM said of a value in a form stands as long as the value does.
  for (const [name, { text, of }] of place.app?.created?.errors ?? []) if (place.inputs[name] === of) said.set(name, { text, wrong: true });
  return said;
}
