// The words that the scripts of the App walk write, in English.

import type { PimScreen } from "../authcore/contract.js";
import type { Verdict } from "../app/channel.js";
import type { CallbackVerdict } from "../app/state.js";
import type { Problem } from "../session.js";
import type { WireRequest } from "../transport/transmit.js";
import { problemCause } from "./en-causes.js";

const hopNames: readonly (readonly [RegExp, string])[] = [
  [/^GET [^?]*[/]connect[/]apps[/]v1[/]authorize/, "GET authorize"],
  [/^POST .*[/]user[/]login-check/, "POST login"],
  [/^GET .*[/]user[/]login/, "GET login"],
  [/^GET .*[/]user[/]logout/, "GET logout"],
  [/^GET .*[/]rest[/]apps[/]activate[/]/, "GET activate URL"],
  [/^GET .*[/]load-wizard-data[/]/, "GET consent"],
  [/^POST .*[/]confirm-/, "POST confirm"],
];

/** What a hop of the browser is called. */
export function hopName({ method, url }: WireRequest): string {
  const line = `${method} ${url}`;
  return hopNames.find(([pattern]) => pattern.test(line))?.[1] ?? `${method} ${new URL(url).pathname === "/" ? "home" : new URL(url).pathname}`;
}

/** What the App made of a callback. */
const callback: Readonly<Record<CallbackVerdict, string>> = {
  taken: "The state is the one that was sent: the code is taken.",
  already: "Refused: this state was used before. A state is good for one callback.",
  other_state: "Refused: the state is not the one that was sent. Somebody else may have begun this.",
  no_state: "Refused: the callback has no state.",
  no_code: "Refused: the callback has no code.",
  repeated: "Refused: the callback names its code or its state twice.",
  error: "Refused: the callback tells of an error, which a PIM never does.",
  none: "Refused: no request for authorization is on its way, so there is no state to compare with.",
};

const activation: Partial<Record<Verdict, string>> = {
  ask: "The activation names another PIM. Nothing was sent there; the App asks you first.",
  no_pim_url: "Refused: the activation has no pim_url, or more than one.",
  bad_pim_url: "Refused: the pim_url is no address of a PIM.",
};

/** What the App did with a message, as short as a diagram needs it. */
const did: Readonly<Record<CallbackVerdict, string>> = {
  taken: "code taken",
  already: "refused: state used",
  other_state: "refused: wrong state",
  no_state: "refused: no state",
  no_code: "refused: no code",
  repeated: "refused: twice",
  error: "refused: an error",
  none: "refused: none asked",
};

/** The PIM's English for the last part of the keys of its form. */
const formTexts: Readonly<Record<string, string>> = {
  "name.not_blank": "The name of the app is required.",
  "name.min_length": "The name of the app is too short. It must have 3 characters or more.",
  "name.max_length": "The name of the app is too long. It must have 255 characters or less.",
  "activate_url.not_blank": "The activate url is required.",
  "activate_url.max_length": "The activate url of the app is too long. It must have 255 characters or less.",
  "activate_url.must_be_url": "The activate url must be a valid URL.",
  "callback_url.not_blank": "The callback url is required.",
  "callback_url.max_length": "The callback url of the app is too long. It must have 255 characters or less.",
  "callback_url.must_be_url": "The callback url must be a valid URL.",
  limit_reached: "You can create up to 20 custom apps.",
};

/** What the PIM's screen writes for a key; 7.0 calls custom apps test apps. */
export function formText(key: string, version: string): string {
  const found = Object.entries(formTexts).find(([end]) => key.endsWith(`.${end}`))?.[1] ?? key;
  return version === "7.0" ? found.replace("the app", "the test app") : found;
}

