// The diagram as Mermaid's text, for documents. Of a secret it holds the name,
// never the value. Syntax: https://mermaid.js.org/syntax/sequenceDiagram.html

import type { Lane } from "./journal.js";
import type { Arrow, Sequence } from "./sequence.js";

export function mermaid({ lanes, rounds }: Sequence, names: Record<Lane, string>, kindNames: (arrow: Arrow) => string): string {
  const lines = ["sequenceDiagram", ...lanes.map((lane) => `    participant ${lane} as ${escaped(names[lane])}`)];
  for (const { channel, request, answer } of rounds) {
    // Dotted is the front channel, as in the diagram of the page; a cross is an answer that never came.
    for (const arrow of answer ? [request, answer] : [request]) {
      const line = channel === "front" ? "--" : "-";
      const carries = kindNames(arrow);
      lines.push(`    ${arrow.from}${line}${arrow.line === "none" ? "x" : ">>"}${arrow.to}: ${escaped(`${arrow.n}. ${arrow.text}${carries === "" ? "" : ` (${carries})`}`)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** What ends a line or begins something in Mermaid, or in the HTML that it becomes, goes by its number. */
function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[#;&<>"%{}]/g, (char) => `#${char.charCodeAt(0)};`);
}
