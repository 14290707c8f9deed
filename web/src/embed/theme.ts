// Light or dark, as the page around an embed is: its used color-scheme, or where
// it sets none, how light what stands behind the element is.

export type Theme = "auto" | "light" | "dark";

/** Below it a colour is dark; mid grey of the screen is 0.5. */
const middle = 0.4;

/** Keeps target's color-scheme in step with the page around host, until the returned function is called. */
export function follow(host: Element, target: HTMLElement, theme: Theme): () => void {
  const put = (scheme: "light" | "dark") => {
    if (target.style.colorScheme !== scheme) target.style.colorScheme = scheme;
  };
  if (theme !== "auto") {
    put(theme);
    return () => undefined;
  }
  const update = () => {
    put(schemeAround(host));
  };
  // Pages switch by a class or an attribute of whatever is around: data-theme, data-bs-theme, style.
  const observer = new MutationObserver(update);
  for (const node of [host, ...around(host)]) observer.observe(node, { attributes: true });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", update);
  // Where colours fade, the new one is there at the end; and style sheets may come late.
  const late = ["transitionend", "load"] as const;
  for (const event of late) window.addEventListener(event, update, { capture: true });
  update();
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", update);
    for (const event of late) window.removeEventListener(event, update, { capture: true });
  };
}

function schemeAround(host: Element): "light" | "dark" {
  const used = getComputedStyle(host).colorScheme;
  // Where no style says it, a page may have said it of itself.
  const said = document.querySelector<HTMLMetaElement>("meta[name=color-scheme]")?.content ?? "";
  const schemes = (used === "normal" ? said.toLowerCase() : used).split(/[\s,]+/);
  const light = schemes.includes("light");
  const dark = schemes.includes("dark");
  if (light && dark) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (light || dark) return dark ? "dark" : "light";
  return darkBehind(host) ? "dark" : "light";
}

/** The first background behind an element that can be seen. Of one that is a picture the writing on it tells. */
function darkBehind(host: Element): boolean {
  for (const node of [host, ...around(host)]) {
    const { backgroundColor, backgroundImage } = getComputedStyle(node);
    const { light, alpha } = read(backgroundColor);
    if (alpha > 0.5) return light < middle;
    if (backgroundImage !== "none") return read(getComputedStyle(host).color).light > 1 - middle;
  }
  return false;
}

/** What an element stands in, the nearest first, out of trees as well. */
function around(host: Element): Element[] {
  const list: Element[] = [];
  for (let node = above(host); node; node = above(node)) list.push(node);
  return list;
}

function above(node: Element): Element | null {
  if (node.assignedSlot) return node.assignedSlot;
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** How light a colour is, 0 to 1, and how much of it there is, in the forms that browsers write computed colours in. */
function read(color: string): { light: number; alpha: number } {
  const [, kind, inside] = /^([a-z]+)\((.*)\)$/.exec(color) ?? [];
  const numbers = (inside ?? "").replace(/^[a-z]\S*\s/, "").split(/[ ,/]+/).map((part) => (part === "none" ? 0 : Number.parseFloat(part)));
  const [a = NaN, b = NaN, c = NaN, alpha = 1] = numbers;
  const weighed = 0.2126 * a + 0.7152 * b + 0.0722 * c;
  const light = kind === "rgb" || kind === "rgba" ? weighed / 255 : kind === "color" ? weighed : kind === "oklch" || kind === "oklab" ? a : kind === "lch" || kind === "lab" ? a / 100 : NaN;
  return Number.isNaN(light) ? { light: 1, alpha: 0 } : { light, alpha };
}