export const words = {
  callback,
  activation,
  did,
  sentOn: "302 to the PIM",
  askedPerson: "asks the person",
  refusedOne: "refused",
  activated: "The App made a fresh state and answers with a redirect to the PIM’s authorization page.",
  activatedOnly: "The App knows the PIM now, but has no client ID for it yet.",
  authorizeName: "GET authorize",
  openedInTab: "in another tab",
  crashed: "The demo PIM in this page crashed over it and was started again. Press once more",
  notSent: (problem: Problem) => `Nothing was sent. ${problemCause(problem).cause}`,
  waitingFor: (what: "activation" | "callback") =>
    what === "activation" ? "The PIM is open in another tab. This page waits until it opens the App." : "The PIM is open in another tab. This page waits for the callback.",
  stopped: "This page no longer waits. A callback that comes now is refused.",
  refused: "You said no. Nothing was sent to that PIM.",
  agreed: (pim: string) => `You said yes. ${pim} is the chosen PIM now.`,
  screen: (screen: PimScreen) => `The PIM shows: ${screen.title}.${screen.failure === "" ? "" : ` ${screen.failure}`}`,
};

export const urls = {
  activate: "Activate URL",
  callback: "Callback URL",
  copy: (name: string) => `Copy ${name}`,
  copyShort: "Copy",
  copied: (name: string) => `${name} copied.`,
  note: "These two belong to this page: it is the App. Register them in your PIM, and it comes back here. A page on https is best; your PIM must be opened in this same browser.",
};

export const form = {
  none60: "PIM 6.0 has no custom apps, so there is nothing to send.",
  own: "In your own PIM the form stands at Connect, App Store, Create an App. Fill in the two URLs of step 1 there, and put client ID and secret into the fields below.",
  created: (id: string) => `201 Created. The PIM made the client ID ${id} and a secret; both stand in the fields below.`,
  refused: "422: the PIM created nothing. What it says stands at the fields.",
  forbidden: "The role of julia lacks the permission “Create and delete custom apps”. In a PIM she does not even see the button Create an App. Give her role the permission, or press Create as admin.",
  said: (status: number, message: string) => `The PIM answers ${String(status)}${message === "" ? "." : `: ${message}`}`,
  complaint: (text: string, key: string) => (text === key ? text : `${text} The PIM’s key: ${key}.`),
  what: "POST custom app",
  exchange: "The request of the PIM’s screen, and its answer",
};

export const steps = {
  notSent: "Not sent yet",
  found: "302 Found",
  waitingHost: (host: string) => `Waiting for ${host}`,
  hidden: "Redirect (the browser hides status and target)",
  shownIn: "Its screen is shown",
  here: "below, in a frame of its own.",
  inConsent: "in step 6.",
  toConsent: "Go to the PIM’s screen",
  connectWhat: {
    demo: "Continue presses Connect in the demo PIM for you. If nobody is logged in there, its login form comes first.",
    local: "Continue opens the demo PIM in a second tab. Log in there as admin with the password admin, and press Connect. The tab then comes back to this page’s activate URL and goes on by itself.",
    own: "Continue opens your PIM in a second tab. Log in, open Connect › App Store, and press Connect at the App that you registered with the URLs of step 1.",
  },
  activationOf: (pim: string) => `pim_url is ${pim}: the PIM that this page is set to.`,
  goOn: "The App knows where to ask. Its answer is the redirect of step 5.",
  wentOn: "The other tab was sent on with the request of step 5.",
  waitActivation: "This page waits until the other tab opens the App.",
  waitCallback: "This page waits for the browser to come back to the callback URL.",
  waitHint: "Not there? The browser may have held back the new tab.",
  openAgain: "Open it again",
  stop: "Stop waiting",
  continueName: "Continue",
  otherPIM: (pim: string) => `The activation names ${pim}. That is not the PIM that this page is set to. Anyone can write such an address into a link. Is it your PIM?`,
  useIt: "Use this PIM",
  refuseIt: "No, stop",
  locationIs: "Location:",
  leadsTo: {
    login: "The login page, in the same answer. After the login the PIM takes up the request again.",
    consent: "The PIM’s consent: it asks the person.",
    error: "An error page in the PIM. The App hears nothing.",
    callback: "Straight back to the App with a code: nothing had to be asked.",
    forbidden: "This person may not connect Apps.",
    tab: "The other tab shows it. This page cannot see into it, it only hears of the callback.",
  },
  apart: "another tab",
  consentEmpty: "Nothing to do here yet. Press Continue in step 5, and the PIM’s screen appears.",
  consentDone: "The person has agreed, or had done so before: the PIM sent the browser back.",
  implies: (names: string) => `Brings ${names}, and`,
  knows: "No permission: it is about who the person is.",
  scopeCount: (n: number, version: string) => `${String(n)} characters${version === "6.0" ? "; PIM 6.0 does not count them" : " of 1000"}`,
  stateSent: "State that was sent",
  stateCame: "State that came back",
  noneCame: "none",
  same: "Equal, character for character.",
  code: "Code",
  codeNote: "86 characters, good once, for 30 seconds. The clock of step 8 counts them.",
  refusedNote: "Nothing is exchanged, and no token was asked for.",
  startAgain: "Begin again with Continue in step 5.",
  pasteNext: "Next: the challenge of step 8, then the token.",
  pasteEmpty: "Paste the whole address that the browser ended at: it has code and state.",
};

