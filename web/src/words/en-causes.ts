// The words of what keeps a press from sending anything, in English, and what
// to do next. What went wrong with what was sent is in en-diagnosis.ts.

import type { Problem, TokenInput } from "../session.js";

/** Why a press sent nothing, then what to know and what to do. */
export interface Cause {
  readonly cause: string;
  readonly detail: readonly string[];
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
    case "narrowed":
      return { cause: `This page has sent to another PIM of yours, and may reach no more than that one.`, detail: [`Nothing was sent. To send to ${problem.to}, the page must be loaded anew: what is typed, the tokens and what happened are lost.`] };
    case "no_token":
      return missing[problem.input];
    case "engine":
      return { cause: "The part of this page that builds requests could not be loaded.", detail: [`${problem.why} Reload the page, or copy the curl above: it needs nothing of this page.`] };
    case "changed":
      return { cause: "The request changed before it went out.", detail: ["Nothing was sent. Press Send to send it as it stands now."] };
    case "cancelled":
      return { cause: "You cancelled before the request went out.", detail: ["Nothing was sent."] };
    case "unsent":
      return { cause: problem.told[0]?.cause ?? "Nothing was sent.", detail: [] };
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
