"""The record in a browser: the views' application, with what it needs from the rooms that read."""

from __future__ import annotations

import getpass
import ipaddress
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summitry import pipeline
from summitry.model.errors import RecordError, UsageError
from summitry.model.extras import package

if TYPE_CHECKING:
    from fastapi import FastAPI

    from summitry.record import Record
    from summitry.views.queries import Filter

PORT = 8765
"""Registered to nobody that serves pages."""


def application(record: str | Path, *, token: str, local: bool = True, judge: str = "somebody") -> FastAPI:
    """The ASGI application over the record at `record`. `token`: needed for writes, and for reading unless `local`;
    `judge`: the name under which judgements are kept unless another is given. Raises RecordError where there is no
    record, UsageError where the extra `web` is not installed."""
    for needed in ("fastapi", "jinja2"):
        package(needed, "web")
    web = {name: package(f"summitry.views.web.{name}", "web") for name in ("app", "guard", "shelf", "site")}
    access, shelf = web["guard"].Access(token, local), web["shelf"].Shelf(record)
    made: FastAPI = web["app"].create_app(web["site"].Site(shelf, access, reader=pipeline.notes_on, judge=judge))
    return made


def serve(
    record: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    token: str | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serves the record at `record` in a browser until it is stopped.

    `token`: what writing needs, and on any host but the loopback reading too; made up where None. `started`: called
    with the address to open, token and all. Raises RecordError where there is no record, UsageError where the host is
    not the loopback and no token is given, or the extra `web` is not installed.
    """
    local = is_loopback(host)
    if not local and not token:
        raise UsageError(f"host {host}: expected a token, since others can reach it; give one with --token")
    word = token or secrets.token_urlsafe(24)
    uvicorn = package("uvicorn", "web")
    app = application(record, token=word, local=local, judge=_user())
    if started is not None:
        started(f"http://{'[' + host + ']' if ':' in host else host}:{port}/?token={word}")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host's address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def dossier(record: Record, encounters: Sequence[str] = (), chosen: Filter | None = None) -> str:
    """The HTML of a dossier on the encounters of these ids (or starts of them), or on those that pass a filter: one
    file that needs no network and runs no script.

    Raises UsageError where an id is none, where nothing passes or more than 500 do, or where the extra `web` is not
    installed.
    """
    package("jinja2", "web")
    made: str = package("summitry.views.web.dossier", "web").dossier(record, encounters, chosen)
    return made


def write_text(made: str, path: str | Path) -> Path:
    """Writes a text to a file, whose folder is made where it is not; gives the path. Raises RecordError where it cannot
    be written."""
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    except OSError as error:
        raise RecordError(f"{path}: cannot be written ({error.strerror or error}); name another file") from error
    return path
