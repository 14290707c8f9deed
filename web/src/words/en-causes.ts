// The words of causes, in English: why a press sent nothing, why nothing came
// back, what an answer that is an error means, and what to do next.

import type { Exchange } from "../journal/journal.js";
import type { Problem, TokenInput } from "../session.js";
import type { Failure } from "../transport/transmit.js";
import { appCause } from "./en-answers.js";

/** One entry of a diagnosis: the cause, then what to know and what to do. */
export interface Cause {
  readonly cause: string;
  readonly detail: readonly string[];
  readonly list?: readonly string[];
  /** An address that the person may open to see for themselves. */
  readonly open?: string;
  /** A step of this page that helps: its address and what to do there. */
  readonly here?: readonly [href: string, text: string];
}

const curlHint = "The same request as curl, under the tab curl above, is not bound by any of this: run it in a terminal to see the answer.";

/** What an answer that is an error means, and the next thing to do. */
export function answerCauses(exchange: Exchange): Cause[] {
  const { reading, outcome } = exchange;
  if ("sent" in outcome && outcome.sent.redirected)
    return [
      {
        cause: "The PIM answered with a redirect.",
        detail: [
          "This page never follows one: it would hand your credentials to whatever address it names. Usually http should be https, or the host has another name. Open the address to see where it ends, and use that one.",
        ],
        open: exchange.request.url,
      },
    ];
  return reading && "next" in reading ? [appCause(exchange) ?? { cause: sentence(reading.message), detail: [reading.next] }] : [];
}

/** Why nothing came back, as far as a browser lets a page know. */
export function failureCauses(failure: Failure): Cause[] {
  const { host } = failure;
  const acted = failure.mayHaveActed ? ["The PIM may have acted on the request all the same: a token may have been issued, a refresh token used up. Nothing is sent again by itself."] : [];
  switch (failure.code) {
    case "unsendable":
      return [
        {
          cause: `A browser would change or refuse this request: ${failure.byte ? `${failure.byte.what} in ${failure.byte.where}, at byte ${String(failure.byte.offset)}` : "it holds what fetch forbids"}.`,
          detail: ["So it was not sent. Mend the value, or send it as it is: the demo PIM in this page takes any bytes, and so does curl."],
        },
      ];
    case "mixed_content":
      return [{ cause: "This page came by https, the PIM’s address says http: browsers forbid that mixture.", detail: ["Nothing was sent. Use the PIM’s https address, or serve this page by http from localhost (make run)."] }];
    case "csp":
      return [{ cause: `The policy of this page (Content-Security-Policy, ${failure.directive ?? "connect-src"}) does not allow ${host}.`, detail: ["Nothing was sent. Whoever hosts this page has to add the PIM’s address to connect-src.", curlHint] }];
    case "timeout":
      return [{ cause: `${host} did not answer within 30 seconds.`, detail: [...acted, "Is the PIM busy, or is something between you that swallows the request?", curlHint] }];
    case "cancelled":
      return [{ cause: "You cancelled the request.", detail: acted }];
    case "dropped":
      return [{ cause: `${host} closed the connection without an answer.`, detail: [...acted, "A crash or a proxy that gives up looks like this."] }];
    case "engine":
      return [{ cause: "The demo PIM in this page crashed and was started again.", detail: ["Its tokens and its clock were put back. Send once more; if it happens again, it is our fault: please report it."] }];
    case "no_cors":
      return [
        {
          cause: `${host} answers, but does not let this page read it: CORS is missing.`,
          detail: ["It is missing on all answers, or only on errors. No PIM sends CORS headers by itself: the web server in front of it has to allow this page’s origin, on errors too.", ...acted, ...probed(failure), curlHint],
        },
      ];
    case "no_answer":
      return [
        {
          cause: `No answer from ${host}, or one that the browser hides from this page.`,
          detail: [...acted, ...(failure.localNetwork === undefined ? [] : [localNetwork[failure.localNetwork]]), ...probed(failure), curlHint, "A page cannot see which of these it is:"],
          list: ["nothing listens at this port, or the name does not exist", "http and https are mixed up", "the certificate is not trusted by your browser", "a firewall, proxy or blocker stands between"],
          open: failure.probe?.request.url ?? "",
        },
      ];
  }
}

