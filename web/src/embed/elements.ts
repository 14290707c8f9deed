// The elements within steps, fetched as a step has them.

import { PimStep } from "../components/step/step.js";

type Made = Promise<CustomElementConstructor>;

const inner: Readonly<Record<string, () => Made>> = {
  "pim-encode": async () => (await import("../components/encode/encode.js")).PimEncode,
  "pim-connections": async () => (await import("../components/connections/connections.js")).PimConnections,
  "pim-console": async () => (await import("../components/console/console.js")).PimConsole,
  "pim-people": async () => (await import("../components/people/people.js")).PimPeople,
  "pim-cure": async () => (await import("../components/people/cure.js")).PimCure,
  "pim-app-form": async () => (await import("../components/appform/appform.js")).PimAppForm,
  "pim-challenge": async () => (await import("../components/challenge/challenge.js")).PimChallenge,
  "pim-paste": async () => (await import("../components/paste/paste.js")).PimPaste,
  "pim-idtoken": async () => (await import("../components/idtoken/idtoken.js")).PimIdToken,
  "pim-story": async () => (await import("../components/story/story.js")).PimStory,
  "pim-step": () => Promise.resolve(PimStep),
};

/** Defines the elements that stand in place. */
export async function define(place: ParentNode): Promise<void> {
  const names = new Set([...place.querySelectorAll("*")].map(({ localName }) => localName));
  for (const [name, fetched] of Object.entries(inner)) {
    if (!names.has(name) || customElements.get(name)) continue;
    const element = await fetched();
    if (!customElements.get(name)) customElements.define(name, element); // another embed was faster
  }
}
