// What is shown beneath the field: the case, what was sent of it, and Share.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Client } from "../../authcore/client.js";
import { sendProbes } from "../../diagnose/probe.js";
import type { Told } from "../../diagnose/words.js";
import { check, isChosen } from "../../doctor/check.js";
import { made } from "../../doctor/make.js";
import { sendTurn, withDemo } from "../../doctor/send.js";
import { replay } from "../../doctor/share.js";
import type { DoctorState, Made, Turn } from "../../doctor/state.js";
import { addressOf, isOwn } from "../../session.js";
import type { Session } from "../../session.js";
import { labels } from "../../words/en.js";
import { doctorWords as words } from "../../words/en-doctor.js";
import { copy } from "../copy.js";
import type { Deeds } from "../diagnosis/diagnosis.js";
import { caseCard, titleOf } from "./case.js";
import type { Found } from "./case.js";
import { shareRegion, standIns } from "./share.js";
import { turnCard } from "./turn.js";

const demoAddress = "https://demo.pim";

export function shownCase(session: Session, state: DoctorState, found: Found): TemplateResult | typeof nothing {
  if (session.engine.state !== "ready") return nothing;
  const { client } = session.engine;
  const request = found.pasted.exchanges.at(-1)?.request;
  const asIs = request && made(client, request, demoAddress, state.demo);
  const corrected = correctedOf(session, state, client);
  const { as_is, replay: again } = state.turns;
  const probes = found.told.some(({ finding }) => finding.probes.length > 0 && finding.certainty !== "ruled_out");
  const checkable = probes && isChosen(session, request?.url ?? "");
  const copyText = copier(session);
  return html`<section class="step" id="doctor-case" aria-labelledby="doctor-case-heading">
      <header><h2 id="doctor-case-heading">${titleOf(state, found)}</h2></header>
      ${standIns(state)}
      ${caseCard(session, found, {
        pair: (authorization) => pairOf(client, authorization),
        asIs,
        button: as_is?.waiting ? labels.cancel : words.turns.as_is.button,
        press: () => {
          if (asIs) void sendTurn(session, "as_is", asIs);
        },
        replay: state.opened ? { press: () => void replay(session), button: again?.waiting ? labels.cancel : words.turns.replay.button, unplayed: state.unplayed ?? "", next: !corrected && !again } : undefined,
        deeds: checkable ? deeds(session, state, (told) => void check(session, told)) : {},
        uncheckable: probes && !checkable ? words.uncheckable : "",
      })}
      ${again && state.replayed ? turnCard(session, { name: "replay", made: state.replayed, turn: again, where: "", next: false, deeds: probing(session, "replay", again), copy: copyText }) : nothing}
      ${asIs && as_is ? turnCard(session, { name: "as_is", made: asIs, turn: as_is, where: "", next: false, deeds: probing(session, "as_is", as_is), copy: copyText }) : nothing}
      ${corrected ? correctedCard(session, state, corrected) : nothing}
    </section>
    ${shareRegion(session, state)}`;
}

function correctedOf(session: Session, { corrected, meant, demo }: DoctorState, client: Client): Made | undefined {
  const user = isOwn(session) ? { username: meant.username ?? "", password: meant.password ?? "" } : demo;
  return corrected && made(client, corrected.request, addressOf(session) ?? demoAddress, user, corrected.changes);
}

function correctedCard(session: Session, state: DoctorState, corrected: Made): TemplateResult {
  const turn = state.turns.corrected;
  const cured = turn?.exchange?.reading !== undefined && !("next" in turn.exchange.reading);
  const pim = addressOf(session);
  const apply = (told: Told) => {
    if (!told.finding.fix || session.engine.state !== "ready") return;
    state.corrected = { request: told.finding.fix.request, changes: [...corrected.changes, ...(told.change ? [told.change] : [])] };
    const next = correctedOf(session, state, session.engine.client);
    toStatus();
    if (next) void sendTurn(session, "corrected", next);
  };
  return turnCard(session, {
    name: "corrected",
    made: corrected,
    turn,
    where: pim === undefined ? words.noAddress : words.goesTo(new URL(pim).host),
    press: () => void sendTurn(session, "corrected", corrected),
    agree: () => void sendTurn(session, "corrected", corrected, true),
    next: !cured,
    deeds: turn ? { ...probing(session, "corrected", turn), apply } : {},
    copy: copier(session),
  });
}

function pairOf(client: Client, authorization: string): string {
  const said = client.ask("decoded_pair", { authorization });
  return said.ok ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(atob(said.value.pair_base64), (char) => char.charCodeAt(0))) : "";
}

/** The probes of an answer that came here: to the PIM that gave it. */
function probing(session: Session, name: "as_is" | "corrected" | "replay", turn: Turn): Deeds {
  const there = name === "corrected" ? session : withDemo(session);
  return deeds(session, turn, (told) => {
    if (turn.exchange) void sendProbes(there, turn.exchange, told, words.turns[name].title);
  });
}

function deeds(session: Session, checked: { checking?: string }, send: (told: Told) => void): Deeds {
  return {
    check: (told) => {
      if (!told || checked.checking === told.finding.code) delete checked.checking;
      else checked.checking = told.finding.code;
      session.changed();
      if (!told) toStatus();
    },
    sendProbes: (told) => {
      delete checked.checking;
      toStatus();
      send(told);
    },
    checking: checked.checking,
  };
}

function copier(session: Session): (text: string) => void {
  return (text) => {
    const shown = document.getElementById("doctor-case");
    if (shown) void copy(text, shown).then((done) => { session.announce(done ? words.copied : words.notCopied); });
  };
}

/** The button that was pressed goes. */
function toStatus(): void {
  document.querySelector<HTMLElement>("[role=status]")?.focus();
}
