// Which PIM, which version, are secrets covered: the bar's right side.

import { localNetworkPermission } from "../../transport/transmit.js";
import { pimNames, unknownVersion, versionName } from "../../words/en.js";
import { localNetworkBefore } from "../../words/en-causes.js";
import { addressOf, hides, kindOf } from "../../session.js";
import { writtenVersion } from "../../lens.js";
import type { Choice, Session } from "../../session.js";
import { disclose, field, part, setText } from "../part.js";
import { adoptOwn } from "./own.js";

export class PimChoice extends HTMLElement {
  #session: Session | undefined;
  /** The address whose permission was asked for last. */
  #asked: string | undefined;

  set session(session: Session) {
    this.#session = session;
    disclose(part(this, "where"));
    for (const radio of this.#radios()) {
      radio.addEventListener("change", () => {
        session.choice = choiceOf(radio.value);
        session.changed();
      });
    }
    const own = adoptOwn(this, session);
    const version = field(this, "version", HTMLSelectElement);
    version.addEventListener("change", () => {
      session.version = version.value;
      session.changed();
    });
    const hide = field(this, "hide", HTMLInputElement);
    hide.addEventListener("change", () => {
      session.hide = hide.checked;
      session.changed();
    });
    // A choice made before this script ran counts more than the address of the page.
    const early = this.#radios().find((radio) => radio.checked && !radio.defaultChecked);
    if (early) session.choice = choiceOf(early.value);
    session.listen(() => {
      this.#update(own);
    });
    this.#update(own);
  }

  #radios(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  }

  #update(own: () => void): void {
    const session = this.#session;
    if (!session) return;
    for (const radio of this.#radios()) {
      radio.checked = radio.value === session.choice;
      // The words behind it stand in its label.
      const name = pimNames[kindOf({ ...session, choice: choiceOf(radio.value) })];
      if (radio.nextSibling?.nodeValue !== name) radio.nextSibling?.replaceWith(name);
    }
    setText(part(this, "where"), `${pimNames[kindOf(session)]} · ${versionName(session.version)}`);
    field(this, "hide", HTMLInputElement).checked = hides(session);
    document.documentElement.classList.toggle("covered", hides(session));
    this.#versions(session);
    own();
    void this.#localNetwork(session);
    const address = addressWith(session);
    if (address !== location.href) history.replaceState(history.state, "", address);
  }

  #versions(session: Session): void {
    const select = field(this, "version", HTMLSelectElement);
    select.value = session.version;
  }

  /** From a page on a public address: what the browser will ask before it lets the page reach a local PIM. */
  async #localNetwork(session: Session): Promise<void> {
    // The relay is what this page reaches; its PIM is reached by the relay.
    const pim = session.choice === "demo" ? undefined : session.choice === "local" ? session.local : addressOf(session);
    if (pim === this.#asked) return;
    this.#asked = pim;
    const state = pim === undefined ? undefined : await localNetworkPermission(pim);
    const note = part(this, "network-note");
    note.hidden = state === undefined;
    setText(note, state === undefined ? "" : localNetworkBefore[state]);
  }
}

function choiceOf(value: string): Choice {
  return value === "local" || value === "own" ? value : "demo";
}

/** Takes the choice from the address of the page, read once at start. The result is a version that is asked for but unknown. */
export function readPageAddress(session: Session, search: string): void {
  const query = new URLSearchParams(search);
  const pim = query.get("pim");
  session.choice = pim === "local" || pim === "demo" ? pim : writtenChoice();
  if (pim !== null && pim !== "local" && pim !== "demo") {
    session.choice = "own";
    session.own.text = pim;
    session.own.confirmed = false;
  }
  session.version = query.get("version") ?? session.version;
}

/** The PIM that the page was written with. */
function writtenChoice(): Choice {
  return choiceOf(document.querySelector<HTMLInputElement>("input[name=pim][checked]")?.value ?? "");
}

/** The versions that the page offers. */
export function offered(): string[] {
  return [...field(document, "version", HTMLSelectElement).options].map((option) => option.value);
}

/** Falls back from a version that the page does not offer, and says so. */
export function settleVersion(session: Session, note: HTMLElement): void {
  const known = offered();
  const asked = session.version;
  if (known.includes(asked)) return;
  session.version = known.find((version) => version.startsWith(`${asked}.`)) ?? writtenVersion();
  if (session.version.startsWith(`${asked}.`)) return;
  note.textContent = unknownVersion(asked, session.version);
  note.hidden = false;
}

/** The page's own address for what is chosen: of a PIM's address only scheme, host and port. */
function addressWith(session: Session): string {
  const url = new URL(location.href);
  if (session.choice === "own") {
    if (session.own.parsed) url.searchParams.set("pim", session.own.parsed.origin);
    else if (session.own.text === "") url.searchParams.delete("pim");
  } else if (session.choice !== writtenChoice() || url.searchParams.has("pim")) url.searchParams.set("pim", session.choice);
  // The page of a version has it in its path; its own query says it once another is chosen.
  if (session.version !== writtenVersion() || url.searchParams.has("version")) url.searchParams.set("version", session.version);
  return url.href;
}
