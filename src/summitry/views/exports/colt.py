"""Trips in the columns of COLT (Country and Organizational Leader Travel, Pardee Institute): one row a leader and a
state that he or she went to, and beside them a quote for every cell.

Only what took place is a trip (confirmed or reported), and only who is known to have crossed a border travelled. A cell
is empty where the record does not say; "Yes" has its words, and "No" is never written, as silence is no evidence.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from summitry.lexicon.offices import holders, titles
from summitry.lexicon.people import normal, person
from summitry.model.claims import Claim, Encounter, Participant
from summitry.model.text import Quote
from summitry.record import Record
from summitry.views import text
from summitry.views.exports import Content, Told
from summitry.views.exports.lines import csv_line
from summitry.views.exports.telling import person_key, span
from summitry.views.queries import timeline

COLUMNS = (
    *("TripID", "LeaderID", "LeaderCountryOrIGO", "LeaderCountryISO", "LeaderRegion", "LeaderSubregion"),
    *("PriorityLeader", "LeaderRole", "LeaderTitle", "LeaderSurname", "LeaderFullName", "CountryVisited"),
    *("CountryVisitedISO", "RegionVisited", "SubRegionVisited", "DisputedTerritory", "SemiAutoTerritory"),
    *("CityVisited", "TripYear", "TripStartDate", "TripEndDate", "TripDuration", "MetHostHoGS", "HostHOGSName"),
    *("AttendedMultilatEvent", "NameMultilatEvent", "MetNonhostHOGS", "NonhostHOGSNames", "MetIGOLeader"),
    *("IGOLeaderName", "Notes", "SourceLink1"),
)
"""The columns of COLT that are filled, and those of its regions and territories, which the record does not know."""
QUOTE_COLUMNS = ("TripID", "Column", "Value", "Basis", "Article", "Start", "End", "Quote")

TAKEN_PLACE = frozenset({"confirmed", "reported"})
ABROAD = frozenset({"visit", "meeting", "summit", "talks", "multilateral"})
PRIORITY = frozenset({"GS", "G", "S", "De Facto"})
"""Codes of COLT for those who lead a state."""
DAY = len("2018-05-07")
_ROLES = {"foreign_minister": "F", "org_head": "I", "leader": "De Facto"}


Basis = Literal["stated", "resolved", "derived", "lexicon"]


@dataclasses.dataclass(frozen=True)
class Cell:
    """A value with the claim whose words it rests on.

    `basis`: "stated", the quote says it; "resolved", the quote is the clause that tells of the encounter, and the value
    stands elsewhere in the article ("the president" is a name above); "derived", computed from what is told (a year, a
    day from "on Monday"); "lexicon", added from the lexicon (a leader's state).
    """

    value: str
    claim: Claim
    quote: Quote
    basis: Basis


Trip = Mapping[str, Cell]


def files(record: Record, _: Told) -> Iterator[tuple[str, Content]]:
    """The trips, and the quotes of their cells."""
    found = list(trips(record))
    yield "colt.csv", _trip_lines(found)
    yield "colt_quotes.csv", _quote_lines(found)


def trips(record: Record) -> Iterator[Trip]:
    """The trips, in the order of the timeline; an encounter within another adds none for a leader and state that the
    whole has already."""
    parts = _grouped(record.encounters)
    url_of = {filed.article.id: filed.article.url for filed in record.articles}
    told: dict[str, frozenset[tuple[str, str]]] = {}
    for encounter in timeline(record):
        here = set(told.get(encounter.parent or "", ()))
        country = encounter.place.country if encounter.place else None
        if country and encounter.status in TAKEN_PLACE and encounter.type in ABROAD:
            for who in _travellers(encounter, country):
                key = person_key(who), country
                if key not in here:
                    here.add(key)
                    trip = _Cells(record, encounter, who, country)
                    trip.put_all(_within(encounter, country, parts), url_of)
                    yield trip.cells
        told[encounter.id] = frozenset(here)


def _grouped(encounters: Iterable[Encounter]) -> Mapping[str, Sequence[Encounter]]:
    parts: dict[str, list[Encounter]] = {}
    for one in encounters:
        parts.setdefault(one.parent or "", []).append(one)
    return parts


def _travellers(encounter: Encounter, country: str) -> Iterator[Participant]:
    """The people who were in a state not their own."""
    for who in encounter.participants:
        if who.kind == "person" and who.role != "host" and who.country and who.country != country:
            yield who


def _within(encounter: Encounter, country: str, parts: Mapping[str, Sequence[Encounter]]) -> list[Encounter]:
    """An encounter and those within it that took place in the same state, as far as is said."""
    found = [encounter]
    for part in parts.get(encounter.id, ()):
        if part.status in TAKEN_PLACE and (part.place is None or part.place.country in (None, country)):
            found += _within(part, country, parts)
    return found


class _Cells:
    """The cells of one trip, as they are filled."""

    def __init__(self, record: Record, encounter: Encounter, who: Participant, country: str) -> None:
        self.cells: dict[str, Cell] = {}
        self._claim_of = record.claim_of
        self._encounter = encounter
        self._who = who
        self._country = country
        self._claims = [record.claim_of[claim] for claim in encounter.claims]

    def put(self, column: str, value: str | None, cell: Cell, basis: Basis | None = None) -> None:
        """Fills a cell, where there is a value."""
        if value:
            self.cells[column] = dataclasses.replace(cell, value=value, basis=basis or cell.basis)

    def put_all(self, within: Iterable[Encounter], url_of: Mapping[str, str | None]) -> None:
        """Fills every cell. `within`: the encounters of the trip; `url_of`: addresses of articles."""
        encounter, whole = self._encounter, cell_of(self._claims)
        self.put("TripID", f"{self._who.country}-{self._country}-{encounter.id}", whole, "derived")
        self._put_leader()
        self._put_place()
        self._put_dates()
        for one in within:
            self._put_met(one, [self._claim_of[claim] for claim in one.claims])
        self.put("Notes", f"{encounter.type}, {text.says_who(encounter)}; {text.told_by(encounter)}", whole, "derived")
        linked = [claim for claim in self._claims if url_of.get(claim.article)]
        if linked:
            self.put("SourceLink1", url_of[linked[0].article], cell_of(linked), "derived")

    def _put_leader(self) -> None:
        who = self._who
        named = cell_of(_telling_of(self._claims, who), who.name)
        role = role_of(who, self._encounter)
        self.put("LeaderID", person_key(who), named, "lexicon")
        self.put("LeaderFullName", who.name, named)
        self.put("LeaderSurname", _surname(who), named)
        self.put("LeaderTitle", who.office, cell_of(_telling_of(self._claims, who), who.office or ""))
        self.put("LeaderCountryISO", who.country, named, "lexicon")
        self.put("LeaderCountryOrIGO", text.country_name(who.country), named, "lexicon")
        self.put("LeaderRole", role, named, "lexicon")
        self.put("PriorityLeader", "Yes" if role in PRIORITY else None, named, "lexicon")

    def _put_place(self) -> None:
        there = [c for c in self._claims if c.place and c.place.country == self._country] or self._claims
        name = text.country_name(self._country)
        self.put("CountryVisited", name, cell_of(there, name or ""))
        self.put("CountryVisitedISO", self._country, cell_of(there, name or ""), "lexicon")
        city = self._encounter.place.city if self._encounter.place else None
        in_city = [claim for claim in there if claim.place and claim.place.city == city] or there
        self.put("CityVisited", city, cell_of(in_city, city or ""))

    def _put_dates(self) -> None:
        one, days = self._encounter, span(self._encounter)
        if days is None or days.start is None or days.end is None:
            return
        dated = [claim for claim in self._claims if claim.start is not None and claim.start == one.start]
        dated = dated or [claim for claim in self._claims if claim.start or claim.window] or self._claims
        self.put("TripYear", days.start[:4] if days.start[:4] == days.end[:4] else None, cell_of(dated), "derived")
        if len(one.start or "") == DAY:
            self.put("TripStartDate", one.start, cell_of(dated, days.start[:4]), "derived")
        if one.end and len(one.end) == DAY:
            ended = [claim for claim in self._claims if claim.end == one.end] or dated
            self.put("TripEndDate", one.end, cell_of(ended, days.end[:4]), "derived")
            self.put(
                "TripDuration", str(days.days) if "TripStartDate" in self.cells else None, cell_of(ended), "derived"
            )

    def _put_met(self, encounter: Encounter, claims: Sequence[Claim]) -> None:
        others = [one for one in encounter.participants if one.kind == "person" and one.country != self._who.country]
        leading = [one for one in others if role_of(one, encounter) in PRIORITY]
        for flag, names, met in (
            ("MetHostHoGS", "HostHOGSName", [one for one in leading if one.country == self._country]),
            ("MetNonhostHOGS", "NonhostHOGSNames", [one for one in leading if one.country != self._country]),
            ("MetIGOLeader", "IGOLeaderName", [one for one in others if role_of(one, encounter) == "I"]),
        ):
            if met and flag not in self.cells:
                cell = cell_of(_telling_of(claims, met[0]), met[0].name)
                self.put(flag, "Yes", cell, "derived")
                self.put(names, "; ".join(one.name for one in met), cell)
        if encounter.type in ("summit", "multilateral"):
            event = next((one.name for one in encounter.participants if one.kind == "organisation"), None)
            self.put("AttendedMultilatEvent", "Yes", cell_of(claims, event or ""), "derived")
            self.put("NameMultilatEvent", event, cell_of(claims, event or ""))


def cell_of(claims: Sequence[Claim], words: str = "") -> Cell:
    """A cell without its value: the first quote of the claims that holds the last of the words, as "stated"; where none
    does, the first quote there is, and the words come from elsewhere in the article or from the lexicon."""
    wanted = normal(words).split()[-1:]
    for claim in claims if wanted else ():
        for quote in claim.evidence:
            if wanted[0] in normal(quote.text).split():
                return Cell("", claim, quote, "stated")
    return Cell("", claims[0], claims[0].evidence[0], "resolved")


def _telling_of(claims: Sequence[Claim], who: Participant) -> Sequence[Claim]:
    """The claims that name a participant; all, where the record made one of several."""
    return [c for c in claims if any(person_key(one) == person_key(who) for one in c.participants)] or claims


def role_of(who: Participant, encounter: Encounter) -> str | None:
    """COLT's code for what a participant was then: "GS" head of state and government, "S", "G", "De Facto", "F" foreign
    minister, "I" head of an organisation; None where it has none or the record does not know."""
    title = titles().get(normal(who.office or ""))
    if title is None or who.country is None:
        return None
    if title.role in _ROLES:
        return _ROLES[title.role]
    if title.role == "head_of_government":
        return "G"
    if title.role not in ("head_of_state", "monarch"):
        return None
    governing = holders(who.country, "head_of_government", span(encounter))
    return "GS" if any(tenure.person == who.entity for tenure in governing) else "S"


def _surname(who: Participant) -> str:
    if who.entity:
        try:
            return person(who.entity).family
        except KeyError:
            pass  # a participant made by another coder: its name is all there is
    return who.name.split()[-1]


def _trip_lines(found: Iterable[Trip]) -> Iterator[str]:
    yield csv_line(COLUMNS)
    for trip in found:
        yield csv_line(trip[column].value if column in trip else "" for column in COLUMNS)


def _quote_lines(found: Iterable[Trip]) -> Iterator[str]:
    yield csv_line(QUOTE_COLUMNS)
    for trip in found:
        for column in COLUMNS:
            if column in trip:
                cell = trip[column]
                quote = cell.quote
                where = (cell.claim.article, str(quote.start), str(quote.end), quote.text)
                yield csv_line((trip["TripID"].value, column, cell.value, cell.basis, *where))
