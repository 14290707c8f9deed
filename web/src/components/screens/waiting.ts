// What a tab says while another is at the PIM, and what it asks if a stranger
// comes back.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { stopWaiting } from "../../app/flow.js";
import { appOf } from "../../app/state.js";
import type { AppState } from "../../app/state.js";
import { placeOf } from "../../session.js";
import type { Problem, Session } from "../../session.js";
import { steps as words } from "../../words/en-app.js";
import { acts } from "../step/acts.js";
import { obstacle } from "../diagnosis/diagnosis.js";
import { focusStatus } from "./focus.js";

/** What is waited for, if the step is one of these: waits for the activation show a stranger's, too. */
export function waitingView(session: Session, of: (waiting: NonNullable<AppState["waiting"]>) => boolean, what: "activation" | "callback"): TemplateResult | typeof nothing {
  const { waiting, stranger } = appOf(placeOf(session));
  if (stranger && what === "activation") return question(session, stranger);
  if (waiting?.for !== what || !of(waiting)) return nothing;
  const stop = () => {
    stopWaiting(session);
    focusStatus(session);
  };
  return html`<div class="waits">
    <p>${waiting.for === "activation" ? words.waitActivation : words.waitCallback}</p>
    <p class="soft">${words.waitHint} <a href=${waiting.address} target="_blank" rel="noopener noreferrer">${words.openAgain}</a></p>
    <button type="button" class="btn" @click=${stop}>${words.stop}</button>
  </div>`;
}

function question(session: Session, stranger: NonNullable<AppState["stranger"]>): TemplateResult {
  const press = (yes: boolean) => () => {
    stranger.answer(yes);
    focusStatus(session);
  };
  return html`<div class="waits">
    <p>${words.otherPIM(stranger.pimURL)}</p>
    <p class="go"><button type="button" class="btn" @click=${press(true)}>${words.useIt}</button> <button type="button" class="btn" @click=${press(false)}>${words.refuseIt}</button></p>
  </div>`;
}

/** Why the last press of a step came to nothing, and the buttons that cure it. */
export function problemView(session: Session, step: string): TemplateResult | typeof nothing {
  const { problem } = appOf(placeOf(session));
  if (problem?.step !== step) return nothing;
  return causes(session, problem.why);
}

function causes(session: Session, why: Problem): TemplateResult | typeof nothing {
  return obstacle(session, why, acts(session, why));
}
