// From a press to the journal: build, guard, transmit, read, keep.

import type { Built, CallError, RequestName } from "./authcore/contract.js";
import type { Client } from "./authcore/client.js";
import type { Exchange } from "./journal/journal.js";
import { addressOf, placeName, placeOf, stepOf } from "./session.js";
import type { Place, Problem, Session, StepState, Variant } from "./session.js";
import { argsOf, signature } from "./steps.js";
import { transmit } from "./transport/transmit.js";
import type { Outcome, Via, WireRequest } from "./transport/transmit.js";
import { announcement } from "./words/en.js";

/** How requests reach the chosen PIM. */
function viaOf(session: Session, client: Client): Via {
  if (session.choice !== "demo") return { via: "fetch" };
  const { version } = session;
  return { via: "page", demo: (request) => client.demo({ session: version, version, request }) };
}

/** The request of a variant, as it would be sent now, or with other inputs; undefined before the engine or an address is there. */
export function buildNow(session: Session, variant: Variant, other: Partial<Place["inputs"]> = {}): Built | CallError | undefined {
  const pim = addressOf(session);
  if (session.engine.state !== "ready" || pim === undefined) return undefined;
  const curlPim = session.choice === "demo" ? session.local : undefined;
  const built = session.engine.client.build({ ...argsOf(variant, placeOf(session), pim, curlPim), ...other });
  return built.ok ? built.value : built.error;
}

/** Sends the request of a variant for a step, and keeps what comes of it. */
export async function send(session: Session, id: string, title: string, main: Variant, variant: Variant): Promise<void> {
  const place = placeOf(session);
  const step = stepOf(place, id, main);
  if (step.waiting) return;
  step.variant = variant;
  delete step.problem;
  delete step.exchange;
  delete step.late;

  const ready = prepare(session, place, variant);
  const problem = "kind" in ready ? ready : await sendBuilt(session, place, step, { id, title, variant, ...ready });
  delete step.waiting;
  if (problem) {
    step.problem = problem;
    session.announce(announcement.notSent(title, problem));
  }
  session.changed();
}

interface Sending {
  readonly id: string;
  readonly title: string;
  readonly variant: Variant;
  readonly client: Client;
  readonly built: Built;
}

async function sendBuilt(session: Session, place: Place, step: StepState, { id, title, variant, client, built }: Sending): Promise<Problem | undefined> {
  const name = placeName(session);
  const asked = signature(variant, place);
  const used = { ...place.inputs };
  const edited = () => signature(variant, place) !== asked;
  const elsewhere = () => placeName(session) !== name;
  const via = viaOf(session, client);
  const abort = new AbortController();
  step.waiting = { abort, host: new URL(built.request.url).host };
  session.changed();

  if (session.choice === "local") {
    const problem = await checkLocal(session, place, abort.signal);
    if (problem) return problem;
    if (edited() || elsewhere()) return { kind: "changed" };
  }
  const started = Date.now();
  const startedThere = started + place.ahead;
  const outcome = await transmit(built.request, via, abort.signal);
  if ("failure" in outcome && (outcome.failure.code === "unsendable" || outcome.failure.code === "mixed_content")) return { kind: "unsent", failure: outcome.failure };

  const exchange = record(session, client, { step: id, name: requestName(variant), place: name, request: built.request, shown: built.http, started, startedThere, outcome });
  if (edited()) {
    step.late = exchange;
  } else {
    step.exchange = exchange;
    keepTokens(place, exchange, variant, used);
    step.signature = signature(variant, place);
  }
  session.announce(step.late || elsewhere() ? announcement.late(exchange.n, title) : announcement.exchange(exchange, title));
  return undefined;
}

/** The request to send, or why there is none. */
function prepare(session: Session, place: Place, variant: Variant): { client: Client; built: Built } | Problem {
  const { engine } = session;
  if (engine.state !== "ready") return { kind: "engine", why: engine.state === "failed" ? engine.why : "" };
  const stopper = missing(session, place, variant);
  if (stopper) return stopper;
  const built = buildNow(session, variant);
  if (built === undefined) return { kind: "no_address" };
  return "request" in built ? { client: engine.client, built } : { kind: "input", error: built };
}

function requestName(variant: Variant): RequestName {
  if (variant === "categories" || variant === "old_access") return "categories";
  return variant === "refresh" || variant === "old_refresh" ? "refresh" : "password";
}

function missing(session: Session, place: Place, variant: Variant): Problem | undefined {
  if (session.choice === "own") {
    if (!session.own.parsed) return { kind: "no_address" };
    if (!session.own.confirmed) return { kind: "unconfirmed", address: session.own.parsed.address };
  }
  if (variant === "categories" && place.inputs.access_token === "") return { kind: "no_token", input: "access_token" };
  if (variant === "refresh" && place.inputs.refresh_token === "") return { kind: "no_token", input: "refresh_token" };
  return undefined;
}

