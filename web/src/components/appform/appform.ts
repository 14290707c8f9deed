// The step that creates a custom app: the form does in the demo PIM what its
// screen does, and what the PIM says of a field stands at the field.

import { html, nothing, render } from "lit/html.js";
import { create, customApps } from "../../app/custom.js";
import { appOf } from "../../app/state.js";
import type { Created } from "../../app/state.js";
import { lastSent } from "../../app/sent.js";
import { isOwn, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { form as words } from "../../words/en-app.js";
import { field, part, setText } from "../part.js";
import { exchangeView } from "../screens/exchange.js";
import { problemView } from "../screens/waiting.js";

export class PimAppForm extends HTMLElement {
  #session: Session | undefined;

  set session(session: Session) {
    this.#session = session;
    const julia = field(this, "as-julia", HTMLInputElement);
    part(this, "create").addEventListener("click", () => void create(session, julia.checked ? "julia" : "admin"));
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    const { created } = appOf(placeOf(session));
    const possible = !isOwn(session) && customApps(session.version) !== undefined;
    part(this, "make").hidden = !possible;
    const cannot = part(this, "cannot");
    cannot.hidden = possible;
    setText(cannot, possible ? "" : session.version === "6.0" ? words.none60 : words.own);
    const sent = lastSent(session, (exchange) => exchange.step === "app-create");
    const said = created && possible ? html`<p class=${created.status === 201 ? "verdict good" : "verdict wrong"}>${gist(created, placeOf(session).inputs.app_client_id)}</p>` : nothing;
    const shown = sent && created && possible ? html`<details class="shown"><summary>${words.exchange}</summary>${exchangeView(sent)}</details>` : nothing;
    render([problemView(session, "app-create"), said, shown], part(this, "created"));
  }
}

function gist({ status, errors, whole, message }: Created, client: string): string {
  if (status === 201) return words.created(client);
  if (status === 403) return `${words.said(status, message)} ${words.forbidden}`;
  return errors.size > 0 ? `${words.refused} ${whole}` : words.said(status, whole === "" ? message : whole);
}
