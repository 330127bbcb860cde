"""Commands that explain or score how pages are read, without a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summitry.cli.base import Json, app
from summitry.cli.output import finished, input_lines, print_lines, print_rows, progress, write


@app.command()
def annotate(
    file: Annotated[str, typer.Argument(help="JSON lines {id, text, dct?, title?, url?}, or - for stdin.")] = "-",
) -> None:
    """Write every note on each text as JSON lines: time expressions, attributions, events, entities."""
    from summitry import explain

    with input_lines(file) as lines, progress("texts") as step:
        for row in finished(explain.annotate(lines)):
            print_rows([row])
            step(row["id"])


@app.command()
def dates(
    page: Annotated[str, typer.Argument(help="A page, a folder of pages, or - for stdin.")],
    as_json: Json = False,
) -> None:
    """Explain a page's dates: its own with all candidates, and each time expression's value, anchor and rule."""
    from summitry import explain
    from summitry.views import text

    for row in finished(explain.dates(page)):
        print_rows([row]) if as_json else print_lines(text.dates_lines(row))


@app.command()
def evaluate(
    what: Annotated[str, typer.Argument(help="What to score, such as dating: a row of docs/evaluate.md.")],
    file: Annotated[Path, typer.Argument(help="Gold, as JSON lines (docs/evaluate.md).")],
    predictions: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the predictions there.")] = None,
    evidence: Annotated[Path | None, typer.Option(metavar="DOCS", help="lifecycle: what tells the outcomes.")] = None,
    withhold: Annotated[bool, typer.Option("--withhold", help="dating: hide given dates and addresses.")] = False,
    as_json: Json = False,
) -> None:
    """Score a stage on given gold, and write what was predicted."""
    from summitry import scores

    with progress("rows") as step:
        figures = scores.evaluate(
            what, file, predictions=predictions, evidence=evidence, withhold=withhold, progress=step
        )
    if as_json:
        print_rows([figures])
    else:
        for name, value in figures.items():
            told = "n/a" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
            write(f"{name:<28} {told}\n")
