"""Rows as lines of JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

Row = Mapping[str, Any]

LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})
"""Characters that JSON leaves as they are and that some readers take for the end of a line."""


def json_line(row: Row) -> str:
    """A row as one line of JSON that every reader takes for one line, and that always encodes as UTF-8."""
    line = json.dumps(row, ensure_ascii=False)
    if any("\ud800" <= char <= "\udfff" for char in line):
        return json.dumps(row)
    return line.translate(LINE_ENDS)


def json_lines(found: Iterable[Row]) -> Iterator[str]:
    """Each row as a line with its end."""
    for row in found:
        yield json_line(row) + "\n"


def json_array(head: Row, key: str, found: Iterable[Row]) -> Iterator[str]:
    """An object of `head` whose last member `key` is the array of what was found, one a line."""
    yield json_line(head)[:-1] + (", " if head else "") + json.dumps(key) + ": ["
    end = "\n"
    for row in found:
        yield end + json_line(row)
        end = ",\n"
    yield "\n]}\n"


def csv_lines(found: Iterable[Row], kind: type) -> Iterator[str]:
    """Rows of one kind with a header; an object's fields become columns ("place.city"), a list is JSON in its cell."""
    paths = list(columns(kind))
    yield csv_line(".".join(path) for path in paths)
    for row in found:
        yield csv_line(_cell(row, path) for path in paths)


def csv_line(cells: Iterable[str]) -> str:
    """A line of CSV with its end. What cannot be written as UTF-8 becomes U+FFFD."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace").decode("utf-8")


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
