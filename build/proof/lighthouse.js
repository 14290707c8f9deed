// Judges the pages whose addresses are given: prints each score, and fails
// where one is lower than it must be.

import lighthouse from "lighthouse";
import { open } from "./chrome.js";

const least = { performance: 0.9, accessibility: 1, "best-practices": 1 };

const chrome = await open();
let failed = false;
try {
  for (const url of process.argv.slice(2)) {
    const { lhr } = await lighthouse(url, {
      port: chrome.port,
      logLevel: "error",
      onlyCategories: Object.keys(least),
    });
    console.log(new URL(url).pathname);
    for (const [name, wanted] of Object.entries(least)) {
      const { score, auditRefs } = lhr.categories[name];
      console.log(`  ${name.padEnd(15)} ${score}   at least ${wanted}`);
      if (score >= wanted) continue;
      failed = true;
      for (const { id, weight } of auditRefs) {
        const audit = lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 1) console.log(`    ${audit.score} ${audit.title} (${id})`);
      }
    }
    const { numericValue: paint } = lhr.audits["first-contentful-paint"];
    const { numericValue: blocked } = lhr.audits["total-blocking-time"];
    console.log(`  first paint ${Math.round(paint)} ms, main thread blocked ${Math.round(blocked)} ms`);
  }
} finally {
  chrome.kill();
}
process.exitCode = failed ? 1 : 0;
