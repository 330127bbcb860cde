"""Reading the lexicon's data files: UTF-8, tab-separated, a header row, '#' for comments, one fact a row."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterator
from importlib import resources

DATA = resources.files("summitry.lexicon") / "data"


@functools.cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `lexicon/data/<name>.tsv` (or `<name>.tsv.gz`), in file order, cells stripped; read once.

    Cells missing at a row's end are empty. Raises ValueError where a row has more cells than the header, or where
    the file has no header, and FileNotFoundError where there is no such file.
    """
    header: list[str] | None = None
    rows = []
    for number, line in lines(name):
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise ValueError(
                f"lexicon/data/{name}.tsv line {number}: expected at most {len(header)} cells ({', '.join(header)}), "
                f"got {len(cells)}; look for a stray tab"
            )
        cells.extend([""] * (len(header) - len(cells)))
        rows.append(dict(zip(header, cells, strict=True)))
    if header is None:
        raise ValueError(f"lexicon/data/{name}.tsv: expected a header row, got none; write the column names first")
    return tuple(rows)


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, written `one|two|three`; empty values are left out."""
    return tuple(part for part in (piece.strip() for piece in cell.split("|")) if part)


def lines(name: str) -> Iterator[tuple[int, str]]:
    """Each line that is data, the header row first, with its number in the file; for tables too large for `read`."""
    plain = DATA / f"{name}.tsv"
    if plain.is_file():
        text = plain.read_text(encoding="utf-8")
    else:
        text = gzip.decompress((DATA / f"{name}.tsv.gz").read_bytes()).decode("utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line
