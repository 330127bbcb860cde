"""Commands that sum a record up: how two sides deal with each other, how forecasts fared."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summitry.cli.base import app, argument, over_record

if TYPE_CHECKING:
    from summitry.record import Record
    from summitry.views.queries import Filter

_BY = Annotated[str, typer.Argument(help="forecaster, or outlet.")]


@app.command()
@over_record(
    argument(
        "sides", Annotated[tuple[str, str], typer.Argument(help="Two states, or people by words of their names.")]
    ),
    filtered=False,
)
def relations(record: Record, _: Filter, sides: tuple[str, str]) -> Any:
    """Two sides over time: encounters a year, the last, who travels to whom, gaps, PLOVER codes with scores."""
    from summitry.views import relations as views

    found = views.relations(record, *sides)
    return [views.relation_row(found)], views.relation_lines(found)


@app.command()
@over_record(inspect.Parameter("by", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=_BY, default="forecaster"))
def forecasters(record: Record, chosen: Filter, by: str) -> Any:
    """How forecasts fared, by who made or published them: hit rate, lead time, Brier score, and from how many cases."""
    from summitry.views import fared

    found = fared.forecasters(record, by, chosen)
    return (fared.fared_row(one) for one in found), fared.fared_lines(found)
