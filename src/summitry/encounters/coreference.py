"""Which claims of one article speak of the same encounter."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Sequence

from summitry.encounters.acts import Saying
from summitry.encounters.drafts import Draft, Phase, Side, Spot
from summitry.encounters.where import agree, union
from summitry.encounters.who import party_of, stands_for
from summitry.lexicon.states import state
from summitry.model.claims import Act, Participant, Place
from summitry.model.notes import Timex
from summitry.model.text import Quote
from summitry.model.windows import Window

_SAME_TRIP = 4
"""Days that two days told of one encounter may lie apart: a state visit lasts three or four."""
NEGATIVE: frozenset[Act] = frozenset({"deny", "decline", "cancel", "lapse", "postpone"})


@dataclasses.dataclass(frozen=True)
class Stated:
    """A draft with what is said of it, and when: enough to be compared with others and to become a claim."""

    draft: Draft
    saying: Saying
    act: Act
    start: str | None
    end: str | None
    window: Window | None
    precision: str
    time: Timex | None
    because: tuple[Quote, ...] = ()
    """Words elsewhere that its act rests on."""

    @property
    def phase(self) -> Phase:
        return self.saying.phase


class Group:
    """Statements of one article on one encounter, in order of place.

    `negated`: the article says that it was cancelled, refused, denied or put off; `again`, `earlier`: a statement says
    that it was not the first time, or speaks of a first or former one; `ahead`: a statement expects it; `starts`: where
    its statements stand, in order; `lemmas`: the triggers' words; `marks`: what sets its statements apart from others
    (word and ordinal).
    """

    def __init__(self, first: Stated) -> None:
        self.members: list[Stated] = []
        self.sides: list[Side] = []
        self.place: Place | None = None
        self.spot: Quote | None = None
        self.stranger = first.draft.stranger and not is_full(first.draft)
        self.windows: list[Window] = []
        self.phase: Phase = "open"
        self.ordinal: int | None = None
        self.series: str | None = None
        self.within: str | None = first.draft.within
        self.types: set[str] = set()
        self.negated = self.again = self.earlier = self.ahead = False
        self.starts: list[int] = []
        self.lemmas: set[str] = set()
        self.marks: set[tuple[str | None, int | None]] = set()
        self.add(first)

    def add(self, stated: Stated) -> None:
        draft = stated.draft
        self.members.append(stated)
        for side in draft.sides:
            self._add_side(side)
        if draft.place is not None:
            self.place = draft.place if self.place is None else union(self.place, draft.place)
            self.spot = self.spot or draft.spots[0].quote
        if stated.start is not None and stated.window is not None and stated.window not in self.windows:
            self.windows.append(stated.window)
        told = stated.act in ("tell", "confirm") and not self.negated
        if stated.phase != "open" and (self.phase == "open" or told):
            self.phase = stated.phase
        self.ordinal = self.ordinal or draft.ordinal
        self.series = self.series or draft.series
        self.types.add(draft.trigger.type)
        self.negated = self.negated or stated.act in NEGATIVE
        self.ahead = self.ahead or (
            stated.phase == "ahead" and stated.act not in NEGATIVE and not stated.saying.shifted
        )
        self.again = self.again or draft.again
        self.earlier = self.earlier or _earlier(draft)
        self.lemmas.add(draft.trigger.lemma)
        self.marks.add((draft.apart, draft.ordinal))
        bisect.insort(self.starts, draft.start)

    def follow(self, other: Group) -> None:
        """Takes over the phase of another stop of the same trip, and what called it off."""
        self.phase = other.phase
        off = next((s for s in other.members if s.act in ("cancel", "postpone")), None)
        if off is not None:
            words = tuple(q for q in off.draft.quotes() if q.within(off.draft.sentence.start, off.draft.sentence.end))
            saying = dataclasses.replace(off.saying, act=off.act)
            self.negated = True
            self.members = [dataclasses.replace(s, saying=saying, act=off.act, because=words) for s in self.members]

    def _add_side(self, side: Side) -> None:
        for i, other in enumerate(self.sides):
            if stands_for(other.participant, side.participant):
                if _rank(side.participant) > _rank(other.participant):
                    self.sides[i] = side
                return
        self.sides.append(side)

    @property
    def participants(self) -> list[Participant]:
        return [s.participant for s in self.sides]


def _rank(p: Participant) -> int:
    """How much a participant tells: a named person, a title, a group, a state."""
    if p.kind == "person":
        return 3 if p.entity else 2
    return 1 if p.kind == "organisation" else 0


def fits(group: Group, stated: Stated) -> bool:
    """Whether a statement may be about a group's encounter."""
    draft = stated.draft
    return (
        _same_kind(group, stated)
        and _same_occasion(group, draft)
        and _same_sides(group, draft)
        and _same_way(group, draft)
        and agree(group.place, draft.place)
        and _same_time(group, stated)
        and _same_phase(group, stated)
    )


