"""Outlines, blocks and grown clusters in the record file: what `weave` works on."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from summitry.record import blocks
from summitry.record.blocks import NEIGHBOURS, OLDEST, UNDATED, Place
from summitry.record.link import Edge, Grown
from summitry.record.sketches import Outline
from summitry.record.weave import Near, Twins

ItemT = TypeVar("ItemT")

_AT_ONCE = 30_000
"""Names handed to one statement, as a list in JSON: far below the longest text that SQLite takes."""


class Links:
    """A `weave.Woven` in an open file, within the transaction of whoever uses it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def outlines(self, ids: Iterable[str]) -> Mapping[str, Outline]:
        rows = listed(self._db, "SELECT id, body FROM outlines WHERE id IN (SELECT value FROM json_each(?))", ids)
        return {name: Outline.unpacked(body) for name, body in rows}

    def of_articles(self, articles: Iterable[str]) -> list[Outline]:
        """The outlines of some articles' claims."""
        query = "SELECT body FROM outlines WHERE article IN (SELECT value FROM json_each(?))"
        return [Outline.unpacked(body) for (body,) in listed(self._db, query, articles)]

    def roots(self, ids: Iterable[str]) -> set[str]:
        query = "SELECT DISTINCT root FROM outlines WHERE root IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
        return {root for (root,) in listed(self._db, query, ids)}

    def members(self, roots: Iterable[str]) -> Mapping[str, Sequence[str]]:
        query = "SELECT root, id FROM outlines WHERE root IN (SELECT value FROM json_each(?))"
        found: dict[str, list[str]] = {}
        for root, name in listed(self._db, query, roots):
            found.setdefault(root, []).append(name)
        return found

    def edges(self, roots: Iterable[str]) -> Sequence[Edge]:
        query = "SELECT debit, low, high FROM joins WHERE root IN (SELECT value FROM json_each(?))"
        return [Edge(debit, low, high) for debit, low, high in listed(self._db, query, roots)]

    def grew(self, pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        query = (
            "SELECT low, high FROM json_each(?) AS pair JOIN joins "
            "ON low = json_extract(pair.value, '$[0]') AND high = json_extract(pair.value, '$[1]')"
        )
        return self._db.execute(query, [json.dumps(pairs)]).fetchall()

    def twins(self, item: Outline) -> Twins:
        key = item.profile_key
        one = "SELECT {} FROM outlines WHERE profile = ?"
        least = self._db.execute(one.format("min(id)"), [key]).fetchone()[0]
        before = self._db.execute(one.format("max(id)") + " AND id < ?", [key, item.id]).fetchone()[0]
        after = self._db.execute(one.format("min(id)") + " AND id > ?", [key, item.id]).fetchone()[0]
        return Twins(min(least or item.id, item.id), before, after)

    def near(self, key: str, at: Place) -> Near:
        undated = self._first(key, UNDATED, UNDATED, NEIGHBOURS)
        low, high = (UNDATED, UNDATED) if at[0] == UNDATED else (0, blocks.LAST)
        before = self._db.execute(
            "SELECT anchor, id FROM blocks WHERE block = ? AND anchor >= ? AND (anchor, id) < (?, ?) "
            "ORDER BY anchor DESC, id DESC LIMIT ?", [key, low, *at, NEIGHBOURS]
        ).fetchall()  # fmt: skip
        after = self._db.execute(
            "SELECT anchor, id FROM blocks WHERE block = ? AND anchor <= ? AND (anchor, id) > (?, ?) "
            "ORDER BY anchor, id LIMIT ?", [key, high, *at, NEIGHBOURS]
        ).fetchall()  # fmt: skip
        return Near(before, after, undated, self._first(key, 0, blocks.LAST, OLDEST) if undated else ())

    def _first(self, key: str, low: int, high: int, most: int) -> list[Place]:
        query = "SELECT anchor, id FROM blocks WHERE block = ? AND anchor BETWEEN ? AND ? ORDER BY anchor, id LIMIT ?"
        return self._db.execute(query, [key, low, high, most]).fetchall()

    def add(self, item: Outline) -> None:
        self.add_all([(item, None)])

    def add_all(self, items: Iterable[tuple[Outline, str | None]]) -> None:
        """Adds outlines, each with the name of its cluster (None: in none yet)."""
        self._db.executemany(
            "INSERT INTO outlines (id, article, profile, root, body) VALUES (?, ?, ?, ?, ?)",
            ((one.id, one.article, one.profile_key, root, one.packed()) for one, root in items),
        )

    def remove(self, item: Outline) -> None:
        self._db.execute("DELETE FROM outlines WHERE id = ?", [item.id])

    def put(self, keys: Iterable[str], at: Place) -> None:
        self.put_all((key, *at) for key in keys)

    def put_all(self, places: Iterable[tuple[str, int, str]]) -> None:
        """Puts claims in blocks."""
        self._db.executemany("INSERT INTO blocks (block, anchor, id) VALUES (?, ?, ?)", places)

    def take(self, keys: Iterable[str], at: Place) -> None:
        self._db.executemany(
            "DELETE FROM blocks WHERE block = ? AND anchor = ? AND id = ?", ((key, *at) for key in keys)
        )

    def write(self, gone: Iterable[str], grown: Iterable[Grown[Outline]]) -> None:
        """Puts clusters in place of those that are gone."""
        self._db.executemany("DELETE FROM joins WHERE root = ?", ((root,) for root in gone))
        one, other = itertools.tee(grown)
        self._db.executemany("UPDATE outlines SET root = ? WHERE id = ?", _named(one))
        self.join_all(other)

    def join_all(self, grown: Iterable[Grown[Outline]]) -> None:
        """Keeps the edges along which clusters grew."""
        self._db.executemany(
            "INSERT INTO joins (root, low, high, debit) VALUES (?, ?, ?, ?)",
            ((g.claims[0].id, e.left, e.right, e.debit) for g in grown for e in g.edges),
        )

    def clear(self) -> None:
        """Forgets all."""
        for statement in ("DELETE FROM outlines", "DELETE FROM blocks", "DELETE FROM joins"):
            self._db.execute(statement)


def listed(db: sqlite3.Connection, query: str, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query whose one parameter is a list of names in JSON, however many there are."""
    for some in batched(sorted(set(names)), _AT_ONCE):
        yield from db.execute(query, [json.dumps(some)]).fetchall()


def batched(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """The items in lists of a size, the last perhaps shorter."""
    left = iter(items)
    while some := list(itertools.islice(left, size)):
        yield some


def _named(grown: Iterable[Grown[Outline]]) -> Iterator[tuple[str, str]]:
    return ((g.claims[0].id, c.id) for g in grown for c in g.claims)
