// What this page knows beside the exchanges: what was meant, as far as that is
// not simply what was typed.

import type { Known } from "../authcore/contract-diagnose.js";
import { addressOf, placeName, placeOf } from "../session.js";
import type { Session } from "../session.js";
import { pimNames } from "../words/en.js";

/** Of the chosen PIM. */
export function knownOf(session: Session): Known {
  const place = placeOf(session);
  const { inputs } = place;
  const pim = addressOf(session);
  return {
    ...(pim !== undefined && { pim }),
    // One's own PIM may be of another version than the page is read for.
    ...(session.choice !== "own" && { version: session.version }),
    ...meant(session, "client_id", "secret"),
    ...meant(session, "username", "password"),
    // An App's secret is never sent: what is typed is all that can be meant.
    app_client_id: inputs.app_client_id,
    app_secret: inputs.app_secret,
    code_identifier: inputs.code_identifier,
    state: inputs.state,
    now_ms: Math.floor(Date.now() + place.ahead),
    page: location.origin,
    others: others(session),
  };
}

/** The credentials of a demo PIM are meant where half of them still stands in the fields. */
function meant(session: Session, ...names: ["client_id", "secret"] | ["username", "password"]): Known {
  const { inputs } = placeOf(session);
  if (session.choice === "own" || !names.some((name) => inputs[name] !== "" && inputs[name] === session.demo[name])) return {};
  return Object.fromEntries(names.map((name) => [name, session.demo[name]]));
}

/** The other PIMs of this page, with what belongs to them alone. */
function others(session: Session): NonNullable<Known["others"]> {
  const here = placeName(session);
  return [...session.places].flatMap(([name, { inputs }]) => {
    if (name === here) return [];
    const [choice = "", pim = "", version = ""] = name.split(" ");
    const own = choice === "own";
    return [
      {
        name: own ? pim : `${pimNames[choice as keyof typeof pimNames]}, ${version}`,
        pim,
        ...(own && { client_id: inputs.client_id, secret: inputs.secret, username: inputs.username, password: inputs.password, app_client_id: inputs.app_client_id, app_secret: inputs.app_secret }),
        tokens: [inputs.access_token, inputs.refresh_token, inputs.app_token].filter((token) => token !== ""),
      },
    ];
  });
}
