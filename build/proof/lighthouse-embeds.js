// Judges a page without embeds and with them, in turn and five times each, and
// fails where they take more than a point from its performance. The figures are
// medians: a single run tells more of the machine than of the page.

import lighthouse from "lighthouse";
import { open } from "./chrome.js";

const runs = 5;
const most = 1; // point of a hundred

const figures = {
  score: (lhr) => Math.round(lhr.categories.performance.score * 100),
  "first paint, ms": (lhr) => lhr.audits["first-contentful-paint"].numericValue,
  "largest paint, ms": (lhr) => lhr.audits["largest-contentful-paint"].numericValue,
  "main thread blocked, ms": (lhr) => lhr.audits["total-blocking-time"].numericValue,
  "speed index, ms": (lhr) => lhr.audits["speed-index"].numericValue,
  "layout shift": (lhr) => lhr.audits["cumulative-layout-shift"].numericValue,
  requests: (lhr) => lhr.audits["network-requests"].details.items.length,
  "bytes fetched": (lhr) => lhr.audits["network-requests"].details.items.reduce((sum, { transferSize }) => sum + transferSize, 0),
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const written = (value) => (value < 10 ? Number(value.toFixed(3)) : Math.round(value)).toString();

const [without, embedded] = process.argv.slice(2);
const reports = { without: [], with: [] };
const chrome = await open();
try {
  for (let n = 0; n < runs; n++) {
    for (const [name, url] of [["without", without], ["with", embedded]]) {
      const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error", onlyCategories: ["performance"] });
      if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
      reports[name].push(lhr);
    }
  }
} finally {
  chrome.kill();
}

console.log(`  ${"".padEnd(24)}${"without".padStart(9)}${"with".padStart(9)}   median of ${runs} runs in turn`);
for (const [name, figure] of Object.entries(figures)) {
  const [before, after] = ["without", "with"].map((kind) => median(reports[kind].map(figure)));
  console.log(`  ${name.padEnd(24)}${written(before).padStart(9)}${written(after).padStart(9)}`);
}
const scores = Object.fromEntries(Object.entries(reports).map(([kind, list]) => [kind, list.map(figures.score)]));
console.log(`  scores without: ${scores.without.join(" ")}; with: ${scores.with.join(" ")}`);
const drop = median(scores.without) - median(scores.with);
if (drop > most) {
  console.log(`  ${drop} points lost, ${most} at most`);
  for (const audit of Object.values(reports.with.at(-1).audits)) {
    if (audit.score !== null && audit.score < 0.9) console.log(`    ${audit.score} ${audit.title} ${audit.displayValue ?? ""} (${audit.id})`);
  }
  process.exitCode = 1;
}
