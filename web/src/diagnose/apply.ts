// Applying a cure: the changed request, made of the fields where they can make
// it, so that what follows is right as well; else sent once as it is.

import type { Built } from "../authcore/contract.js";
import { buildNow } from "../send.js";
import { placeOf } from "../session.js";
import type { Input, Inputs, Place, Session, StepState } from "../session.js";
import { variants } from "../steps.js";
import type { Variant } from "../steps.js";
import type { WireRequest } from "../transport/transmit.js";
import type { Told } from "./words.js";

/** Puts the request without the fault where the next Send finds it. */
export function applyFix(session: Session, main: Variant, state: StepState, { finding: { fix } }: Told): void {
  if (!fix) return;
  const place = placeOf(session);
  const { inputs, form, client_in_body, json } = place;
  const kept = { inputs: { ...inputs }, form, client_in_body, json };
  take(place, main, fix.request);
  const built = buildNow(session, main);
  if (built && "request" in built && same(built.request, fix.request)) {
    delete state.once;
    return;
  }
  Object.assign(place.inputs, kept.inputs);
  place.form = kept.form;
  place.client_in_body = kept.client_in_body;
  if (kept.json === undefined) delete place.json;
  else place.json = kept.json;
  state.once = once(session, fix.request);
}

function once(session: Session, request: WireRequest): Built {
  const written = session.engine.state === "ready" ? session.engine.client.text({ request }) : undefined;
  return { request, http: [], curl: [], ...(written?.ok && written.value) };
}

function same(a: WireRequest, b: WireRequest): boolean {
  const key = ({ method, url, header, body, body_base64 }: WireRequest) => JSON.stringify([method, url, header, body, body_base64]);
  return key(a) === key(b);
}

/** What each parameter of a request is called among the fields. */
const ofConnector: Readonly<Record<string, Input>> = { client_id: "client_id", client_secret: "secret", username: "username", password: "password", refresh_token: "refresh_token" };
const ofApp: Readonly<Record<string, Input>> = { client_id: "app_client_id", code: "code", code_identifier: "code_identifier" };

/** Fills the fields from a request. */
function take(place: Place, main: Variant, { header, body = "" }: WireRequest): void {
  const app = variants[main].request.startsWith("app_");
  const line = (name: string) => header.find(([known]) => known.toLowerCase() === name)?.[1] ?? "";
  const [scheme = "", credentials = ""] = line("authorization").split(" ");
  const put = (name: Input | undefined, value: string) => {
    if (name) place.inputs[name] = value;
  };
  if (/^bearer$/i.test(scheme)) put(app ? "app_token" : "access_token", credentials);
  if (/^basic$/i.test(scheme)) takePair(place.inputs, credentials);
  const form = line("content-type").startsWith("application/x-www-form-urlencoded");
  if (body === "") return;
  const members = membersOf(body, form);
  if (app) place.json = !form;
  else [place.form, place.client_in_body] = [form, members.some(([name]) => name === "client_secret")];
  for (const [name, value] of members) put((app ? ofApp : ofConnector)[name], value);
}

function takePair(inputs: Inputs, credentials: string): void {
  try {
    const pair = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(atob(credentials), (char) => char.charCodeAt(0)));
    const colon = pair.indexOf(":");
    if (colon >= 0) [inputs.client_id, inputs.secret] = [pair.slice(0, colon), pair.slice(colon + 1)];
  } catch {
    // No base64 of a text: the fields cannot make it either.
  }
}

function membersOf(body: string, form: boolean): [string, string][] {
  if (form) return [...new URLSearchParams(body)];
  try {
    return Object.entries(JSON.parse(body) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  } catch {
    return [];
  }
}
