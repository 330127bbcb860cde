"""Rows of other scrapers: JSON objects and CSV lines of news-please and fundus, and lists of addresses with columns
such as those of Media Cloud and GDELT, in the words of our own rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from summitry.model.errors import InputError
from summitry.pages.pieces import MOST_MEMBERS, Stream, too_large

Row = Mapping[str, Any]

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "filename"),
    "text": ("text", "maintext", "plaintext", "body", "content_text"),
    "html": ("html",),
    "url": ("url", "requested_url", "link", "documentidentifier", "sourceurl"),
    "outlet": ("outlet", "publisher", "source_domain", "media_name", "source"),
    "title": ("title", "headline"),
    "published": ("published",),
}
"""Our keys, and the keys of others that mean the same, the better first."""
DATES = ("date_publish", "publishing_date", "publish_date", "published_at")
"""Keys under which scrapers put the date of publication as they found it."""


def is_foreign(row: Row) -> bool:
    """Whether a row is not of our own form but holds an article or an address under keys that are known."""
    ours = "id" in row and ("text" in row or "html" in row)
    return not ours and bool(_value(row, "url") or any(row.get(name) for name in NAMES["text"][1:]))


def own(row: Row) -> dict[str, Any]:
    """A row of another scraper as one of ours, with its address as its id where it has none of its own; its date as a
    pair of the key of DATES that it stood under and the value. Empty values are left out."""
    found: dict[str, Any] = {key: _value(row, key) for key in NAMES}
    found["id"] = found["id"] or found["url"]
    found["date"] = next(((key, str(row[key])) for key in DATES if row.get(key) not in (None, "", "None")), None)
    return {key: value for key, value in found.items() if value is not None}


def csv_rows(stream: Stream, where: str, largest: int) -> Iterator[tuple[Row, str] | InputError]:
    """The lines of a CSV file with a header, each with where it stands. Columns are told by their names."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        yield too_large(where, largest)
        return
    try:
        text = data.decode("utf-8-sig")
        delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
        csv.field_size_limit(largest)
        for number, line in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if number > MOST_MEMBERS:
                yield InputError(f"expected at most {MOST_MEMBERS:,} lines, got more", where, "split the file")
                return
            row = {str(key).strip().casefold(): value for key, value in line.items() if key and value}
            yield row, f"{where}:{number + 1}"
    except UnicodeDecodeError as error:
        yield InputError(f"expected UTF-8, got something else at byte {error.start + 1}", where, "save it as UTF-8")
    except csv.Error as error:
        yield InputError(f"expected CSV with a header ({error})", where, "save it as CSV again")


def json_rows(stream: Stream, where: str, largest: int) -> Iterator[tuple[Row, str] | InputError]:
    """The objects of a JSON file: one, or an array of them."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        yield too_large(where, largest)
        return
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield InputError("expected a JSON object or an array of them, got something else", where, "mend the file")
        return
    rows = found if isinstance(found, list) else [found]
    for number, row in enumerate(rows, 1):
        here = f"{where}:{number}" if isinstance(found, list) else where
        if isinstance(row, dict):
            yield row, here
        else:
            yield InputError(f"expected an object, got {type(row).__name__}", here, "mend the file")


def _value(row: Row, key: str) -> str | None:
    """The first value that a row has for one of our keys."""
    for name in NAMES[key]:
        value = row.get(name)
        if key in ("text", "html") and isinstance(value, dict):
            value = _body(value) if key == "text" else value.get("content")
        if key == "url" and value is None and isinstance(row.get("html"), dict):
            value = row["html"].get("responded_url") or row["html"].get("requested_url")
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None


def _body(body: Row) -> str:
    """The text of fundus's body: its summary, then each section with its headline, a blank line between paragraphs."""
    parts = list(_strings(body.get("summary")))
    for section in body.get("sections") or ():
        if isinstance(section, dict):
            parts += [*_strings(section.get("headline")), *_strings(section.get("paragraphs"))]
    return "\n\n".join(parts)


def _strings(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one.strip()
