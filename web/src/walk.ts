// The order of a walk: which steps the page has, and which is next.

import type { Session } from "./session.js";

/** The ids of the page's steps, in their order: those of its map. */
export function stepIds(root: ParentNode = document): string[] {
  return [...root.querySelectorAll<HTMLElement>(".rail li[data-for]")].map((item) => item.dataset.for ?? "");
}

/** The step to do next; undefined once all are done, or where there is no walk. */
export function nextStep(session: Session): string | undefined {
  const done = session.walk.done(session);
  return stepIds().find((id) => !done.has(id));
}
