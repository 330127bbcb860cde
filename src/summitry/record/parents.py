"""Which encounter holds which: a visit its meetings, a meeting of many the meetings at its edge."""

from __future__ import annotations

import collections
from collections.abc import Mapping, Sequence

from summitry.record import spans
from summitry.record.link import Cluster
from summitry.record.sketches import Sketch
from summitry.record.spans import Days

_HOLDING = frozenset({"visit", "multilateral"})


def parents(clusters: Sequence[Cluster], ids: Sequence[str]) -> Mapping[str, str]:
    """The id of the encounter that holds another, for those that are part of one: where a text says so, most often said
    first; else where the same visitor's visit to the same country holds its days. No encounter holds itself, at any
    remove."""
    of_claim = {s.id: name for cluster, name in zip(clusters, ids, strict=True) for s in cluster.claims}
    found: dict[str, str] = {}
    visits = _visits(clusters, ids)
    for name, cluster in sorted(zip(ids, clusters, strict=True), key=lambda pair: pair[0]):
        told = collections.Counter(
            of_claim[s.claim.part_of]
            for s in cluster.claims
            if s.claim.part_of is not None and s.claim.part_of in of_claim
        )
        ordered = sorted(told, key=lambda n: (-told[n], n)) or _around(cluster, visits)
        for above in ordered:
            if not _reaches(above, name, found):
                found[name] = above
                break
    return found


def _reaches(start: str, goal: str, found: Mapping[str, str]) -> bool:
    while start != goal:
        if start not in found:
            return False
        start = found[start]
    return True


Visits = dict[tuple[str, str], list[tuple[Days, str, frozenset[str]]]]


def _visits(clusters: Sequence[Cluster], ids: Sequence[str]) -> Visits:
    """Visits of known days by visitor and country."""
    table: Visits = {}
    for cluster, name in zip(clusters, ids, strict=True):
        span = _days(cluster.claims)
        if span is None:
            continue
        sides = frozenset(side for s in cluster.claims for side in s.sides)
        visitors = {
            (p, s.country)
            for s in cluster.claims
            if s.kind == "visit" and s.country
            for side in s.sides.values()
            for p in side.people
        }
        for person, country in sorted(visitors):
            table.setdefault((person, country), []).append((span, name, sides))
    return table


def _around(cluster: Cluster, visits: Visits) -> list[str]:
    """Visits around a meeting: same person, same country, no side of its own, and its days within theirs."""
    if any(s.kind in _HOLDING or s.kind == "call" for s in cluster.claims):
        return []
    span = _days(cluster.claims)
    if span is None:
        return []
    sides = frozenset(side for s in cluster.claims for side in s.sides)
    keys = {(p, s.country) for s in cluster.claims if s.country for side in s.sides.values() for p in side.people}
    return sorted(
        {
            name
            for key in keys
            for days, name, theirs in visits.get(key, ())
            if days[0] <= span[0] and span[1] <= days[1] and sides <= theirs
        }
    )


def _days(claims: Sequence[Sketch]) -> Days | None:
    """The days told to the week or better, all together; None where none are."""
    told = [s.told for s in claims if s.told is not None and s.phase == "past" and spans.width(s.told) <= 14]
    return (min(t[0] for t in told), max(t[1] for t in told)) if told else None
