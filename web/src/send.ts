// From a press to the journal: build, guard, transmit, read, keep.

import type { Built, CallError, RequestName } from "./authcore/contract.js";
import type { Client } from "./authcore/client.js";
import type { Exchange } from "./journal/journal.js";
import { addressOf, placeName, placeOf, stepOf } from "./session.js";
import type { Place, Problem, Session, Variant } from "./session.js";
import { argsOf, signature } from "./steps.js";
import { transmit } from "./transport/transmit.js";
import type { Outcome, Via, WireRequest } from "./transport/transmit.js";
import { announcement } from "./words/en.js";

/** How requests reach the chosen PIM. */
export function viaOf(session: Session, client: Client): Via {
  if (session.choice !== "demo") return { via: "fetch" };
  const { version } = session;
  return { via: "page", demo: (request) => client.demo({ session: version, version, request }) };
}

/** The request of a variant, as it would be sent now; undefined before the engine or an address is there. */
export function buildNow(session: Session, variant: Variant): Built | CallError | undefined {
  const pim = addressOf(session);
  if (session.engine.state !== "ready" || pim === undefined) return undefined;
  const curlPim = session.choice === "demo" ? session.local : undefined;
  const built = session.engine.client.build(argsOf(variant, placeOf(session), pim, curlPim));
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

  const ready = prepare(session, place, variant);
  let problem = "kind" in ready ? ready : undefined;
  if ("client" in ready) {
    const name = placeName(session);
    const asked = signature(variant, place);
    const late = () => placeName(session) !== name || signature(variant, place) !== asked;
    const abort = new AbortController();
    step.waiting = { abort, host: new URL(ready.built.request.url).host };
    session.changed();
    problem = session.choice === "local" ? await checkLocal(session, place, abort.signal) : undefined;
    if (!problem && late()) problem = { kind: "changed" };
    if (!problem) {
      const { request, http } = ready.built;
      const started = Date.now();
      const startedThere = started + place.ahead;
      const outcome = await transmit(request, viaOf(session, ready.client), abort.signal);
      const exchange = record(session, ready.client, { step: id, name: requestName(variant), place: name, request, shown: http, started, startedThere, outcome });
      const tooLate = late();
      keepTokens(place, exchange, variant);
      if (!tooLate) {
        step.exchange = exchange;
        step.signature = signature(variant, place);
      }
      session.announce(tooLate ? announcement.late(exchange.n, title) : announcement.exchange(exchange, title));
    }
    delete step.waiting;
  }
  if (problem) {
    step.problem = problem;
    session.announce(announcement.notSent(title, problem));
  }
  session.changed();
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

/** Puts what an answer brought where the next steps look for it. */
function keepTokens(place: Place, exchange: Exchange, variant: Variant): void {
  const { reading, outcome } = exchange;
  if ("failure" in outcome) {
    if (variant === "refresh" && outcome.failure.mayHaveActed) place.maybeUsed = place.inputs.refresh_token;
    return;
  }
  if (reading?.shape !== "token") return;
  const { access_token, refresh_token } = reading.token;
  if (variant === "refresh") place.old = { access_token: place.inputs.access_token, refresh_token: place.inputs.refresh_token };
  place.inputs.access_token = access_token;
  place.inputs.refresh_token = refresh_token;
  for (const step of place.steps.values()) if (step.problem?.kind === "no_token") delete step.problem;
}

/** Asks the demo PIM on localhost which version it is, and what its clock says. */
async function checkLocal(session: Session, place: Place, signal: AbortSignal): Promise<Problem | undefined> {
  const answer = await control(session, { method: "GET", url: `${session.local}/_demo/credentials`, header: [] }, signal);
  if ("failure" in answer) {
    const { code } = answer.failure;
    if (code === "cancelled") return { kind: "cancelled" };
    // The demo PIM's control routes have CORS whatever happens: who lacks it is another.
    return code === "no_cors" ? { kind: "local_strange" } : { kind: "local_down", failure: answer.failure };
  }
  const said = jsonOf(answer);
  if (typeof said?.version !== "string") return { kind: "local_strange" };
  keepClock(place, said);
  return said.version === session.version ? undefined : { kind: "local_version", version: said.version };
}

/** Moves the clock of the chosen demo PIM. Control requests are no exchanges: the journal has none of them. */
export async function moveClock(session: Session, advance: string): Promise<void> {
  const pim = addressOf(session);
  if (pim === undefined) return;
  const place = placeOf(session);
  const answer = await control(session, jsonRequest(`${pim}/_demo/clock`, { advance }));
  const said = "sent" in answer ? jsonOf(answer) : undefined;
  if (said) keepClock(place, said);
  session.announce(announcement.clock(said ? place.ahead : undefined));
  session.changed();
}

/** Sets the demo PIM on localhost back to its seeds, at a version. Its tokens are lost, so the page forgets them too. */
export async function resetLocal(session: Session, version: string): Promise<void> {
  const answer = await control(session, jsonRequest(`${session.local}/_demo/reset`, { version }));
  const said = "sent" in answer ? jsonOf(answer) : undefined;
  if (said?.version === version) {
    const place = placeOf(session);
    place.inputs.access_token = place.inputs.refresh_token = "";
    delete place.old;
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

function keepClock(place: Place, said: { now?: unknown }): void {
  const now = typeof said.now === "string" ? Date.parse(said.now) : NaN;
  // Clocks are moved by whole seconds, and the PIM's answer cuts off their parts: less than two apart is no advance.
  if (!Number.isNaN(now)) place.ahead = Math.abs(now - Date.now()) < 2000 ? 0 : Math.ceil((now - Date.now()) / 1000) * 1000;
}
