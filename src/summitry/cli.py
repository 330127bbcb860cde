"""The command line: parse, call, print. Each command is the twin of the public function of its name.

Exit status: 0 done; 1 none of the inputs could be read, or the reader of the output went away; 2 asked for something
that cannot be done (an option, a name, a date); 3 the record or an output file cannot be opened, read or written;
4 an error of ours; 130 stopped from the keyboard.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from summitry.model.errors import InputError, RecordError, SummitryError, UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from summitry.record import Record
    from summitry.views.queries import Filter

NOTHING_READ = 1
STATUS_OF: tuple[tuple[type[SummitryError], int], ...] = (
    (InputError, NOTHING_READ),
    (UsageError, 2),
    (RecordError, 3),
    (SummitryError, 4),
)

app = typer.Typer(
    name="summitry",
    help="Reads reports on diplomacy and keeps one record of what happened between leaders, "
    "each value tied to the words it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

RecordPath = Annotated[Path, typer.Option("--record", envvar="SUMMITRY_RECORD", help="The record, a SQLite file.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The record as it stood at the end of that day.")
]
Json = Annotated[bool, typer.Option("--json", help="Rows of JSON, one a line, in the words of the exports.")]
OPTIONS: Mapping[str, tuple[Any, Any]] = {
    "record": (RecordPath, Path("summitry.db")),
    "as_of": (AsOf, None),
    "who": (Annotated[str | None, typer.Option(metavar="NAME", help="Words of a participant's name.")], None),
    "country": (
        Annotated[str | None, typer.Option(metavar="STATE", help="A state that takes part, or where it takes place.")],
        None,
    ),
    "status": (Annotated[str | None, typer.Option(help="One of the statuses, such as confirmed.")], None),
    "since": (Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day, month or year.")], None),
    "until": (Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day, month or year.")], None),
    "as_json": (Json, False),
}
FILTERS = ("who", "country", "status", "since", "until")
RowT = TypeVar("RowT")
Rows = Callable[["Record", "Filter", Any], tuple[Iterable[Mapping[str, Any]], Iterable["Text"]]]


def over_record(*arguments: inspect.Parameter, filtered: bool = True) -> Callable[[Rows], Callable[..., None]]:
    """Makes a command of a function from a record, a filter and its own argument to rows and lines.

    The command takes --record, --as-of, --json and, where `filtered`, the filters; it prints the rows or the lines.
    """
    options = ("record", "as_of", *(FILTERS if filtered else ()), "as_json")

    def make(rows: Rows) -> Callable[..., None]:
        @functools.wraps(rows)
        def command(**given: Any) -> None:
            from summitry.views.queries import Filter, open_record

            record = open_record(given["record"], given["as_of"])
            chosen = Filter(**{name: given[name] for name in FILTERS if name in given})
            argument = given[arguments[0].name] if arguments else None
            found, lines = rows(record, chosen, argument)
            print_rows(found) if given["as_json"] else print_lines(lines)

        own = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
            for name, (kind, default) in ((name, OPTIONS[name]) for name in options)
        ]
        command.__signature__ = inspect.Signature([*arguments, *own])  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in (*arguments, *own)}
        return command

    return make


def argument(name: str, told: Any) -> inspect.Parameter:
    """A positional argument of a command."""
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=told)


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """Reads reports on diplomacy and keeps one record of what happened between leaders."""
    if version:
        write(f"summitry {metadata.version('summitry')}\n")
        raise typer.Exit


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
    format: Annotated[str, typer.Option(help="jsonl or csv.")] = "jsonl",
    record: RecordPath = Path("summitry.db"),
    as_of: AsOf = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave out the articles' texts.")] = False,
) -> None:
    """Write the record as files of schema 1 (docs/schema.md): articles, claims, accounts, encounters and so on."""
    from summitry.views import export as exports
    from summitry.views.queries import open_record

    for path in exports.export(open_record(record, as_of), folder, format=format, text=not no_text):
        write(f"{path}\n")


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
    what: Annotated[str, typer.Argument(help="dating, timex, attribution, factuality or blocks.")],
    file: Annotated[Path, typer.Argument(help="Gold, as JSON lines (docs/evaluate.md).")],
    predictions: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the predictions there.")] = None,
    withhold: Annotated[bool, typer.Option("--withhold", help="dating: hide given dates and addresses.")] = False,
    as_json: Json = False,
) -> None:
    """Score a stage on given gold, and write what was predicted."""
    from summitry import scores

    with progress("rows") as step:
        figures = scores.evaluate(what, file, predictions=predictions, withhold=withhold, progress=step)
    if as_json:
        print_rows([figures])
    else:
        for name, value in figures.items():
            told = "n/a" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
            write(f"{name:<28} {told}\n")


def finished(found: Iterable[RowT | InputError]) -> Iterator[RowT]:
    """The rows of what was read, each error told in its place; ends the command where there were errors alone."""
    read = failed = 0
    for one in found:
        if isinstance(one, InputError):
            failed += 1
            complain(one)
        else:
            read += 1
            yield one
    if failed and not read:
        raise typer.Exit(NOTHING_READ)


@contextlib.contextmanager
def input_lines(file: str) -> Iterator[Iterable[bytes]]:
    """The lines of a file, or of standard input for "-"; blank ones left out. Raises InputError on a file not there."""
    with contextlib.ExitStack() as opened:
        lines = sys.stdin.buffer
        if file != "-":
            try:
                lines = opened.enter_context(Path(file).open("rb"))
            except OSError as error:
                todo = "check the path and its permissions"
                raise InputError(f"cannot be opened ({error.strerror})", file, todo) from error
        yield (line for line in lines if line.strip())


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Counts what is done, on standard error, where that is a terminal; yields what is to be called for each."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(20), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda _: bar.advance(task)


def print_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as JSON, one a line."""
    from summitry.views.export import json_lines

    with output():
        sys.stdout.writelines(json_lines(rows))


def print_lines(lines: Iterable[Text]) -> None:
    """Styled lines: in colour on a terminal (unless NO_COLOR is set), plain and unbroken where they are piped."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    with output():
        for line in lines:
            console.print(line)


def write(text: str) -> None:
    with output():
        sys.stdout.write(text)


@contextlib.contextmanager
def output() -> Iterator[None]:
    """Sees to it that what is printed arrives. Raises RecordError where it cannot; a closed pipe ends the command."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RecordError(
            f"standard output: cannot be written ({error.strerror}); free space or write elsewhere"
        ) from error


def complain(error: SummitryError) -> None:
    """Tells an error in one line on standard error."""
    sys.stderr.write(" ".join(f"summitry: {error}".split()) + "\n")


def main() -> NoReturn:
    """Runs the command that the process was called with, and exits with its status."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Runs one command; its exit status. Errors raised on purpose are one line on standard error."""
    try:
        app(list(words), prog_name="summitry")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except SummitryError as error:
        complain(error)
        return next(status for kind, status in STATUS_OF if isinstance(error, kind))
    return 0
