// The table of words: fetched from where this page came from, when something
// is to be said for the first time.

import wordsURL from "go:words/en";
import type { Change, Finding, FindingWords, Words } from "../authcore/contract-diagnose.js";
import type { Session } from "../session.js";
import { tame } from "../words/unseen.js";

/** A finding in sentences. */
export interface Told extends FindingWords {
  readonly finding: Finding;
  /** Of a cause that is ruled out: why. */
  readonly reason: string;
  /** Where the rule stands. */
  readonly source: string;
  /** What a probe would prove, by its name. */
  readonly probes: Readonly<Record<string, string>>;
}

/** The table; undefined if it cannot be fetched, which is tried again next time. */
export async function loadWords(session: Session): Promise<Words | undefined> {
  session.words ??= fetchWords();
  const words = await session.words;
  if (!words) delete session.words;
  return words;
}

async function fetchWords(): Promise<Words | undefined> {
  try {
    const answer = await fetch(wordsURL, { credentials: "omit" });
    return answer.ok ? ((await answer.json()) as Words) : undefined;
  } catch {
    return undefined;
  }
}

/** What a finding is called where there are no words. */
export function tell(words: Words | undefined, finding: Finding): Told {
  const { code, reason, source, probes } = finding;
  const args = tamed(finding.args);
  const found = words?.findings[code];
  const say = (text: string) => fill(text, args, words?.terms ?? {});
  return {
    finding,
    cause: found ? say(found.cause) : code,
    cure: found ? say(found.cure) : "",
    // A line about what is not known of this one is left out.
    detail: (found?.detail ?? []).filter((line) => !Object.entries(args).some(([name, value]) => value === "" && (line.includes(`{${name}}`) || line.includes(`{${name}|`)))).map(say),
    change: say(found?.change ?? ""),
    snippet: (found?.snippet ?? []).map(({ title, text }) => ({ title, text: say(text) })),
    reason: say(words?.reasons[reason] ?? reason),
    source: words?.sources[source] ?? "",
    probes: Object.fromEntries(probes.map(({ name }) => [name, say(words?.probes[name] ?? name)])),
  };
}

/** What made a difference; what was cured is said by the sentence of its cause. */
export function tellChange(words: Words | undefined, { code, args: said }: Change): string {
  const args = tamed(said);
  const { finding = "" } = args;
  const cause = fill(words?.findings[finding]?.cause ?? finding, args, words?.terms ?? {});
  return fill(words?.differences[code] ?? code, { ...args, finding: cause }, words?.terms ?? {});
}

/** What came from messages stands in sentences of ours. */
function tamed(args: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([name, text]) => [name, tame(text)]));
}

/** Puts arguments into the places of a text: {at}, {what|term}. */
export function fill(text: string, args: Readonly<Record<string, string>>, terms: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z_]+)(\|term)?\}/g, (place, name: string, term?: string) => {
    const value = args[name];
    return value === undefined ? place : term ? (terms[value] ?? value) : value;
  });
}
