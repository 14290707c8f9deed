// The words of the page that do not stand in its HTML, in English. Another
// language is another file of this shape; what is missing there falls back here.

import type { Reading, RequestName } from "../authcore/contract.js";
import { statusOf } from "../journal/journal.js";
import type { Exchange } from "../journal/journal.js";
import type { Kind, Problem } from "../session.js";
import type { Variant } from "../steps.js";
import { statusLine } from "../transport/status.js";
import { problemCause, sentence } from "./en-causes.js";
import { most } from "./en-diagnosis.js";
import { tame } from "./unseen.js";

/** The fields of an error answer; those of a good one have their meanings in the page. */
export const meanings = {
  code: "The HTTP status once more.",
  message: "The PIM’s own words. They name the parameter, not always the cause.",
  error: "The kind of error, a word of OAuth 2.0.",
  error_description: "The same for people.",
  html: (title: string) => (title === "" ? "A web page, not JSON." : `A web page, “${tame(title)}”, not JSON.`),
};

export const pimNames: Record<Kind, string> = {
  demo: "Demo PIM in this page",
  local: "Demo PIM on localhost",
  relay: "My PIM through the relay",
  own: "My PIM",
};

export const requestNames: Record<RequestName, string> = {
  password: "POST token",
  refresh: "POST token (refresh)",
  categories: "GET categories",
  root: "GET root",
  app_authorize: "GET authorize",
  app_token: "POST App token",
  app_categories: "GET categories",
  app_scopes: "POST scopes update",
  app_key: "GET public key",
};

export const labels = {
  probe: "GET root (probe)",
  probeAnswered: "answers, hidden",
  send: "Send",
  cancel: "Cancel",
  copied: "Copied. The text holds a secret.",
  copiedOpen: "Copied.",
  notCopied: "Your browser does not let this page copy: the text is selected instead.",
  notSentYet: "Not sent yet",
  waiting: (host: string) => `Waiting for ${host}`,
  limit: "for 30 s at most",
  took: (ms: number) => (ms < 1 ? "under 1 ms" : `${String(Math.round(ms))} ms`),
  redirect: "Redirect (the browser hides status and target)",
  noAnswer: "No answer",
  relayed: "This is an answer of the relay itself: none came from the PIM.",
  tooLong: (limit: number) => `The answer is longer than ${String(limit / 1024)} KB: the rest was not read. What is cut off is not explained; Raw has its beginning.`,
  more: (n: number) => `… and ${n.toLocaleString("en")} more characters, not shown here.`,
  moreItems: (n: number) => `${n.toLocaleString("en")} more are not shown here.`,
  copyBody: "Copy the whole body",
  longToken: "Longer than any token of a PIM: it is not put into the field.",
  notRead: "This page could not read the answer. Raw has it as it came.",
  covered: "Covered on screen only: what is sent, and copied, is the text itself.",
  exact: "Exact: the bytes as the PIM gave them.",
  hidden: "As the browser hands it over; more headers may be hidden from this page.",
  stale: "The request has changed since. This answers the one before.",
  showAll: (n: number) => `Show all ${String(n)}`,
  leaves: "Another page starts anew: the tokens of this one are forgotten.",
  happened: "What happened",
  nothingYet: "Each request and its answer appear here.",
  clock: "The PIM’s clock",
  diagram: (rows: readonly string[]) => `Requests and answers: ${rows.join("; ")}`,
  step: (n: number, of: number, title: string) => `Step ${String(n)} of ${String(of)}: ${title}`,
  done: (n: number) => `All ${String(n)} steps done`,
  back: (main: Variant) => (main === "refresh" ? "Back to the refresh" : "Back to the right request"),
  use: (version: string) => `Use PIM ${version}`,
  reload: (host: string) => `Reload for ${host}`,
  reset: (version: string) => `Reset it to ${version}`,
  useLate: "Use its tokens",
  cameLate: (n: number) => `Number ${String(n)} brought tokens after its request had changed. The fields keep what you typed.`,
};

export const variantNames: Partial<Record<Variant, string>> = {
  line_feed: "With a line feed after the secret, as echo leaves it.",
  old_access: "With the access token from before the refresh.",
  old_refresh: "With the refresh token that the refresh used up.",
  app_again: "The same once more, after the code was exchanged.",
  app_wrong: "With the challenge that stands in step 8’s checker or, if there is none, the identifier as it is.",
};

export const experimentButtons: Partial<Record<Variant, string>> = {
  old_access: "Use the old access token",
  old_refresh: "Use the used refresh token again",
  app_again: "Send the same code again",
  app_wrong: "Send a wrong challenge",
};

export const experimentIntros: Partial<Record<Variant, string>> = {
  refresh: "The refresh gave a new pair. The old access token goes on working until it expires; the refresh token that you just used is dead. Try both:",
  app_token: "What if it is not right? A wrong challenge is that of step 8’s checker or, if nothing stands there, the identifier as it is. It costs nothing: the code stays good.",
};

export const advances = [
  ["31s", "+31 s"],
  ["1h", "+1 h"],
  ["360h", "+15 days"],
] as const;

/** "58 min left", "59 s left", "expired 3 min ago"; whole minutes from a minute on. */
export function lifetime(left: number): string {
  const seconds = Math.floor(Math.abs(left) / 1000);
  const span = seconds < 60 ? `${String(seconds)} s` : seconds < 7200 ? `${String(Math.floor(seconds / 60))} min` : seconds < 172800 ? `${String(Math.floor(seconds / 3600))} h` : `${String(Math.floor(seconds / 86400))} days`;
  return left < 0 ? `expired ${span} ago on the PIM’s clock` : `${span} left`;
}

