"""Commands that read pages into a record: from files, and from feeds that are watched."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from summitry.cli.base import Json, RecordPath, app, gathered
from summitry.cli.output import NOTHING_READ, complain, print_rows, progress, write

PRIVATE = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private, loopback and link-local addresses.")
]
WANTED: dict[str, tuple[Any, Any]] = {
    "host": (Annotated[list[str] | None, typer.Option(help="Only pages of this host and those below it.")], None),
    "language": (Annotated[list[str] | None, typer.Option(help="Only pages in this language (ISO 639-1).")], None),
    "word": (Annotated[list[str] | None, typer.Option(help="Only pages that hold this word, or another one.")], None),
}
FETCHING: dict[str, tuple[Any, Any]] = {
    "fetch": (Annotated[bool, typer.Option("--fetch", help="Fetch the pages of addresses (docs/watch.md).")], False),
    "allow_private": (PRIVATE, False),
}
TELLING: dict[str, tuple[Any, Any]] = {
    "webhook": (Annotated[str | None, typer.Option(metavar="URL", help="Post each change there as JSON.")], None),
    "mail": (Annotated[str | None, typer.Option(metavar="ADDRESS", help="Mail each change there.")], None),
    "smtp": (
        Annotated[
            str, typer.Option(metavar="HOST:PORT", envvar="SUMMITRY_SMTP", help="The mail server that takes it.")
        ],
        "localhost:25",
    ),
    "as_json": (Json, False),
}


def _wanted(host: list[str] | None, language: list[str] | None, word: list[str] | None) -> Any:
    from summitry.pages import Wanted

    return Wanted(tuple(host or ()), tuple(language or ()), tuple(word or ()))


def _intake(fetch: bool, allow_private: bool, **wanted: Any) -> Any:
    from summitry.pages import Intake

    return Intake(_wanted(**wanted), _guest(allow_private).piece if fetch else None)


def _guest(allow_private: bool) -> Any:
    from summitry.watching.fetch import Fetcher, Limits
    from summitry.watching.polite import Guest

    return Guest(Fetcher(Limits(private=allow_private)))


def _send(webhook: str | None, mail: str | None, smtp: str, as_json: bool) -> Any:
    from summitry.watching import tell
    from summitry.watching.state import Message

    def show(message: Message) -> None:
        write((tell.as_json(message) if as_json else tell.as_words(message.change)) + "\n")

    senders: list[tell.Send] = [show]
    senders += [tell.webhook(webhook)] if webhook else []
    senders += [tell.mail(mail, smtp, mail)] if mail else []
    return tell.all_of(senders)


@app.command()
@gathered("intake", _intake, {**WANTED, **FETCHING})
def build(
    sources: Annotated[list[str], typer.Argument(help="Files, folders (with all that is in them), or - for stdin.")],
    intake: Any,
    record: RecordPath = Path("summitry.db"),
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that read; the record is the same for any number.")
    ] = 1,
    as_json: Json = False,
) -> None:
    """Read pages into a record, which is made where it is not. What it holds already is not read again."""
    from summitry import pipeline
    from summitry.views.text import counted

    with progress("articles") as step:
        built = pipeline.build(sources, record, workers=workers, progress=step, on_error=complain, intake=intake)
    if as_json:
        errors = [str(error) for error in built.errors]
        print_rows([{"read": built.read, "known": built.known, "claims": built.claims, "errors": errors}])
    else:
        write(f"{counted(built.read, 'article')} read, {counted(built.claims, 'claim')}; {built.known} known before\n")
    if built.errors and not built.read + built.known:
        raise typer.Exit(NOTHING_READ)


@app.command()
@gathered("send", _send, TELLING)
@gathered("wanted", _wanted, WANTED)
@gathered("guest", _guest, {"allow_private": (PRIVATE, False)})
def watch(
    sources: Annotated[list[str], typer.Argument(help="Addresses of feeds (RSS, Atom) or sitemaps.")],
    send: Any,
    wanted: Any,
    guest: Any,
    record: RecordPath = Path("summitry.db"),
    every: Annotated[
        float | None, typer.Option(min=1, metavar="MINUTES", help="Poll again and again; by default once.")
    ] = None,
) -> None:
    """Read what is new in feeds into a record, and tell what changed there (docs/watch.md)."""
    from summitry.watching.watch import watch as poll

    while True:
        polled = poll(sources, record, send, guest=guest, wanted=wanted, on_error=complain)
        if every is None:
            break
        time.sleep(every * 60)
    if polled.errors and not polled.read + polled.unchanged:
        raise typer.Exit(NOTHING_READ)
