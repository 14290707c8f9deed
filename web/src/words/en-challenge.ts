// The words that the script writes from the challenge to OpenID, in English.

import type { Mistake } from "../app/challenge.js";
import type { ChallengeVerdict, TokenFault } from "../authcore/contract.js";

export const challengeWords = {
  empty: "Type an identifier, or have a new one made.",
  fresh: "A new code identifier.",
  try: "Or see what each mistake looks like:",
  mistakes: {
    right: "The right one",
    upper_case: "Upper case",
    base64: "Base64",
    order_swapped: "Secret first",
    separator: "With a colon",
    pkce: "PKCE",
    stray: "With a line feed",
    identifier_alone: "Without the secret",
  } satisfies Record<Mistake, string>,
  noCode: "no code yet: step 7 brings one",
  used: "used: its token has come",
  left: (ms: number) => (ms >= 0 ? `${String(Math.ceil(ms / 1000))} s left` : "run out: ask for a new one in step 5"),
};

const strays: Readonly<Record<string, string>> = { blank: "A blank", tab: "A tab", "line feed": "A line feed", "CR LF": "A line end (CR LF)", NUL: "A zero byte" };

/** What the checker says: what it is, and the cure. */
export function verdictText({ code, of, where }: ChallengeVerdict, length: number): { readonly what: string; readonly cure: string } {
  switch (code) {
    case "right":
      return { what: "Right: this is what the PIM computes.", cure: "" };
    case "upper_case":
      return { what: "Right but for its case: the PIM compares letter by letter.", cure: "Write the digits a to f in lower case." };
    case "base64":
    case "base64url": {
      const name = code === "base64" ? "base64" : "base64url, as PKCE is";
      return of === "hex"
        ? { what: `The right digits, and those once more in ${name}.`, cure: "Leave the base64 out: the hexadecimal digits are the challenge." }
        : { what: `The right hash, but in ${name}.`, cure: "Write its 32 bytes as 64 hexadecimal digits." };
    }
    case "double_hex":
      return { what: "Written in hexadecimal twice: each digit became two.", cure: "The hash function gave you hexadecimal already: take it as it is." };
    case "order_swapped":
      return { what: "The secret came first.", cure: "First the identifier, right behind it the secret." };
    case "separator":
      return { what: `There is a “${of}” between the two.`, cure: "Join identifier and secret with nothing in between." };
    case "stray":
      return stray(of, where);
    case "pkce":
      return { what: "This is PKCE, RFC 7636: the hash of the identifier alone, in base64url.", cure: "Switch PKCE off in your OAuth library, and write this challenge yourself: it needs the secret, and hexadecimal." };
    case "identifier_alone":
      return { what: "The hash of the identifier alone: the secret is missing.", cure: "Put the secret right behind the identifier. Is the setting that holds it empty?" };
    case "secret_alone":
      return { what: "The hash of the secret alone: the identifier is missing.", cure: "Put the identifier before the secret." };
    case "hmac":
      return { what: "An HMAC, with the secret as its key.", cure: "Take plain SHA-256 of the two, joined." };
    case "not_64":
      return { what: `This is no SHA-256 in hexadecimal: it has ${String(length)} characters, or others than 0 to 9 and a to f, where it should have 64 digits.`, cure: "Take the whole hash, in hexadecimal." };
    case "unknown":
      return { what: "64 hexadecimal digits, but of nothing that this page can think of.", cure: "Is it of this identifier, and of this App’s secret? A common slip: a new identifier is made between the hash and the request." };
  }
}

function stray(of: string, where: ChallengeVerdict["where"]) {
  const what = strays[of] ?? of;
  switch (where) {
    case "challenge":
      return { what: `${what} or a line end stands around a challenge that is right.`, cure: "Trim what you send." };
    case "identifier":
    case "secret":
      return { what: `Right, but of ${where === "secret" ? "a secret" : "an identifier"} without the blanks that stand in the field here.`, cure: "Take them out of the field; what your program has is good." };
    case "before":
      return { what: `${what} got in before the identifier.`, cure: "Trim the identifier, and hash the same text that you send." };
    case "between":
      return { what: `${what} got in between the two.`, cure: "Trim the identifier, and join the two with nothing in between." };
    case "after":
    case "":
      return { what: `${what} got in behind the secret.`, cure: "Trim the secret where your program reads it: files, editors and echo end their lines, and the end becomes part of it." };
  }
}

export const pasteWords = {
  taken: "Taken: the walk goes on with this token.",
  recorded: "Sent by hand; the answer was pasted into this page.",
  empty: "Paste the answer first.",
  page: "This is a web page, not the JSON of an answer. Does the command go to your PIM’s address?",
};

export const openidWords = {
  none: "The id_token appears here with the token of step 9, each claim with its meaning.",
  notAsked: "The last token came without an id_token: the scope openid was not granted. Tick it in step 5, agree, and exchange the new code.",
  signature: {
    good: "The signature matches the PIM’s key: nothing in the token was changed, and the PIM made it.",
    bad: "The signature does not match: the token was changed on its way, or another PIM made it. Believe nothing of it.",
    no_key: "Not verified yet: press Send above to get the PIM’s key.",
    no_crypto: "This page cannot verify it: browsers give pages the tools for it only by https or from localhost.",
    bad_key: "Not verified: the browser does not take the key of this certificate.",
    checking: "Looking at the signature.",
  },
  issuer: (good: boolean, iss: string, pim: string) => (good ? `The issuer is the chosen PIM, ${pim}.` : `The issuer is ${iss}, and not the chosen PIM, ${pim}.`),
  audience: (good: boolean) => (good ? "It is for this App: the audience is its client ID." : "It is for another App: the audience is not the client ID of step 3."),
  time: (faults: readonly TokenFault[], until: string) => (faults.includes("expired") ? `It has expired, at ${until} by the PIM’s clock.` : faults.includes("future") ? "It was made in the future: are both clocks right?" : `It counts until ${until} by the PIM’s clock.`),
  algorithm: (good: boolean) => (good ? "It is signed by RS256." : "It is not signed by RS256: take nothing else."),
  unknownClaim: "A claim that this page does not know.",
  tamper: "Change one character",
  restore: "Put it back",
  tampered: "One character of it is changed.",
  restored: "The id_token is as it came.",
  checks: "What was checked",
  passed: "Right:",
  failed: "Wrong:",
  open: "Open:",
};
