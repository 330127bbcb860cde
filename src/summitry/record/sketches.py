"""What linking looks at: each claim boiled down to who, where and when."""

from __future__ import annotations

import dataclasses
import math

from summitry.lexicon.people import normal
from summitry.model.claims import Claim, Filed, Participant
from summitry.model.notes import ArticleDate, EncounterType
from summitry.record import spans
from summitry.record.parties import Side, in_office, sides
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
class Sketch:
    """A claim as linking sees it.

    `sides`: people by side, a host state that only the place names included (`implied` is its code, else None).
    `country`, `spot`: where, None for calls. `told`: the days that the claim's words give, None where they give none;
    `written`: the days that its article may be of (open before, where it tells of people of another time), `dated`
    whether they are known on both sides. `anchor`: the day about which the encounter most likely lies, None where
    nothing says. `moves`: it puts the encounter off.
    """

    id: str
    article: str
    claim: Claim
    sides: dict[str, Side]
    implied: str | None
    country: str | None
    spot: Spot | None
    told: Days | None
    written: Days
    phase: Phase
    moves: bool
    dated: bool
    anchor: int | None

    @property
    def host(self) -> str | None:
        """The host's side of a visit whose country is known; None for all else."""
        return self.country if self.kind == "visit" else None

    @property
    def kind(self) -> EncounterType:
        return self.claim.type

    def profile(self) -> tuple[object, ...]:
        """Equal for claims that linking cannot tell apart, but for their article."""
        return (
            tuple((s, tuple(sorted(side.people)), tuple(sorted(side.offices))) for s, side in self.sides.items()),
            self.kind, self.country, self.spot and self.spot.city, self.told, self.written, self.phase, self.moves,
            self.claim.ordinal, self.claim.series,
        )  # fmt: skip


def sketch(claim: Claim, date: ArticleDate) -> Sketch:
    """Boils a claim down; `date` is its article's."""
    who = sides(claim.participants)
    country = None if claim.type == "call" else _country(claim)
    implied = country if country is not None and country not in who else None
    if implied is not None:
        who = dict(sorted({**who, implied: Side(frozenset(), frozenset())}.items()))
    window = spans.told(claim)
    told = None if window is None else spans.days(window)
    written = spans.days(date.window)
    phase = spans.phase(claim)
    if phase == "past" and told is None and not in_office(claim.participants, date.window):
        written = (0, written[1])
    return Sketch(
        id=claim.id,
        article=claim.article,
        claim=claim,
        sides=who,
        implied=implied,
        country=country,
        spot=None if claim.type == "call" else _spot(claim),
        told=told,
        written=written,
        phase=phase,
        moves=claim.act == "postpone",
        dated=_closed(written) and spans.width(written) <= DATED_DAYS,
        anchor=_anchor(told, written),
    )


def _anchor(told: Days | None, written: Days) -> int | None:
    if told is not None and _closed(told):
        return (told[0] + told[1]) // 2
    return written[0] if written[0] > 0 else None


def _closed(days: Days) -> bool:
    return days[0] > 0 and days[1] < spans.EVER


def sketches(filed: Filed) -> list[Sketch]:
    """The sketches of one article's claims, in the order in which they are filed."""
    return [sketch(claim, filed.date) for claim in filed.claims]


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
    return Spot(normal(place.city), place.lat, place.lon)


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees, by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(chord)))
