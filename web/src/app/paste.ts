// What was pasted as the answer of the token endpoint, read as if it had come
// by itself.

import type { Reading } from "../authcore/contract.js";
import { record } from "../journal/record.js";
import { buildNow, forgetMissing } from "../send.js";
import { placeName, placeOf } from "../session.js";
import type { Session } from "../session.js";
import { pasteWords as words } from "../words/en-challenge.js";
import { sentence } from "../words/en-causes.js";
import { requestNames } from "../words/en.js";

type TokenReading = Extract<Reading, { shape: "app_token" }>;

/** A token, or why the text is none. */
export type Answer = { readonly reading: TokenReading } | { readonly why: string };

/** Takes the token of a pasted answer, and keeps in the journal that it was asked for by hand. */
export function takeAnswer(session: Session, pasted: string): Answer {
  if (session.engine.state !== "ready") return { why: words.empty };
  if (pasted.trim() === "") return { why: words.empty };
  // The command prints the header lines as well, and a field has no line ends.
  const at = pasted.search(/\{\s*"(?:access_token|token_type|error|code)"/);
  const body = pasted.slice(Math.max(at, 0)).trim();
  const { client } = session.engine;
  const readAs = (status: number) => client.read({ request: "app_token", response: { status, header: [["Content-Type", "application/json"]], body } });
  const good = readAs(200);
  if (!good.ok) return { why: sentence(good.error.message) };
  const reading = good.value;
  if (reading.shape !== "app_token") {
    // curl prints no status: what is an error says so itself.
    const error = readAs(400);
    const said = error.ok && error.value.shape === "oauth_error" ? error.value : reading;
    // Nobody knows with which status a page came.
    if (said.shape === "html") return { why: words.page };
    return { why: "next" in said ? `${sentence(said.message)} ${said.next}` : words.empty };
  }
  keep(session);
  const place = placeOf(session);
  Object.assign(place.inputs, { app_token: reading.token.access_token, id_token: reading.token.id_token });
  forgetMissing(place);
  session.changed();
  return { reading };
}

function keep(session: Session): void {
  const built = buildNow(session, "app_token");
  if (!built || !("request" in built)) return;
  const place = placeOf(session);
  const now = Date.now();
  record(session, { step: "app-token", what: requestNames.app_token, name: "app_token", from: "client", to: "pim", place: placeName(session), request: built.request, shown: built.http, started: now, startedThere: now + place.ahead, outcome: { taken: words.recorded } });
}
