// The id_token of the field, opened: what was checked, then every claim with
// its meaning.

import { html, nothing, render } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { faultsOf, isTampered, keyOf, tamper, verify } from "../../app/idtoken.js";
import type { Signature } from "../../app/idtoken.js";
import type { IDToken } from "../../authcore/contract.js";
import { addressOf, edited, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { sentence } from "../../words/en-causes.js";
import { tame } from "../../words/unseen.js";
import { openidWords as words } from "../../words/en-challenge.js";
import { part, setText } from "../part.js";
import { value } from "../text.js";

export class PimIdToken extends HTMLElement {
  #session: Session | undefined;
  readonly #meanings = new Map<string, string>();
  #hint = "";
  /** The signature that was verified last, and of what. */
  #verified: { readonly of: string; readonly signature: Signature } = { of: "", signature: "checking" };

  set session(session: Session) {
    this.#session = session;
    for (const row of this.querySelectorAll<HTMLElement>("[data-claim]")) this.#meanings.set(row.dataset.claim ?? "", row.querySelector("dd")?.textContent ?? "");
    this.#hint = part(this, "tampered").textContent;
    part(this, "tamper").addEventListener("click", () => {
      session.announce(tamper(session) ? words.tampered : words.restored);
      edited(session);
    });
    session.listen(() => {
      this.#update();
    });
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (session?.engine.state !== "ready") return;
    const { id_token, app_token } = placeOf(session).inputs;
    const claims = part(this, "claims");
    const checks = part(this, "checks");
    if (!this.classList.contains("live")) {
      this.classList.add("live");
      claims.replaceChildren();
      checks.replaceChildren();
    }
    const experiment = part(this, "tamper").parentElement;
    if (experiment) experiment.hidden = id_token === "";
    const read = id_token === "" ? undefined : session.engine.client.idToken({ token: id_token });
    if (!read?.ok) {
      const why = read ? html`<p class="verdict wrong">${tame(sentence(read.error.message))} <span class="cure">${read.error.next ?? ""}</span></p>` : html`<p class="empty">${app_token === "" ? words.none : words.notAsked}</p>`;
      render(why, checks);
      render(nothing, claims);
      claims.hidden = true;
      return;
    }
    claims.hidden = false;
    const token = read.value;
    const on = isTampered(session);
    setText(part(this, "tamper"), on ? words.restore : words.tamper);
    setText(part(this, "tampered"), on ? words.tampered : this.#hint);
    render(this.#checks(session, token, this.#signature(session, token)), checks);
    render([...token.header, ...token.claims].map(([name, json]) => this.#row(name, json)), claims);
  }

  /** The verdict on the signature; it takes a moment, and then the element is drawn anew. */
  #signature(session: Session, token: IDToken): Signature {
    const spki = keyOf(session);
    const of = `${spki} ${token.signing_input} ${token.signature_base64}`;
    if (this.#verified.of === of) return this.#verified.signature;
    this.#verified = { of, signature: "checking" };
    void verify(token, spki).then((signature) => {
      if (this.#verified.of !== of) return;
      this.#verified = { of, signature };
      this.#update();
    });
    return "checking";
  }

  #checks(session: Session, token: IDToken, signature: Signature): TemplateResult {
    const faults = faultsOf(session);
    const until = new Date(token.expires_at).toLocaleTimeString("en-GB");
    const good = (fault: (typeof faults)[number]) => !faults.includes(fault);
    const line = (is: boolean | undefined, text: string) => html`<li class=${is === undefined ? "open" : is ? "good" : "wrong"}><span class="mark">${is === undefined ? words.open : is ? words.passed : words.failed}</span> ${text}</li>`;
    return html`<ul class="checks" aria-label=${words.checks}>
      ${line(signature === "good" ? true : signature === "bad" ? false : undefined, words.signature[signature])}
      ${line(good("algorithm"), words.algorithm(good("algorithm")))}
      ${line(good("issuer"), words.issuer(good("issuer"), tame(token.issuer), addressOf(session) ?? ""))}
      ${line(good("audience"), words.audience(good("audience")))}
      ${line(good("expired") && good("future"), words.time(faults, until))}
    </ul>`;
  }

  #row(name: string, json: string): TemplateResult {
    const seconds = name === "iat" || name === "exp" ? Number(json) : NaN;
    const date = Number.isFinite(seconds) ? html`<span class="left">${new Date(seconds * 1000).toUTCString()}</span>` : nothing;
    const kind = name === "aud" ? "mono k-client_id" : "mono";
    return html`<div><dt>${value(name)}</dt><dd><span class=${kind}>${value(json)}</span>${date}<span data-meaning=${name}>${this.#meanings.get(name) ?? words.unknownClaim}</span></dd></div>`;
  }
}
