"""Reading without a record: every note on a text, and how a page's dates were read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from summitry import pages, pipeline
from summitry.model.errors import InputError
from summitry.views.notes import AnnotationRow, DatesRow, annotation_row, dates_row


def annotate(rows: Iterable[Mapping[str, Any] | str | bytes]) -> Iterator[AnnotationRow | InputError]:
    """Every note on each text: rows `{id, text, dct?, title?, url?}`, as mappings or as lines of JSON.

    Every sentence is parsed, and all of the text is taken as told. A row that is not of this form gives an InputError
    in its place, and the others are read.
    """
    for number, row in enumerate(rows, 1):
        where = f"line {number}"
        try:
            given = _object(row, where) if isinstance(row, (str, bytes)) else row
            yield annotation_row(*pipeline.annotated(given, where))
        except InputError as error:
            yield error


def dates(page: str | Path) -> Iterator[DatesRow | InputError]:
    """How each article of a page (a file, a folder, "-") was dated, and how each of its time expressions was read."""
    for article in pages.read([page]):
        if isinstance(article, InputError):
            yield article
        else:
            yield dates_row(article, pipeline.notes_of(article))


def _object(line: str | bytes, where: str) -> Mapping[str, Any]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise InputError(f"not JSON ({error})", where, "write one JSON object a line") from error
    if not isinstance(given, dict):
        raise InputError(f"expected a JSON object, got {type(given).__name__}", where, "write one JSON object a line")
    return given