export const screenWords = {
  label: "The PIM’s screen",
  window: (version: string) => `Demo PIM ${version === "saas" ? "SaaS" : version}`,
  loginHint: "In the demo, admin with the password admin may do everything. julia and kevin, each with the own name as password, may not connect Apps.",
  login: "Login",
  username: "Username",
  password: "Password",
  connect: "Connect the App",
  step: (n: number, of: number) => `Step ${String(n)} of ${String(of)}`,
  granted: "Granted before",
  nothingNew: "Nothing new.",
  cancel: "Cancel",
  cancelNote: "If you cancel, the App hears nothing.",
  tickFirst: "Tick the box first: the PIM goes on only with this consent.",
  support: "Please, contact the App support.",
  key: (key: string) => `The PIM calls it ${key}.`,
  leave: "Leave",
  logout: "Log out",
  forbidden: "The role of this person may not connect Apps. In the demo, admin may do everything.",
  unknown: "The PIM knows no such App. Is the App client ID of step 3 right?",
  home: "You are logged in to the demo PIM. The App was not let in, and hears nothing of it.",
};

export const reconnect = {
  intro: (scope: string) => `Asked for so far: ${scope === "" ? "no scope" : scope}. Ask again with:`,
  none: "First get a code in the steps 4 to 7. Then three buttons ask the PIM again.",
  same: "The same scopes",
  more: (scope: string) => `More: and ${scope}`,
  fewer: (scope: string) => `Fewer: without ${scope}`,
  exchange: "Exchange the code",
  title: "Token",
  came: "The PIM sent the browser back with a code. Exchange it within 30 seconds to see which token it gives.",
  comparison: "What the exchange brought",
  before: "before",
  after: "now",
  token: "Token",
  scopes: "Scopes",
  noToken: "none",
  sameToken: "The same token: the App may go on with what it has.",
  newToken: "A new token. Keep it instead of the old one.",
  openStep: "The exchange, in step 9",
};

export const disconnect = {
  button: "Disconnect",
  again: "Call with the token that is left",
  own: "In your own PIM: Connect, Connected Apps, Manage App, Disconnect. Then call again here.",
  none: "The PIM knows no connected App: there is nothing to disconnect",
  done: "204 No Content: the PIM has forgotten the App. The App was not told.",
  said: (status: number) => `The PIM answers ${String(status)}.`,
  whatFind: "GET connected App",
  what: "DELETE connected App",
  call: "GET categories",
  raw: "Raw, with the header",
  request: "Request",
};
