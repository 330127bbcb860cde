"""How likely two claims are of one encounter: a weight with its reasons in words, or a veto.

Weights are points, added up over participants, place, time and type, in the manner of Fellegi and Sunter's match
weights; the values were set on hand-made scenarios (tests/test_record_link.py), as no set with enough cross-article
links exists.
"""

from __future__ import annotations

from summitry.record import spans
from summitry.record.parties import Side, held, leads, same_name
from summitry.record.sketches import Outline
from summitry.record.spans import Days

THRESHOLD = 5.0
"""Points from which two claims are linked."""

SAME_PERSON = 3.0
NEAR_NAME = 2.5
OFFICE_HELD = 2.0
STATE_FOR_LEADER = 2.0
STATE_FOR_PERSON = 1.2
STATE_AND_STATE = 1.5
HOST_BY_PLACE = 1.0
SIDE_LEFT_OVER = -0.5
ONE_SIDED = -1.5
SAME_CITY = 3.0
SAME_CITY_ABROAD = 4.5
"""A city of none of the sides (Hanoi for Kim and Trump) marks an encounter better than a capital that hosts many."""
NEAR_CITY = 1.5
SAME_COUNTRY = 1.0
SAME_VENUE = 0.5
SAME_TYPE = 0.5
SAME_ORDINAL = 2.0
SAME_SERIES = 4.0

SLIP_DAYS = 2
"""Days by which reports of one past encounter may differ (time zones, a slip of a weekday)."""
MOVED_DAYS = 31
"""Days by which a date ahead may silently move; with a word of postponement `PUT_OFF_DAYS`."""
PUT_OFF_DAYS = 400

_BY_WIDTH = ((3, 4.0), (7, 3.0), (31, 2.5), (100, 1.5))
_PAST_AFTER_TOLD = ((7, 2.0), (31, 1.0), (120, -3.0), (400, -4.0))
_AHEAD_OF_TOLD = ((31, 1.5), (120, 0.5), (400, -1.0))
_PAST_AND_PAST = ((3, 2.0), (10, 1.0), (31, -1.0), (120, -5.0))
_AHEAD_AND_AHEAD = ((31, 1.5), (120, 0.5), (300, -1.0))
_AHEAD_THEN_PAST = ((60, 1.0), (120, 0.0), (200, -1.5), (400, -3.5))
_PUT_OFF = ((100, 0.0), (PUT_OFF_DAYS, -0.5))
_OPEN = ((31, 1.5), (120, 0.0))
_FADING_DAYS = 800
"""Days in which a link that rests on articles' dates loses another point, so that of two candidates the nearer is tried
first."""
_FAR = -6.0
"""Rows (days at most, points), the first that holds; beyond the last row `_FAR`."""

Score = tuple[float, tuple[str, ...]]


def match(a: Outline, b: Outline) -> Score | None:
    """Points and reasons for linking two claims, or None where they cannot be one encounter. Symmetric."""
    if (a.kind == "call") != (b.kind == "call") or _apart_by_count(a, b):
        return None
    when = _time(a, b)
    if when is None:
        return None
    where = _place(a, b)
    if where is None:
        return None
    who = _participants(a, b)
    if who is None:
        return None
    weight = 0.0
    reasons: list[str] = []
    for points, words in (who, where, when, _kind(a, b)):
        weight += points
        reasons.extend(words)
    return weight, tuple(reasons)


def treated_apart(a: Outline, b: Outline) -> bool:
    """Whether two claims of one article that the text does not link cannot be one: other days, one ahead and one past,
    other places, or no link of sides."""
    if match(a, b) is None:
        return True
    if a.told is not None and b.told is not None and spans.gap(a.told, b.told) > 0:
        return True
    return {a.phase, b.phase} == {"ahead", "past"} and not _under_way(a, b)


def _under_way(a: Outline, b: Outline) -> bool:
    """Whether what is ahead is the rest of a visit that has begun: both within a few days of the article."""
    ahead = a if a.phase == "ahead" else b
    return (
        "visit" in (a.kind, b.kind)
        and ahead.told is not None
        and spans.width(ahead.told) <= 3
        and ahead.dated
        and spans.gap(ahead.told, ahead.written) <= 3
    )


