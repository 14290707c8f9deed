// From a paste to its diagnosis: recognise, diagnose, and take the faults away.
// Nothing leaves the page.

import type { Case, Finding, Known } from "../authcore/contract-diagnose.js";
import type { Pasted } from "../authcore/contract-paste.js";
import type { Client } from "../authcore/client.js";
import type { Result } from "../authcore/contract.js";
import { loadWords, tell } from "../diagnose/words.js";
import type { Told } from "../diagnose/words.js";
import { secretsOf } from "../journal/secrets.js";
import type { Session } from "../session.js";
import type { WireRequest } from "../transport/transmit.js";
import { doctorOf } from "./state.js";
import type { Diagnosed, DoctorState } from "./state.js";

/** Looks at what stands in the field, in the file or in a link; before the engine is there, it is kept in mind. */
export async function examine(session: Session): Promise<void> {
  const state = doctorOf(session);
  state.asked = session.engine.state !== "ready";
  if (session.engine.state !== "ready") return;
  const table = await loadWords(session);
  const { client } = session.engine;
  const read = readOf(client, state);
  forget(state);
  if (read.ok) {
    const pasted = read.value;
    const found = diagnosed(client, pasted.exchanges, state.opened?.known ?? state.meant, (finding) => tell(table, finding));
    state.examined = { state: "found", pasted, ...found };
    if (found.fix) state.corrected = found.fix;
    state.foreign = !state.example && !state.opened && !ofDemo(state, pasted);
  } else {
    state.examined = { state: "refused", error: read.error };
    state.foreign = false;
  }
  session.changed();
}

function readOf(client: Client, { opened, file, text }: DoctorState): Result<Pasted> {
  if (opened) return { ok: true, value: { kind: "http", exchanges: opened.exchanges, notes: [], spans: [] } };
  return client.ask("paste", file?.args ?? { text });
}

/** Forgets what was found, and what was sent of it. */
export function forget(state: DoctorState): void {
  delete state.examined;
  delete state.corrected;
  delete state.checking;
  delete state.share;
  delete state.unplayed;
  delete state.replayed;
  state.turns = {};
}

/** The findings of exchanges, and the request without the faults that can be taken away. */
export function diagnosed(client: Client, exchanges: readonly Case[], known: Known, told: (finding: Finding) => Told): Diagnosed {
  const said = client.ask("diagnose", { exchanges, known });
  const all = (said.ok ? said.value.findings : []).map(told);
  const fix = mended(client, all, known, told);
  return { told: all, ...(fix && { fix }) };
}

// A request with more faults than this is past mending.
const rounds = 8;

/** Takes away one fault after the other: once the first is gone, what is certain of the request alone. */
function mended(client: Client, first: readonly Told[], known: Known, told: (finding: Finding) => Told): Diagnosed["fix"] {
  let next = first.find(({ finding }) => finding.fix && finding.certainty !== "ruled_out");
  let request: WireRequest | undefined;
  const changes: string[] = [];
  const seen = new Set<string>();
  while (next?.finding.fix && seen.size < rounds) {
    const { request: better } = next.finding.fix;
    const text = JSON.stringify(better);
    if (seen.has(text)) break;
    seen.add(text);
    request = better;
    if (next.change) changes.push(next.change);
    const said = client.ask("diagnose", { exchanges: [{ request }], known });
    next = (said.ok ? said.value.findings : []).map(told).find(({ finding }) => finding.fix && finding.certainty === "certain");
  }
  return request && { request, changes };
}

/** Whether all that is secret in it is the demo's own. */
function ofDemo({ demo }: DoctorState, { exchanges }: Pasted): boolean {
  const own = [demo.secret, demo.password, demo.app_secret].filter((value) => value !== "");
  const secrets = exchanges.flatMap(({ request, response }) => [...(request ? secretsOf(request) : []), ...(response ? secretsOf(response) : [])]);
  return secrets.every(({ kind, value }) => kind === "pair" || own.some((known) => value.includes(known)));
}
