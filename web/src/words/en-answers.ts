// The words of the answers that an App gets, in English: what their fields
// mean, and what to do about those that are errors.

import type { Exchange } from "../journal/journal.js";
import { statusOf } from "../journal/journal.js";
import type { Cause } from "./en-causes.js";
import { sentence } from "./en-causes.js";

/** The fields that have no sample with words in the page. */
export const answered = {
  none: "none",
  noIDToken: "Not in this answer: the scope openid was not granted. Ask for it in step 5, and exchange the new code.",
  certificate: "The PIM’s own certificate, in PEM. A line of it ends in CR LF.",
  key: "The RSA key in it, as a JWT library or a browser takes it (SubjectPublicKeyInfo, base64).",
  noKey: "There is no key in it that this page can find.",
  ok: "The PIM has noted it, and nothing else has changed: no scope, no token.",
};

type Here = NonNullable<Cause["here"]>;

const again: Here = ["#app-authorize", "Ask for a new code"];
const reconnect: Here = ["#app-reconnect", "Reconnect with other scopes"];
const challenge: Here = ["#app-challenge", "See what is wrong with a challenge"];

/** What an error means to an App, where that is more than authcore says of the answer alone. */
export function appCause(exchange: Exchange): Cause | undefined {
  const { reading } = exchange;
  if (!reading || !("next" in reading)) return undefined;
  const cause = sentence(reading.message);
  if (exchange.step === "app-token" && reading.shape === "oauth_error") {
    if (reading.error === "invalid_client") return { cause, detail: ["The challenge is not what the PIM computes, or it knows no App of this client ID. The code is still good, for what is left of its 30 seconds.", reading.next], here: challenge };
    if (reading.error === "invalid_grant") return { cause, detail: [grants[reading.error_description] ?? "This PIM does not say which: the code is wrong, was used before, or is older than 30 seconds.", reading.next], here: again };
  }
  if (exchange.step === "app-api" && statusOf(exchange) === 403) return { cause, detail: ["The App was not granted read_categories. Its role is made by the PIM from the scopes: let a person agree to more of them."], here: reconnect };
  if (exchange.step === "app-api" && statusOf(exchange) === 401) return { cause, detail: [reading.next], here: again };
  if (exchange.step === "app-scopes" && statusOf(exchange) === 404) return { cause, detail: ["PIM 6.0 has no such address: it came with 7.0. Ask for authorization again instead."], here: reconnect };
  return undefined;
}

const grants: Readonly<Record<string, string>> = {
  "Code is not valid": "The PIM has no such code: it was exchanged before, or something was lost on the way.",
  "Code has expired": "It came, but more than 30 seconds after the PIM had made it.",
};
