"""What a growing cluster holds, and whether two clusters can be one."""

from __future__ import annotations

import dataclasses

from summitry.record import spans
from summitry.record.match import MOVED_DAYS, SLIP_DAYS, follows
from summitry.record.parties import same_name
from summitry.record.sketches import Outline, Spot
from summitry.record.spans import Days

REVIVED_DAYS = 60
"""Days within which what was cancelled or refused may be on again; later plans are for another encounter. Set on
made-up worlds."""

FADED_DAYS = 200
"""Days after what was expected beyond which an article that tells of something past, at no place that the expectation
named, tells of another encounter. Set on the five reports (a summit due by May 2018 is not the one told of in April
2019) and checked on made-up worlds."""

_CLOSING = frozenset({"cancel", "decline"})


@dataclasses.dataclass(slots=True)
class Group:
    """The sum of a cluster's claims: enough to tell whether another cluster contradicts it, without looking at claims
    again.

    `barred`: claims that it must not join. `days`: all days told, `past_days` those of what is past; `moves`: a claim
    puts it off. `latest_ahead`: the latest day on which an article still had it ahead; `first_ahead`: the earliest such
    day; `closed`: the earliest day by which it was called off; `over`: the earliest day by which an article had it
    behind; `due`: the latest day on which it was expected, 0 where none was told.
    """

    members: set[str]
    barred: set[str]
    people: dict[str, set[str]]
    implied: set[str]
    hosts: set[str]
    countries: set[str]
    spots: set[Spot]
    days: set[Days]
    past_days: set[Days]
    put_off: set[tuple[Days, Days]]
    counts: set[tuple[str, int]]
    series: set[str]
    many: bool
    latest_ahead: int = 0
    first_ahead: int = spans.EVER
    over: int = spans.EVER
    closed: int = spans.EVER
    due: int = 0

    @staticmethod
    def of(item: Outline) -> Group:
        """The cluster of one claim."""
        past = item.phase == "past"
        over = item.written[1] if item.told is None else min(item.written[1], item.told[1])
        return Group(
            members={item.id},
            barred=set(),
            people={name: set(side.people) for name, side in item.sides.items() if name != item.implied},
            implied={item.implied} if item.implied else set(),
            hosts={item.host} if item.host else set(),
            countries={item.country} if item.country else set(),
            spots={item.spot} if item.spot else set(),
            days={item.told} if item.told is not None else set(),
            put_off={(item.told, item.written)} if item.moves and item.told is not None else set(),
            past_days={item.told} if past and item.told is not None else set(),
            counts={(item.kind, item.ordinal)} if item.ordinal is not None else set(),
            series={item.series} if item.series else set(),
            many=item.kind == "multilateral",
            latest_ahead=item.written[0] if item.phase == "ahead" else 0,
            first_ahead=item.written[0] if item.phase == "ahead" else spans.EVER,
            over=over if past else spans.EVER,
            closed=item.written[1] if item.act in _CLOSING else spans.EVER,
            due=item.told[1] if item.phase == "ahead" and item.told is not None and item.told[1] < spans.EVER else 0,
        )

    def bars(self, other: Group) -> bool:
        """Whether the two hold claims that must stay apart."""
        return not self.barred.isdisjoint(other.members)

    def admits(self, other: Group) -> bool:
        """Whether nothing in one cluster excludes the other."""
        return (
            _share(self.countries, other.countries)
            and _share(self.series, other.series)
            and self._counts_agree(other)
            and (not self.spots or not other.spots or any(a.near(b) for a in self.spots for b in other.spots))
            and self.latest_ahead <= other.over + SLIP_DAYS
            and other.latest_ahead <= self.over + SLIP_DAYS
            and self._dates_follow(other)
            and self._fresh(other)
            and other._fresh(self)
            and self._still_ahead(other)
            and other._still_ahead(self)
            and all(spans.gap(a, b) <= SLIP_DAYS for a in self.past_days for b in other.past_days)
            and (self.many or other.many or self._people_agree(other))
        )

    def take(self, other: Group) -> None:
        """Adds all that another cluster holds."""
        self.members |= other.members
        self.barred |= other.barred
        for side, people in other.people.items():
            self.people.setdefault(side, set()).update(people)
        self.implied |= other.implied
        self.hosts |= other.hosts
        self.countries |= other.countries
        self.series |= other.series
        self.spots |= other.spots
        self.days |= other.days
        self.put_off |= other.put_off
        self.past_days |= other.past_days
        self.counts |= other.counts
        self.many = self.many or other.many
        self.latest_ahead = max(self.latest_ahead, other.latest_ahead)
        self.first_ahead = min(self.first_ahead, other.first_ahead)
        self.over = min(self.over, other.over)
        self.closed = min(self.closed, other.closed)
        self.due = max(self.due, other.due)

    def _dates_follow(self, other: Group) -> bool:
        """Whether some days told on one hand lie near some told on the other, as far as a date may move."""
        if not self.days or not other.days:
            return True
        if any(spans.gap(a, b) <= MOVED_DAYS for a in self.days for b in other.days):
            return True
        return any(
            follows(given_up, said, new)
            for one, two in ((self, other), (other, self))
            for given_up, said in one.put_off
            for new in two.days
        )

    def _fresh(self, other: Group) -> bool:
        """Whether what one hand expected may be what the other tells of as past: soon enough, or at the same spot."""
        if not self.due or other.over == spans.EVER or self.over < spans.EVER or self.put_off:
            return True
        return other.over - self.due <= FADED_DAYS or any(a.near(b) for a in self.spots for b in other.spots)

    def _still_ahead(self, other: Group) -> bool:
        """Whether what one hand still has ahead was not over, by the days told on the other, without having been put
        off; nor first taken up long after the other was called off."""
        if any(spans.EVER > first > other.closed + REVIVED_DAYS for first in (self.first_ahead, self.over)):
            return False
        if not other.days or other.put_off:
            return True
        return self.latest_ahead <= max(days[1] for days in other.days) + MOVED_DAYS

    def _counts_agree(self, other: Group) -> bool:
        mine, theirs = dict(sorted(self.counts)), dict(sorted(other.counts))
        return all(mine[kind] == theirs[kind] for kind in mine.keys() & theirs.keys())

    def _people_agree(self, other: Group) -> bool:
        """Whether shared sides share somebody where both name people, and not both bring a side of named people of
        their own."""
        shared = self.people.keys() & other.people.keys()
        guest = {side for side in shared if self.people[side] & other.people[side]}
        for side in shared:
            if side in self.hosts | other.hosts and guest - {side}:
                continue
            mine, theirs = self.people[side], other.people[side]
            if mine and theirs and not any(same_name(a, b) for a in mine for b in theirs):
                return False
        return not (self._alone(other) and other._alone(self))

    def _alone(self, other: Group) -> bool:
        return any(people and side not in other.people for side, people in self.people.items())


def _share(mine: set[str], theirs: set[str]) -> bool:
    return not mine or not theirs or not mine.isdisjoint(theirs)
