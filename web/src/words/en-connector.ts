// The words of the connector walk's own rooms, in English: the terminal, the
// connections, users and roles, and the version that somebody found.

import type { Fate, Ran } from "../connector/state.js";
import { versionName } from "./en.js";

/** Said in the place of every form on "My PIM". */
export const ownPIM = "These forms work with the demo PIMs only: a PIM lets no page do this from outside. In yours, do it at its screens as it says above.";
export const another = "On localhost, nobody is asked before you press.";

export const whichWords = {
  using: (version: string) => `This page is about ${versionName(version)} now: its text, its requests, its answers.`,
  empty: "Paste what you found there first.",
};

export const consoleWords = {
  intro: "The console of the demo PIM’s server. A button puts a command at the prompt; change it as you like.",
  prompt: "Command",
  hint: "Enter runs it, unless the line ends with a backslash. Arrow up and down bring back what you ran.",
  run: "Run",
  create: "Create a client",
  list: "List the clients",
  revoke: "Revoke the client",
  asPrinted: "As the tutorial prints it",
  connection: "Create a connection",
  output: "Output",
  empty: "What the commands print appears here.",
  exit: (code: number) => (code === -1 ? "exit −1, which a shell shows as 255" : `exit ${String(code)}`),
  question: "Revoke it?",
  use: "Use this client",
  useConnection: "Use this connection",
  used: "Client ID and secret stand in the fields of step 1 now.",
  usedAll: "Its credentials stand in the fields of steps 1 and 2 now.",
  copy: "Copy the output",
  copied: "Copied. The output may hold secrets.",
  notCopied: "Your browser does not let this page copy: the text is selected instead.",
  nothing: "There is no command at the prompt.",
  asks: "The command asks whether you are sure: Y or n.",
  ran: ({ output, exit }: Ran) => `${lastLine(output)} ${exit === undefined ? "" : consoleWords.exit(exit)}`.trim(),
  revoked: "Every token of this client died with it. A call with one answers 401, and a refresh answers 422, because there is no such client.",
};

function lastLine(output: string): string {
  return output.trim().split("\n").filter((line) => !line.startsWith("+-")).at(-1)?.trim() ?? "";
}

const rules: Record<string, string> = {
  required: "is required.",
  too_short: "is too short. It should have 3 characters or more.",
  too_long: "is too long. It should have 100 characters or less.",
  invalid: "may contain only letters, numbers and underscores.",
  must_be_unique: "must be unique.",
};

export const connectionWords = {
  summary: { api_connection: "The API connections of the demo PIM", connection: "The connections of the demo PIM", command: "" },
  legend: { api_connection: "Create an API connection", connection: "Create a connection", command: "" },
  grid: { api_connection: "API connections", connection: "Connections", command: "" },
  label: "Label",
  labelHint: "Such as SAP connection: which connector it is for.",
  code: "Code",
  codeHint: "Made from the label until you type another. It cannot be changed later.",
  flow: "Flow type",
  flows: [
    ["data_source", "Data source"],
    ["data_destination", "Data destination"],
    ["other", "Other"],
  ] as const,
  save: "Save",
  list: "Show its connections",
  none: "There is none.",
  head: { label: "Label", client_id: "Client ID", secret: "Secret", username: "Username", act: "What to do with it" },
  take: "Use it",
  taken: "Client ID and secret stand in the fields of step 1 now.",
  inFields: "in the fields",
  of: (act: string, label: string) => `${act}: ${label}`,
  regenerateSecret: "Regenerate secret",
  regeneratePassword: "Regenerate password",
  remove: "Delete",
  revoke: "Revoke",
  /** The PIM's own English for the rule that an input breaks. */
  rule(name: string): string {
    if (name === "connections_number_limit_reached") return "You reached the limit of 50 connections and connected Apps.";
    if (name === "flow_type.invalid") return "Connection flow type can only be 'data_source', 'data_destination' or 'other'.";
    const [field = "", rule = ""] = name.split(".");
    return rules[rule] === undefined ? name : `Connection ${field} ${rules[rule]}`;
  },
  refused: (why: string) => `Not saved. ${why}`,
  fate({ kind, label, mine }: Fate): string {
    switch (kind) {
      case "made":
        return `${label}: created. Its credentials stand in the fields of steps 1 and 2 now. The password is shown this once.`;
      case "client":
        return `${label}: created. Client ID and secret stand in the fields of step 1 now.`;
      case "secret":
        return `${label}: a new secret. Every token of this connection is dead: a call answers 401, a refresh 422.${mine ? " The new secret stands in step 1 now." : ""}`;
      case "password":
        return `${label}: a new password, shown this once. Every token of this user is dead: a call answers 401, a refresh 422.${mine ? " The new password stands in step 2 now." : ""}`;
      case "gone":
        return `${label}: gone, with its client and every token. A call answers 401. A refresh, or asking for a token, answers 422, because there is no such client.`;
    }
  },
  tryIt: "See it:",
  again: { token: "Step 4: get a token", api: "Step 5: call again", refresh: "Step 6: refresh again" },
  behind: (what: string, status: string) => `The screen’s own request: ${what}, ${status}`,
  sent: "Sent",
  came: "Came back",
  byCommand: "The same on the server’s console",
};

export const peopleWords = {
  /** The headings of the steps that it presses. */
  steps: { token: "Get a token", api: "Call the API" },
  summary: { old: "Do it in the demo PIM: the user and its role", new: "The user’s role" },
  user: "Create the user",
  username: "New username",
  usernameHint: "The demo PIM has a myERPuser: saving gives it this password. Any other name makes another user.",
  password: "New password",
  passwordHint: "Yours to choose. It goes to step 2’s field.",
  saveUser: "Save the user",
  role: "Create the role",
  name: "Role",
  nameHint: "A role of its own, not one that people have.",
  permissions: "Web API permissions",
  overall: "Overall Web API access",
  more: (ticked: number) => `Permissions of each entity (${String(ticked)} ticked)`,
  users: "Users",
  usersHint: "Who has this role. Each user has one role here.",
  saveRole: "Save the role",
  load: "Show its users and roles",
  show: "Show",
  userMade: (name: string) => `${name} is a new user, and stands with the password in step 2’s fields now.`,
  userChanged: (name: string) => `${name} has this password now. Both stand in step 2’s fields.`,
  roleSaved: (name: string, forgot: boolean) => (forgot ? `${name} is saved, without the overall access: its users get a token, and 403 for each call.` : `${name} is saved. It counts from the next call on; no token has to be got anew.`),
  experiment: "What if I forget the permission?",
  experimentIntro: "Saves the role without the overall access, gives it to the user of step 2, gets a token and calls the API. The answer stands in step 5.",
  forgotten: "The role is saved without the overall access. Step 4 still gets a token; look at step 5.",
  cured: "The role has its overall access again.",
  cure: "Give the permission back and send again",
  cureWhy: "The user’s role lacks Overall Web API access. The token is good, and will do as soon as the role has the permission.",
  toStep5: "See the answer in step 5",
  refused: (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
  notSaved: (message: string) => `Not saved: ${message}.`,
  /** "pim_api_attribute_option_edit": "Create and update attribute options". */
  permission(name: string): string {
    const [, entity = "", action = ""] = /^pim_api_(.*)_(list|edit|remove)$/.exec(name) ?? [];
    const many = entity.replaceAll("_", " ").replace(/y$/, "ie") + "s";
    return `${{ list: "List", edit: "Create and update", remove: "Delete" }[action] ?? ""} ${many}`;
  },
};