function probed({ probe }: Failure): string[] {
  return probe ? [`To find out, this page sent one more request: a bare GET of ${probe.request.url}, without credentials. It follows redirects, so another address may have received it. ${probe.answered ? "Something answered." : "Nothing that could be seen answered."}`] : [];
}

/** Said before Send, from a page on a public address. */
export const localNetworkBefore = {
  prompt: "When you press Send, the browser will ask whether this page may reach addresses on your own network: it is about the PIM that you chose.",
  denied: "The browser was told that this page may not reach addresses on your own network. Allow it in the site settings, beside the address bar.",
};

/** Said after a request that got no answer. */
export const localNetwork = {
  prompt: "The browser asks whether this page may reach addresses on your own network: say yes, and send again.",
  denied: localNetworkBefore.denied,
};

const missing: Record<TokenInput, Cause> = {
  access_token: { cause: "There is no access token yet.", detail: ["Send step 4, Get a token, or paste one."] },
  refresh_token: { cause: "There is no refresh token yet.", detail: ["Send step 4, Get a token, or paste one. It comes with every access token."] },
  app_token: { cause: "There is no App token yet.", detail: ["Send step 9, Token, or paste one."] },
  code: { cause: "There is no code yet.", detail: ["The callback of step 7 brings one, after log-in and consent."] },
};

/** Why a press sent nothing. */
export function problemCause(problem: Problem): Cause {
  switch (problem.kind) {
    case "input":
      return { cause: sentence(problem.error.message), detail: problem.error.next === undefined ? [] : [problem.error.next] };
    case "no_address":
      return { cause: "There is no usable PIM address yet.", detail: ["Type the address of your PIM at the top of the page, such as https://my-pim.example.com."] };
    case "unconfirmed":
      return { cause: `The address ${problem.address} came with the link that opened this page.`, detail: ["Is it your PIM? What you send, it receives. Press Use this address at the top to agree."] };
    case "no_token":
      return missing[problem.input];
    case "engine":
      return { cause: "The part of this page that builds requests could not be loaded.", detail: [`${problem.why} Reload the page, or copy the curl above: it needs nothing of this page.`] };
    case "changed":
      return { cause: "The request changed before it went out.", detail: ["Nothing was sent. Press Send to send it as it stands now."] };
    case "cancelled":
      return { cause: "You cancelled before the request went out.", detail: ["Nothing was sent."] };
    case "unsent":
      return failureCauses(problem.failure)[0] ?? { cause: "Nothing was sent.", detail: [] };
    case "local_down":
      return {
        cause: `The demo PIM on localhost does not answer at ${problem.failure.host}.`,
        detail: ["Nothing was sent. Start it with make run in a clone of this project; it stops when you close that terminal.", ...(problem.failure.localNetwork === undefined ? [] : [localNetwork[problem.failure.localNetwork]])],
      };
    case "local_strange":
      return { cause: "What answers on localhost is not the demo PIM.", detail: ["Nothing was sent. Another program has its port: stop that one and run make run again, or give the demo PIM another port with ARGS=\"-pim-addr …\"."] };
    case "no_demo":
      return { cause: "Only the demo PIMs can do this.", detail: ["Nothing was sent. In your own PIM it is done at its screens, as the text says; or choose a demo PIM at the top of the page."] };
    case "refused":
      return { cause: sentence(problem.why), detail: [] };
    case "local_version":
      return { cause: `The demo PIM on localhost is a ${problem.version}.`, detail: ["Nothing was sent. Reset it to the version of this page (its tokens are lost), or let the page speak to the version that runs there."] };
  }
}

/** A Go error as a sentence: a capital at the start, a full stop at the end. */
export function sentence(message: string): string {
  const capital = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
