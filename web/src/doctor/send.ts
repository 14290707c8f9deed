// Sending what the doctor made: as it is to the demo PIM in the page, which
// takes any byte; corrected to the PIM that the person chose.

import { caseOf } from "../diagnose/case.js";
import { loadWords, tellChange } from "../diagnose/words.js";
import { perform } from "../send.js";
import { addressOf, isOwn } from "../session.js";
import type { Session } from "../session.js";
import type { WireRequest } from "../transport/transmit.js";
import { announcement, requestNames } from "../words/en.js";
import { doctorWords as words } from "../words/en-doctor.js";
import { nameOf } from "./make.js";
import { doctorOf, failureOf } from "./state.js";
import type { Made, Turn, TurnName } from "./state.js";

/** The session as it is where the demo PIM in the page is chosen: all else is the same, and kept in the same place. */
export function withDemo(session: Session): Session {
  return new Proxy(session, { get: (target, key) => (key === "choice" ? "demo" : (Reflect.get(target, key) as unknown)) });
}

/** Whether a request may change data of a PIM: one that asks for a token, or reads, does not. */
export function changesData(request: WireRequest): boolean {
  const name = nameOf(request);
  const token = name !== undefined && name !== "categories";
  return !["GET", "HEAD", "OPTIONS"].includes(request.method.toUpperCase()) && !(token && request.method.toUpperCase() === "POST");
}

/** Sends, or cancels what is under way. What changes data of a PIM of one's own is asked for first; agreed: the person said yes to this one. */
export async function sendTurn(session: Session, name: TurnName, { request, http }: Pick<Made, "request" | "http">, agreed = false): Promise<void> {
  const state = doctorOf(session);
  const turn: Turn = (state.turns[name] ??= {});
  if (turn.waiting) {
    turn.waiting.abort.abort();
    return;
  }
  const there = name === "corrected" ? session : withDemo(session);
  delete turn.exchange;
  delete turn.problem;
  delete turn.difference;
  delete turn.asks;
  if (there === session && isOwn(session) && addressOf(session) !== undefined && changesData(request) && !agreed) {
    turn.asks = request;
    session.announce(words.changesData(request.method, new URL(request.url)));
    session.changed();
    return;
  }
  const abort = new AbortController();
  turn.waiting = { abort, host: new URL(request.url).host };
  session.changed();
  const known = nameOf(request);
  const what = known ? requestNames[known] : `${request.method} ${new URL(request.url).pathname}`;
  const still = () => state.turns[name] === turn;
  const came = await perform(there, { step: `doctor-${name}`, what, request, shown: http, from: "client", to: "pim", ...(known && { name: known }) }, abort.signal, still);
  delete turn.waiting;
  if ("kind" in came) {
    turn.problem = came;
    session.announce(announcement.notSent(words.turns[name].title, came));
  } else {
    turn.exchange = came;
    await compare(session, turn);
    session.announce(announcement.exchange(came, words.turns[name].title));
  }
  session.changed();
}

/** Says what made the difference between what was pasted and a success. */
async function compare(session: Session, turn: Turn): Promise<void> {
  const { exchange } = turn;
  const failure = failureOf(doctorOf(session));
  const good = exchange?.reading !== undefined && !("next" in exchange.reading);
  const before = failure?.exchanges.at(-1);
  if (!good || !failure || !before || session.engine.state !== "ready") return;
  const said = session.engine.client.ask("difference", { exchanges: [before, caseOf(exchange)], known: failure.known });
  if (!said.ok || said.value.changes.length === 0) return;
  const table = await loadWords(session);
  turn.difference = said.value.changes.map((change) => tellChange(table, change));
}
