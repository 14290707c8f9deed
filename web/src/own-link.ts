// Links between pages that keep the chosen PIM: to the page of one's own PIM,
// and from there to the walks.

import type { Session } from "./session.js";

/** The address of a page such as "connector/", with the chosen PIM; of its address no more than the bar shows. */
export function pageHref({ choice, own }: Session, page: string): string {
  // All scripts lie in one folder, one below the root of the site.
  const url = new URL(`../${page}`, import.meta.url);
  if (choice === "local") url.searchParams.set("pim", choice);
  else if (choice === "own" && own.parsed) url.searchParams.set("pim", own.parsed.origin);
  return url.href;
}

/** The address of the page of one's own PIM; hash begins with #. */
export function ownHref(session: Session, hash = ""): string {
  return pageHref(session, `own/${hash}`);
}
