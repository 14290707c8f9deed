// The journal as messages between lanes: the one computation behind the
// diagram, its table and its text for documents.

import { channelOf } from "./journal.js";
import type { Exchange, Lane } from "./journal.js";
import { secretKinds, secretsOf } from "./secrets.js";
import type { Message, SecretKind } from "./secrets.js";

/** One arrow. */
export interface Arrow {
  /** The number of its exchange. */
  readonly n: number;
  readonly from: Lane;
  readonly to: Lane;
  readonly text: string;
  readonly carries: readonly SecretKind[];
  /** What kind of line it is: a request, an answer that is a success, one that is not, or none at all. */
  readonly line: "request" | "good" | "bad" | "none";
}

/** An exchange and its arrows: a request and its answer, and those of a probe that was part of it. */
export interface Round {
  readonly exchange: Exchange;
  /** A message through the person's browser is one that others there can read. */
  readonly channel: "front" | "back";
  readonly arrows: readonly Arrow[];
}

export interface Sequence {
  /** From left to right; the browser only where it takes part. */
  readonly lanes: readonly Lane[];
  readonly rounds: readonly Round[];
}

/** What the arrows say that the wire does not. */
export interface Sayings {
  /** An answer, "200 OK". */
  readonly answered: (exchange: Exchange) => string;
  readonly probe: string;
  readonly probed: (answered: boolean) => string;
}

export function sequence(exchanges: readonly Exchange[], sayings: Sayings): Sequence {
  const rounds = exchanges.map((exchange) => ({ exchange, channel: channelOf(exchange), arrows: arrowsOf(exchange, sayings) }));
  const front = rounds.some(({ channel }) => channel === "front");
  return { lanes: front ? ["browser", "client", "pim"] : ["client", "pim"], rounds };
}

function arrowsOf(exchange: Exchange, { answered, probe, probed }: Sayings): Arrow[] {
  const { n, from, to, outcome, request } = exchange;
  const go: Arrow = { n, from, to, text: exchange.what, carries: kindsIn(request), line: "request" };
  // What this page took as the App it answered itself: that is no message.
  if ("taken" in outcome) return [go];
  const back = { n, from: to, to: from, text: answered(exchange) };
  if ("sent" in outcome) {
    const { response, redirected } = outcome.sent;
    const good = redirected || (response.status >= 200 && response.status < 400);
    return [go, { ...back, carries: kindsIn(response), line: good ? "good" : "bad" }];
  }
  const tried = outcome.failure.probe;
  const none: Arrow = { ...back, carries: [], line: "none" };
  if (!tried) return [go, none];
  return [go, none, { ...go, text: probe, carries: [] }, { ...back, text: probed(tried.answered), carries: [], line: tried.answered ? "good" : "none" }];
}

/** The kinds of secrets in a message, each once. */
function kindsIn(message: Message): SecretKind[] {
  const found = new Set(secretsOf(message).map(({ kind }) => kind));
  return secretKinds.filter((kind) => found.has(kind));
}
