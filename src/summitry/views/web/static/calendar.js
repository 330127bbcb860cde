// Days as numbers since 1970, in words, and the marks of a scale of time.
"use strict";
const calendar = (() => {
  const DAY = 86400000;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const LONG = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  function dayWords(number) {
    const date = new Date(number * DAY);
    return `${date.getUTCDate()} ${LONG[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  }
  function isoWords(iso) {
    const [year, month, day] = iso.split("-");
    return `${Number(day)} ${LONG[month - 1]} ${year}`;
  }

  // The scale of a view [first, last] in days, with at most so many marks: what it counts in, and [day, words] each.
  function ticks(view, most) {
    const span = view[1] - view[0], found = [];
    const add = (day, words) => found.push([day, words]);
    const first = new Date(view[0] * DAY);
    if (span / most < 1) {
      const hours = [1, 3, 6, 12, 24].find((step) => (span * 24) / step <= most) || 24;
      for (let t = Math.ceil((view[0] * 24) / hours) * hours; t < view[1] * 24; t += hours) {
        const date = new Date(t * 3600000);
        add(t / 24, t % 24 ? `${String(date.getUTCHours()).padStart(2, "0")}:00` : `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`);
      }
      return ["hours", found];
    }
    if (span / most < 20) {
      const step = [1, 2, 7, 14].find((one) => span / one <= most) || 14;
      for (let day = Math.ceil(view[0] / step) * step; day < view[1]; day += step) {
        const date = new Date(day * DAY);
        add(day, `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${span > 300 ? ` ${date.getUTCFullYear()}` : ""}`);
      }
      return ["days", found];
    }
    const months = [1, 3, 6].find((step) => span / (step * 30.4) <= most);
    if (months) {
      for (let m = Math.ceil(first.getUTCMonth() / months) * months, y = first.getUTCFullYear(); ; m += months) {
        const date = new Date(Date.UTC(y, m, 1)), day = date / DAY;
        if (day > view[1]) return ["months", found];
        if (day >= view[0]) add(day, `${MONTHS[date.getUTCMonth()]}${date.getUTCMonth() === 0 || months > 1 || !found.length ? ` ${date.getUTCFullYear()}` : ""}`);
      }
    }
    const years = [1, 2, 5, 10, 20, 50, 100, 200].find((step) => span / (step * 365.25) <= most) || 500;
    for (let y = Math.ceil(first.getUTCFullYear() / years) * years; ; y += years) {
      const date = new Date(0);
      date.setUTCFullYear(y, 0, 1);
      const day = date / DAY;
      if (day > view[1] || y > 9999) return [years >= 10 ? "decades" : "years", found];
      if (day >= view[0]) add(day, String(y));
    }
  }

  return { DAY, dayWords, isoWords, ticks };
})();
