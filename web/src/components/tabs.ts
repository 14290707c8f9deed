// Tabs as the ARIA practices describe them: one tab stop a list, arrows, Home
// and End move and select.

import { rootOf } from "./part.js";

/** selected is called after another tab was selected. */
export function adoptTabs(tablist: HTMLElement, selected: () => void): void {
  const tabs = [...tablist.querySelectorAll<HTMLElement>("[role=tab]")];
  const select = (chosen: HTMLElement) => {
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      const panel = rootOf(tablist).getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !on;
    }
    selected();
  };
  tablist.addEventListener("click", (event) => {
    const tab = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=tab]") : null;
    if (tab) select(tab);
  });
  tablist.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab === event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (at < 0 || !tab) return;
    event.preventDefault();
    select(tab);
    tab.focus();
  });
}
