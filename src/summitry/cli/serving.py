"""Commands that show the record in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summitry.cli.base import RecordPath, app
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
