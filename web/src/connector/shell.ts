// A line of a terminal as a shell reads it: where a command ends, and what the
// PIM's console printed that a person wants to keep.

/** The commands in a text, and whether the last one waits for more: an open quote, or a backslash at its end. */
export function statements(text: string): { readonly lines: readonly string[]; readonly open: boolean } {
  const lines: string[] = [];
  let from = 0;
  let quote = "";
  let open = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    open = false;
    if (c === "\\" && quote !== "'") {
      i++;
      open = i >= text.length || (text[i] === "\n" && text.slice(i).trim() === "");
    } else if (quote !== "") {
      if (c === quote) quote = "";
    } else if (c === "'" || c === '"') {
      quote = c;
    } else if (c === "\n") {
      lines.push(text.slice(from, i));
      from = i + 1;
    }
  }
  lines.push(text.slice(from));
  return { lines: lines.map((line) => line.trim()).filter((line) => line !== ""), open: open || quote !== "" };
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What a shell says to a line that begins with an option: it looks for a command of that name. */
export function notFound(line: string): string | undefined {
  const first = line.split(/\s/, 1)[0] ?? "";
  return first.startsWith("-") ? `sh: ${first.replaceAll('"', "")}: command not found\n` : undefined;
}

/** Credentials in what a command printed. */
export interface Made {
  client_id: string;
  secret: string;
  username?: string;
  password?: string;
}

/** The credentials that a command printed, if it made some. */
export function made(output: string): Made | undefined {
  const of = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(output)?.[1];
  const client_id = of("client[_ ]id");
  const secret = of("secret");
  if (client_id === undefined || secret === undefined) return undefined;
  const [username, password] = [of("username"), of("password")];
  return username === undefined || password === undefined ? { client_id, secret } : { client_id, secret, username, password };
}
