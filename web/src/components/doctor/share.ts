// Share: a link and a report without the values, and what a link brought.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { prepare } from "../../doctor/share.js";
import { doctorOf } from "../../doctor/state.js";
import type { DoctorState, Sharing } from "../../doctor/state.js";
import type { Session } from "../../session.js";
import { doctorWords as words } from "../../words/en-doctor.js";
import { copy } from "../copy.js";

export function shareRegion(session: Session, { share }: DoctorState): TemplateResult {
  return html`<section class="step share" id="doctor-share" aria-labelledby="doctor-share-heading">
    <header><h2 id="doctor-share-heading">${words.share.title}</h2></header>
    <p>${words.share.text}</p>
    <div class="acts">
      <button type="button" class="btn" @click=${() => void give(session, "link")}>${words.share.link}</button>
      <button type="button" class="btn" @click=${() => void give(session, "report")}>${words.share.report}</button>
    </div>
    ${share ? html`<p>${share.said}</p>` : nothing}
    <details ?hidden=${!share || share.text === ""}><summary>${share ? words.share.holds[share.what] : ""}</summary><pre id="doctor-shared">${share?.text ?? ""}</pre></details>
  </section>`;
}

async function give(session: Session, what: Sharing["what"]): Promise<void> {
  const state = doctorOf(session);
  const made = await prepare(session, what);
  if ("refused" in made) {
    state.share = { what, text: "", said: made.refused };
    session.announce(made.refused);
    session.changed();
    return;
  }
  const { text, warning } = made;
  state.share = { what, text, said: "" };
  session.changed();
  const shown = document.getElementById("doctor-shared");
  const done = shown !== null && (await copy(text, shown));
  // What is to be selected must be seen.
  if (!done) shown?.closest("details")?.setAttribute("open", "");
  const said = `${done ? words.share.copied(what, text.length) : words.share.selected} ${warning}`.trim();
  state.share = { what, text, said };
  session.announce(said);
  session.changed();
}

/** The stand-ins of what a link brought. */
export function standIns({ opened }: DoctorState): TemplateResult | typeof nothing {
  if (!opened) return nothing;
  const all = opened.stand_ins;
  return html`<p class="soft">${words.opened.text}</p>
    ${all.length === 0 ? nothing : html`<details class="stand-ins"><summary>${words.opened.standIns(all.length)}</summary><dl>${all.map(({ kind, number, value }) => html`<div><dt>${kind}#${number}</dt><dd><code>${value}</code> <span class="soft">${words.opened.length(Array.from(value).length)}</span></dd></div>`)}</dl></details>`}`;
}
