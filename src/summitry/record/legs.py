"""What became of an announced leg of a trip: a fold over what the record says of one person in one country."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from typing import Literal

from summitry.model.windows import Window
from summitry.record import outside
from summitry.record.presences import Presence

Fate = Literal["happened", "rescheduled", "cancelled"]

HORIZON_DAYS = 120
"""Days after its announcement within which a leg lies: of the announced trips of the White House set (dev) none lay
further ahead than 70."""
STAY_DAYS = 21
"""Days by which what took place may lie from the announced day and still be that leg."""
MOVED_MEETING_DAYS = 2
MOVED_TRIP_DAYS = 5
"""Days by which a first meeting, a first trace of a trip, comes after the announced ones where the date was moved: the
words that follow a meeting may be printed the day after, and of a trip's first days there may be none."""


@dataclasses.dataclass(frozen=True)
class Leg:
    """An announced leg. `traveller`: as a table names them; `home`, `country`: alpha-3 codes or None where unknown;
    `article`: the id of the article that announced it; `announced`: its ISO day; `planned`: the days given with it, or
    None, where the record alone is to say; `before`: the leg before it on the same trip, or None."""

    traveller: str
    home: str | None
    country: str | None
    article: str
    announced: str
    planned: Window | None = None
    before: Leg | None = None


@dataclasses.dataclass(frozen=True)
class Became:
    """What became of a leg. `start`: the ISO day on which it began, None where it did not, or nothing says when;
    `encounters`: ids of those that it rests on."""

    fate: Fate
    start: str | None
    encounters: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class _Plan:
    """The announced days, whether a host of the country receives the traveller on one day of them, whether it is said
    that the traveller goes there then (rather than what is on there then), and whether they are this leg's own rather
    than the whole trip's."""

    first: str
    last: str
    received: bool = False
    going: bool = False
    own: bool = True


def became(leg: Leg, told: Sequence[Presence]) -> Became:
    """What became of a leg by all that the record tells of presences.

    What a party called off did not happen, unless it was told of as past later; what nobody called off happened as last
    announced: the fate is the likeliest, and a leg without a word on its fate is not known to have happened.
    """
    mine = [p for p in told if _is_of(p, leg)]
    plan = _gone_on(leg, _plan(leg, mine), told)
    traces = _traces(leg, plan, mine)
    off = [p for p in mine if p.phase == "off" and _concerns(p, leg, plan)]
    met = tuple(sorted({p.encounter.id for p in (*traces, *off)}))
    days = sorted(p.first for p in traces if p.first is not None)
    if off:
        called_off = max(p.written or "" for p in off)
        later = [day for day in days if day > called_off]
        return Became("rescheduled", later[0], met) if later else Became("cancelled", None, met)
    if plan is None or not days:
        planned = plan.first if plan is not None else None
        return Became("happened", days[0] if days else planned, met)
    return Became(*_as_it_went(plan, days), met)


def _as_it_went(plan: _Plan, days: Sequence[str]) -> tuple[Fate, str]:
    if not plan.own:
        return "happened", next((day for day in days if day >= plan.first), plan.first)
    first = days[0]
    if first <= plan.first:
        return "happened", first
    moved = _days_between(plan.last, first) >= (MOVED_MEETING_DAYS if plan.received else MOVED_TRIP_DAYS)
    return ("rescheduled", first) if moved else ("happened", plan.first)


def _is_of(presence: Presence, leg: Leg) -> bool:
    if presence.country is not None and presence.country != leg.country:
        return False
    return outside.is_called(presence.who, leg.traveller, leg.home)


def _plan(leg: Leg, mine: Iterable[Presence]) -> _Plan | None:
    """The days last announced: by the announcement itself, by others before the first of those days, else by others
    before it; else as given with the leg."""
    ahead = [
        p
        for p in mine
        if p.phase == "ahead" and p.country is not None and _within(p.first, leg.announced, HORIZON_DAYS)
    ]
    own = [p for p in ahead if p.article == leg.article]
    near = min((p.first or "" for p in own), default=None)
    said = [p for p in ahead if near is None or abs(_days_between(near, p.first or near)) <= STAY_DAYS]
    if said:
        moved = [p for p in said if p in own or any(p.encounter.id == o.encounter.id for o in own)]
        latest = {p.encounter.id: p for p in sorted(moved or said, key=lambda p: (p.written or "", p.first or ""))}
        one = min(latest.values(), key=lambda p: (p.first or "", p.type != "visit", p.last or ""))
        last = max(p.last or p.first or "" for p in said)
        whole = leg.before is not None and last > (one.first or "") and _is_given(leg, one.first)
        going = any(p.type == "visit" and p.first == one.first for p in said)
        return _Plan(one.first or "", last, one.received and one.first == one.last, going, own=not whole)
    given = leg.planned
    if given is None or given.start is None:
        return None
    return _Plan(
        given.start, given.end or given.start, going=True, own=leg.before is None or leg.before.planned != given
    )


def _is_given(leg: Leg, day: str | None) -> bool:
    return leg.planned is not None and leg.planned.start == day


def _gone_on(leg: Leg, plan: _Plan | None, told: Sequence[Presence]) -> _Plan | None:
    """The plan of a leg for which only what is on there is dated: a traveller busy in one country until the day before
    goes on that day."""
    if plan is None or plan.going or leg.before is None:
        return plan
    before = _plan(leg.before, [p for p in told if _is_of(p, leg.before)])
    if before is None or _days_between(before.last, plan.first) != 1:
        return plan
    return dataclasses.replace(plan, first=before.last)


def _traces(leg: Leg, plan: _Plan | None, mine: Iterable[Presence]) -> list[Presence]:
    """What is told of as past or under way, from the announcement on and near the days planned."""
    found = []
    for one in mine:
        day = one.first or one.written
        if one.phase != "behind" or day is None or day < leg.announced or one.country is None:
            continue
        if plan is None:
            near = _within(day, leg.announced, HORIZON_DAYS)
        else:
            near = -STAY_DAYS <= _days_between(plan.first, day) <= HORIZON_DAYS
        if near:
            found.append(one)
    return found


def _concerns(presence: Presence, leg: Leg, plan: _Plan | None) -> bool:
    """Whether a presence that was called off is the leg: said by the announcement itself or after it, of its days or
    of none."""
    if presence.country is None or (presence.written or "") < leg.announced:
        return False
    if presence.first is None:
        return _within(presence.written, leg.announced, HORIZON_DAYS)
    return plan is None or abs(_days_between(plan.first, presence.first)) <= STAY_DAYS


def _within(day: str | None, since: str, days: int) -> bool:
    return day is not None and 0 <= _days_between(since, day) <= days


def _days_between(one: str, other: str) -> int:
    return (datetime.date.fromisoformat(other) - datetime.date.fromisoformat(one)).days
