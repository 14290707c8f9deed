// A failure from here to somebody else, and from a link to here.

import { moveClock } from "../demo.js";
import { linkOf, openLink, prepareReplay, reportOf } from "../share/share.js";
import type { Session } from "../session.js";
import { doctorWords as words } from "../words/en-doctor.js";
import { examine, forget } from "./examine.js";
import { sendTurn, withDemo } from "./send.js";
import { doctorOf, failureOf } from "./state.js";
import type { Sharing } from "./state.js";

/** What stands behind the # of a shared link; "" if there is no such thing. */
export function sharedIn(hash: string): string {
  return /^#[jz][\w-]{16,}$/.test(hash) ? hash : "";
}

/** Makes what is to be copied, with nothing of the values in it; what was said instead where it cannot be. */
export async function prepare(session: Session, what: Sharing["what"]): Promise<{ readonly text: string; readonly warning: string } | { readonly refused: string }> {
  const failure = failureOf(doctorOf(session));
  if (!failure) return { refused: "" };
  const link = await linkOf(session, failure, location.href);
  const report = what === "report" ? await reportOf(session, failure, location.href) : undefined;
  const bad = !link.ok ? link.error : report?.ok === false ? report.error : undefined;
  if (bad || !link.ok) return { refused: bad?.code === "leak" ? words.share.leak : words.share.failed(bad?.message ?? "") };
  return { text: report?.ok ? report.value : link.value.url, warning: link.value.same ? "" : words.share.differs };
}

/** Opens a link's failure in the place of a text. */
export async function open(session: Session, hash: string): Promise<void> {
  const state = doctorOf(session);
  const opened = await openLink(session, hash);
  forget(state);
  delete state.file;
  Object.assign(state, { text: "", example: false });
  if (opened.ok) {
    state.opened = opened.value;
    await examine(session);
    return;
  }
  state.examined = { state: "refused", error: { ...opened.error, message: words.opened.bad(opened.error.message) } };
  session.changed();
}

/** Makes the demo PIM in the page fail as what was opened did. */
export async function replay(session: Session): Promise<void> {
  const state = doctorOf(session);
  if (!state.opened || session.engine.state !== "ready") return;
  if (state.turns.replay?.waiting) return;
  const plan = prepareReplay(session, state.opened, "https://demo.pim");
  if (!plan.ok || !plan.value.possible) {
    state.unplayed = plan.ok ? words.unplayed[plan.value.why as keyof typeof words.unplayed] : plan.error.message;
    session.announce(state.unplayed);
    session.changed();
    return;
  }
  const { version, request } = plan.value;
  session.version = version;
  // Its clock may be another one now.
  await moveClock(withDemo(session), "0s");
  const texts = session.engine.client.text({ request });
  if (!texts.ok) return;
  state.replayed = { request, http: texts.value.http, curl: texts.value.curl, changes: [], filled: [] };
  await sendTurn(session, "replay", state.replayed);
}
