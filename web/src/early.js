// Runs before anything else, inline, so ≤ 400 bytes once minified: takes off
// the look of a page without script and keeps presses until the script can do
// them. If the script does not arrive, the plain look comes back, and no press
// is promised any more.
((root, say) => {
  pressed = {};
  root.className = "";
  addEventListener("error", (e) => {
    if (e.target.src) say("No script. Copy the curl.", (pressed = 0), (root.className = "plain"));
  }, true);
  addEventListener("click", (e) => {
    const press = e.target.closest("[data-press]");
    if (press && window.pressed) say("Loading the demo PIM. Your press is kept.", (pressed[press.dataset.press] = 1));
  });
})(document.documentElement, (text) => (document.querySelector("[role=status]").textContent = text));