def _apart_by_count(a: Outline, b: Outline) -> bool:
    if a.ordinal is not None and b.ordinal is not None and a.kind == b.kind and a.ordinal != b.ordinal:
        return True
    if a.series is not None and b.series is not None and a.series != b.series:
        return True
    return (a.kind == "multilateral") != (b.kind == "multilateral") and a.series != b.series


def _participants(a: Outline, b: Outline) -> Score | None:
    reasons: list[str] = []
    points, people, shared, pairs = 0.0, 0, 0, 0
    for side in a.sides:
        if side not in b.sides:
            continue
        got = _side(side, a, b)
        if got is None:
            return None
        shared += 1
        people += got >= OFFICE_HELD and bool(a.sides[side].people or b.sides[side].people)
        pairs += got > SAME_PERSON
        points += got
    left = _rest(a, b)
    right = _rest(b, a)
    many = "multilateral" in (a.kind, b.kind) or (a.series is not None and a.series == b.series)
    if left and right and not many:
        return None
    if not shared and not many:
        return None
    if shared < 2 and not many:
        if not people:
            return None
        points += 0.0 if pairs else ONE_SIDED
    points += SIDE_LEFT_OVER * min(2, len(left) + len(right))
    if many:
        reasons.append("same meeting of many")
    elif people == shared and not (left or right):
        reasons.append("same participants")
    else:
        reasons.append("participants agree")
    return points, tuple(reasons)


def _rest(one: Outline, other: Outline) -> list[str]:
    """Sides of one that the other lacks, but for a state that only lends the place."""
    stage = one.implied if other.country in (one.implied, None) else None
    return [side for side in one.sides if side not in other.sides and side != stage]


def _side(side: str, a: Outline, b: Outline) -> float | None:
    """Points for what two claims say of one side, a pair of shared people twice those of one; None where they name
    people who exclude each other."""
    one, other = a.sides[side], b.sides[side]
    if one.people and other.people:
        if one.people & other.people:
            return SAME_PERSON * min(2, len(one.people & other.people))
        if any(same_name(x, y) for x in one.people for y in other.people):
            return NEAR_NAME
        return 0.0 if a.kind == b.kind == "multilateral" or (side in (a.host, b.host) and _guest(side, a, b)) else None
    if one.people or other.people:
        return _person_for(side, a, other) if one.people else _person_for(side, b, one)
    if one.offices and other.offices:
        return OFFICE_HELD if one.offices & other.offices else None
    return HOST_BY_PLACE if side in (a.implied, b.implied) else STATE_AND_STATE


def _guest(host: str, a: Outline, b: Outline) -> bool:
    """Whether the same visitor is told of: a visit may bring him before several people of the host's side."""
    return any(who.people & b.sides[side].people for side, who in a.sides.items() if side != host and side in b.sides)


def _person_for(side: str, at: Outline, unnamed: Side) -> float | None:
    """Points for the people whom one claim names on a side where another has an office or the bare state."""
    people = sorted(at.sides[side].people)
    if not unnamed.offices:
        return STATE_FOR_LEADER if any(leads(p, side) for p in people) else STATE_FOR_PERSON
    known = [held(person, side, office, None) for person in people for office in sorted(unnamed.offices)]
    if any(known) or any((side, office) in at.said for office in unnamed.offices):
        return OFFICE_HELD
    return None if known and all(k is False for k in known) else STATE_FOR_PERSON


def _place(a: Outline, b: Outline) -> Score | None:
    if a.country is not None and b.country is not None and a.country != b.country:
        return None
    if a.spot is not None and b.spot is not None:
        if not a.spot.near(b.spot):
            return None
        if a.spot.city != b.spot.city:
            return NEAR_CITY, ("places close to each other",)
        abroad = a.implied is not None and a.implied == b.implied and max(len(a.sides), len(b.sides)) > 2
        return (SAME_CITY_ABROAD if abroad else SAME_CITY) + (SAME_VENUE if _same_venue(a, b) else 0.0), ("same city",)
    if a.country is not None and a.country == b.country:
        return SAME_COUNTRY, ("same country",)
    return 0.0, ()


def _same_venue(a: Outline, b: Outline) -> bool:
    return a.venue is not None and a.venue == b.venue


