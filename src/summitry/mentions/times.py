"""Time expressions: found, resolved to TIMEX3 values and windows of days.

A `Timex`'s `window` is the days that its words denote; `relation` says how the sentence uses them. "by May" has the
window
of May and the relation "by"; what it dates lies in `reach(timex, dct)`, from the day of writing to the end of May.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Iterator, Sequence

from summitry.mentions.times_context import relation_at, tense_at
from summitry.mentions.times_exprs import (
    Calendar,
    Expr,
    Fixed,
    Reference,
    Resolved,
    Shift,
    Timed,
    Trimmed,
    Weekday,
    WeekOf,
)
from summitry.mentions.times_grammar import ALPHABET
from summitry.mentions.times_scan import Found, scan
from summitry.mentions.times_units import TOLD_ONLY
from summitry.mentions.times_values import DAYS_OF, is_timex3, precision_of, window_of
from summitry.mentions.times_words import Tokens
from summitry.model.finder import Finder, Seen
from summitry.model.notes import ArticleDate, Maker, Tense, Timex
from summitry.model.text import Article
from summitry.model.windows import Window, shift_day

NAME, VERSION = "times", "1"

READ_KINDS = frozenset({"headline", "byline", "dateline", "body", "caption"})
"""Kinds of block whose times are read: those that tell, and the byline, which may date the article."""

LEAST_YEARS, NEWS_SHARE = 5, 8
"""Least dates with a year for a text to be read as a narrative, and least dates to one weekday or "today".
Measured on the training texts: all 16 of WikiWars pass, 0 of the 256 of TempEval-3, 7 of 576 news articles."""

NARRATIVE_GAP = 2
"""Least years between the day of writing and the middle one of those dates, for the same."""


def find_times(article: Article, dct: Window | None, narrative: bool | None = None) -> tuple[Timex, ...]:
    """Every time expression of the whole text, in order of place, ranges as their two ends (TIMEX3 knows no other way).

    `dct`: the days within which the text was written, None where nothing is known of them. `narrative`: whether dates
    without a year belong to the year told before; None: decided by the text (see `is_narrative`).
    """
    return tuple(_times(article, [(0, len(article.text))], dct, narrative))


def run(article: Article, seen: Seen) -> Iterator[Timex]:
    """The finder: times of the telling blocks, ranges joined to one note with a window over both ends."""
    spans = [(block.start, block.end) for block in article.blocks if block.kind in READ_KINDS]
    yield from joined(article, list(_times(article, spans, seen.dct, None)))


def reach(timex: Timex, dct: Window | None) -> Window | None:
    """The days in which what a timex dates may lie, by its relation: "by May" from the day of writing to the end of
    May,
    "after Tuesday" from Wednesday on, "since 2011" from 2011 to the day of writing. None where the timex has no
    window."""
    window = timex.window
    if window is None:
        return None
    now_start, now_end = (dct.start, dct.end) if dct else (None, None)
    if timex.relation in ("by", "until"):
        start = now_start if now_start and window.end and now_start <= window.end else None
        return Window(start, window.end)
    if timex.relation == "before":
        end = shift_day(window.start, -1) if window.start else None
        return Window(now_start if now_start and end and now_start <= end else None, end)
    if timex.relation == "after":
        return Window(shift_day(window.end, 1) if window.end else None, None)
    if timex.relation in ("since", "from"):
        past = now_end and window.start and window.start <= now_end and timex.relation == "since"
        return Window(window.start, now_end if past else None)
    if timex.relation == "around" and window.days is not None:
        slack = max(1, window.days // 2)
        return window.widen(slack, slack)
    return window


def is_narrative(found: Sequence[Found], dct: Window | None) -> bool:
    """Whether a text tells of times long before it was written, or of times that it always dates itself.

    News speaks of weekdays, of today and yesterday; a narrative has hardly any of them beside its dates, of which five
    at least have a year, the middle one two years or more before the day of writing. Where that is not known, five at
    least have year and month, and fewer have a month alone.
    """
    dates = [calendar for calendar in (_calendar(f.expr) for f in found) if calendar is not None]
    years = sorted(c.year for c in dates if c.year is not None and not c.before_christ)
    ancient = sum(c.before_christ for c in dates)
    spoken = sum(isinstance(f.expr, Weekday) or (isinstance(f.expr, Shift) and f.expr.unit == "D") for f in found)
    full = sum(c.year is not None and c.month is not None for c in dates)
    if len(years) + ancient < LEAST_YEARS or len(dates) < NEWS_SHARE * spoken or not (full or ancient):
        return False
    if ancient > len(years):
        return True
    if dct is not None and dct.start is not None:
        return int(dct.start[:4]) - years[len(years) // 2] >= NARRATIVE_GAP
    return full >= LEAST_YEARS and 2 * full > sum(c.month is not None for c in dates)


def _calendar(expr: Expr) -> Calendar | None:
    while isinstance(expr, (Trimmed, Timed, WeekOf)) and expr.base is not None:
        expr = expr.base
    return expr if isinstance(expr, Calendar) else None


def _times(
    article: Article, spans: Sequence[tuple[int, int]], dct: Window | None, narrative: bool | None
) -> Iterator[Timex]:
    text = article.text
    pieces = [(start, tokens, scan(tokens)) for start, end in spans for tokens in [ALPHABET.tokens(text[start:end])]]
    if narrative is None:
        narrative = is_narrative([found for _, _, founds in pieces for found in founds], dct)
    focus: Timex | None = None
    quarter: str | None = None
    for offset, tokens, founds in pieces:
        for found in _with_years(tokens, founds):
            start, end = offset + tokens.starts[found.first], offset + tokens.ends[found.last - 1]
            tense = tense_at(text, start, end)
            base = Reference(None, tense, focus.value if focus else None, narrative, quarter)
            resolved, anchored = _resolve(found.expr, dct, base)
            timex = Timex(
                quotes=(article.quote(start, end),),
                maker=Maker(NAME, VERSION, found.rule),
                type=found.type,
                value=resolved.value,
                window=_window(found, resolved) or _prospect(found, text[max(0, start - 8) : start], tense, dct),
                mod=resolved.mod,
                anchor=_anchor(found.expr, anchored, focus),
                relation=relation_at(text, start),
                precision=_precision(resolved),
            )
            if found.rule == TOLD_ONLY and not narrative:
                continue
            yield timex
            if found.type in ("DATE", "TIME") and _leads_on(focus, timex, narrative):
                focus = timex
            if found.rule == "quarter" and timex.window and not (dct and dct.end and str(timex.window.end) > dct.end):
                quarter = timex.value


def _window(found: Found, resolved: Resolved) -> Window | None:
    return resolved.days if resolved.window or found.type in ("DATE", "TIME") else None


_IN = re.compile(r"\b(in|within)\s+$", re.IGNORECASE)


def _prospect(found: Found, before: str, tense: Tense | None, dct: Window | None) -> Window | None:
    """The days that a duration ahead leads to: "will meet in three weeks" three weeks on, "within" all until then."""
    match = _IN.search(before)
    if match is None or tense != "future" or dct is None or dct.start is None or dct.end is None:
        return None
    amount = re.fullmatch(r"P(\d+)([DWMY])", found.expr.value) if isinstance(found.expr, Fixed) else None
    if found.type != "DURATION" or amount is None:
        return None
    days, unit = int(amount.group(1)) * DAYS_OF[amount.group(2)], DAYS_OF[amount.group(2)]
    first = dct.start if match.group(1).lower() == "within" else shift_day(dct.start, days - unit // 2)
    return Window(first, shift_day(dct.end, days + unit // 2))


def _leads_on(focus: Timex | None, timex: Timex, narrative: bool) -> bool:
    """Whether a time is one that what follows is told from: it has days, and in a narrative it is
    no coarser than a year."""
    if not (window_of(timex.value) or timex.value.startswith("BC")):
        return False
    if not narrative or focus is None:
        return True
    return precision_of(timex.value) not in ("decade", "unknown")


def _with_years(tokens: Tokens, founds: Sequence[Found]) -> Iterator[Found]:
    """The expressions, a date without a year taking that of the date it is coupled to: "August and September 1914"."""
    for found, following in itertools.zip_longest(founds, founds[1:]):
        date, other = found.expr, following.expr if following else None
        if not (isinstance(date, Calendar) and isinstance(other, Calendar)) or following.first - found.last > 2:
            yield found
            continue
        between = tokens.word(found.last).lower() if found.last < following.first else ""
        lacking = date.year is None and date.month is not None and date.direction is None
        if lacking and other.year is not None and between in _COUPLES:
            date = dataclasses.replace(date, year=other.year, before_christ=other.before_christ)
        yield dataclasses.replace(found, expr=date)


_COUPLES = ("and", "or", "to", "until", "through", "-", "–", "—", ",")


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


_TO = re.compile(r"\s*(?:[-–—]|to|through|thru|until|till)\s*(?:the\s+)?", re.IGNORECASE)
_OR = re.compile(r",?\s+or\s+(?:in\s+|on\s+)?(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


def joined(article: Article, times: Sequence[Timex]) -> list[Timex]:
    """Times with each range ("Apr. 26-27", "from Sunday to Wednesday", "late May or early June") as one note.

    Its value is the ISO interval of both ends, its window reaches over both, and its quotes are the whole and the ends.
    Its precision is "day" where both ends are days: they are the first and the last day; of "May 1 or 2" "window".
    """
    out: list[Timex] = []
    for timex in times:
        last = out[-1] if out else None
        whole = _join(article, last, timex) if last is not None else None
        if whole is not None:
            out[-1] = whole
        else:
            out.append(timex)
    return out


def _join(article: Article, first: Timex, last: Timex) -> Timex | None:
    between = article.text[first.end : last.start] if first.end <= last.start else ""
    if not between or len(between) > 12 or len(first.quotes) > 1 or first.type != "DATE" or last.type != "DATE":
        return None
    if "REF" in first.value + last.value:
        return None
    if not (_TO.fullmatch(between) or _OR.fullmatch(between) or _AND.fullmatch(between)):
        return None
    window = _range_window(first, last)
    if _AND.fullmatch(between) and not _BETWEEN.search(article.text[max(0, first.start - 14) : first.start]):
        touching = (
            first.window and last.window and first.window.end and shift_day(first.window.end, 1) == last.window.start
        )
        if not touching:
            return None
    if first.window and last.window and window is None:
        return None
    exact = first.precision == last.precision == "day" and not _OR.fullmatch(between)
    return Timex(
        quotes=(article.quote(first.start, last.end), first.quotes[0], last.quotes[0]),
        maker=Maker(NAME, VERSION, f"range of {first.maker.rule} and {last.maker.rule}"),
        type="DATE",
        value=f"{first.value}/{last.value}",
        window=window,
        anchor=first.anchor if first.anchor != "none" else last.anchor,
        relation="in" if first.relation in ("from", "on") else first.relation,
        precision="unknown" if window is None else "day" if exact else "window",
    )


def _range_window(first: Timex, last: Timex) -> Window | None:
    if first.window is None or last.window is None:
        return None
    start, end = first.window.start, last.window.end
    if start and end and start > end and "weekday" in first.maker.rule and "weekday" in last.maker.rule:
        start = shift_day(start, -7)
    return Window(start, end) if start is None or end is None or start <= end else None


FINDER = Finder(NAME, VERSION, reads=(ArticleDate,), writes=(Timex,), run=run)
