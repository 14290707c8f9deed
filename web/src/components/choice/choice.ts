// Which PIM, which version, are secrets covered: the bar's right side and the
// row for the address of one's own PIM.

import { localNetworkPermission } from "../../transport/transmit.js";
import { address as words, pimNames, trimWords, unknownVersion, versionName } from "../../words/en.js";
import { localNetworkBefore, sentence } from "../../words/en-causes.js";
import { addressOf, edited, hides } from "../../session.js";
import { writtenVersion } from "../../lens.js";
import type { Choice, Session } from "../../session.js";
import { disclose, field, part, setText } from "../part.js";

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
    const address = field(this, "address", HTMLInputElement);
    address.addEventListener("input", () => {
      session.own.text = address.value;
      session.own.confirmed = true;
      readOwn(session);
      edited(session);
    });
    const confirm = part(this, "confirm");
    confirm.addEventListener("click", () => {
      session.own.confirmed = true;
      edited(session);
      // The button goes: focus moves to what it was about.
      address.focus();
    });
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
      this.#update();
    });
    this.#update();
  }

  #radios(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    for (const radio of this.#radios()) radio.checked = radio.value === session.choice;
    setText(part(this, "where"), `${pimNames[session.choice]} · ${versionName(session.version)}`);
    field(this, "hide", HTMLInputElement).checked = hides(session);
    document.documentElement.classList.toggle("covered", hides(session));
    this.#versions(session);
    part(this, "own").hidden = session.choice !== "own";
    void this.#localNetwork(session);
    this.#address(session);
    const address = addressWith(session);
    if (address !== location.href) history.replaceState(history.state, "", address);
  }

  #versions(session: Session): void {
    const select = field(this, "version", HTMLSelectElement);
    select.value = session.version;
  }

  /** From a page on a public address: what the browser will ask before it lets the page reach a local PIM. */
  async #localNetwork(session: Session): Promise<void> {
    const pim = session.choice === "demo" ? undefined : addressOf(session);
    if (pim === this.#asked) return;
    this.#asked = pim;
    const state = pim === undefined ? undefined : await localNetworkPermission(pim);
    const note = part(this, "network-note");
    note.hidden = state === undefined;
    setText(note, state === undefined ? "" : localNetworkBefore[state]);
  }

  #address(session: Session): void {
    const { own } = session;
    const input = field(this, "address", HTMLInputElement);
    if (input.value !== own.text) input.value = own.text;
    const note = part(this, "address-note");
    const unconfirmed = own.parsed !== undefined && !own.confirmed;
    part(this, "confirm").hidden = !unconfirmed;
    note.classList.toggle("bad", own.error !== undefined);
    if (own.error) {
      input.setAttribute("aria-invalid", "true");
      setText(note, `${sentence(own.error.message)} ${own.error.next ?? ""}`);
      return;
    }
    input.removeAttribute("aria-invalid");
    if (!own.parsed) setText(note, words.intro);
    else if (unconfirmed) setText(note, words.fromLink(own.parsed.address));
    else setText(note, words.good(own.parsed.address, trimWords(own.parsed.trims)));
  }
}

function choiceOf(value: string): Choice {
  return value === "local" || value === "own" ? value : "demo";
}

/** Reads the typed address, once the engine is there. */
export function readOwn(session: Session): void {
  const { own, engine } = session;
  delete own.parsed;
  delete own.error;
  if (engine.state !== "ready" || own.text.trim() === "") return;
  const parsed = engine.client.parseAddress({ text: own.text });
  if (parsed.ok) own.parsed = parsed.value;
  else own.error = parsed.error;
}

/** Takes the choice from the address of the page, read once at start. The result is a version that is asked for but unknown. */
export function readPageAddress(session: Session, search: string): void {
  const query = new URLSearchParams(search);
  const pim = query.get("pim");
  if (pim === "local") session.choice = "local";
  else if (pim !== null && pim !== "demo") {
    session.choice = "own";
    session.own.text = pim;
    session.own.confirmed = false;
  }
  session.version = query.get("version") ?? session.version;
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
  } else if (session.choice === "local" || url.searchParams.has("pim")) url.searchParams.set("pim", session.choice);
  // The page of a version has it in its path; its own query says it once another is chosen.
  if (session.version !== writtenVersion() || url.searchParams.has("version")) url.searchParams.set("version", session.version);
  return url.href;
}
