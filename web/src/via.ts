// How requests reach the chosen PIM.

import type { Client } from "./authcore/client.js";
import type { Problem, Session } from "./session.js";
import type { Via } from "./transport/transmit.js";

export function viaOf(session: Session, client: Client): Via {
  if (session.choice !== "demo") return { via: "fetch" };
  const { version } = session;
  return { via: "page", demo: (request) => client.demo({ session: version, version, request }) };
}

/** Why nothing can be sent without the engine. */
export function engineProblem({ engine }: Session): Problem {
  return { kind: "engine", why: engine.state === "failed" ? engine.why : "" };
}
