"""The record beside a table that others coded by hand: what both have, what one has, and where they differ."""

from __future__ import annotations

import collections
import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from summitry.model.claims import Encounter, Participant
from summitry.record import outside
from summitry.record.fold import Record
from summitry.record.outside_rows import HandRow
from summitry.record.parties import leads
from summitry.record.presences import phase_of
from summitry.record.spans import known_on

Verdict = Literal["agreed", "differs", "only_there", "only_here"]
Field = Literal["who", "where", "day"]
FIELDS: tuple[Field, ...] = ("who", "where", "day")

NEAR_DAYS = 31
"""Days by which an encounter may lie beside a row's and be meant by it: as long as a date ahead may silently move."""
_DAY = len("2018-03-28")


@dataclasses.dataclass(frozen=True)
class Told:
    """An encounter beside a row. `differs`: what the record says of each field that differs, in words or as a date."""

    encounter: Encounter
    who: Participant
    differs: tuple[tuple[Field, str], ...] = ()


@dataclasses.dataclass(frozen=True)
class Compared:
    """A row with the encounters that it is about; `row` is None for an encounter that the table lacks."""

    verdict: Verdict
    row: HandRow | None
    told: tuple[Told, ...]


@dataclasses.dataclass(frozen=True)
class Comparison:
    """All rows of the days that the record's articles are of, by day, then encounters that the table lacks."""

    found: tuple[Compared, ...]

    def counts(self) -> Mapping[str, int]:
        """Rows and encounters by verdict, and of the encounters comparable those with each field right."""
        rows = collections.Counter(f"rows_{one.verdict}" for one in self.found if one.row is not None)
        told = {t.encounter.id: t for one in self.found if one.row is not None for t in _best_last(one.told)}
        right = {f"{field}_right": sum(field not in dict(t.differs) for t in told.values()) for field in FIELDS}
        return {
            "rows_agreed": rows["rows_agreed"],
            "rows_differing": rows["rows_differs"],
            "rows_only_there": rows["rows_only_there"],
            "encounters_comparable": len(told),
            "encounters_right": sum(not t.differs for t in told.values()),
            **right,
            "encounters_only_here": sum(one.row is None for one in self.found),
        }


def _best_last(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda t: (-len(t.differs), t.encounter.id))


