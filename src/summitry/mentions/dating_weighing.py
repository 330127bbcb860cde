"""What an article tells of, weighed together: which days its people, dates and topics leave likely.

A clue of `dating_evidence` or `dating_offices` rules days out. Most of what news tells rules nothing out and yet says
much: a topic has its months in the news, a person in office is named most then, a thing is told of most while it is
new. Each such thing is given weight for every day by how far the day lies from its own days, as attention to news falls
off (a power of the distance: Wu and Huberman 2007 and others); the weights are multiplied, and what little the least
likely days hold together is cut off. It is the weakest clue, and cuts nothing where little is told.

Constants are measured, rounded, on the 589 dated articles of the bench with dates and addresses withheld; halves by
story gave each of them within a fifth.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from summitry.lexicon import people, tables
from summitry.mentions.dating_offices import FORMER, NOT_YET, known_things, public_tenures, titled
from summitry.mentions.dating_printed import in_years
from summitry.mentions.dating_solve import Constraint, Solution
from summitry.model.notes import Timex
from summitry.model.text import Article, Quote
from summitry.model.windows import Window, first_day, last_day

WEIGHING = 8
"""Strength: weaker than every clue that rules days out."""

LEFT_OUT = 0.01
"""Share of the whole weight that the days cut off hold together. Of 72 + 126 articles looked at while developing, 97.2
and 97.6 % lie in what is left (at .04: 94.4 and 97.6); of 25 + 84 others (`newswcl50.dev`, `attribution_dev`) 100 and
94.0 % (80 and 91.7). The median window of the 126 is 445 days, not 342: one that holds the day is worth more."""

FEWEST = 4
"""Things told of that must bear on the days left open."""

NARROW_DAYS = 31
"""A window as narrow as this is left as it is."""

CELLS = 250
"""Most stretches of days that are weighed apart."""

NEW, HELD, NAMED, DATED = (0.35, 10), (0.35, 10), (0.85, 500), (0.75, 10)
ONCE, OFTEN, LATEST = (0.35, 10), (0.65, 10), (0.5, 10)
"""Exponent, and days of distance that count as none, of: a thing new on a day; a title held; a person named; the latest
date in full; a topic told of once, and more often; and the latest day before which it cannot have been written."""

MANY = 12
"""Things told of from which on each counts for less, by the root of their number: they are seldom of as many minds."""

FAR_DAYS = 1500
"""Distance from which on a thing is history, told of at any time."""

SHOWN = 4
"""Things that the reason names."""

_FIRST, _LAST = date(1990, 1, 1).toordinal(), date(2027, 12, 31).toordinal()
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:\s(?:[A-ZÀ-Þ][\w.'’-]*|of|bin|al|de|van|der)){1,3}")

Days = tuple[int, int]


@dataclasses.dataclass(frozen=True)
class Thing:
    """Something told of: the stretches of days that it belongs to, the exponent and distance by which days away from
    them lose weight, and the words."""

    stretches: tuple[Days, ...]
    weight: tuple[float, int]
    quote: Quote

    def losses(self, cells: Sequence[Days]) -> tuple[float, ...]:
        """The logarithms of the weight that each cell's middle day loses."""
        exponent, near = self.weight
        lost = []
        for cell in cells:
            day = (cell[0] + cell[1]) // 2
            away = min(max(first - day, day - last, 0) for first, last in self.stretches)
            lost.append(exponent * math.log1p(min(away, FAR_DAYS) / near) if away else 0.0)
        return tuple(lost)


