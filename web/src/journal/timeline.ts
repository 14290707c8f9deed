// The lives of tokens and codes on the PIM's clock: when each was issued, what
// it was used for, and when it ends. All times are milliseconds of that clock.

import type { Exchange } from "./journal.js";
import { statusOf } from "./journal.js";
import { secretsOf } from "./secrets.js";

export type LifeKind = "access_token" | "app_token" | "refresh_token" | "code" | "id_token";

/** The exchanges are those that carried it, oldest first. */
export interface Life {
  readonly kind: LifeKind;
  /** Counts the lives of this kind from 1. */
  readonly nth: number;
  readonly value: string;
  readonly issued: Exchange;
  readonly born: number;
  /** Absent for what never expires. */
  readonly ends?: number;
  readonly uses: readonly Exchange[];
  /** The use that killed what works only once. */
  readonly spent?: Exchange;
  /** A use without a readable answer: it may have killed it. */
  readonly perhapsSpent?: Exchange;
}

const second = 1000;
/** How long a PIM lets what says nothing of its own end live. */
const usual = { refresh_token: 14 * 86_400 * second, code: 30 * second, id_token: 3600 * second };

/** In the order in which they were issued. */
export function lives(exchanges: readonly Exchange[]): Life[] {
  const found: Life[] = [];
  const carried = new Map(exchanges.map((exchange) => [exchange, new Set(secretsOf(exchange.request).map(({ value }) => value))]));
  for (const issued of exchanges) {
    for (const { kind, value, ends } of brought(issued)) {
      // An App that asks again with the same scopes is given the token that it has.
      if (found.some((life) => life.value === value)) continue;
      const uses = exchanges.filter((exchange) => exchange.n > issued.n && carried.get(exchange)?.has(value));
      const killing = kind === "refresh_token" || kind === "code" ? uses.filter(({ to, from }) => to === "pim" && from === "client") : [];
      const spent = killing.find((use) => statusOf(use) === 200);
      const perhapsSpent = spent ? undefined : killing.find(({ outcome }) => "failure" in outcome && outcome.failure.mayHaveActed);
      found.push({
        kind,
        nth: found.filter((life) => life.kind === kind).length + 1,
        value,
        issued,
        born: issued.startedThere,
        uses,
        ...(ends === undefined ? {} : { ends }),
        ...(spent ? { spent } : {}),
        ...(perhapsSpent ? { perhapsSpent } : {}),
      });
    }
  }
  return found;
}

interface Brought {
  readonly kind: LifeKind;
  readonly value: string;
  readonly ends?: number;
}

/** What an exchange brought into the world. */
function brought(exchange: Exchange): Brought[] {
  const { startedThere: born, from, to, request, outcome } = exchange;
  const answer = "sent" in outcome ? outcome.sent.response : undefined;
  const inFront = from === "browser" || to === "browser";
  const codes = [...(answer ? secretsOf(answer) : []), ...(inFront ? secretsOf(request) : [])].filter(({ kind }) => kind === "code");
  return [...codes.map(({ value }) => ({ kind: "code" as const, value, ends: born + usual.code })), ...tokens(members(answer?.body), born)];
}

function tokens({ access_token, refresh_token, id_token, expires_in }: Record<string, unknown>, born: number): Brought[] {
  const found: Brought[] = [];
  if (typeof access_token === "string") {
    const isApp = typeof refresh_token !== "string" && expires_in === undefined;
    const lasts = typeof expires_in === "number" && expires_in > 0;
    found.push({ kind: isApp ? "app_token" : "access_token", value: access_token, ...(lasts ? { ends: born + expires_in * second } : {}) });
  }
  if (typeof refresh_token === "string") found.push({ kind: "refresh_token", value: refresh_token, ends: born + usual.refresh_token });
  if (typeof id_token === "string") found.push({ kind: "id_token", value: id_token, ends: expiry(id_token) ?? born + usual.id_token });
  return found;
}

/** The claim exp of a JWT, if it can be read. */
function expiry(jwt: string): number | undefined {
  try {
    const { exp } = members(atob((jwt.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
    return typeof exp === "number" ? exp * second : undefined;
  } catch {
    return undefined; // not base64
  }
}

function members(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? "");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What has become of a life by now: it goes on, it ended, or it was used up. */
export function stateOf({ ends, spent, perhapsSpent }: Life, now: number): "lives" | "expired" | "spent" | "perhaps" | "endless" {
  if (spent) return "spent";
  if (ends === undefined) return "endless";
  if (now > ends) return "expired";
  return perhapsSpent ? "perhaps" : "lives";
}
