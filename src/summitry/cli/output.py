"""What a command prints: rows as JSON lines, styled lines, progress, and errors in one line each."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from summitry.model.errors import InputError, RecordError, SummitryError

if TYPE_CHECKING:
    from rich.text import Text

NOTHING_READ = 1
RowT = TypeVar("RowT")


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
