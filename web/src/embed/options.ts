// What the attributes of pim-auth-step ask for, and what is wrong with them. No
// part of it needs what is fetched later.

import { steps } from "go:steps";
import { inputNames } from "../session.js";
import type { Input } from "../session.js";
import { words } from "../words/en-embed.js";

export interface Options {
  readonly step: string;
  readonly version: string;
  /** "demo", or the address of a PIM as the author wrote it. */
  readonly pim: string;
  /** What a reader may choose. */
  readonly choose: ReadonlySet<"version" | "pim">;
  /** The name of the session that several share; "" for one of its own. */
  readonly session: string;
  /** What stands in the fields at first. */
  readonly values: Partial<Record<Input, string>>;
  /** The faults of the demo PIM that are on at first, as its control route names them. */
  readonly faults: Readonly<Record<string, string | number | true>>;
}

/** The attribute of an input: "client-id". */
function attributeOf(input: Input): string {
  return input.replaceAll("_", "-");
}

/** The attributes that say what is shown; those of looks are not among them. */
export const attributes = ["step", "version", "pim", "choose", "session", "faults", ...inputNames.map(attributeOf)];

/** Reads the attributes of an element; the result is a sentence where they make no sense. */
export function readOptions(element: Element): Options | string {
  const of = (name: string) => element.getAttribute(name)?.trim() ?? "";
  const step = steps[of("step")];
  if (!step || !Object.hasOwn(steps, of("step"))) return words.noStep(of("step"), Object.keys(steps));
  const asked = of("version");
  const version = asked === "" ? "7.0" : step.versions.find((known) => known === asked.toLowerCase() || known.split(".")[0] === asked);
  if (version === undefined) return words.noVersion(asked, step.versions);
  const pim = of("pim") || "demo";
  if (pim !== "demo") {
    const url = URL.canParse(pim) ? new URL(pim) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return words.noPIM(pim);
    if (self.origin === "null") return words.opaque;
  }
  const choose = of("choose").split(/\s+/).filter((word) => word !== "");
  const wrong = choose.find((word) => word !== "version" && word !== "pim");
  if (wrong !== undefined) return words.noChoice(wrong);
  const values: Partial<Record<Input, string>> = {};
  for (const input of inputNames) {
    const value = element.getAttribute(attributeOf(input));
    if (value !== null) values[input] = value;
  }
  const faults = readFaults(of("faults"));
  if (typeof faults === "string") return faults;
  return { step: of("step"), version, pim, choose: new Set(choose as ("version" | "pim")[]), session: of("session"), values, faults };
}

/** "strip_authorization rate_limit=3 slow=5s"; the demo PIM itself knows which there are. */
function readFaults(text: string): Options["faults"] | string {
  const faults: Record<string, string | number | true> = {};
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    const [, name, value] = /^([a-z_]+)(?:=([a-z0-9_.]+))?$/.exec(word) ?? [];
    if (name === undefined) return words.noFault(word);
    faults[name] = value === undefined ? true : /^\d+$/.test(value) ? Number(value) : value;
  }
  return faults;
}
