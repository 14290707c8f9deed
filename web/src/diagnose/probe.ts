// Sending the probes of a finding: to the chosen PIM, each in the journal as
// what it is, and then the diagnosis once more with what they brought.

import type { Exchange } from "../journal/journal.js";
import { perform } from "../send.js";
import { placeName, stepOf } from "../session.js";
import type { Session } from "../session.js";
import { announcement } from "../words/en.js";
import { words } from "../words/en-diagnosis.js";
import { examine } from "./doctor.js";
import type { Told } from "./words.js";

export async function sendProbes(session: Session, exchange: Exchange, { finding }: Told, title: string): Promise<void> {
  if (placeName(session) !== exchange.place) return;
  for (const { name, request, http } of finding.probes) {
    const sent = await perform(session, { step: exchange.step, what: words.probe(name), request, shown: http, from: "client", to: "pim", probe: name });
    if ("kind" in sent) {
      const place = session.places.get(exchange.place);
      if (place) stepOf(place, exchange.step, "password").problem = sent;
      session.announce(announcement.notSent(title, sent));
      session.changed();
      return;
    }
  }
  await examine(session, exchange);
  session.announce(announcement.exchange(exchange, title));
  session.changed();
}
