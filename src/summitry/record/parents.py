"""Which encounter holds which: a visit its meetings, a meeting of many the meetings at its edge."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from summitry.record import spans
from summitry.record.link import Cluster
from summitry.record.sketches import Sketch
from summitry.record.spans import Days

_HOLDING = frozenset({"visit", "multilateral"})

Where = tuple[str, str]
"""A person and the country that they are in."""


@dataclasses.dataclass(frozen=True)
class Stay:
    """What an encounter says of who was where, and when. `days`: those told of it as past, to the week or better;
    `visits`: where a visit took somebody; `meets`: where its people were, unless it is a visit or a meeting of many
    itself."""

    days: Days
    sides: tuple[str, ...]
    visits: tuple[Where, ...]
    meets: tuple[Where, ...]

    def holds(self, other: Stay) -> bool:
        """Whether a visit may hold a meeting: same person, same country, no side of its own, its days within."""
        within = self.days[0] <= other.days[0] and other.days[1] <= self.days[1] and set(other.sides) <= set(self.sides)
        return within and not set(self.visits).isdisjoint(other.meets)


def parents(clusters: Sequence[Cluster], ids: Sequence[str]) -> Mapping[str, str]:
    """The id of the encounter that holds another, for those that are part of one: where a text says so, most often said
    first; else where the same visitor's visit to the same country holds its days. No encounter holds itself, at any
    remove."""
    of_claim = {s.id: name for cluster, name in zip(clusters, ids, strict=True) for s in cluster.claims}
    stays = {name: stay(cluster) for cluster, name in zip(clusters, ids, strict=True)}
    visits: dict[Where, list[str]] = {}
    for name, one in stays.items():
        for where in one.visits if one is not None else ():
            visits.setdefault(where, []).append(name)
    wanted: dict[str, str] = {}
    for name, cluster in zip(ids, clusters, strict=True):
        mine = stays[name]
        around = {v for where in (mine.meets if mine is not None else ()) for v in visits.get(where, ())}
        holding = [v for v in around if mine is not None and (s := stays[v]) is not None and s.holds(mine)]
        above = first(name, told(cluster, of_claim), holding)
        if above is not None:
            wanted[name] = above
    return {name: above for name, above in wanted.items() if not cut(name, wanted)}


def told(cluster: Cluster, of_claim: Mapping[str, str]) -> collections.Counter[str]:
    """The encounters of which texts say that this one is part, and how often; by the name of each claim's encounter."""
    parts = (s.claim.part_of for s in cluster.claims)
    return collections.Counter(of_claim[p] for p in parts if p is not None and p in of_claim)


def first(name: str, said: Mapping[str, int], around: Iterable[str]) -> str | None:
    """The encounter that holds that of a name, cycles apart: told most often, or any that may hold it; ties by name."""
    if said:
        return min((n for n in said if n != name), key=lambda n: (-said[n], n), default=None)
    return min(around, default=None)


def cut(name: str, wanted: Mapping[str, str]) -> bool:
    """Whether the encounter of a name stands alone although it wants one to hold it: it would hold itself, and no name
    on that way is greater."""
    way, at = [name], wanted.get(name)
    while at is not None and at not in way:
        way.append(at)
        at = wanted.get(at)
    return at == name and name == max(way)


def stay(cluster: Cluster) -> Stay | None:
    """Who was where and when by one encounter, or None where its days are not known."""
    days = _days(cluster.claims)
    if days is None:
        return None
    sides = tuple(sorted({side for s in cluster.claims for side in s.sides}))
    kinds = {s.kind for s in cluster.claims}
    meets = () if kinds & _HOLDING or "call" in kinds else _where(cluster.claims)
    return Stay(days, sides, _where(s for s in cluster.claims if s.kind == "visit"), meets)


def _where(claims: Iterable[Sketch]) -> tuple[Where, ...]:
    return tuple(
        sorted({(p, s.country) for s in claims if s.country for side in s.sides.values() for p in side.people})
    )


def _days(claims: Sequence[Sketch]) -> Days | None:
    """The days told to the week or better, all together; None where none are."""
    told = [s.told for s in claims if s.told is not None and s.phase == "past" and spans.width(s.told) <= 14]
    return (min(t[0] for t in told), max(t[1] for t in told)) if told else None
