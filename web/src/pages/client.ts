// The script of the client library's walk.

import { clientWalk } from "../client/walk.js";
import { PimStory } from "../components/story/story.js";
import { start } from "../start.js";

void start({
  elements: { "pim-story": PimStory },
  walk: clientWalk,
  later: async () => {
    for (const story of document.querySelectorAll<PimStory>("pim-story")) await story.catchUp();
  },
});
