// Which steps of the client library's walk are done: those whose stories have
// been run to their end, and the App's where a PIM knows no Apps.

import { placeOf } from "../session.js";
import type { Session, Walk } from "../session.js";
import { stepOfStory, storyNames } from "./plots.js";
import { told } from "./state.js";

/** Whether the chosen version has Apps. */
export function hasApps({ version }: Session): boolean {
  return version === "saas" || Number(version) >= 6;
}

export const clientWalk: Walk = {
  done(session) {
    const place = placeOf(session);
    const done = new Set(Object.values(stepOfStory));
    for (const name of storyNames) {
      const without = name === "app" && !hasApps(session);
      if (!told(place, name) && !without) done.delete(stepOfStory[name]);
    }
    return done;
  },
};
