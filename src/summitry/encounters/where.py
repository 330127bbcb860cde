"""Where an encounter takes place: from mentions of places, venues and states to one Place."""

from __future__ import annotations

from collections.abc import Iterable

from summitry.encounters.drafts import Spot
from summitry.lexicon.places import PlaceEntry, places_named, venue_forms
from summitry.lexicon.states import state
from summitry.model.claims import Place
from summitry.model.notes import Mention, Referent

_NATURE = frozenset({"Mount", "Mt", "Mt.", "Lake", "River", "Cape", "Sea", "Gulf", "Strait", "Bay", "Island", "Isle"})


def spots_of(mention: Mention) -> list[Spot]:
    """The places that a mention names: one for each referent that is a place or a state."""
    found = []
    for referent in mention.referents:
        place = place_of(referent)
        if place is not None:
            found.append(Spot(place, mention.quotes[0]))
    return found


def place_of(referent: Referent) -> Place | None:
    """The place of a referent, or None where it is no place in a state. A city-state is its city."""
    if referent.kind == "state" and referent.country is not None:
        told = state(referent.country)
        return Place(city=told.name if told.capital == told.name else None, country=told.iso3)
    if referent.kind != "place":
        return None
    entry = _entry(referent)
    if entry is not None:
        return place_of_entry(entry)
    if referent.country is None:
        return None
    city = None if referent.name.split()[0] in _NATURE else referent.name
    return Place(city=city, country=referent.country)


def place_of_entry(entry: PlaceEntry) -> Place | None:
    """The place of an entry of the lexicon, or None for one that lies in no state."""
    if not entry.country:
        return None
    venue = entry.name if entry.kind == "venue" else None
    city = {"venue": entry.city or None, "city": entry.name}.get(entry.kind)
    return Place(venue, city, entry.country, entry.lat, entry.lon)


def _entry(referent: Referent) -> PlaceEntry | None:
    venue = venue_forms().get(referent.name)
    candidates = [*([venue] if venue else []), *places_named(referent.name)]
    if referent.entity is not None:
        candidates = [c for c in candidates if c.id == referent.entity] or candidates
    if referent.country is not None:
        candidates = [c for c in candidates if c.country == referent.country] or candidates
    return candidates[0] if candidates else None


def merged(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Spots that name one place at several grains ("the Kremlin in Moscow", "Moscow, Russia") as one, finest first;
    places in other countries stay apart."""
    found: list[Spot] = []
    for spot in spots:
        for i, other in enumerate(found):
            if other.place.country == spot.place.country and agree(other.place, spot.place):
                found[i] = Spot(
                    union(other.place, spot.place),
                    other.quote if _grain(other.place) >= _grain(spot.place) else spot.quote,
                )
                break
        else:
            found.append(spot)
    return tuple(found)


def agree(a: Place | None, b: Place | None) -> bool:
    """Whether two places may be one: no part that both have differs."""
    if a is None or b is None:
        return True
    return all(
        x is None or y is None or x == y for x, y in ((a.country, b.country), (a.city, b.city), (a.venue, b.venue))
    )


def union(a: Place, b: Place) -> Place:
    """The parts of both, of the finer one first."""
    fine, coarse = (a, b) if _grain(a) >= _grain(b) else (b, a)
    lat, lon = (fine.lat, fine.lon) if fine.lat is not None else (coarse.lat, coarse.lon)
    return Place(fine.venue or coarse.venue, fine.city or coarse.city, fine.country or coarse.country, lat, lon)


def _grain(place: Place) -> int:
    return (place.country is not None) + 2 * (place.city is not None) + 4 * (place.venue is not None)
