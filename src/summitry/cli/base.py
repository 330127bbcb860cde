"""The application, the options that commands share, and commands made of a function over the record."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summitry.cli.output import print_lines, print_rows, write

if TYPE_CHECKING:
    from rich.text import Text

    from summitry.record import Record
    from summitry.views.queries import Filter

app = typer.Typer(
    name="summitry",
    help="Reads reports on diplomacy and keeps one record of what happened between leaders, "
    "each value tied to the words it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
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


def gathered(
    name: str, make: Callable[..., Any], options: Mapping[str, tuple[Any, Any]]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command several options as one argument: `make` takes their values by name, and what it makes is handed
    to the command's parameter `name`."""

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def wrapped(**given: Any) -> None:
            made = make(**{option: given.pop(option) for option in options})
            command(**given, **{name: made})

        own = [one for one in inspect.signature(command, eval_str=True).parameters.values() if one.name != name]
        more = [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
            for option, (kind, default) in options.items()
        ]
        wrapped.__signature__ = inspect.Signature([*own, *more])  # type: ignore[attr-defined]
        wrapped.__annotations__ = {one.name: one.annotation for one in (*own, *more)}
        return wrapped

    return wrap


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
