"""What linking looks at: each claim boiled down to who, where and when."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import math
import types
from collections.abc import Mapping

from summitry.lexicon.people import normal
from summitry.model.claims import Act, Claim, Filed, Participant
from summitry.model.notes import ArticleDate, EncounterType
from summitry.record import spans
from summitry.record.parties import Side, in_office, role_of, side_of, sides
from summitry.record.spans import Days, Phase

DATED_DAYS = 62
"""An article of a wider window is as good as undated: its date says nothing of what its claims lie near."""
_SAME_SPOT_KM = 100.0
"""Towns within this distance may be one place told two ways (Palm Beach and Mar-a-Lago, Camp David and Washington)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """A city in normal form, with its degrees where known."""

    city: str
    lat: float | None
    lon: float | None

    def near(self, other: Spot) -> bool:
        """Whether the two may be one place."""
        if self.city == other.city:
            return True
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return False
        return _kilometres((self.lat, self.lon), (other.lat, other.lon)) <= _SAME_SPOT_KM


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What linking needs of a claim, and nothing else of it: small, and kept in the store beside it.

    `rank`: its place among the ids of its article's claims. `sides`: people by side, a host state that only the place
    names included (`implied` is its code, else None); `said`: the roles that the claim gives to anybody of a side, as
    pairs. `country`, `spot`: where, None for calls. `told`: the days that the claim's words give, None where they give
    none; `written`: the days that its article may be of (open before, where it tells of people of another time),
    `dated` whether they are known on both sides. `anchor`: the day about which the encounter most likely lies, None
    where nothing says. `same_as`, `apart`: claims that its text treats as one with it, as another.
    """

    id: str
    article: str
    rank: int
    kind: EncounterType
    act: Act
    ordinal: int | None
    series: str | None
    venue: str | None
    said: frozenset[tuple[str, str]]
    same_as: tuple[str, ...]
    apart: tuple[str, ...]
    sides: Mapping[str, Side]
    implied: str | None
    country: str | None
    spot: Spot | None
    told: Days | None
    written: Days
    phase: Phase
    dated: bool
    anchor: int | None

    @property
    def host(self) -> str | None:
        """The host's side of a visit whose country is known; None for all else."""
        return self.country if self.kind == "visit" else None

    @property
    def moves(self) -> bool:
        """Whether it puts the encounter off."""
        return self.act == "postpone"

    def profile(self) -> tuple[object, ...]:
        """Equal for claims that linking cannot tell apart, but for their article."""
        return (
            tuple((s, tuple(sorted(side.people)), tuple(sorted(side.offices))) for s, side in self.sides.items()),
            self.kind, self.country, self.spot and self.spot.city, self.told, self.written, self.phase, self.moves,
            self.ordinal, self.series,
        )  # fmt: skip

    @property
    def profile_key(self) -> str:
        """The profile as a short text."""
        return hashlib.blake2b(repr(self.profile()).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def packed(self) -> str:
        """The outline as a line of JSON, which `unpacked` reads."""
        spot = None if self.spot is None else [self.spot.city, self.spot.lat, self.spot.lon]
        who = [[name, sorted(side.people), sorted(side.offices)] for name, side in self.sides.items()]
        rest = [getattr(self, name) for name in _PLAIN]
        return json.dumps([sorted(self.said), who, spot, *rest], separators=(",", ":"))

    @staticmethod
    def unpacked(line: str) -> Outline:
        """The outline that `packed` wrote."""
        said, who, spot, *rest = json.loads(line)
        given = dict(zip(_PLAIN, rest, strict=True))
        for name in ("same_as", "apart", "written"):
            given[name] = tuple(given[name])
        given["told"] = None if given["told"] is None else tuple(given["told"])
        return Outline(
            said=frozenset((side, role) for side, role in said),
            sides={name: Side(frozenset(people), frozenset(offices)) for name, people, offices in who},
            spot=None if spot is None else Spot(*spot),
            **given,
        )


_PLAIN = (
    "id", "article", "rank", "kind", "act", "ordinal", "series", "venue", "same_as", "apart", "implied", "country",
    "told", "written", "phase", "dated", "anchor",
)  # fmt: skip
"""Fields of an outline that are plain data, or tuples of it."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Sketch(Outline):
    """An outline with its claim."""

    claim: Claim

    def outline(self) -> Outline:
        """The outline alone, for when there are many."""
        return Outline(**{field.name: getattr(self, field.name) for field in dataclasses.fields(Outline)})


def sketches(filed: Filed) -> list[Sketch]:
    """The sketches of one article's claims, in the order in which they are filed."""
    ranks = {name: i for i, name in enumerate(sorted({c.id for c in filed.claims}))}
    return [sketch(claim, filed.date, ranks[claim.id]) for claim in filed.claims]


def sketch(claim: Claim, date: ArticleDate, rank: int = 0) -> Sketch:
    """Boils a claim down; `date` is its article's, `rank` its place among its article's, which linking alone needs."""
    country = None if claim.type == "call" else _country(claim)
    who = _sides(claim.participants, country)
    window = spans.told(claim)
    told = None if window is None else spans.days(window)
    written = spans.days(date.window)
    phase = spans.phase(claim)
    if phase == "past" and told is None and not in_office(claim.participants, date.window):
        written = (0, written[1])
    return Sketch(
        id=claim.id,
        article=claim.article,
        rank=rank,
        kind=claim.type,
        act=claim.act,
        ordinal=claim.ordinal,
        series=claim.series,
        venue=claim.place.venue if claim.place is not None else None,
        said=_said(claim.participants),
        same_as=tuple(sorted(claim.same_as)),
        apart=tuple(sorted({*claim.apart_from, *((claim.part_of,) if claim.part_of else ())})),
        sides=who.sides,
        implied=who.implied,
        country=country,
        spot=None if claim.type == "call" else _spot(claim),
        told=told,
        written=written,
        phase=phase,
        dated=_closed(written) and spans.width(written) <= DATED_DAYS,
        anchor=_anchor(told, written),
        claim=claim,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Who:
    sides: Mapping[str, Side]
    implied: str | None


@functools.lru_cache(maxsize=65536)
def _sides(participants: tuple[Participant, ...], country: str | None) -> _Who:
    """Participants by side, with the country where it takes place as a side of its own; one object for the same
    people, of whom a large record tells often."""
    who = sides(participants)
    implied = country if country is not None and country not in who else None
    if implied is not None:
        who = dict(sorted({**who, implied: Side(frozenset(), frozenset())}.items()))
    return _Who(types.MappingProxyType(who), implied)


@functools.lru_cache(maxsize=65536)
def _said(participants: tuple[Participant, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((side_of(p), role_of(p.office)) for p in participants if p.office is not None)


def _anchor(told: Days | None, written: Days) -> int | None:
    if told is not None and _closed(told):
        return (told[0] + told[1]) // 2
    return written[0] if written[0] > 0 else None


def _closed(days: Days) -> bool:
    return days[0] > 0 and days[1] < spans.EVER


def _country(claim: Claim) -> str | None:
    if claim.place is not None and claim.place.country is not None:
        return claim.place.country
    hosts = {one.country for one in claim.participants if _hosts(claim, one)}
    return hosts.pop() if len(hosts) == 1 else None


def _hosts(claim: Claim, one: Participant) -> bool:
    return claim.type == "visit" and one.role == "host" and one.country is not None


def _spot(claim: Claim) -> Spot | None:
    place = claim.place
    if place is None or place.city is None:
        return None
    return _spot_at(place.city, place.lat, place.lon)


@functools.lru_cache(maxsize=65536)
def _spot_at(city: str, lat: float | None, lon: float | None) -> Spot:
    return Spot(normal(city), lat, lon)


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees, by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(chord)))
