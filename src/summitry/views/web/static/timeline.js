// The timeline: lanes of encounters in SVG of our own. Only lanes in view are drawn, so ten thousand encounters move
// as easily as ten. Words from the record are set as text, never as markup.
"use strict";
(() => {
  const root = document.getElementById("timeline");
  if (!root) return;
  const plot = root.querySelector("[data-plot]");
  const scale = root.querySelector("[data-scale]");
  const clock = root.querySelector("[data-clock]");
  const slider = document.getElementById("record-time");
  const told = root.querySelector("[data-day]");
  const NS = "http://www.w3.org/2000/svg";
  const { DAY, dayWords, isoWords } = calendar;
  const AXIS = 30, ROW = 21, PAD = 7, MARK = 14, SUBROWS = 5, FADE = 70;

  let data, items = [], lanes = [], by = root.dataset.lanes, view = [0, 1], all = [0, 1];
  let known = Infinity, days = [], selected = null, drawn = [], width = 800, height = 400, names = 170, waiting = false;
  let tip = null, exact = true, version = 0, laid = { key: "", total: 0 };

  const svg = make("svg", { role: "group", tabindex: "0", "aria-label": "Timeline: arrow keys walk from encounter to encounter, Enter opens one, plus and minus zoom" });
  const spacer = document.createElement("div");
  const live = document.createElement("p");
  live.className = "skip";
  live.setAttribute("aria-live", "polite");

  function make(name, attributes, ...children) {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  async function load(address) {
    const answer = await fetch(address);
    if (!answer.ok) {
      const body = await answer.json().catch(() => ({ detail: answer.statusText }));
      throw new Error(body.detail);
    }
    return answer.json();
  }

  function take(fresh) {
    data = fresh;
    items = data.rows.map((row, index) => {
      const cells = Object.fromEntries(data.columns.map((name, i) => [name, row[i]]));
      const who = cells.who.map((at) => data.names[at]);
      const place = cells.place < 0 ? "" : data.places[cells.place];
      const short = who.slice(0, 3).join(" – ") + (place ? `, ${place.split(", ").at(-2) || place}` : "");
      const item = { ...cells, index, who, codes: cells.states, place, short };
      // What has no date stands where it was first told of, and says so.
      const first = cells.history.find(([day]) => day >= 0);
      if (cells.from === null && cells.to === null && first) {
        item.undated = true;
        item.from = item.to = Date.parse(data.days[first[0]]) / DAY;
      }
      return item;
    });
  }

  function statusOf(item) {
    if (known === Infinity) return item.status;
    let status = -1;
    for (const [day, now] of item.history) if (day <= known) status = now;
    return status;
  }

  function keysOf(item) {
    const states = item.codes.map((at) => data.states[at]);
    if (by === "country") return states;
    if (by === "person") return item.who;
    if (states.length > 3) return ["Many sides"];
    if (states.length < 2) return [states.length ? `${states[0]} and others` : "Sides unknown"];
    const pairs = [];
    for (let i = 0; i < states.length; i++) for (let j = i + 1; j < states.length; j++) pairs.push([states[i], states[j]].sort().join(" – "));
    return [...new Set(pairs)];
  }

  function group() {
    version += 1;
    const found = new Map();
    for (const item of items) {
      if (item.from === null && item.to === null) continue;
      for (const key of keysOf(item)) {
        if (!found.has(key)) found.set(key, []);
        found.get(key).push(item);
      }
    }
    lanes = [...found].map(([name, held]) => ({ name, held: held.sort((a, b) => (a.from ?? a.to) - (b.from ?? b.to) || (b.to ?? 0) - (a.to ?? 0)) }));
    lanes.sort((a, b) => b.held.length - a.held.length || (a.name < b.name ? -1 : 1));
  }

  function bounds() {
    let low = Infinity, high = -Infinity;
    for (const { from, to } of items) {
      if (from !== null) { low = Math.min(low, from); high = Math.max(high, from + 1); }
      if (to !== null) { low = Math.min(low, to); high = Math.max(high, to + 1); }
    }
    if (low > high) return [0, 1];
    const room = Math.max(3, (high - low) * 0.04);
    return [low - room, high + room];
  }

  // Most of a record lies close together in time; a few encounters that articles look back on lie far away.
  function opening() {
    const starts = items.map((item) => item.from ?? item.to).filter((day) => day !== null).sort((a, b) => a - b);
    if (starts.length < 8) return bounds();
    const low = starts[Math.floor(starts.length * 0.1)], high = bounds()[1];
    const room = Math.max(5, (high - low) * 0.05);
    return [Math.max(bounds()[0], low - room), high];
  }

  const x = (day) => names + ((day - view[0]) / (view[1] - view[0])) * (width - names);
  const dayAt = (px) => view[0] + ((px - names) / (width - names)) * (view[1] - view[0]);

  function extent(item) {
    const left = item.from === null ? x(item.to + 1) - FADE : x(item.from);
    const right = item.to === null ? x(item.from) + FADE : x(item.to + 1);
    return [left, Math.max(right, left + MARK)];
  }

  function arrange() {
    let top = AXIS + 2;
    const shownFrom = names - 40, shownTo = width + 40;
    for (const lane of lanes) {
      const ends = [];
      lane.placed = [];
      lane.many = [];
      for (const item of lane.held) {
        const status = statusOf(item);
        if (status < 0) continue;
        const [left, right] = extent(item);
        if (right < shownFrom || left > shownTo) continue;
        const inside = item.parent >= 0 && lane.placed.find((one) => one.item.index === item.parent);
        let row = inside ? inside.row + 1 : 0;
        while (row < ends.length && ends[row] > left - 2) row++;
        if (row >= SUBROWS) {
          const last = lane.many.at(-1);
          if (last && left - last.left < 30) { last.items.push(item); last.right = Math.max(last.right, right); }
          else lane.many.push({ left, right, items: [item] });
          continue;
        }
        while (ends.length <= row) ends.push(-Infinity);
        ends[row] = Math.max(left + MARK, right);
        lane.placed.push({ item, row, left, right, status });
      }
      lane.rows = Math.max(1, ends.length) + (lane.many.length ? 1 : 0);
      lane.top = top;
      lane.height = lane.rows * ROW + PAD;
      top += lane.height;
    }
    return top + 8;
  }

  function fit(words, room) {
    const most = Math.floor(room / 6.3);
    return words.length <= most ? words : most > 8 ? `${words.slice(0, most - 1)}…` : "";
  }

  function drawItem(placed, lane, next) {
    const { item, row, left, right, status } = placed;
    const name = data.statuses[status];
    const y = lane.top + PAD / 2 + row * ROW;
    const node = make("g", { class: `item s-${name}${item.undated ? " undated" : ""}${selected === item ? " on" : ""}` });
    node.item = item;
    let at = left;
    const shownLeft = Math.max(left, names), shownRight = Math.min(right, width);
    if (right - left > MARK + 2) {
      const mask = item.from === null ? "left" : item.to === null ? "right" : item.soft ? "both" : "";
      node.append(make("rect", { class: "bar", x: left, y: y + (item.soft ? 3 : 5), width: right - left, height: item.soft ? 14 : 10, rx: item.soft ? 7 : 3, ...(mask ? { mask: `url(#fade-${mask})` } : {}) }));
      if (item.from === null) at = right - MARK;
      else if (item.to === null) at = left;
      else if (item.soft) at = (shownLeft + shownRight) / 2 - MARK / 2;
      else at = shownLeft;
    }
    node.append(make("circle", { class: "ring", cx: at + MARK / 2, cy: y + 10, r: 11 }));
    node.append(make("use", { href: `#m-${name}`, x: at, y: y + 3, width: MARK, height: MARK }));
    const words = fit(item.short + (item.overdue ? " (overdue)" : ""), Math.min(next, width) - Math.max(at + MARK, right) - 8);
    if (words) {
      const text = make("text", { x: Math.max(at + MARK, right) + 5, y: y + 14 });
      text.textContent = words;
      node.append(text);
    }
    node.append(make("rect", { class: "hit", x: Math.min(left, at), y, width: Math.max(right - left, MARK), height: ROW }));
    return node;
  }

  function draw() {
    waiting = false;
    width = plot.clientWidth;
    names = width < 560 ? 104 : 222;
    // Lanes are laid out anew only where the view, the day or what is shown has changed: not to scroll or to select.
    const now = [view[0], view[1], known, width, version].join();
    if (now !== laid.key) laid = { key: now, total: arrange() };
    const total = laid.total;
    const most = Math.max(260, Math.min(innerHeight * 0.56, 560));
    height = Math.min(total, most);
    plot.style.height = `${height}px`;
    spacer.style.height = `${Math.max(0, total - height)}px`;
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const scrolled = plot.scrollTop;
    const body = make("g", { transform: `translate(0 ${-scrolled})` });
    const back = make("g");
    const [unit, marks] = calendar.ticks(view, Math.max(2, (width - names) / 90));
    const latest = data.clock ? Date.parse(data.clock) / DAY + 1 : null;
    const knownDay = known === Infinity ? latest : Date.parse(days[known]) / DAY + 1;
    if (knownDay !== null && x(knownDay) < width) {
      const left = Math.max(names, x(knownDay));
      back.append(make("rect", { class: "ahead-back", x: left, y: 0, width: width - left, height }));
    }
    drawn = [];
    for (const lane of lanes) {
      if (lane.top + lane.height < scrolled || lane.top > scrolled + height) continue;
      body.append(make("line", { class: "lane-line", x1: 0, x2: width, y1: lane.top + lane.height - 0.5, y2: lane.top + lane.height - 0.5 }));
      const starts = Array.from({ length: SUBROWS + 1 }, () => []);
      for (const one of lane.placed) starts[one.row].push(one);
      for (const row of starts) {
        row.forEach((one, i) => {
          const node = drawItem(one, lane, i + 1 < row.length ? row[i + 1].left : width);
          drawn.push(one.item);
          body.append(node);
        });
      }
      for (const many of lane.many) {
        const node = make("g", { class: "item many" });
        const cy = lane.top + PAD / 2 + (lane.rows - 1) * ROW + 10, cx = many.left + 9;
        node.many = many;
        const text = make("text", { x: cx, y: cy + 4 });
        text.textContent = `+${many.items.length}`;
        node.append(make("circle", { cx, cy, r: many.items.length > 99 ? 15 : 11 }), text);
        body.append(node);
      }
      body.append(make("rect", { class: "lane-back", x: 0, y: lane.top, width: names - 8, height: lane.height - 1 }));
      const text = make("text", { class: "lane-name", x: 10, y: lane.top + 18 });
      text.textContent = fit(lane.name, names - 46);
      const title = make("title");
      title.textContent = lane.name;
      text.append(title);
      const count = make("text", { class: "lane-count", x: names - 14, y: lane.top + 18, "text-anchor": "end" });
      count.textContent = lane.placed.length + lane.many.reduce((sum, many) => sum + many.items.length, 0) || "";
      body.append(text, count);
    }
    const axis = make("g", { class: "axis" });
    axis.append(make("rect", { class: "base", x: 0, y: 0, width, height: AXIS }));
    for (const [day, words] of marks) {
      if (x(day) < names) continue;
      back.append(make("line", { x1: x(day), x2: x(day), y1: AXIS, y2: height, stroke: "currentColor", opacity: 0.09 }));
      const text = make("text", { x: x(day) + 3, y: 19 });
      text.textContent = words;
      axis.append(make("line", { x1: x(day), x2: x(day), y1: 6, y2: AXIS }), text);
    }
    axis.append(make("line", { x1: 0, x2: width, y1: AXIS, y2: AXIS }));
    if (knownDay !== null && x(knownDay) > names && x(knownDay) < width) {
      axis.append(make("line", { class: "now", x1: x(knownDay), x2: x(knownDay), y1: 0, y2: height }));
      const label = make("text", { class: "now-name", x: x(knownDay) - 4, y: height - 6, "text-anchor": "end" });
      label.textContent = "known until here · ahead →";
      axis.append(label);
    }
    svg.replaceChildren(masks(), back, body, axis);
    const undated = items.filter((item) => (item.undated || (item.from === null && item.to === null)) && statusOf(item) >= 0).length;
    const there = items.filter((item) => statusOf(item) >= 0).length;
    scale.textContent = `${there} encounter${there === 1 ? "" : "s"} · ${dayWords(Math.round(view[0]))} to ${dayWords(Math.round(view[1]))} · ${unit}${undated ? ` · ${undated} undated` : ""}`;
  }

  function masks() {
    const defs = make("defs");
    for (const [name, stops] of [["both", [[0, 0.15], [0.5, 1], [1, 0.15]]], ["left", [[0, 0], [1, 1]]], ["right", [[0, 1], [1, 0]]]]) {
      const gradient = make("linearGradient", { id: `grade-${name}` });
      for (const [at, light] of stops) gradient.append(make("stop", { offset: at, "stop-color": "white", "stop-opacity": light }));
      defs.append(gradient, make("mask", { id: `fade-${name}`, maskContentUnits: "objectBoundingBox" }, make("rect", { x: 0, y: 0, width: 1, height: 1, fill: `url(#grade-${name})` })));
    }
    return defs;
  }

  function soon() {
    if (data && !waiting) { waiting = true; requestAnimationFrame(draw); }
  }

  function zoom(factor, centre = (names + width) / 2) {
    const day = dayAt(centre), span = Math.min(Math.max((view[1] - view[0]) * factor, 0.5), 2 * (all[1] - all[0]) + 60);
    const share = (day - view[0]) / (view[1] - view[0]);
    view = [day - span * share, day + span * (1 - share)];
    soon();
  }
  function pan(px) {
    const moved = (px / (width - names)) * (view[1] - view[0]);
    view = [view[0] + moved, view[1] + moved];
    soon();
  }

  function showTip(item, event) {
    hideTip();
    const status = statusOf(item);
    tip = document.createElement("div");
    tip.className = "tip";
    const title = document.createElement("b");
    title.textContent = item.short;
    const more = document.createElement("span");
    const days = item.undated ? `undated, first told of on ${dayWords(item.from)}` : item.from === null ? `by ${dayWords(item.to)}` : item.to === null ? `from ${dayWords(item.from)} on` : item.from === item.to ? dayWords(item.from) : `${item.soft ? "within " : ""}${dayWords(item.from)} to ${dayWords(item.to)}`;
    more.textContent = `${data.types[item.type]}, ${data.statuses[status]}${item.overdue ? ", overdue" : ""} · ${days}${item.place ? ` · ${item.place}` : ""} · ${item.articles} article${item.articles === 1 ? "" : "s"}`;
    tip.append(title, more);
    document.body.append(tip);
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(event.clientX + 14, innerWidth - box.width - 8))}px`;
    tip.style.top = `${event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18}px`;
    live.textContent = `${item.short}: ${more.textContent}`;
  }
  function hideTip() { tip?.remove(); tip = null; }

  function open(item) {
    const day = known === Infinity ? (data.as_of || "") : days[known];
    location.href = `/encounters/${item.id}${day ? `?as_of=${day}` : ""}`;
  }

  function select(step) {
    if (waiting) draw();
    if (!drawn.length) return;
    const at = drawn.indexOf(selected);
    selected = drawn[at < 0 ? (step > 0 ? 0 : drawn.length - 1) : (at + step + drawn.length) % drawn.length];
    draw();
    const node = [...svg.querySelectorAll(".item.on")][0];
    if (node) {
      const box = node.querySelector(".ring").getBoundingClientRect();
      showTip(selected, { clientX: box.left, clientY: box.top });
    }
  }
  function lane(step) {
    const tops = lanes.map((one) => one.top - AXIS - 2), now = plot.scrollTop;
    const to = step > 0 ? tops.find((top) => top > now + 1) : tops.findLast((top) => top < now - 1);
    if (to !== undefined) plot.scrollTop = to;
    selected = null;
  }

  svg.addEventListener("keydown", (event) => {
    const keys = {
      ArrowRight: () => (event.shiftKey ? pan(120) : select(1)), ArrowLeft: () => (event.shiftKey ? pan(-120) : select(-1)),
      ArrowDown: () => lane(1), ArrowUp: () => lane(-1), "+": () => zoom(0.6), "=": () => zoom(0.6), "-": () => zoom(1 / 0.6),
      0: () => { view = [...all]; soon(); }, Enter: () => selected && open(selected), Escape: () => { selected = null; hideTip(); soon(); },
    };
    if (keys[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); keys[event.key](); }
  });
  svg.addEventListener("blur", hideTip);

  let drag = null;
  svg.addEventListener("pointerdown", (event) => { drag = { x: event.clientX, moved: 0 }; });
  window.addEventListener("pointerup", () => { setTimeout(() => { drag = null; }); });
  window.addEventListener("pointermove", (event) => {
    if (drag && event.buttons) {
      const by = drag.x - event.clientX;
      drag.moved += Math.abs(by);
      drag.x = event.clientX;
      if (drag.moved > 3) { hideTip(); pan(by); }
      return;
    }
    const node = event.target.closest?.("#timeline .item");
    if (node?.item) showTip(node.item, event);
    else hideTip();
  });
  svg.addEventListener("click", (event) => {
    const node = event.target.closest(".item");
    if (!node || (drag && drag.moved > 3)) return;
    if (node.item) return open(node.item);
    const days = node.many.items.flatMap((item) => [item.from ?? item.to, (item.to ?? item.from) + 1]);
    const low = Math.min(...days), high = Math.max(...days), room = Math.max(1, (high - low) * 0.15);
    const narrower = high - low + 2 * room < (view[1] - view[0]) * 0.8;
    if (narrower) { view = [low - room, high + room]; soon(); } else zoom(0.4, event.clientX - svg.getBoundingClientRect().left);
  });
  svg.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(event.deltaY > 0 ? 1.25 : 0.8, event.clientX - svg.getBoundingClientRect().left); }
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { event.preventDefault(); pan(event.deltaX); }
  }, { passive: false });
  plot.addEventListener("scroll", soon);
  new ResizeObserver(soon).observe(plot);

  for (const button of root.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "all") { view = [...all]; soon(); } else zoom(button.dataset.zoom === "in" ? 0.6 : 1 / 0.6);
    });
  }
  for (const link of root.querySelectorAll("[data-by]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      by = link.dataset.by;
      for (const one of root.querySelectorAll("[data-by]")) one.toggleAttribute("aria-current", one === link);
      if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "true");
      address("lanes", by === "dyad" ? null : by);
      plot.scrollTop = 0;
      group();
      soon();
    });
  }

  function address(name, value) {
    const now = new URL(location.href);
    if (value === null) now.searchParams.delete(name); else now.searchParams.set(name, value);
    now.searchParams.delete("page");
    history.replaceState(null, "", now);
    return now;
  }

  // Record time. Dragging shows each encounter's status of that day at once, by its history; letting go folds the
  // record as of that day, windows, places and all.
  function preview() {
    const at = Number(slider.value);
    known = at >= days.length - 1 ? Infinity : at;
    told.textContent = known === Infinity ? `${isoWords(days.at(-1))} (latest)` : isoWords(days[at]);
    slider.setAttribute("aria-valuetext", told.textContent);
    if (!exact) { exact = true; take(whole); group(); }
    soon();
  }
  let whole = null, asked = 0;
  async function settle() {
    const mine = ++asked, at = Number(slider.value), latest = at >= days.length - 1;
    const now = address("as_of", latest ? null : days[at]);
    if (latest) { known = Infinity; take(whole); group(); soon(); }
    const listed = fetch(now).then((answer) => answer.text());
    if (!latest) {
      const source = new URL(root.dataset.source, location.href);
      source.searchParams.set("as_of", days[at]);
      const fresh = await load(source).catch(() => null);
      if (mine !== asked) return;
      if (fresh && fresh.rows) { take(fresh); exact = false; known = Infinity; data.clock = days[at]; group(); soon(); }
    }
    const page = new DOMParser().parseFromString(await listed, "text/html");
    const list = document.querySelector("[data-list]"), newer = page.querySelector("[data-list]");
    if (mine === asked && list && newer) list.replaceWith(newer);
  }
  slider.addEventListener("input", preview);
  slider.addEventListener("change", settle);
  root.querySelector("[data-play]").addEventListener("click", (event) => {
    const button = event.currentTarget;
    if (button.timer) { clearInterval(button.timer); button.timer = 0; button.textContent = "play"; settle(); return; }
    if (Number(slider.value) >= days.length - 1) slider.value = 0;
    button.textContent = "stop";
    preview();
    button.timer = setInterval(() => {
      slider.value = Number(slider.value) + Math.max(1, Math.round(days.length / 120));
      preview();
      if (Number(slider.value) >= days.length - 1) button.click();
    }, 450);
  });

  for (const button of root.querySelectorAll("[data-export]")) {
    button.addEventListener("click", () => {
      const kept = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "opacity", "color", "text-anchor"];
      const copy = Picture.copy(svg, kept), colour = getComputedStyle(root).backgroundColor;
      copy.insertBefore(make("rect", { width, height, fill: colour }), copy.querySelector("g"));
      copy.prepend(document.querySelector(".symbols").cloneNode(true));
      Picture.export(button.dataset.export, copy, "timeline", { width, height, colour });
    });
  }

  load(root.dataset.source).then((fresh) => {
    take(fresh);
    whole = fresh.as_of ? null : fresh;
    days = data.days;
    all = bounds();
    view = opening();
    if (!items.length) { plot.querySelector(".loading").textContent = "No encounter passes these filters: take one away, or widen the dates."; return; }
    plot.replaceChildren(svg, spacer, live);
    group();
    if (days.length > 1) {
      clock.hidden = false;
      slider.max = days.length - 1;
      slider.value = data.as_of ? Math.max(0, days.findLastIndex((day) => day <= data.as_of)) : days.length - 1;
      told.textContent = data.as_of ? isoWords(days[slider.value]) : `${isoWords(days.at(-1))} (latest)`;
      slider.setAttribute("aria-valuetext", told.textContent);
      if (data.as_of) {
        exact = false;
        const source = new URL(root.dataset.source, location.href);
        source.searchParams.delete("as_of");
        load(source).then((now) => { whole = now; });
      }
    }
    draw();
    root.dataset.ready = "true";
  }).catch((error) => {
    plot.querySelector(".loading").textContent = `The timeline cannot be drawn: ${error.message}. The list below may still be of use; load the page again.`;
  });
})();
