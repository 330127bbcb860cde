"""Plots as SVG of our own: numbers in, places on paper out. Templates draw them, so that every word is escaped."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

from summitry.lexicon.places import places_named
from summitry.lexicon.states import state
from summitry.model.claims import Encounter, Forecast
from summitry.views import text
from summitry.views.queries import days_of

BANDS = ((0, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 100))
"""The bands of ICD 203, in per cent."""
CAME_TRUE = frozenset({"fulfilled"})
RESOLVED = frozenset({"fulfilled", "late", "missed"})
MOST_NODES = 36
"""Names around the circle of the network that can still be read."""


@dataclasses.dataclass(frozen=True)
class Bin:
    """Forecasts of one band whose outcome is known. `said`, `came`: per cent; `low`, `high`: the 90 % interval of
    Wilson (1927) for `came`."""

    band: str
    count: int
    said: float
    came: float
    low: float
    high: float


@dataclasses.dataclass(frozen=True)
class Score:
    """How somebody's forecasts fared. `brier`: mean squared error (Brier 1950) of the bands' middles, 0 to 1, or None
    where none is resolved."""

    name: str
    outcomes: Mapping[str, int]
    total: int
    resolved: int
    fulfilled: int
    brier: float | None


def calibration(forecasts: Iterable[Forecast]) -> tuple[Bin, ...]:
    """Resolved forecasts by what they said, for the plot of what was said against what came."""
    groups: dict[tuple[int, int], list[Forecast]] = collections.defaultdict(list)
    for one in forecasts:
        if one.outcome in RESOLVED:
            middle = (one.likelihood.low + one.likelihood.high) / 2
            groups[next(band for band in BANDS if middle <= band[1])].append(one)
    bins = []
    for band in sorted(groups):
        held = groups[band]
        hits = sum(one.outcome in CAME_TRUE for one in held)
        low, high = wilson(hits, len(held))
        said = sum(one.likelihood.low + one.likelihood.high for one in held) / 2 / len(held)
        bins.append(Bin(f"{band[0]}–{band[1]} %", len(held), said, 100 * hits / len(held), 100 * low, 100 * high))
    return tuple(bins)


def scores(forecasts: Iterable[Forecast]) -> tuple[Score, ...]:
    """How each forecaster fared, those with most resolved forecasts first."""
    groups: dict[str, list[Forecast]] = collections.defaultdict(list)
    for one in forecasts:
        groups[one.forecaster].append(one)
    made = [score(name, held) for name, held in groups.items()]
    return tuple(sorted(made, key=lambda one: (-one.resolved, -one.total, one.name)))


def score(name: str, held: Sequence[Forecast]) -> Score:
    """How some forecasts fared together."""
    outcomes: collections.Counter[str] = collections.Counter(one.outcome for one in held)
    resolved = [one for one in held if one.outcome in RESOLVED]
    errors = [((one.likelihood.low + one.likelihood.high) / 200 - (one.outcome in CAME_TRUE)) ** 2 for one in resolved]
    brier = sum(errors) / len(errors) if errors else None
    return Score(name, outcomes, len(held), len(resolved), outcomes["fulfilled"], brier)


def wilson(hits: int, count: int, z: float = 1.645) -> tuple[float, float]:
    """The interval of Wilson (1927) for a share; `z`: 1.645 for 90 %."""
    share = hits / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclasses.dataclass(frozen=True)
class Node:
    """A name on the circle: where it stands, how it is turned, how often it meets."""

    name: str
    x: float
    y: float
    angle: float
    weight: int


@dataclasses.dataclass(frozen=True)
class Edge:
    """Two names that meet: `weight` times, first and last in these years (None: undated); `path`: the curve."""

    left: str
    right: str
    weight: int
    first: str | None
    last: str | None
    path: str


@dataclasses.dataclass(frozen=True)
class Network:
    """Who meets whom. `left_out`: names beyond those drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def network(encounters: Iterable[Encounter], *, of_states: bool, radius: float = 300.0) -> Network:
    """Names around a circle, those that meet most side by side; of those who took part in nothing called off."""
    met: dict[tuple[str, str], list[str | None]] = collections.defaultdict(list)
    for one in encounters:
        window = days_of(one)
        year = (window.start or window.end or "")[:4] if window else ""
        for pair in itertools.combinations(sorted(_names(one, of_states=of_states)), 2):
            met[pair].append(year or None)
    weights: collections.Counter[str] = collections.Counter()
    for (left, right), years in met.items():
        weights[left] += len(years)
        weights[right] += len(years)
    kept = sorted(weights, key=lambda name: (-weights[name], name))[:MOST_NODES]
    order = _chain(kept, {pair: len(years) for pair, years in met.items()})
    nodes = {}
    for at, name in enumerate(order):
        angle = 2 * math.pi * at / max(1, len(order)) - math.pi / 2
        nodes[name] = Node(name, radius * math.cos(angle), radius * math.sin(angle), math.degrees(angle), weights[name])
    edges = []
    for (left, right), years in sorted(met.items(), key=lambda item: (len(item[1]), item[0])):
        if left in nodes and right in nodes:
            a, b = nodes[left], nodes[right]
            told = sorted(year for year in years if year)
            path = f"M{a.x:.1f} {a.y:.1f}Q{(a.x + b.x) * 0.3:.1f} {(a.y + b.y) * 0.3:.1f} {b.x:.1f} {b.y:.1f}"
            edges.append(Edge(left, right, len(years), told[0] if told else None, told[-1] if told else None, path))
    return Network(tuple(nodes.values()), tuple(edges), len(weights) - len(nodes))


