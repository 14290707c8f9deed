// The list under an exchange: causes, most likely first, each with its
// evidence, its cure and what can be pressed about it.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Told } from "../../diagnose/words.js";
import type { Problem, Session } from "../../session.js";
import type { Failure } from "../../transport/transmit.js";
import { problemCause } from "../../words/en-causes.js";
import { ownHref } from "../../own-link.js";
import { certainties, helps, opens, words } from "../../words/en-diagnosis.js";
import { copy } from "../copy.js";
import { spans } from "../text.js";
import { evidence } from "./evidence.js";
import type { Scene } from "./evidence.js";

/** What can be done about a finding; absent where nothing can. */
export interface Deeds {
  /** Puts the changed request in the place of this one. */
  readonly apply?: (told: Told) => void;
  /** Shows the probes of a finding, or no longer. */
  readonly check?: (told: Told | undefined) => void;
  readonly sendProbes?: (told: Told) => void;
  /** The code of the finding whose probes are shown. */
  readonly checking?: string | undefined;
}

/** The findings about an exchange. failure: why no answer came. Nothing where there is nothing to say. */
export function findings(session: Session, told: readonly Told[], scene: Scene, deeds: Deeds = {}, failure?: Failure): TemplateResult | typeof nothing {
  const standing = told.filter(({ finding }) => finding.certainty !== "ruled_out");
  const out = told.filter(({ finding }) => finding.certainty === "ruled_out");
  if (standing.length === 0) return nothing;
  return html`<ol class="diagnosis" aria-label=${words.diagnosis}>
      ${standing.map((one, i) => html`<li data-code=${one.finding.code}>
        <b>${one.cause} <span class=${`certainty ${one.finding.certainty}`}>${certainties[one.finding.certainty]}</span></b>
        ${buttons(one, deeds, i === 0)}
        ${one.finding.evidence.map((mark) => evidence(session, scene, mark))}
        ${one.cure === "" ? html`<p>${words.noWords}</p>` : html`<p>${one.cure} ${link(session, one, scene, failure)} ${i === 0 ? ownLink(session, one) : nothing}</p>`}
        ${one.finding.fix && deeds.apply && one.change ? html`<p class="soft">${one.change}</p>` : nothing}
        ${(one.detail ?? []).map((line) => html`<p>${line}</p>`)}
        ${i === 0 && failure?.probe ? html`<p>${words.probed(failure.probe.request.url, failure.probe.answered, failure.probe.elsewhere)}</p>` : nothing}
        ${(one.snippet ?? []).map(({ title, text }) => snippet(title, text))}
        ${deeds.checking === one.finding.code ? probes(one, deeds) : nothing}
        ${one.source === "" ? nothing : html`<p class="soft source">${words.source} ${one.source}</p>`}
      </li>`)}
    </ol>
    ${out.length === 0 ? nothing : html`<details class="ruled-out"><summary>${words.ruledOut(out.length)}</summary><ul>${out.map(({ reason }) => html`<li>${reason}</li>`)}</ul></details>`}`;
}

/** Why a press sent nothing. acts: the buttons beside the cause. */
export function obstacle(session: Session, problem: Problem, acts: unknown): TemplateResult | typeof nothing {
  if (problem.kind === "unsent") return findings(session, problem.told, { before: [] });
  const { cause, detail } = problemCause(problem);
  return html`<ol class="diagnosis" aria-label=${words.diagnosis}>
    <li>
      <b>${cause}</b>${acts}
      ${detail.map((line) => html`<p>${line}</p>`)}
    </li>
  </ol>`;
}

/** What turned a failure into a success. */
export function differences(list: readonly string[]): TemplateResult | typeof nothing {
  return list.length === 0 ? nothing : html`<p class="difference"><b>${words.difference}</b> ${list.join(" ")}</p>`;
}

function buttons(told: Told, deeds: Deeds, first: boolean) {
  const { fix, probes } = told.finding;
  const press = (does: ((told: Told) => void) | undefined) => () => { does?.(told); };
  const apply = fix && deeds.apply ? html`<button type="button" class=${first ? "btn next" : "btn"} @click=${press(deeds.apply)}>${words.apply}</button>` : nothing;
  const check = probes.length > 0 && deeds.check ? html`<button type="button" class="btn" aria-expanded=${deeds.checking === told.finding.code} @click=${press(deeds.check)}>${words.check}</button>` : nothing;
  return apply === nothing && check === nothing ? nothing : html`<div class="acts">${apply}${check}</div>`;
}

function probes(told: Told, { sendProbes, check }: Deeds) {
  const list = told.finding.probes;
  const host = new URL(list[0]?.request.url ?? "https://pim").host;
  return html`<div class="probes">
    <p>${words.beforeCheck(host)}</p>
    ${list.map(({ name, http }) => html`<p>${told.probes[name]}</p><pre>${spans(http)}</pre>`)}
    <p class="go"><button type="button" class="btn next" @click=${() => { sendProbes?.(told); }}>${words.checks(list.length)}</button> <button type="button" class="quiet" @click=${() => { check?.(undefined); }}>${words.dontCheck}</button></p>
  </div>`;
}

function snippet(title: string, text: string) {
  const press = (event: Event) => {
    const pre = (event.currentTarget as HTMLElement).parentElement?.nextElementSibling;
    if (pre) void copy(text, pre);
  };
  return html`<p class="snippet"><b>${title}</b> <button type="button" class="quiet" @click=${press}>${words.copy(title)}</button></p><pre class="snippet">${text}</pre>`;
}

/** To the address, or to the step of this page that helps. */
function link(session: Session, { finding }: Told, { request }: Scene, failure?: Failure) {
  if (opens.has(finding.code) && request) return html`<a href=${failure?.probe?.request.url ?? request.url} target="_blank" rel="noreferrer">${words.openAddress}</a>`;
  const here = helps[finding.code]?.find(([href]) => session.page.querySelector(href));
  return here ? html`<a href=${here[0]}>${here[1]}</a>` : nothing;
}

/** To the page that says how a PIM is reached: of one's own, where it has no CORS or does not answer. */
function ownLink(session: Session, { finding }: Told) {
  const ask = finding.code.startsWith("browser_no_cors") || (finding.code === "browser_no_answer" && session.choice === "own");
  if (!ask) return nothing;
  // The lines on that page name its own origin: a step in a page of others has another.
  const elsewhere = session.page === document ? nothing : html` ${words.elsewhere} <code>${location.origin}</code>`;
  return html`<a href=${session.page.querySelector("#own-check") ? "#cors" : ownHref(session, "#cors")}>${words.reach}</a>${elsewhere}`;
}
