// A failure on its way to somebody else: a link and a report in which values
// are replaced, and the way back from a link. None of it is sent anywhere.

import type { Case, Known } from "../authcore/contract-diagnose.js";
import type { Replay, Shared } from "../authcore/contract-standin.js";
import type { CallError, Result } from "../authcore/contract.js";
import { loadWords, tell } from "../diagnose/words.js";
import type { Session } from "../session.js";
import { pack, unpack } from "./link.js";

/** What is shared: the exchanges, oldest first, and what is known beside. */
export interface Failure {
  readonly exchanges: readonly Case[];
  readonly known: Known;
}

export interface Link {
  readonly url: string;
  /** The length of the link. */
  readonly length: number;
  /** The stand-ins give the same diagnosis as the values. */
  readonly same: boolean;
}

/** Makes the link that opens a failure with stand-ins on the page of the given address. Nothing of its query goes along. */
export async function linkOf(session: Session, failure: Failure, page: string): Promise<Result<Link>> {
  const shared = ask(session, (client) => client.ask("share", failure));
  if (!shared.ok) return shared;
  const { origin, pathname } = new URL(page);
  const url = `${origin}${pathname}#${await pack(shared.value.json)}`;
  return { ok: true, value: { url, length: url.length, same: shared.value.same } };
}

/** Writes a failure as Markdown; the words are about the stand-ins. */
export async function reportOf(session: Session, failure: Failure, page: string): Promise<Result<string>> {
  const link = await linkOf(session, failure, page);
  if (!link.ok) return link;
  const table = await loadWords(session);
  return ask(session, (client) => {
    const shared = client.ask("share", failure);
    if (!shared.ok) return shared;
    const diagnosis = client.ask("diagnose", { exchanges: shared.value.exchanges, known: shared.value.known });
    if (!diagnosis.ok) return diagnosis;
    const findings = diagnosis.value.findings
      .filter(({ certainty }) => certainty !== "ruled_out")
      .map((finding) => {
        const { cause, cure } = tell(table, finding);
        return { certainty: finding.certainty, cause, cure };
      });
    const report = client.ask("share_report", { ...failure, findings, link: link.value.url });
    return report.ok ? { ok: true, value: report.value.markdown } : report;
  });
}

/** Opens what stands behind the # of an address; it is somebody else's text. */
export async function openLink(session: Session, hash: string): Promise<Result<Shared>> {
  const text = await unpack(hash.replace(/^#/, ""));
  if (text === undefined) return { ok: false, error: { code: "link_encoding", message: "it is cut off or changed" } };
  return ask(session, (client) => client.ask("share_open", { text }));
}

/**
 * Makes the demo PIM of the page ready to fail again as what was opened did.
 * What it held stays, what it must know is added. The request is then to be
 * sent to it, at that version.
 */
export function prepareReplay(session: Session, shared: Failure, pim: string): Result<Replay> {
  return ask(session, (client) => {
    const bare = client.ask("share_replay", { ...shared, pim });
    if (!bare.ok || !bare.value.possible) return bare;
    // Of a PIM that is in use the version is its name.
    const { version } = bare.value;
    const held = client.ask("demo_snapshot", { session: version });
    const plan = held.ok ? client.ask("share_replay", { ...shared, pim, snapshot: held.value.snapshot }) : bare;
    if (!plan.ok || !plan.value.possible) return plan;
    const restored = client.ask("demo_restore", { session: version, snapshot: plan.value.snapshot });
    return restored.ok ? plan : restored;
  });
}

function ask<T>(session: Session, call: (client: Extract<Session["engine"], { state: "ready" }>["client"]) => Result<T>): Result<T> {
  const notLoaded: CallError = { code: "not_loaded", message: "the engine is not there" };
  return session.engine.state === "ready" ? call(session.engine.client) : { ok: false, error: notLoaded };
}
