// The request for authorization where another tab carries it: this page knows
// what it sent there, and sees no answer.

import { rawText } from "../demo.js";
import { record } from "../journal/record.js";
import { placeName, placeOf } from "../session.js";
import type { Session } from "../session.js";
import { words } from "../words/en-app.js";
import type { BrowserStep } from "./state.js";

export function recordLeaving(session: Session, step: BrowserStep, url: string): void {
  const now = Date.now();
  const request = { method: "GET", url, header: [] };
  record(session, { step, what: words.authorizeName, name: "app_authorize", from: "browser", to: "pim", place: placeName(session), request, shown: rawText(session, request), started: now, startedThere: now + placeOf(session).ahead, outcome: { taken: words.openedInTab } });
}
