// The one way into the journal.

import type { Session } from "../session.js";
import { isWhole } from "./journal.js";
import type { Exchange } from "./journal.js";

/** Adds an exchange to the journal, read as far as authcore can. */
export function record(session: Session, part: Omit<Exchange, "n" | "reading">): Exchange {
  let exchange: Exchange = { n: ++session.counted, ...part };
  if (session.engine.state === "ready" && "sent" in part.outcome && !part.outcome.sent.redirected && part.outcome.sent.relay === undefined && isWhole(part)) {
    const read = session.engine.client.read({ request: part.name ?? "any", response: part.outcome.sent.response });
    if (read.ok) exchange = { ...exchange, reading: read.value };
  }
  session.journal.push(exchange);
  return exchange;
}
