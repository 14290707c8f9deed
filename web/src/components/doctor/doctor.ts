// The doctor: what is pasted, dropped or tried is looked at as soon as it is
// there, and shown beneath the field.

import { html, nothing, render } from "lit/html.js";
import { examine, forget } from "../../doctor/examine.js";
import { fits, limit, readFile } from "../../doctor/file.js";
import { open, sharedIn } from "../../doctor/share.js";
import { doctorOf } from "../../doctor/state.js";
import type { DoctorState, Meant } from "../../doctor/state.js";
import type { Session } from "../../session.js";
import { most } from "../../words/en-diagnosis.js";
import { doctorWords as words } from "../../words/en-doctor.js";
import { field, part, setText } from "../part.js";
import { titleOf, verdict } from "./case.js";
import { shownCase } from "./shown.js";

export class PimDoctor extends HTMLElement {
  #session: Session | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A link that is to be opened. */
  #hash = "";

  set session(session: Session) {
    this.#session = session;
    const state = doctorOf(session, demoOf(this.dataset));
    this.#adoptText(session, state);
    this.#adoptFiles(session, state);
    this.#adoptMeant(session, state);
    session.listen(() => {
      this.#update();
    });
    this.#hash = sharedIn(location.hash);
    if (this.#hash === "" && this.#text.value !== "") {
      state.text = this.#text.value;
      state.asked = true;
    }
    addEventListener("hashchange", () => {
      this.#hash = sharedIn(location.hash);
      this.#update();
    });
    this.#update();
  }

