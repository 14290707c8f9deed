// How requests reach the chosen PIM.

import type { Client } from "./authcore/client.js";
import { kindOf } from "./session.js";
import type { Problem, Session } from "./session.js";
import type { Via } from "./transport/transmit.js";

/** Undefined: the way could not be fetched. */
export function viaOf(session: Session, client: Client): Via | undefined {
  const { name, version, relay } = session;
  if (kindOf(session) === "relay") return relay?.through && { via: "fetch", relay: relay.through };
  if (session.choice !== "demo") return { via: "fetch" };
  return { via: "page", demo: (request) => client.demo({ session: name + version, version, request }) };
}

/** Why nothing can be sent without the engine. */
export function engineProblem({ engine }: Session): Problem {
  return { kind: "engine", why: engine.state === "failed" ? engine.why : "" };
}
