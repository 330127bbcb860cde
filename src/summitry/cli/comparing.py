"""The command that sets the record beside tables coded by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summitry.cli.base import app, argument, over_record

if TYPE_CHECKING:
    from summitry.record import Record
    from summitry.views.queries import Filter


@app.command()
@over_record(
    argument("file", Annotated[Path, typer.Argument(help="Rows coded by hand, JSON lines or CSV (docs/compare.md).")]),
    filtered=False,
)
def compare(record: Record, _: Filter, file: Path) -> Any:
    """Set the record beside rows coded by hand: what both have, what one has, and where they differ."""
    from summitry.views import compare as comparing

    found = comparing.compare(record, file)
    return comparing.rows(record, found), comparing.lines(record, found)
