// What the screens of connections do: list, create, regenerate, delete. From
// 4.0 on each is a request of the screen's own; before, the screen of API
// connections has none here, and the console's commands do the same.

import { control, screen } from "../demo.js";
import type { Exchange } from "../journal/journal.js";
import { edited, placeOf } from "../session.js";
import type { Session } from "../session.js";
import { connectionWords as words } from "../words/en-connector.js";
import { command } from "./console.js";
import { quoted } from "./shell.js";
import type { Made } from "./shell.js";
import { connectorOf, wayOf } from "./state.js";
import type { ConnectionsState, Fate, Listed } from "./state.js";

/** The code that goes with a label until someone types another. */
export function codeFor(label: string): string {
  return label.trim().toLowerCase().replace(/\W+/g, "_").slice(0, 100);
}

/** Reads the list of the chosen demo PIM. */
export async function load(session: Session): Promise<void> {
  const state = connectorOf(session).connections;
  const answered = await control(session, "GET", "credentials");
  if ("problem" in answered) {
    state.problem = answered.problem;
  } else {
    delete state.problem;
    const said = answered.value as { connections: Listed[]; ui_user: { username: string } };
    state.list = said.connections;
    state.as = said.ui_user.username;
  }
  session.changed();
}

/** Creates what the form describes. Its credentials go into the fields. */
export async function create(session: Session): Promise<void> {
  const state = begin(session);
  const label = state.label.trim();
  if (wayOf(session.version) === "connection") {
    const body = { code: state.code ?? codeFor(label), label, flow_type: state.flow };
    const answered = await act(session, state, "POST", "", body);
    if (answered?.status === 201) brought(session, state, label, answered.value as Made);
    else if (answered) refuse(session, state, answered.value);
  } else if (label === "") {
    refuse(session, state, { errors: [{ name: "label", reason: "label.required" }] });
  } else {
    const ran = await command(session, state, `bin/console pim:oauth-server:create-client -- ${quoted(label)}`, "");
    if (ran) state.ran = ran;
    if (ran?.made) brought(session, state, label, ran.made);
  }
  await end(session, state);
}

function brought(session: Session, state: ConnectionsState, label: string, { client_id, secret, username, password }: Made): void {
  const made: Made = { client_id, secret, ...(username !== undefined && password !== undefined ? { username, password } : {}) };
  Object.assign(placeOf(session).inputs, made);
  state.label = "";
  delete state.code;
  settle(session, state, { kind: username === undefined ? "client" : "made", label, mine: true, made });
}

/** Says at each field why the PIM does not take it. */
function refuse(session: Session, state: ConnectionsState, value: unknown): void {
  const { errors = [] } = value as { errors?: { name: string; reason: string }[] };
  for (const { name, reason } of errors) {
    if (!state.errors.has(name)) state.errors.set(name, words.rule(reason.split(".constraint.").at(-1) ?? ""));
  }
  session.announce(words.refused([...state.errors.values()].join(" ")));
}

/** Gives a connection a new secret, and reads it as the screen does. */
export async function regenerateSecret(session: Session, { code, label, client_id }: Listed): Promise<void> {
  const state = begin(session);
  const answered = await act(session, state, "POST", `/${code}/regenerate-secret`);
  const shown = answered?.status === 204 ? await act(session, state, "GET", `/${code}`) : undefined;
  if (shown?.status === 200) {
    const { secret } = shown.value as Made;
    const { inputs } = placeOf(session);
    const mine = inputs.client_id === client_id;
    if (mine) inputs.secret = secret;
    settle(session, state, { kind: "secret", label, mine, made: { client_id, secret } });
  }
  await end(session, state);
}

/** Gives the user of a connection a new password. */
export async function regeneratePassword(session: Session, { code, label, client_id, secret, username }: Listed): Promise<void> {
  const state = begin(session);
  const answered = await act(session, state, "POST", `/${code}/regenerate-password`);
  if (answered?.status === 200) {
    const { password } = answered.value as { password: string };
    const { inputs } = placeOf(session);
    const mine = inputs.username === username;
    if (mine) inputs.password = password;
    settle(session, state, { kind: "password", label, mine, made: { client_id, secret, username, password } });
  }
  await end(session, state);
}

/** Deletes a connection, or revokes an API connection. */
export async function remove(session: Session, { code, label, client_id }: Listed): Promise<void> {
  const state = begin(session);
  const mine = placeOf(session).inputs.client_id === client_id;
  if (wayOf(session.version) === "connection") {
    const answered = await act(session, state, "DELETE", `/${code}`);
    if (answered?.status === 204) settle(session, state, { kind: "gone", label, mine });
  } else {
    const ran = await command(session, state, `bin/console pim:oauth-server:revoke-client ${quoted(client_id)}`, "Y");
    if (ran) state.ran = ran;
    if (ran?.exit === 0) settle(session, state, { kind: "gone", label, mine });
  }
  await end(session, state);
}

/** Puts credentials of the list into the fields. */
export function take(session: Session, { client_id, secret }: Listed): void {
  Object.assign(placeOf(session).inputs, { client_id, secret });
  session.announce(words.taken);
  edited(session);
}

function begin(session: Session): ConnectionsState {
  const state = connectorOf(session).connections;
  state.errors.clear();
  state.behind = [];
  delete state.ran;
  delete state.fate;
  delete state.problem;
  return state;
}

function settle(session: Session, state: ConnectionsState, fate: Fate): void {
  state.fate = fate;
  session.announce(words.fate(fate));
}

async function end(session: Session, state: ConnectionsState): Promise<void> {
  if (!state.problem && state.errors.size === 0) await load(session);
  edited(session);
}

interface Acted {
  readonly status: number;
  readonly value: unknown;
}

/** One request of the screen. */
async function act(session: Session, state: ConnectionsState, method: string, path: string, body?: object): Promise<Acted | undefined> {
  const what = `${method} ${path.split("/").pop() ?? ""}`.trim();
  const request = { step: "credentials", what: path === "" ? `${method} connection` : what, as: state.as, method, path: `/rest/connections${encode(path)}` };
  const answered = await screen(session, body ? { ...request, body } : request);
  if ("problem" in answered) {
    state.problem = answered.problem;
    return undefined;
  }
  state.behind = [...state.behind, answered.exchange];
  return { status: answered.response.status, value: jsonOf(answered.exchange) };
}

/** A code holds letters of any alphabet from 6.0 on. */
function encode(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function jsonOf({ outcome }: Exchange): unknown {
  const body = "sent" in outcome ? outcome.sent.response.body : undefined;
  try {
    return JSON.parse(body ?? "");
  } catch {
    return {};
  }
}
