// The App's end of the activation: which PIM opened it, and where its browser
// is sent now.

import { record } from "../journal/record.js";
import { rawText } from "../demo.js";
import { placeName } from "../session.js";
import type { Place, Problem, Session } from "../session.js";
import { words } from "../words/en-app.js";
import { addressProblem, ask } from "./ask.js";
import type { ActivationVerdict } from "./channel.js";
import { appOf } from "./state.js";

/** What the App makes of an activation that came to a place whose PIM is pim. */
export function judge(session: Session, pim: string, address: string): { readonly verdict: ActivationVerdict; readonly pimURL: string } {
  if (session.engine.state !== "ready") return { verdict: "none", pimURL: "" };
  const { client } = session.engine;
  const read = client.activation({ url: address });
  if (!read.ok) return { verdict: read.error.code.startsWith("activation_") ? "no_pim_url" : "bad_pim_url", pimURL: "" };
  return { verdict: read.value.address.address === pim ? "go" : "ask", pimURL: read.value.pim_url };
}

/** Keeps an activation in the journal, with what the App answered. */
export function recordActivation(session: Session, name: string, place: Place, address: string, taken: string): void {
  const now = Date.now();
  const request = { method: "GET", url: address, header: [] };
  record(session, { step: "app-connect", what: "GET activate", from: "browser", to: "client", place: name, request, shown: rawText(session, request), started: now, startedThere: now + place.ahead, outcome: { taken } });
}

/** The chosen PIM opened the App: a fresh request for authorization, and its address. goes: the browser follows at once. */
export function activated(session: Session, place: Place, pimURL: string, address: string, goes: boolean): { readonly go: string } | { readonly problem: Problem } {
  const app = appOf(place);
  app.pimURL = pimURL;
  delete app.stranger;
  const asked = ask(session, place, "app-connect", goes);
  if ("problem" in asked) app.problem = { step: "app-connect", why: asked.problem };
  recordActivation(session, placeName(session), place, address, "problem" in asked ? words.askedPerson : words.sentOn);
  session.announce("problem" in asked ? words.activatedOnly : words.activated);
  return "problem" in asked ? asked : { go: asked.built.request.url };
}

/** The person says that the PIM which an activation named is theirs: it becomes My PIM, confirmed. */
export function adopt(session: Session, pimURL: string): Problem | undefined {
  if (session.engine.state !== "ready") return undefined;
  const parsed = session.engine.client.parseAddress({ text: pimURL });
  if (!parsed.ok) return { kind: "input", error: parsed.error };
  if (parsed.value.address === (session.relay?.pim ?? session.local)) session.choice = "local";
  else {
    session.choice = "own";
    Object.assign(session.own, { text: parsed.value.address, parsed: parsed.value, confirmed: true });
    delete session.own.error;
  }
  return addressProblem(session);
}
