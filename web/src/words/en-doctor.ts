// The words of the doctor that do not stand in its page, in English.

import type { PasteKind, PasteNoteCode } from "../authcore/contract-paste.js";
import type { Made, TurnName } from "../doctor/state.js";

const kinds: Readonly<Record<PasteKind, string>> = {
  curl: "A curl command",
  powershell: "A PowerShell command",
  shell: "A command that encodes a pair",
  har: "A HAR file",
  fetch: "A call of fetch",
  http: "HTTP as it goes over the wire",
  failure: "An error of a browser or a client",
  log: "A line of a log",
  header: "A line of a header",
  pair: "A pair in base64",
  token: "A token",
  json: "JSON",
  form: "The body of a form",
  status: "A status",
  url: "An address",
};

const notes: Readonly<Record<PasteNoteCode, (args: Readonly<Record<string, string>>) => string>> = {
  env_not_expanded: ({ name = "" }) => `The value of the variable ${name} is not in what you pasted: its name stands in its place.`,
  file_not_included: ({ name = "" }) => `The command reads ${name === "" ? "a file" : `the file ${name}`}, which is not in what you pasted.`,
  password_asked: () => "curl asks for the password of -u, so it is not in what you pasted.",
  quote_open: () => "A quote is opened and never closed: all that follows is inside it.",
  continuation_blank: () => "A blank stands after the backslash at the end of a line: the shell ends the command there.",
  continuation_missing: () => "A line that should go on lacks the sign for it at its end.",
  smart_quotes: () => "The quotes are typographic. A shell does not know them; they are read here as if they were plain.",
  cut_at_ampersand: () => "An & stands outside of quotes: the shell ends the command there.",
  words_ignored: ({ n = "" }) => `curl takes ${n} ${n === "1" ? "word" : "words"} of the command for addresses of their own. They are left out.`,
  base64_wrapped: () => "base64 breaks long lines, as it does on Linux unless -w0 says otherwise.",
  powershell_strips: () => "PowerShell before 7.3 takes the double quotes out of what it hands to a program.",
  scheme_assumed: ({ scheme = "" }) => `What you pasted does not say whether it was http or https: ${scheme} is assumed.`,
  redirect_followed: () => "curl -L followed a redirect to another address.",
  truncated: () => "The tool that printed the body cut it.",
  only_pim_entries: ({ n = "", of = "" }) => `${n} of ${of} entries go to a PIM. The others are left out.`,
  only_first: ({ n = "" }) => `Only the first ${n} are looked at.`,
  after_question: ({ n = "" }) => `What came after the last failure is left out: ${n} ${n === "1" ? "exchange" : "exchanges"}.`,
  encoded: () => "The pair is put into a header here, as a client would do it.",
  har_sanitized: () => "The browser took the secrets out of this HAR file before it saved it: what hides in them cannot be seen. Save it with sensitive data.",
  message_only: () => "Of the answer there is only its message.",
};

const limit = "10 MB";

const refusals: Readonly<Record<string, string>> = {
  nothing: "Nothing of this was recognised. This page looks for:",
  empty: "There is nothing to diagnose yet. Paste something, drop a file or try an example.",
  too_long: `This is longer than ${limit}, and was not read. Cut out the request that fails and its answer.`,
  binary: "This is no text: it holds bytes that no text has. A HAR file, a log or what a terminal printed will do.",
  crashed: "The part of this page that reads it crashed and was started again; nothing else is lost. If it happens again it is our fault: please report it.",
};

const filled: Readonly<Record<string, string>> = {
  url: "the address",
  method: "the method",
  body: "a body with a user name and a password",
};

