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
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import sqlalchemy as sa

from summitry.model.claims import Account, Claim, Conflict, Encounter, Filed, Forecast, Judgement
from summitry.model.errors import RecordError, UsageError
from summitry.model.ids import content_id
from summitry.model.notes import ArticleDate
from summitry.model.text import Article, Quote
from summitry.model.windows import Window
from summitry.record import anchors
from summitry.record.codec import decode, encode
from summitry.record.database import connect, guarded
from summitry.record.fold import Again, Readings, Record, Stage, first_stage, fold
from summitry.record.judgements import check
from summitry.record.schema import ARTICLES, CLAIMS, FOLDS, JUDGEMENTS, READINGS, SETTINGS
from summitry.record.sources import Source

PartT = TypeVar("PartT")

_PARTS = ("again", "encounters", "accounts", "forecasts", "conflicts", "sources")
_FOLDED = "folded"
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
        return True

    def to_read_again(self) -> tuple[Filed, ...]:
        """Articles that say too little of their own date, with the dates that they have by what they share with others,
        where they were not read with those dates yet; without claims, by id. Read again, `file_again` takes them."""
        if self._fresh():
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
                        "body": encode(_Reading(filed.claims)),
                    },
                )

    def remove(self, article: str) -> bool:
        """Takes an article and its claims out. False where there was none."""
        with self._writing() as db:
            return db.execute(sa.delete(ARTICLES).where(ARTICLES.c.id == article)).rowcount > 0

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
            for row in db.execute(sa.select(CLAIMS.c.article, CLAIMS.c.body).order_by(CLAIMS.c.article, CLAIMS.c.seq)):
                claims.setdefault(row.article, []).append(decode(Claim, row.body))
            rows = db.execute(sa.select(ARTICLES).order_by(ARTICLES.c.id)).all()
        return tuple(_filed(row, claims.get(row.n, [])) for row in rows)

    def article(self, article: str) -> Filed | None:
        """One article as filed, or None."""
        with self._reading() as db:
            row = db.execute(sa.select(ARTICLES).where(ARTICLES.c.id == article)).one_or_none()
            if row is None:
                return None
            bodies = db.execute(
                sa.select(CLAIMS.c.body).where(CLAIMS.c.article == row.n).order_by(CLAIMS.c.seq)
            ).scalars()
            return _filed(row, [decode(Claim, body) for body in bodies])

    def judge(self, judgement: Judgement) -> None:
        """Keeps a person's word; the same word twice is kept once. `left` and `right` may be claims, of either reading,
        or encounters (then the claim that an encounter is named after). Raises UsageError where there is no such claim,
        or no such field or value."""
        if (wrong := check(judgement)) is not None:
            raise UsageError(f"a judgement: {wrong}")
        claims = [c for f in self.articles() for c in f.claims]
        claims += [c for told in self._readings().values() for c in told]
        left = anchors.find(judgement.left, claims)
        right = None if judgement.right is None else anchors.find(judgement.right, claims)
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

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, superseded ones too, by id, on claims of first readings. For a claim of a second
        reading, or one since read anew (by a newer finder), that at the same words stands."""
        with self._reading() as db:
            rows = db.execute(sa.select(JUDGEMENTS).order_by(JUDGEMENTS.c.id)).all()
            present = set(db.execute(sa.select(CLAIMS.c.id)).scalars()) if rows else set()
        made = [(decode(Judgement, r.body), r.left_at, r.right_at) for r in rows]
        lost = any(j.left not in present or (j.right is not None and j.right not in present) for j, _, _ in made)
        if not lost:
            return tuple(j for j, _, _ in made)
        claims = [c for f in self.articles() for c in f.claims]
        return tuple(anchors.moved(j, left, right, claims) for j, left, right in made)

    def record(self, as_of: str | None = None) -> Record:
        """The whole record, as it stood at the end of `as_of` (an ISO prefix) where that is given."""
        if as_of is not None or not self._fresh():
            return fold(self.articles(), self.judgements(), as_of, self._readings(), self._first_stage())
        dates = {d.article: d.date for d in self._part("dates", _Dated)}
        again, readings = self._part("again", Again), self._readings()
        anew = {a.article: readings[a.article, a.window] for a in again}
        encounters = self._part("encounters", Encounter)
        counting = {claim for one in encounters for claim in one.claims}
        articles = tuple(
            dataclasses.replace(
                f,
                date=dates.get(f.article.id, f.date),
                claims=tuple(c for c in anew.get(f.article.id, f.claims) if c.id in counting),
            )
            for f in self.articles()
        )
        return Record(
            articles=articles,
            again=again,
            encounters=encounters,
            accounts=self._part("accounts", Account),
            forecasts=self._part("forecasts", Forecast),
            conflicts=self._part("conflicts", Conflict),
            sources=self._part("sources", Source),
            clock=self.setting("clock"),
        )

    def encounters(self) -> tuple[Encounter, ...]:
        """The encounters alone, as in `record`, without reading any article where the folds are up to date."""
        return self._part("encounters", Encounter) if self._fresh() else self.record().encounters

    def accounts(self) -> tuple[Account, ...]:
        """The accounts alone."""
        return self._part("accounts", Account) if self._fresh() else self.record().accounts

    def forecasts(self) -> tuple[Forecast, ...]:
        """The forecasts alone."""
        return self._part("forecasts", Forecast) if self._fresh() else self.record().forecasts

    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts alone."""
        return self._part("conflicts", Conflict) if self._fresh() else self.record().conflicts

    def sources(self) -> tuple[Source, ...]:
        """The sources alone."""
        return self._part("sources", Source) if self._fresh() else self.record().sources

    def refold(self) -> Record:
        """Computes the folds where what they rest on has changed, keeps them, and gives the record. Call once after
        filing."""
        if self._fresh():
            return self.record()
        filed = self.articles()
        before = {f.article.id: f.date for f in filed}
        made = fold(filed, self.judgements(), None, self._readings(), self._first_stage())
        dates = [_Dated(f.article.id, f.date) for f in made.articles if f.date != before[f.article.id]]
        state = self._state()
        with self._writing() as db:
            db.execute(sa.delete(FOLDS))
            for part, rows in (("dates", dates), *((name, getattr(made, name)) for name in _PARTS)):
                values = [{"part": part, "seq": i, "body": encode(row)} for i, row in enumerate(rows)]
                if values:
                    db.execute(sa.insert(FOLDS), values)
            _set(db, _FOLDED, state)
            _set(db, "clock", made.clock)
        return made

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

    def _fresh(self) -> bool:
        return self.setting(_FOLDED) == self._state()

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
        return {(r.id, Window(r.first_day, r.last_day)): decode(_Reading, r.body).claims for r in rows}

    def _state(self) -> str:
        """A hash of all that the folds rest on: first readings, judgements and second readings."""
        key = (READINGS.c.article, READINGS.c.first_day, READINGS.c.last_day)
        with self._reading() as db:
            again = [tuple(row) for row in db.execute(sa.select(*key).order_by(*key))]
        return content_id("state", self._basis(), tuple(again))

    def _basis(self) -> str:
        """A hash of every article and judgement, and the code that folds."""
        digest = hashlib.sha256(_code().encode())
        with self._reading() as db:
            for column in (ARTICLES.c.content, JUDGEMENTS.c.id):
                for value in db.execute(sa.select(column).order_by(column)).scalars():
                    digest.update(value.encode() + b"\n")
                digest.update(b"\n")
        return digest.hexdigest()

    def _part(self, part: str, kind: type[PartT]) -> tuple[PartT, ...]:
        query = sa.select(FOLDS.c.body).where(FOLDS.c.part == part).order_by(FOLDS.c.seq)
        with self._reading() as db:
            return tuple(decode(kind, body) for body in db.execute(query).scalars())

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


@dataclasses.dataclass(frozen=True)
class _Dated:
    article: str
    date: ArticleDate


@dataclasses.dataclass(frozen=True)
class _Reading:
    claims: tuple[Claim, ...]


@functools.cache
def _code() -> str:
    """A hash of the code of this room and of the nouns, so that folds made by other rules are made again."""
    digest = hashlib.sha256()
    for room in ("summitry.model", "summitry.record"):
        for file in sorted(resources.files(room).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _set(db: sa.Connection, name: str, value: str | None) -> None:
    db.execute(sa.delete(SETTINGS).where(SETTINGS.c.name == name))
    if value is not None:
        db.execute(sa.insert(SETTINGS).values(name=name, value=value))


def _filed(row: sa.Row[Any], claims: Sequence[Claim]) -> Filed:
    text = row.text if row.exact is None else json.loads(row.exact)
    article = dataclasses.replace(decode(Article, row.body), text=text)
    return Filed(article, decode(ArticleDate, row.date), tuple(claims))


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
