// The App's proof that it knows its secret: the identifier, the challenge made
// of both, the ways to get it wrong, and how long the code lives that it is for.

import type { ChallengeVerdict } from "../authcore/contract.js";
import type { Client } from "../authcore/client.js";
import { withPlace } from "../journal/journal.js";
import { placeName, placeOf } from "../session.js";
import type { Place, Session } from "../session.js";
import { appOf } from "./state.js";

/** How long a code is good for, in milliseconds. */
export const codeLife = 30_000;

/** Puts a fresh identifier into the field. */
export function newIdentifier(session: Session, place: Place): void {
  if (session.engine.state !== "ready") return;
  const made = session.engine.client.random({ kind: "code_identifier" });
  if (!made.ok) return;
  const app = appOf(place);
  place.inputs.code_identifier = made.value.text;
  app.identifier = app.codeAt === undefined ? { text: made.value.text } : { text: made.value.text, codeAt: app.codeAt };
}

/**
 * Sees to it that there is an identifier: the first, and a new one for each
 * code. What a person typed, or left empty, stays. Whether it made one.
 */
export function keepIdentifier(session: Session, place: Place): boolean {
  if (session.engine.state !== "ready") return false;
  const app = appOf(place);
  const { identifier, codeAt } = app;
  if (identifier === undefined ? place.inputs.code_identifier !== "" : identifier.text !== place.inputs.code_identifier || identifier.codeAt === codeAt) return false;
  if (identifier && identifier.codeAt === undefined && codeAt !== undefined) {
    // The one that was on show when the first code came is for that code.
    app.identifier = { text: identifier.text, codeAt };
    return false;
  }
  newIdentifier(session, place);
  return true;
}

/** The challenge that the PIM will compute. */
export function rightChallenge(client: Client, { inputs }: Place): string {
  return hashOf(client, inputs.code_identifier, inputs.app_secret);
}

/** What the checker says of what stands in its field; undefined for an empty one. */
export function checked(client: Client, { inputs }: Place): ChallengeVerdict | undefined {
  if (inputs.code_challenge === "") return undefined;
  const said = client.checkChallenge({ challenge: inputs.code_challenge, code_identifier: inputs.code_identifier, app_secret: inputs.app_secret });
  return said.ok ? said.value : undefined;
}

/** A mistake that one can have the checker look at. */
export type Mistake = "right" | "upper_case" | "base64" | "order_swapped" | "separator" | "pkce" | "stray" | "identifier_alone";

/** The challenge that a program would make who makes this mistake. */
export function mistaken(client: Client, { inputs }: Place, mistake: Mistake): string {
  const { code_identifier: identifier, app_secret: secret } = inputs;
  const right = hashOf(client, identifier, secret);
  switch (mistake) {
    case "right":
      return right;
    case "upper_case":
      return right.toUpperCase();
    case "base64":
      return base64(right);
    case "order_swapped":
      return hashOf(client, secret, identifier);
    case "separator":
      return hashOf(client, `${identifier}:`, secret);
    case "stray":
      return hashOf(client, identifier, `${secret}\n`);
    case "identifier_alone":
      return hashOf(client, identifier, "");
    case "pkce":
      return base64(hashOf(client, identifier, "")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  }
}

function hashOf(client: Client, first: string, second: string): string {
  const made = client.challenge({ code_identifier: first, app_secret: second });
  return made.ok ? made.value.code_challenge : "";
}

function base64(hex: string): string {
  return btoa((hex.match(/../g) ?? []).map((byte) => String.fromCharCode(parseInt(byte, 16))).join(""));
}

/** What is left of the code's life, by the PIM's clock; "used" once a token came for it, undefined without one. */
export function codeLeft(session: Session): number | "used" | undefined {
  const place = placeOf(session);
  const { codeAt } = appOf(place);
  if (codeAt === undefined) return undefined;
  const used = withPlace(session.journal, placeName(session)).some(({ reading, startedThere }) => reading?.shape === "app_token" && startedThere >= codeAt);
  return used ? "used" : codeAt + codeLife - (Date.now() + place.ahead);
}
