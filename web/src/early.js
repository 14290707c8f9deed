// Runs before anything else, inline, so ≤ 400 bytes once minified: takes off
// the look of a page without script and keeps presses until the script can do
// them. If the script does not arrive, the plain look comes back, and no press
// is promised any more.
(function (d, w, r) {
  r = d.documentElement;
  w.pressed = {};
  r.className = "";
  function say(text) { d.querySelector("[role=status]").textContent = text; }
  w.addEventListener("error", function (e) {
    if (e.target.src) { r.className = "plain"; w.pressed = 0; say("The script did not arrive. Copy the curl."); }
  }, true);
  w.addEventListener("click", function (e) {
    var b = e.target.closest("[data-press]");
    if (b && w.pressed) { w.pressed[b.dataset.press] = 1; say("Loading the demo PIM. Your press is kept."); }
  });
})(document, window);
