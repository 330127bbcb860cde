"""The record's tables, and how a file of an older version becomes one of this version.

A version's statements are never changed once released: a new version adds its own. SQL stands here and in `store`
alone.
"""

from __future__ import annotations

import sqlalchemy as sa

from summitry.model.errors import RecordError

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE articles (
            n INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            sha256 TEXT NOT NULL,
            settings TEXT NOT NULL,
            content TEXT NOT NULL,
            title TEXT,
            text TEXT NOT NULL,
            exact TEXT,
            body TEXT NOT NULL,
            date TEXT NOT NULL)""",
        """CREATE TABLE claims (
            article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            id TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (article, seq)) WITHOUT ROWID""",
        "CREATE INDEX claims_by_id ON claims (id)",
        """CREATE TABLE judgements (
            id TEXT PRIMARY KEY,
            body TEXT NOT NULL,
            left_at TEXT,
            right_at TEXT) WITHOUT ROWID""",
        """CREATE VIRTUAL TABLE words USING fts5 (
            title, text, content='articles', content_rowid='n', tokenize='unicode61')""",
        """CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN
            INSERT INTO words (rowid, title, text) VALUES (new.n, new.title, new.text); END""",
        """CREATE TRIGGER articles_out AFTER DELETE ON articles BEGIN
            INSERT INTO words (words, rowid, title, text) VALUES ('delete', old.n, old.title, old.text); END""",
    ),
    (
        """CREATE TABLE folds (
            part TEXT NOT NULL,
            seq INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (part, seq)) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE readings (
            article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (article, first_day, last_day)) WITHOUT ROWID""",
    ),
)
"""Statements that lead from one version to the next, from nothing on. Version 2 keeps the folds, version 3 second
readings: of an article as filed (so of its bytes, by its settings), with a window of days as its date."""

VERSION = len(MIGRATIONS)

_META = sa.MetaData()
SETTINGS = sa.Table("settings", _META, sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text))
ARTICLES = sa.Table(
    "articles", _META,
    sa.Column("n", sa.Integer, primary_key=True), sa.Column("id", sa.Text), sa.Column("sha256", sa.Text),
    sa.Column("settings", sa.Text), sa.Column("content", sa.Text), sa.Column("title", sa.Text),
    sa.Column("text", sa.Text), sa.Column("exact", sa.Text), sa.Column("body", sa.Text), sa.Column("date", sa.Text),
)  # fmt: skip
CLAIMS = sa.Table(
    "claims", _META,
    sa.Column("article", sa.Integer, primary_key=True), sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text), sa.Column("body", sa.Text),
)  # fmt: skip
JUDGEMENTS = sa.Table(
    "judgements", _META,
    sa.Column("id", sa.Text, primary_key=True), sa.Column("body", sa.Text),
    sa.Column("left_at", sa.Text), sa.Column("right_at", sa.Text),
)  # fmt: skip
FOLDS = sa.Table(
    "folds", _META,
    sa.Column("part", sa.Text, primary_key=True), sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("body", sa.Text),
)  # fmt: skip
READINGS = sa.Table(
    "readings", _META,
    sa.Column("article", sa.Integer, primary_key=True), sa.Column("first_day", sa.Text, primary_key=True),
    sa.Column("last_day", sa.Text, primary_key=True), sa.Column("body", sa.Text),
)  # fmt: skip


def migrate(connection: sa.Connection, where: str, *, readonly: bool) -> None:
    """Brings an open file to `VERSION` within the current transaction. Raises RecordError where it is of a newer
    version, is some other program's database, or is older and may not be written."""
    found = version(connection, where)
    if found > VERSION:
        raise RecordError(
            f"{where}: expected a record of version {VERSION} or older, got version {found}; "
            "it was written by a newer Summitry: update this one"
        )
    if found == VERSION:
        return
    if readonly:
        raise RecordError(
            f"{where}: expected a record of version {VERSION}, got version {found}; "
            "run `summitry build` on it once to bring it up to date"
        )
    if found == 0:
        connection.exec_driver_sql("CREATE TABLE schema_version (version INTEGER NOT NULL)")
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (0)")
    for statements in MIGRATIONS[found:]:
        for statement in statements:
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("UPDATE schema_version SET version = ?", (VERSION,))


def version(connection: sa.Connection, where: str) -> int:
    """The version of an open file, 0 for an empty one. Raises RecordError where it is a database but no record."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        return 0
    if "schema_version" not in tables:
        raise RecordError(
            f"{where}: expected a record, got another program's SQLite file; give another path for the record"
        )
    return int(connection.exec_driver_sql("SELECT version FROM schema_version").scalar_one())