  get #text(): HTMLTextAreaElement {
    const text = part(this, "text");
    if (!(text instanceof HTMLTextAreaElement)) throw new Error("the page has no field to paste into");
    return text;
  }

  #adoptText(session: Session, state: DoctorState): void {
    const text = this.#text;
    text.addEventListener("input", (event) => {
      state.text = text.value;
      state.example = false;
      delete state.file;
      leaveLink(state);
      const pasted = event instanceof InputEvent && event.inputType.startsWith("insertFrom");
      // A long text is not read anew at each key.
      if (pasted || state.text.length < fits) this.#soon(session, pasted ? 0 : 400, pasted);
    });
    part(this, "diagnose").addEventListener("click", () => {
      void this.#look(session, true);
    });
    part(this, "clear").addEventListener("click", () => {
      this.#put(session, "", false);
      session.announce(words.cleared);
      text.focus();
    });
    for (const button of this.querySelectorAll<HTMLElement>("[data-example]")) {
      button.addEventListener("click", () => {
        const template = this.querySelector<HTMLTemplateElement>(`template[data-text="${button.dataset.example ?? ""}"]`);
        this.#put(session, template?.content.textContent ?? "", true);
        void this.#look(session, true);
      });
    }
  }

  #adoptFiles(session: Session, state: DoctorState): void {
    const drop = part(this, "drop");
    const over = (on: boolean) => drop.classList.toggle("dropping", on);
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    drop.addEventListener("dragleave", () => over(false));
    drop.addEventListener("drop", (event) => {
      over(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return; // text goes into the field by itself
      event.preventDefault();
      void this.#file(session, file);
    });
    const choose = field(this, "choose", HTMLInputElement);
    choose.addEventListener("change", () => {
      const file = choose.files?.[0];
      if (file) void this.#file(session, file);
      choose.value = "";
    });
    part(this, "drop-file").addEventListener("click", () => {
      delete state.file;
      this.#put(session, "", false);
      this.#text.focus();
    });
  }

  #adoptMeant(session: Session, state: DoctorState): void {
    for (const input of this.querySelectorAll<HTMLInputElement>("input[data-meant]")) {
      const take = () => {
        state.meant = { ...state.meant, [input.dataset.meant as keyof Meant]: input.value };
      };
      if (input.value !== "") take();
      input.addEventListener("input", () => {
        take();
        this.#soon(session, 400, false);
      });
    }
    const version = field(this, "meant-version", HTMLSelectElement);
    version.addEventListener("change", () => {
      state.meant = { ...state.meant, version: version.value };
      this.#soon(session, 0, true);
    });
  }

  /** Puts a text into the field, in the place of all that was there. */
  #put(session: Session, text: string, example: boolean): void {
    const state = doctorOf(session);
    clearTimeout(this.#timer);
    delete state.file;
    leaveLink(state);
    Object.assign(state, { text, example, foreign: false, asked: false });
    this.#text.value = text;
    forget(state);
    session.changed();
  }

  async #file(session: Session, file: File): Promise<void> {
    const state = doctorOf(session);
    this.#put(session, "", false);
    const size = words.size(file.size);
    if (file.size > limit) {
      state.examined = { state: "refused", error: { code: "file_too_long", message: words.tooLong(size) } };
      session.announce(words.tooLong(size));
      session.changed();
      return;
    }
    const args = await readFile(file);
    if (!args) {
      state.examined = { state: "refused", error: { code: "unreadable", message: words.unreadable } };
      session.announce(words.unreadable);
      session.changed();
      return;
    }
    if ("text" in args && args.text.length <= fits) this.#put(session, args.text, false);
    else state.file = { name: file.name, size: file.size, args };
    await this.#look(session, true);
  }

  /** Once nothing more is typed for a moment; what was drawn first is the paste. */
  #soon(session: Session, ms: number, say: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(session, say), ms);
  }

  async #look(session: Session, say: boolean): Promise<void> {
    clearTimeout(this.#timer);
    const state = doctorOf(session);
    if (!say && state.text.trim() === "" && !state.file && !state.opened) {
      forget(state);
      session.changed();
      return;
    }
    await examine(session);
    if (!say) return;
    session.announce(said(session, state));
    const heading = this.querySelector("#doctor-case-heading");
    if (heading && heading.getBoundingClientRect().top > innerHeight * 0.6) heading.scrollIntoView();
  }

  async #open(session: Session): Promise<void> {
    const hash = this.#hash;
    this.#hash = "";
    this.#text.value = "";
    await open(session, hash);
    session.announce(said(session, doctorOf(session)));
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const state = doctorOf(session);
    if (session.engine.state === "ready" && this.#hash !== "") void this.#open(session);
    else if (session.engine.state === "ready" && (session.kept.delete("doctor") || state.asked)) void this.#look(session, true);
    const { examined, file } = state;
    const found = examined?.state === "found" ? examined : undefined;
    part(this, "file").hidden = !file;
    this.#text.hidden = file !== undefined;
    setText(part(this, "file-name"), file ? words.file(file.name, words.size(file.size)) : "");
    part(this, "clear").hidden = state.text === "";
    this.#found(session, state);
    part(this, "diagnose").classList.toggle("next", !found);
    render(found ? shownCase(session, state, found) : nothing, part(this, "case"));
  }

  /** What it was recognised as, or what was looked for. */
  #found(session: Session, state: DoctorState): void {
    const { examined, asked } = state;
    const note = part(this, "found");
    const refused = examined?.state === "refused" ? examined.error : undefined;
    const waiting = asked ? waits(session.engine) : "";
    note.hidden = !examined && waiting === "";
    note.classList.toggle("problem", refused !== undefined);
    const nothingFound = refused?.code === "nothing";
    const list = nothingFound ? html`<ul>${words.looked.map((one) => html`<li>${one}</li>`)}</ul>` : nothing;
    render(html`${waiting !== "" ? waiting : refused ? words.refused(refused.code, refused.message) : examined?.state === "found" ? html`${words.recognised} <b>${titleOf(state, examined)}</b>` : ""}${list}`, note);
  }
}

/** What the status line says of a paste. */
function said({ engine }: Session, state: DoctorState): string {
  const { examined, asked } = state;
  if (asked) return waits(engine);
  if (!examined) return "";
  if (examined.state === "refused") {
    const { code, message } = examined.error;
    return code === "nothing" ? `${words.refused(code, message)} ${words.looked.join("; ")}.` : words.refused(code, message);
  }
  const first = examined.told.find(({ finding }) => finding.certainty !== "ruled_out");
  return `${titleOf(state, examined)}. ${first ? `${most[first.finding.certainty]}: ${first.cause}` : verdict(examined.pasted.exchanges.at(-1) ?? {})}`;
}

/** Why a paste is not looked at yet. */
function waits(engine: Session["engine"]): string {
  return engine.state === "failed" ? engine.why : words.loading;
}

/** What a link brought makes room: the address of the page holds it no longer. */
function leaveLink(state: DoctorState): void {
  if (!state.opened) return;
  delete state.opened;
  history.replaceState(history.state, "", `${location.pathname}${location.search}`);
}

/** What the demo PIM knows, as the page was written with it. */
function demoOf({ clientId = "", secret = "", username = "", password = "", appClientId = "", appSecret = "" }: DOMStringMap): DoctorState["demo"] {
  return { client_id: clientId, secret, username, password, app_client_id: appClientId, app_secret: appSecret };
}

