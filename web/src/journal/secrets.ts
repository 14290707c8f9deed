// What is secret in a message, wherever it stands: in the address, in a header
// line, in a form, in JSON whole or broken, or in an address within one of
// these. Found by the wire's own names, so that it holds for every message,
// whoever built it.

import type { WireBody } from "../transport/transmit.js";

/** The kinds of secrets, in the order in which tables list them; "cookie" is a session at the PIM. */
export const secretKinds = ["secret", "pair", "password", "access_token", "refresh_token", "id_token", "code", "state", "code_identifier", "cookie"] as const;
export type SecretKind = (typeof secretKinds)[number];

export interface Stretch {
  readonly kind: SecretKind | "";
  readonly text: string;
  /** What a secret is once nothing of it is escaped; "" of other text. */
  readonly value: string;
}

/** What has a URL or a header, and a body. */
export interface Message extends WireBody {
  readonly url?: string;
  readonly header: readonly (readonly [name: string, value: string])[];
}

const members: Record<string, SecretKind> = {
  client_secret: "secret",
  secret: "secret",
  password: "password",
  _password: "password",
  access_token: "access_token",
  refresh_token: "refresh_token",
  id_token: "id_token",
  code: "code",
  state: "state",
  code_identifier: "code_identifier",
};

// A member of JSON, or a parameter of an address or a form; "&" may be escaped
// where an address stands in JSON or HTML.
const pattern = /"(client_secret|secret|password|access_token|refresh_token|id_token|code|code_identifier)"\s*:\s*"((?:[^"\\]|\\.)*)|(?:^|[?&]|\\u0026|&amp;)(client_secret|_?password|access_token|refresh_token|id_token|code|state|code_identifier)=([^&\s"'<>#\\;]*)/dg;

/** Text in stretches; joined, they are the text. codes: whether a member "code" of JSON is an App's code; elsewhere it is that of an error, or of a category. */
export function stretches(text: string, codes = false): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const json = match[1] !== undefined;
    const name = match[1] ?? match[3] ?? "";
    const raw = match[2] ?? match[4] ?? "";
    const kind = members[name];
    if (!kind || raw === "" || (json && name === "code" && !codes)) continue;
    const [start, end] = match.indices?.[json ? 2 : 4] ?? [0, 0];
    found.push(plainly(text.slice(at, start)), { kind, text: raw, value: json ? unescaped(raw) : decoded(raw) });
    at = end;
  }
  return [...found, plainly(text.slice(at))].filter(({ text }) => text !== "");
}

/** The value of a header line in stretches. */
export function lineStretches(name: string, value: string): Stretch[] {
  switch (name.toLowerCase()) {
    case "authorization": {
      const [scheme = "", rest = ""] = split(value, /^\S*\s+/);
      const kind = /^basic/i.test(scheme) ? "pair" : "access_token";
      return rest === "" ? [plainly(value)] : [plainly(scheme), { kind, text: rest, value: rest }];
    }
    case "cookie":
    case "set-cookie": {
      const [name = "", rest = ""] = split(value, /^[^=]*=/);
      const held = rest.split(";", 1)[0] ?? "";
      if (held === "") return [plainly(value)];
      return [plainly(name), { kind: "cookie" as const, text: held, value: held }, plainly(rest.slice(held.length))].filter(({ text }) => text !== "");
    }
    default:
      return stretches(value);
  }
}

/** The body in stretches; bytes that are no text have none. */
export function bodyStretches({ body = "" }: WireBody): Stretch[] {
  return stretches(body, /authorization_code|code_identifier/.test(body));
}

/** Every secret of a message. */
export function secretsOf(message: Message): (Stretch & { readonly kind: SecretKind })[] {
  const all = [...stretches(message.url ?? ""), ...message.header.flatMap(([name, value]) => lineStretches(name, value)), ...bodyStretches(message)];
  return all.flatMap((stretch) => (stretch.kind === "" ? [] : [{ ...stretch, kind: stretch.kind }, ...within(stretch)]));
}

/** Base64 hides nothing: who has the pair has the secret. */
function within({ kind, value }: Stretch): (Stretch & { readonly kind: SecretKind })[] {
  if (kind !== "pair") return [];
  try {
    const pair = new TextDecoder().decode(Uint8Array.from(atob(value), (char) => char.charCodeAt(0)));
    const secret = pair.slice(pair.indexOf(":") + 1);
    return pair.includes(":") && secret !== "" ? [{ kind: "secret", text: secret, value: secret }] : [];
  } catch {
    return [];
  }
}

function plainly(text: string): Stretch {
  return { kind: "", text, value: "" };
}

function split(text: string, head: RegExp): string[] {
  const found = head.exec(text)?.[0] ?? "";
  return found === "" ? [] : [found, text.slice(found.length)];
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll("+", " "));
  } catch {
    return raw;
  }
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
