"""What is known of each article beside its claims, in the record file: from which day on, and of which it is a copy."""

from __future__ import annotations

import dataclasses
import heapq
import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping

from summitry.model.claims import Claim, Filed
from summitry.model.text import Article
from summitry.record import copies
from summitry.record.codec import decode
from summitry.record.copies import MOST_HELD, Order
from summitry.record.spans import is_firm, known_on
from summitry.record.store_links import listed


class Copies:
    """The tables `known` and `marks` of an open file, within the transaction of whoever uses them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._shingles: dict[str, frozenset[int]] = {}

    def update(self, changed: Iterable[str], present: Mapping[str, Filed]) -> set[str]:
        """Takes in that some articles changed, of which those `present` are there, with their texts. Gives the articles
        whose own original is another now, or has changed itself."""
        names = sorted(set(changed))
        before: dict[str, str] = dict(
            listed(
                self._db, "SELECT article, original FROM known WHERE article IN (SELECT value FROM json_each(?))", names
            )
        )
        query = "SELECT article FROM known WHERE original IN (SELECT value FROM json_each(?))"
        affected = {name for (name,) in listed(self._db, query, names)}
        due: set[Order] = set()
        for name in names:
            if name in before:
                due |= self._forget(name)
        for name in names:
            if name in present:
                due.add(self._add(present[name]))
        affected |= self._settle(due)
        return affected - set(names)

    def _forget(self, name: str) -> set[Order]:
        later = self._later(name) if self._is_kept(name) else set()
        self._db.execute("DELETE FROM known WHERE article = ?", [name])
        self._db.execute("DELETE FROM marks WHERE article = ?", [name])
        return later

    def _add(self, filed: Filed) -> Order:
        name, day = filed.article.id, known_on(filed.date)
        at = copies.order(name, day)
        mine = self._shingles[name] = copies.shingles(filed.article)
        self._db.execute("INSERT INTO known VALUES (?, ?, ?, ?, ?)", [*_row(filed), name])
        self._db.executemany("INSERT INTO marks VALUES (?, ?, ?, 0)", ((mark, *at) for mark in copies.marks(mine)))
        return at

    def _settle(self, due: set[Order]) -> set[str]:
        """Finds the originals of articles, in their order, and of those that this may change."""
        heap, seen, affected = sorted(due), set(due), set()
        while heap:
            at = heapq.heappop(heap)
            name = at[1]
            held = self._db.execute("SELECT original FROM known WHERE article = ?", [name]).fetchone()
            if held is None:
                continue
            was_kept = self._is_kept(name)
            mine = self._of(name)
            original = copies.original(mine, ((other, self._of(other)) for other in self._holders(mine, at))) or name
            if original != held[0]:
                affected.add(name)
                self._db.execute("UPDATE known SET original = ? WHERE article = ?", [original, name])
            if (original == name) != was_kept and copies.marks(mine):
                self._db.execute("UPDATE marks SET kept = ? WHERE article = ?", [original == name, name])
                for later in sorted(self._later(name) - seen):
                    seen.add(later)
                    heapq.heappush(heap, later)
        return affected

    def _is_kept(self, name: str) -> bool:
        return self._db.execute("SELECT 1 FROM marks WHERE article = ? AND kept LIMIT 1", [name]).fetchone() is not None

    def _holders(self, mine: Iterable[int], at: Order) -> set[str]:
        query = (
            "SELECT article FROM marks WHERE mark = ? AND (day, article) < (?, ?) AND kept "
            "ORDER BY day, article LIMIT ?"
        )
        found: set[str] = set()
        for mark in copies.marks(list(mine)):
            found.update(name for (name,) in self._db.execute(query, [mark, *at, MOST_HELD]))
        return found

    def _later(self, name: str) -> set[Order]:
        """The articles behind one that share a mark with it."""
        query = (
            "SELECT other.day, other.article FROM marks AS mine JOIN marks AS other ON other.mark = mine.mark "
            "AND (other.day, other.article) > (mine.day, mine.article) WHERE mine.article = ?"
        )
        return set(self._db.execute(query, [name]).fetchall())

    def _of(self, name: str) -> frozenset[int]:
        if name not in self._shingles:
            text, exact, body = self._db.execute(
                "SELECT text, exact, body FROM articles WHERE id = ?", [name]
            ).fetchone()
            self._shingles[name] = copies.shingles(article_of(text, exact, body))
        return self._shingles[name]

    def fill(self, rows: Iterable[tuple[str, str | None, bool, bool]], kept: Mapping[str, array[int]]) -> None:
        """Takes in all articles at once, in place of what was there: the name, day, firmness and ties of each, and the
        shingles of those that are long enough to tell."""
        for statement in ("DELETE FROM known", "DELETE FROM marks"):
            self._db.execute(statement)
        days = {name: (day, firm, tied) for name, day, firm, tied in rows}
        counts: dict[int, int] = {}
        for mine in kept.values():
            for mark in copies.marks(mine):
                counts[mark] = counts.get(mark, 0) + 1
        holders: dict[int, list[str]] = {mark: [] for mark, n in counts.items() if n > 1}
        del counts
        marked, known = [], []
        for day, name in sorted(copies.order(name, held[0]) for name, held in days.items()):
            mine = kept.get(name, array("I"))
            marks = copies.marks(mine)
            near = {other for mark in marks for other in holders.get(mark, ())[:MOST_HELD]}
            original = copies.original(frozenset(mine), ((o, frozenset(kept[o])) for o in near)) or name
            if original == name:
                for mark in marks:
                    if mark in holders:
                        holders[mark].append(name)
            marked += [(mark, day, name, original == name) for mark in marks]
            known.append((name, *days[name], original))
        self._db.executemany("INSERT INTO known VALUES (?, ?, ?, ?, ?)", sorted(known))
        self._db.executemany("INSERT INTO marks VALUES (?, ?, ?, ?)", sorted(marked))


def ties(claims: Iterable[Claim]) -> bool:
    """Whether any of an article's claims says how encounters lie to one another, so that one bears on the others."""
    return any(c.before or c.after or c.part_of is not None for c in claims)


def _row(filed: Filed) -> tuple[str, str | None, bool, bool]:
    return filed.article.id, known_on(filed.date), is_firm(filed.date), ties(filed.claims)


def article_of(text: str, exact: str | None, body: str) -> Article:
    """An article as its columns hold it."""
    return dataclasses.replace(decode(Article, body), text=text if exact is None else json.loads(exact))
