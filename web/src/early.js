// Runs before anything else, inline, so ≤ 400 bytes once minified: takes off
// the look of a page without script, keeps presses until the script can do
// them, and puts the plain look back if the script does not arrive.
(function (d, w, r, p) {
  r = d.documentElement;
  p = w.pressed = {};
  r.className = "";
  w.addEventListener("error", function (e) { if (e.target.src) r.className = "plain"; }, true);
  w.addEventListener("click", function (e) {
    var b = e.target.closest("[data-press]");
    if (b && w.pressed) {
      p[b.dataset.press] = 1;
      d.querySelector("[role=status]").textContent = "Loading the demo PIM. Your press is kept.";
    }
  });
})(document, window);
