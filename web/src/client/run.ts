// Running a story: a press runs one line, or sends one request of a line that
// sends several. What the library does is authcore's to say; here it is sent,
// and told what came back.

import type { CallError, ClientArgs } from "../authcore/contract.js";
import { perform } from "../send.js";
import { addressOf, placeName, placeOf } from "../session.js";
import type { Place, Problem, Session } from "../session.js";
import { statusLine } from "../transport/status.js";
import { engineProblem } from "../via.js";
import { requestNames } from "../words/en.js";
import { words } from "../words/en-client.js";
import { pass } from "./clock.js";
import { stepOfStory } from "./plots.js";
import type { Act, StoryName } from "./plots.js";
import { over, roomOf, storyOf } from "./state.js";
import type { Process, Story } from "./state.js";

/** Step, or Play: all that is left. While a request is under way, Step is Cancel, and Play does nothing. */
export async function press(session: Session, name: StoryName, all: boolean): Promise<void> {
  const place = placeOf(session);
  const where = placeName(session);
  const story = storyOf(place, name);
  await story.happening; // the program goes on with what it brings
  if (story.waiting) {
    if (!all) story.waiting.abort();
    return;
  }
  if (over(story)) {
    session.announce(story.thrown ? words.hasEnded : words.hasRun);
    return;
  }
  const abort = new AbortController();
  story.waiting = abort;
  delete story.problem;
  session.changed();
  do {
    const act = story.acts[story.at];
    if (!act) break;
    const problem = session.engine.state === "ready" ? await run(session, place, story, act, abort.signal) : engineProblem(session);
    if (problem) {
      story.problem = problem;
      session.announce(words.notRun(problem));
      break;
    }
    session.changed();
    // A request without an answer is not sent again by itself.
  } while (all && !over(story) && !abort.signal.aborted && placeName(session) === where && answered(story));
  delete story.waiting;
  session.changed();
}

function answered(story: Story): boolean {
  const last = story.entries.at(-1);
  return last?.kind !== "exchange" || "sent" in last.exchange.outcome;
}

/** From its first line again: nothing that was sent is taken back. */
export function startAgain(session: Session, name: StoryName): void {
  const { stories } = roomOf(placeOf(session));
  stories.get(name)?.waiting?.abort();
  stories.delete(name);
  session.announce(words.startedAgain);
  session.changed();
}

/** Runs a line, or a part of it; a problem if nothing came of it. */
async function run(session: Session, place: Place, story: Story, act: Act, signal: AbortSignal): Promise<Problem | undefined> {
  const process = story.processes.get(act.process);
  if (act.does === "call") return process && (await send(session, story, act, process, signal));
  const did = await quietly(session, place, story, act);
  if (typeof did !== "string") return did;
  story.entries.push({ kind: "remark", text: did });
  session.announce(did);
  story.at++;
  return undefined;
}

/** Runs a line that sends nothing; the words for what it did. */
async function quietly(session: Session, { inputs }: Place, story: Story, { does, process: name }: Act): Promise<Problem | string> {
  const { client_id, secret, username, password, app_token } = inputs;
  const process = story.processes.get(name);
  switch (does) {
    case "by_password":
      return build(session, story, name, { way: "password", client_id, secret, username, password }) ?? words.built.password;
    case "by_app_token":
      return app_token === "" ? { kind: "no_token", input: "app_token" } : (build(session, story, name, { way: "app", app_token }) ?? words.built.app);
    case "by_token":
      return build(session, story, name, { way: "token", client_id, secret, ...pairOf(process) }) ?? words.built.token;
    case "by_file":
      return build(session, story, name, { way: "token", client_id, secret, ...story.file }) ?? words.built.file(name);
    case "write_file":
      story.file = pairOf(process);
      return words.written(name);
    case "hour":
      return (await pass(session, "hour")) ?? words.hourPassed;
    case "lock":
      return words.locked(name);
    case "unlock":
      return words.unlocked(name);
    case "show":
    case "call":
      return words.shows(process?.step.token.access_token ?? null);
  }
}

function pairOf(process: Process | undefined) {
  return { access_token: process?.step.token.access_token ?? "", refresh_token: process?.step.token.refresh_token ?? "" };
}

function build(session: Session, story: Story, name: string, how: Omit<ClientArgs, "pim" | "state" | "event">): Problem | undefined {
  const pim = addressOf(session);
  if (pim === undefined) return { kind: "no_address" };
  const built = { ...how, pim };
  const step = tell(session, built);
  if ("code" in step) return { kind: "input", error: step };
  story.processes.set(name, { built, step });
  return undefined;
}

function tell(session: Session, args: ClientArgs) {
  if (session.engine.state !== "ready") return { code: "not_loaded", message: "" } satisfies CallError;
  const told = session.engine.client.library(args);
  return told.ok ? told.value : told.error;
}

/** Sends one request of a call, and tells the library its answer. */
async function send(session: Session, story: Story, act: Act, process: Process, signal: AbortSignal): Promise<Problem | undefined> {
  const { built } = process;
  if (!process.step.next) {
    const begun = tell(session, { ...built, state: process.step.state, event: { kind: "call", call: "category" } });
    if ("code" in begun) return { kind: "input", error: begun };
    process.step = begun;
  }
  const { next, why, state } = process.step;
  if (!next) return undefined;
  const name = why === "first_token" ? "password" : why === "refresh" ? "refresh" : undefined;
  const exchange = await perform(
    session,
    { step: stepOfStory[story.name], what: name ? requestNames[name] : words.getCategory, request: next.request, shown: next.http, from: "client", to: "pim", ...(name ? { name } : {}) },
    signal,
  );
  if ("kind" in exchange) return exchange;
  story.entries.push({ kind: "exchange", why, process: act.process, exchange });
  if (!("sent" in exchange.outcome)) {
    session.announce(words.noAnswer(exchange.n));
    return undefined;
  }
  const { response } = exchange.outcome.sent;
  const after = tell(session, { ...built, state, event: { kind: "answer", response } });
  if ("code" in after) return { kind: "input", error: after };
  process.step = after;
  const { verdict } = after;
  session.announce(words.answered(exchange.n, exchange.what, statusLine(response.status), verdict));
  if (!verdict) return undefined;
  story.entries.push({ kind: "verdict", process: act.process, verdict });
  story.at++;
  if (verdict.kind === "exception") story.thrown = true;
  return undefined;
}
