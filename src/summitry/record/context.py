"""What a claim says of when, read beside the other claims on its encounter: a bare weekday by the day that another
gives, a window by what came before the encounter. Claims themselves stay as they are."""

from __future__ import annotations

import collections
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence

from summitry.model.claims import Claim
from summitry.model.windows import Window, shift_day
from summitry.record import spans
from summitry.record.spans import Told
from summitry.record.status import BEHIND, status_of

REACH_DAYS = 6
"""Most days between a bare weekday and the day that another claim gives: of a week, one such weekday lies nearer."""

_WEEKDAY = re.compile(r"(?:XXXX|\d{4})-WXX-([1-7])")


def in_context(claims: Sequence[Claim], floor: str | None = None) -> Mapping[str, Told]:
    """What claims of one encounter say of when, by claim, for those that say more together than alone.

    `floor`: the first day on which it can have been, or None.
    """
    known = given_days(claims)
    found: dict[str, Told] = {}
    for claim in claims:
        alone = Told.of(claim)
        told = _by_day(claim, alone, known, floor) or _by_floor(claim, alone, floor)
        if told is not None and told != alone:
            found[claim.id] = told
    return found


def given_days(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The days on which claims put an encounter behind them, those given most often first, then in order."""
    counts = collections.Counter(
        span.start
        for claim in claims
        if status_of(claim) in BEHIND
        and (span := spans.told(claim)) is not None
        and span.start is not None
        and span.start == span.end
    )
    return tuple(sorted(counts, key=lambda day: (-counts[day], day)))


def weekdays(claim: Claim) -> tuple[int, int] | None:
    """The first and last ISO weekday (1 is Monday) of a claim dated by weekdays of no certain week, or None."""
    found = [_WEEKDAY.fullmatch(part) for part in (claim.value or "").split("/")]
    days = [int(match[1]) for match in found if match]
    return (days[0], days[-1]) if len(days) == len(found) <= 2 else None


def _by_day(claim: Claim, alone: Told, known: Sequence[str], floor: str | None) -> Told | None:
    """A weekday or a range of weekdays, as the dates that hold a known day or lie nearest to it, where the claim's own
    window and the floor leave them open."""
    named = weekdays(claim)
    if named is None or status_of(claim) not in BEHIND or claim.start is not None or claim.end is not None:
        return None
    length = (named[1] - named[0]) % 7
    for day in known:
        at = datetime.date.fromisoformat(day)
        near = []
        for shift in range(-length - REACH_DAYS, REACH_DAYS + 1):
            first = at + datetime.timedelta(days=shift)
            span = Window(first.isoformat(), (first + datetime.timedelta(days=length)).isoformat())
            open_ = (alone.window is None or alone.window.holds(span)) and str(span.start) >= (floor or "")
            if first.isoweekday() == named[0] and open_:
                near.append((spans.gap(spans.days(span), (at.toordinal(), at.toordinal())), span))
        if near:
            span = min(near, key=lambda pair: (pair[0], str(pair[1].start)))[1]
            return Told(span.start, span.end if length else None, None, "day")
    return None


def _by_floor(claim: Claim, alone: Told, floor: str | None) -> Told | None:
    """A window without the days before the floor, from the first to the last of its weekday where it has one."""
    if floor is None or alone.start is not None or alone.end is not None or alone.window is None:
        return None
    window = alone.window.cut(Window(floor, None))
    named = weekdays(claim)
    if window is None or window.start is None or named is None or named[0] != named[1]:
        return None if window is None else Told(None, None, window, alone.precision)
    first = shift_day(window.start, (named[0] - datetime.date.fromisoformat(window.start).isoweekday()) % 7)
    if window.end is None or first > window.end:
        return Told(None, None, window, alone.precision)
    last = shift_day(window.end, -((datetime.date.fromisoformat(window.end).isoweekday() - named[0]) % 7))
    return Told(None, None, Window(first, last), alone.precision)
