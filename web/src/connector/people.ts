// What the screens of users and roles do, which have no requests of their own
// here: control routes stand in for them.

import { control } from "../demo.js";
import { edited, placeOf } from "../session.js";
import type { Session } from "../session.js";
import { peopleWords as words } from "../words/en-connector.js";
import { connectorOf, overall } from "./state.js";
import type { PeopleState, Role } from "./state.js";

/** Reads the users and roles of the chosen demo PIM. */
export async function load(session: Session): Promise<void> {
  const { people: state } = connectorOf(session);
  const users = await control(session, "GET", "users");
  const roles = "problem" in users ? users : await control(session, "GET", "roles");
  if ("problem" in users || "problem" in roles) {
    state.problem = "problem" in roles ? roles.problem : { kind: "local_strange" };
  } else {
    delete state.problem;
    state.users = (users.value as { users: { username: string }[] }).users.map(({ username }) => username);
    const said = roles.value as { roles: Role[]; permissions: string[] };
    state.roles = said.roles;
    state.permissions = said.permissions.filter(ofTheAPI);
  }
  session.changed();
}

function ofTheAPI(permission: string): boolean {
  return permission.startsWith("pim_api_");
}

/** Creates the user, or changes its password, and puts both into the fields. */
export async function saveUser(session: Session): Promise<void> {
  const state = begin(session);
  const { username, password } = state;
  const value = await post(session, state, "users", { username, password });
  if (value) {
    Object.assign(placeOf(session).inputs, { username, password });
    state.members.add(username);
    tell(session, state, value.status === 201 ? words.userMade(username) : words.userChanged(username));
  }
  await end(session, state);
}

/** Saves the role as the form has it. */
export async function saveRole(session: Session): Promise<void> {
  const state = begin(session);
  const saved = await post(session, state, "roles", roleOf(state, state.granted));
  if (saved) {
    // A user who was unticked needs another role, as the PIM knows none without.
    const left = state.roles?.find(({ label }) => label === state.role)?.users.filter((name) => !state.members.has(name)) ?? [];
    for (const username of left) await post(session, state, "users", { username, role: "User" });
    state.forgot = !state.granted.has(overall);
    tell(session, state, words.roleSaved(state.role, state.forgot));
  }
  await end(session, state);
}

/** Presses a step, and waits for what comes of it. */
export type Press = (step: "token" | "api") => Promise<void>;

/** The role without the overall access, for the user of step 2; then a token, and a call. */
export async function forget(session: Session, press: Press): Promise<void> {
  const state = begin(session);
  const { username } = placeOf(session).inputs;
  const granted = new Set(state.granted);
  granted.delete(overall);
  const saved = await post(session, state, "roles", { ...roleOf(state, granted), users: [username] });
  if (saved) {
    state.granted.delete(overall);
    state.members.add(username);
    state.forgot = true;
    tell(session, state, words.forgotten);
  }
  await end(session, state);
  if (!saved) return;
  await press("token");
  await press("api");
}

/** Gives the permission back, and calls again. */
export async function cure(session: Session, press: Press): Promise<void> {
  const state = begin(session);
  state.granted.add(overall);
  const saved = await post(session, state, "roles", roleOf(state, state.granted));
  if (saved) {
    state.forgot = false;
    tell(session, state, words.cured);
  }
  await end(session, state);
  if (saved) await press("api");
}

/** Of a role that people have, what it may do at the screens is left alone. */
function roleOf(state: PeopleState, granted: ReadonlySet<string>): object {
  const before = state.roles?.find(({ label }) => label === state.role)?.permissions ?? [];
  return { label: state.role, permissions: [...granted, ...before.filter((permission) => !ofTheAPI(permission))], users: [...state.members].filter((name) => name !== "") };
}

function begin(session: Session): PeopleState {
  const state = connectorOf(session).people;
  state.errors.clear();
  delete state.said;
  delete state.problem;
  return state;
}

async function post(session: Session, state: PeopleState, route: "users" | "roles", body: object): Promise<{ status: number } | undefined> {
  const answered = await control(session, "POST", route, body);
  if ("problem" in answered) {
    state.problem = answered.problem;
    return undefined;
  }
  if (answered.status < 300) return { status: answered.status };
  const { field, message } = answered.value as { field?: string; message?: string };
  state.errors.set(field ?? route, words.refused(message ?? ""));
  session.announce(words.notSaved(message ?? ""));
  return undefined;
}

function tell(session: Session, state: PeopleState, said: string): void {
  state.said = said;
  session.announce(said);
}

async function end(session: Session, state: PeopleState): Promise<void> {
  if (!state.problem && state.errors.size === 0) await load(session);
  edited(session);
}
