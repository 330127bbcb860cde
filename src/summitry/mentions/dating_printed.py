"""Printed dates as clues: beside a byline, on a short line of the head, in a dateline with its year or without it."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from summitry.mentions.dating_solve import Constraint, intersect
from summitry.mentions.times_context import tense_at
from summitry.model.notes import DateCandidate, Timex
from summitry.model.text import Article, Block, Quote
from summitry.model.windows import Window

FIRST_YEAR, LAST_YEAR = 1980, 2028
"""Years of pages: printed numbers outside are no dates of writing. The last is the first year that is outside."""

PRINTED, DATELINE, HEAD = 80, 78, 74
"""Strengths of a date beside a byline or after a label, of a dateline's, and of one on another line of the head: a
masthead may bear the day on which the page was saved."""

SAID, ITSELF = 29, 4
"""Strengths of a weekday told near a dateline, heeded after tenures since one in ten is of another day, and of the
dateline's day itself against the day after."""

LONG_LINE = 120
"""Code points of a line that begins the story: a date beside a byline further down is another page's."""

OPENING = 3
"""Paragraphs within which what was said on a weekday was said on the dateline's day or the day before it. Measured on
the dated articles of the bench: so in 9 of 10 of the second and third, with any past verb in 42 of 46 of the first."""

LISTED = 40
"""Most days of several years that are listed as candidates."""

_TOP_KINDS = frozenset({"byline", "dateline", "headline", "body", "boilerplate"})
_HEAD_KINDS = frozenset({"headline", "body", "boilerplate"})

_LABEL = re.compile(
    r"(?:^|\n|\||·|•)[ \t*]*(?:first\s+|last\s+)?"
    r"(?:published|(?P<changed>updated|modified)|posted|date|created|issued|dated)"
    r"(?:\s+(?:on|at|online))?\s*:?\s*(?:\w+,\s*)?(?:\d{1,2}:\d\d\s*(?:[ap]\.?m\.?)?\s*\w{0,4},?\s*)?$",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|all rights reserved)[^\n]{0,60}$", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-]|\.\d)")
_APART = re.compile(
    r"(?:^|\s[-–—|·•]+\s|[|·•]\s*|\s{2,}|\t)(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*)?$", re.IGNORECASE
)
_BY_PLACE = re.compile(
    r"(?:By\s+)?(?!(?:On|In|Since|Until|After|Before|From)\b)(?:[A-Z][\w.'’-]*(?:,\s*|\s+(?:(?:in|de|of|al|van|von|and)\s+)?)){1,8}$"
)
_REST = re.compile(r"\W*(?:$|[|·•–—-]|(?:at\s+)?\d{1,2}[:.]\d\d)", re.I)


def in_years(window: Window) -> bool:
    """Whether a window begins in a year that pages may be of."""
    return FIRST_YEAR <= int(str(window.start)[:4]) <= LAST_YEAR


def printed_clues(article: Article, times: Sequence[Timex]) -> Iterator[Constraint]:
    """Days that the page prints as its own: in a dateline, beside the byline, after a label such as "Published", or
    on a short line of the head where nothing else is told. One after "Updated" is the day where no other is printed.
    """
    first = next((b for b in article.blocks if b.kind == "body" and b.end - b.start >= LONG_LINE), None)
    top = first.start if first else len(article.text)
    for quote, windows in _full_dates(article, times):
        block = article.block_at(quote.start)
        before = article.text[max(0, quote.start - 80) : quote.start]
        if block is None or block.kind not in _TOP_KINDS or COPYRIGHT.search(before):
            continue
        label = _LABEL.search(before)
        if block.kind == "dateline":
            reach = tuple(window.widen(0, 1) for window in windows)
            yield Constraint(reach, "dateline", DATELINE, "dateline: that day or the day after", quote)
            yield Constraint(windows, "dateline", ITSELF, "the dateline's day itself", quote, day=True)
        elif label or (block.kind == "byline" and quote.start <= top):
            changed = label is not None and label["changed"] is not None
            why = "printed date of a change" if changed else "printed date" if label else "printed beside the byline"
            yield Constraint(windows, "dateline", PRINTED - changed, why, quote, day=True)
        elif quote.start < top and _stands_alone(article.text, block, quote):
            yield Constraint(windows, "dateline", HEAD, "printed on a line of the head", quote, day=True)


def _full_dates(article: Article, times: Sequence[Timex]) -> Iterator[tuple[Quote, tuple[Window, ...]]]:
    """Dates with day, month and year, each with its day; "3/4/2016" with both, the day first."""
    numbers = list(_NUMBERS.finditer(article.text))
    for match in numbers:
        days = _readings(int(match[1]), int(match[3]), int(match[4]))
        if days:
            yield article.quote(*match.span()), days
    read = {match.start() for match in numbers}
    for time in times:
        whole = time.window is not None and time.window.days == 1 and time.anchor == "none"
        if whole and time.window is not None and in_years(time.window) and not read & set(range(time.start, time.end)):
            yield time.quotes[0], (time.window,)


def _readings(first: int, second: int, year: int) -> tuple[Window, ...]:
    found = set()
    for day, month in ((first, second), (second, first)):
        try:
            found.add(datetime.date(year, month, day).isoformat())
        except ValueError:
            continue
    return tuple(Window.of(day) for day in sorted(found) if in_years(Window.of(day)))


