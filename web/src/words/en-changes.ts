// The words of the page that compares two versions, in English.

export const changesWords = {
  count: (from: string, to: string, steps: number, wire: number, all: number) =>
    steps + wire === 0 ? `Nothing differs between ${from} and ${to}.` : `From ${from} to ${to}, ${steps + wire} of ${all} differ: ${things(steps, "step")}, ${things(wire, "answer")}.`,
  same: (name: string) => `Both are ${name}. Choose another version to compare it with.`,
  unknown: (asked: readonly string[], from: string, to: string) => `The address asks for ${asked.map((name) => `“${name}”`).join(" and ")}, which is no version that this page knows. It compares ${from} with ${to}.`,
};

function things(n: number, name: string): string {
  return `${n === 0 ? "no" : n} ${name}${n === 1 ? "" : "s"}`;
}
