// What can be tried with a program that runs: time passes, somebody else uses
// the refresh token, the App is disconnected. Each does it at once and adds
// what the program does then.

import { screen } from "../demo.js";
import { perform } from "../send.js";
import { addressOf, placeOf } from "../session.js";
import type { Problem, Session } from "../session.js";
import { requestNames } from "../words/en.js";
import { words } from "../words/en-client.js";
import { pass } from "./clock.js";
import { nextRun, stepOfStory } from "./plots.js";
import type { StoryName } from "./plots.js";
import { over, roomOf, storyOf } from "./state.js";
import type { Story } from "./state.js";

export const experiments = ["expire", "use_up", "fifteen_days", "disconnect"] as const;
export type Experiment = (typeof experiments)[number];

/** Those that a story offers, in their order. */
export const offered: Readonly<Record<StoryName, readonly Experiment[]>> = {
  password: ["expire", "use_up", "fifteen_days"],
  token: ["expire", "use_up", "fifteen_days"],
  app: ["fifteen_days", "disconnect"],
  shared: ["expire", "fifteen_days"],
  race: [],
  safe: [],
};

export async function tryOut(session: Session, name: StoryName, experiment: Experiment): Promise<void> {
  const story = storyOf(placeOf(session), name);
  if (story.waiting || story.happening || story.thrown) {
    session.announce(story.thrown ? words.hasEnded : words.isRunning);
    return;
  }
  story.happening = experience(session, story, experiment);
  await story.happening;
  delete story.happening;
}

async function experience(session: Session, story: Story, experiment: Experiment): Promise<void> {
  delete story.problem;
  const ended = over(story);
  const problem = await happen(session, story, experiment);
  if (problem) {
    story.problem = problem;
    session.announce(words.notRun(problem));
  } else {
    goOn(story, experiment, ended);
  }
  session.changed();
}

async function happen(session: Session, story: Story, experiment: Experiment): Promise<Problem | undefined> {
  switch (experiment) {
    case "expire":
    case "fifteen_days": {
      const problem = await pass(session, experiment === "expire" ? "hour" : "fifteen_days");
      if (problem) return problem;
      break;
    }
    case "use_up":
      return useUp(session, story);
    case "disconnect": {
      const { appCode } = roomOf(placeOf(session));
      if (appCode === undefined) return { kind: "refused", why: words.notLetIn };
      const done = await screen(session, { step: stepOfStory.app, what: words.disconnects, as: "admin", method: "DELETE", path: `/rest/apps/connected-apps/${appCode}` });
      if ("problem" in done) return done.problem;
      delete roomOf(placeOf(session)).appCode;
    }
  }
  story.entries.push({ kind: "remark", text: words.happened[experiment] });
  return undefined;
}

/** Another process, which has the same tokens, refreshes. */
async function useUp(session: Session, story: Story): Promise<Problem | undefined> {
  const place = placeOf(session);
  const refresh_token = story.processes.get("")?.step.token.refresh_token ?? "";
  const pim = addressOf(session);
  if (refresh_token === "" || pim === undefined || session.engine.state !== "ready") return { kind: "no_token", input: "refresh_token" };
  const { client_id, secret } = place.inputs;
  const built = session.engine.client.build({ request: "refresh", pim, client_id, secret, refresh_token });
  if (!built.ok) return { kind: "input", error: built.error };
  const { request, http } = built.value;
  const exchange = await perform(session, { step: stepOfStory[story.name], what: requestNames.refresh, name: "refresh", request, shown: http, from: "client", to: "pim" });
  if ("kind" in exchange) return exchange;
  story.entries.push({ kind: "exchange", why: "other", process: "", exchange });
  session.announce(words.happened.use_up);
  return undefined;
}

/** Writes into the program what has happened, and that it calls once more. */
function goOn(story: Story, experiment: Experiment, ended: boolean): void {
  if (story.name === "shared") {
    if (ended) story.acts.push(...nextRun);
    return;
  }
  const n = story.added.length;
  const [slept, again] = [`added-${String(n)}`, `added-${String(n + 1)}`];
  story.added.push({ line: slept, code: words.code[experiment] }, { line: again, code: "$category = $client->getCategoryApi()->get('master');" });
  if (ended) story.at = story.acts.length;
  story.acts.push({ line: again, process: "", does: "call" });
}