def _stands_alone(text: str, block: Block, quote: Quote) -> bool:
    """Whether a date is no part of a sentence: at the end of a short line, after a dash, a bar, a gap, or, outside
    headlines, nothing but names and places; or such a line's beginning."""
    start = max(block.start, text.rfind("\n", block.start, quote.start) + 1)
    end = text.find("\n", quote.end, block.end)
    end = block.end if end < 0 else end
    before, after = text[start : quote.start], text[quote.end : end]
    if block.kind not in _HEAD_KINDS or end - start > LONG_LINE or not _REST.match(after):
        return False
    return bool(_APART.search(before)) or (block.kind != "headline" and bool(_BY_PLACE.fullmatch(before)))


def undated_clues(article: Article, times: Sequence[Timex]) -> Iterator[Constraint]:
    """A dateline's day without its year: the article was written on it or on the day after, in some year."""
    for time in times:
        block = article.block_at(time.start)
        match = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", time.value)
        if block is None or block.kind != "dateline" or not match:
            continue
        days = []
        for year in range(FIRST_YEAR, LAST_YEAR):
            try:
                days.append(Window.of(f"{year}-{match[1]}-{match[2]}"))
            except ValueError:  # 29 February
                continue
        if days:
            reach = tuple(day.widen(0, 1) for day in days)
            quote = time.quotes[0]
            why = "a dateline without a year: that day or the day after"
            yield Constraint(reach, "dateline", DATELINE, why, quote, recurs=True)
            yield Constraint(tuple(days), "dateline", ITSELF, "the dateline's day itself", quote, day=True, recurs=True)


_TOLD = re.compile(
    r"\b(?:said|told|announced|confirmed|denied|says|according to|statement|reported)\b[^.!?\n]{0,40}$", re.IGNORECASE
)


def weekday_clues(article: Article, times: Sequence[Timex], stated: Iterable[Constraint]) -> Iterator[Constraint]:
    """What weekdays near the top say of days that are told in several readings: each is that day's or the day's
    before."""
    open_ones = [clue for clue in stated if clue.day and clue.basis == "dateline" and len(clue.windows) > 1]
    opening = [block for block in article.blocks if block.kind == "body"]
    opening = [block for block in opening if block.end - block.start >= LONG_LINE][:OPENING] or opening[:1]
    for time in times if open_ones else ():
        match = re.fullmatch(r"XXXX-WXX-(\d)(?:T\w+)?", time.value)
        place = next((at for at, block in enumerate(opening) if block.start <= time.start < block.end), None)
        if match is None or place is None or tense_at(article.text, time.start, time.end) != "past":
            continue
        if place and not _TOLD.search(article.text[max(0, time.start - 60) : time.start]):
            continue
        for clue in open_ones:
            agreeing = tuple(day.widen(0, 1) for day in clue.windows if _back(day, int(match[1])) <= 1)
            if agreeing and len(agreeing) < len(clue.windows):
                why = "told of that weekday on the day or the day after"
                yield Constraint(agreeing, "inferred", SAID, why, time.quotes[0], recurs=clue.recurs)


def _back(day: Window, weekday: int) -> int:
    """Days since the last such weekday (1 is Monday), 0 on the weekday itself."""
    return (datetime.date.fromisoformat(str(day.start)).isoweekday() - weekday) % 7


def heeding_clocks(clues: Sequence[Constraint]) -> list[Constraint]:
    """The clues, of stated days that lie one day apart only the best as a day: the printed before the address's before
    the metadata's. Clocks differ by a day between places, so the others still hold within a day either way."""
    days = [clue for clue in clues if clue.day and clue.strength >= HEAD and len(clue.windows) == 1]
    bettered = [c for c in days if any(_rank(rival) > _rank(c) and _one_apart(rival, c) for rival in days)]
    return [_within_a_day(clue) if clue in bettered else clue for clue in clues]


def _within_a_day(clue: Constraint) -> Constraint:
    reason = f"{clue.reason}: a day off, as clocks of other places are"
    return dataclasses.replace(clue, windows=(clue.hull.widen(1, 1),), reason=reason, day=False)


def _rank(clue: Constraint) -> tuple[int, int]:
    return ({"given": 3, "dateline": 2, "url": 1}.get(clue.basis, 0), clue.strength)


def _one_apart(one: Constraint, other: Constraint) -> bool:
    day = one.hull
    return day.days == 1 and other.hull in (day.widen(1, -1), day.widen(-1, 1))


def years_left(domain: Sequence[Window], clues: Iterable[Constraint]) -> tuple[DateCandidate, ...]:
    """Each day that a date without a year, or in two readings, may still be, where it is more than one."""
    found: list[DateCandidate] = []
    for clue in (clue for clue in clues if clue.day and len(clue.windows) > 1):
        left = [cut for day in clue.windows for cut in intersect(domain, (day,))]
        reason = f"{clue.reason}, one of {len(left)}"
        if 1 < len(left) <= LISTED:
            found += [DateCandidate(day, clue.basis, kept=True, reason=reason, quote=clue.quote) for day in left]
    return tuple(found)
