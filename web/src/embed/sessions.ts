// The sessions of the embeds of a page: one for each element, or for all that
// name the same. What attributes say goes into them here; what a reader chose
// or typed stands until its attribute is changed.

import { demo } from "go:steps";
import { readOwn } from "../components/choice/own.js";
import { setFaults } from "../components/faults/state.js";
import { blank, createSession, edited, inputNames, isOwn, placeName, placeOf } from "../session.js";
import type { Place, Session } from "../session.js";
import { words } from "../words/en-embed.js";
import type { Options } from "./options.js";

export interface Kept {
  readonly session: Session;
  /** What the attributes said last. */
  told: Pick<Options, "version" | "pim" | "faults"> | undefined;
  values: Options["values"];
  /** The places whose fields began with these values. */
  readonly filled: WeakSet<Place>;
  /** Which faults each demo PIM was given. */
  readonly faulted: Map<string, string>;
  /** Why the demo PIM does not take them. */
  refused: string | undefined;
}

// The embeds of a page share what costs, and those of one session its PIM and
// journal. An element keeps its own session when its step changes.
const shared = new Map<string, Kept>();
const alone = new WeakMap<Element, Kept>();
let count = 0;

export function keptFor(host: Element, { session: name }: Options): Kept {
  const there = name === "" ? alone.get(host) : shared.get(name);
  if (there) return there;
  const session = createSession({ ...blank(), ...demo }, document, undefined, `embed-${String(++count)}-`);
  // The policy of the page around is not this page's to narrow.
  session.narrow = () => undefined;
  session.room = Promise.resolve();
  const kept: Kept = { session, told: undefined, values: {}, filled: new WeakSet(), faulted: new Map(), refused: undefined };
  session.faults = () => preset(kept);
  session.listen(() => {
    fill(kept);
    void preset(kept);
  });
  if (name === "") alone.set(host, kept);
  else shared.set(name, kept);
  return kept;
}

/** Puts into a session what the attributes say, where it is not what they said before. */
export function apply(kept: Kept, { version, pim, values, faults }: Options): void {
  const { session, told } = kept;
  kept.told = { version, pim, faults };
  if (version !== told?.version) session.version = version;
  if (pim !== told?.pim) {
    session.choice = pim === "demo" ? "demo" : "own";
    session.own.text = pim === "demo" ? "" : pim;
    session.own.confirmed = true; // by who wrote the page
    readOwn(session);
  }
  const fresh = inputNames.filter((name) => values[name] !== undefined && values[name] !== kept.values[name]);
  kept.values = { ...kept.values, ...values };
  if (named(kept)) for (const name of fresh) placeOf(session).inputs[name] = values[name] ?? "";
  fill(kept);
  edited(session);
}

/** Whether the chosen PIM is the one that the author named: no other is given the author's values. */
function named({ session, told }: Kept): boolean {
  return told?.pim === "demo" ? session.choice === "demo" : session.choice === "own" && session.own.text === told?.pim;
}

function fill(kept: Kept): void {
  const place = placeOf(kept.session);
  if (!named(kept) || kept.filled.has(place)) return;
  kept.filled.add(place);
  const { session, values } = kept;
  const fresh = isOwn(session) ? blank() : session.demo;
  // What a reader typed before the address was understood stands.
  for (const name of inputNames) if (place.inputs[name] === fresh[name]) place.inputs[name] = values[name] ?? fresh[name];
}

async function preset(kept: Kept): Promise<void> {
  const { session, told } = kept;
  if (session.engine.state !== "ready" || session.choice !== "demo" || !told) return;
  const place = placeName(session);
  const wanted = JSON.stringify(told.faults);
  if ((kept.faulted.get(place) ?? "{}") === wanted) return;
  kept.faulted.set(place, wanted);
  const problem = await setFaults(session, told.faults);
  kept.refused = problem?.kind === "refused" ? words.refusedFault(problem.why) : undefined;
  session.changed();
}
