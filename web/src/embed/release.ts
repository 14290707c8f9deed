// A press begins and ends at one place: what moves between the two makes it a
// press of nothing.

/** How long after a finger is lifted its click may come, in ms. */
const late = 300;

/** Resolves once what is pressed has its click, or will not have one. */
export async function release(): Promise<void> {
  const over = new AbortController();
  const options = { capture: true, signal: over.signal };
  await new Promise<void>((resolve) => {
    const end = () => {
      resolve();
    };
    for (const type of ["click", "pointercancel", "contextmenu"]) addEventListener(type, end, options);
    addEventListener("pointerup", () => setTimeout(end, late), options);
  });
  over.abort();
}
