// What step 5 says after the permission was forgotten: why it answers 403, and
// the button that gives the permission back.

import { html, nothing, render } from "lit/html.js";
import { cure } from "../../connector/people.js";
import { connectorOf } from "../../connector/state.js";
import { statusOf } from "../../journal/journal.js";
import { isOwn, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { peopleWords as words } from "../../words/en-connector.js";
import { presser } from "./people.js";

export class PimCure extends HTMLElement {
  set session(session: Session) {
    const update = () => {
      const exchange = placeOf(session).steps.get("api")?.exchange;
      const needed = !isOwn(session) && connectorOf(session).people.forgot && exchange !== undefined && statusOf(exchange) === 403;
      const give = () => {
        void cure(session, presser(session)).then(() => { session.toStatus(); });
      };
      render(needed ? html`<div class="trouble"><p>${words.cureWhy}</p><button type="button" class="btn" @click=${give}>${words.cure}</button></div>` : nothing, this);
    };
    session.listen(update);
    update();
  }
}
