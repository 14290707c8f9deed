// A screen of the demo PIM in the page, in a frame of its own: what a person
// sees of the PIM, and no part of the App. It is drawn from the same data as
// the pages of the demo PIM on localhost.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { act } from "../../app/flow.js";
import type { Act } from "../../app/browser.js";
import { appOf } from "../../app/state.js";
import type { BrowserStep } from "../../app/state.js";
import type { PimScreen } from "../../authcore/contract.js";
import { placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { screenWords as words } from "../../words/en-app.js";
import { focusStatus } from "./focus.js";

/** The screen that a step's press led to, if it is there. next: whether its button is the next thing to press. */
export function screenView(session: Session, step: BrowserStep, next: boolean): TemplateResult | typeof nothing {
  const app = appOf(placeOf(session));
  if (session.choice !== "demo" || app.screen?.step !== step) return nothing;
  const { screen, address } = app.screen;
  const does = (what: Act) => {
    void act(session, what).then(() => { focusStatus(session); });
  };
  return html`<section class="pimscreen" aria-label=${words.label}>
    <p class="whose"><b>${words.window(session.version)}</b> <code>${address}</code></p>
    <div class="inside">
      <h3>${screen.title}</h3>
      ${bodyOf(screen, does, placeOf(session).inputs.app_client_id, next)}
    </div>
  </section>`;
}

type Does = (what: Act) => void;

function bodyOf(screen: PimScreen, does: Does, client: string, next: boolean): TemplateResult | typeof nothing {
  const main = next ? "btn next" : "btn";
  switch (screen.kind) {
    case "login":
      return login(screen, does, main);
    case "consent":
      return consent(screen, does, main);
    case "error":
      return html`<p class="wrong">${screen.text}</p>
        <p>${words.support}</p>
        ${screen.key === "" ? nothing : html`<p class="soft">${words.key(screen.key)}</p>`}
        ${button("btn", words.leave, () => { does({ action: "close" }); })}`;
    case "home":
      return html`<p>${words.home}</p>
        <p class="go">${button("btn", words.connect, () => { does({ action: "connect", client_id: client }); })} ${logout(does)}</p>`;
    case "page":
      return html`<p>${screen.title.startsWith("403") ? words.forbidden : screen.title.startsWith("404") ? words.unknown : screen.text}</p>
        <p class="go">${logout(does)}</p>`;
  }
}

function button(kind: string, label: string, press: (event: Event) => void): TemplateResult {
  return html`<button type="button" class=${kind} @click=${press}>${label}</button>`;
}

function logout(does: Does): TemplateResult {
  return button("quiet", words.logout, () => { does({ action: "open", url: "https://demo.pim/user/logout" }); });
}

function login(screen: PimScreen, does: Does, main: string): TemplateResult {
  const send = (event: Event) => {
    const inside = (event.currentTarget as Element).closest(".inside");
    const value = (name: string) => inside?.querySelector<HTMLInputElement>(`#pim-${name}`)?.value ?? "";
    does({ action: "login", username: value("username"), password: value("password") });
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key === "Enter") send(event);
  };
  const field = (name: "username" | "password", value: string) => html`<div class="field">
    <label for="pim-${name}">${words[name]}</label>
    <input id="pim-${name}" type=${name === "password" ? "password" : "text"} value=${value} autocomplete="off" autocapitalize="off" spellcheck="false" @keydown=${enter}>
  </div>`;
  return html`${screen.failure === "" ? nothing : html`<p class="wrong">${screen.failure}</p>`}
    <div class="inputs">${field("username", screen.username || "admin")}${field("password", "admin")}</div>
    <p class="go">${button(main, words.login, send)}</p>
    <p class="soft">${words.loginHint}</p>`;
}

function consent({ steps, step, checkbox }: PimScreen, does: Does, main: string): TemplateResult | typeof nothing {
  const shown = steps[step];
  if (!shown) return nothing;
  const list = (texts: readonly string[]) => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  const last = step === steps.length - 1;
  const press = (event: Event) => {
    const inside = (event.currentTarget as Element).closest(".inside");
    const box = inside?.querySelector<HTMLInputElement>("#pim-agree");
    const missing = box !== null && box !== undefined && !box.checked;
    const line = inside?.querySelector<HTMLElement>("[data-tick]");
    if (line) line.hidden = !missing;
    if (missing) box.focus();
    else does({ action: "next", agree: box?.checked ?? false });
  };
  return html`${steps.length > 1 ? html`<p class="soft">${words.step(step + 1, steps.length)}</p>` : nothing}
    ${shown.items.length > 0 ? list(shown.items) : html`<p>${words.nothingNew}</p>`}
    ${shown.granted.length > 0 ? html`<h4>${words.granted}</h4>${list(shown.granted)}` : nothing}
    ${last && checkbox !== ""
      ? html`<p class="tick"><input type="checkbox" id="pim-agree" autocomplete="off" aria-describedby="pim-tick"><label for="pim-agree">${checkbox}</label></p>
        <p class="wrong" id="pim-tick" data-tick hidden>${words.tickFirst}</p>`
      : nothing}
    <p class="go">${button(main, shown.button, press)} ${button("quiet", words.cancel, () => { does({ action: "close" }); })}</p>
    <p class="soft">${words.cancelNote}</p>`;
}
