// The probes of what was pasted: only to the PIM that it was sent to, and only
// if the person chose that one at the top of the page.

import type { Case } from "../authcore/contract-diagnose.js";
import { caseOf } from "../diagnose/case.js";
import { loadWords, tell } from "../diagnose/words.js";
import type { Told } from "../diagnose/words.js";
import { perform } from "../send.js";
import { addressOf } from "../session.js";
import type { Session } from "../session.js";
import { announcement } from "../words/en.js";
import { words } from "../words/en-diagnosis.js";
import { diagnosed } from "./examine.js";
import { doctorOf } from "./state.js";

/** Whether the chosen PIM is the one of the request. */
export function isChosen(session: Session, url: string): boolean {
  const pim = addressOf(session);
  return pim !== undefined && URL.canParse(url) && new URL(pim).origin === new URL(url).origin;
}

/** Sends the probes, and diagnoses anew with their answers as evidence. */
export async function check(session: Session, { finding }: Told): Promise<void> {
  const state = doctorOf(session);
  const { examined } = state;
  const { engine } = session;
  if (examined?.state !== "found" || engine.state !== "ready") return;
  const { exchanges } = examined.pasted;
  const last = exchanges.at(-1);
  if (!last || !isChosen(session, last.request?.url ?? "")) return;
  delete state.checking;
  const answers: Case[] = [];
  for (const { name, request, http } of finding.probes) {
    const sent = await perform(session, { step: "doctor", what: words.probe(name), request, shown: http, from: "client", to: "pim", probe: name });
    if ("kind" in sent) {
      session.announce(announcement.notSent(words.probe(name), sent));
      session.changed();
      return;
    }
    answers.push(caseOf(sent));
  }
  // Somebody pasted something else meanwhile.
  if (state.examined !== examined) return;
  const table = await loadWords(session);
  const all = [...exchanges.slice(0, -1), ...answers, last];
  const found = diagnosed(engine.client, all, state.opened?.known ?? state.meant, (one) => tell(table, one));
  state.examined = { ...examined, ...found };
  if (found.fix) state.corrected = found.fix;
  else delete state.corrected;
  session.announce(words.checked);
  session.changed();
}
