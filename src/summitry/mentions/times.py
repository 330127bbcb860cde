"""Time expressions: found, resolved to TIMEX3 values and windows of days.

A `Timex`'s `window` is the days that its words denote; `relation` says how the sentence uses them. "by May" has the
window
of May and the relation "by"; what it dates lies in `reach(timex, dct)`, from the day of writing to the end of May.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from summitry.mentions.times_context import is_title
from summitry.mentions.times_exprs import Calendar, Expr, Shift, Timed, Trimmed, Weekday, WeekOf
from summitry.mentions.times_grammar import ALPHABET
from summitry.mentions.times_ranges import joined
from summitry.mentions.times_reading import NAME, VERSION, Reader, Told
from summitry.mentions.times_reported import as_said, reanchored
from summitry.mentions.times_scan import Found, scan
from summitry.mentions.times_units import TOLD_ONLY
from summitry.mentions.times_words import Tokens
from summitry.model.finder import Finder, Seen
from summitry.model.notes import ArticleDate, Timex
from summitry.model.text import Article
from summitry.model.windows import Window, shift_day

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
    told, times = _times(article, [(0, len(article.text), "body")], dct, narrative)
    return tuple(reanchored(told, times))


def run(article: Article, seen: Seen) -> Iterator[Timex]:
    """The finder: times of the telling blocks, ranges joined to one note with a window over both ends."""
    spans = [(block.start, block.end, block.kind) for block in article.blocks if block.kind in READ_KINDS]
    told, times = _times(article, spans, seen.dct, None)
    yield from reanchored(told, joined(article, times))


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

    News speaks of weekdays, of yesterday and last week; a narrative has hardly any of them beside its dates, of which
    five at least have a year, the middle one two years or more before the day of writing. Where that is not known, five
    at least have year and month, and fewer have a month alone.
    """
    bare = [_bare(f.expr) for f in found]
    dates = [expr for expr in bare if isinstance(expr, Calendar)]
    years = sorted(c.year for c in dates if c.year is not None and not c.before_christ)
    ancient = sum(c.before_christ for c in dates)
    spoken = sum(isinstance(expr, Weekday) or (isinstance(expr, Shift) and _of_the_day(expr)) for expr in bare)
    full = sum(c.year is not None and c.month is not None for c in dates)
    if len(years) + ancient < LEAST_YEARS or len(dates) < NEWS_SHARE * spoken or not (full or ancient):
        return False
    if ancient > len(years):
        return True
    if dct is not None and dct.start is not None:
        return int(dct.start[:4]) - years[len(years) // 2] >= NARRATIVE_GAP
    return full >= LEAST_YEARS and 2 * full > sum(c.month is not None for c in dates)


def _bare(expr: Expr) -> Expr:
    while isinstance(expr, (Trimmed, Timed, WeekOf)) and expr.base is not None:
        expr = expr.base
    return expr


def _of_the_day(shift: Shift) -> bool:
    """Whether a shift counts from the day of writing in a unit that histories do not speak in: "today", "last week"."""
    return shift.origin == "dct" and (shift.unit == "D" or (shift.unit in ("W", "WE") and shift.by != 0))


def _times(
    article: Article, spans: Sequence[tuple[int, int, str]], dct: Window | None, narrative: bool | None
) -> tuple[list[Told], list[Timex]]:
    """The expressions as first read, and as they are in the end."""
    text = article.text
    read = [(start, kind, ALPHABET.tokens(text[start:end])) for start, end, kind in spans]
    pieces = [(start, kind, tokens, scan(tokens)) for start, kind, tokens in read]
    if narrative is None:
        narrative = is_narrative([found for *_, founds in pieces for found in founds], dct)
    reader = Reader(article, dct, narrative)
    for offset, kind, tokens, founds in pieces:
        for found in _with_years(tokens, founds):
            start, end = offset + tokens.starts[found.first], offset + tokens.ends[found.last - 1]
            if is_title(text, start, end) or (found.rule == TOLD_ONLY and not narrative):
                continue
            reader.read(found, start, end, kind)
    times = [told.timex for told in reader.told] if narrative else list(as_said(article, reader.told, dct))
    return reader.told, times


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


FINDER = Finder(NAME, VERSION, reads=(ArticleDate,), writes=(Timex,), run=run)
