// A session as one element of a page has it: what listens through it is let go
// of together, and what it announces is said in the tree of that element,
// whichever others share the session.

import type { Page, Session } from "../session.js";

export interface View {
  readonly session: Session;
  /** Nothing listens through it any more. */
  leave(): void;
}

export function viewOf(session: Session, page: Page, bring: Session["bring"]): View {
  const undo: (() => void)[] = [];
  const own: Partial<Session> = {
    page,
    bring,
    listen(f) {
      const forget = session.listen(f);
      undo.push(forget);
      return forget;
    },
  };
  const get = (target: Session, name: string | symbol) => (Object.hasOwn(own, name) ? Reflect.get(own, name) : Reflect.get(target, name)) as unknown;
  return {
    // All else is the session's own, to be read and to be written.
    session: new Proxy(session, { get }),
    leave() {
      for (const f of undo) f();
    },
  };
}
