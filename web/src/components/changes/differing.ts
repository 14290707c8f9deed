// Where two texts differ: all between what both begin with and what both end
// with, in whole words.

/** The beginning, the middle that differs, the end. */
export type Cut = readonly [before: string, middle: string, after: string];

/** Cuts two texts, line by line where they have as many lines; a line of which nearly all differs is left whole. */
export function differing(a: string, b: string): readonly [Cut[], Cut[]] {
  const lines = [a.split("\n"), b.split("\n")] as const;
  const pairs: [string, string][] = lines[0].length === lines[1].length ? lines[0].map((line, i) => [line, lines[1][i] ?? ""]) : [[a, b]];
  const cuts = pairs.map(([left, right]) => cutTwo(left, right));
  return [cuts.map(([left]) => left), cuts.map(([, right]) => right)];
}

function cutTwo(a: string, b: string): readonly [Cut, Cut] {
  const [left, right] = [words(a), words(b)];
  let start = 0;
  while (start < Math.min(left.length, right.length) && left[start] === right[start]) start++;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const cut = (parts: readonly string[]): Cut => [parts.slice(0, start).join(""), parts.slice(start, parts.length - end).join(""), parts.slice(parts.length - end).join("")];
  const cuts = [cut(left), cut(right)] as const;
  const most = Math.max(cuts[0][1].length / (a.length || 1), cuts[1][1].length / (b.length || 1));
  return most > 0.6 ? [[a, "", ""], [b, "", ""]] : cuts;
}

function words(text: string): string[] {
  return text.match(/\w+|\s+|[^\w\s]/g) ?? [];
}