def weighing_clue(
    article: Article, solution: Solution, times: Sequence[Timex], spans: Sequence[tuple[int, int]]
) -> Iterator[Constraint]:
    """The days that hold all but `LEFT_OUT` of the weight, of those that the other clues leave; at most one clue."""
    cells = _cells(solution.domain)
    if sum(last - first + 1 for first, last in cells) <= NARROW_DAYS:
        return
    things = list(things_told(article, times, spans))
    telling = [thing for thing in things if len(set(thing.losses(cells[:: max(1, len(cells) // 50)]))) > 1]
    if len(telling) < FEWEST:
        return
    told = tuple(telling)
    if solution.window.start is not None:
        start = date.fromisoformat(solution.window.start).toordinal()
        telling.append(Thing(((start, start),), LATEST, telling[0].quote))
    kept = _likeliest(cells, telling)
    windows = tuple(Window(_iso(first), _iso(last)) for first, last in kept)
    if kept[0][0] == _FIRST:
        windows = (Window(None, windows[0].end), *windows[1:])
    if kept[-1][1] == _LAST:
        windows = (*windows[:-1], Window(windows[-1].start, None))
    shown = sorted(told, key=lambda thing: (_length(thing), thing.quote.start))[:SHOWN]
    words = ", ".join(dict.fromkeys(f"“{thing.quote.text}”" for thing in shown))
    reason = f"the likely days by all that it tells of, {words} among it"
    again = len(windows) > 1 and any(clue.recurs for clue in solution.kept)
    yield Constraint(windows, "inferred", WEIGHING, reason, shown[0].quote, recurs=again)


def _cells(domain: Sequence[Window]) -> list[Days]:
    """The days left open, in stretches of one length, in order."""
    left = [
        (max(_FIRST, date.fromisoformat(w.start).toordinal() if w.start else _FIRST),
         min(_LAST, date.fromisoformat(w.end).toordinal() if w.end else _LAST))
        for w in domain
    ]  # fmt: skip
    left = [(first, last) for first, last in left if first <= last]
    step = max(1, sum(last - first + 1 for first, last in left) // CELLS)
    return [(at, min(at + step - 1, last)) for first, last in left for at in range(first, last + 1, step)]


def _likeliest(cells: Sequence[Days], things: Sequence[Thing]) -> list[Days]:
    """The cells of greatest weight that hold all but `LEFT_OUT` of it together, neighbours joined."""
    share = min(1.0, math.sqrt(MANY / len(things)))
    losses = [share * math.fsum(column) for column in zip(*(thing.losses(cells) for thing in things), strict=True)]
    least = min(losses)
    weights = [math.exp(least - loss) for loss in losses]
    held = [weight * (last - first + 1) for weight, (first, last) in zip(weights, cells, strict=True)]
    wanted, total, chosen = math.fsum(held) * (1 - LEFT_OUT), 0.0, []
    for place in sorted(range(len(cells)), key=lambda i: (-weights[i], i)):
        chosen.append(place)
        total += held[place]
        if total >= wanted:
            break
    joined: list[Days] = []
    for place in sorted(chosen):
        first, last = cells[place]
        if joined and joined[-1][1] == first - 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def things_told(article: Article, times: Sequence[Timex], spans: Sequence[tuple[int, int]]) -> Iterator[Thing]:
    """Everything in an article's own words that bears on its day, each once."""
    for since, quote in known_things(article, spans):
        yield Thing((_days(since, since),), NEW, quote)
    titles: dict[tuple[Window, ...], Quote] = {}
    for start, end in spans:
        for held in titled(article.text, start, end):
            if held.prefix not in FORMER | NOT_YET:
                titles.setdefault(held.windows, article.quote(held.start, held.end))
    for windows, quote in titles.items():
        yield Thing(tuple(_days(w.start, w.end) for w in windows), HELD, quote)
    yield from _named(article, spans)
    yield from _topics(article, spans)
    dates = [
        (time.window.start or "", -time.start, _days(time.window.start, time.window.end), time.quotes[0])
        for time in times
        if time.anchor == "none"
        and time.window is not None
        and in_years(time.window)
        and (time.window.days or 99) <= NARROW_DAYS
        and any(start <= time.start < end for start, end in spans)
    ]
    if dates:
        _, _, days, quote = max(dates, key=lambda found: found[:2])
        yield Thing((days,), DATED, quote)


def _named(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[Thing]:
    """People named in full, by all the days on which they held an office."""
    seen = set()
    for start, end in spans:
        for match in _NAME.finditer(article.text, start, end):
            words = list(re.finditer(r"\S+", match.group()))
            at = 0
            while at < len(words) - 1:
                for length in range(min(4, len(words) - at), 1, -1):
                    name = re.sub(r"['’]s?$|[.,]$", "", match.group()[words[at].start() : words[at + length - 1].end()])
                    held = _in_office(people.normal(name))
                    if held:
                        if held not in seen:
                            seen.add(held)
                            begin = match.start() + words[at].start()
                            yield Thing(held, NAMED, article.quote(begin, begin + len(name)))
                        at += length - 1
                        break
                at += 1


@functools.lru_cache(maxsize=8192)
def _in_office(name: str) -> tuple[Days, ...]:
    found = {_days(w.start, w.end) for w in public_tenures(name)}
    for one in people.people_named(name):
        found |= {_days(t.start or None, t.end or None) for t in people.tenures(one.id)}
    return tuple(sorted(found))


@functools.cache
def _known_topics() -> tuple[re.Pattern[str], Mapping[str, tuple[Days, ...]]]:
    periods = {}
    for row in tables.read("topics"):
        stretches = tuple(_days(*period.split("..")) for period in tables.parts(row["periods"]))
        periods.update(dict.fromkeys(tables.parts(row["forms"]), stretches))
    forms = "|".join(re.escape(form) for form in sorted(periods, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)"), periods


def _topics(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[Thing]:
    pattern, periods = _known_topics()
    found: dict[tuple[Days, ...], list[Quote]] = {}
    for start, end in spans:
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in article.text[start:end]).replace("’", "'")
        for match in pattern.finditer(lower):
            quote = article.quote(start + match.start(), start + match.end())
            found.setdefault(periods[match.group()], []).append(quote)
    for stretches, quotes in found.items():
        yield Thing(stretches, OFTEN if len(quotes) > 1 else ONCE, quotes[0])


def _days(start: str | None, end: str | None) -> Days:
    return (
        first_day(start).toordinal() if start else _FIRST,
        last_day(end).toordinal() if end else _LAST,
    )


def _length(thing: Thing) -> int:
    return sum(last - first for first, last in thing.stretches)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
