"""One value out of many: the participants, place, days and type that an account or an encounter shows."""

from __future__ import annotations

import collections
import dataclasses
import types
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from summitry.model.claims import Claim, Participant, Place, Role, Status
from summitry.model.notes import EncounterType
from summitry.model.windows import Window
from summitry.record import spans
from summitry.record.parties import held, identity, is_group, is_role, role_of, same_name, side_of
from summitry.record.spans import Told
from summitry.record.status import AHEAD, BEHIND, is_party, status_of

KeyT = TypeVar("KeyT", bound=Hashable)

_CERTAINTY = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0}
_TYPES: tuple[EncounterType, ...] = ("multilateral", "visit", "summit", "meeting", "talks", "call")
WIDE_DAYS = 366
"""A window this wide says little: that of a relative date in an article whose own date is hardly known."""
LONGEST_DAYS = 100
LONGEST_BY_DAY = 31
"""No encounter lasts longer: a start and an end further apart are bounds on when it was ("between 2017 and 2021"), a
window."""
_COARSE_DAYS = 7
"""A window of more days than this gives way to a finer one within it; of fewer, it may be all the days of a visit."""
_ROLE_ORDER: tuple[Role, ...] = ("visitor", "host", "mediator", "attendee")


@dataclasses.dataclass(frozen=True)
class Dates:
    """The days of an encounter: prefixes as told, their precision, and the window where words give only that."""

    start: str | None
    end: str | None
    precision: str
    window: Window | None
    claim: str | None = None

    @property
    def finer(self) -> bool:
        """Whether the window is finer than the prefixes say."""
        first, last = self.start or self.end, self.end or self.start
        return first is not None and last is not None and Window.of(first).cover(Window.of(last)) != self.window


def most(values: Iterable[KeyT], prefer: Callable[[KeyT], object] = str) -> KeyT | None:
    """The most frequent value, ties to the greatest by `prefer`, then by text; None for none."""
    counts = collections.Counter(values)
    if not counts:
        return None
    return max(counts, key=lambda v: (counts[v], prefer(v), str(v)))


def kind(claims: Sequence[Claim]) -> EncounterType:
    """The widest type that a claim gives: a visit with a meeting at its heart is a visit."""
    given = {c.type for c in claims}
    return next(t for t in _TYPES if t in given)


def transport(claims: Sequence[Claim]) -> str | None:
    """The means of travel told most often, or None."""
    return most([c.transport for c in claims if c.transport is not None])


def place(claims: Sequence[Claim]) -> Place | None:
    """The place told most often, part by part from the country down, so that no part contradicts another; None where
    none is told."""
    told = [c.place for c in claims if c.place is not None]
    country = most([p.country for p in told if p.country is not None])
    told = [p for p in told if country is None or p.country in (None, country)]
    city = most([p.city for p in told if p.city is not None])
    told = [p for p in told if city is None or p.city in (None, city)]
    venue = most([p.venue for p in told if p.venue is not None])
    if country is None and city is None and venue is None:
        return None
    spots = [(p.lat, p.lon) for p in told if p.lat is not None and p.lon is not None]
    exact = [(p.lat, p.lon) for p in told if p.lat is not None and p.venue == venue and p.city == city]
    lat, lon = most(exact or spots) or (None, None)
    return Place(venue, city, country, lat, lon)


def dates(
    claims: Sequence[Claim],
    status: Status,
    recorded: Callable[[Claim], str] = lambda _: "",
    told: Mapping[str, Told] = types.MappingProxyType({}),
) -> Dates:
    """The days that hold: of what took place, by whom it is said (a party before others), how surely, how exactly, how
    often; of what is ahead, the latest word. A finer value that fits within the one chosen replaces it; days told from
    first to last, as surely, replace a single day among them.

    `status`: of the account or encounter; `recorded`: the record time of a claim, "" where unknown;
    `told`: when claims say that it is, by claim, where that is more than their own words.
    """
    given = {c.id: told.get(c.id) or Told.of(c) for c in claims}
    dated = [c for c in claims if given[c.id].span is not None]
    if not dated:
        return Dates(None, None, "unknown", None)
    behind = [c for c in dated if status_of(c) in BEHIND] if status in BEHIND else []
    pool = behind or [c for c in dated if spans.phase(c) == "ahead"] or dated
    support = collections.Counter(_value(given[c.id]) for c in pool)

    def weight(claim: Claim) -> tuple[object, ...]:
        said = given[claim.id]
        fine = -_width(said)
        interval = said.start is not None and said.end is not None and said.start != said.end
        later = "" if behind else recorded(claim)
        return (
            fine > -WIDE_DAYS, later, is_party(claim), _CERTAINTY[claim.certainty],
            interval and len(said.start or "") == 10, min(fine, -1), support[_value(said)],
            said.start is not None, claim.id,
        )  # fmt: skip

    best = max(pool, key=weight)
    if _width(given[best.id]) > _COARSE_DAYS:
        within = [c for c in pool if _holds(given[best.id], given[c.id])]
        best = max(within, key=weight, default=best)
    if behind and given[best.id].is_day:
        sure = [c for c in pool if _CERTAINTY[c.certainty] >= _CERTAINTY[best.certainty]]
        best = max((c for c in sure if _lasts_over(given[c.id], given[best.id])), key=weight, default=best)
    chosen = given[best.id]
    longest = LONGEST_BY_DAY if chosen.precision in ("day", "week") else LONGEST_DAYS
    if chosen.end is not None and _width(chosen) > longest:
        return Dates(None, None, "window", chosen.span, best.id)
    return Dates(chosen.start, chosen.end, chosen.precision, chosen.span, best.id)


