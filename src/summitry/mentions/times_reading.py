"""One time expression read where it stands: its value and days as of the day of writing, or of what was told before."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence

from summitry.mentions.times_beside import Beside, count, dated_event, event_after, explained
from summitry.mentions.times_context import clause_at, relation_at
from summitry.mentions.times_exprs import VAGUE_UNITS, Ago, Expr, Fixed, Reference, Resolved, Shift, Timed
from summitry.mentions.times_scan import Found
from summitry.mentions.times_values import DAYS_OF, is_timex3, precision_of, window_of
from summitry.model.notes import EVENT, Maker, Tense, Timex
from summitry.model.text import Article
from summitry.model.windows import Window, shift_day

NAME, VERSION = "times", "2"

FORGOTTEN = 600
"""Code points after which news counts no days ("two days later") from a time told before: two or three paragraphs."""

REMEMBERED = 60
"""Times told before among which the day of an event is looked for: those of a long article; it bounds the effort."""


@dataclasses.dataclass(frozen=True)
class Told:
    """An expression with what it was read against, and the note that came of it."""

    found: Found
    base: Reference
    timex: Timex

    def as_said(self, when: Timex) -> Timex:
        """The note that it is where it was said at another time than the day of writing, with that time as a quote."""
        resolved, _ = _resolve(self.found.expr, when.window, self.base)
        return dataclasses.replace(
            self.timex,
            value=resolved.value,
            mod=resolved.mod,
            window=_window(self.found, resolved),
            precision=_precision(resolved),
            anchor=when.id,
            quotes=(*self.timex.quotes, when.quotes[0]),
        )

    def from_day(self, day: Timex) -> Timex:
        """The note that it is counted from a day, where it is one that counts from something."""
        return _from(self.timex, self.found.expr, day) if isinstance(self.found.expr, Beside) else self.timex

    @property
    def lacks_day(self) -> bool:
        """Whether it is a time of day that names no day ("at 10 a.m.")."""
        return _lacks_day(self.found.expr)

    def on_day(self, day: Timex) -> Timex:
        """The note that it is as a time of another day, with that day as a quote."""
        quotes = (*self.timex.quotes, day.quotes[0])
        value = f"{day.value}T{self.timex.value.partition('T')[2]}"
        return dataclasses.replace(
            self.timex, value=value, window=day.window, precision="day", anchor=day.id, quotes=quotes
        )


def _lacks_day(expr: Expr) -> bool:
    return isinstance(expr, Timed) and expr.base is None


class Reader:
    """Reads the expressions of one article in order; `told` holds those read so far.

    `dct`: the days within which it was written, None where nothing is known. `narrative`: see `is_narrative`.
    """

    def __init__(self, article: Article, dct: Window | None, narrative: bool) -> None:
        self.told: list[Told] = []
        self._article, self._dct, self._narrative = article, dct, narrative
        self._focus: Timex | None = None
        self._quarter: str | None = None

    def read(self, found: Found, start: int, end: int, kind: str) -> None:
        """Reads the next expression; `kind`: of the block that it stands in."""
        text, dct, focus = self._article.text, self._dct, self._focus
        clause = clause_at(text, start, end, scheduled=kind == "body", headline=kind == "headline")
        told = focus.value if focus and not self._is_stale(focus, found, start, clause.tense) else None
        base = Reference(
            None, clause.tense, told, self._narrative, self._quarter, clause.sure, clause.near, clause.seen
        )
        resolved, anchored = _resolve(found.expr, dct, base)
        window = _window(found, resolved) or _prospect(found, text[max(0, start - 8) : start], clause.tense, dct)
        dayless = _lacks_day(found.expr) and not self._narrative
        timex = Timex(
            quotes=(self._article.quote(start, end),),
            maker=Maker(NAME, VERSION, found.rule),
            type=found.type,
            value=resolved.value,
            window=None if dayless else window,
            mod=resolved.mod,
            anchor=_anchor(found.expr, anchored, focus),
            relation=relation_at(text, start),
            precision="unknown" if dayless else _precision(resolved),
        )
        if isinstance(found.expr, Beside):
            told_before = [t.timex for t in self.told[-REMEMBERED:]]
            timex = _beside(self._article, timex, found.expr, told_before, self._narrative)
        self.told.append(Told(found, base, timex))
        if found.type in ("DATE", "TIME") and _leads_on(focus, timex, self._narrative):
            self._focus = timex
        if found.rule == "quarter" and timex.window and not (dct and dct.end and str(timex.window.end) > dct.end):
            self._quarter = timex.value

    def _is_stale(self, focus: Timex, found: Found, start: int, tense: Tense | None) -> bool:
        """Whether a time told before is too far off to count days from in news, or lies behind what is yet to come."""
        if self._narrative or not (isinstance(found.expr, (Shift, Ago)) and found.expr.unit == "D"):
            return False
        behind = focus.window is not None and self._dct is not None and str(focus.window.end) < str(self._dct.start)
        return start - focus.end > FORGOTTEN or (tense == "future" and behind)


def _beside(article: Article, timex: Timex, expr: Beside, told: Sequence[Timex], narrative: bool) -> Timex:
    """A time counted from an event, with the words that name the event; resolved where the text dates it."""
    event = event_after(article, timex.end)
    if event is None:
        return timex
    open_ = dataclasses.replace(timex, quotes=(*timex.quotes, event), anchor=EVENT)
    same = explained(article, timex.start, told[-1]) if told and (expr.definite or narrative) else None
    if same is not None:
        return dataclasses.replace(
            open_, type="DATE", value=same.value, window=same.window, precision="day", anchor=same.id
        )
    day = dated_event(article, event, told)
    if day is None:
        return open_
    return _from(open_, expr, day)


def _from(timex: Timex, expr: Beside, day: Timex) -> Timex:
    counted = count(expr, day)
    return dataclasses.replace(
        timex,
        type="DATE" if precision_of(counted.value) != "unknown" else timex.type,
        value=counted.value,
        window=counted.days,
        precision=_precision(counted),
        anchor=day.id,
        quotes=(*timex.quotes, day.quotes[0]),
    )


def _window(found: Found, resolved: Resolved) -> Window | None:
    return resolved.days if resolved.window or found.type in ("DATE", "TIME") else None


_IN = re.compile(r"\b(in|within)\s+$", re.IGNORECASE)


def _prospect(found: Found, before: str, tense: Tense | None, dct: Window | None) -> Window | None:
    """The days that a duration ahead leads to: "will meet in three weeks" three weeks on, "within" all until then."""
    match = _IN.search(before)
    if match is None or tense != "future" or dct is None or dct.start is None or dct.end is None:
        return None
    amount = re.fullmatch(r"P(\d+|X)([DWMY])", found.expr.value) if isinstance(found.expr, Fixed) else None
    if found.type != "DURATION" or amount is None:
        return None
    unit = DAYS_OF[amount.group(2)]
    days = unit * (VAGUE_UNITS if amount.group(1) == "X" else int(amount.group(1)))
    if match.group(1).lower() == "within":
        return Window(dct.start, shift_day(dct.end, days))
    if amount.group(1) == "X":
        return None
    return Window(shift_day(dct.start, days - unit // 2), shift_day(dct.end, days + unit // 2))


def _leads_on(focus: Timex | None, timex: Timex, narrative: bool) -> bool:
    """Whether a time is one that what follows is told from: it has days, and in a narrative it is
    no coarser than a year."""
    if not (window_of(timex.value) or timex.value.startswith("BC")):
        return False
    if not narrative or focus is None:
        return True
    return precision_of(timex.value) not in ("decade", "unknown")


def _anchor(expr: Expr, anchored: bool, focus: Timex | None) -> str:
    if not anchored:
        return "none"
    told = getattr(expr, "origin", None) == "focus"
    return focus.id if told and focus is not None else "dct"


def _precision(resolved: Resolved) -> str:
    window = resolved.days
    known = precision_of(resolved.value)
    if window is None:
        return "unknown"
    if resolved.value.endswith("-WE") and resolved.window is not None:
        return known
    if known == "unknown" or "X" in resolved.value.split("T")[0] or resolved.window is not None:
        return "day" if window.days == 1 else "window"
    return known


def _resolve(expr: Expr, dct: Window | None, base: Reference) -> tuple[Resolved, bool]:
    """The value over a window of days of writing: where its two ends disagree, what they share, and the days of
    both."""
    free = expr.resolve(dataclasses.replace(base, focus=None))
    ends = [side for side in ((dct.start, dct.end) if dct else ()) if side is not None]
    readings = [
        expr.resolve(dataclasses.replace(base, day=datetime.date.fromisoformat(day))) for day in dict.fromkeys(ends)
    ]
    if not readings:
        reading = expr.resolve(base)
        return reading, reading != free or "X" in free.value
    first, last = readings[0], readings[-1]
    anchored = first != free
    closed = dct is not None and dct.start is not None and dct.end is not None
    if first == last and (closed or not anchored or first.value == free.value):
        return first, anchored
    if not closed:
        return _half_open(first, free, dct), anchored
    window = first.days.cover(last.days) if first.days and last.days else None
    year = first.value[:4] if first.value[:4] == last.value[:4] else "XXXX"
    value = year + free.value[4:] if free.value.startswith("XXXX") else shared(first.value, last.value)
    return Resolved(value, first.mod, window), True


def _half_open(reading: Resolved, free: Resolved, dct: Window | None) -> Resolved:
    if reading.days is None or dct is None:
        return free
    window = Window(reading.days.start, None) if dct.end is None else Window(None, reading.days.end)
    return Resolved(free.value, free.mod, window)


def shared(first: str, last: str) -> str:
    """What two values of one expression share, X where they differ: "2018-03" and "2018-04" share "2018-XX"."""
    left, right = first.split("-"), last.split("-")
    if len(left) != len(right):
        return "XXXX"
    parts: list[str] = []
    open_from = False
    for a, b in zip(left, right, strict=True):
        open_from = open_from or a != b
        inner = open_from and len(parts) > 1 and a.isdigit() and not parts[-1].startswith("W")
        parts.append(a if a == b and not inner else _masked(a, b))
    value = "-".join(parts)
    return value if is_timex3(value) else "XXXX"


def _masked(first: str, last: str) -> str:
    if first[:1] == "W" and last[:1] == "W" and first != "WE":
        return "WXX"
    if first[:1] in "QH" and first[:1] == last[:1]:
        return first[0] + "X"
    return "X" * len(first) if first.isdigit() else "XX"