/** "10:42, in step with yours", "10:42, 1 h ahead of yours". */
export function clockText(now: number, ahead: number): string {
  const time = new Date(now + ahead).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return ahead < 1000 ? `${time}, in step with yours` : `${time}, ${span(ahead)} ahead of yours`;
}

function span(ms: number): string {
  const s = Math.round(ms / 1000);
  const parts = [
    [Math.floor(s / 86400), "d"],
    [Math.floor((s % 86400) / 3600), "h"],
    [Math.floor((s % 3600) / 60), "min"],
    [s % 60, "s"],
  ] as const;
  return parts.filter(([n]) => n > 0).slice(0, 2).map(([n, unit]) => `${String(n)} ${unit}`).join(" ");
}

/** The status of an exchange in the words of the first line of Response. */
export function statusText(exchange: Exchange): string {
  if ("failure" in exchange.outcome) return labels.noAnswer;
  if ("taken" in exchange.outcome) return exchange.outcome.taken;
  return exchange.outcome.sent.redirected ? labels.redirect : statusLine(statusOf(exchange));
}

export const announcement = {
  exchange(exchange: Exchange, title: string): string {
    const status = "failure" in exchange.outcome ? "no answer" : statusOf(exchange) === 0 ? statusText(exchange) : String(statusOf(exchange));
    const first = exchange.diagnosis?.told[0];
    const cause = first && first.finding.certainty !== "ruled_out" ? `. ${most[first.finding.certainty]}: ${first.cause}` : gist(exchange.reading);
    return `${String(exchange.n)}. ${title}: ${status}${cause}`;
  },
  late: (n: number, title: string) => `${String(n)}. ${title}: the answer came after the request had changed, and is not shown there.`,
  notSent: (title: string, problem: Problem) => `${title}: nothing was sent. ${problemCause(problem).cause}`,
  clock: (ahead: number | undefined) => (ahead === undefined ? "The PIM’s clock could not be moved." : `The PIM’s clock says ${clockText(Date.now(), ahead)}.`),
  reset: (version: string) => `The demo PIM on localhost is a fresh ${version} now. Press Send again.`,
  notReset: (version: string) => `The demo PIM on localhost could not be reset to ${version}.`,
  using: (version: string) => `The page speaks to PIM ${version} now. Press Send again.`,
  kept: "Loading the demo PIM. Your press is kept.",
  forgotten: "Everything is forgotten: what was typed, the tokens, what happened, the demo PIM in this page.",
};

function gist(reading: Reading | undefined): string {
  if (!reading || reading.shape === "root" || !("next" in reading || reading.shape === "token" || reading.shape === "categories" || reading.shape === "app_token" || reading.shape === "public_key")) return "";
  if (reading.shape === "app_token") return ", an App token";
  if (reading.shape === "public_key") return ", the public key";
  if (reading.shape === "token") return ", a token and a refresh token";
  if (reading.shape === "categories") return `, ${String(reading.page.items.length)} categories`;
  if (reading.shape === "pim_error") return `, ${tame(reading.pim_message)}`;
  return `, ${tame(reading.message)}`;
}

/** The words that ParseAddress’s trims stand for. */
export function trimWords(trims: readonly { code: string; text: string }[]): string {
  const words: Record<string, (text: string) => string> = {
    scheme_added: (text) => `${text} was added`,
    slash_trimmed: () => "the slash at the end is left out",
    path_trimmed: (text) => `${text} is left out, the routes are added by this page`,
    query_trimmed: (text) => `${text} is left out`,
    fragment_trimmed: (text) => `${text} is left out`,
    blanks_trimmed: () => "blanks around it are left out",
  };
  return trims.map(({ code, text }) => words[code]?.(text) ?? text).join("; ");
}

export const address = {
  intro: "The address that you open in the browser to log in. It needs CORS for this page’s origin, or the browser hides every answer.",
  good: (address: string, trims: string) => `Requests go to ${address}${trims === "" ? "" : ` (${trims})`}. Nothing is sent before you press Send.`,
  fromLink: (address: string) => `This address came with the link that opened the page: ${address}. Is it your PIM? What you send, it receives.`,
};

export const versionName = (version: string) => (version === "saas" ? "PIM SaaS" : `PIM ${version}`);
export const unknownVersion = (asked: string, used: string) => `This page knows no PIM ${asked}; it shows PIM ${used}.`;

/** What the browser puts beside our header lines. */
export const browserAdds = {
  page: "Nothing: the demo PIM runs in this page, and the request goes to it as it stands.",
  fetch: (origin: string, method: string, asks: readonly string[]) => ({
    intro: "These are the browser’s own; a page can neither set nor see them all. No cookies, no Referer.",
    headers: [`Origin: ${origin}`, "Accept: */*", "Accept-Language, Accept-Encoding, User-Agent, Connection", "Cache-Control: no-cache, Pragma: no-cache", ...(method === "GET" ? [] : ["Content-Length"]), "Sec-Fetch-Mode: cors, Sec-Fetch-Site, Sec-Fetch-Dest and, in Chromium, Sec-CH-UA…"],
    preflight:
      asks.length === 0
        ? "No preflight goes before it: a form without special headers needs none. A PIM without CORS acts on it all the same, and the browser hides the answer."
        : `Before it goes a preflight: OPTIONS to the same address, with Access-Control-Request-Method: ${method} and Access-Control-Request-Headers: ${asks.join(",")}.`,
  }),
};

export const encoded = {
  both: "both",
  cannot: (message: string, next: string) => `${sentence(message)} ${next}`,
};

export const maybeUsed = "May have been used up: the last refresh had no answer that this page could read.";
export const maybeUsedCode = "May have been used up: the exchange had no answer that this page could read. Ask for a new code in step 5.";
