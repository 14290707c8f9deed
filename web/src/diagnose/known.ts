// What this page knows beside the exchanges: what was meant, as far as that is
// not simply what was typed.

import type { Known } from "../authcore/contract-diagnose.js";
import type { Inputs, Kind, Session } from "../session.js";
import { pimNames } from "../words/en.js";

/** Of the PIM of a place, be it chosen still or not. */
export function knownOf(session: Session, name: string): Known {
  const place = session.places.get(name);
  if (!place) return {};
  const { inputs } = place;
  const { kind, pim, version } = namedBy(name);
  return {
    pim,
    // One's own PIM may be of another version than the page is read for.
    ...(!ownKind(kind) && { version, ...meant(inputs, session.demo, "client_id", "secret"), ...meant(inputs, session.demo, "username", "password") }),
    // An App's secret is never sent: what is typed is all that can be meant.
    app_client_id: inputs.app_client_id,
    app_secret: inputs.app_secret,
    code_identifier: inputs.code_identifier,
    state: inputs.state,
    now_ms: Math.floor(Date.now() + place.ahead),
    ...(kind === "relay" && { relay: true }),
    ...(kind !== "demo" && { page: location.origin }), // a demo PIM in the page has no CORS to lack
    others: others(session, name),
  };
}

/** The parts of the name of a place. */
function namedBy(name: string): { kind: Kind; pim: string; version: string } {
  const [kind = "", pim = "", version = ""] = name.split(" ");
  return { kind: kind as Kind, pim, version };
}

function ownKind(kind: Kind): boolean {
  return kind === "own" || kind === "relay";
}

/** The credentials of a demo PIM are meant where half of them still stands in the fields. */
function meant(inputs: Inputs, demo: Readonly<Inputs>, ...names: ["client_id", "secret"] | ["username", "password"]): Known {
  if (!names.some((name) => inputs[name] !== "" && inputs[name] === demo[name])) return {};
  return Object.fromEntries(names.map((name) => [name, demo[name]]));
}

/** The other PIMs of this page, with what belongs to them alone. */
function others(session: Session, here: string): NonNullable<Known["others"]> {
  return [...session.places].flatMap(([name, { inputs }]) => {
    if (name === here) return [];
    const { kind, pim, version } = namedBy(name);
    return [
      {
        name: ownKind(kind) ? pim : `${pimNames[kind]}, ${version}`,
        pim,
        ...(ownKind(kind) && { client_id: inputs.client_id, secret: inputs.secret, username: inputs.username, password: inputs.password, app_client_id: inputs.app_client_id, app_secret: inputs.app_secret }),
        tokens: [inputs.access_token, inputs.refresh_token, inputs.app_token].filter((token) => token !== ""),
      },
    ];
  });
}
