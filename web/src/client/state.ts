// What the stories of the client library remember of one PIM: how far each is,
// what its processes hold, and what went over the wire for it.

import type { ClientArgs, ClientStep } from "../authcore/contract.js";
import type { Exchange } from "../journal/journal.js";
import type { Place, Problem } from "../session.js";
import { plots } from "./plots.js";
import type { Act, StoryName } from "./plots.js";

/** A PHP process with its client. */
export interface Process {
  readonly built: Omit<ClientArgs, "state" | "event">;
  step: ClientStep;
}

/** What there is to tell, in its order. */
export type Entry =
  | { readonly kind: "remark"; readonly text: string }
  | { readonly kind: "exchange"; readonly why: ClientStep["why"] | "other"; readonly process: string; readonly exchange: Exchange }
  | { readonly kind: "verdict"; readonly process: string; readonly verdict: NonNullable<ClientStep["verdict"]> };

/** The two tokens as they stand in the shared file. */
export interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

export interface Story {
  readonly name: StoryName;
  /** What is run, line by line. */
  readonly acts: Act[];
  /** The line of acts that is next. */
  at: number;
  readonly entries: Entry[];
  /** By their names; "" where there is one. */
  readonly processes: Map<string, Process>;
  /** PHP that an experiment added, each with the name of its line. */
  readonly added: { readonly line: string; readonly code: string }[];
  /** What the shared file holds; undefined while there is none. */
  file?: Pair;
  /** An exception that nobody caught has ended the program. */
  thrown?: true;
  waiting?: AbortController;
  /** What is being tried out with the program: it goes on after that. */
  happening?: Promise<void>;
  /** Why the last press came to nothing. */
  problem?: Problem;
}

export interface ClientRoom {
  readonly stories: Map<StoryName, Story>;
  /** What the PIM calls the connected App. */
  appCode?: string;
}

export function roomOf(place: Place): ClientRoom {
  place.client ??= { stories: new Map() };
  return place.client;
}

export function storyOf(place: Place, name: StoryName): Story {
  const { stories } = roomOf(place);
  let story = stories.get(name);
  if (!story) {
    story = { name, acts: [...plots[name]], at: 0, entries: [], processes: new Map(), added: [] };
    stories.set(name, story);
  }
  return story;
}

/** Whether nothing is left to run. */
export function over(story: Story): boolean {
  return story.thrown === true || story.at >= story.acts.length;
}

/** Whether a story has been run to its end. */
export function told(place: Place, name: StoryName): boolean {
  const story = place.client?.stories.get(name);
  return story !== undefined && over(story);
}
