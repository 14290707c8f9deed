// Taking the secrets out of what leaves the page. Each is replaced by a word
// that is the same wherever the same secret stands, so that one still sees
// which token was used where.

import { bodyStretches, lineStretches, secretsOf, stretches } from "./secrets.js";
import type { Message, SecretKind, Stretch } from "./secrets.js";

export interface Redaction {
  url(url: string): string;
  line(name: string, value: string): string;
  /** "" of bytes that are no text. */
  body(message: Message): string;
  /** Whether bytes may pass that are no text: what they hold cannot be known. */
  readonly bytes: boolean;
  /** Any other text. */
  text(text: string): string;
}

/** Text that is left as it is. */
export const untouched: Redaction = { url: (url) => url, line: (_name, value) => value, body: ({ body = "" }) => body, bytes: true, text: (text) => text };

// Shorter ones, such as the password "julia", are found by their names only:
// their letters stand in other words, too.
const shortest = 8;

/** Knows the secrets of all messages, and those that a person typed; one that is known is found wherever it stands. */
export function redaction(messages: readonly Message[], typed: readonly (readonly [kind: SecretKind, value: string])[]): Redaction {
  const words = new Map<string, string>();
  const counts = new Map<SecretKind, number>();
  const wordOf = (kind: SecretKind, value: string): string => {
    const known = words.get(value);
    if (known !== undefined) return known;
    const n = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, n);
    const word = `REDACTED_${kind}_${n}`;
    words.set(value, word);
    return word;
  };
  for (const message of messages) for (const { kind, value } of secretsOf(message)) wordOf(kind, value);
  for (const [kind, value] of typed) if (value !== "") wordOf(kind, value);
  const forms = [...words].filter(([value]) => value.length >= shortest).flatMap(([value, word]) => [...new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])].map((form) => [form, word] as const));
  // The longest first: one secret may hold another.
  forms.sort(([a], [b]) => b.length - a.length);
  const swept = (text: string) => forms.reduce((rest, [form, word]) => rest.replaceAll(form, word), text);
  const joined = (parts: readonly Stretch[]) => swept(parts.map(({ kind, text, value }) => (kind === "" ? text : wordOf(kind, value))).join(""));
  return {
    url: (url) => joined(stretches(url)),
    line: (name, value) => joined(lineStretches(name, value)),
    body: (message) => joined(bodyStretches(message)),
    bytes: false,
    text: swept,
  };
}
