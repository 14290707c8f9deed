// The presses of the walk that go through the person's browser: connect from
// the PIM, ask for authorization, and what a person does at the screens. With
// the demo PIM in the page its screens are drawn here; any other PIM is opened
// in a second tab, and this one waits.

import { control } from "../demo.js";
import { addressOf, kindOf, placeName, placeOf } from "../session.js";
import type { Problem, Session } from "../session.js";
import { announcement } from "../words/en.js";
import { words } from "../words/en-app.js";
import { activated, judge } from "./activation.js";
import { addressProblem, ask } from "./ask.js";
import { browse } from "./browser.js";
import type { Act } from "./browser.js";
import { take } from "./callback.js";
import { recordLeaving } from "./leave.js";
import { appOf } from "./state.js";
import type { BrowserStep } from "./state.js";

/** Continue of "Connect from the PIM". */
export async function connect(session: Session): Promise<void> {
  const step = "app-connect";
  await press(session, step, async () => {
    const pim = addressOf(session) ?? "";
    if (session.choice === "demo") return visit(session, step, { action: "open", url: `${pim}/` });
    const problem = await reachable(session);
    if (problem) return problem;
    leave(session, { for: "activation", step, address: `${pim}/` });
    return undefined;
  });
}

/** Continue of "Ask for authorization", and the buttons of "Reconnect", which bring their scopes. */
export async function authorize(session: Session, step: BrowserStep, scope?: string): Promise<void> {
  await press(session, step, async () => {
    const place = placeOf(session);
    const problem = session.choice === "demo" ? undefined : await reachable(session);
    if (problem) return problem;
    const asked = ask(session, place, step, true, scope);
    if ("problem" in asked) return asked.problem;
    const { url } = asked.built.request;
    if (session.choice === "demo") return visit(session, step, { action: "open", url });
    recordLeaving(session, step, url);
    leave(session, { for: "callback", step, address: url });
    return undefined;
  });
}

/** A button on a screen of the demo PIM in the page. */
export async function act(session: Session, does: Act): Promise<void> {
  const step = appOf(placeOf(session)).screen?.step;
  if (step) await press(session, step, () => visit(session, step, does));
}

/** The person gives up on the other tab. */
export function stopWaiting(session: Session): void {
  const app = appOf(placeOf(session));
  delete app.waiting;
  delete app.stranger;
  session.announce(words.stopped);
  session.changed();
}

async function press(session: Session, step: BrowserStep, does: () => Promise<Problem | undefined>): Promise<void> {
  const app = appOf(placeOf(session));
  if (app.busy !== undefined) return;
  if (session.engine.state === "loading") {
    session.kept.add(step);
    session.announce(announcement.kept);
    return;
  }
  delete app.problem;
  delete app.waiting;
  app.busy = step;
  session.changed();
  const why = addressProblem(session) ?? (await does());
  delete app.busy;
  if (why) {
    app.problem = { step, why };
    session.announce(words.notSent(why));
  }
  session.changed();
}

/** Whether the PIM of another tab is the one that this page speaks of. */
async function reachable(session: Session): Promise<Problem | undefined> {
  if (kindOf(session) !== "local") return undefined;
  const said = await control(session, "GET", "credentials");
  return "problem" in said ? said.problem : undefined;
}

/** Opens the PIM in a second tab, which knows nothing of this one. */
function leave(session: Session, waiting: { readonly for: "activation" | "callback"; readonly step: BrowserStep; readonly address: string }): void {
  window.open(waiting.address, "_blank", "noopener,noreferrer");
  appOf(placeOf(session)).waiting = waiting;
  session.announce(words.waitingFor(waiting.for));
}

/** The browser in the page does something, and comes to a screen or to an address of the App. */
async function visit(session: Session, step: BrowserStep, does: Act): Promise<Problem | undefined> {
  const browsed = await browse(session, step, does);
  const place = placeOf(session);
  const app = appOf(place);
  if (!browsed) return { kind: "refused", why: words.crashed };
  const { screen, address } = browsed;
  delete app.screen;
  if (screen) {
    if (step === "app-connect" && screen.kind === "home") return visit(session, step, { action: "connect", client_id: place.inputs.app_client_id });
    app.screen = { step, screen, address };
    session.announce(words.screen(screen));
    return undefined;
  }
  // Only Connect leads to the activate URL; all else that leaves the PIM, to the callback URL.
  if (does.action !== "connect") {
    take(session, placeName(session), place, address);
    return undefined;
  }
  const { pimURL } = judge(session, addressOf(session) ?? "", address);
  const went = activated(session, place, pimURL, address, false);
  return "problem" in went ? went.problem : undefined;
}
