"""Recurring meetings as clues to when an article was written: "the G20 summit in Osaka" ahead was written before it."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from summitry.lexicon import meetings, tables
from summitry.mentions.dating_solve import Constraint
from summitry.mentions.times_context import tense_at
from summitry.model.notes import Timex
from summitry.model.text import Article
from summitry.model.windows import Window, shift_day

NAMED = 42
"""Strength of a meeting that its city or its days tell apart from the others of its series."""

KNOWN_BEFORE = 730
"""Days before a meeting from which on its city may be named: hosts are chosen a year or two ahead."""

LONG_KNOWN = frozenset({"olympics", "world-cup", "asian-games"})
"""Series whose hosts are known, and spoken of, many years ahead: they date nothing."""

AGREES = 330
"""Days for which a meeting's days are printed without their year."""

NEAR = 45
"""Code points after the name of a series within which its city or its days stand."""

_AHEAD = re.compile(r"\b(?:ahead of|before|until|upcoming|forthcoming|next|prior to|will|scheduled)\b[^.!?\n]{0,40}$")


def meeting_clues(article: Article, spans: Sequence[tuple[int, int]], times: Sequence[Timex]) -> Iterator[Constraint]:
    """Clues from meetings of a series that are told apart by city, or by days that agree with one edition only."""
    pattern = _series_pattern()
    for start, end in spans:
        for match in pattern.finditer(article.text, start, end):
            series = meetings.series_forms()[match.group()]
            if series in LONG_KNOWN:
                continue
            city_end, held = _by_city(article.text, match, series, end)
            days = _days_near(times, match.end(), max(city_end, match.end()) + NEAR)
            agreeing = [edition for edition in held or meetings.editions(series) if days and _agree(edition, days)]
            if not held and len(agreeing) != 1:
                continue
            chosen = agreeing or held
            stop = days.end if agreeing and days else city_end
            yield _clue(article, (match.start(), stop), chosen, dated=bool(agreeing))


def _clue(article: Article, span: tuple[int, int], held: Sequence[meetings.Edition], dated: bool) -> Constraint:
    ahead = bool(_AHEAD.search(article.text[max(0, span[0] - 60) : span[0]]))
    tense = "future" if ahead else tense_at(article.text, *span)
    if tense == "future" and not (ahead or dated):
        tense = None
    windows = []
    for edition in held:
        first, last = str(edition.window.start), str(edition.window.end)
        early = shift_day(first, -(AGREES if dated else KNOWN_BEFORE))
        late = shift_day(last, AGREES) if dated else None
        windows.append(Window(first, late) if tense == "past" else Window(early, first if tense == "future" else late))
    told = {"past": "a meeting told as past", "future": "a meeting told as ahead"}.get(str(tense), "a meeting named")
    return Constraint(tuple(windows), "inferred", NAMED, told, article.quote(*span))


@functools.cache
def _series_pattern() -> re.Pattern[str]:
    forms = sorted((f for f in meetings.series_forms() if len(f) > 2), key=lambda f: (-len(f), f))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


@functools.cache
def _cities() -> Mapping[str, Mapping[str, tuple[meetings.Edition, ...]]]:
    found: dict[str, dict[str, list[meetings.Edition]]] = defaultdict(lambda: defaultdict(list))
    for series in set(meetings.series_forms().values()):
        for edition in meetings.editions(series):
            found[series][edition.city].append(edition)
    return {series: {city: tuple(held) for city, held in cities.items()} for series, cities in found.items()}


def _by_city(text: str, match: re.Match[str], series: str, end: int) -> tuple[int, tuple[meetings.Edition, ...]]:
    """Where the city stands after "in" or before the name, and the editions held there; nothing where none does."""
    after = re.compile(r"(?:\s+[\w-]+){0,3}?\s+in\s+([A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2})").match(
        text, match.end(), end
    )
    cities = _cities().get(series, {})
    if after:
        for city, held in cities.items():
            if after.group(1).startswith(city):
                return after.start(1) + len(city), held
    before = text[max(0, match.start() - 24) : match.start()]
    for city, held in cities.items():
        if before.rstrip().endswith(f" {city}"):
            return match.end(), held
    return match.end(), ()


def _days_near(times: Sequence[Timex], start: int, end: int) -> Timex | None:
    """A day of a month without a year that stands there."""
    return next((t for t in times if start <= t.start < end and re.fullmatch(r"XXXX-\d\d-\d\d", t.value)), None)


def _agree(edition: meetings.Edition, days: Timex) -> bool:
    first, last = str(edition.window.start), str(edition.window.end)
    return any(first <= f"{year}{days.value[4:]}" <= last for year in {first[:4], last[:4]})


def summit_clues(article: Article, spans: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    """Clues from summits of two sides: a sentence that names "summit", the city and both sides was not written before
    the summit was set; one that tells what followed it, not before it was over."""
    for start, end in spans:
        for match in _SENTENCE.finditer(article.text, start, end):
            if "summit" not in match.group().lower():
                continue
            words = f" {' '.join(_NAME.findall(match.group()))} "
            for row in tables.read("summits"):
                sides = (row["left"], row["right"])
                named = all(any(f" {word} " in words for word in tables.parts(side)) for side in sides)
                if named and f" {row['city']} " in words:
                    quote = article.quote(*match.span())
                    over = _OVER.search(match.group()) is not None
                    reason = "written after that summit" if over else "a summit that was not set before"
                    since = row["held"] if over else row["since"]
                    yield Constraint((Window(since, None),), "inferred", SET, reason, quote)


SET = 61
"""Strength of a summit's being set: as that of names that nobody knew before."""

_OVER = re.compile(r"\b(?:following|after|since)\s+(?:(?!will\b)[\w'’-]+\s+){0,4}summit\b")
_SENTENCE = re.compile(r"[^\n]{1,600}?(?:[.!?](?=\s|$)|$|\n)", re.MULTILINE)
_NAME = re.compile(r"(?:[A-Z]\.){2,3}|[A-Za-z][A-Za-z-]*")
