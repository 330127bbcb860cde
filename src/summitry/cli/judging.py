"""Commands by which a person says what is right, and takes pages out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summitry.cli.base import Json, RecordPath, app
from summitry.cli.output import print_lines, print_rows, write

if TYPE_CHECKING:
    from summitry.model.claims import Judgement


@app.command()
def judge(
    verdict: Annotated[str, typer.Argument(help="accept, reject, correct, same, different, split or undo.")],
    about: Annotated[
        list[str],
        typer.Argument(help="An encounter (for same and different two, or two claims); a field and value; articles."),
    ],
    by: Annotated[str, typer.Option(envvar="SUMMITRY_BY", help="Who says so.")],
    why: Annotated[str, typer.Option(help="For what reason.")] = "",
    record: RecordPath = Path("summitry.db"),
    as_json: Json = False,
) -> None:
    """Say that encounters are the same or different, or what a field should be; a later word supersedes it."""
    from summitry.views import said

    _print(said.judge(record, verdict, about, by=by, why=why), record, as_json=as_json)


@app.command()
def judgements(record: RecordPath = Path("summitry.db"), as_json: Json = False) -> None:
    """The judgements that people made, the latest first, with the ids that `judge undo` takes."""
    from summitry.views import said

    _print(said.judgements(record), record, as_json=as_json)


def _print(found: Sequence[Judgement], record: Path, *, as_json: bool) -> None:
    from summitry.views import said
    from summitry.views.judging import judgement_row
    from summitry.views.queries import open_record

    if as_json:
        opened = open_record(record)
        print_rows(judgement_row(one, opened) for one in found)
    else:
        print_lines(said.judgement_lines(found))


@app.command()
def remove(
    articles: Annotated[list[str], typer.Argument(help="Ids of articles, as `summitry articles` shows them.")],
    record: RecordPath = Path("summitry.db"),
    as_json: Json = False,
) -> None:
    """Take articles out of the record, with all that rests on them alone."""
    from summitry.views import said

    said.remove(record, articles)
    print_rows([{"removed": list(articles)}]) if as_json else write(f"{len(articles)} removed\n")
