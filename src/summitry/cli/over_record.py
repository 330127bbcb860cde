"""Commands over a record: what it holds, and what is made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summitry.cli.base import AsOf, Json, RecordPath, app, argument, over_record
from summitry.cli.output import print_lines, print_rows, write

if TYPE_CHECKING:
    from summitry.record import Record
    from summitry.views.queries import Filter


@app.command()
@over_record()
def timeline(record: Record, chosen: Filter, _: None) -> Any:
    """The encounters by time: when, status, who, where, told by how many articles, and the id that `show` takes."""
    from summitry.views import queries, rows, text

    found = queries.timeline(record, chosen)
    accounts = queries.by_encounter(record.accounts)
    return (rows.encounter_row(one, accounts.get(one.id, ())) for one in found), text.timeline_lines(record, found)


@app.command()
@over_record(
    argument("encounter", Annotated[str, typer.Argument(help="An encounter's id, or enough of its start.")]),
    filtered=False,
)
def show(record: Record, _: Filter, encounter: str) -> Any:
    """One encounter: fields with their quotes, status history, conflicts, forecasts, and who says so."""
    from summitry.views import queries, rows, text

    shown = queries.show(record, encounter)
    return [rows.shown_row(shown)], text.show_lines(shown)


@app.command()
@over_record(filtered=False)
def articles(record: Record, _: Filter, __: None) -> Any:
    """The articles: when each was written and how that is known, its outlet, and how many encounters it tells of."""
    from summitry.views import queries, rows, text

    found = queries.articles(record)
    return (rows.article_row(one) for one in found), text.article_lines(record, found)


@app.command()
@over_record()
def forecasts(record: Record, chosen: Filter, _: None) -> Any:
    """The forecasts: who forecast what for when, how likely, and what came of it."""
    from summitry.views import queries, rows, text

    found = queries.forecasts(record, chosen)
    return (rows.forecast_row(one) for one in found), text.forecast_lines(record, found)


@app.command()
@over_record()
def conflicts(record: Record, chosen: Filter, _: None) -> Any:
    """Where sources disagree: the values for a field that cannot all hold, and the words for each."""
    from summitry.views import queries, rows, text

    found = queries.conflicts(record, chosen)
    return (rows.conflict_row(one) for one in found), text.conflict_lines(record, found)


@app.command()
@over_record(filtered=False)
def sources(record: Record, _: Filter, __: None) -> Any:
    """The sources: outlets, agencies and other origins, their families, and who repeats whom."""
    from summitry.views import queries, rows, text

    found = queries.sources(record)
    return (rows.source_row(one) for one in found), text.source_lines(found)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words, all of which must occur.")],
    record: RecordPath = Path("summitry.db"),
    limit: Annotated[int, typer.Option(min=1, help="How many articles to show.")] = 20,
    as_json: Json = False,
) -> None:
    """Search the articles' full text, and name the encounters that what is found tells of."""
    from summitry.views import queries, rows, text

    hits = queries.search(record, " ".join(words), limit)
    print_rows(rows.hit_row(hit) for hit in hits) if as_json else print_lines(text.hit_lines(hits))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write; made where it is not.")],
    format: Annotated[
        str,
        typer.Option(
            help="jsonl, csv, parquet, colt, plover, geojson, ical, webannotation, prov, ftm, markdown or changes."
        ),
    ] = "jsonl",
    record: RecordPath = Path("summitry.db"),
    as_of: AsOf = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave out the articles' texts.")] = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|FOLDER", help="changes: since the end of that day, or since an earlier jsonl export."
        ),
    ] = None,
) -> None:
    """Write the record as files for other programs (docs/exports.md); by default of schema 1 (docs/schema.md)."""
    from summitry.views import export as exports
    from summitry.views.queries import open_record

    earlier = None
    if since is not None:
        folders = Path(since).is_dir()
        earlier = exports.Earlier.read(since) if folders else exports.Earlier.of(open_record(record, since))
    found = open_record(record, as_of)
    for path in exports.export(found, folder, format=format, text=not no_text, earlier=earlier):
        write(f"{path}\n")
