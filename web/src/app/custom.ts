// What a person does with Apps at the PIM's screens: create a custom app, and
// disconnect one. The demo PIM does it as its screens would.

import { control, screen } from "../demo.js";
import { perform, buildNow } from "../send.js";
import { placeOf } from "../session.js";
import type { Input, Place, Problem, Session } from "../session.js";
import type { WireResponse } from "../transport/transmit.js";
import { disconnect as said, form, formText, words } from "../words/en-app.js";
import { appOf } from "./state.js";
import type { Created } from "./state.js";

/** Where the screens create custom apps; undefined where there are none. */
export function customApps(version: string): string | undefined {
  return { "7.0": "/rest/marketplace/test-apps", saas: "/rest/custom-apps" }[version];
}

/** Creates a custom app from the fields, as a user. */
export async function create(session: Session, as: string): Promise<void> {
  const step = "app-create";
  const path = customApps(session.version);
  const place = placeOf(session);
  const app = appOf(place);
  if (path === undefined || app.busy !== undefined) return;
  app.busy = step;
  delete app.problem;
  delete app.created;
  session.changed();
  const { app_name, activate_url, callback_url } = place.inputs;
  const answer = await screen(session, { step, what: form.what, as, method: "POST", path, body: { name: app_name, activateUrl: activate_url, callbackUrl: callback_url } });
  delete app.busy;
  if ("problem" in answer) {
    app.problem = { step, why: answer.problem };
    session.announce(words.notSent(answer.problem));
  } else {
    const { status } = answer.response;
    const { clientId, clientSecret, errors, message } = jsonOf(answer.response);
    app.created = { status, ...errorsOf(errors, place, session.version), message: typeof message === "string" ? message : "" };
    if (typeof clientId === "string" && typeof clientSecret === "string") Object.assign(place.inputs, { app_client_id: clientId, app_secret: clientSecret });
    session.announce(status === 201 ? form.created(String(clientId)) : form.said(status, app.created.message));
  }
  session.changed();
}

/** The inputs of the form, by what the PIM calls them. */
const inputs: Readonly<Record<string, Input>> = { name: "app_name", activateUrl: "activate_url", callbackUrl: "callback_url" };

/** The answers of the form, by the input that they are about. */
function errorsOf(errors: unknown, place: Place, version: string): Pick<Created, "errors" | "whole"> {
  const found = new Map<Input, { text: string; of: string }>();
  let whole = "";
  for (const one of Array.isArray(errors) ? (errors as { propertyPath?: unknown; message?: unknown }[]) : []) {
    const input = inputs[String(one.propertyPath)];
    const text = form.complaint(formText(String(one.message), version), String(one.message));
    if (input) found.set(input, { text: `${found.get(input)?.text ?? ""} ${text}`.trim(), of: place.inputs[input] });
    else whole = `${whole} ${text}`.trim();
  }
  return { errors: found, whole };
}

/** Disconnects the App, as the screen "Manage App" does. */
export async function disconnect(session: Session): Promise<void> {
  const step = "app-disconnect";
  const place = placeOf(session);
  const app = appOf(place);
  if (app.busy !== undefined) return;
  app.busy = step;
  delete app.problem;
  session.changed();
  const code = await connectedCode(session, step);
  if (typeof code !== "string") app.problem = { step, why: code };
  else {
    const answer = await screen(session, { step, what: said.what, as: "admin", method: "DELETE", path: `/rest/apps/connected-apps/${encodeURIComponent(code)}` });
    if ("problem" in answer) app.problem = { step, why: answer.problem };
    else if (answer.response.status === 204) {
      app.disconnected = true;
      delete app.connectedCode;
      // The old code died with the App; its token stays, to hear what it is told.
      place.inputs.code = "";
      session.announce(said.done);
    } else session.announce(said.said(answer.response.status));
  }
  delete app.busy;
  if (app.problem) session.announce(words.notSent(app.problem.why));
  session.changed();
}

/** What the PIM calls the connected App: a screen has told, or, since 7.0, the PIM leads there from the client ID. */
async function connectedCode(session: Session, step: string): Promise<string | Problem> {
  const place = placeOf(session);
  const { connectedCode } = appOf(place);
  if (connectedCode !== undefined) return connectedCode;
  if (session.version === "6.0") return roleOfApp(session);
  const answer = await screen(session, { step, what: said.whatFind, as: "admin", method: "GET", path: `/connect/apps/v1/connected_app/${encodeURIComponent(place.inputs.app_client_id)}` });
  if ("problem" in answer) return answer.problem;
  const code = answer.response.header.find(([name]) => name.toLowerCase() === "location")?.[1].split("/connected-apps/")[1];
  return code === undefined ? { kind: "refused", why: said.none } : decodeURIComponent(code);
}

/** PIM 6.0 shows it on its own screens only. The demo PIM names its roles, and an App's has its name. */
async function roleOfApp(session: Session): Promise<string | Problem> {
  const answer = await control(session, "GET", "roles");
  if ("problem" in answer) return answer.problem;
  const { roles } = answer.value as { roles?: { label: string }[] };
  return roles?.map(({ label }) => label).filter((label) => label.startsWith("app_")).at(-1) ?? { kind: "refused", why: said.none };
}

/** Calls the API with the token that the App still has. */
export async function callAgain(session: Session): Promise<void> {
  const step = "app-disconnect";
  const app = appOf(placeOf(session));
  if (app.busy !== undefined) return;
  delete app.problem;
  const built = buildNow(session, "app_categories");
  if (!built || !("request" in built) || placeOf(session).inputs.app_token === "") {
    app.problem = { step, why: { kind: "no_token", input: "app_token" } };
  } else {
    app.busy = step;
    session.changed();
    const exchange = await perform(session, { step, what: said.call, name: "app_categories", request: built.request, shown: built.http, from: "client", to: "pim" });
    delete app.busy;
    if ("kind" in exchange) app.problem = { step, why: exchange };
    else session.announce(said.said("sent" in exchange.outcome ? exchange.outcome.sent.response.status : 0));
  }
  if (app.problem) session.announce(words.notSent(app.problem.why));
  session.changed();
}

function jsonOf({ body }: WireResponse): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body ?? "");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
