"""A record as its file keeps it: what is asked for is read when it is asked for, and nothing else."""

from __future__ import annotations

import dataclasses
import functools
import json
import sqlite3
import types
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from summitry.model.claims import Account, Claim, Conflict, Encounter, Filed, Forecast
from summitry.model.errors import UsageError
from summitry.model.notes import ArticleDate
from summitry.model.text import Article
from summitry.model.windows import Window
from summitry.record.codec import decode
from summitry.record.fared import Case, Fared
from summitry.record.fold import Again, Record, counting, in_order, none_or_several
from summitry.record.parents import cut
from summitry.record.parts import Part
from summitry.record.sources import Source, Sourcing, sources
from summitry.record.store_copies import article_of
from summitry.record.store_folds import claim_of
from summitry.record.store_links import listed

REJECTED = "rejected"
"""The setting that lists the claims which people rejected, as JSON, where there are any."""

_ENCOUNTERS = "SELECT root, id, above, body FROM encounters"
_SOME = "SELECT root, id, above, body FROM encounters WHERE root IN (SELECT value FROM json_each(?))"


class Shelf:
    """The folds of an open file, as they stand."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @functools.cached_property
    def clock(self) -> str | None:
        """The latest record time, or None."""
        day: str | None = self._db.execute("SELECT max(day) FROM known").fetchone()[0]
        return day

    def encounters(self) -> Iterator[tuple[str, Encounter]]:
        """Every encounter with the name of its cluster, in no order."""
        rows = self._db.execute(_ENCOUNTERS).fetchall()
        names = {root: name for root, name, _, _ in rows}
        wanted = {name: names[above] for _, name, above, _ in rows if above is not None}
        for root, name, _, body in rows:
            yield root, self._placed(decode(Encounter, body), wanted.get(name), wanted)

    def encounter(self, start: str) -> str:
        """The cluster of the encounter whose id is, or starts with, some characters. Raises UsageError where none or
        several have it."""
        found = self._db.execute(
            "SELECT id, root FROM encounters WHERE id >= ? AND id < ? ORDER BY id LIMIT 5", [start, start + "~"]
        ).fetchall()
        if not start or len(found) != 1:
            raise UsageError(none_or_several(start, [name for name, _ in found] if start else []))
        return str(found[0][1])

    def parts(self, roots: Iterable[str]) -> Mapping[str, Part]:
        """The parts of some clusters, by cluster."""
        names = sorted(set(roots))
        bodies: dict[str, dict[str, list[str]]] = {}
        query = (
            "SELECT root, kind, body FROM parts WHERE root IN (SELECT value FROM json_each(?)) ORDER BY root, kind, seq"
        )
        for root, kind, body in listed(self._db, query, names):
            bodies.setdefault(root, {}).setdefault(kind, []).append(body)
        found = {}
        rows = listed(self._db, _SOME, names)
        for root, name, above, body in rows:
            mine = bodies.get(root, {})
            wanted = self._way(name, above)
            parent = None if cut(name, wanted) else wanted.get(name)
            whole = Part(
                decode(Encounter, body),
                *(tuple(decode(kind, row) for row in mine.get(part, ())) for part, kind in _KINDS.items()),
            )
            found[root] = whole.placed(parent, self.clock)
        return found

    def within(self, root: str) -> Iterator[str]:
        """The clusters whose encounters want that of one to hold them."""
        return (name for (name,) in self._db.execute("SELECT root FROM encounters WHERE above = ?", [root]).fetchall())

    def cluster_of(self, name: str) -> str:
        """The cluster of the encounter of an id."""
        return str(self._db.execute("SELECT root FROM encounters WHERE id = ?", [name]).fetchone()[0])

    def all_parts(self) -> Mapping[str, Part]:
        """Every part, by cluster."""
        return self.parts(root for (root,) in self._db.execute("SELECT root FROM encounters").fetchall())

    @functools.cached_property
    def placed(self) -> Mapping[str, Any]:
        """Everything folded, by kind, in the order of the record: read once for all kinds."""
        return in_order(self.all_parts().values())

    def known(self) -> Mapping[str, str | None]:
        """The day from which each article's word could be known, by article; None where it is undated."""
        return dict(self._db.execute("SELECT article, day FROM known"))

    def of_kind(self, part: str) -> Iterator[tuple[str, Any]]:
        """Every row of a kind with its cluster, before it is placed."""
        query = "SELECT root, body FROM parts WHERE kind = ? ORDER BY root, seq"
        return ((root, decode(_KINDS[part], body)) for root, body in self._db.execute(query, [part]))

    def again(self) -> tuple[Again, ...]:
        """The second readings that count."""
        rows = self._db.execute("SELECT article, first_day, last_day FROM again ORDER BY article")
        return tuple(Again(article, Window(first, last)) for article, first, last in rows)

    def articles(self, *, text: bool = True, only: str | None = None) -> Iterator[Filed]:
        """The articles by id, with the dates and the claims that count; the one of an id, where `only` is given."""
        dates = dict(self._db.execute("SELECT article, body FROM dates"))
        read = {a.article: a.window for a in self.again()}
        gone = self._db.execute("SELECT value FROM settings WHERE name = ?", [REJECTED]).fetchone()
        rejected = frozenset(json.loads(gone[0])) if gone else frozenset()
        if only is None:
            rows = self._db.execute("SELECT n, id, text, exact, body, date FROM articles ORDER BY id")
        else:
            rows = self._db.execute("SELECT n, id, text, exact, body, date FROM articles WHERE id = ?", [only])
        for n, name, words, exact, body, date in rows:
            if name in read:
                query = "SELECT body FROM readings WHERE article = ? AND first_day = ? AND last_day = ?"
                reading = self._db.execute(query, [n, read[name].start, read[name].end]).fetchone()[0]
                claims = decode(Reading, reading).claims
            else:
                query = "SELECT id, body FROM claims WHERE article = ? ORDER BY seq"
                claims = tuple(claim_of(i, told) for i, told in self._db.execute(query, [n]))
            article = article_of(words, exact, body) if text else decode(Article, body)
            yield counting(Filed(article, decode(ArticleDate, dates.get(name, date)), claims), rejected)

    def claims(self, ids: Sequence[str]) -> Mapping[str, Claim]:
        """Claims by id: of first readings, or of second ones where those count."""
        query = "SELECT id, body FROM claims WHERE id IN (SELECT value FROM json_each(?))"
        found = {name: claim_of(name, body) for name, body in listed(self._db, query, ids)}
        if len(found) < len(set(ids)):
            rows = self._db.execute("SELECT body FROM readings").fetchall()
            found |= {c.id: c for (body,) in rows for c in decode(Reading, body).claims}
        return found

    def sources(self) -> tuple[Source, ...]:
        """The sources of all articles."""
        heads = list(self.articles(text=False))
        originals = dict(self._db.execute("SELECT article, original FROM known"))
        fates = Fared(case for _, case in self.of_kind("cases"))
        return sources(heads, dataclasses.replace(Sourcing.of(heads), originals=originals), fates.weigh)

    def _placed(self, one: Encounter, parent: str | None, wanted: Mapping[str, str]) -> Encounter:
        alone = parent is None or cut(one.id, wanted)
        return Part(one, (), (), ()).placed(None if alone else parent, self.clock).encounter

    def _way(self, name: str, above: str | None) -> Mapping[str, str]:
        """Which encounter each wants to hold it, from one on upwards."""
        found: dict[str, str] = {}
        while above is not None and name not in found:
            whole, further = self._db.execute("SELECT id, above FROM encounters WHERE root = ?", [above]).fetchone()
            found[name] = whole
            name, above = whole, further
        return found