def _same_kind(group: Group, stated: Stated) -> bool:
    """A call is no visit, a recurring meeting no bilateral one, and who denies a meeting does not deny the visit; words
    that two exchanged are no part of a visit that is not known to be past."""
    draft = stated.draft
    if draft.trigger.frame == "talk" and group.types == {"visit"} and group.phase == "open":
        return False
    if group.stranger and (is_full(draft) or draft.place is not None):
        return False
    if ("call" in group.types) != (draft.trigger.type == "call"):
        return False
    if draft.trigger.type == "multilateral" and draft.series is None and "multilateral" not in group.types:
        return False
    return stated.act != "deny" or draft.trigger.type == "visit" or group.types != {"visit"}


def _same_occasion(group: Group, draft: Draft) -> bool:
    """Not another edition, another ordinal, the first beside one "again", or one on the margins of another meeting."""
    if group.series != draft.series and (draft.series is not None or (group.series is not None and not draft.definite)):
        return False
    if draft.ordinal is not None and group.ordinal is not None and draft.ordinal != group.ordinal:
        return False
    if (group.again and _earlier(draft)) or (draft.again and group.earlier):
        return False
    return draft.within == group.within or not draft.sides or draft.trigger.frame in ("go", "visit", "trip")


def _earlier(draft: Draft) -> bool:
    """Whether a draft speaks of a first time, or of one before the one that is told."""
    return draft.ordinal == 1 or draft.apart in ("last", "previous", "earlier", "past", "former")


def _same_sides(group: Group, draft: Draft) -> bool:
    """Whether the sides of a statement may be a group's: no party is stood for by other people, and the parties of
    one are among the other's."""
    if not draft.sides:
        return True
    ours, theirs = _by_party(group.participants), _by_party([s.participant for s in draft.sides])
    _add_host(ours, group.place, visit="visit" in group.types)
    _add_host(theirs, draft.place, visit=draft.trigger.type == "visit")
    for party in ours.keys() & theirs.keys():
        people = [[p for p in side[party] if p.kind == "person"] for side in (ours, theirs)]
        if all(people) and not any(stands_for(a, b) for a in people[0] for b in people[1]):
            return False
    return bool(ours.keys() & theirs.keys()) and (ours.keys() <= theirs.keys() or theirs.keys() <= ours.keys())


def shares_party(a: Group, b: Group) -> bool:
    """Whether two groups have a party in common, so that one might be taken for the other."""
    return not {party_of(p) for p in a.participants}.isdisjoint(party_of(p) for p in b.participants)


def came_before(a: Group, b: Group) -> bool:
    """Whether the text says that one encounter came before another: a first or last time beside one "again"."""
    return b.again and a.earlier


def _add_host(parties: dict[str, list[Participant]], place: Place | None, *, visit: bool) -> None:
    if visit and place is not None and place.country is not None:
        parties.setdefault(place.country, [])


def _by_party(participants: Sequence[Participant]) -> dict[str, list[Participant]]:
    found: dict[str, list[Participant]] = {}
    for p in participants:
        found.setdefault(party_of(p), []).append(p)
    return found


