// What a person asked this browser to keep of PIMs of their own: never a
// secret. It is read as what anyone may have written, since every page of the
// same origin can.

/** One PIM that is kept. */
export interface Environment {
  readonly name: string;
  readonly address: string;
  /** "" if the page does not offer it any more. */
  readonly version: string;
  readonly client_id: string;
  readonly production: boolean;
}

/** What was found: the PIMs, and how many others make no sense; or why nothing can be read. */
export interface Kept {
  readonly list: readonly Environment[];
  readonly left: number;
  readonly trouble?: "blocked" | "broken";
}

const key = "pim-auth-environments";

/** What a person would never reach. */
const limits = { text: 60_000, list: 50, name: 60, address: 300, client_id: 200 } as const;

/** What the page accepts of an entry beyond its form. */
export interface Accepts {
  address(text: string): boolean;
  version(text: string): boolean;
}

/** Reads what this browser keeps. */
export function readKept(accepts: Accepts): Kept {
  try {
    return parseKept(localStorage.getItem(key) ?? "[]", accepts);
  } catch {
    return { list: [], left: 0, trouble: "blocked" };
  }
}

/** Keeps a list, or nothing at all if it is empty; false if the browser does not let the page. */
export function writeKept(list: readonly Environment[]): boolean {
  try {
    if (list.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}

/** Has f called after another tab changed what is kept. */
export function onKept(f: () => void): void {
  addEventListener("storage", (event) => {
    if (event.key === key || event.key === null) f();
  });
}

/** Reads the text of a list. */
export function parseKept(text: string, accepts: Accepts): Kept {
  const all = text.length > limits.text ? undefined : listIn(text);
  if (!all) return { list: [], left: 0, trouble: "broken" };
  const list: Environment[] = [];
  for (const one of all) {
    const good = list.length < limits.list ? environmentIn(one, accepts) : undefined;
    if (good && !list.some(({ name, address }) => name === good.name || address === good.address)) list.push(good);
  }
  return { list, left: all.length - list.length };
}

function listIn(text: string): unknown[] | undefined {
  try {
    const all: unknown = JSON.parse(text);
    return Array.isArray(all) ? all : undefined;
  } catch {
    return undefined;
  }
}

function environmentIn(one: unknown, accepts: Accepts): Environment | undefined {
  if (typeof one !== "object" || one === null) return undefined;
  const { name, address, version, client_id, production } = one as Record<keyof Environment, unknown>;
  if (typeof name !== "string" || typeof address !== "string" || typeof version !== "string" || typeof client_id !== "string" || typeof production !== "boolean") return undefined;
  if (name === "" || name !== nameOf(name) || address.length > limits.address || client_id.length > limits.client_id || !accepts.address(address)) return undefined;
  return { name, address, version: accepts.version(version) ? version : "", client_id, production };
}

/** A name as it is kept: on one line, short, and without what no one sees. */
export function nameOf(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim().slice(0, limits.name).replace(/[\s\p{Cs}]+$/u, "");
}

/** The list with one PIM in it, in the place of what was kept of its address. */
export function withOne(list: readonly Environment[], one: Environment): Environment[] {
  const known = list.some(({ address }) => address === one.address);
  return known ? list.map((other) => (other.address === one.address ? one : other)) : [...list, one];
}