@dataclasses.dataclass(frozen=True)
class Reading:
    """The claims of a second reading."""

    claims: tuple[Claim, ...]


_KINDS: Mapping[str, type] = types.MappingProxyType(
    {"accounts": Account, "forecasts": Forecast, "conflicts": Conflict, "cases": Case}
)


class StoredRecord(Record):
    """A record that reads from its file what is asked for, once. It sees the file as it was when it was opened, and
    closes it when nobody holds the record any more."""

    def __init__(self, shelf: Shelf, close: Callable[[], None]) -> None:
        object.__setattr__(self, "_shelf", shelf)
        object.__setattr__(self, "clock", shelf.clock)
        object.__setattr__(self, "as_of", None)
        weakref.finalize(self, close)

    _shelf: Shelf

    def __getattr__(self, name: str) -> Any:
        """Reads a field of the record when it is asked for first. Raises AttributeError on any other name."""
        if name not in _FIELDS:
            raise AttributeError(name)
        value = _FIELDS[name](self._shelf)
        object.__setattr__(self, name, value)
        return value

    def part(self, start: str) -> Part:
        root = self._shelf.encounter(start)
        return self._shelf.parts([root])[root]

    def known(self) -> Mapping[str, str | None]:
        return self._shelf.known()

    def article(self, name: str) -> Filed | None:
        return next(self._shelf.articles(only=name), None)

    def within(self, encounter: str) -> tuple[Encounter, ...]:
        inner = self._shelf.parts(self._shelf.within(self._shelf.cluster_of(encounter)))
        return tuple(one.encounter for one in inner.values() if one.encounter.parent == encounter)

    def told(self, claims: Sequence[str]) -> tuple[Claim, ...]:
        found = self._shelf.claims(claims)
        return tuple(found[one] for one in claims)


def _placed_rows(shelf: Shelf, kind: str) -> tuple[Any, ...]:
    return tuple(shelf.placed[kind])


_FIELDS: Mapping[str, Callable[[Shelf], Any]] = types.MappingProxyType(
    {
        "articles": lambda shelf: tuple(shelf.articles()),
        "again": Shelf.again,
        "encounters": lambda shelf: in_order(Part(e, (), (), ()) for _, e in shelf.encounters())["encounters"],
        "accounts": lambda shelf: _placed_rows(shelf, "accounts"),
        "forecasts": lambda shelf: _placed_rows(shelf, "forecasts"),
        "conflicts": lambda shelf: _placed_rows(shelf, "conflicts"),
        "sources": Shelf.sources,
    }
)
"""How each field of a record is read."""
