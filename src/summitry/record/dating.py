"""Narrowing the dates of articles by what they share: an article that has an encounter behind it was written after it
began, one that has it ahead before it ended; one that says the parties are silent before they spoke, one that has their
word after; and news is told while it is new.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Iterable, Mapping, Sequence

from summitry.model.claims import Claim, Filed
from summitry.model.notes import ArticleDate, DateCandidate
from summitry.model.text import Quote
from summitry.model.windows import Window, shift_day
from summitry.record import news, orders, spans
from summitry.record.link import Cluster
from summitry.record.status import BEHIND, is_party, status_of

SHARP_DAYS = 31
"""An encounter dates articles only where its days are known to the month or better."""

ROUNDS = 4
"""Times that linking and dating may take turns. Windows only shrink, so it settles; made-up stories settled in two."""


NEWS_DAYS = 31
"""Days after an encounter within which an article that opens with it was written. Of the development pages that open
with a dated encounter of the past, five were written 0, 0, 1, 2 and 16 days after it; twice the longest is allowed."""


@dataclasses.dataclass(frozen=True)
class Bound:
    """One reason why an article lies in a window, with the words of the article that say so."""

    window: Window
    reason: str
    quote: Quote | None
    day: str | None = None
    """The likeliest day of the window, where one is."""


def by_news(filed: Sequence[Filed]) -> list[Filed]:
    """The articles with their dates narrowed by the news that they share with dated ones, in the order given."""
    shared = news.shared_news(filed)
    return [
        dataclasses.replace(f, date=narrowed(f.date, [Bound(s.window, s.reason, s.quote, s.day)])) if s else f
        for f in filed
        for s in [shared.get(f.article.id)]
    ]


def narrow(filed: Sequence[Filed], clusters: Sequence[Cluster]) -> list[Filed]:
    """The articles with their dates narrowed, in the order given. An article whose day is known stays as it is."""
    dates = {f.article.id: f.date for f in filed}
    openers = {min(f.claims, key=_place).id for f in filed if f.claims}
    bounds: dict[str, list[Bound]] = {}
    order = orders.earlier(clusters)
    for place, cluster in enumerate(clusters):
        claims = [s.claim for s in cluster.claims]
        if all(_settled(dates[c.article]) for c in claims):
            continue
        if place in order:
            for claim in claims:
                if spans.phase(claim) == "past" and not _settled(dates[claim.article]):
                    floor = orders.floor(place, order, clusters, but_for=claim.article)
                    if floor is not None:
                        bounds.setdefault(claim.article, []).append(_after(claim, floor))
        for article, bound in _bounds(claims, dates, openers):
            bounds.setdefault(article, []).append(bound)
    return [dataclasses.replace(f, date=_terse(narrowed(f.date, bounds.get(f.article.id, ())))) for f in filed]


def narrowed(date: ArticleDate, bounds: Iterable[Bound]) -> ArticleDate:
    """A date cut by every bound that leaves something of it, in the order of their days; each is kept as a candidate
    with its reason. Its value is what the window is exactly, or else the likeliest day within it, where a bound has
    one."""
    window, value, candidates = date.window, date.value, list(date.candidates)
    ordered = sorted(
        bounds, key=lambda b: (b.window.start or "", b.window.end or UNENDING, b.reason, b.quote or Quote(0, 0, ""))
    )
    for bound in ordered:
        cut = window.cut(bound.window)
        if cut == window:
            continue
        candidate = DateCandidate(bound.window, "inferred", cut is not None, bound.reason, bound.quote)
        if candidate not in candidates:
            candidates.append(candidate)
        window, value = (cut, bound.day or value) if cut is not None else (window, value)
    if window == date.window and len(candidates) == len(date.candidates):
        return date
    basis = "inferred" if date.basis == "none" else date.basis
    value = _prefix(window) or _likeliest(value, window)
    return dataclasses.replace(date, window=window, value=value, basis=basis, candidates=tuple(candidates))


def _likeliest(value: str | None, window: Window) -> str | None:
    """A value that is one day of a window, else None."""
    is_day = value is not None and len(value) == len("2018-03-28") and window.holds(Window.of(value))
    return value if is_day else None


def _after(claim: Claim, floor: str) -> Bound:
    reason = f"tells of what came after an encounter that was not over before {shift_day(floor, -1)}"
    return Bound(Window(floor, None), reason, claim.evidence[0] if claim.evidence else None)


UNENDING = "9999-12-31"


def _settled(date: ArticleDate) -> bool:
    return date.window.days == 1 or date.basis in ("given", "url", "metadata", "dateline")


def _bounds(
    claims: Sequence[Claim], dates: Mapping[str, ArticleDate], openers: Collection[str]
) -> Iterable[tuple[str, Bound]]:
    for claim in claims:
        if _settled(dates[claim.article]):
            continue
        quote = claim.evidence[0] if claim.evidence else None
        span = _days(claims, claim.article)
        if span is None or span.start is None or span.end is None:
            continue
        phase = spans.phase(claim)
        if phase == "past":
            yield claim.article, Bound(Window(span.start, None), f"tells of what began on {span.start} or later", quote)
            if claim.id in openers:
                limit = shift_day(span.end, NEWS_DAYS)
                yield claim.article, Bound(Window(None, limit), f"opens with news of {span.end} or earlier", quote)
        if phase == "ahead":
            yield claim.article, Bound(Window(None, span.end), f"has ahead what was over by {span.end}", quote)
        spoken = _first_word(claims, dates, claim.article, span)
        if spoken is not None and claim.act == "silence":
            yield (
                claim.article,
                Bound(Window(None, spoken), f"says the parties are silent, who spoke on {spoken}", quote),
            )
        elif spoken is not None and status_of(claim) == "confirmed" and is_party(claim):
            yield claim.article, Bound(Window(spoken, None), f"has the parties' word, who spoke on {spoken}", quote)


def _days(claims: Sequence[Claim], article: str) -> Window | None:
    """The days of the encounter by what other articles tell of it as past, or None where they are not known to the
    month or do not agree, or where nobody confirms it."""
    told = [
        span
        for c in claims
        if c.article != article
        and status_of(c) in BEHIND
        and (span := spans.told(c)) is not None
        and (span.days or SHARP_DAYS + 1) <= SHARP_DAYS
    ]
    if not told or all(status_of(c) != "confirmed" for c in claims):
        return None
    whole = functools.reduce(Window.cover, told)
    return whole if (whole.days or SHARP_DAYS + 1) <= SHARP_DAYS else None


def _first_word(claims: Sequence[Claim], dates: Mapping[str, ArticleDate], article: str, span: Window) -> str | None:
    """The day on which the parties spoke: the first that another article with their word may be of, where that lies
    within the encounter or a week of it; None where none does."""
    starts = [
        start
        for c in claims
        if c.article != article
        and status_of(c) == "confirmed"
        and is_party(c)
        and (start := dates[c.article].window.start) is not None
        and str(span.start) <= start <= shift_day(str(span.end), 7)
    ]
    return min(starts, default=None)


def _terse(date: ArticleDate) -> ArticleDate:
    """The date without a value that says less than its window ("2019-04" of 18 to 25 April)."""
    kept = date.value is None or date.basis != "inferred" or Window.of(date.value[:10]) == date.window
    if kept or _likeliest(date.value, date.window):
        return date
    return dataclasses.replace(date, value=_prefix(date.window))


def _place(claim: Claim) -> tuple[int, str]:
    return (claim.evidence[0].start if claim.evidence else 0, claim.id)


def _prefix(window: Window) -> str | None:
    """The ISO prefix of exactly the days of a window, or None."""
    if window.start is None or window.end is None:
        return None
    return next((p for p in (window.start, window.start[:7], window.start[:4]) if Window.of(p) == window), None)
