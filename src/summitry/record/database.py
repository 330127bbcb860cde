"""Opening the record file, and its faults in words."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from summitry.model.errors import RecordError
from summitry.record.schema import migrate

BUSY_SECONDS = 30.0
"""How long to wait for another process that is writing."""

CACHE_KB = 65_536
"""Of the file, what a writer keeps in memory: with the 2 MB that SQLite has by itself, a page added to a record of
100,000 claims reads most of what it needs from the file again."""

_FAULTS = (
    ("not a database", "expected a record, got a file that is no SQLite database", "give another path for the record"),
    ("malformed", "the file is damaged", "restore it from a copy, or build it again from the pages"),
    (
        "disk is full",
        "the disk is full",
        "free some space and run the same command again: what was filed before is safe",
    ),
    ("unable to open", "the file cannot be opened", "check that its folder exists and that you may write there"),
    ("locked", "another process is writing to it", "try again when that has ended"),
    ("readonly", "the file may not be written", "check its permissions, or give another path for the record"),
    ("disk i/o", "the disk cannot be read or written", "check the disk and run the same command again"),
)
"""Part of SQLite's own message, what is wrong, what to do."""


def connect(path: Path, *, readonly: bool) -> sa.Connection:
    """An open connection to a record of the present version, created or migrated where need be. Raises RecordError."""
    if readonly and not path.is_file():
        raise RecordError(f"{path}: expected a record, found no file; run `summitry build` first")
    if path.is_dir():
        raise RecordError(f"{path}: expected a file for the record, got a folder; give the path of a file")
    engine = sa.create_engine("sqlite://", creator=lambda: _open(path, readonly=readonly), poolclass=sa.pool.StaticPool)
    begin = "BEGIN" if readonly else "BEGIN IMMEDIATE"

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    with guarded(path):
        connection = engine.connect()
        try:
            with connection.begin():
                migrate(connection, str(path), readonly=readonly)
        except BaseException:
            connection.close()
            engine.dispose()
            raise
    return connection


@contextlib.contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turns a fault of SQLite into a RecordError of one line: where, what is wrong, what to do."""
    try:
        yield
    except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
        said = str(getattr(error, "orig", error))
        for part, what, todo in _FAULTS:
            if part in said.lower():
                raise RecordError(f"{path}: {what}; {todo}") from error
        raise RecordError(f"{path}: {said}; if this stays, build the record again from the pages") from error


def _open(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if not readonly:
        opened = _connect(str(path), uri=False)
        try:
            opened.execute("PRAGMA journal_mode = WAL")
            opened.execute("PRAGMA synchronous = NORMAL")
            opened.execute("PRAGMA foreign_keys = ON")
            opened.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        except sqlite3.DatabaseError:
            opened.close()
            raise
        return opened
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    opened = _connect(address, uri=True)
    try:
        opened.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        # A record in WAL mode in a folder that may not be written: readable all the same where no writer left a log.
        opened.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        opened = _connect(address + "&immutable=1", uri=True)
    return opened


def _connect(address: str, *, uri: bool) -> sqlite3.Connection:
    return sqlite3.connect(address, BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)