def compare(record: Record, rows: Sequence[HandRow]) -> Comparison:
    """The record's encounters that took place and are told of by day and country, beside a table's rows.

    A row and an encounter agree where the row's person takes part, in the row's country, on days of the row. They are
    of the same trip and differ in the day where all but the days agree, those lying within `NEAR_DAYS`; in the place
    where the person is told to be elsewhere on a day within the row's; in who, where another leader of the person's
    state is told to be there then. Absence from either says nothing of the other: a table may be of few people, a
    record of few articles.
    """
    dated = [one for one in record.encounters if _is_comparable(one)]
    covered = _covered(record, rows)
    own: dict[str, list[HandRow]] = {}
    by_name: dict[tuple[str, str | None], list[HandRow]] = {}
    for row in rows:
        by_name.setdefault((row.traveller, row.home), []).append(row)
    told: dict[str, list[tuple[HandRow, Told]]] = {}
    for (name, home), theirs in sorted(by_name.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        for one in dated:
            who = next((p for p in one.participants if outside.is_called(p, name, home)), None)
            if who is not None:
                own.setdefault(one.id, []).extend(theirs)
                told.setdefault(one.id, []).extend(_beside(one, who, theirs))
    for one in dated:
        if one.id not in own:
            told.setdefault(one.id, []).extend(_for_another(one, rows))
    beside: dict[int, list[Told]] = {}
    for one in dated:
        for row, found in _closest(told.get(one.id, [])):
            beside.setdefault(id(row), []).append(found)
    found_rows = [
        Compared(_verdict(beside.get(id(row), [])), row, tuple(beside.get(id(row), [])))
        for row in sorted(rows, key=lambda r: (r.first, r.id, r.traveller))
        if id(row) in beside or _within(row, covered)
    ]
    return Comparison((*found_rows, *_only_here(dated, own, told)))


def _only_here(
    dated: Sequence[Encounter], own: Mapping[str, Sequence[HandRow]], told: Mapping[str, Sequence[object]]
) -> list[Compared]:
    """Encounters of the table's people, abroad and in countries of its rows for them, that no row is about."""
    found = []
    for one in dated:
        if told.get(one.id) or one.id not in own:
            continue
        theirs = own[one.id]
        who = next(p for p in one.participants if any(outside.is_called(p, row.traveller, row.home) for row in theirs))
        countries = {row.country for row in theirs}
        if who.country != _country(one) and (len(countries) > 1 or _country(one) in countries):
            found.append(Compared("only_here", None, (Told(one, who),)))
    return found


def _beside(one: Encounter, who: Participant, rows: Sequence[HandRow]) -> list[tuple[HandRow, Told]]:
    first, last = _days(one)
    country = _country(one)
    there = [r for r in rows if r.country == country]
    hit = [r for r in there if r.first <= last and first <= r.last]
    if hit:
        return [(r, Told(one, who)) for r in hit]
    if country != who.country:
        near = [r for r in there if _gap(r, first, last) <= NEAR_DAYS]
        if near:
            closest = min(near, key=lambda r: (_gap(r, first, last), r.first))
            return [(closest, Told(one, who, (("day", first),)))]
    inside = [r for r in rows if r.country is not None and r.first <= first and last <= r.last]
    at_home = country == who.country
    inside = [r for r in inside if not at_home or (r.first < first and last < r.last)]
    return [(r, Told(one, who, (("where", country or ""),))) for r in inside[:1]]


def _for_another(one: Encounter, rows: Sequence[HandRow]) -> list[tuple[HandRow, Told]]:
    """Rows of a leader in place of whom the record names another who once led the same state."""
    first, last = _days(one)
    country = _country(one)
    found = []
    for row in rows:
        if row.country != country or not (row.first <= first and last <= row.last):
            continue
        for who in one.participants:
            state = who.country
            if who.kind != "person" or state is None or state == country or who.entity is None:
                continue
            if _is_of_state(row, state) and leads(who.entity, state):
                found.append((row, Told(one, who, (("who", who.name),))))
    return found[:1]


def _is_of_state(row: HandRow, state: str) -> bool:
    if row.home is not None:
        return row.home == state
    return any(leads(person, state) for person in outside.people_of(row.traveller))


def _closest(told: Sequence[tuple[HandRow, Told]]) -> list[tuple[HandRow, Told]]:
    """Of what one encounter is told beside, the rows with which it agrees best."""
    fewest = min((len(t.differs) for _, t in told), default=0)
    return [(row, t) for row, t in told if len(t.differs) == fewest]


def _verdict(told: Sequence[Told]) -> Verdict:
    if not told:
        return "only_there"
    return "agreed" if any(not t.differs for t in told) else "differs"


def _is_comparable(one: Encounter) -> bool:
    """Whether an encounter took place, in a known country, on a known day."""
    took_place = phase_of(one.status) == "behind" and one.type != "call"
    return took_place and one.start is not None and len(one.start) == _DAY and _country(one) is not None


def _country(one: Encounter) -> str | None:
    return one.place.country if one.place is not None else None


def _days(one: Encounter) -> tuple[str, str]:
    first = one.start or ""
    return first, one.end if one.end is not None and len(one.end) == _DAY else first


def _covered(record: Record, rows: Sequence[HandRow]) -> tuple[str, str]:
    days = sorted(day for filed in record.articles if (day := known_on(filed.date)) is not None)
    return (days[0], days[-1]) if days and rows else ("9999", "")


def _within(row: HandRow, covered: tuple[str, str]) -> bool:
    return covered[0] <= row.last and row.first <= covered[1]


def _gap(row: HandRow, first: str, last: str) -> int:
    one, other, start, end = (datetime.date.fromisoformat(d) for d in (row.first, row.last, first, last))
    return max(0, (start - other).days, (one - end).days)
