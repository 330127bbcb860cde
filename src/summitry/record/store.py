"""The record file: articles with their claims, people's judgements, and the folds as last computed.

The file holds every article as last filed: filed again unchanged, nothing is written; filed with other content or by
other settings, it replaces what was there, claims and all. Beside them stand second readings, made with the date that
the record found for an article. Folds are derived, kept under a hash of all that they rest
on, and computed anew where that differs. An article is filed in one transaction (SQLite in WAL mode), so a crash or a
full disk leaves it whole or absent.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import sqlalchemy as sa

from summitry.model.claims import Account, Claim, Encounter, Filed, Judgement
from summitry.model.errors import RecordError, UsageError
from summitry.model.ids import content_id
from summitry.model.notes import ArticleDate
from summitry.model.text import Article, Quote
from summitry.model.windows import Window
from summitry.record import anchors
from summitry.record.codec import decode, encode
from summitry.record.database import connect, guarded
from summitry.record.fold import Folded, Readings, Record, Stage, first_stage, fold, folded
from summitry.record.judgements import check, settle
from summitry.record.schema import AGAIN, ARTICLES, CHANGED, CLAIMS, DATES, JUDGEMENTS, KNOWN, READINGS, SETTINGS
from summitry.record.spans import is_firm
from summitry.record.store_copies import article_of
from summitry.record.store_folds import Folds, Row, Spread, claim_of
from summitry.record.store_links import listed
from summitry.record.stored import REJECTED, Reading, Shelf, StoredRecord

_FOLDED = "folded"
"""The setting that says by which code the folds were made; not there while they are being made."""
_LINKED = "linked"
"""The setting that is there where the file can be brought up to date in parts."""
_AROUND = 90
"""Code points shown on each side of a word that was searched for."""


@dataclasses.dataclass(frozen=True)
class Hit:
    """An article that holds the words searched for; `quote` is the stretch around the first of them, in the article's
    text."""

    article: str
    outlet: str | None
    title: str | None
    quote: Quote


class Store:
    """A record file, open. Use as a context manager, or call `close`.

    `readonly`: for views; the file must exist, and nothing is written. Raises RecordError where the file cannot be
    opened, is no record, or is of a newer version; every method raises it, in one line, where the file cannot be read
    or written.
    """

    def __init__(self, path: str | Path, *, readonly: bool = False) -> None:
        self.path = Path(path)
        self.readonly = readonly
        self._connection = connect(self.path, readonly=readonly)
        self._staged: tuple[str, Stage] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the store is of no use afterwards."""
        self._connection.close()
        self._connection.engine.dispose()

    def file(self, filed: Filed, settings: str = "") -> bool:
        """Files an article with its claims, in place of an earlier one of its id. False where it was there already, the
        same.

        `settings`: what the claims were made by (versions of finders, options), as `has` compares it.
        """
        content = content_id("filed", filed, settings)
        article = filed.article
        with self._writing() as db:
            held = db.execute(
                sa.select(ARTICLES.c.n, ARTICLES.c.content).where(ARTICLES.c.id == article.id)
            ).one_or_none()
            if held is not None:
                if held.content == content:
                    return False
                db.execute(sa.delete(ARTICLES).where(ARTICLES.c.n == held.n))
            shown = _storable(article.text)
            row = db.execute(
                sa.insert(ARTICLES).values(
                    id=article.id,
                    sha256=article.sha256,
                    settings=settings,
                    content=content,
                    title=None if article.title is None else _storable(article.title),
                    text=shown,
                    exact=None if shown == article.text else json.dumps(article.text),
                    body=encode(dataclasses.replace(article, text="")),
                    date=encode(filed.date),
                )
            )
            claims = [
                {"article": row.lastrowid, "seq": i, "id": c.id, "body": encode(c)} for i, c in enumerate(filed.claims)
            ]
            if claims:
                db.execute(sa.insert(CLAIMS), claims)
            _change(db, [article.id])
        return True

    def to_read_again(self) -> tuple[Filed, ...]:
        """Articles that say too little of their own date, with the dates that they have by what they share with others,
        where they were not read with those dates yet; without claims, by id. Read again, `file_again` takes them."""
        if self._fresh() or not self._is_loose():
            return ()
        stage, held = self._first_stage(), self._readings()
        due = {a.article for a in stage.again if (a.article, a.window) not in held}
        return tuple(dataclasses.replace(f, claims=()) for f in stage.filed if f.article.id in due)

    def file_again(self, filed: Filed) -> None:
        """Keeps the claims of an article's second reading, made with the days of `filed.date` as its date, beside those
        of its first. It goes when the article is filed anew. Without effect where no such article is filed."""
        article, window = filed.article, filed.date.window
        found = sa.select(ARTICLES.c.n).where(ARTICLES.c.id == article.id, ARTICLES.c.sha256 == article.sha256)
        with self._writing() as db:
            n = db.execute(found).scalar_one_or_none()
            if n is not None:
                db.execute(
                    sa.insert(READINGS).prefix_with("OR REPLACE"),
                    {
                        "article": n,
                        "first_day": window.start,
                        "last_day": window.end,
                        "body": encode(Reading(filed.claims)),
                    },
                )
                _change(db, [article.id])

    def remove(self, article: str) -> bool:
        """Takes an article and its claims out. False where there was none."""
        with self._writing() as db:
            gone = db.execute(sa.delete(ARTICLES).where(ARTICLES.c.id == article)).rowcount > 0
            if gone:
                _change(db, [article])
        return gone

    def has(self, article: str, sha256: str, settings: str = "") -> bool:
        """Whether a page of these bytes is filed under this id, its claims made by these settings."""
        query = sa.select(ARTICLES.c.n).where(
            ARTICLES.c.id == article, ARTICLES.c.sha256 == sha256, ARTICLES.c.settings == settings
        )
        with self._reading() as db:
            return db.execute(query).first() is not None

    def ids(self) -> tuple[str, ...]:
        """The ids of all articles, in order."""
        with self._reading() as db:
            return tuple(db.execute(sa.select(ARTICLES.c.id).order_by(ARTICLES.c.id)).scalars())

    def articles(self) -> tuple[Filed, ...]:
        """All articles as filed, by id: with the dates they came with, and their claims in order."""
        with self._reading() as db:
            claims: dict[int, list[Claim]] = {}
            told = sa.select(CLAIMS.c.article, CLAIMS.c.id, CLAIMS.c.body).order_by(CLAIMS.c.article, CLAIMS.c.seq)
            for row in db.execute(told):
                claims.setdefault(row.article, []).append(claim_of(row.id, row.body))
            rows = db.execute(sa.select(ARTICLES).order_by(ARTICLES.c.id)).all()
        return tuple(_filed(row, claims.get(row.n, [])) for row in rows)

    def article(self, article: str) -> Filed | None:
        """One article as filed, or None."""
        with self._reading() as db:
            row = db.execute(sa.select(ARTICLES).where(ARTICLES.c.id == article)).one_or_none()
            if row is None:
                return None
            told = sa.select(CLAIMS.c.id, CLAIMS.c.body).where(CLAIMS.c.article == row.n).order_by(CLAIMS.c.seq)
            return _filed(row, [claim_of(one.id, one.body) for one in db.execute(told)])

    def judge(self, judgement: Judgement) -> None:
        """Keeps a person's word; the same word twice is kept once. `left` and `right` may be claims, of either reading,
        or encounters (then the claim that an encounter is named after). Raises UsageError where there is no such claim,
        or no such field or value."""
        if (wrong := check(judgement)) is not None:
            raise UsageError(f"a judgement: {wrong}")
        left = self._claim(judgement.left)
        right = None if judgement.right is None else self._claim(judgement.right)
        for given, found in ((judgement.left, left), (judgement.right, right)):
            if given is not None and found is None:
                raise UsageError(
                    f"a judgement: expected the id of a claim or an encounter, got {given!r}; see `summitry show`"
                )
        kept = dataclasses.replace(
            judgement, left=left.id if left else judgement.left, right=right.id if right else judgement.right
        )
        with self._writing() as db:
            db.execute(
                sa.insert(JUDGEMENTS).prefix_with("OR IGNORE"),
                {
                    "id": content_id("judgement", kept),
                    "body": encode(kept),
                    "left_at": left and anchors.of(left),
                    "right_at": right and anchors.of(right),
                },
            )
            _change(db, [c.article for c in (left, right) if c is not None])

    def _claim(self, name: str) -> Claim | None:
        """The claim of an id, or the one after which the encounter of an id is named; None where there is neither."""
        with self._reading() as db:
            driver = _driver(db)
            claim = driver.execute("SELECT id, body FROM claims WHERE id = ?", [name]).fetchone()
            if claim is not None:
                return claim_of(*claim)
            query = (
                "SELECT claims.id, claims.body FROM encounters JOIN outlines USING (root) "
                "JOIN claims ON claims.id = outlines.id WHERE encounters.id = ?"
            )
            found = anchors.find(name, [claim_of(*row) for row in driver.execute(query, [name]).fetchall()])
        if found is not None:
            return found
        every = [c for f in self.articles() for c in f.claims]
        return anchors.find(name, every + [c for told in self._readings().values() for c in told])

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, superseded ones too, by id, on claims of first readings. For a claim of a second
        reading, or one since read anew (by a newer finder), that at the same words stands."""
        with self._reading() as db:
            rows = db.execute(sa.select(JUDGEMENTS).order_by(JUDGEMENTS.c.id)).all()
            made = [(decode(Judgement, r.body), r.left_at, r.right_at) for r in rows]
            named = {name for j, _, _ in made for name in (j.left, j.right) if name is not None}
            query = "SELECT id FROM claims WHERE id IN (SELECT value FROM json_each(?))"
            present = {name for (name,) in listed(_driver(db), query, named)}
        if named <= present:
            return tuple(j for j, _, _ in made)
        places = {anchors.article(at) for _, *both in made for at in both if at is not None}
        held = [one for place in sorted(places) if (one := self.article(place)) is not None]
        claims = [c for f in held for c in f.claims]
        return tuple(anchors.moved(j, left, right, claims) for j, left, right in made)

    def record(self, as_of: str | None = None) -> Record:
        """The whole record, as it stood at the end of `as_of` (an ISO prefix) where that is given."""
        if as_of is not None or not self._fresh():
            first = self._first_stage() if self._is_loose() else None
            return fold(self.articles(), self.judgements(), as_of, self._readings(), first)
        with self._reading() as db:
            held = StoredRecord(Shelf(_driver(db)), lambda: None)
            return Record(**{one.name: getattr(held, one.name) for one in dataclasses.fields(Record)})

    def opened(self, as_of: str | None = None) -> Record:
        """The record, which reads what is asked for when it is asked for, where it can: the folds are up to date, and
        it is wanted as it is. The store is its own from now on, and closed with it."""
        if as_of is not None or not self._fresh():
            record = self.record(as_of)
            self.close()
            return record
        with guarded(self.path):
            self._connection.begin()
            return StoredRecord(Shelf(_driver(self._connection)), self.close)

    def encounters(self) -> tuple[Encounter, ...]:
        """The encounters alone, as in `record`, without reading any article where the folds are up to date."""
        if not self._fresh():
            return self.record().encounters
        with self._reading() as db:
            return StoredRecord(Shelf(_driver(db)), lambda: None).encounters

    def accounts(self) -> tuple[Account, ...]:
        """The accounts alone."""
        if not self._fresh():
            return self.record().accounts
        with self._reading() as db:
            return StoredRecord(Shelf(_driver(db)), lambda: None).accounts

    def refold(self) -> Record:
        """Brings the folds up to date, and gives the record."""
        self.update()
        return self.record()

    def update(self, spread: Spread = map) -> None:
        """Makes anew what folds of what has changed, and keeps it. Call once after filing. `spread`: what runs a
        function over many chunks of work, in their order: `map`, or one that does so in several processes."""
        if self._fresh():
            return
        settled = settle(self.judgements())
        whole = self._is_loose()
        made = None
        if whole:
            made = folded(self.articles(), self.judgements(), None, self._readings(), self._first_stage())
        with self._writing() as db:
            folds = Folds(_driver(db))
            if not whole and self._linked(db):
                folds.update(list(db.execute(sa.select(CHANGED.c.article)).scalars()), settled)
            else:
                for table in (DATES, AGAIN):
                    db.execute(sa.delete(table))
                _set(db, _FOLDED, None)
                if made is not None:
                    self._put_whole(db, folds, made)
                else:
                    folds.fill(settled, spread, lambda: _commit(db))
            rejected = settled.rejected if made is None else made.rejected
            _set(db, REJECTED, json.dumps(sorted(rejected)) if rejected else None)
            db.execute(sa.delete(CHANGED))
            _set(db, _FOLDED, _code())
            _set(db, _LINKED, None if whole else "yes")

    def _put_whole(self, db: sa.Connection, folds: Folds, made: Folded) -> None:
        rows = [Row.of(one, cluster) for one, cluster in zip(made.parts, made.clusters, strict=True)]
        root_of = {row.id: row.root for row in rows}
        folds.put_whole(rows, {root_of[n]: root_of[above] for n, above in made.above.items()}, made.articles)
        before = {row.id: row.date for row in db.execute(sa.select(ARTICLES.c.id, ARTICLES.c.date))}
        now = [{"article": f.article.id, "body": encode(f.date)} for f in made.articles]
        dates = [row for row in now if row["body"] != before[row["article"]]]
        again = [{"article": a.article, "first_day": a.window.start, "last_day": a.window.end} for a in made.again]
        for table, found in ((DATES, dates), (AGAIN, again)):
            if found:
                db.execute(sa.insert(table), found)

    def _is_loose(self) -> bool:
        """Whether any article's date rests on what it shares with others."""
        with self._reading() as db:
            if db.execute(sa.select(READINGS.c.article).limit(1)).first() is not None:
                return True
            dates = sa.select(ARTICLES.c.date)
            if self._linked(db):
                changed = sa.select(CHANGED.c.article)
                held = sa.select(KNOWN.c.article).where(KNOWN.c.firm == 0, KNOWN.c.article.not_in(changed)).limit(1)
                if db.execute(held).first() is not None:
                    return True
                dates = dates.where(ARTICLES.c.id.in_(changed))
            return any(not is_firm(decode(ArticleDate, date)) for date in db.execute(dates).scalars())

    def _linked(self, db: sa.Connection) -> bool:
        query = sa.select(SETTINGS.c.name, SETTINGS.c.value).where(SETTINGS.c.name.in_([_FOLDED, _LINKED]))
        held = {row.name: row.value for row in db.execute(query)}
        return held.get(_FOLDED) == _code() and _LINKED in held

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Articles that hold all of some words, the best match first. Raises UsageError where `words` holds none."""
        wanted = re.findall(r"\w+", words)
        if not wanted:
            raise UsageError(f"search: expected a word to look for, got {words!r}")
        query = sa.text(
            "SELECT articles.* FROM words JOIN articles ON articles.n = words.rowid WHERE words MATCH :query "
            "ORDER BY bm25(words), articles.id LIMIT :limit"
        ).columns(*ARTICLES.c)
        with self._reading() as db:
            rows = db.execute(query, {"query": " ".join(f'"{w}"' for w in wanted), "limit": limit}).all()
        return tuple(_hit(_filed(row, []).article, wanted) for row in rows)

    def setting(self, name: str) -> str | None:
        """A setting of this record ("settings of the last build"), or None."""
        with self._reading() as db:
            return db.execute(sa.select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar_one_or_none()

    def set_setting(self, name: str, value: str) -> None:
        """Keeps a setting."""
        with self._writing() as db:
            _set(db, name, value)

    def is_folded(self) -> bool:
        """Whether the folds are up to date, so that `opened` reads them without computing any."""
        return self._fresh()

    def _fresh(self) -> bool:
        with self._reading() as db:
            changed = db.execute(sa.select(CHANGED.c.article).limit(1)).first() is not None
        return not changed and self.setting(_FOLDED) == _code()

    def _first_stage(self) -> Stage:
        """The first stage of the folds, computed once for the same articles and judgements."""
        basis = self._basis()
        if self._staged is None or self._staged[0] != basis:
            self._staged = (basis, first_stage(self.articles(), self.judgements()))
        return self._staged[1]

    def _readings(self) -> Readings:
        query = sa.select(ARTICLES.c.id, READINGS.c.first_day, READINGS.c.last_day, READINGS.c.body).join_from(
            READINGS, ARTICLES, READINGS.c.article == ARTICLES.c.n
        )
        with self._reading() as db:
            rows = db.execute(query.order_by(ARTICLES.c.id, READINGS.c.first_day, READINGS.c.last_day)).all()
        return {(r.id, Window(r.first_day, r.last_day)): decode(Reading, r.body).claims for r in rows}

    def _basis(self) -> str:
        """A hash of every article and judgement, and the code that folds."""
        digest = hashlib.sha256(_code().encode())
        with self._reading() as db:
            for column in (ARTICLES.c.content, JUDGEMENTS.c.id):
                for value in db.execute(sa.select(column).order_by(column)).scalars():
                    digest.update(value.encode() + b"\n")
                digest.update(b"\n")
        return digest.hexdigest()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with guarded(self.path), self._connection.begin():
            yield self._connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self.readonly:
            raise RecordError(f"{self.path}: opened for reading only; open it without `readonly` to write")
        with guarded(self.path), self._connection.begin():
            yield self._connection


@functools.cache
def _code() -> str:
    """A hash of the code of this room and of the nouns, so that folds made by other rules are made again."""
    digest = hashlib.sha256()
    for room in ("summitry.model", "summitry.record"):
        for file in sorted(resources.files(room).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _driver(db: sa.Connection) -> sqlite3.Connection:
    """The connection beneath an open one."""
    return cast(sqlite3.Connection, db.connection.driver_connection)


def _commit(db: sa.Connection) -> None:
    """Commits what was written so far, and goes on writing."""
    db.exec_driver_sql("COMMIT")
    db.exec_driver_sql("BEGIN IMMEDIATE")


def _change(db: sa.Connection, articles: Iterable[str]) -> None:
    """Notes that what rests on some articles is to be folded anew."""
    for one in articles:
        db.execute(sa.insert(CHANGED).prefix_with("OR IGNORE"), {"article": one})


def _set(db: sa.Connection, name: str, value: str | None) -> None:
    db.execute(sa.delete(SETTINGS).where(SETTINGS.c.name == name))
    if value is not None:
        db.execute(sa.insert(SETTINGS).values(name=name, value=value))


def _filed(row: sa.Row[Any], claims: Sequence[Claim]) -> Filed:
    return Filed(article_of(row.text, row.exact, row.body), decode(ArticleDate, row.date), tuple(claims))


def _storable(text: str) -> str:
    """`text` as UTF-8 can hold it: lone surrogates become U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _SURROGATE.search(text) else text


_SURROGATE = re.compile("[\ud800-\udfff]")


def _hit(article: Article, words: Sequence[str]) -> Hit:
    pattern = "|".join(rf"\b{re.escape(w)}\b" for w in words)
    found = re.search(pattern, article.text, re.IGNORECASE)
    at = found.start() if found else 0
    start, end = max(0, at - _AROUND), min(len(article.text), at + _AROUND)
    return Hit(article.id, article.outlet, article.title, article.quote(start, end))
