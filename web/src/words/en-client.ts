// The words that the stories of the client library write, in English.

import type { ClientArgs, ClientStep } from "../authcore/contract.js";
import type { Experiment } from "../client/experiments.js";
import type { Problem } from "../session.js";
import { problemCause } from "./en-causes.js";

type Verdict = NonNullable<ClientStep["verdict"]>;

const of = (process: string) => (process === "" ? "" : `Process ${process}: `);

/** A sentence about a process, or about the only one. */
const said = (process: string, text: string) => (process === "" ? text.charAt(0).toUpperCase() + text.slice(1) : of(process) + text);

/** What to know when this exception is thrown. */
const exceptions: Readonly<Record<string, string>> = {
  BadRequestHttpException: "The PIM could not read the request.",
  UnauthorizedHttpException: "The PIM takes this access token no more, and there was no refreshing it. Only a new login helps, and the library does none by itself: build the client anew.",
  ForbiddenHttpException: "The token is good; its user, or its App, may not do this. Give the permission in the PIM.",
  NotFoundHttpException: "There is nothing at this address. The category may be gone, or the address of the PIM is wrong.",
  MethodNotAllowedHttpException: "The address takes other methods.",
  NotAcceptableHttpException: "The PIM cannot answer in the form that Accept asks for.",
  UnsupportedMediaTypeHttpException: "The PIM does not take a body of this type.",
  UnprocessableEntityHttpException: "The login itself was refused: the message names what is wrong, the client ID, the secret, the user name or the password.",
  TooManyRequestsHttpException: "Too many calls in a short time. Wait as long as getRetryAfter() says; its message is the whole body.",
  ClientErrorHttpException: "The PIM refused the request for a reason that has no exception of its own.",
  RedirectionHttpException: "The PIM answered with a redirect, and the library follows none. Check the address that the builder was given.",
  ServerErrorHttpException: "The PIM, or a server before it, failed. Try again later.",
  TypeError: "The answer to the login held no token, and PHP itself stumbles over it.",
};

const disconnected = "The PIM does not take this App token: the App was disconnected, or the token is not one of this PIM. Nothing can be refreshed; connect the App again.";

export const words = {
  begun: (at: number, of: number) => (at === 0 ? "Not begun" : `Line ${String(at)} of ${String(of)}`),
  ended: "Run to its end",
  thrown: "Ended by an exception",
  waiting: (host: string) => `Waiting for ${host}`,
  step: "Step",
  cancel: "Cancel",
  getCategory: "GET category",

  why: {
    "": "",
    first_token: "There is no token yet: the library logs in.",
    call: "Your call, with the access token.",
    refresh: "Answered 401: the library spends its refresh token, once.",
    replay: "Your call again, with the new access token.",
    gives_up: "",
    done: "",
    other: "Another process refreshes with the same refresh token.",
  } satisfies Record<ClientStep["why"] | "other", string>,
  by: (process: string, text: string) => of(process) + text,

  built: {
    password: "Built. Nothing is sent: there is no token before the first call.",
    token: "Built from the two tokens. Nothing is sent.",
    app: "Built from the App token. Nothing is sent, and there is no refresh token.",
    file: (process: string) => said(process, "the file has both tokens, so the client is built from them. Nothing is sent."),
  },
  shows: (token: string | null) => (token === null ? "getToken() returns null." : "getToken() returns the access token."),
  written: (process: string) => said(process, "the file holds the tokens that the client has now."),
  locked: (process: string) => `Process ${process} has the lock. Any other waits here.`,
  unlocked: (process: string) => `Process ${process} gives the lock back.`,
  hourPassed: "The PIM’s clock went on by an hour and a second: the access token has expired.",
  returns: "get() returns the category.",
  throws: (exception: string, message: string) => `throws ${exception}: ${message === "" ? "no message" : message}`,
  advice: (exception: string, way: ClientArgs["way"]) => (way === "app" && exception === "UnauthorizedHttpException" ? disconnected : (exceptions[exception] ?? "")),

  experiments: {
    expire: "Let the access token expire",
    use_up: "Use up the refresh token",
    fifteen_days: "+15 days",
    disconnect: "Disconnect the App",
  } satisfies Record<Experiment, string>,
  happened: {
    expire: "The PIM’s clock went on by an hour and a second: the access token has expired.",
    use_up: "Another process used the refresh token. The client does not know.",
    fifteen_days: "The PIM’s clock went on by 15 days: what could expire has expired.",
    disconnect: "The App was disconnected in the PIM.",
  } satisfies Record<Experiment, string>,
  code: {
    expire: "sleep(3601);  // the access token expires",
    use_up: "// meanwhile another process uses the same refresh token",
    fifteen_days: "sleep(15 * 24 * 3600);  // the refresh token expires, too",
    disconnect: "// meanwhile somebody disconnects the App",
  } satisfies Record<Experiment, string>,
  tryOut: "Try what happens then, and go on with Step:",
  ownClock: "only a demo PIM has a clock that this page can move; at your own, wait an hour",
  clockStands: "the PIM’s clock could not be moved",
  hasEnded: "The program has ended by an exception. Start it again first.",
  hasRun: "The program has run to its end. Start it again, or try what happens later.",
  isRunning: "A request is under way. Wait for it, or cancel it.",
  notLetIn: "the App was not let in here; press Let the demo App in first",
  noApps: "this PIM has no demo App",
  noAppToken: "the PIM gave no App token",
  letIn: "The demo App was let in; its token stands in the field App token.",
  confirms: "POST confirm",
  disconnects: "DELETE connected App",

  file: "/tmp/akeneo_token.tmp",
  noFile: "does not exist",
  nothing: "null",

  notRun: (problem: Problem) => `Nothing was run. ${problemCause(problem).cause}`,
  noAnswer: (n: number) => `${String(n)}. No answer. Step sends it again.`,
  answered: (n: number, what: string, status: string, verdict: Verdict | null) =>
    `${String(n)}. ${what}: ${status}.${verdict ? (verdict.kind === "answer" ? " get() returns the category." : ` Your program hears ${verdict.exception}.`) : ""}`,
  startedAgain: "From its first line again.",
};
