// The relay's row under the bar, with the field of its token, and what it does
// to a request, in words.

import { html, nothing, render } from "lit/html.js";
import { kindOf } from "../session.js";
import type { Relay, Session } from "../session.js";
import type { WireRequest } from "../transport/transmit.js";
import { relayWords as words } from "../words/en-relay.js";
import { forRelay, throughRelay } from "./through.js";

/** Keeps the row of a relay, if there is one: config.json may come later than this. */
export function relayRow(session: Session): void {
  const row = document.querySelector<HTMLElement>("[data-part=relay]");
  if (!row) return;
  const update = () => {
    const { relay } = session;
    if (relay && !relay.adds) {
      const at = new URL(session.local).host;
      relay.through = (request, browser, cancel) => throughRelay(request, { pim: relay.pim, at: session.local, token: relay.typed.trim() }, browser, cancel);
      relay.adds = (request) => addsOf(relay, at, request);
      render(html`${relay.token ? tokenField(session, relay) : nothing}<p id="relay-note">${words.row(relay.pim, at)} ${relay.token ? words.token : nothing}</p>`, row);
    }
    row.hidden = kindOf(session) !== "relay";
    const input = row.querySelector("input");
    if (input && input.value !== relay?.typed) input.value = relay?.typed ?? "";
  };
  session.listen(update);
  update();
}

function tokenField(session: Session, relay: Relay) {
  const typed = (event: Event) => {
    relay.typed = (event.currentTarget as HTMLInputElement).value;
    session.changed();
  };
  const show = (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    const input = button.previousElementSibling as HTMLInputElement;
    const shows = input.type === "password";
    input.type = shows ? "text" : "password";
    button.setAttribute("aria-pressed", String(shows));
  };
  return html`<label for="relay-token" id="relay-token-label">${words.label}</label>
    <input id="relay-token" class="mono" type="password" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="relay-note" @input=${typed}>
    <button type="button" class="quiet" aria-describedby="relay-token-label" aria-pressed="false" @click=${show}>${words.show}</button>`;
}

function addsOf({ pim, token, typed }: Relay, at: string, request: WireRequest) {
  const lines = forRelay(request, token && typed.trim() !== "" ? words.noSecret : "");
  return html`<p>${words.adds(pim, at)}</p>
    <p>${words.forRelay}</p>
    <ul>${lines.map(([name, value]) => html`<li>${name}: ${value}</li>`)}</ul>
    <p>${words.curl}</p>`;
}
