// What only a demo PIM can be asked for: its version, its clock, its seeds, and
// what one does at its screens. Control requests are no exchanges: the journal
// has none of them.

import type { Text } from "./authcore/contract.js";
import type { Exchange } from "./journal/journal.js";
import { record } from "./journal/record.js";
import { addressOf, isOwn, placeName, placeOf } from "./session.js";
import type { Place, Problem, Session } from "./session.js";
import { transmit } from "./transport/transmit.js";
import type { HeaderLine, Outcome, WireRequest, WireResponse } from "./transport/transmit.js";
import { engineProblem, viaOf } from "./via.js";
import { announcement } from "./words/en.js";

/** Asks the demo PIM on localhost which version it is, and what its clock says. */
export async function checkLocal(session: Session, place: Place, signal: AbortSignal): Promise<Problem | undefined> {
  const asked = Date.now();
  const answer = await ask(session, { method: "GET", url: `${session.local}/_demo/credentials`, header: [] }, signal);
  if ("failure" in answer) {
    const { code } = answer.failure;
    if (code === "cancelled") return { kind: "cancelled" };
    // The demo PIM's control routes have CORS whatever happens: who lacks it is another.
    return code === "no_cors" ? { kind: "local_strange" } : { kind: "local_down", failure: answer.failure };
  }
  const said = goodJSON(answer);
  if (typeof said?.version !== "string") return { kind: "local_strange" };
  keepClock(place, said, asked);
  return said.version === session.version ? undefined : { kind: "local_version", version: said.version };
}

/** Moves the clock of the chosen demo PIM. */
export async function moveClock(session: Session, advance: string): Promise<void> {
  const pim = addressOf(session);
  if (pim === undefined || isOwn(session)) return;
  const place = placeOf(session);
  let asked = Date.now();
  const said = goodJSON(await ask(session, jsonRequest(`${pim}/_demo/clock`, { advance })));
  if (said && !keepClock(place, said, asked)) {
    asked = Date.now();
    keepClock(place, goodJSON(await ask(session, jsonRequest(`${pim}/_demo/clock`, { advance: "0s" }))) ?? {}, asked);
  }
  session.announce(announcement.clock(said ? place.ahead : undefined));
  session.changed();
}

/** Sets the demo PIM on localhost back to its seeds, at a version. Its tokens are lost, so the page forgets them too. */
export async function resetLocal(session: Session, version: string): Promise<void> {
  const place = placeOf(session); // now: another PIM may be chosen by the time of the answer
  const answer = await ask(session, jsonRequest(`${session.local}/_demo/reset`, { version }));
  if (goodJSON(answer)?.version === version) {
    for (const name of ["access_token", "refresh_token", "app_token", "id_token", "code"] as const) place.inputs[name] = "";
    delete place.old;
    delete place.maybeUsed;
    delete place.maybeUsedCode;
    delete place.connector;
    delete place.app;
    delete place.client;
    delete place.faults;
    place.ahead = 0;
    place.steps.clear();
    session.announce(announcement.reset(version));
  } else {
    session.announce(announcement.notReset(version));
  }
  session.changed();
}

/** What a control route of the demo PIM answered, or why it was not asked. */
export type Controlled = { readonly status: number; readonly value: unknown } | { readonly problem: Problem };

/** Has the chosen demo PIM do what one of its control routes does. */
export async function control(session: Session, method: "GET" | "POST", route: string, body?: object): Promise<Controlled> {
  const pim = addressOf(session);
  if (isOwn(session) || pim === undefined) return { problem: { kind: "no_demo" } };
  if (session.engine.state !== "ready") return { problem: engineProblem(session) };
  const { signal } = new AbortController();
  const stopper = session.choice === "local" ? await checkLocal(session, placeOf(session), signal) : undefined;
  if (stopper) return { problem: stopper };
  const url = `${pim}/_demo/${route}`;
  const outcome = await ask(session, body === undefined ? { method, url, header: [] } : jsonRequest(url, body), signal);
  if ("failure" in outcome) return { problem: { kind: "local_down", failure: outcome.failure } };
  const value = jsonOf(outcome);
  return value === undefined ? { problem: { kind: "local_strange" } } : { status: outcome.sent.response.status, value };
}

