"""When an article was written: one `ArticleDate` for each, a window with its basis, and every rival with its reason.

Each clue (a date that came with the page, a printed date, a date told as past or as ahead, a titled name, a thing that
nobody knew before a day) leaves some days open. `dating_solve` cuts them one by one, the strongest first, and keeps
those
that contradict stronger ones as rejected candidates. A day is claimed only where a clue gives the day itself.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from summitry.mentions.dating_evidence import (
    closeness_clues,
    copyright_clues,
    cycle_clues,
    day_clues,
    outside_clues,
    own_spans,
    same_day_clues,
    told_clues,
    unread_hints,
)
from summitry.mentions.dating_meetings import meeting_clues, summit_clues
from summitry.mentions.dating_offices import office_clues
from summitry.mentions.dating_printed import (
    heeding_clocks,
    printed_clues,
    undated_clues,
    weekday_clues,
    years_left,
)
from summitry.mentions.dating_solve import OPEN, Constraint, Solution, intersect, solve
from summitry.mentions.dating_weighing import weighing_clue
from summitry.mentions.times import find_times
from summitry.model.finder import Finder, Seen
from summitry.model.notes import ArticleDate, Basis, DateCandidate, Maker
from summitry.model.text import Article, Quote
from summitry.model.windows import Window

NAME, VERSION = "dating", "1"

QUOTES = 8
"""Most quotes that an article's date carries; every clue stays among its candidates."""


def run(article: Article, _: Seen) -> Iterator[ArticleDate]:
    """The finder: exactly one date for each article."""
    yield date_of(article)


def date_of(article: Article) -> ArticleDate:
    """The date of an article by itself."""
    spans = own_spans(article)
    times = find_times(article, None, narrative=False)
    stated = [*printed_clues(article, times), *undated_clues(article, times)]
    clues = [
        *heeding_clocks([*outside_clues(article), *stated]),
        *weekday_clues(article, times, stated),
        *told_clues(article, times, spans),
        *office_clues(article, spans),
        *meeting_clues(article, spans, times),
        *summit_clues(article, spans),
        *cycle_clues(article, spans),
        *day_clues(article, times),
        *same_day_clues(article, times, spans),
    ]
    clues = trusted(clues)
    close = closeness_clues(solve(clues))
    clues = [*clues, *close]
    solution = solve([*clues, *weighing_clue(article, solve(clues), times, spans)])
    rejected = tuple(
        DateCandidate(clue.hull, clue.basis, kept=False, reason=f"{clue.reason}; {why}", quote=clue.quote)
        for clue, why in copyright_clues(article)
    )
    unread = tuple(
        DateCandidate(OPEN, "given" if where == "given" else "metadata", kept=False, reason=f"{where}; {why}")
        for where, why in unread_hints(article)
    )
    return _article_date(article, solution, (*years_left(solution.domain, solution.kept), *rejected, *unread))


def trusted(clues: Sequence[Constraint]) -> list[Constraint]:
    """The clues, dates from outside last where the text contradicts them: where two strong clues of its own say
    that it was written later, or two of any strength that it was written earlier, as another date from outside does."""
    outside = [clue for clue in clues if clue.basis in OUTSIDE]
    inside = solve([clue for clue in clues if clue.basis not in OUTSIDE and clue.strength > DISTRUSTED]).kept
    heeded = []
    for clue in clues:
        against = {own.windows for own in inside if clue in outside and not intersect(own.windows, clue.windows)}
        later = {windows for windows in against if str(windows[0].start or "") > str(clue.hull.end or "9999")}
        other = any(not intersect(rival.windows, clue.windows) for rival in outside if not rival.grace)
        strong = {own.windows for own in inside if own.strength >= STRONG and own.windows in later}
        wrong = len(strong) >= 2 or (len(against - later) >= 2 and other)
        heeded.append(
            dataclasses.replace(clue, strength=DISTRUSTED, reason=f"{clue.reason}, which the text contradicts")
            if wrong
            else clue
        )
    return heeded


OUTSIDE = ("given", "url", "metadata")
"""Bases of dates that came with the page."""

STRONG, DISTRUSTED = 52, 5
"""Least strength of a clue that a date from outside may be distrusted for, and the strength that it then has."""


def narrowed(article: Article, date: ArticleDate, clues: Iterable[Constraint]) -> ArticleDate:
    """An article's date with more clues heeded, say from the dates of other articles; those that contradict it are
    rejected.

    Pure: the record applies it to what it knows of the encounters that an article shares with others.
    """
    solution = solve(clues, (date.window,))
    return _article_date(article, solution, date.candidates, date.basis)


def _article_date(
    article: Article, solution: Solution, others: tuple[DateCandidate, ...], before: Basis = "none"
) -> ArticleDate:
    window = solution.known if before == "none" else solution.window
    kept = [clue for clue in solution.kept if clue.quote is not None]
    basis = solution.basis if before == "none" else before
    quotes = tuple(dict.fromkeys(clue.quote for clue in kept if clue.quote is not None))[:QUOTES]
    return ArticleDate(
        quotes=quotes or (_first_words(article),),
        maker=Maker(NAME, VERSION, basis),
        value=value_of(window),
        window=window,
        basis=basis if window != OPEN else "none",
        candidates=(*solution.candidates(), *others),
    )


def _first_words(article: Article) -> Quote:
    first = next((b for b in article.blocks if b.kind in ("headline", "body")), None)
    start = first.start if first else 0
    return article.quote(start, min(first.end if first else len(article.text), start + 60))


def value_of(window: Window) -> str | None:
    """The ISO prefix of exactly the days of a window: a day, a month, a year, or None."""
    if window.start is None or window.end is None:
        return None
    prefixes = (window.start[:length] for length in (10, 7, 4))
    return next((prefix for prefix in prefixes if Window.of(prefix) == window), None)


FINDER = Finder(NAME, VERSION, reads=(), writes=(ArticleDate,), run=run)
