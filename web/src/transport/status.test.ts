// The specification of status.ts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { statusLine } from "./status.js";

test("the phrases that IANA registers today", () => {
  const codes = [200, 201, 204, 301, 307, 400, 401, 403, 404, 405, 406, 413, 415, 422, 429, 500, 502, 503, 504];
  assert.deepEqual(codes.map(statusLine), [
    "200 OK",
    "201 Created",
    "204 No Content",
    "301 Moved Permanently",
    "307 Temporary Redirect",
    "400 Bad Request",
    "401 Unauthorized",
    "403 Forbidden",
    "404 Not Found",
    "405 Method Not Allowed",
    "406 Not Acceptable",
    "413 Content Too Large",
    "415 Unsupported Media Type",
    "422 Unprocessable Content",
    "429 Too Many Requests",
    "500 Internal Server Error",
    "502 Bad Gateway",
    "503 Service Unavailable",
    "504 Gateway Timeout",
  ]);
});

test("a code that is not registered stands alone", () => {
  assert.equal(statusLine(499), "499");
});
