"""Which encounters came before which, by what articles say ("met again", "his first trip"), and what that tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from summitry.model.claims import Claim
from summitry.model.windows import shift_day
from summitry.record import values
from summitry.record.context import given_days, in_context
from summitry.record.link import Cluster
from summitry.record.status import BEHIND, status_of

Earlier = Mapping[int, tuple[int, ...]]
"""The places of the clusters that came before a cluster, by its place; only those before which some came."""


def earlier(clusters: Sequence[Cluster]) -> Earlier:
    """The order of encounters as their claims tell it. Pairs told both ways, or of which one holds the other, count as
    told neither way."""
    at = {s.id: i for i, cluster in enumerate(clusters) for s in cluster.claims}
    pairs: set[tuple[int, int]] = set()
    within: set[tuple[int, int]] = set()
    for i, cluster in enumerate(clusters):
        for claim in (s.claim for s in cluster.claims):
            pairs.update((i, at[c]) for c in claim.before if c in at)
            pairs.update((at[c], i) for c in claim.after if c in at)
            if claim.part_of in at:
                within |= {(i, at[claim.part_of]), (at[claim.part_of], i)}
    found: dict[int, list[int]] = {}
    for one, other in sorted(pairs - within):
        if one != other and (other, one) not in pairs:
            found.setdefault(other, []).append(one)
    return {other: tuple(ones) for other, ones in found.items()}


def floor(place: int, order: Earlier, clusters: Sequence[Cluster], but_for: str | None = None) -> str | None:
    """The first day on which an encounter can have been: the day after the last known day of those before it. None
    where nothing says, or where a day told of it contradicts that.

    `but_for`: an article whose word on the days of those before it does not count.
    """
    mine = given_days(s.claim for s in clusters[place].claims)
    ends = [last_day([s.claim for s in clusters[one].claims if s.article != but_for]) for one in order.get(place, ())]
    floors = [shift_day(end, 1) for end in ends if end is not None and all(end < day for day in mine)]
    return max(floors, default=None)


def last_day(claims: Sequence[Claim]) -> str | None:
    """The last day on which an encounter is known to have been: where it is known to the day, else the first that it
    may have been on. None where no claim puts it in the past, or none says when."""
    if not any(status_of(c) in BEHIND for c in claims):
        return None
    dates = values.dates(claims, "reported", told=in_context(claims))
    window = dates.window
    if window is None or window.start is None:
        return None
    return window.end if len(dates.start or "") == 10 else window.start


def floors(clusters: Sequence[Cluster]) -> Iterable[str | None]:
    """The floor of each cluster, in order."""
    order = earlier(clusters)
    return [floor(i, order, clusters) for i in range(len(clusters))]