def _names(one: Encounter, *, of_states: bool) -> set[str]:
    if of_states:
        return {name for who in one.participants if (name := text.country_name(who.country))}
    return {who.name for who in one.participants if who.kind == "person"}


def _chain(names: Sequence[str], weights: Mapping[tuple[str, str], int]) -> list[str]:
    """Names in an order that puts those next to each other that meet most: each time the unplaced one that meets the
    last one most."""
    left = list(names)
    order = [left.pop(0)] if left else []
    while left:
        last = order[-1]
        best = max(left, key=lambda name: (weights.get((min(name, last), max(name, last)), 0), -left.index(name)))
        left.remove(best)
        order.append(best)
    return order


@dataclasses.dataclass(frozen=True)
class Spot:
    """A place on the map, in degrees east and north (negated: down is positive), with the encounters there."""

    name: str
    x: float
    y: float
    encounters: tuple[Encounter, ...]
    exact: bool

    @property
    def radius(self) -> float:
        return min(6.0, 1.1 + 0.8 * math.sqrt(len(self.encounters)))


@dataclasses.dataclass(frozen=True)
class Route:
    """The way from a visitor's capital to where the encounters are: how often, and the curve."""

    origin: str
    to: str
    count: int
    path: str


def spots(encounters: Iterable[Encounter]) -> tuple[tuple[Spot, ...], tuple[Route, ...], int]:
    """Where encounters are, the ways to them, and how many have no place. A place known as a state alone stands at its
    capital, and is not exact."""
    there: dict[tuple[float, float], list[Encounter]] = collections.defaultdict(list)
    named: dict[tuple[float, float], tuple[str, bool]] = {}
    ways: collections.Counter[tuple[str, str, float, float, float, float]] = collections.Counter()
    nowhere = 0
    for one in encounters:
        found = _where(one)
        if found is None:
            nowhere += 1
            continue
        name, lat, lon, exact = found
        key = (round(lon, 1), round(-lat, 1))
        there[key].append(one)
        named.setdefault(key, (name, exact))
        for who in one.participants:
            home = _capital(who.country) if who.role == "visitor" and who.country else None
            if home is not None and who.country != (one.place.country if one.place else None):
                ways[(home[0], named[key][0], round(home[2], 1), round(-home[1], 1), *key)] += 1
    made = (Spot(named[key][0], *key, tuple(held), named[key][1]) for key, held in there.items())
    routes = (Route(origin, to, count, _arc(*ends)) for (origin, to, *ends), count in ways.items())
    return (
        tuple(sorted(made, key=lambda spot: (-len(spot.encounters), spot.name))),
        tuple(sorted(routes, key=lambda route: (route.count, route.origin, route.to))),
        nowhere,
    )


def _arc(x1: float, y1: float, x2: float, y2: float) -> str:
    lift = 0.16 * math.hypot(x2 - x1, y2 - y1)
    return f"M{x1} {y1}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - lift:.1f} {x2} {y2}"


def _where(one: Encounter) -> tuple[str, float, float, bool] | None:
    place = one.place
    if place is None:
        return None
    name = place.city or place.venue or text.country_name(place.country) or "place"
    if place.lat is not None and place.lon is not None and (place.city or place.venue):
        return name, place.lat, place.lon, True
    if place.city:
        found = [p for p in places_named(place.city) if place.country in (None, p.country)]
        if found:
            return name, found[0].lat, found[0].lon, True
    home = _capital(place.country) if place.country else None
    return None if home is None else (text.country_name(place.country) or home[0], home[1], home[2], False)


def _capital(code: str) -> tuple[str, float, float] | None:
    """The capital of a state with its degrees north and east, or None."""
    try:
        capital = state(code).capital
    except KeyError:
        return None
    found = [p for p in places_named(capital) if p.country == code] if capital else []
    return (found[0].name, found[0].lat, found[0].lon) if found else None


def by_year(encounters: Iterable[Encounter]) -> tuple[tuple[int, Mapping[str, int]], ...]:
    """Encounters a year, by status, for every year from the first to the last."""
    counts: dict[int, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for one in encounters:
        window = days_of(one)
        day = (window.start or window.end) if window else None
        if day:
            counts[int(day[:4])][one.status] += 1
    if not counts:
        return ()
    return tuple((year, counts[year]) for year in range(min(counts), max(counts) + 1))
