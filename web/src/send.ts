// From a press to the journal: build, guard, transmit, read, keep.

import type { Built, CallError } from "./authcore/contract.js";
import { checkLocal } from "./demo.js";
import { examine, explain } from "./diagnose/doctor.js";
import type { Exchange } from "./journal/journal.js";
import { record } from "./journal/record.js";
import { addressOf, isOwn, kindOf, placeName, placeOf, stepOf } from "./session.js";
import type { Inputs, Place, Problem, Session, StepState } from "./session.js";
import { argsOf, signature, variants } from "./steps.js";
import type { Variant } from "./steps.js";
import { tokenLimit } from "./transport/body.js";
import { transmit } from "./transport/transmit.js";
import { engineProblem, viaOf } from "./via.js";
import { announcement, requestNames } from "./words/en.js";

/** The request of a variant, as it would be sent now, or with other inputs; undefined before the engine or an address is there. */
export function buildNow(session: Session, variant: Variant, other: Partial<Inputs> = {}): Built | CallError | undefined {
  const pim = addressOf(session);
  if (session.engine.state !== "ready" || pim === undefined) return undefined;
  const curlPim = session.choice === "demo" ? session.local : undefined;
  const built = session.engine.client.build({ ...argsOf(variant, placeOf(session), pim, curlPim), ...other });
  return built.ok ? built.value : built.error;
}

/** Sends the request of a variant for a step, or once in its place, and keeps what comes of it. */
export async function send(session: Session, id: string, title: string, main: Variant, variant: Variant, once?: Built): Promise<void> {
  const place = placeOf(session);
  const step = stepOf(place, id, main);
  if (step.waiting) return;
  step.variant = variant;
  delete step.problem;
  delete step.exchange;
  delete step.late;
  delete step.checking;
  if (once) step.once = once;
  else delete step.once;

  const ready = once ?? prepare(session, place, variant);
  const problem = "kind" in ready ? ready : await sendBuilt(session, place, step, { id, title, variant, built: ready });
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
  readonly built: Built;
}

async function sendBuilt(session: Session, place: Place, step: StepState, { id, title, variant, built }: Sending): Promise<Problem | undefined> {
  const name = placeName(session);
  const asked = signature(variant, place);
  const used = { ...place.inputs };
  const edited = () => signature(variant, place) !== asked;
  const elsewhere = () => placeName(session) !== name;
  const abort = new AbortController();
  step.waiting = { abort, host: new URL(built.request.url).host };
  session.changed();

  const { request } = variants[variant];
  const message: Message = { step: id, what: requestNames[request], request: built.request, shown: built.http, name: request, from: "client", to: "pim" };
  const exchange = await perform(session, message, abort.signal, () => !edited() && !elsewhere());
  if ("kind" in exchange) return exchange;
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
function prepare(session: Session, place: Place, variant: Variant): Built | Problem {
  if (session.engine.state !== "ready") return engineProblem(session);
  const { needs } = variants[variant];
  const stopper = unaddressed(session);
  if (stopper) return stopper;
  if (needs && place.inputs[needs] === "") return { kind: "no_token", input: needs };
  const built = buildNow(session, variant);
  if (built === undefined) return { kind: "no_address" };
  return "request" in built ? built : { kind: "input", error: built };
}

function unaddressed({ choice, own }: Session): Problem | undefined {
  if (choice !== "own") return undefined;
  if (!own.parsed) return { kind: "no_address" };
  return own.confirmed ? undefined : { kind: "unconfirmed", address: own.parsed.address };
}

/** A message to the PIM: what it is, and from whom. */
export type Message = Pick<Exchange, "step" | "what" | "name" | "request" | "shown" | "from" | "to" | "probe">;

/**
 * Sends a message to the chosen PIM and keeps it in the journal; a problem if
 * nothing was sent. still is asked once more right before it goes out.
 */
export async function perform(session: Session, message: Message, signal = new AbortController().signal, still = () => true): Promise<Exchange | Problem> {
  const { engine } = session;
  if (engine.state !== "ready") return engineProblem(session);
  const place = placeOf(session);
  const name = placeName(session);
  if (isOwn(session)) await session.room; // the way through a relay is in there, and the narrower policy
  if (placeName(session) !== name) return { kind: "changed" };
  const via = viaOf(session, engine.client);
  if (!via) return engineProblem(session);
  const stopper = unaddressed(session) ?? (kindOf(session) === "local" ? await checkLocal(session, place, signal) : undefined);
  if (stopper) return stopper;
  if (!still()) return { kind: "changed" };
  // Without what narrows the policy nothing goes to a PIM of one's own.
  const wide = isOwn(session) ? (session.narrow ? session.narrow() : engineProblem(session)) : undefined;
  if (wide) return wide;
  const started = Date.now();
  const startedThere = started + place.ahead;
  const outcome = await transmit(message.request, via, signal);
  if ("failure" in outcome && (outcome.failure.code === "unsendable" || outcome.failure.code === "mixed_content")) return { kind: "unsent", told: await explain(session, message.request, outcome.failure) };
  if ("failure" in outcome && outcome.failure.code === "no_answer" && kindOf(session) === "local" && !(await checkLocal(session, place, signal))) outcome.failure.code = "dropped"; // its control routes answer
  const exchange = record(session, { ...message, place: name, started, startedThere, outcome });
  await examine(session, exchange);
  return exchange;
}

/** Puts what an answer brought where the next steps look for it. used: the inputs that the request was built from. */
function keepTokens(place: Place, { reading, outcome }: Exchange, variant: Variant, used: Readonly<Inputs>): void {
  const lost = "failure" in outcome ? outcome.failure.mayHaveActed : "sent" in outcome && /^(reset|timeout)$/.test(outcome.sent.relay?.code ?? "");
  if (lost) {
    if (variant === "refresh") place.maybeUsed = used.refresh_token;
    // A wrong challenge leaves the code as it is.
    if (variant === "app_token" || variant === "app_again") place.maybeUsedCode = used.code;
  }
  if (reading?.shape === "app_token") {
    const { access_token, id_token } = reading.token;
    bring(place, used, { app_token: access_token, id_token });
  }
  if (reading?.shape !== "token") return;
  const { access_token, refresh_token } = reading.token;
  if (variant === "refresh") place.old = { access_token: used.access_token, refresh_token: used.refresh_token };
  bring(place, used, { access_token, refresh_token });
}

/** Fills inputs; one that was changed meanwhile keeps what was typed. */
function bring(place: Place, used: Readonly<Inputs>, values: Partial<Inputs>): void {
  for (const [name, value] of Object.entries(values) as [keyof Inputs, string][]) if (place.inputs[name] === used[name] && value.length <= tokenLimit) place.inputs[name] = value;
  forgetMissing(place);
}

/** A token has come: no step needs to say any more that there is none. */
export function forgetMissing(place: Place): void {
  for (const step of place.steps.values()) if (step.problem?.kind === "no_token") delete step.problem;
}

/** Puts the tokens of a late answer into the fields, because the person said so. */
export function useLate(session: Session, step: StepState): void {
  const reading = step.late?.reading;
  delete step.late;
  const place = placeOf(session);
  if (reading?.shape === "token") {
    const { access_token, refresh_token } = reading.token;
    bring(place, place.inputs, { access_token, refresh_token });
  }
  if (reading?.shape === "app_token") bring(place, place.inputs, { app_token: reading.token.access_token, id_token: reading.token.id_token });
  session.changed();
}
