// The person's browser at the demo PIM in the page: what it does there, kept
// hop by hop in the journal, and where it ends.

import type { BrowseArgs, Browsed } from "../authcore/contract.js";
import type { Exchange } from "../journal/journal.js";
import { record } from "../journal/record.js";
import { rawText } from "../demo.js";
import { placeName, placeOf } from "../session.js";
import type { Session } from "../session.js";
import type { WireRequest, WireResponse } from "../transport/transmit.js";
import { hopName } from "../words/en-app.js";
import { appOf } from "./state.js";
import type { BrowserStep } from "./state.js";

// Distributes over the actions: Omit of the union would lose what each has.
type Without<T> = T extends unknown ? Omit<T, "session" | "version"> : never;

/** What a person does there. */
export type Act = Without<BrowseArgs>;

/** Does one thing in the browser; undefined if the demo PIM crashed over it. */
export async function browse(session: Session, step: BrowserStep, act: Act): Promise<Browsed | undefined> {
  if (session.engine.state !== "ready") return undefined;
  const { version } = session;
  const place = placeOf(session);
  const name = placeName(session);
  const started = Date.now();
  let browsed: Browsed;
  try {
    browsed = await session.engine.client.browse({ session: version, version, ...act });
  } catch {
    return undefined;
  }
  if (browsed.delay_ms > 0) await new Promise((resolve) => setTimeout(resolve, browsed.delay_ms));
  for (const { request, response } of browsed.exchanges) {
    record(session, { step, what: hopName(request), from: "browser", to: "pim", place: name, request, shown: rawText(session, request), started, startedThere: started + place.ahead, outcome: outcomeOf(request, response, Date.now() - started) });
    keepCode(appOf(place), response);
  }
  return browsed;
}

function outcomeOf(request: WireRequest, response: WireResponse, ms: number): Exchange["outcome"] {
  if (response.status !== 0) return { sent: { response, ms, exact: true, redirected: false } };
  return { failure: { code: "dropped", mayHaveActed: true, ms, host: new URL(request.url).host } };
}

/** The answer to the confirmation says what the PIM calls the App that it let in. */
function keepCode(app: { connectedCode?: string }, { status, body }: WireResponse): void {
  if (status !== 200 || !body?.includes('"userGroup"')) return;
  try {
    const { userGroup } = JSON.parse(body) as { userGroup?: unknown };
    if (typeof userGroup === "string") app.connectedCode = userGroup;
  } catch {
    // A cut answer, as the fault bad_json makes it, tells nothing.
  }
}
