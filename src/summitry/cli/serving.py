"""Commands that show the record in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summitry.cli.base import AsOf, RecordPath, app
from summitry.cli.output import write


@app.command()
def serve(
    record: RecordPath = Path("summitry.db"),
    host: Annotated[str, typer.Option(help="Address to listen at; any but the loopback needs --token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(envvar="SUMMITRY_TOKEN", help="What writing needs, and reading from afar; made up if none."),
    ] = None,
) -> None:
    """Show the record in a browser: timeline, map, forecasts, review; stop with Ctrl-C."""
    from summitry import serving

    serving.serve(record, host=host, port=port, token=token, started=lambda address: write(f"open {address}\n"))


@app.command()
def assist(record: RecordPath = Path("summitry.db")) -> None:
    """Answer an assistant's questions about the record over standard input and output (MCP, docs/assistants.md)."""
    from summitry import assistants

    assistants.assist(record)


@app.command()
def dossier(
    encounters: Annotated[
        list[str] | None, typer.Argument(help="Ids of encounters, or enough of their starts.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("dossier.html"),
    record: RecordPath = Path("summitry.db"),
    as_of: AsOf = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Where no id is given: words of a name.")] = None,
    country: Annotated[str | None, typer.Option(metavar="STATE", help="Where no id is given: a state.")] = None,
) -> None:
    """Write one HTML file on some encounters, to mail or print: it needs no network and runs no script."""
    from summitry import serving
    from summitry.views.queries import Filter, open_record

    made = serving.dossier(open_record(record, as_of), encounters or (), Filter(who=who, country=country))
    write(f"{serving.write_text(made, out)}\n")
