// The stories: which line of PHP does what, in the order in which it is run.
// The lines themselves stand in the page, marked data-line.

export const storyNames = ["password", "token", "app", "shared", "race", "safe"] as const;
export type StoryName = (typeof storyNames)[number];

/** One line that is run. process: "" where there is one. */
export interface Act {
  readonly line: string;
  readonly process: string;
  readonly does:
    /** Builds a client from the fields. */
    | "by_password"
    | "by_app_token"
    /** Builds one from the tokens that the process before has, or from the file. */
    | "by_token"
    | "by_file"
    /** getToken() */
    | "show"
    /** getCategoryApi()->get('master'): as many presses as it takes requests. */
    | "call"
    | "write_file"
    | "hour"
    | "lock"
    | "unlock";
}

function act(process: string, ...lines: [line: string, does: Act["does"]][]): Act[] {
  return lines.map(([line, does]) => ({ line, process, does }));
}

/** One run of the program with the shared file, when it is there and when it is not. */
const firstRun = act("", ["login", "by_password"], ["call", "call"], ["write", "write_file"]);
export const nextRun: readonly Act[] = act("", ["file", "by_file"], ["call", "call"], ["write", "write_file"]);

/** A login whose tokens stand in the file, as two processes find them. */
const given = act("", ["given", "by_password"], ["given", "call"], ["given", "write_file"]);

export const plots: Readonly<Record<StoryName, readonly Act[]>> = {
  password: act("", ["build", "by_password"], ["empty", "show"], ["call", "call"], ["token", "show"], ["again", "call"]),
  token: act("", ["login", "by_password"], ["first", "call"], ["tokens", "show"], ["build", "by_token"], ["call", "call"]),
  app: act("", ["build", "by_app_token"], ["call", "call"]),
  shared: [...firstRun, ...nextRun],
  race: [
    ...given,
    ...act("A", ["read", "by_file"]),
    ...act("B", ["read", "by_file"]),
    ...act("", ["hour", "hour"]),
    ...act("A", ["call", "call"], ["write", "write_file"]),
    ...act("B", ["call", "call"]),
  ],
  safe: [
    ...given,
    ...act("", ["hour", "hour"]),
    ...act("A", ["lock", "lock"], ["read", "by_file"], ["call", "call"], ["write", "write_file"], ["unlock", "unlock"]),
    ...act("B", ["lock", "lock"], ["read", "by_file"], ["call", "call"], ["write", "write_file"], ["unlock", "unlock"]),
  ],
};

/** The step of the walk that a story belongs to. */
export const stepOfStory: Readonly<Record<StoryName, string>> = {
  password: "client-password",
  token: "client-token",
  app: "client-app",
  shared: "client-shared",
  race: "client-race",
  safe: "client-race",
};
