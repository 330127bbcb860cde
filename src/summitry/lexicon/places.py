"""Places: cities of the world, regions, venues where leaders meet. City data from GeoNames, CC BY 4.0: see NOTICE."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, cast

from anyascii import anyascii

from summitry.lexicon.spelling import place_key
from summitry.lexicon.states import country_code
from summitry.lexicon.tables import lines, parts, read

PlaceKind = Literal["city", "venue", "region"]


@dataclasses.dataclass(frozen=True, order=True)
class PlaceEntry:
    """A place. `id` is like "place:beijing-chn" or "venue:kremlin"; `country`: alpha-3; `lat`, `lon`: degrees north and
    east, about 1 km exact for cities and venues, mere middles for regions; `population`: inhabitants, 0 where not
    known; `city`: the name of a venue's city, a city's own name, None for a region; `risky`: whether the name is often
    something else (a word, a surname), so that it needs a look at what stands around it."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    kind: PlaceKind
    population: int
    city: str | None
    risky: bool = False


@functools.lru_cache(maxsize=4096)
def places_named(text: str) -> tuple[PlaceEntry, ...]:
    """The places of a name or other spelling, the most populous first, venues last; empty where there is none.

    Case, diacritics, apostrophes, hyphens and the article do not matter. Of "City, Country" or "City, State" both parts
    are read.
    """
    key = place_key(text)
    if key.startswith("the ") and key not in _gazetteer():
        key = key.removeprefix("the ")
    found = tuple(_entry(line) for line in _gazetteer().get(key, ()))
    venue = _venues_by_key().get(key)
    if venue is not None:
        found += (venue,)
    if not found and "," in text:
        head, _, tail = text.partition(",")
        within = country_code(tail.strip()) or country_of_place(tail)
        found = tuple(p for p in places_named(head) if p.country == within)
    return found


def place(place_id: str) -> PlaceEntry:
    """The place or venue of an id. Raises KeyError where the lexicon has none."""
    venue = _venues_by_id().get(place_id)
    return venue if venue is not None else _entry(_lines_by_id()[place_id])


@functools.cache
def venue_forms() -> Mapping[str, PlaceEntry]:
    """Every name of a venue by its exact surface, without the article."""
    forms: dict[str, PlaceEntry] = {}
    for row, venue in _venue_rows():
        for text in (row["name"], *parts(row["aliases"])):
            if "(" not in text:
                forms.setdefault(text, venue)
    return MappingProxyType(forms)


def country_of_place(text: str) -> str | None:
    """Alpha-3 code of the country of the likeliest place that `text` names, or None."""
    found = places_named(text.strip())
    return found[0].country if found else None


@functools.cache
def _gazetteer() -> dict[str, list[str]]:
    """Lines of the gazetteer by each of their keys: 34,000 lines are read apart only when asked for."""
    found: dict[str, list[str]] = {}
    for _, line in itertools.islice(lines("gazetteer"), 1, None):
        for key in line[: line.index("\t")].split("|"):
            found.setdefault(key, []).append(line)
    return found


@functools.cache
def _lines_by_id() -> dict[str, str]:
    return {line.split("\t", 2)[1]: line for _, line in itertools.islice(lines("gazetteer"), 1, None)}


def _entry(line: str) -> PlaceEntry:
    _, place_id, name, country, lat, lon, kind, population, risky, _ = line.split("\t")
    city = name if kind == "city" else None
    position = (float(lat), float(lon))
    return PlaceEntry(place_id, name, country, *position, cast(PlaceKind, kind), int(population), city, risky == "1")


@functools.cache
def _venue_rows() -> tuple[tuple[dict[str, str], PlaceEntry], ...]:
    found = []
    for row in read("venues"):
        slug = re.sub(r"[^a-z0-9]+", "-", anyascii(row["name"]).lower()).strip("-")
        name = re.sub(r" \(.*\)$", "", row["name"])
        position = (float(row["lat"]), float(row["lon"]))
        found.append((row, PlaceEntry(f"venue:{slug}", name, row["country"], *position, "venue", 0, row["city"])))
    return tuple(found)


@functools.cache
def _venues_by_key() -> dict[str, PlaceEntry]:
    found: dict[str, PlaceEntry] = {}
    for text, venue in venue_forms().items():
        found.setdefault(place_key(text), venue)
    return found


@functools.cache
def _venues_by_id() -> dict[str, PlaceEntry]:
    return {venue.id: venue for _, venue in _venue_rows()}


@functools.cache
def populated(step: float = 1.0) -> tuple[tuple[float, float], ...]:
    """The middles (degrees north, east) of the squares of `step` degrees that hold a city of the gazetteer, in order:
    a picture of the inhabited world."""
    squares = set()
    for _, line in itertools.islice(lines("gazetteer"), 1, None):
        _, _, _, _, lat, lon, kind, *_ = line.split("\t")
        if kind == "city":
            squares.add((float(lat) // step, float(lon) // step))
    return tuple(((north + 0.5) * step, (east + 0.5) * step) for north, east in sorted(squares))
