// What the Content-Security-Policy of the page around forbids. Browsers tell it
// in an event; the error alone is the one of a missing file, too.

/** Where this script is: in the folder that holds all scripts of embeds. */
const here = new URL(".", import.meta.url).href;

let blocked = false;
document.addEventListener("securitypolicyviolation", ({ blockedURI, disposition, sourceFile }) => {
  if (disposition !== "enforce") return;
  if (blockedURI.startsWith(here) || (sourceFile.startsWith(here) && /^(wasm-eval|trusted-types)/.test(blockedURI))) blocked = true;
});

/** Whether it kept anything of the playground's from being loaded or run. */
export async function wasBlocked(): Promise<boolean> {
  // The event is a task of its own, which may come after the error.
  await new Promise((resolve) => setTimeout(resolve, 0));
  return blocked;
}

let asked: Promise<boolean> | undefined;

/**
 * Whether the policy lets a step do what its first touch asks for: compile the
 * engine and fetch it. Both are tried with what is there already, since a reader
 * would have lost by then what the author wrote.
 */
export function isAllowed(): Promise<boolean> {
  asked ??= ask();
  return asked;
}

async function ask(): Promise<boolean> {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    await fetch(import.meta.url, { cache: "force-cache" });
  } catch {
    // No WebAssembly, or no network: the step says so itself, and can be read.
  }
  return !(await wasBlocked());
}
