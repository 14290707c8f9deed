import { strict as assert } from "node:assert";
import { test } from "node:test";
import { examples, filled } from "./fill.js";

test("addresses take the place of those that the build wrote, and what is put in is not looked at again", () => {
  const to = { page: "http://localhost:8080", pim: "https://pim.example.com:8443/base-path", host: "pim.example.com", base: "/base-path" };
  assert.equal(filled("a https://playground.example.com b", to), "a http://localhost:8080 b");
  assert.equal(filled("'https://my-pim.example.com/api/rest/v1'", to), "'https://pim.example.com:8443/base-path/api/rest/v1'");
  assert.equal(filled("Host(`my-pim.example.com`) (/base-path/api|/base-path/connect)", { ...to, base: "/$&" }), "Host(`pim.example.com`) (/$&/api|/$&/connect)");
  assert.equal(filled("https://docs.example.com my-pimxexample.com", to), "https://docs.example.com my-pimxexample.com");
});

test("an example stays what it is", () => {
  for (const text of Object.values(examples)) assert.equal(filled(text, examples), text);
});