def _kind(a: Outline, b: Outline) -> Score:
    points, reasons = 0.0, []
    if a.kind == b.kind:
        points += SAME_TYPE
    if a.ordinal is not None and a.kind == b.kind and a.ordinal == b.ordinal:
        points += SAME_ORDINAL
        reasons.append("same count")
    if a.series is not None and a.series == b.series:
        points += SAME_SERIES
        reasons.append("same series")
    return points, tuple(reasons)


def _time(a: Outline, b: Outline) -> Score | None:
    if _out_of_order(a, b) or _out_of_order(b, a):
        return None
    if a.told is not None and b.told is not None:
        return _both_told(a, b)
    if a.told is None and b.told is None:
        return _neither_told(a, b)
    return _one_told(a, b) if a.told is not None else _one_told(b, a)


def _out_of_order(ahead: Outline, past: Outline) -> bool:
    """Whether one claim was still ahead, in its article, after the other had it behind."""
    if ahead.phase != "ahead" or past.phase != "past":
        return False
    over = past.written[1] if past.told is None else min(past.written[1], past.told[1])
    return ahead.written[0] > over + SLIP_DAYS


def _both_told(a: Outline, b: Outline) -> Score | None:
    one, other = a.told or (0, spans.EVER), b.told or (0, spans.EVER)
    apart = spans.gap(one, other)
    if apart == 0:
        return _row(_BY_WIDTH, max(spans.width(one), spans.width(other)), 0.5), ("dates agree",)
    if a.article == b.article:
        return None
    if a.phase == b.phase == "past":
        sharp = max(spans.width(one), spans.width(other)) <= 7 and "call" not in (a.kind, b.kind)
        return (0.5, ("dates within a day or two",)) if sharp and apart <= SLIP_DAYS else None
    if apart <= MOVED_DAYS:
        return -0.5, ("the date moved",)
    if (a.moves and follows(one, a.written, other)) or (b.moves and follows(other, b.written, one)):
        return _row(_PUT_OFF, apart, _FAR), ("put off",)
    return None


def follows(given_up: Days, said: Days, new: Days) -> bool:
    """Whether days may be those to which something was put off, by a word `said` on some day: later than both, within
    `PUT_OFF_DAYS`."""
    return new[0] >= max(given_up[0], said[0]) and spans.gap(given_up, new) <= PUT_OFF_DAYS


def _one_told(a: Outline, b: Outline) -> Score | None:
    """`a` gives days; `b` gives none, so its article's date stands in."""
    given = a.told or (0, spans.EVER)
    if not b.dated:
        if (b.phase == "past" and given[0] > b.written[1]) or (b.phase == "ahead" and given[1] < b.written[0]):
            return None
        return 0.3, ()
    if b.phase == "past":
        if given[0] > b.written[1]:
            return None if a.phase == "past" else _moved(given[0] - b.written[1])
        return _near(_PAST_AFTER_TOLD, b.written[1] - min(given[1], b.written[1]))
    if b.phase == "ahead":
        if given[1] < b.written[0]:
            return None if a.phase == "past" else _moved(b.written[0] - given[1])
        return _near(_AHEAD_OF_TOLD, max(given[0], b.written[0]) - b.written[0])
    return _near(_OPEN, spans.gap(given, b.written))


def _moved(apart: int) -> Score | None:
    return (-0.5, ("the date moved",)) if apart <= MOVED_DAYS else None


def _neither_told(a: Outline, b: Outline) -> Score | None:
    if not (a.dated and b.dated):
        return 0.0, ()
    apart = spans.gap(a.written, b.written)
    phases = {a.phase, b.phase}
    if phases == {"past"}:
        return _near(_PAST_AND_PAST, apart)
    if phases == {"ahead"}:
        return _near(_AHEAD_AND_AHEAD, apart)
    if phases == {"ahead", "past"}:
        return _near(_AHEAD_THEN_PAST, apart)
    return _near(_OPEN, apart)


def _near(rows: tuple[tuple[int, float], ...], apart: int) -> Score:
    return _row(rows, apart, _FAR) - apart / _FADING_DAYS, ("times fit",) if apart <= rows[0][0] else ()


def _row(rows: tuple[tuple[int, float], ...], value: int, beyond: float) -> float:
    return next((points for limit, points in rows if value <= limit), beyond)
