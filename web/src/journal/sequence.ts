// The journal as messages between lanes: the one computation behind the
// diagram, its table and its text for documents.

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

/** An exchange and its arrows: a request, and the answer to it. */
export interface Round {
  readonly exchange: Exchange;
  /** A message through the person's browser is one that others there can read. */
  readonly channel: "front" | "back";
  readonly request: Arrow;
  readonly answer?: Arrow;
}

export interface Sequence {
  /** From left to right; the browser only where it takes part. */
  readonly lanes: readonly Lane[];
  readonly rounds: readonly Round[];
}

/** answered: an answer in words, "200 OK". */
export function sequence(exchanges: readonly Exchange[], answered: (exchange: Exchange) => string): Sequence {
  const rounds = exchanges.map((exchange) => roundOf(exchange, answered));
  const front = rounds.some(({ channel }) => channel === "front");
  return { lanes: front ? ["browser", "client", "pim"] : ["client", "pim"], rounds };
}

function roundOf(exchange: Exchange, answered: (exchange: Exchange) => string): Round {
  const { n, from, to, outcome, request } = exchange;
  const go: Arrow = { n, from, to, text: exchange.what, carries: kindsIn(request), line: "request" };
  const channel = from === "browser" || to === "browser" ? "front" : "back";
  // A message that this page took as the App was answered by the page itself, which is no message.
  if ("taken" in outcome) return { exchange, channel, request: go };
  const back = { n, from: to, to: from, text: answered(exchange) };
  if ("failure" in outcome) return { exchange, channel, request: go, answer: { ...back, carries: [], line: "none" } };
  const { response, redirected } = outcome.sent;
  const good = redirected || (response.status >= 200 && response.status < 400);
  return { exchange, channel, request: go, answer: { ...back, carries: kindsIn(response), line: good ? "good" : "bad" } };
}

/** The kinds of secrets in a message, each once. */
function kindsIn(message: Message): SecretKind[] {
  const found = new Set(secretsOf(message).map(({ kind }) => kind));
  return secretKinds.filter((kind) => found.has(kind));
}
