"""When things are said to be: the days that a claim gives, the days that its article leaves open, and the day from
which it could be known."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from typing import Literal

from summitry.model.claims import Claim
from summitry.model.notes import ArticleDate
from summitry.model.windows import Window

Phase = Literal["ahead", "past", "open"]

EVER = 4_000_000
"""A day number beyond the year 9999: an open side of a range of days."""

_AHEAD_ACTS = frozenset({"announce", "plan", "propose", "accept", "predict"})
_TELLING_ACTS = frozenset({"tell", "confirm", "rumour", "silence"})
_PRECISION_BY_LENGTH = {10: "day", 7: "month", 4: "year"}

Days = tuple[int, int]
"""A closed range of day numbers; 0 and `EVER` are open sides."""


@dataclasses.dataclass(frozen=True)
class Told:
    """When a claim says that an encounter is, in its own words or as they are read beside others: as in `Claim`."""

    start: str | None
    end: str | None
    window: Window | None
    precision: str

    @staticmethod
    def of(claim: Claim) -> Told:
        """What the claim's own words give."""
        return Told(claim.start, claim.end, claim.window, precision(claim))

    @property
    def span(self) -> Window | None:
        """The days given, or None: those of `start` and `end`, narrowed by `window` where both are given."""
        return _given(self.start, self.end, self.window)

    @property
    def is_day(self) -> bool:
        """Whether a single day is given."""
        span = self.span
        return span is not None and span.start is not None and span.start == span.end


def told(claim: Claim) -> Window | None:
    """The days that the claim's own words give, or None, as in `Told.span`."""
    return _given(claim.start, claim.end, claim.window)


def _given(start: str | None, end: str | None, window: Window | None) -> Window | None:
    if start is None and end is None:
        return window
    span = _span((start or end or "")[:10], (end or start or "")[:10])
    return window if window is not None and span.holds(window) else span


@functools.lru_cache(maxsize=65536)
def _span(first: str, last: str) -> Window:
    return Window.of(first).cover(Window.of(last))


def phase(claim: Claim) -> Phase:
    """Whether the claim puts the encounter ahead of its article or not; "open" for words that may do either."""
    if claim.act in _AHEAD_ACTS:
        return "open" if claim.tense == "past" else "ahead"
    if claim.act in _TELLING_ACTS:
        return "ahead" if claim.tense == "future" else "past"
    return "open"


def known_on(date: ArticleDate) -> str | None:
    """The day from which an article's word could be known: its date, else the first day that it may be of, else the
    last; None where nothing bounds it."""
    if date.value is not None and len(date.value) == 10:
        return date.value
    return date.window.start or date.window.end


def is_firm(date: ArticleDate) -> bool:
    """Whether an article's date stays as it came, whatever else the record holds: see `dating.narrow`."""
    if date.basis in ("given", "url", "metadata", "dateline"):
        return True
    told = date.value is None or date.basis != "inferred" or Window.of(date.value[:10]) == date.window
    return date.window.days == 1 and told


@functools.lru_cache(maxsize=65536)
def days(window: Window | None) -> Days:
    """Day numbers of a window; None is any time."""
    if window is None:
        return (0, EVER)
    return (
        0 if window.start is None else datetime.date.fromisoformat(window.start).toordinal(),
        EVER if window.end is None else datetime.date.fromisoformat(window.end).toordinal(),
    )


def gap(left: Days, right: Days) -> int:
    """Days between two ranges: 0 where they share a day, 1 where they stand next to each other."""
    return max(0, right[0] - left[1], left[0] - right[1])


def width(span: Days) -> int:
    """Number of days of a range; huge where a side is open."""
    return span[1] - span[0] + 1


def precision(claim: Claim) -> str:
    """The precision of a claim's date, from its prefixes where it does not say."""
    if claim.precision not in ("", "unknown"):
        return claim.precision
    if claim.start or claim.end:
        return _PRECISION_BY_LENGTH.get(len(claim.start or claim.end or ""), "unknown")
    return "window" if claim.window is not None else "unknown"
