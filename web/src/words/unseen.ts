// What others wrote, in words of ours: what cannot be seen gets a name, what is
// too long an end, and nothing turns the words beside it round.

import { characterName } from "./en-diagnosis.js";

// What shows nothing or turns the text beside it round (controls, bidirectional
// marks, characters without width, letters that are blank), and heaps of marks
// on one letter, which would cover the lines above. Tabs and line ends are seen.
const unseen = /((?:(?![\t\n]|\r\n)[\p{C}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0])+|\p{M}{4,})/u;

// Letters that are read from the right.
const fromTheRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Text in stretches: every second one, from the second, cannot be seen. */
export function bySight(text: string): string[] {
  return unseen.test(text) ? text.split(unseen) : [text];
}

/** What stands in the place of a stretch that cannot be seen. */
export function unseenRun(run: string): string {
  const count = Array.from(run).length;
  const name = characterName(run);
  return count === 1 ? name : `${name} and ${String(count - 1)} more unseen`;
}

/** The text of others for a sentence of ours. */
export function tame(text: string, most = 1000): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  const named = bySight(short).map((piece, i) => (i % 2 === 1 ? `⟨${unseenRun(piece)}⟩` : piece)).join("");
  return fromTheRight.test(named) ? `\u2068${named}\u2069` : named;
}
