// The doctor: what is pasted, dropped or tried is looked at as soon as it is
// there, and shown beneath the field.

import { html, nothing, render } from "lit/html.js";
import { check, isChosen } from "../../doctor/check.js";
import { examine, forget } from "../../doctor/examine.js";
import { fits, limit, readFile } from "../../doctor/file.js";
import { made } from "../../doctor/make.js";
import { sendTurn } from "../../doctor/send.js";
import { doctorOf } from "../../doctor/state.js";
import type { DoctorState, Meant, TurnName } from "../../doctor/state.js";
import { sendProbes } from "../../diagnose/probe.js";
import type { Told } from "../../diagnose/words.js";
import { addressOf } from "../../session.js";
import type { Session } from "../../session.js";
import { labels } from "../../words/en.js";
import { most } from "../../words/en-diagnosis.js";
import { doctorWords as words } from "../../words/en-doctor.js";
import { copy } from "../copy.js";
import { field, part, setText } from "../part.js";
import { caseCard, titleOf } from "./case.js";
import type { Found } from "./case.js";
import { turnCard } from "./turn.js";

export class PimDoctor extends HTMLElement {
  #session: Session | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  set session(session: Session) {
    this.#session = session;
    const state = doctorOf(session, demoOf(this.dataset));
    this.#adoptText(session, state);
    this.#adoptFiles(session, state);
    this.#adoptMeant(session, state);
    session.listen(() => {
      this.#update();
    });
    if (this.#text.value !== "") {
      state.text = this.#text.value;
      state.asked = true;
    }
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
      state.examined = { state: "refused", error: { code: "too_long", message: words.tooLong(size) } };
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
    if (!say && state.text.trim() === "" && !state.file) {
      forget(state);
      session.changed();
      return;
    }
    await examine(session);
    if (!say) return;
    session.announce(said(state));
    const heading = this.querySelector("#doctor-case-heading");
    if (heading && heading.getBoundingClientRect().top > innerHeight * 0.6) heading.scrollIntoView();
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const state = doctorOf(session);
    if (session.engine.state === "ready" && (session.kept.delete("doctor") || state.asked)) void this.#look(session, true);
    const { examined, file } = state;
    const found = examined?.state === "found" ? examined : undefined;
    part(this, "file").hidden = !file;
    this.#text.hidden = file !== undefined;
    setText(part(this, "file-name"), file ? words.file(file.name, words.size(file.size)) : "");
    part(this, "clear").hidden = state.text === "";
    this.#found(session, state);
    part(this, "diagnose").classList.toggle("next", !found);
    render(found ? this.#case(session, state, found) : nothing, part(this, "case"));
  }

