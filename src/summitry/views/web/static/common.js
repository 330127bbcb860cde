// On every page: search as you type, and a few keys. All text from the record is set as text, never as markup.
"use strict";
(() => {
  const box = document.getElementById("find");
  const list = document.getElementById("found");
  let asked = 0, at = -1, timer = 0;

  function show(items, note) {
    list.replaceChildren(...items, ...(note ? [Object.assign(document.createElement("p"), { textContent: note })] : []));
    list.hidden = !items.length && !note;
    box.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
    box.removeAttribute("aria-activedescendant");
  }

  function option(row, i) {
    const link = document.createElement("a");
    link.href = row.href;
    link.id = `found-${i}`;
    link.setAttribute("role", "option");
    link.tabIndex = -1;
    const title = document.createElement("bdi");
    title.textContent = row.title;
    const more = document.createElement("small");
    more.textContent = row.more;
    link.append(title, more);
    return link;
  }

  async function find() {
    const words = box.value.trim();
    const mine = ++asked;
    if (!words) return show([]);
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(words.slice(0, 200))}`);
      if (!answer.ok) throw new Error(answer.statusText);
      const rows = (await answer.json()).found;
      if (mine === asked) show(rows.map(option), rows.length ? "" : "Nothing found: try fewer or other words.");
    } catch {
      if (mine === asked) show([], "The server does not answer: is `summitry serve` still running?");
    }
  }

  function select(step) {
    const options = [...list.querySelectorAll("a")];
    if (!options.length) return;
    at = (at + step + options.length) % options.length;
    options.forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  }

  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 120); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); select(1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); select(-1); }
    else if (event.key === "Escape") { show([]); box.blur(); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); list.querySelectorAll("a")[at].click(); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".find")) show([]); });

  const places = { t: "/", m: "/map", n: "/network", f: "/forecasts", s: "/sources", a: "/articles", r: "/review", c: "/conflicts" };
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (going && places[event.key]) { going = false; location.href = places[event.key]; return; }
    going = event.key === "g";
    if (event.key === "/") { event.preventDefault(); box.focus(); box.select(); }
    if (event.key === "?") location.href = "/keys";
  });

  // Empty filters stay out of the address, so that it reads well and is the same for the same view.
  for (const form of document.querySelectorAll("form[data-filters]")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
  }
  for (const link of document.querySelectorAll("[data-busy]")) {
    link.addEventListener("click", () => { link.textContent = link.dataset.busy; link.setAttribute("aria-busy", "true"); });
  }
})();
