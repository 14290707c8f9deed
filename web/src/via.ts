// How requests reach the chosen PIM.

import type { Client } from "./authcore/client.js";
import { kindOf } from "./session.js";
import type { Problem, Session } from "./session.js";
import type { Via } from "./transport/transmit.js";

export function viaOf(session: Session, client: Client): Via {
  const { version, relay, local } = session;
  if (relay && kindOf(session) === "relay") return { via: "fetch", relay: { pim: relay.pim, at: local, token: relay.typed.trim() } };
  if (session.choice !== "demo") return { via: "fetch" };
  return { via: "page", demo: (request) => client.demo({ session: version, version, request }) };
}

/** Why nothing can be sent without the engine. */
export function engineProblem({ engine }: Session): Problem {
  return { kind: "engine", why: engine.state === "failed" ? engine.why : "" };
}
