"""Commands that read pages into a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summitry.cli.base import Json, RecordPath, app
from summitry.cli.output import NOTHING_READ, complain, print_rows, progress, write


@app.command()
def build(
    sources: Annotated[list[str], typer.Argument(help="Files, folders (with all that is in them), or - for stdin.")],
    record: RecordPath = Path("summitry.db"),
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that read; the record is the same for any number.")
    ] = 1,
    as_json: Json = False,
) -> None:
    """Read pages into a record, which is made where it is not. What it holds already is not read again."""
    from summitry import pipeline

    with progress("articles") as step:
        built = pipeline.build(sources, record, workers=workers, progress=step, on_error=complain)
    if as_json:
        errors = [str(error) for error in built.errors]
        print_rows([{"read": built.read, "known": built.known, "claims": built.claims, "errors": errors}])
    else:
        write(f"{built.read} articles read, {built.claims} claims; {built.known} known before\n")
    if built.errors and not built.read + built.known:
        raise typer.Exit(NOTHING_READ)
