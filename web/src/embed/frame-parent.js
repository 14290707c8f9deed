// Gives each step of the PIM Auth Playground in a frame the height of what it shows.
// A page without an origin ("null": a file, a sandbox) is told none.
if (self.origin !== "null") {
  const playground = PLAYGROUND;
  const { origin } = new URL(playground);
  const steps = () => [...document.querySelectorAll("iframe")].filter(({ src, sandbox }) => src.startsWith(`${playground}embed/`) && (!sandbox.length || sandbox.contains("allow-same-origin")));
  const hello = (frame) => frame.contentWindow.postMessage({ type: "pim-auth:hello" }, origin);
  document.addEventListener("load", ({ target }) => steps().includes(target) && hello(target), true);
  addEventListener("message", ({ source, origin: from, data }) => {
    const frame = steps().find(({ contentWindow }) => contentWindow === source);
    if (!frame || from !== origin || data?.type !== "pim-auth:height" || !Number.isFinite(data.height)) return;
    frame.style.height = `${Math.min(Math.max(data.height, 100), 20000)}px`;
  });
  // Those that were there before this script.
  for (const frame of steps()) if (frame.contentDocument?.URL !== "about:blank") hello(frame);
}
