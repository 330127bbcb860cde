// Highlights on demand, and the reading of the one pointed at.
"use strict";
(() => {
  const text = document.querySelector("[data-text]");
  const form = document.querySelector("[data-layers]");
  const readings = document.querySelector("[data-readings]");
  const hint = document.querySelector("[data-hint]");
  let on = null;

  function layers() {
    for (const box of form.querySelectorAll("input")) text.classList.toggle(`show-${box.name}`, box.checked);
  }
  form.addEventListener("change", layers);
  layers();

  function read(mark) {
    if (!mark || mark === on) return;
    for (const old of text.querySelectorAll(".hl.on")) old.classList.remove("on");
    on = mark;
    const numbers = mark.dataset.n.split(" ");
    for (const item of readings.children) item.hidden = !numbers.includes(item.id.slice(1));
    for (const one of text.querySelectorAll(".hl[data-n]")) {
      if (one.dataset.n.split(" ").includes(numbers[0])) one.classList.add("on");
    }
    hint.hidden = true;
  }
  text.addEventListener("mouseover", (event) => read(event.target.closest(".hl[data-n]")));
  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".hl[data-n]");
    if (!mark) return;
    read(mark);
    readings.querySelector("li:not([hidden]) a")?.focus({ preventScroll: window.innerWidth > 960 });
  });

  function shown() {
    const names = [...form.querySelectorAll("input:checked")].map((box) => `.l-${box.name}[data-n]`).join(",");
    return names ? [...text.querySelectorAll(names)] : [];
  }
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey) return;
    if (event.key !== "j" && event.key !== "k") return;
    const marks = shown();
    if (!marks.length) return;
    const at = marks.indexOf(on);
    const next = marks[(at + (event.key === "j" ? 1 : -1) + marks.length) % marks.length];
    read(next);
    next.scrollIntoView({ block: "center" });
  });
})();