/** What one does at the screens of the PIM, in a session of a user. */
export interface ScreenRequest {
  readonly step: string;
  readonly what: string;
  /** The user who is logged in there. */
  readonly as: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: object;
}

/**
 * Sends a request of the PIM's own screens: through the demo PIM, since a page
 * of another origin has neither its cookie nor may send its header. The journal
 * has it as what a browser sends that is logged in there.
 */
export async function screen(session: Session, { step, what, as, method, path, body }: ScreenRequest): Promise<{ exchange: Exchange; response: WireResponse } | { problem: Problem }> {
  const place = placeOf(session);
  const name = placeName(session);
  const header: HeaderLine[] = [["X-Requested-With", "XMLHttpRequest"]];
  if (body !== undefined) header.push(["Content-Type", "application/json"]);
  const text = body === undefined ? "" : JSON.stringify(body);
  const started = Date.now();
  const answer = await control(session, "POST", "ui", { as, method, path, header, body: text });
  if ("problem" in answer) return answer;
  if (answer.status !== 200) return { problem: { kind: "refused", why: String((answer.value as { message?: unknown }).message) } };
  const response = answer.value as WireResponse;
  const request: WireRequest = { method, url: `${addressOf(session) ?? ""}${path}`, header, ...(body === undefined ? {} : { body: text }) };
  const outcome = { sent: { response, ms: Date.now() - started, exact: true, redirected: false } };
  const exchange = record(session, { step, what, from: "browser", to: "pim", place: name, request, shown: rawText(session, request), started, startedThere: started + place.ahead, outcome });
  return { exchange, response };
}

/** A request as raw HTTP, in the hues of what it holds. */
export function rawText(session: Session, request: WireRequest): Text {
  if (session.engine.state !== "ready") return [];
  const written = session.engine.client.text({ request });
  return written.ok ? written.value.http : [];
}

function jsonRequest(url: string, value: object): WireRequest {
  return { method: "POST", url, header: [["Content-Type", "application/json"]], body: JSON.stringify(value) };
}

async function ask(session: Session, request: WireRequest, signal = new AbortController().signal): Promise<Outcome> {
  if (session.engine.state !== "ready") throw new Error("control request before the engine");
  const via = viaOf(session, session.engine.client);
  if (!via) throw new Error("control request to a PIM of one's own");
  return transmit(request, via, signal);
}

/** The JSON object of a good answer. */
function goodJSON(outcome: Outcome): { version?: unknown; now?: unknown } | undefined {
  const value = "sent" in outcome && outcome.sent.response.status === 200 ? jsonOf(outcome) : undefined;
  return typeof value === "object" && value !== null ? value : undefined;
}

function jsonOf(outcome: Outcome): unknown {
  if (!("sent" in outcome)) return undefined;
  try {
    return JSON.parse(outcome.sent.response.body ?? "");
  } catch {
    return undefined;
  }
}

/**
 * Keeps what the PIM's clock says. It says whole seconds, so that the
 * difference is sure only if no second has passed here since it was asked for.
 */
function keepClock(place: Place, said: { now?: unknown }, asked: number): boolean {
  const now = typeof said.now === "string" ? Date.parse(said.now) : NaN;
  if (Number.isNaN(now)) return true;
  const [least, most] = [Date.now(), asked].map((here) => Math.ceil((now - here) / 1000) * 1000) as [number, number];
  if (least <= place.ahead && place.ahead <= most) return least === most;
  place.ahead = Math.abs(least) < 2000 ? 0 : least;
  return least === most;
}
