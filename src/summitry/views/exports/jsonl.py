"""Schema 1: a file a kind of row, as JSON lines or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from summitry.model.claims import Claim, Encounter, Filed, Forecast
from summitry.record import Record, Source
from summitry.views import rows
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.lines import csv_lines, json_lines
from summitry.views.queries import by_encounter
from summitry.views.schema import TABLES


def files(record: Record, told: Told) -> Iterator[tuple[str, Content]]:
    """A file of JSON lines for each kind of row."""
    for name, found in tables(record, text=told.text).items():
        yield f"{name}.jsonl", json_lines(found)


def csv_files(record: Record, told: Told) -> Iterator[tuple[str, Content]]:
    """A table for each kind of row."""
    for name, found in tables(record, text=told.text).items():
        yield f"{name}.csv", csv_lines(found, TABLES[name])


def tables(record: Record, *, text: bool = True) -> Mapping[str, Iterable[Row]]:
    """The rows of schema 1 by the name of their file, in the order of their ids. `text`: with the articles' texts."""
    return {
        "articles": (_article_row(filed, text=text) for filed in record.articles),
        "claims": (rows.claim_row(one, record.encounter_of[one.id]) for one in sorted(record.claims, key=_id)),
        "accounts": (rows.account_row(one) for one in record.accounts),
        "encounters": encounters(record),
        "forecasts": (rows.forecast_row(one) for one in sorted(record.forecasts, key=_id)),
        "conflicts": (rows.conflict_row(one) for one in record.conflicts),
        "sources": (rows.source_row(one) for one in sorted(record.sources, key=_id)),
    }


def encounters(record: Record) -> Iterator[Row]:
    """The rows of the encounters, by id."""
    accounts_of = by_encounter(record.accounts)
    for one in sorted(record.encounters, key=_id):
        yield rows.encounter_row(one, accounts_of.get(one.id, ()))


def _id(one: Claim | Encounter | Forecast | Source) -> str:
    return one.id


def _article_row(filed: Filed, *, text: bool) -> Row:
    row = rows.article_row(filed)
    return row if text else {name: value for name, value in row.items() if name != "text"}