def _same_way(group: Group, draft: Draft) -> bool:
    """A visitor of one is not the host of the other: visits in two directions are two."""
    there = {party_of(p): p.role for p in group.participants if p.role in ("visitor", "host")}
    return all(
        {there.get(party_of(s.participant), s.participant.role), s.participant.role} != {"visitor", "host"}
        for s in draft.sides
    )


def _same_time(group: Group, stated: Stated) -> bool:
    if stated.window is None or stated.start is None or not group.windows:
        return True
    near = stated.window.widen(_SAME_TRIP, _SAME_TRIP) if stated.window.days == 1 else stated.window
    return all(w.meets(near) for w in group.windows)


def _same_phase(group: Group, stated: Stated) -> bool:
    if stated.draft.trigger.type == "multilateral" and not stated.draft.sides:
        return True
    if group.negated and stated.phase == "ahead" and stated.act not in NEGATIVE:
        # what is expected after a cancellation is another encounter, what had been expected is the cancelled one
        return stated.draft.definite or stated.saying.shifted
    dated = stated.start is not None and not stated.draft.pointing
    if stated.phase == "past" and dated and group.ahead and not group.windows:
        return False  # a past day is not that of what the text still expects
    if "open" in (group.phase, stated.phase) or group.phase == stated.phase:
        return True
    # what was ahead may be told as past further on where the words point back to it, never the reverse
    return group.phase == "ahead" and stated.draft.pointing and not group.negated


def grouped(statements: list[Stated]) -> tuple[list[Group], list[Stated]]:
    """Groups of statements on one encounter each, and the statements that name too little and point to none.

    In order of place. A full statement joins the group it shares most with, or founds one; a partial one ("the
    summit", "the two met") joins the one it shares most with, looking back first and then at what follows (a
    headline's encounter may be named in full only below it), or founds one like an earlier one where its words set it
    apart ("his last visit", "another trip"). A meeting with somebody who speaks for no state is a group too, so that
    "the meeting" finds it, and none of its statements is told.
    """
    groups: list[Group] = []
    waiting: list[Stated] = []
    for stated in statements:
        full = is_full(stated.draft) or stated.draft.stranger
        group = _best(groups, stated) if full or stated.draft.definite or stated.draft.sides else None
        if group is not None:
            group.add(stated)
        elif full:
            groups.append(Group(stated))
        else:
            waiting.append(stated)
    dropped = []
    for stated in waiting:
        findable = stated.draft.block == "headline" or stated.draft.sides or stated.draft.trigger.type == "multilateral"
        group = _best(groups, stated) if findable else None
        alike = _alike(groups, stated) if group is None else None
        if group is not None:
            group.add(stated)
        elif alike is not None:
            groups.append(Group(_like(stated, alike)))
        else:
            dropped.append(stated)
    for group in groups:
        group.members.sort(key=lambda s: (s.draft.start, s.draft.trigger.id))
    return [g for g in groups if not g.stranger], dropped


def on_one_trip(groups: Sequence[Group]) -> None:
    """What is said of a trip goes for all stops that one trigger names ("the travel to Peru and Chile"), where nothing
    else is said of them: it is called off whole, and ahead of the article whole."""
    stops: dict[str, list[Group]] = {}
    for group in groups:
        for stated in group.members:
            if stated.draft.trigger.type == "visit" and group not in (
                of := stops.setdefault(stated.draft.trigger.id, [])
            ):
                of.append(group)
    for of in stops.values():
        told = [g for g in of if g.phase != "open"]
        for group in of:
            if told and group.phase == "open" and not group.negated:
                group.follow(told[0])


def _alike(groups: list[Group], stated: Stated) -> Group | None:
    """The nearest encounter of the same people that a partial statement sets its own apart from, or None."""
    draft = stated.draft
    if draft.trigger.part != "noun" or (draft.apart is None and not stated.start):
        return None
    if not draft.sides and not (draft.apart and stated.start):
        return None
    like = [g for g in groups if not g.stranger and draft.trigger.type in g.types and _same_sides(g, draft)]
    return max(like, key=lambda g: _nearness(g, stated), default=None)


