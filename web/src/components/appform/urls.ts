// The step of the two URLs: this page's own, each with a button to copy it.

import { html, render } from "lit/html.js";
import { answeringAddress, ownAddress } from "../../app/urls.js";
import type { Session } from "../../session.js";
import { urls as words } from "../../words/en-app.js";
import { copy } from "../copy.js";
import { part } from "../part.js";

export class PimAppUrls extends HTMLElement {
  set session(session: Session) {
    const node = part(this, "urls");
    node.replaceChildren();
    const show = (activate: string, callback: string) => {
      render(
        html`<dl class="fields">${row(session, words.activate, activate)}${row(session, words.callback, callback)}</dl>
          <p class="note">${words.note}</p>`,
        node,
      );
    };
    show(ownAddress("activate"), ownAddress("callback"));
    void Promise.all([answeringAddress("activate"), answeringAddress("callback")]).then(([activate, callback]) => {
      show(activate, callback);
      // Nobody has typed yet: the fields of the form follow.
      Object.assign(session.demo, { activate_url: activate, callback_url: callback });
      for (const { inputs } of session.places.values()) {
        if (inputs.activate_url === ownAddress("activate")) inputs.activate_url = activate;
        if (inputs.callback_url === ownAddress("callback")) inputs.callback_url = callback;
      }
      session.changed();
    });
  }
}

function row(session: Session, name: string, address: string) {
  const press = (event: Event) => {
    const shown = (event.currentTarget as Element).closest("dd")?.querySelector("code");
    void copy(address, shown ?? document.body).then((done) => {
      if (done) session.announce(words.copied(name));
    });
  };
  return html`<div><dt>${name}</dt><dd class="copyable"><code class="url">${address}</code> <button type="button" class="quiet" aria-label=${words.copy(name)} @click=${press}>${words.copyShort}</button></dd></div>`;
}
