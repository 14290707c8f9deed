// The snippets that the page writes are those of the verb snippet, byte for byte.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { formats } from "./snippet.js";
import type { Format } from "./snippet.js";

interface Vector {
  file: string;
  title: string;
  walk: string;
  height: number;
  args: { step: string; version: string } & Partial<Record<"format" | "src" | "pim" | "choose" | "theme" | "session" | "lazy" | "script", string>>;
}

const folder = "build/snippet/vectors";
const vectors = JSON.parse(readFileSync(`${folder}/vectors.json`, "utf8")) as Vector[];

/** What stands in an element between its first line and the link at its end. */
function sampleOf(step: string): string {
  const lines = readFileSync(`${folder}/${step}.html`, "utf8").split("\n");
  return lines.slice(lines.findIndex((line) => line.startsWith("<pim-auth-step")) + 1, -3).join("\n");
}

for (const { file, title, walk, height, args } of vectors) {
  test(file, () => {
    const text = formats[(args.format ?? "html") as Format]({
      source: args.src ?? "https://playground.example.com/",
      script: args.script !== "false",
      resize: readFileSync("web/src/embed/frame-parent.js", "utf8"),
      step: args.step,
      version: args.version,
      title,
      walk,
      height,
      sample: sampleOf(args.step),
      pim: args.pim ?? "demo",
      choose: args.choose ?? "",
      theme: args.theme ?? "auto",
      session: args.session ?? "",
      lazy: args.lazy === "true",
    });
    assert.equal(text, readFileSync(`${folder}/${file}`, "utf8"));
  });
}
