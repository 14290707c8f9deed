// How high a frame's content is, told to the page around that asked for it. That
// page says, to this window and for this origin alone:
//
//	{ type: "pim-auth:hello" }
//
// and hears, now and whenever it changes, in CSS pixels:
//
//	{ type: "pim-auth:height", height: 812 }
//
// A page without an origin of its own ("null") cannot be named as who may hear
// it, and hears nothing.

/** Hears who asks from now on; the function it returns tells them the height of content, which must not depend on the window's. */
export function tellHeight(): (content: Element) => void {
  const { parent } = window;
  if (parent === window) return () => undefined;
  let to: string | undefined;
  let told: number | undefined;
  let shown: Element | undefined;
  const tell = () => {
    if (to === undefined || !shown) return;
    const height = Math.ceil(shown.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: "pim-auth:height", height }, to);
  };
  addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || origin === "null" || !isHello(data)) return;
    to = origin;
    told = undefined;
    tell();
  });
  return (content) => {
    shown = content;
    tell(); // no observer runs in a frame far from what the reader sees
    new ResizeObserver(tell).observe(content);
  };
}

function isHello(data: unknown): boolean {
  return typeof data === "object" && data !== null && "type" in data && data.type === "pim-auth:hello";
}
