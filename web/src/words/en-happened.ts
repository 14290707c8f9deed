// The words of the journal's views and of the faults, in English.

import type { LifeKind } from "../journal/timeline.js";
import type { Exchange, Lane } from "../journal/journal.js";
import type { SecretKind } from "../journal/secrets.js";
import { lifetime, statusText } from "./en.js";

export const kindNames: Record<SecretKind, string> = {
  secret: "secret",
  pair: "Basic pair",
  password: "password",
  access_token: "access token",
  refresh_token: "refresh token",
  id_token: "id_token",
  code: "code",
  state: "state",
  code_identifier: "code identifier",
  cookie: "session cookie",
};

export const lifeNames: Record<LifeKind, string> = {
  access_token: "Access token",
  app_token: "App token",
  refresh_token: "Refresh token",
  code: "Code",
  id_token: "id_token",
};

/** client: how the page calls its own lane, "Your App". */
export const laneNames = (client: string): Record<Lane, string> => ({ browser: "Person’s browser", client, pim: "PIM" });

export const channels = { front: "front channel", back: "back channel" };

/** The first line of an answer; of a redirect also where it leads, without what the address carries. */
export function answered(exchange: Exchange): string {
  const status = statusText(exchange);
  if ("sent" in exchange.outcome && exchange.outcome.sent.relay) return `${status}, from the relay itself`;
  const target = "sent" in exchange.outcome ? exchange.outcome.sent.response.header.find(([name]) => name.toLowerCase() === "location")?.[1] : undefined;
  if (target === undefined || !URL.canParse(target, exchange.request.url)) return status;
  const { origin, host, pathname } = new URL(target, exchange.request.url);
  return `${status}, to ${origin === new URL(exchange.request.url).origin ? "" : host}${pathname}`;
}

export const words = {
  answered,
  probe: "GET root (probe)",
  probed: (answers: boolean) => (answers ? "Answers, hidden from this page" : "No answer"),

  count: (n: number) => (n === 0 ? "Nothing sent yet" : n === 1 ? "1 exchange" : `${String(n)} exchanges`),
  messages: "Messages",
  ends: (from: string, to: string, channel: string) => `from ${from} to ${to}, ${channel}`,
  with: "with",
  press: "Press a message to see it whole in the log.",
  legend: { front: "front channel: through the person’s browser, where others can read it", back: "back channel: from server to server only" },
  columns: ["Number", "From", "To", "Channel", "Message", "Secrets in it", "PIM’s clock"],
secret: "Secret",
  first: (n: number) => `since ${String(n)}`,
  never: "never",
  noSecrets: "No secret has travelled yet.",
  copied: "Copied. Mermaid draws it in any document that knows it; no secret is in it.",
  notCopied: "Your browser does not let this page copy: the text is selected instead.",

  noLives: "No token yet. Each one that an answer brings has its line here, from its birth to its end.",
  life: (kind: LifeKind, nth: number) => `${lifeNames[kind]} ${String(nth)}`,
  issued: (n: number) => `from ${String(n)}`,
  spent: (n: number) => `used up by ${String(n)}`,
  perhaps: (n: number, left: number) => `perhaps used up by ${String(n)}; else ${lifetime(left)}`,
  endless: "no end",
  left: lifetime,
  until: (born: string, ends: string | undefined) => (ends === undefined ? `${born} until it is revoked` : `${born} to ${ends}`),
  unused: "Not used yet.",
  keeps: "Not sent anywhere: the App keeps it.",
  uses: "Used in",
  use: (exchange: Exchange, time: string) => `${String(exchange.n)}. ${exchange.what}, ${time}: ${answered(exchange)}`,
  clock: "The PIM’s clock",
  usual: "That a refresh token lives 14 days and a code 30 seconds is what a PIM does by default; no answer says it.",

  shown: (shown: number, all: number) => (shown === all ? `All ${String(all)} shown` : `${String(shown)} of ${String(all)} shown`),
  nothingFits: "Nothing fits the filter.",
  page: "This page",
  request: "Request",
  answer: "Answer",
  taken: "This page has no answer to show.",
  bytes: (n: number) => `(${String(n)} bytes that are no text)`,
  sentAs: "As this page sent it; the browser adds lines of its own.",
  sentExact: "Exact: the bytes that the PIM was given.",
  delete: "Delete",
  deleteOne: (n: number) => `Number ${String(n)} is deleted from this page. What the PIM did stays done.`,
  deleteAll: (n: number) => `${n === 1 ? "1 exchange is" : `${String(n)} exchanges are`} deleted from this page. What the PIM did stays done.`,
  saved: (secrets: boolean) => (secrets ? "Saved with its secrets: give the file to nobody." : "Saved. Each secret is replaced by a word of its own."),
};

export const harWords = {
  comment: (secrets: boolean, pasted: boolean) => (secrets ? "Holds secrets." : `Secrets are replaced: the same word stands for the same secret.${pasted ? " In what was pasted every value is replaced by one of the same shape." : ""}`),
  leftOut: "Bytes that are no text, left out: they may hold a secret.",
  pastedOut: "Left out: it was pasted, and may hold a secret that nobody knows of.",
  entry: (exchange: Exchange) => `${String(exchange.n)}. ${exchange.what}${"taken" in exchange.outcome ? `. ${exchange.outcome.taken}` : "failure" in exchange.outcome ? `. No answer (${exchange.outcome.failure.code})` : exchange.outcome.sent.cut ? ". The answer was longer: its rest was not read" : ""}`,
  probe: (exchange: Exchange) => `${String(exchange.n)}. A probe without credentials: does the PIM answer at all?`,
};
