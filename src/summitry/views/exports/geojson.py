"""Encounters as GeoJSON (RFC 7946): a feature each, at its place, or without a geometry where none is known."""

from __future__ import annotations

from collections.abc import Iterator

from summitry.model.claims import Encounter
from summitry.record import Record
from summitry.views import text
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.lines import json_array
from summitry.views.exports.telling import Evidence
from summitry.views.queries import timeline
from summitry.views.rows import encounter_row


def files(record: Record, _: Told) -> Iterator[tuple[str, Content]]:
    """One feature collection, in the order of the timeline."""
    evidence = Evidence(record)
    features = (_feature(one, evidence) for one in timeline(record))
    yield "encounters.geojson", json_array({"type": "FeatureCollection"}, "features", features)


def _feature(encounter: Encounter, evidence: Evidence) -> Row:
    place = encounter.place
    located = place is not None and place.lat is not None and place.lon is not None
    row = encounter_row(encounter, evidence.accounts(encounter))
    return {
        "type": "Feature",
        "id": encounter.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and located else None,
        "properties": {"title": text.headline(encounter), "when": text.when(encounter), **row},
    }
