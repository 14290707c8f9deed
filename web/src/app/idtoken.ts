// The id_token: is it the PIM's, unchanged, for this App, and of now? The
// signature is the browser's to verify, the rest authcore's.

import type { IDToken, TokenFault } from "../authcore/contract.js";
import { addressOf, placeOf, stepOf } from "../session.js";
import type { Session } from "../session.js";
import { appOf } from "./state.js";

export type Signature = "good" | "bad" | "no_key" | "no_crypto" | "bad_key" | "checking";

/** The key in the PIM's certificate, once step app-openid has it; "" before. */
export function keyOf(session: Session): string {
  const reading = stepOf(placeOf(session), "app-openid", "app_key").exchange?.reading;
  return reading?.shape === "public_key" ? reading.spki_base64 : "";
}

/** Whether a token is signed by the owner of a key. */
export async function verify({ signing_input, signature_base64 }: IDToken, spki: string): Promise<Signature> {
  // Absent on plain http outside localhost, whatever its type says.
  const subtle = (crypto as Partial<Crypto>).subtle;
  if (!subtle) return "no_crypto";
  if (spki === "") return "no_key";
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  let key: CryptoKey;
  try {
    key = await subtle.importKey("spki", bytes(spki), algorithm, false, ["verify"]);
  } catch {
    return "bad_key";
  }
  return (await subtle.verify(algorithm, key, bytes(signature_base64), new TextEncoder().encode(signing_input))) ? "good" : "bad";
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** Why the token must not be believed even if its signature is right. */
export function faultsOf(session: Session): readonly TokenFault[] {
  if (session.engine.state !== "ready") return [];
  const place = placeOf(session);
  const { id_token, app_client_id } = place.inputs;
  const found = session.engine.client.idTokenFaults({ token: id_token, issuer: addressOf(session) ?? "", client_id: app_client_id, now_ms: Date.now() + place.ahead });
  return found.ok ? found.value : [];
}

/** Changes one character of the token in the field, or puts it back as it was. Whether it is changed now. */
export function tamper(session: Session): boolean {
  const place = placeOf(session);
  const app = appOf(place);
  if (isTampered(session)) {
    place.inputs.id_token = app.untouched ?? "";
    delete app.untouched;
    return false;
  }
  app.untouched = place.inputs.id_token;
  place.inputs.id_token = changed(place.inputs.id_token);
  return true;
}

/** Whether the token in the field is the one that tamper has changed. */
export function isTampered(session: Session): boolean {
  const place = placeOf(session);
  const { untouched } = appOf(place);
  return untouched !== undefined && place.inputs.id_token === changed(untouched);
}

/** The token with another first character of jti: it can still be read. Else the signature gets another. */
function changed(token: string): string {
  const [header = "", claims = "", signature = ""] = token.split(".");
  try {
    const text = atob(claims.replaceAll("-", "+").replaceAll("_", "/"));
    const other = text.replace(/("jti":")(.)/, (_, name: string, char: string) => name + (char === "0" ? "1" : "0"));
    if (other !== text) return [header, btoa(other).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""), signature].join(".");
  } catch {
    // Not base64: there is no claim to change.
  }
  return [header, claims, (signature.startsWith("A") ? "B" : "A") + signature.slice(1)].join(".");
}
