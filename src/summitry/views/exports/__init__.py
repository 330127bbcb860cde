"""Formats for other programs, one module each. A module has `files(record, told)`: the files that it writes, as pairs
of a name and the content, piece by piece (text, or bytes for binary formats)."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from summitry.record import Record

Row = Mapping[str, Any]
Content = Iterable[str] | Iterable[bytes]


@dataclasses.dataclass(frozen=True)
class Told:
    """What an export is to tell. `text`: the articles' texts too; `before`: the rows of the encounters of an earlier
    state, for the feed of changes (none: nothing was known)."""

    text: bool = True
    before: Sequence[Row] = ()


Files = Callable[[Record, Told], Iterator[tuple[str, Content]]]

FORMATS: Mapping[str, str] = {
    "jsonl": "schema 1 as JSON lines, a file a kind of row",
    "csv": "the same rows as tables, lists as JSON in their cells",
    "parquet": "the same rows, typed (needs the extra `parquet`)",
    "colt": "trips in the columns of COLT, with a quote for every cell beside them",
    "plover": "PLOVER 2 events, status-aware, as JSON lines",
    "geojson": "encounters as GeoJSON features (RFC 7946)",
    "ical": "encounters as iCalendar events (RFC 5545)",
    "webannotation": "evidence as W3C Web Annotations, JSON-LD",
    "prov": "where each value comes from, as W3C PROV, JSON-LD",
    "ftm": "followthemoney entities, as JSON lines",
    "markdown": "a dossier: a page an encounter, and an index",
    "changes": "what is new, changed, merged or gone since an earlier state, as JSON lines",
}
"""Names of formats, with what each is; each but csv has the module of its name."""


def files_of(name: str) -> Files:
    """What a format writes. `name` is one of FORMATS. Imports what the format needs only now."""
    module = importlib.import_module(f"summitry.views.exports.{'jsonl' if name == 'csv' else name}")
    found: Files = module.csv_files if name == "csv" else module.files
    return found
