// The rail: the map of the walk, what happened, and the demo PIM's clock.

import { html, nothing, render, svg } from "lit/html.js";
import type { Exchange } from "../../journal/journal.js";
import { channelOf, statusOf, withPlace } from "../../journal/journal.js";
import { moveClock } from "../../demo.js";
import { useLate } from "../../send.js";
import { isOwn, placeName, placeOf } from "../../session.js";
import type { Place, Session } from "../../session.js";
import { advances, clockText, labels, statusText } from "../../words/en.js";
import { nextStep } from "../../walk.js";
import { disclose, part, setText } from "../part.js";

export class PimRail extends HTMLElement {
  #session: Session | undefined;

  set session(session: Session) {
    this.#session = session;
    disclose(part(this, "map"));
    session.listen(() => {
      this.#update();
    });
    // The clock is text: it changes with the minute, outside live regions.
    setInterval(() => {
      this.#update();
    }, 10_000);
    this.#update();
  }

  #update(): void {
    const session = this.#session;
    if (!session) return;
    const items = [...this.querySelectorAll<HTMLElement>("li[data-for]")];
    const done = session.walk.done(session);
    const next = nextStep(session);
    for (const item of items) {
      const id = item.dataset.for ?? "";
      item.classList.toggle("done", done.has(id));
      if (id === next) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    const at = items.findIndex((item) => item.dataset.for === next);
    setText(part(this, "map"), at < 0 ? labels.done(items.length) : labels.step(at + 1, items.length, items[at]?.textContent.trim() ?? ""));
    render([happened(withPlace(session.journal, placeName(session))), late(session)], part(this, "happened"));
    render(isOwn(session) || session.engine.state !== "ready" ? nothing : clock(session, placeOf(session)), part(this, "clock"));
  }
}

/** Answers that came too late for their step, and brought what should not be lost. */
function late(session: Session) {
  const steps = [...placeOf(session).steps.values()].filter((step) => step.late?.reading?.shape === "token" || step.late?.reading?.shape === "app_token");
  return steps.map(
    (step) => html`<section>
      <p class="soft">${labels.cameLate(step.late?.n ?? 0)}</p>
      <button type="button" class="pill" @click=${() => {
        useLate(session, step);
        // The button goes: focus moves to the status line.
        session.toStatus();
      }}>${labels.useLate}</button>
    </section>`,
  );
}

function clock(session: Session, place: Place) {
  return html`<section>
    <h2>${labels.clock}</h2>
    <p class="soft">${clockText(Date.now(), place.ahead)}</p>
    <div class="pills">
      ${advances.map(([advance, label]) => html`<button type="button" class="pill" @click=${() => void moveClock(session, advance)}>${label}</button>`)}
    </div>
  </section>`;
}

const row = 52;

/** The last four messages to the PIM, between two lanes; a probe is one of its own. The whole diagram has the others. */
function happened(exchanges: Exchange[]) {
  const last = exchanges.flatMap(messages).slice(-4);
  const height = 20 + last.length * row;
  const said = last.map(({ what, answer }) => `${what}, ${answer}`);
  const heading = `${labels.happened}${exchanges.length > 0 ? ` (${String(exchanges.length)})` : ""}`;
  return html`<section class="miniature">
    <h2>${document.getElementById("happened") ? html`<a href="#happened">${heading}</a>` : heading}</h2>
    ${last.length === 0
      ? html`<p class="soft">${labels.nothingYet}</p>`
      : svg`<svg viewBox="0 0 200 ${height}" width="200" height=${height} role="img" aria-label=${labels.diagram(said)}>
          <text x="22" y="12" text-anchor="middle">You</text><text x="178" y="12" text-anchor="middle">PIM</text>
          <line class="lane" x1="22" y1="18" x2="22" y2=${height} /><line class="lane" x1="178" y1="18" x2="178" y2=${height} />
          ${last.map((message, i) => arrows(message, 38 + i * row))}
        </svg>`}
  </section>`;
}

interface Message {
  readonly what: string;
  readonly answer: string;
  readonly good: boolean;
  /** Through the person's browser: dashed, as in the whole diagram. */
  readonly front: boolean;
}

function messages(exchange: Exchange): Message[] {
  if (exchange.to !== "pim") return [];
  const status = statusOf(exchange);
  const front = channelOf(exchange) === "front";
  const own = { what: exchange.what, answer: status === 0 ? statusText(exchange) : String(status), good: status >= 200 && status < 400, front };
  const probe = "failure" in exchange.outcome ? exchange.outcome.failure.probe : undefined;
  return probe ? [own, { what: labels.probe, answer: probe.answered ? labels.probeAnswered : labels.noAnswer, good: probe.answered, front }] : [own];
}

function arrows({ what, answer, good, front }: Message, y: number) {
  const kind = good ? "ok" : "ko";
  const channel = front ? " front" : "";
  return svg`<g>
    <text x="100" y=${y - 4} text-anchor="middle">${what}</text>
    <path class="go${channel}" d="M22 ${y}H176m-7 -4l7 4l-7 4" />
    <path class="${kind}${channel}" d="M178 ${y + 16}H24m7 -4l-7 4l7 4" />
    <text class=${kind} x="100" y=${y + 30} text-anchor="middle">${answer}</text>
  </g>`;
}