def _like(stated: Stated, group: Group) -> Stated:
    """A statement with the sides and the place of the encounter that it is another of."""
    draft = stated.draft
    place = Place(country=group.place.country) if group.place is not None else None
    spots = draft.spots or ((Spot(place, group.spot),) if place is not None and group.spot is not None else ())
    here = [s.participant for s in draft.sides]
    missing = [s for s in group.sides if not any(stands_for(s.participant, p) for p in here)]
    if not here:  # others may have led then
        missing = [dataclasses.replace(s, participant=_state_of(s.participant)) for s in missing]
    return dataclasses.replace(stated, draft=dataclasses.replace(draft, sides=(*draft.sides, *missing), spots=spots))


def _state_of(p: Participant) -> Participant:
    """The state that a participant speaks for, in its place; itself where it speaks for none."""
    if p.country is None or ":" in p.country:
        return p
    return Participant(state(p.country).name, p.country, None, p.role, "state", f"state:{p.country}")


def _best(groups: list[Group], stated: Stated) -> Group | None:
    draft = stated.draft
    if draft.apart is not None:
        return _told_so(groups, stated)
    fitting = [(i, g) for i, g in enumerate(groups) if fits(g, stated)]
    if not fitting:
        return None
    return max(fitting, key=lambda f: (_shared(f[1], stated), _nearness(f[1], stated), f[0]))[1]


def _nearness(group: Group, stated: Stated) -> int:
    """Minus the distance to the group's nearest member, what follows counting as farther than what went before."""
    at = stated.draft.start
    after = bisect.bisect_right(group.starts, at)
    before = [at - group.starts[after - 1]] if after else []
    behind = [3 * (group.starts[after] - at)] if after < len(group.starts) else []
    return -min(before + behind)


def _told_so(groups: list[Group], stated: Stated) -> Group | None:
    """The group that a statement set apart ("a second summit") may still join: one set apart by the same words."""
    for group in groups:
        if (stated.draft.apart, stated.draft.ordinal) in group.marks and fits(group, stated):
            return group
    return None


def _shared(group: Group, stated: Stated) -> int:
    """How much a statement has in common with a group."""
    draft = stated.draft
    score = 3 * sum(any(stands_for(a, s.participant) for a in group.participants) for s in draft.sides)
    if draft.place is not None and group.place is not None:
        score += 2 if draft.place.city and draft.place.city == group.place.city else 1
    if stated.start is not None and group.windows:
        score += 2
    score += draft.trigger.type in group.types
    score += draft.trigger.lemma in group.lemmas
    score += stated.phase == group.phase
    score -= group.stranger
    score -= 3 * (group.series != draft.series) + 3 * (group.within is not None and group.within != draft.within)
    return score


def is_full(draft: Draft) -> bool:
    """Whether a draft names enough to be an encounter: two sides that speak for different parties, a visitor and a
    foreign state, or a known series of meetings."""
    if draft.series is not None:
        return True
    parties = {party_of(s.participant) for s in draft.sides}
    if len(parties) > 1:
        return True
    moving = draft.trigger.type == "visit" or draft.trigger.frame == "attend"
    if moving and parties and draft.place is not None and draft.place.country is not None:
        return draft.place.country not in parties
    return False


def with_purposes(statements: Sequence[Stated]) -> list[Stated]:
    """Visits told twice in one clause ("left for Beijing to make his first visit") share what sets them apart."""
    found = list(statements)
    for i, stated in enumerate(found[:-1]):
        following = found[i + 1]
        who = [{s.participant for s in d.sides} for d in (stated.draft, following.draft)]
        one = stated.draft.sentence is following.draft.sentence and who[0] == who[1]
        if one and stated.draft.trigger.type == following.draft.trigger.type == "visit":
            found[i] = _marked(stated, following.draft)
            found[i + 1] = _marked(following, stated.draft)
    return found


def _marked(stated: Stated, other: Draft) -> Stated:
    draft = stated.draft
    ordinal, again, apart = draft.ordinal or other.ordinal, draft.again or other.again, draft.apart or other.apart
    return dataclasses.replace(stated, draft=dataclasses.replace(draft, ordinal=ordinal, again=again, apart=apart))