  /** What it was recognised as, or what was looked for. */
  #found(session: Session, { examined, asked }: DoctorState): void {
    const note = part(this, "found");
    const refused = examined?.state === "refused" ? examined.error : undefined;
    const { engine } = session;
    const waits = asked ? (engine.state === "failed" ? engine.why : words.loading) : "";
    note.hidden = !examined && waits === "";
    note.classList.toggle("problem", refused !== undefined);
    const nothingFound = refused?.code === "nothing";
    const list = nothingFound ? html`<ul>${words.looked.map((one) => html`<li>${one}</li>`)}</ul>` : nothing;
    render(html`${waits !== "" ? waits : refused ? words.refused(refused.code, refused.message) : examined?.state === "found" ? html`${words.recognised} <b>${titleOf(examined)}</b>` : ""}${list}`, note);
  }

  #case(session: Session, state: DoctorState, found: Found) {
    const { engine } = session;
    if (engine.state !== "ready") return nothing;
    const { client } = engine;
    const request = found.pasted.exchanges.at(-1)?.request;
    const asIs = request && made(client, request, "https://demo.pim", state.demo);
    const pim = addressOf(session);
    const user = session.choice === "own" ? { username: state.meant.username ?? "", password: state.meant.password ?? "" } : state.demo;
    const corrected = state.corrected && made(client, state.corrected.request, pim ?? "https://demo.pim", user, state.corrected.changes);
    const { as_is, corrected: turn } = state.turns;
    const cured = turn?.exchange?.reading !== undefined && !("next" in turn.exchange.reading);
    const press = (name: TurnName, what: typeof asIs) => () => {
      if (what) void sendTurn(session, name, what);
    };
    const pair = (authorization: string) => {
      const said = client.ask("decoded_pair", { authorization });
      return said.ok ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(atob(said.value.pair_base64), (char) => char.charCodeAt(0))) : "";
    };
    const probes = found.told.some(({ finding }) => finding.probes.length > 0 && finding.certainty !== "ruled_out");
    const checkable = probes && isChosen(session, request?.url ?? "");
    return html`<section class="step" id="doctor-case" aria-labelledby="doctor-case-heading">
      <header><h2 id="doctor-case-heading">${titleOf(found)}</h2></header>
      ${caseCard(session, found, {
        pair,
        asIs,
        button: as_is?.waiting ? labels.cancel : words.turns.as_is.button,
        press: press("as_is", asIs),
        next: false,
        deeds: checkable ? this.#deeds(session, state, (told) => void check(session, told)) : {},
        uncheckable: probes && !checkable ? words.uncheckable : "",
      })}
      ${asIs && as_is ? turnCard(session, { name: "as_is", made: asIs, turn: as_is, where: "", next: false, deeds: {}, copy: this.#copy }) : nothing}
      ${corrected
        ? turnCard(session, {
            name: "corrected",
            made: corrected,
            turn,
            where: pim === undefined ? words.noAddress : words.goesTo(new URL(pim).host),
            press: press("corrected", corrected),
            next: !cured,
            deeds: { ...this.#deeds(session, turn ?? {}, (told) => void (turn?.exchange && sendProbes(session, turn.exchange, told, words.turns.corrected.title))), apply: (told) => { this.#apply(session, told); } },
            copy: this.#copy,
          })
        : nothing}
    </section>`;
  }

  #deeds(session: Session, checked: { checking?: string }, sendProbes: (told: Told) => void) {
    return {
      check: (told: Told | undefined) => {
        if (!told || checked.checking === told.finding.code) delete checked.checking;
        else checked.checking = told.finding.code;
        session.changed();
        if (!told) toStatus();
      },
      sendProbes: (told: Told) => {
        delete checked.checking;
        toStatus();
        sendProbes(told);
      },
      checking: checked.checking,
    };
  }

  /** Takes another fault away, and sends what comes of it. */
  #apply(session: Session, told: Told): void {
    const state = doctorOf(session);
    const { fix } = told.finding;
    const pim = addressOf(session);
    if (!fix || pim === undefined || session.engine.state !== "ready") return;
    state.corrected = { request: fix.request, changes: [...(state.corrected?.changes ?? []), ...(told.change ? [told.change] : [])] };
    const next = made(session.engine.client, fix.request, pim, state.demo, state.corrected.changes);
    toStatus();
    if (next) void sendTurn(session, "corrected", next);
  }

  readonly #copy = (text: string): void => {
    void copy(text, part(this, "case")).then((done) => this.#session?.announce(done ? words.copied : words.notCopied));
  };
}

/** What the status line says of a paste. */
function said({ examined, asked }: DoctorState): string {
  if (asked) return words.loading;
  if (!examined) return "";
  if (examined.state === "refused") return examined.error.code === "nothing" ? `${words.nothing} ${words.looked.join("; ")}.` : words.refused(examined.error.code, examined.error.message);
  const first = examined.told.find(({ finding }) => finding.certainty !== "ruled_out");
  return `${titleOf(examined)}. ${first ? `${most[first.finding.certainty]}: ${first.cause}` : words.healthy}`;
}

/** What the demo PIM knows, as the page was written with it. */
function demoOf({ clientId = "", secret = "", username = "", password = "", appClientId = "", appSecret = "" }: DOMStringMap): DoctorState["demo"] {
  return { client_id: clientId, secret, username, password, app_client_id: appClientId, app_secret: appSecret };
}

/** The button that was pressed goes. */
function toStatus(): void {
  document.querySelector<HTMLElement>("[role=status]")?.focus();
}
