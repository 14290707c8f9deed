// Which steps of the App walk are done.

import { statusOf, withPlace } from "../journal/journal.js";
import { placeName, placeOf } from "../session.js";
import type { Walk } from "../session.js";
import { appOf } from "./state.js";

export const appWalk: Walk = {
  done(session) {
    const place = placeOf(session);
    const { app_client_id, app_secret, code_identifier, app_token } = place.inputs;
    const app = appOf(place);
    const journal = withPlace(session.journal, placeName(session));
    const answered = (id: string) => journal.some((exchange) => exchange.step === id && statusOf(exchange) === 200);
    const done = new Set<string>();
    const add = (is: boolean, ...ids: string[]) => {
      if (is) for (const id of ids) done.add(id);
    };
    add(app_client_id !== "" && app_secret !== "", "app-urls", "app-tunnel", "app-create");
    add(app.pimURL !== undefined || app.asked !== undefined, "app-connect");
    add(app.asked?.sent === true, "app-authorize");
    add(app.codeAt !== undefined, "app-consent", "app-callback");
    add(app_token !== "" || (app.codeAt !== undefined && code_identifier !== ""), "app-challenge");
    add(app_token !== "", "app-token");
    add(answered("app-api"), "app-api");
    // PIM 6.0 has no such endpoint.
    add(answered("app-scopes") || (session.version === "6.0" && app_token !== ""), "app-scopes");
    add(answered("app-openid"), "app-openid");
    add(app.before !== undefined && app.arrived?.verdict === "taken", "app-reconnect");
    add(app.disconnected === true, "app-disconnect");
    return done;
  },
};
