// Light or dark, as the page around an embed is: its used color-scheme, or where
// it sets none, how light what stands behind the element is.

export type Theme = "auto" | "light" | "dark";

/** Keeps target's color-scheme in step with the page around host, until the returned function is called. */
export function follow(host: Element, target: HTMLElement, theme: Theme): () => void {
  if (theme !== "auto") {
    target.style.colorScheme = theme;
    return () => undefined;
  }
  const update = () => {
    target.style.colorScheme = schemeAround(host);
  };
  // Pages switch by a class or an attribute of their root or body.
  const observer = new MutationObserver(update);
  for (const node of [document.documentElement, document.body]) observer.observe(node, { attributes: true, attributeFilter: ["class", "data-theme", "style"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", update);
  update();
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", update);
  };
}

function schemeAround(host: Element): "light" | "dark" {
  const schemes = getComputedStyle(host).colorScheme.split(" ");
  const light = schemes.includes("light");
  const dark = schemes.includes("dark");
  if (light && dark) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (light || dark) return dark ? "dark" : "light";
  return luminanceBehind(host) < 0.4 ? "dark" : "light";
}

/** 0 black, 1 white: of the first background behind an element that can be seen. */
function luminanceBehind(host: Element): number {
  for (let node: Element | null = host; node; node = node.parentElement ?? hostOf(node)) {
    const [r, g, b, a] = channels(getComputedStyle(node).backgroundColor);
    if (a > 0.5) return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  }
  return 1;
}

function hostOf(node: Element): Element | null {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Browsers write used colours of sRGB as rgb() or rgba(). Others are taken for none. */
function channels(color: string): [r: number, g: number, b: number, alpha: number] {
  const [r, g, b, a] = /^rgba?\((.*)\)$/.exec(color)?.[1]?.split(/[ ,/]+/).map(Number) ?? [];
  return r === undefined || g === undefined || b === undefined ? [0, 0, 0, 0] : [r, g, b, a ?? 1];
}
