// The token of an App, without the whole App walk: the demo App is let in at
// the demo PIM by its own screens, and its code exchanged.

import { keepIdentifier } from "../app/challenge.js";
import { control, screen } from "../demo.js";
import { perform } from "../send.js";
import { addressOf, placeOf } from "../session.js";
import type { Problem, Session } from "../session.js";
import { problemCause } from "../words/en-causes.js";
import { requestNames } from "../words/en.js";
import { words } from "../words/en-client.js";
import { stepOfStory } from "./plots.js";
import { roomOf, storyOf } from "./state.js";

/** Puts a fresh token into the field App token. */
export async function letIn(session: Session): Promise<void> {
  const place = placeOf(session);
  const story = storyOf(place, "app");
  delete story.problem;
  const got = await token(session);
  if (typeof got === "string") {
    place.inputs.app_token = got;
    session.announce(words.letIn);
  } else {
    story.problem = got;
    session.announce(problemCause(got).cause);
  }
  session.changed();
}

/** Puts a fresh code, and what it was asked with, into the fields of the step that exchanges it. */
export async function bringCode(session: Session): Promise<void> {
  const place = placeOf(session);
  const got = await code(session);
  if ("problem" in got) session.announce(problemCause(got.problem).cause);
  else place.inputs.code = got.code;
  keepIdentifier(session, place);
  session.changed();
}

type Let = { readonly code: string; readonly client_id: string; readonly client_secret: string } | { readonly problem: Problem };

/** The demo PIM lets the demo App in, and gives it a code. */
async function code(session: Session): Promise<Let> {
  const step = stepOfStory.app;
  const told = await control(session, "GET", "credentials");
  if ("problem" in told) return told;
  const { app } = told.value as { app?: { client_id: string; client_secret: string } };
  const none: Let = { problem: { kind: "refused", why: words.noApps } };
  if (!app || session.engine.state !== "ready") return none;
  const { client } = session.engine;
  const pim = addressOf(session) ?? "";
  const asked = client.build({ request: "app_authorize", pim, app_client_id: app.client_id, state: "story", scope: "read_categories" });
  if (!asked.ok) return none;
  const at = await screen(session, { step, what: requestNames.app_authorize, as: "admin", method: "GET", path: asked.value.request.url.slice(pim.length) });
  if ("problem" in at) return at;
  // An App that was let in before is sent back at once; otherwise the PIM asks the person.
  let callback = at.response.header.find(([name]) => name.toLowerCase() === "location")?.[1] ?? "";
  if (!callback.includes("code=")) {
    const confirmed = await screen(session, { step, what: words.confirms, as: "admin", method: "POST", path: `/rest/apps/confirm-authorization/${app.client_id}` });
    if ("problem" in confirmed) return confirmed;
    const said = confirmation(confirmed.response.body);
    callback = said.redirectUrl ?? "";
    if (said.userGroup !== undefined) roomOf(placeOf(session)).appCode = said.userGroup;
  }
  return { ...app, code: URL.canParse(callback) ? (new URL(callback).searchParams.get("code") ?? "") : "" };
}

async function token(session: Session): Promise<string | Problem> {
  const step = stepOfStory.app;
  const got = await code(session);
  if ("problem" in got) return got.problem;
  if (session.engine.state !== "ready") return { kind: "refused", why: words.noApps };
  const { client } = session.engine;
  const random = client.random({ kind: "code_identifier" });
  if (!random.ok) return { kind: "refused", why: words.noApps };
  const built = client.build({ request: "app_token", pim: addressOf(session) ?? "", app_client_id: got.client_id, app_secret: got.client_secret, code: got.code, code_identifier: random.value.text });
  if (!built.ok) return { kind: "input", error: built.error };
  const { request, http } = built.value;
  const exchange = await perform(session, { step, what: requestNames.app_token, name: "app_token", request, shown: http, from: "client", to: "pim" });
  if ("kind" in exchange) return exchange;
  return exchange.reading?.shape === "app_token" ? exchange.reading.token.access_token : { kind: "refused", why: words.noAppToken };
}

function confirmation(body: string | undefined): { redirectUrl?: string; userGroup?: string } {
  try {
    return JSON.parse(body ?? "") as { redirectUrl?: string; userGroup?: string };
  } catch {
    return {};
  }
}
