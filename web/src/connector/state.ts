// What the connector walk remembers of one PIM beside its inputs: the terminal,
// the connections, the users and roles. It stands in the PIM's Place.

import type { Exchange } from "../journal/journal.js";
import { placeOf } from "../session.js";
import type { Problem, Session } from "../session.js";
import type { Made } from "./shell.js";

/** A command that was run, and what came of it. */
export interface Ran {
  readonly line: string;
  readonly output: string;
  /** The command's own number; absent while it asks. */
  readonly exit?: number;
  readonly made?: Made;
}

export interface ConsoleState {
  /** What stands at the prompt; undefined until someone types: the documented command. */
  draft?: string;
  readonly ran: Ran[];
  /** The command that waits for Y or n, and those behind it. */
  asks?: { readonly line: string; readonly rest: readonly string[] };
  problem?: Problem;
}

/** A connection, or before 4.0 an API client, as the demo PIM tells it. */
export interface Listed {
  readonly code: string;
  readonly label: string;
  readonly client_id: string;
  readonly secret: string;
  readonly username: string;
}

/** What was done to a connection last, for the sentence about its tokens. */
export interface Fate {
  readonly kind: "made" | "client" | "secret" | "password" | "gone";
  readonly label: string;
  /** Whether the fields hold its credentials. */
  readonly mine: boolean;
  readonly made?: Made;
}

export interface ConnectionsState {
  label: string;
  /** undefined until someone types one: it is made from the label. */
  code?: string;
  flow: string;
  /** Field to text. */
  readonly errors: Map<string, string>;
  list?: readonly Listed[];
  /** Who is logged in to the screens. */
  as: string;
  fate?: Fate;
  /** The screens' own requests of the last act. */
  behind: readonly Exchange[];
  /** The command that does the same, where the screen has no request of its own. */
  ran?: Ran;
  problem?: Problem;
}

export interface Role {
  readonly label: string;
  readonly permissions: readonly string[];
  readonly users: readonly string[];
}

export interface PeopleState {
  username: string;
  password: string;
  role: string;
  readonly granted: Set<string>;
  readonly members: Set<string>;
  readonly errors: Map<string, string>;
  users?: readonly string[];
  roles?: readonly Role[];
  permissions?: readonly string[];
  said?: string;
  /** The role was saved without the overall access. */
  forgot: boolean;
  problem?: Problem;
}

export interface ConnectorState {
  readonly console: ConsoleState;
  readonly connections: ConnectionsState;
  readonly people: PeopleState;
}

/** What lets a user into the API at all, and what step 5 needs beside it. */
export const overall = "pim_api_overall_access";
const listCategories = "pim_api_category_list";

/** The state of the chosen PIM. */
export function connectorOf(session: Session): ConnectorState {
  const place = placeOf(session);
  place.connector ??= {
    console: { ran: [] },
    connections: { label: "", flow: "data_source", errors: new Map(), as: "admin", behind: [] },
    people: {
      username: "myERPuser",
      password: "myERPuserPassword",
      role: "My ERP connector role",
      granted: new Set([overall, listCategories]),
      members: new Set([place.inputs.username]),
      errors: new Map(),
      forgot: false,
    },
  };
  return place.connector;
}

/** How a version makes credentials. */
export function wayOf(version: string): "command" | "api_connection" | "connection" {
  if (version === "1.7") return "command";
  return version === "2.3" || version === "3.2" ? "api_connection" : "connection";
}
