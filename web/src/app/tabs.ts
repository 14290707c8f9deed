// The waiting tab: it answers the pages activate and callback while it waits,
// and takes what is meant for it, once.

import { placeName, placeOf } from "../session.js";
import type { Place, Session } from "../session.js";
import { words } from "../words/en-app.js";
import * as activation from "./activation.js";
import * as callback from "./callback.js";
import { best, messageOf, newId, openChannel } from "./channel.js";
import type { At, Message, Verdict } from "./channel.js";
import { recordLeaving } from "./leave.js";
import { appOf } from "./state.js";

/** What the tab at activate or callback is told. */
interface Said {
  readonly verdict: Verdict;
  readonly go?: string;
}

interface Candidate {
  readonly name: string;
  readonly place: Place;
  readonly verdict: Verdict;
}

/** Answers other tabs from now on. */
export function waitForTabs(session: Session): void {
  const channel = openChannel();
  const tab = newId();
  /** What came, until this tab has taken it or another has. */
  const came = new Map<string, { readonly at: At; readonly address: string }>();
  const say = (message: Message) => {
    channel.postMessage(message);
  };
  channel.addEventListener("message", (event) => {
    const message = messageOf(event);
    if (message?.kind === "came") {
      const found = best(candidates(session, message.at, message.address));
      if (!found) return;
      came.set(message.id, message);
      say({ kind: "judged", id: message.id, tab, verdict: found.verdict });
    }
    if (message?.kind !== "take") return;
    const one = came.get(message.id);
    came.delete(message.id);
    const found = one && message.tab === tab ? best(candidates(session, one.at, one.address)) : undefined;
    if (one && found) {
      const { id } = message;
      const done = (said: Said) => {
        say({ kind: "done", id, ...said });
      };
      done(taken(session, found, one.at, one.address, done));
    }
  });
}

/** The places of this tab that wait for it, or have had it before. */
function candidates(session: Session, at: At, address: string): Candidate[] {
  const found: Candidate[] = [];
  for (const [name, place] of session.places) {
    const { waiting } = appOf(place);
    if (at === "callback") {
      const { verdict } = callback.judge(session, place, address).arrived;
      if (waiting?.for === "callback" || verdict === "already") found.push({ name, place, verdict });
    } else if (waiting && name === placeName(session)) {
      found.push({ name, place, verdict: activation.judge(session, addressOfPlace(name), address).verdict });
    }
  }
  return found;
}

/** The address stands in the middle of a place's name. */
function addressOfPlace(name: string): string {
  return name.split(" ")[1] ?? "";
}

function taken(session: Session, { name, place, verdict }: Candidate, at: At, address: string, later: (said: Said) => void): Said {
  if (at === "callback") return { verdict: callback.take(session, name, place, address) };
  const { pimURL } = activation.judge(session, addressOfPlace(name), address);
  if (verdict === "go") return goOn(session, place, pimURL, address);
  activation.recordActivation(session, name, place, address, verdict === "ask" ? words.askedPerson : words.refusedOne);
  const app = appOf(place);
  if (verdict === "ask") {
    const answer = (yes: boolean) => {
      delete app.stranger;
      delete app.waiting;
      later(yes ? agreed(session, pimURL, address) : { verdict: "refused" });
      session.announce(yes ? words.agreed(pimURL) : words.refused);
      session.changed();
    };
    app.stranger = { pimURL, answer };
  }
  session.announce(words.activation[verdict] ?? "");
  session.changed();
  return { verdict };
}

/** The person knows the PIM: it becomes the chosen one, and the App goes on there if it has credentials for it. */
function agreed(session: Session, pimURL: string, address: string): Said {
  const problem = activation.adopt(session, pimURL);
  return problem ? { verdict: "later" } : goOn(session, placeOf(session), pimURL, address);
}

function goOn(session: Session, place: Place, pimURL: string, address: string): Said {
  const went = activation.activated(session, place, pimURL, address, true);
  const app = appOf(place);
  if ("go" in went) {
    app.waiting = { for: "callback", step: "app-connect", address: went.go };
    recordLeaving(session, "app-authorize", went.go);
  } else delete app.waiting;
  session.changed();
  return "go" in went ? { verdict: "go", go: went.go } : { verdict: "later" };
}
