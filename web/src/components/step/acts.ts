// The buttons beside the first cause of a diagnosis: each does what the cause
// asks for.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import { resetLocal } from "../../demo.js";
import { offered } from "../choice/choice.js";
import type { Problem, Session } from "../../session.js";
import { announcement, labels } from "../../words/en.js";

export function acts(session: Session, problem: Problem | undefined): TemplateResult | typeof nothing {
  if (problem?.kind === "narrowed") {
    const reload = () => {
      location.reload(); // the address of the page names the chosen PIM
    };
    return buttons(session, [labels.reload(new URL(problem.to).host), reload]);
  }
  const bring = problem?.kind === "no_token" ? session.bring?.(problem.input) : undefined;
  if (bring) return buttons(session, [bring.label, () => void bring.act()]);
  if (problem?.kind !== "local_version") return nothing;
  const { version } = problem;
  const known = offered().includes(version);
  const use = () => {
    session.version = version;
    session.announce(announcement.using(version));
    session.changed();
  };
  const reset: Act = [labels.reset(session.version), () => void resetLocal(session, session.version)];
  return known ? buttons(session, reset, [labels.use(version), use]) : buttons(session, reset);
}

type Act = readonly [label: string, act: () => void];

/** They go once pressed: focus moves to the status line. The first is the one to press. */
function buttons(session: Session, ...list: readonly Act[]): TemplateResult {
  return html`<div class="acts">
    ${list.map(
      ([label, act], i) => html`<button type="button" class=${i === 0 ? "btn next" : "btn"} @click=${() => {
        act();
        session.toStatus();
      }}>${label}</button>`,
    )}
  </div>`;
}
