"""The record beside a table coded by hand, as rows and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.text import Text

from summitry.lexicon.states import state
from summitry.model.text import Quote
from summitry.record import Record
from summitry.record.compare import Compared, Comparison, Told
from summitry.record.compare import compare as _compare
from summitry.record.outside_rows import HandRow, read_rows
from summitry.views.text import clean, quote_line, when, where

SHOWN = 3
"""Quotes printed for an encounter; `--json` gives all."""
WORDS = {"agreed": "agreed", "differs": "differs", "only_there": "only there", "only_here": "only here"}
STYLES = {"agreed": "green", "differs": "yellow", "only_there": "dim", "only_here": "cyan"}


def compare(record: Record, file: str | Path) -> Comparison:
    """The record beside the hand-coded rows of a file, JSON lines or CSV (docs/compare.md).

    Raises InputError on a file that cannot be read, or a row without a traveller or days.
    """
    return _compare(record, read_rows(file))


def rows(record: Record, found: Comparison) -> Iterator[Mapping[str, Any]]:
    """One row a hand-coded row or an encounter that the table lacks, and last the counts."""
    for one in found.found:
        yield {
            "verdict": one.verdict,
            "row": None if one.row is None else _hand_row(one.row),
            "encounters": [_told_row(record, told) for told in one.told],
        }
    yield {"counts": dict(found.counts())}


def _hand_row(row: HandRow) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "traveller": row.traveller,
        "home": row.home,
        "country": row.country,
        "start": row.first,
        "end": row.last,
        "where": row.where,
        "what": row.what,
    }


def _told_row(record: Record, told: Told) -> Mapping[str, Any]:
    one = told.encounter
    return {
        "encounter": one.id,
        "who": told.who.name,
        "type": one.type,
        "country": one.place.country if one.place is not None else None,
        "city": one.place.city if one.place is not None else None,
        "start": one.start,
        "end": one.end,
        "status": one.status,
        "differs": dict(told.differs),
        "evidence": [
            {"article": article, "start": quote.start, "end": quote.end, "quote": quote.text}
            for article, quote in _evidence(record, told)
        ],
    }


def _evidence(record: Record, told: Told) -> list[tuple[str, Quote]]:
    claims = (record.claim_of[i] for i in told.encounter.claims)
    return sorted({(c.article, c.evidence[0]) for c in claims if c.evidence})


def lines(record: Record, found: Comparison) -> Iterator[Text]:
    """What agrees, differs, and stands only here, each with its words, then the counts; rows that only the table has
    are counted alone."""
    for one in found.found:
        if one.verdict != "only_there":
            yield from _lines_of(record, one)
    for name, count in found.counts().items():
        yield Text(f"{name.replace('_', ' '):<24} {count}")


def _lines_of(record: Record, one: Compared) -> Iterator[Text]:
    line = Text(f"{WORDS[one.verdict]:<11}", STYLES[one.verdict])
    if one.row is not None:
        country = state(one.row.country).name if one.row.country else "no state"
        line.append(f"{one.row.first} to {one.row.last}  {clean(one.row.traveller)} in {country}", "bold")
        line.append(f"  {clean(one.row.id)}", "dim")
    else:
        line.append("not in the table", "bold")
    yield line
    for told in one.told:
        place = where(told.encounter.place) or "no place"
        yield Text(f"  {when(told.encounter)}  {clean(told.who.name)}, {clean(place)}  {told.encounter.id}")
        for field, value in told.differs:
            yield Text(f"    {field} differs: the record has {clean(value)}", "yellow")
        for article, quote in _evidence(record, told)[:SHOWN]:
            yield Text("  ").append_text(quote_line(quote, article))
