// What a step of a walk needs from one before it, got without that step: the
// embed may stand alone on its page.

import type { PimStep } from "../components/step/step.js";
import { send } from "../send.js";
import { isOwn, placeOf } from "../session.js";
import type { Session, TokenInput } from "../session.js";
import { words } from "../words/en-embed.js";

/** Gets what a step needs, and presses the step again once it is there. */
export function bringFor(place: ParentNode, sessionOf: () => Session): NonNullable<Session["bring"]> {
  return (input) => {
    const session = sessionOf();
    // The demo App is known to the demo PIM alone.
    if (isOwn(session) && (input === "app_token" || input === "code")) return undefined;
    return {
      label: words.bring[input],
      act: async () => {
        await ways[input](session);
        if (placeOf(session).inputs[input] === "") return;
        for (const step of place.querySelectorAll<PimStep>("pim-step")) await step.press();
      },
    };
  };
}

const token = async (session: Session) => send(session, "token", words.tokenStep, "password", "password");

const app = async () => import("../client/app.js");

const ways: Readonly<Record<TokenInput, (session: Session) => Promise<void>>> = {
  access_token: token,
  refresh_token: token,
  app_token: async (session) => (await app()).letIn(session),
  code: async (session) => (await app()).bringCode(session),
};
