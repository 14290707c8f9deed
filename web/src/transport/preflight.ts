// Whether a browser asks before it sends (Fetch Standard, "CORS-preflight fetch").

import type { WireRequest } from "./wire.js";

const plainTypes = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/**
 * The names of the header lines that a preflight asks for, as
 * Access-Control-Request-Headers lists them: in lower case, sorted. Empty:
 * a GET or POST that goes out without a preflight.
 */
export function preflightHeaders(request: WireRequest): string[] {
  return request.header
    .filter(([name, value]) => {
      const lower = name.toLowerCase();
      if (lower === "content-type") return !plainTypes.includes(value.split(";")[0]?.trim().toLowerCase() ?? "");
      return !["accept", "accept-language", "content-language"].includes(lower);
    })
    .map(([name]) => name.toLowerCase())
    .sort();
}
