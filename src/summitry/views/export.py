"""The record as files for other programs: schema 1 as JSON lines, or the same rows as CSV."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from summitry.model.claims import Claim, Encounter, Filed, Forecast
from summitry.model.errors import RecordError, UsageError
from summitry.record import Record, Source
from summitry.views import rows
from summitry.views.queries import by_encounter
from summitry.views.schema import TABLES

Row = Mapping[str, Any]

FORMATS = ("jsonl", "csv")

LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})
"""Characters that JSON leaves as they are and that some readers take for the end of a line."""


def tables(record: Record, *, text: bool = True) -> Mapping[str, Iterable[Row]]:
    """The rows of schema 1 by the name of their file, in the order of their ids. `text`: with the articles' texts."""
    accounts_of = by_encounter(record.accounts)
    return {
        "articles": (_article_row(filed, text=text) for filed in record.articles),
        "claims": (rows.claim_row(one, record.encounter_of[one.id]) for one in sorted(record.claims, key=_id)),
        "accounts": (rows.account_row(one) for one in record.accounts),
        "encounters": (
            rows.encounter_row(one, accounts_of.get(one.id, ())) for one in sorted(record.encounters, key=_id)
        ),
        "forecasts": (rows.forecast_row(one) for one in sorted(record.forecasts, key=_id)),
        "conflicts": (rows.conflict_row(one) for one in record.conflicts),
        "sources": (rows.source_row(one) for one in sorted(record.sources, key=_id)),
    }


def _id(one: Claim | Encounter | Forecast | Source) -> str:
    return one.id


def _article_row(filed: Filed, *, text: bool) -> Row:
    row = rows.article_row(filed)
    return row if text else {name: value for name, value in row.items() if name != "text"}


def export(record: Record, folder: str | Path, *, format: str = "jsonl", text: bool = True) -> tuple[Path, ...]:
    """Writes the rows of schema 1, a file a kind, into `folder`, which is made where it is not; gives the files.

    `format`: "jsonl" or "csv". The same record gives the same bytes. A file is replaced only once the new one is whole.
    Raises UsageError on another format, RecordError where a file cannot be written.
    """
    if format not in FORMATS:
        raise UsageError(f"expected the format {' or '.join(FORMATS)}, got {format!r}")
    written = []
    for name, found in tables(record, text=text).items():
        path = Path(folder) / f"{name}.{format}"
        _write(path, csv_lines(found, TABLES[name]) if format == "csv" else json_lines(found))
        written.append(path)
    return tuple(written)


def json_line(row: Row) -> str:
    """A row as one line of JSON that every reader takes for one line, and that always encodes as UTF-8."""
    line = json.dumps(row, ensure_ascii=False)
    if any("\ud800" <= char <= "\udfff" for char in line):
        return json.dumps(row)
    return line.translate(LINE_ENDS)


def json_lines(found: Iterable[Row]) -> Iterator[str]:
    for row in found:
        yield json_line(row) + "\n"


def csv_lines(found: Iterable[Row], kind: type) -> Iterator[str]:
    """Rows of one kind with a header; an object's fields become columns ("place.city"), a list is JSON in its cell."""
    paths = list(columns(kind))
    yield _csv_line(".".join(path) for path in paths)
    for row in found:
        yield _csv_line(_cell(row, path) for path in paths)


def columns(kind: type) -> Iterator[tuple[str, ...]]:
    """The path of each plain value or list in rows of a kind, in the order of the schema."""
    for name, told in get_type_hints(kind).items():
        inner = next((one for one in (told, *get_args(told)) if is_typeddict(one)), None)
        if inner is None or get_origin(told) is list:
            yield (name,)
        else:
            yield from ((name, *path) for path in columns(inner))


def _cell(row: Row, path: tuple[str, ...]) -> str:
    value: Any = row
    for name in path:
        value = value.get(name) if value is not None else None
    if isinstance(value, (list, bool)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _write(path: Path, lines: Iterable[str]) -> None:
    whole = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        whole.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            whole.unlink(missing_ok=True)
        todo = "free space, or name another folder"
        raise RecordError(f"{path}: cannot be written ({error.strerror or error}); {todo}") from error
