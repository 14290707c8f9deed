// The script of the App walk.

import { challengeElements } from "../app/elements.js";
import { waitForTabs } from "../app/tabs.js";
import { ownAddress } from "../app/urls.js";
import { appWalk } from "../app/walk.js";
import { PimAppForm } from "../components/appform/appform.js";
import { PimAppUrls } from "../components/appform/urls.js";
import { PimAppDisconnect } from "../components/apart/disconnect.js";
import { PimAppReconnect } from "../components/apart/reconnect.js";
import { PimAppAuthorize } from "../components/authorize/authorize.js";
import { PimAppCallback } from "../components/authorize/callback.js";
import { PimAppConnect, PimAppConsent } from "../components/screens/connect.js";
import { start } from "../start.js";

// The fields were written for the address that make run has: this page may have another.
for (const name of ["activate", "callback"] as const) {
  const input = document.querySelector<HTMLInputElement>(`#app-${name}-url`);
  if (input && input.value === input.defaultValue) input.defaultValue = input.value = ownAddress(name);
}

// A link may name a version that has no Apps: its way in is another walk.
const asked = new URLSearchParams(location.search).get("version") ?? "";
if (/^[1-5]([.]|$)/.test(asked)) {
  const link = document.querySelector<HTMLAnchorElement>("[data-part=old-link]");
  if (link) link.href = `${link.getAttribute("href") ?? ""}?version=${encodeURIComponent(asked)}`;
  document.querySelector("[data-part=old]")?.removeAttribute("hidden");
}

void start({
  elements: {
    "pim-app-urls": PimAppUrls,
    "pim-app-form": PimAppForm,
    "pim-app-connect": PimAppConnect,
    "pim-app-authorize": PimAppAuthorize,
    "pim-app-consent": PimAppConsent,
    "pim-app-callback": PimAppCallback,
    ...challengeElements,
    "pim-app-reconnect": PimAppReconnect,
    "pim-app-disconnect": PimAppDisconnect,
  },
  walk: appWalk,
  later: (session) => {
    waitForTabs(session);
    return Promise.resolve();
  },
});
