// Which steps of the connector walk are done.

import { statusOf, withPlace } from "../journal/journal.js";
import { placeName, placeOf } from "../session.js";
import type { Walk } from "../session.js";

export const connectorWalk: Walk = {
  done(session) {
    const { client_id, secret, username, password, access_token } = placeOf(session).inputs;
    const done = new Set<string>();
    const answered = (id: string) => withPlace(session.journal, placeName(session)).some((exchange) => exchange.step === id && statusOf(exchange) === 200);
    if (client_id !== "" && secret !== "") done.add("credentials").add("encode");
    if (username !== "" && password !== "") done.add("user");
    if (access_token !== "") done.add("token");
    if (answered("api")) done.add("api");
    if (answered("refresh")) done.add("refresh");
    return done;
  },
};
