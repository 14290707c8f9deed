// The words around a diagnosis, in English; those of its findings are a table
// that is fetched (go:words/en).

import type { Certainty, Mark } from "../authcore/contract-diagnose.js";

export const certainties: Record<Certainty, string> = {
  certain: "certain",
  likely: "likely",
  possible: "possible",
  ruled_out: "ruled out",
};

/** Before the first cause, in the status line. */
export const most: Record<Certainty, string> = {
  certain: "The cause",
  likely: "Most likely",
  possible: "Possibly",
  ruled_out: "Not",
};

const parts: Record<Mark["part"], string> = {
  method: "Method",
  url: "Address",
  status: "Status",
  header: "",
  body: "Body",
};

/** What a line of evidence shows: "Authorization, decoded". */
export function evidenceOf(mark: Mark, name: string, n?: number): string {
  const what = name === "" ? parts[mark.part] : name;
  const decoded = mark.decoded ? ", decoded" : "";
  if (mark.in === "earlier") return `${what}${decoded} of request ${String(n ?? "")}`;
  return `${what}${decoded}${mark.in === "response" ? " of the answer" : ""}`;
}

export const words = {
  diagnosis: "Diagnosis",
  apply: "Apply and send again",
  check: "Check",
  checks: (n: number) => (n === 1 ? "Send the probe" : "Send both probes"),
  beforeCheck: (host: string) => `These go to ${host} and nowhere else. No password is sent, and no token is issued.`,
  dontCheck: "Not now",
  ruledOut: (n: number) => `Ruled out (${String(n)})`,
  difference: "What made the difference:",
  once: "The request as the diagnosis corrected it, not as the fields make it. Edit a field to have theirs again.",
  source: "Rule:",
  noWords: "The words of this diagnosis could not be fetched. Its code stands here; reload the page to read it in sentences.",
  probe: (name: string) => `Probe: ${name.replaceAll("_", " ")}`,
  checked: "The probes were sent.",
  probed: (url: string, answered: boolean, elsewhere = false) =>
    `To find out, this page sent one more request: a bare GET of ${url}, without credentials. ${elsewhere ? "Its answer was a redirect to another host, which this page may not reach and did not follow." : followed(answered)}`,
  copy: (title: string) => `Copy ${title}`,
  openAddress: "Open the address in a new tab",
  reach: "How to let this page reach your PIM",
  elsewhere: "In its lines, write the origin of the page that you are on:",
};

function followed(answered: boolean): string {
  return `It follows redirects, so another address may have received it. ${answered ? "Something answered." : "Nothing that could be seen answered."}`;
}

/** Findings for which a look at the address itself helps. */
export const opens: ReadonlySet<string> = new Set(["browser_no_answer", "redirect_hidden", "redirect_https", "redirect_host", "redirect_slash", "captive_page"]);

/** A step of the page: its address and what to do there. */
type Here = readonly [href: string, text: string];
const again: Here = ["#app-authorize", "Ask for a new code"];
const reconnect: Here = ["#app-reconnect", "Reconnect with other scopes"];
const challenge: Here = ["#app-challenge", "See what is wrong with a challenge"];
const login: Here = ["#token", "Get a new token"];
const anatomy: Here = ["#encode", "See how the pair is encoded"];

/** The step of the page that helps with a finding; it is shown where the page has it. */
export const helps: Readonly<Record<string, readonly Here[]>> = {
  app_challenge: [challenge],
  app_challenge_form: [challenge],
  app_client_unknown: [challenge],
  app_code_used: [again],
  app_code_expired: [again],
  app_code_other: [again],
  app_code_unknown: [again],
  app_disconnected: [again],
  scope_missing: [reconnect],
  entity_permission: [reconnect],
  token_expired: [login],
  token_unknown: [again, login],
  refresh_used: [login],
  refresh_refused: [login],
  client_refused: [anatomy],
  basic_line_feed: [anatomy],
};

/** What cannot be seen, by name: few fonts have the signs for it. */
const unseen: Readonly<Record<string, string>> = {
  "\n": "line feed",
  "\r": "carriage return",
  "\t": "tab",
  " ": "blank",
  "\0": "NUL",
  "\u00a0": "no-break space",
  "\u00ad": "soft hyphen",
  "\u2028": "line separator",
  "\u200b": "zero-width space",
  "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner",
  "\u200e": "left-to-right mark",
  "\u200f": "right-to-left mark",
  "\u202a": "left-to-right embedding",
  "\u202b": "right-to-left embedding",
  "\u202c": "end of embedding or override",
  "\u202d": "left-to-right override",
  "\u202e": "right-to-left override",
  "\u202f": "narrow no-break space",
  "\u2060": "word joiner",
  "\ufeff": "byte order mark",
};

/** The name of a character that cannot be seen; undefined of others. */
export function unseenName(char: string): string | undefined {
  const known = unseen[char];
  if (known !== undefined) return known;
  return /^[\p{C}\p{Z}]$/u.test(char) ? characterName(char) : undefined;
}

/** The name of the first character of a text, or its number. */
export function characterName(text: string): string {
  const point = text.codePointAt(0) ?? 0;
  return unseen[String.fromCodePoint(point)] ?? `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
