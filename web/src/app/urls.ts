// This page's own two addresses as an App. The PIM's redirect is followed by a
// browser, but a registered address should be the one that answers by itself.

/** Below the playground's own directory: the script lies in a folder of it. */
export function ownAddress(name: "activate" | "callback"): string {
  return new URL(`../${name}`, import.meta.url).href;
}

/** The same, or its file where a host answers the bare name with a redirect, or not at all. */
export async function answeringAddress(name: "activate" | "callback"): Promise<string> {
  const bare = ownAddress(name);
  try {
    const answer = await fetch(bare, { redirect: "manual", cache: "no-store", credentials: "omit" });
    if (answer.ok) return bare;
  } catch {
    // Offline, or held back: the file's name is the one that every host knows.
  }
  return `${bare}.html`;
}
