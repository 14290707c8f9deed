// The specification of the words that compute.

import assert from "node:assert/strict";
import { test } from "node:test";

import { announcement, clockText, lifetime, trimWords } from "./en.js";
import { problemCause } from "./en-causes.js";

test("a lifetime counts whole minutes, and seconds under one", () => {
  const rows: [number, string][] = [
    [3_600_000, "60 min left"],
    [3_599_000, "59 min left"],
    [60_000, "1 min left"],
    [59_999, "59 s left"],
    [0, "0 s left"],
    [-1, "expired 0 s ago on the PIM’s clock"],
    [-180_000, "expired 3 min ago on the PIM’s clock"],
    [14 * 86_400_000, "14 days left"],
    [3 * 3_600_000, "3 h left"],
  ];
  for (const [left, want] of rows) assert.equal(lifetime(left), want);
});

test("the clock says how far it is ahead", () => {
  const noon = new Date(2026, 0, 1, 12, 0, 0).getTime();
  assert.equal(clockText(noon, 0), "12:00, in step with yours");
  assert.equal(clockText(noon, 31_000), "12:00, 31 s ahead of yours");
  assert.equal(clockText(noon, 3_600_000 + 31_000), "13:00, 1 h 31 s ahead of yours");
  assert.equal(clockText(noon, 14 * 86_400_000), "12:00, 14 d ahead of yours");
});

test("what was cut from an address is said", () => {
  assert.equal(
    trimWords([
      { code: "scheme_added", text: "https://" },
      { code: "path_trimmed", text: "/api/rest/v1" },
      { code: "slash_trimmed", text: "/" },
    ]),
    "https:// was added; /api/rest/v1 is left out, the routes are added by this page; the slash at the end is left out",
  );
});

test("a press that sent nothing says why and what to do", () => {
  assert.equal(announcement.notSent("Call the API", { kind: "no_token", input: "access_token" }), "Call the API: nothing was sent. There is no access token yet.");
  assert.deepEqual(problemCause({ kind: "input", error: { code: "client_id_colon", message: "the client ID holds a colon", next: "Take it out." } }), {
    cause: "The client ID holds a colon.",
    detail: ["Take it out."],
  });
});
