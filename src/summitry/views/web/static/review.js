// Review by keyboard alone: a letter does what the button that shows it does.
"use strict";
(() => {
  const root = document.querySelector("[data-review]");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sure]");
    if (button && !confirm(button.dataset.sure)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (root && (event.key === "j" || event.key === "k")) {
      location.href = event.key === "j" ? root.dataset.next : root.dataset.prev;
      return;
    }
    const opener = document.querySelector(`[data-open="${CSS.escape(event.key)}"]`);
    if (opener) {
      event.preventDefault();
      opener.open = true;
      opener.querySelector("select, input:not([type=hidden])")?.focus();
      return;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) { event.preventDefault(); target.click(); }
  });
})();
