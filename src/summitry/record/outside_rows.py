"""Tables of trips that others coded by hand, row by row: the State Department's lists, and CSV files."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from summitry.model.errors import InputError
from summitry.model.windows import Window
from summitry.record.outside import state_of

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "trip_id", "obs_id"),
    "traveller": ("traveller", "traveler", "leader", "leader_name", "visitor", "name"),
    "home": ("home", "from", "leader_country", "home_country", "country_of_leader"),
    "country": ("country", "destination", "country_visited", "destination_country", "host", "host_country"),
    "start": ("start", "start_date", "trip_start_date", "arrival", "date_start"),
    "end": ("end", "end_date", "trip_end_date", "departure", "date_end"),
    "where": ("locale", "city", "city_visited", "place"),
    "what": ("remarks", "description", "notes", "event"),
}
"""What a row may say, and the columns that say it, in any case, with spaces or underscores."""
VISITED = "United States"
"""Where the visits of a list lie that gives visitors and where they come from, and no destination: the State
Department's of visits by foreign leaders."""


@dataclasses.dataclass(frozen=True)
class HandRow:
    """One person's stay in one country as a table has it. `home`, `country`: alpha-3 codes, or None where the table
    gives none or names no state; `first`, `last`: ISO days; `where`, `what`: its words, or None."""

    id: str
    traveller: str
    home: str | None
    country: str | None
    first: str
    last: str
    where: str | None = None
    what: str | None = None


def read_rows(path: str | Path) -> tuple[HandRow, ...]:
    """The rows of a file: JSON lines, or CSV where its name ends so. Raises InputError on a file that cannot be read,
    or a row without a traveller or days."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", str(file), "check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"expected UTF-8, got {error.reason}", str(file), "save it as UTF-8") from error
    given = _csv(text) if file.suffix.lower() == ".csv" else _json_lines(text, str(file))
    return tuple(row for where, one in given for row in _rows(one, f"{file}, {where}"))


def _csv(text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        yield f"line {reader.line_num}", {name: value for name, value in row.items() if name and value}


def _json_lines(text: str, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"not JSON ({error})", f"{file}, line {number}", "write one object a line") from error
            if not isinstance(row, dict):
                raise InputError(f"expected an object, got {type(row).__name__}", f"{file}, line {number}", "see docs")
            yield f"line {number}", row


def _rows(given: Mapping[str, Any], where: str) -> Iterator[HandRow]:
    """One row for each visitor of a row."""
    row = {re.sub(r"[\s-]+", "_", name.strip().lower()): value for name, value in given.items()}
    said = {field: next((row[name] for name in names if row.get(name)), None) for field, names in COLUMNS.items()}
    travellers, homes = _list(said["traveller"]), _list(said["home"])
    if not travellers:
        raise InputError("the row names no traveller", where, f"name one under {', '.join(COLUMNS['traveller'])}")
    country = said["country"] or (VISITED if said["home"] else None)
    first = _day(said["start"], where, last=False)
    last = _day(said["end"] or said["start"], where, last=True)
    for number, traveller in enumerate(travellers):
        home = homes[min(number, len(homes) - 1)] if homes else None
        yield HandRow(
            id=str(said["id"] or where.rpartition(" ")[2]),
            traveller=traveller,
            home=state_of(home) if home else None,
            country=state_of(str(country)) if country else None,
            first=first,
            last=last,
            where=said["where"],
            what=said["what"],
        )


def _list(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _day(value: Any, where: str, *, last: bool) -> str:
    try:
        window = Window.of(str(value)[:10])
    except ValueError as error:
        raise InputError(str(error), where, "write days as 2018-03-27") from error
    return str(window.end if last else window.start)
