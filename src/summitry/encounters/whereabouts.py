"""Where encounters took place that an article tells without a place: where it sets the scene."""

from __future__ import annotations

from collections.abc import Sequence

from summitry.encounters.coreference import Group
from summitry.encounters.drafts import Spot
from summitry.encounters.where import spots_of
from summitry.encounters.who import party_of
from summitry.model.notes import Mention
from summitry.model.text import Article
from summitry.model.windows import Window

_NEAR = 2
"""Days around the article's within which what its dateline's state takes part in is taken to be there."""


def dateline(article: Article, mentions: Sequence[Mention]) -> Spot | None:
    """The one place that the article's dateline names, or None."""
    lines = [b for b in article.blocks if b.kind == "dateline"]
    inside = [m for m in mentions if any(b.start <= m.start and m.end <= b.end for b in lines)]
    spots = [s for m in inside for s in spots_of(m)]
    cities = [s for s in spots if s.place.city is not None]
    return cities[0] if cities else (spots[0] if spots else None)


def scene_of(group: Group, groups: Sequence[Group], home: Spot | None, dct: Window | None) -> Spot | None:
    """The place of a meeting told without one: that of the visit which brings its sides together, or of the dateline
    where it is of the article's days and one of its sides is the host there; None where neither tells."""
    if group.place is not None or "call" in group.types or not group.types & {"meeting", "summit", "talks"}:
        return None
    parties = {party_of(p) for p in group.participants}
    if len(parties) < 2 or group.series is not None or group.within is not None:
        return None
    spots = {}
    for other in groups:
        if _brings(other, parties) and _together(group, other) and other.place is not None and other.spot is not None:
            spots[other.place.country] = Spot(other.place, other.spot)
    if len(spots) == 1:
        return next(iter(spots.values()))
    if spots or home is None or dct is None or home.place.country not in parties:
        return None
    days = dct.widen(_NEAR, _NEAR)
    return home if group.windows and all(days.holds(w) for w in group.windows) else None


def _brings(visit: Group, parties: set[str]) -> bool:
    """Whether a visit brings the parties of a meeting together: one of them to another's state."""
    if "visit" not in visit.types or visit.place is None or visit.place.country not in parties:
        return False
    visitors = {party_of(p) for p in visit.participants} - {visit.place.country}
    return bool(visitors & parties)


def _together(meeting: Group, visit: Group) -> bool:
    if meeting.windows and visit.windows:
        return all(a.widen(1, 1).meets(b) for a in meeting.windows for b in visit.windows)
    ahead = {g.phase == "ahead" for g in (meeting, visit)}
    return len(ahead) == 1 and not meeting.windows and meeting.earlier == visit.earlier
