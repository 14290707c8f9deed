// What the attributes of pim-auth-step ask for, and what is wrong with them. No
// part of it needs what is fetched later.

import { steps } from "go:steps";
import { inputNames } from "../session.js";
import type { Input } from "../session.js";
import { words } from "../words/en-embed.js";

/** What a reader may choose. */
export const choices = ["version", "pim"] as const;
export type Choose = (typeof choices)[number];

export interface Options {
  readonly step: string;
  readonly version: string;
  /** "demo", or the address of a PIM as the author wrote it. */
  readonly pim: string;
  readonly choose: ReadonlySet<Choose>;
  /** The name of the session that several share; "" for one of its own. */
  readonly session: string;
  /** What stands in the fields at first. */
  readonly values: Partial<Record<Input, string>>;
  /** The faults of the demo PIM that are on, as its control route names them. */
  readonly faults: Readonly<Record<string, string | number | true>>;
  /** The level of the step's heading among those of the page. */
  readonly heading: number;
}

/** The attribute of an input: "client-id". */
function attributeOf(input: Input): string {
  return input.replaceAll("_", "-");
}

/** The attributes that say what is shown; those of looks are not among them. */
export const attributes = ["step", "version", "pim", "choose", "session", "faults", "heading-level", ...inputNames.map(attributeOf)];

/** Has the browser fetch what a step shows beside what shows it, and not after. */
export async function prefetch(element: Element): Promise<void> {
  const step = element.getAttribute("step")?.trim() ?? "";
  if (Object.hasOwn(steps, step)) await steps[step]?.load();
}

/** Reads the attributes of an element; the result is a sentence where they make no sense. */
export function readOptions(element: Element): Options | string {
  const of = (name: string) => element.getAttribute(name)?.trim() ?? "";
  const step = Object.hasOwn(steps, of("step")) ? steps[of("step")] : undefined;
  if (!step) return words.noStep(of("step"), Object.keys(steps));
  const session = of("session");
  const shared = session === "" ? {} : sharedBy(element, session);
  for (const name of ["version", "pim", "faults"] as const) {
    const theirs = shared[name];
    if (theirs !== undefined && of(name) !== "" && of(name) !== theirs) return words.notShared(session, name, theirs);
  }
  const asked = of("version") || (shared.version ?? "");
  const version = asked === "" ? "7.0" : step.versions.find((known) => known === asked.toLowerCase() || known.split(".")[0] === asked);
  if (version === undefined) return words.noVersion(asked, step.versions);
  const pim = of("pim") || (shared.pim ?? "demo");
  if (pim !== "demo") {
    const url = URL.canParse(pim) ? new URL(pim) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return words.noPIM(pim);
    if (self.origin === "null") return words.opaque;
  }
  const chosen = wordsOf(of("choose"));
  const wrong = chosen.find((word) => !isChoice(word));
  if (wrong !== undefined) return words.noChoice(wrong, choices);
  const heading = of("heading-level") || "2";
  if (!/^[1-6]$/.test(heading)) return words.noHeading(heading);
  const values: Partial<Record<Input, string>> = {};
  for (const input of inputNames) {
    const value = element.getAttribute(attributeOf(input));
    if (value !== null) values[input] = value;
  }
  const faults = readFaults(of("faults") || (shared.faults ?? ""));
  if (typeof faults === "string") return faults;
  return { step: of("step"), version, pim, choose: new Set(chosen.filter(isChoice)), session, values, faults, heading: Number(heading) };
}

/** What is one thing for all elements of a session: what the first in the page that says it says. */
function sharedBy(element: Element, session: string): { version?: string; pim?: string; faults?: string } {
  const said: { version?: string; pim?: string; faults?: string } = {};
  for (const one of (element.getRootNode() as Document | ShadowRoot).querySelectorAll("pim-auth-step")) {
    if (one.getAttribute("session")?.trim() !== session) continue;
    for (const name of ["version", "pim", "faults"] as const) {
      const value = one.getAttribute(name)?.trim();
      if (value) said[name] ??= value;
    }
  }
  return said;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function isChoice(word: string): word is Choose {
  return choices.some((known) => known === word);
}

/** "strip_authorization status=503 slow=5s"; the demo PIM itself knows which there are. */
function readFaults(text: string): Options["faults"] | string {
  const faults: Record<string, string | number | true> = {};
  for (const word of wordsOf(text)) {
    const [, name, value] = /^([a-z_]+)(?:=([a-z0-9_.]+))?$/.exec(word) ?? [];
    if (name === undefined) return words.noFault(word);
    faults[name] = value === undefined ? true : /^\d+$/.test(value) ? Number(value) : value;
  }
  return faults;
}