function record(session: Session, client: Client, part: Omit<Exchange, "n" | "reading">): Exchange {
  const n = session.journal.length + 1;
  let exchange: Exchange = { n, ...part };
  if ("sent" in part.outcome && !part.outcome.sent.redirected) {
    const read = client.read({ request: part.name, response: part.outcome.sent.response });
    if (read.ok) exchange = { ...exchange, reading: read.value };
  }
  session.journal.push(exchange);
  return exchange;
}

/** Puts what an answer brought where the next steps look for it. used: the inputs that the request was built from. */
function keepTokens(place: Place, { reading, outcome }: Exchange, variant: Variant, used: Readonly<Place["inputs"]>): void {
  if ("failure" in outcome && variant === "refresh" && outcome.failure.mayHaveActed) place.maybeUsed = used.refresh_token;
  if (reading?.shape !== "token") return;
  const { access_token, refresh_token } = reading.token;
  if (variant === "refresh") place.old = { access_token: used.access_token, refresh_token: used.refresh_token };
  // A field that was changed meanwhile keeps what was typed.
  if (place.inputs.access_token === used.access_token) place.inputs.access_token = access_token;
  if (place.inputs.refresh_token === used.refresh_token) place.inputs.refresh_token = refresh_token;
  forgetMissing(place);
}

/** A token has come: no step needs to say any more that there is none. */
function forgetMissing(place: Place): void {
  for (const step of place.steps.values()) if (step.problem?.kind === "no_token") delete step.problem;
}

/** Puts the tokens of a late answer into the fields, because the person said so. */
export function useLate(session: Session, step: StepState): void {
  const reading = step.late?.reading;
  delete step.late;
  if (reading?.shape === "token") {
    const { access_token, refresh_token } = reading.token;
    const place = placeOf(session);
    Object.assign(place.inputs, { access_token, refresh_token });
    forgetMissing(place);
  }
  session.changed();
}

/** Asks the demo PIM on localhost which version it is, and what its clock says. */
async function checkLocal(session: Session, place: Place, signal: AbortSignal): Promise<Problem | undefined> {
  const asked = Date.now();
  const answer = await control(session, { method: "GET", url: `${session.local}/_demo/credentials`, header: [] }, signal);
  if ("failure" in answer) {
    const { code } = answer.failure;
    if (code === "cancelled") return { kind: "cancelled" };
    // The demo PIM's control routes have CORS whatever happens: who lacks it is another.
    return code === "no_cors" ? { kind: "local_strange" } : { kind: "local_down", failure: answer.failure };
  }
  const said = jsonOf(answer);
  if (typeof said?.version !== "string") return { kind: "local_strange" };
  keepClock(place, said, asked);
  return said.version === session.version ? undefined : { kind: "local_version", version: said.version };
}

/** Moves the clock of the chosen demo PIM. Control requests are no exchanges: the journal has none of them. */
export async function moveClock(session: Session, advance: string): Promise<void> {
  const pim = addressOf(session);
  if (pim === undefined) return;
  const place = placeOf(session);
  let asked = Date.now();
  const said = jsonOf(await control(session, jsonRequest(`${pim}/_demo/clock`, { advance })));
  if (said && !keepClock(place, said, asked)) {
    asked = Date.now();
    keepClock(place, jsonOf(await control(session, jsonRequest(`${pim}/_demo/clock`, { advance: "0s" }))) ?? {}, asked);
  }
  session.announce(announcement.clock(said ? place.ahead : undefined));
  session.changed();
}

/** Sets the demo PIM on localhost back to its seeds, at a version. Its tokens are lost, so the page forgets them too. */
export async function resetLocal(session: Session, version: string): Promise<void> {
  const place = placeOf(session); // now: another PIM may be chosen by the time of the answer
  const answer = await control(session, jsonRequest(`${session.local}/_demo/reset`, { version }));
  if (jsonOf(answer)?.version === version) {
    place.inputs.access_token = place.inputs.refresh_token = "";
    delete place.old;
    delete place.maybeUsed;
    place.ahead = 0;
    place.steps.clear();
    session.announce(announcement.reset(version));
  } else {
    session.announce(announcement.notReset(version));
  }
  session.changed();
}

function jsonRequest(url: string, value: object): WireRequest {
  return { method: "POST", url, header: [["Content-Type", "application/json"]], body: JSON.stringify(value) };
}

async function control(session: Session, request: WireRequest, signal = new AbortController().signal): Promise<Outcome> {
  if (session.engine.state !== "ready") throw new Error("control request before the engine");
  return transmit(request, viaOf(session, session.engine.client), signal);
}

function jsonOf(outcome: Outcome): { version?: unknown; now?: unknown } | undefined {
  if (!("sent" in outcome) || outcome.sent.response.status !== 200) return undefined;
  try {
    const value: unknown = JSON.parse(outcome.sent.response.body ?? "");
    return typeof value === "object" && value !== null ? value : undefined;
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
