// The App's end of the callback: is this ours, and if so, the code. Nothing
// here ever asks for a token.

import { record } from "../journal/record.js";
import { rawText } from "../demo.js";
import type { Place, Session } from "../session.js";
import { words } from "../words/en-app.js";
import type { Arrived, CallbackVerdict } from "./state.js";
import { appOf } from "./state.js";

/** What authcore's refusals are called here. */
const verdicts: Readonly<Record<string, CallbackVerdict>> = {
  callback_repeated: "repeated",
  callback_no_state: "no_state",
  callback_state: "other_state",
  callback_error: "error",
  callback_no_code: "no_code",
};

/** What the App makes of a callback, before it does anything. */
export function judge(session: Session, place: Place, address: string): { readonly arrived: Arrived; readonly code: string } {
  const { asked, spent } = appOf(place);
  const sent = asked?.state ?? "";
  const came = stateIn(address);
  const said = (verdict: CallbackVerdict, code = "") => ({ arrived: { address, verdict, sent, came }, code });
  if (session.engine.state !== "ready") return said("none");
  if (came !== undefined && came !== "" && came === spent) return said("already");
  const read = session.engine.client.callback({ url: address, state: sent });
  if (!read.ok) return said(verdicts[read.error.code] ?? "no_code");
  // authcore compares; that there was a request at all is known here only.
  return asked ? said("taken", read.value.code) : said("none");
}

/** Takes a callback, or says why not. name is the place's: see placeName. */
export function take(session: Session, name: string, place: Place, address: string): CallbackVerdict {
  const { arrived, code } = judge(session, place, address);
  const app = appOf(place);
  app.arrived = arrived;
  const now = Date.now();
  const request = { method: "GET", url: address, header: [] };
  record(session, { step: "app-callback", what: "GET callback", from: "browser", to: "client", place: name, request, shown: rawText(session, request), started: now, startedThere: now + place.ahead, outcome: { taken: words.did[arrived.verdict] } });
  if (arrived.verdict === "taken") {
    app.spent = arrived.sent;
    app.codeAt = now + place.ahead;
    place.inputs.code = code;
    delete app.waiting;
    delete app.screen;
    delete app.problem;
    delete app.disconnected;
    for (const step of place.steps.values()) if (step.problem?.kind === "no_token") delete step.problem;
  }
  session.announce(words.callback[arrived.verdict]);
  session.changed();
  return arrived.verdict;
}

/** The state of an address, to be shown; authcore judges it. */
function stateIn(address: string): string | undefined {
  const query = address.includes("?") ? address.slice(address.indexOf("?") + 1) : address;
  return new URLSearchParams(query.split("#")[0]).get("state") ?? undefined;
}
