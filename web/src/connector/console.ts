// The terminal's conduct: runs what stands at the prompt on the demo PIM, one
// command after the other, and holds back a revocation until it is confirmed.

import { control } from "../demo.js";
import { edited, placeOf } from "../session.js";
import type { Problem, Session } from "../session.js";
import { consoleWords as words } from "../words/en-connector.js";
import { made, notFound, quoted, statements } from "./shell.js";
import type { Made } from "./shell.js";
import { connectorOf, wayOf } from "./state.js";
import type { ConsoleState, Ran } from "./state.js";

/** A command as the documentation of a version has it. */
export interface Documented {
  readonly label: string;
  readonly line: string;
}

/** The commands that a version has buttons for; the first stands at the prompt. */
export function documented(session: Session): [Documented, ...Documented[]] {
  const { client_id } = placeOf(session).inputs;
  const way = wayOf(session.version);
  const old = way === "command";
  const php = old ? "php app/console" : "bin/console";
  const grants = ' \\\n    --grant_type="password" \\\n    --grant_type="refresh_token" \\\n    --env=prod';
  const create = old ? `${grants} \\\n    --label="ERP connection"` : `${grants} \\\n    "ERP connection"`;
  // An ID of odd characters is quoted; the usual one stands as documented.
  const id = client_id === "" ? "the-client-id" : /^\w+$/.test(client_id) ? client_id : quoted(client_id);
  const list: [Documented, ...Documented[]] = [
    { label: words.create, line: `${php} pim:oauth-server:create-client${create}` },
    { label: words.list, line: `${php} pim:oauth-server:list-clients --env=prod` },
    { label: words.revoke, line: `${php} pim:oauth-server:revoke-client ${id} --env=prod` },
  ];
  if (old) list.push({ label: words.asPrinted, line: `${php} pim:oauth-server:create-client \\\n    --label="ERP connection"\n    --grant_type="password" \\\n    --grant_type="refresh_token" \\` });
  if (way === "connection") list.push({ label: words.connection, line: `${php} akeneo:connectivity-connection:create sap \\\n    --flow-type=data_source \\\n    --label="SAP connection"` });
  return list;
}

/** What stands at the prompt. */
export function draftOf(session: Session): string {
  return connectorOf(session).console.draft ?? documented(session)[0].line;
}

/** Runs all commands at the prompt. */
export async function run(session: Session): Promise<void> {
  const state = connectorOf(session).console;
  if (state.asks) return;
  // A backslash at the very end has a shell wait for more: here there is no more.
  const { lines } = statements(draftOf(session).replace(/\\\s*$/, ""));
  if (lines.length === 0) {
    session.announce(words.nothing);
    return;
  }
  await runAll(session, state, lines);
}

async function runAll(session: Session, state: ConsoleState, lines: readonly string[]): Promise<void> {
  delete state.problem;
  for (const [i, line] of lines.entries()) {
    const ran = await runOne(session, state, line, lines.slice(i + 1));
    if (!ran) break;
    session.announce(words.ran(ran));
  }
  if (state.asks) session.announce(words.asks);
  // Whatever it was, the list of connections may be another now.
  delete connectorOf(session).connections.list;
  session.changed();
}

/** undefined if there is nothing more to be done now. */
async function runOne(session: Session, state: ConsoleState, line: string, rest: readonly string[]): Promise<Ran | undefined> {
  const unknown = notFound(line);
  if (unknown !== undefined) return keep(state, { line, output: unknown, exit: 127 });
  const revokes = /\bpim:oauth-server:revoke-client\b/.test(line);
  // Answered no, a revocation does nothing but ask.
  const ran = await command(session, state, line, "n");
  if (!ran) return undefined;
  if (!revokes || !ran.output.includes(question)) return keep(state, ran);
  state.ran.push({ line, output: ran.output.slice(0, ran.output.indexOf(question) + question.length) });
  state.asks = { line, rest };
  return undefined;
}

const question = "(Y/n)";

/** Answers the question of a revocation, and goes on with the commands behind it. */
export async function answer(session: Session, said: "Y" | "n"): Promise<void> {
  const state = connectorOf(session).console;
  const { asks } = state;
  if (!asks) return;
  const ran = await command(session, state, asks.line, said);
  if (!ran) {
    session.changed();
    return;
  }
  delete state.asks;
  state.ran.pop();
  session.announce(words.ran(keep(state, { ...ran, output: ran.output.replace(question, `${question} ${said}`) })));
  await runAll(session, state, asks.rest);
}

/** Has the demo PIM run a command. undefined if it could not be asked. */
export async function command(session: Session, state: { problem?: Problem }, line: string, answer: string): Promise<Ran | undefined> {
  const answered = await control(session, "POST", "console", { line, answer });
  if ("problem" in answered) {
    state.problem = answered.problem;
    return undefined;
  }
  const { output, exit } = answered.value as { output: string; exit: number };
  const credentials = made(output);
  return { line, output, exit, ...(credentials ? { made: credentials } : {}) };
}

function keep(state: ConsoleState, ran: Ran): Ran {
  state.ran.push(ran);
  return ran;
}

/** Puts credentials into the fields of steps 1 and 2. */
export function use(session: Session, credentials: Made): void {
  Object.assign(placeOf(session).inputs, credentials);
  edited(session);
}