export const doctorWords = {
  /** "A curl command and its answer, 422 Unprocessable Content" */
  found: (kind: PasteKind, requests: number, status: string) => {
    const what = kinds[kind];
    if (kind === "status" || (requests === 0 && status !== "")) return kind === "status" ? `A status: ${status}` : `${what}: an answer, ${status}`;
    return status === "" ? what : `${what} and its answer, ${status}`;
  },
  recognised: "Recognised:",
  note: (code: PasteNoteCode, args: Readonly<Record<string, string>>) => notes[code](args),
  refused: (code: string, message: string) => refusals[code] ?? (code === "panic" ? refusals.crashed : undefined) ?? message,
  tooLong: (size: string) => `This file has ${size}. More than ${limit} is not read: cut out the request that fails and its answer.`,
  looked: [
    "a curl command of any shell (sh, cmd, PowerShell), with or without what it printed",
    "an HTTP request, an answer or both, as curl -v, a proxy or a log shows them",
    "a HAR file, a call of fetch or axios as the browser copies it",
    "an exception of PHP, Python, Java or .NET that names address and status, a line of an access log",
    "what a browser’s console or curl says of a request that had no answer",
    "a header line, base64 of a pair, a token, a body as JSON or form, an address, a status alone",
  ],
  unreadable: "The file could not be read.",
  loading: "The part that reads it is still being loaded. It is looked at as soon as that is there.",
  cleared: "The field is empty again.",
  file: (name: string, size: string) => `${name}, ${size}`,
  size: (bytes: number) => (bytes < 1000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`),
  request: "Request",
  response: "Response",
  requestWire: "The request, line by line",
  responseWire: "The answer, line by line",
  noStatus: "Redirect",
  notKnown: "Not known",
  statusOnly: "Only the status is in what you pasted. With the body more can be said.",
  uncheckable: "Two requests would decide it. Choose My PIM at the top of the page and type its address: then they can be sent to it from here.",
  copied: "Copied. The text may hold a secret.",
  notCopied: "Your browser does not let this page copy. Select the text instead.",
  noRequest: "There is no request in what you pasted. With it more can be said: paste the command, too.",
  noResponse: "There is no answer in what you pasted. The request alone is looked at.",
  failed: "No answer came.",
  start: "The start of the request is not in what you pasted.",
  decoded: "decoded",
  bytes: "These bytes are not UTF-8: each is shown as one character.",
  earlier: (n: number) => (n === 1 ? "One exchange before it" : `${n} exchanges before it`),
  earlierMeans: "They are evidence: a token that one of them got, another may have used up.",
  noAnswer: "No answer",
  unexplained: "It failed, and nothing in it says why.",
  unexplainedMore: "Paste more of it: the request with all its lines, the answer with its body. Or say above what you meant to send.",
  healthy: "Nothing is wrong with it, as far as this page can see.",
  healthyMore: "If it fails all the same: paste the answer with it, or say above what you meant to send.",
  asIs: "To the demo PIM in this page, which takes any byte. Only the host is another one. A right pair of your own PIM is unknown there.",
  filled: (parts: Made["filled"]) => `There was no whole request: ${parts.map((part) => filled[part] ?? part).join(", ")} ${parts.length === 1 ? "is" : "are"} filled in.`,
  turns: {
    as_is: { title: "As it is", button: "Send as it is", text: "The same bytes, sent to the demo PIM in this page." },
    corrected: { title: "Corrected", button: "Send corrected", text: "What was wrong is mended, and all else left as it was." },
    replay: { title: "Replayed", button: "Replay at the demo PIM", text: "The same failure, made anew at the demo PIM in this page." },
  } satisfies Record<TurnName, { title: string; button: string; text: string }>,
  goesTo: (host: string) => `It goes to ${host}, chosen at the top of the page. Nothing is sent before you press.`,
  production: "Production",
  changesData: (method: string, { host, pathname }: URL) => `This request changes data at ${host}: ${method} ${pathname}. It was not sent.`,
  agree: "Send it all the same",
  noAddress: "Type the address of your PIM at the top of the page: it goes there.",
  changes: "What is changed:",
  share: {
    title: "Share",
    text: "A failure can be shown to others, and its secrets cannot: every value is replaced by one of the same shape, so that whoever opens the link sees the same diagnosis. Nothing is sent by it: what stands behind the # of an address reaches no server.",
    link: "Copy link",
    report: "Copy report",
    copied: (what: "link" | "report", n: number) => `Copied: a ${what} of ${n.toLocaleString("en")} characters, without any value of yours.`,
    selected: "Your browser does not let this page copy: the text is selected instead.",
    holds: { link: "The link that was copied", report: "The report that was copied" },
    differs: "With stand-ins in the place of values the diagnosis is another one: what matters here is a value itself. Say so to whoever opens it.",
    leak: "It was not copied: a value would have stood in it. That is our fault: please report it, without what you pasted.",
    failed: (message: string) => `It was not copied: ${message}.`,
  },
  opened: {
    title: (status: string) => (status === "" ? "A shared failure" : `A shared failure, ${status}`),
    text: "It came with the link that opened this page. No value in it is real: each stands for one of the same shape, and equal ones are equal.",
    standIns: (n: number) => `${n} stand-ins`,
    length: (n: number) => (n === 1 ? "1 character" : `${n} characters`),
    bad: (message: string) => `The link that opened this page cannot be read: ${message}.`,
  },
  unplayed: {
    no_request: "It cannot be replayed: the request is not in it.",
    no_answer: "It cannot be replayed: no answer came, so there is none to get again.",
    other_answer: "It cannot be replayed: no demo PIM answers so. The answer came from something else, or from a state that a demo PIM does not get into.",
  },
  replayText: "The demo PIM in this page is made ready to fail in the same way: that may change its version, its clock and its faults.",
  copy: "Copy",
  copyCurl: "Copy as curl",
  raw: "The answer as it came",
  notSentYet: "Not sent yet",
  empty: "The answer appears here, and is diagnosed as the first one was.",
  difference: "What made the difference:",
};
