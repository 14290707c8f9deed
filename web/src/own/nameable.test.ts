// The specification of nameable.ts: which origins a policy can name.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isNameable } from "./nameable.js";

test("an origin that a policy can name", () => {
  for (const origin of ["https://pim.example.com", "http://localhost:8081", "http://127.0.0.1:8081", "https://xn--bcher-kva.example", "https://10.0.0.2:8443"]) assert.ok(isNameable(origin), origin);
});

test("an origin that browsers would drop from a policy, or read as more", () => {
  for (const origin of ["http://[::1]:8081", "https://[2001:db8::1]", "http://my_pim:8080", "https://a.example *", "https://*.example", "https://a.example; script-src *", "null", ""]) assert.ok(!isNameable(origin), origin);
});
