"""The command that tries the installation itself."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from summitry.cli.base import Json, app
from summitry.cli.output import print_rows, write

BROKEN = 4


@app.command()
def doctor(
    record: Annotated[Path | None, typer.Option("--record", help="A record to try, too.")] = None,
    as_json: Json = False,
) -> None:
    """Try each part of this installation, and say what to do where one fails."""
    from summitry import health

    found = health.doctor(record)
    if as_json:
        print_rows(dataclasses.asdict(one) for one in found)
    else:
        for one in found:
            write(f"{one.verdict:<8}{one.part:<13}{one.told}" + (f"; {one.todo}" if one.todo else "") + "\n")
    if any(one.verdict == "broken" for one in found):
        raise typer.Exit(BROKEN)
