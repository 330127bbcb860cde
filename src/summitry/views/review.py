"""What most needs a person: where sources disagree, what may be one encounter, what is uncertain or has no date."""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from summitry.model.claims import Encounter, Judgement
from summitry.record import Record
from summitry.record.judgements import settle
from summitry.record.status import AHEAD, BEHIND
from summitry.views.queries import by_time, days_of

DoubtKind = Literal["conflict", "alike", "merge", "uncertain", "undated", "overdue"]
KINDS: tuple[str, ...] = get_args(DoubtKind)

WEIGHTS: dict[str, int] = {"conflict": 60, "alike": 50, "merge": 40, "undated": 30, "overdue": 20, "uncertain": 10}
"""The order of the queue: what is wrong if nobody looks comes before what is merely weak. A convention."""
NEAR_DAYS = 62
"""Days: two encounters whose days are known to two months or better and overlap may be one. Wider windows overlap by
chance."""
_SERIOUS = frozenset({"disagreement", "denial"})
_FIRM = ("the text treats them as one", "judged the same")


@dataclasses.dataclass(frozen=True)
class Doubt:
    """A reason to look at an encounter. `other`: the encounter that it may be one with, or None; `why`: in words."""

    kind: DoubtKind
    encounter: Encounter
    why: str
    other: Encounter | None = None

    @property
    def weight(self) -> int:
        """How much it needs a person: by its kind, then by how many articles tell of it."""
        return WEIGHTS[self.kind] + min(self.encounter.n_articles, 9)


def review(record: Record, judgements: Sequence[Judgement] = ()) -> tuple[Doubt, ...]:
    """The queue, what needs a person most first. Accepted encounters and settled pairs are left out."""
    settled = settle(judgements)
    apart = {frozenset((one.left, one.right or "")) for one in settled.different}
    found = [*_conflicts(record), *_alike(record, apart), *_single(record)]
    open_ones = (one for one in found if not settled.accepted.intersection(one.encounter.claims))
    return tuple(sorted(open_ones, key=lambda one: (-one.weight, by_time(one.encounter), one.kind, one.why)))


def _conflicts(record: Record) -> Iterator[Doubt]:
    encounters = {one.id: one for one in record.encounters}
    for conflict in record.conflicts:
        if conflict.kind in _SERIOUS:
            values = " / ".join(value for value, _ in conflict.values[:4])
            yield Doubt("conflict", encounters[conflict.encounter], f"{conflict.field}, {conflict.kind}: {values}")


def _alike(record: Record, apart: set[frozenset[str]]) -> Iterator[Doubt]:
    """Encounters of the same sides whose days overlap, of neighbours in time, that nobody judged to be two."""
    groups: dict[tuple[str, ...], list[Encounter]] = collections.defaultdict(list)
    for one in record.encounters:
        window = days_of(one)
        sides = tuple(sorted({who.country for who in one.participants if who.country}))
        if len(sides) > 1 and window is not None and (window.days or NEAR_DAYS + 1) <= NEAR_DAYS:
            groups[sides].append(one)
    for group in groups.values():
        for one, other in itertools.pairwise(sorted(group, key=by_time)):
            mine, its = days_of(one), days_of(other)
            related = other.parent == one.id or one.parent in (other.id, other.parent or "")
            judged = any(frozenset(pair) in apart for pair in itertools.product(one.claims, other.claims))
            if mine is not None and its is not None and mine.meets(its) and not related and not judged:
                yield Doubt("alike", one, "of the same sides, on days that overlap", other)


def _single(record: Record) -> Iterator[Doubt]:
    for one in record.encounters:
        window = days_of(one)
        if one.n_articles > 1 and not any(reason in one.merge for reason in _FIRM):
            yield Doubt("merge", one, one.merge)
        if one.overdue:
            yield Doubt("overdue", one, "its window has passed without a word on what came of it")
        if one.status in BEHIND and (window is None or window.days is None):
            yield Doubt("undated", one, "it took place, and the record does not say when")
        elif one.status == "rumoured" or _thin(one):
            yield Doubt("uncertain", one, f"{one.status}: {one.information_credibility_rule}")


def _thin(one: Encounter) -> bool:
    """Whether it is ahead on one outsider's word."""
    return one.status in AHEAD and one.information_credibility > 5 and one.n_origins < 2
