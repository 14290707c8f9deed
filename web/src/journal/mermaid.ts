// The diagram as Mermaid's text, for documents. Of a secret it holds the name,
// never the value. Syntax: https://mermaid.js.org/syntax/sequenceDiagram.html

import type { Lane } from "./journal.js";
import type { Arrow, Sequence } from "./sequence.js";

/** carried: the secrets of an arrow by their names, or "". */
export function mermaid({ lanes, rounds }: Sequence, names: Readonly<Record<Lane, string>>, carried: (arrow: Arrow) => string): string {
  const lines = ["sequenceDiagram", ...lanes.map((lane) => `    participant ${lane} as ${escaped(names[lane])}`)];
  for (const { channel, arrows } of rounds) {
    for (const arrow of arrows) {
      // Dotted is the front channel, as in the diagram of the page; a cross is an answer that never came.
      const line = `${channel === "front" ? "--" : "-"}${arrow.line === "none" ? "x" : ">>"}`;
      lines.push(`    ${arrow.from}${line}${arrow.to}: ${escaped([`${String(arrow.n)}. ${arrow.text}`, carried(arrow)].filter((part) => part !== "").join(", "))}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** What ends a line or begins something in Mermaid, or in the HTML that it becomes, goes by its number. */
function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[#;&<>"%{}]/g, (char) => `#${char.charCodeAt(0)};`);
}
