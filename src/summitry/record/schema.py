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
    (
        "DROP TABLE folds",
        "CREATE TABLE changed (article TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE dates (article TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE again (
            article TEXT PRIMARY KEY, first_day TEXT NOT NULL, last_day TEXT NOT NULL) WITHOUT ROWID""",
        """CREATE TABLE encounters (
            root TEXT PRIMARY KEY,
            id TEXT NOT NULL,
            above TEXT,
            merge TEXT NOT NULL,
            told TEXT NOT NULL,
            body TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX encounters_by_id ON encounters (id)",
        "CREATE INDEX encounters_by_above ON encounters (above) WHERE above IS NOT NULL",
        """CREATE TABLE parts (
            root TEXT NOT NULL,
            kind TEXT NOT NULL,
            seq INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (root, kind, seq)) WITHOUT ROWID""",
        """CREATE TABLE outlines (
            id TEXT PRIMARY KEY,
            article TEXT NOT NULL,
            profile TEXT NOT NULL,
            root TEXT,
            body TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX outlines_by_article ON outlines (article)",
        "CREATE INDEX outlines_by_profile ON outlines (profile, id)",
        "CREATE INDEX outlines_by_root ON outlines (root)",
        """CREATE TABLE blocks (
            block TEXT NOT NULL,
            anchor INTEGER NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (block, anchor, id)) WITHOUT ROWID""",
        """CREATE TABLE joins (
            root TEXT NOT NULL,
            low TEXT NOT NULL,
            high TEXT NOT NULL,
            debit REAL NOT NULL,
            PRIMARY KEY (low, high)) WITHOUT ROWID""",
        "CREATE INDEX joins_by_root ON joins (root)",
        """CREATE TABLE stays (
            person TEXT NOT NULL,
            country TEXT NOT NULL,
            visits INTEGER NOT NULL,
            first INTEGER NOT NULL,
            root TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (person, country, visits, first, root)) WITHOUT ROWID""",
        "CREATE INDEX stays_by_root ON stays (root)",
        """CREATE TABLE known (
            article TEXT PRIMARY KEY,
            day TEXT,
            firm INTEGER NOT NULL,
            tied INTEGER NOT NULL,
            original TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX known_by_firm ON known (firm) WHERE firm = 0",
        "CREATE INDEX known_by_day ON known (day)",
        "CREATE INDEX known_by_original ON known (original) WHERE original <> article",
        """CREATE TABLE marks (
            mark INTEGER NOT NULL,
            day TEXT NOT NULL,
            article TEXT NOT NULL,
            kept INTEGER NOT NULL,
            PRIMARY KEY (mark, day, article)) WITHOUT ROWID""",
        "CREATE INDEX marks_by_article ON marks (article)",
    ),
)
"""Statements that lead from one version to the next, from nothing on. Version 2 kept the folds in one table. Version 3
keeps second readings: of an article as filed (so of its bytes, by its settings), with a window of days as its date.
Version 4 keeps the folds encounter by encounter, with what it takes to make anew only those that a change concerns:
which articles changed, outlines of claims with their blocks and the edges along which clusters grew, who stayed where,
what is known of each article, and the marks by which its copies are found."""

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
CHANGED = sa.Table("changed", _META, sa.Column("article", sa.Text, primary_key=True))
DATES = sa.Table("dates", _META, sa.Column("article", sa.Text, primary_key=True), sa.Column("body", sa.Text))
AGAIN = sa.Table(
    "again", _META,
    sa.Column("article", sa.Text, primary_key=True), sa.Column("first_day", sa.Text), sa.Column("last_day", sa.Text),
)  # fmt: skip
KNOWN = sa.Table("known", _META, sa.Column("article", sa.Text, primary_key=True), sa.Column("firm", sa.Integer))
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
