// The App's request for authorization: built from the fields, under a state
// that no request before it had.

import type { Built } from "../authcore/contract.js";
import { addressOf, placeOf } from "../session.js";
import type { Place, Problem, Session } from "../session.js";
import type { BrowserStep } from "./state.js";
import { appOf } from "./state.js";

/** Why nothing may go to the chosen PIM. */
export function addressProblem({ choice, own, engine }: Session): Problem | undefined {
  if (engine.state !== "ready") return { kind: "engine", why: engine.state === "failed" ? engine.why : "" };
  if (choice !== "own") return undefined;
  if (!own.parsed) return { kind: "no_address" };
  return own.confirmed ? undefined : { kind: "unconfirmed", address: own.parsed.address };
}

/** Puts random text into the field State. */
export function freshState(session: Session, place: Place): void {
  if (session.engine.state !== "ready") return;
  const made = session.engine.client.random({ kind: "state" });
  if (!made.ok) return;
  place.inputs.state = made.value.text;
  appOf(place).stateAt = Date.now() + place.ahead;
}

/** Enough for each step that follows, and one page of consent. */
const usualScopes = "read_categories read_products openid";

/** Fills what the App chooses itself, once; reports whether it did. */
export function begin(session: Session, place: Place): boolean {
  if (session.engine.state !== "ready" || appOf(place).stateAt !== undefined) return false;
  if (place.inputs.scope === "") place.inputs.scope = usualScopes;
  freshState(session, place);
  return true;
}

/** The request as it stands in the fields. */
export function authorization(session: Session, scope = placeOf(session).inputs.scope): Built | Problem {
  const pim = addressOf(session);
  if (pim === undefined) return { kind: "no_address" };
  if (session.engine.state !== "ready") return { kind: "engine", why: "" };
  const { app_client_id, state } = placeOf(session).inputs;
  const built = session.engine.client.build({ request: "app_authorize", pim, app_client_id, state, scope });
  return built.ok ? built.value : { kind: "input", error: built.error };
}

/** Builds the request that is to be sent now, and remembers it for the callback. */
export function ask(session: Session, place: Place, step: BrowserStep, sent: boolean, asks?: string): { readonly built: Built } | { readonly problem: Problem } {
  const app = appOf(place);
  begin(session, place);
  const scope = asks ?? place.inputs.scope;
  // A state is good for one request, also where a person typed it.
  if (place.inputs.state === "" || (app.asked?.sent && place.inputs.state === app.asked.state)) freshState(session, place);
  const built = authorization(session, scope);
  if ("kind" in built) return { problem: built };
  place.inputs.scope = scope;
  app.asked = { state: place.inputs.state, scope, address: built.request.url, step, sent };
  delete app.arrived;
  return { built };
}
