// Map and network: zoom, drag, who is linked with whom, and the picture as a file.
"use strict";
(() => {
  const svg = document.querySelector("[data-figure]");
  if (!svg) return;
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let box = [...whole];
  function show() { svg.setAttribute("viewBox", box.join(" ")); svg.classList.toggle("near", box[2] < whole[2] * 0.6); }
  function zoom(by, x = box[0] + box[2] / 2, y = box[1] + box[3] / 2) {
    const width = Math.min(whole[2], Math.max(whole[2] / 24, box[2] * by)), real = width / box[2];
    box = [x - (x - box[0]) * real, y - (y - box[1]) * real, width, box[3] * real];
    show();
  }
  for (const button of document.querySelectorAll("[data-map]")) {
    button.addEventListener("click", () => {
      if (button.dataset.map === "all") { box = [...whole]; show(); } else zoom(button.dataset.map === "in" ? 0.6 : 1 / 0.6);
    });
  }
  if (svg.dataset.figure === "map") {
    const at = (event) => { const rect = svg.getBoundingClientRect(); return [box[0] + ((event.clientX - rect.left) / rect.width) * box[2], box[1] + ((event.clientY - rect.top) / rect.height) * box[3]]; };
    svg.addEventListener("wheel", (event) => { if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(event.deltaY > 0 ? 1.2 : 0.83, ...at(event)); } }, { passive: false });
    let from = null;
    svg.addEventListener("pointerdown", (event) => { from = at(event); });
    window.addEventListener("pointerup", () => { from = null; });
    svg.addEventListener("pointermove", (event) => { if (from && event.buttons) { const now = at(event); box[0] += from[0] - now[0]; box[1] += from[1] - now[1]; show(); } });
  }
  for (const node of svg.querySelectorAll("[data-name]")) {
    const light = (on) => { svg.classList.toggle("lit", on); for (const edge of svg.querySelectorAll(".edge")) edge.classList.toggle("on", on && [edge.dataset.a, edge.dataset.b].includes(node.dataset.name)); };
    node.addEventListener("mouseenter", () => light(true)); node.addEventListener("mouseleave", () => light(false));
    node.addEventListener("focus", () => light(true)); node.addEventListener("blur", () => light(false));
  }
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => {
      const kept = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "font-family", "font-size", "opacity"];
      const { width, height } = svg.getBoundingClientRect(), colour = getComputedStyle(svg.parentElement).backgroundColor;
      Picture.export(button.dataset.save, Picture.copy(svg, kept), svg.dataset.figure, { width, height, colour });
    });
  }
})();