def participants(claims: Sequence[Claim], window: Window | None) -> tuple[Participant, ...]:
    """All who take part, each once: spellings of one name and offices without a name become the person they stand for,
    and a state gives way to its people. `window`: when, to tell who held an office then; None where unknown."""
    told = collections.Counter(one for claim in claims for one in claim.participants)
    merged = _by_identity(told)
    people = [m for m in merged if m.shown.kind == "person" and not is_role(m.shown) and not is_group(m.shown)]
    kept = list(people)
    for group in merged:
        if group in people:
            continue
        holder = _stand_in(group.shown, people, window)
        if holder is None:
            kept.append(group)
        else:
            kept[kept.index(holder)].roles.update(group.roles)
    shown = [dataclasses.replace(g.shown, role=_role(g.roles)) for g in kept]
    return tuple(sorted(shown, key=lambda p: (_ROLE_ORDER.index(p.role), p.country or "", p.name)))


@dataclasses.dataclass(eq=False)
class _Merged:
    shown: Participant
    roles: collections.Counter[Role]


def _by_identity(told: collections.Counter[Participant]) -> list[_Merged]:
    """Participants grouped by who they are, spellings of a known name with that name; most often told first."""
    groups: dict[str, collections.Counter[Participant]] = {}
    order = sorted(told, key=lambda p: (p.entity is None, -told[p], p))
    for one in order:
        key = next((k for k in groups if _same(k, groups[k], one)), identity(one))
        groups.setdefault(key, collections.Counter())[one] += told[one]
    merged = []
    for counts in groups.values():
        best = max(counts, key=lambda p: (p.entity is not None, counts[p], len(p.name), p.office is not None, p))
        office = best.office or most([p.office for p in counts.elements() if p.office is not None])
        country = best.country or most([p.country for p in counts.elements() if p.country is not None])
        roles: collections.Counter[Role] = collections.Counter()
        for one, n in counts.items():
            roles[one.role] += n
        merged.append(_Merged(dataclasses.replace(best, office=office, country=country), roles))
    return merged


def _same(key: str, group: Iterable[Participant], one: Participant) -> bool:
    if key == identity(one):
        return True
    if one.kind != "person" or is_role(one) or key.startswith(("office:", "state:")):
        return False
    return any(
        p.kind == "person" and (p.country is None or one.country in (None, p.country)) for p in group
    ) and same_name(key, identity(one))


def _stand_in(one: Participant, people: Sequence[_Merged], window: Window | None) -> _Merged | None:
    """The named person whom a state or an office without a name stands for, or None."""
    own = [m for m in people if side_of(m.shown) == side_of(one)]
    if one.kind == "state" or is_group(one):
        return own[0] if own else None
    if not is_role(one) or one.office is None or one.country is None:
        return None
    for m in own:
        if m.shown.office is not None and role_of(m.shown.office) == role_of(one.office):
            return m
    for m in own:
        if m.shown.entity is not None and held(m.shown.entity, one.country, one.office, window):
            return m
    return None


def _role(roles: collections.Counter[Role]) -> Role:
    """Visitor or host where anybody says so; else as told most often."""
    return max(roles, key=lambda r: (r != "attendee", roles[r], -_ROLE_ORDER.index(r)))


def _value(told: Told) -> tuple[str | None, str | None, Window | None]:
    return told.start, told.end, told.window


def _width(told: Told) -> int:
    return spans.width(spans.days(told.span))


def _lasts_over(whole: Told, day: Told) -> bool:
    """Whether days told from first to last hold a single day."""
    if whole.start is None or whole.end is None or whole.is_day or not len(whole.start) == len(whole.end) == 10:
        return False
    return _width(whole) <= LONGEST_BY_DAY and Window(whole.start, whole.end).holds(day.span or Window(None, None))


def _holds(coarse: Told, fine: Told) -> bool:
    whole, part = coarse.span, fine.span
    return whole is not None and part is not None and whole.holds(part) and _width(fine) < _width(coarse)


def is_ahead(status: str) -> bool:
    """Whether a status is of something still to come, put off included."""
    return status in AHEAD or status == "postponed"
