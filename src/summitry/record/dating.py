"""Narrowing the dates of articles by what they share: an article that has an encounter behind it was written after it
began, one that has it ahead before it ended, and one that says the parties are silent before they spoke."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from summitry.model.claims import Claim, Filed
from summitry.model.notes import ArticleDate, DateCandidate
from summitry.model.text import Quote
from summitry.model.windows import Window
from summitry.record import spans
from summitry.record.link import Cluster
from summitry.record.status import is_party, status_of

SHARP_DAYS = 31
"""An encounter dates articles only where its days are known to the month or better."""

ROUNDS = 4
"""Times that linking and dating may take turns. Windows only shrink, so it settles; made-up stories settled in two."""


@dataclasses.dataclass(frozen=True)
class Bound:
    """One reason why an article lies in a window, with the words of the article that say so."""

    window: Window
    reason: str
    quote: Quote | None


def narrow(filed: Sequence[Filed], clusters: Sequence[Cluster]) -> list[Filed]:
    """The articles with their dates narrowed, in the order given. An article whose day is known stays as it is."""
    dates = {f.article.id: f.date for f in filed}
    bounds: dict[str, list[Bound]] = {}
    for cluster in clusters:
        claims = [s.claim for s in cluster.claims]
        if all(_settled(dates[c.article]) for c in claims):
            continue
        for article, bound in _bounds(claims, dates):
            bounds.setdefault(article, []).append(bound)
    return [
        dataclasses.replace(f, date=narrowed(f.date, bounds[f.article.id])) if f.article.id in bounds else f
        for f in filed
    ]


def narrowed(date: ArticleDate, bounds: Iterable[Bound]) -> ArticleDate:
    """A date cut by every bound that leaves something of it, the narrowest first; each is kept as a candidate with its
    reason."""
    window, candidates = date.window, list(date.candidates)
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
        window = cut or window
    if window == date.window and len(candidates) == len(date.candidates):
        return date
    basis = "inferred" if date.basis == "none" else date.basis
    return dataclasses.replace(
        date, window=window, value=_prefix(window) or date.value, basis=basis, candidates=tuple(candidates)
    )


UNENDING = "9999-12-31"


def _settled(date: ArticleDate) -> bool:
    return date.window.days == 1 or date.basis in ("given", "url", "metadata", "dateline")


def _bounds(claims: Sequence[Claim], dates: Mapping[str, ArticleDate]) -> Iterable[tuple[str, Bound]]:
    spoken = _first_word(claims, dates)
    for claim in claims:
        if _settled(dates[claim.article]):
            continue
        quote = claim.evidence[0] if claim.evidence else None
        span = _days(claims, claim.article)
        phase = spans.phase(claim)
        if span is not None and phase == "past" and claim.tense != "future":
            yield claim.article, Bound(Window(span.start, None), f"tells of what began on {span.start} or later", quote)
        if span is not None and phase == "ahead":
            yield claim.article, Bound(Window(None, span.end), f"has ahead what was over by {span.end}", quote)
        if claim.act == "silence" and spoken is not None:
            yield (
                claim.article,
                Bound(Window(None, spoken), f"says the parties are silent, who spoke by {spoken}", quote),
            )


def _days(claims: Sequence[Claim], article: str) -> Window | None:
    """The days of the encounter by what other articles tell of it as past, or None where they are not known to the
    month or do not agree."""
    told = [
        span
        for c in claims
        if c.article != article and status_of(c) in ("reported", "confirmed") and spans.phase(c) == "past"
        and (span := spans.told(c)) is not None and (span.days or SHARP_DAYS + 1) <= SHARP_DAYS
    ]  # fmt: skip
    if not told:
        return None
    least = told[0]
    for span in told[1:]:
        least = least.cover(span)
    return least if (least.days or SHARP_DAYS + 1) <= SHARP_DAYS else None


def _first_word(claims: Sequence[Claim], dates: Mapping[str, ArticleDate]) -> str | None:
    """The last day by which a party had surely confirmed the encounter, by the dates of the articles that say so."""
    ends = [dates[c.article].window.end for c in claims if status_of(c) == "confirmed" and is_party(c)]
    return min((e for e in ends if e is not None), default=None)


def _prefix(window: Window) -> str | None:
    """The ISO prefix that a window lies in: a day or a month; None where it is wider than a month."""
    if window.start is None or window.end is None:
        return None
    if window.start == window.end:
        return window.start
    return window.start[:7] if window.start[:7] == window.end[:7] else None
