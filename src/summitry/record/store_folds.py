"""The folds in the record file, encounter by encounter: made anew where something they rest on has changed.

All of this holds for articles whose dates are known by themselves. Where one is not, what others share with it narrows
its date, by steps that look at the whole record; such a record is folded as a whole, by `fold`.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from summitry.model.claims import Claim, Filed
from summitry.model.notes import ArticleDate
from summitry.model.text import Article
from summitry.record import copies, orders, parents
from summitry.record.codec import decode, encode
from summitry.record.components import grown_apart
from summitry.record.fold import counting
from summitry.record.judgements import Settled
from summitry.record.ledger import Known
from summitry.record.link import Cluster
from summitry.record.parents import Stay
from summitry.record.parts import Part, part
from summitry.record.sketches import sketch, sketches
from summitry.record.sources import Sourcing
from summitry.record.spans import is_firm, known_on
from summitry.record.store_copies import Copies, article_of, ties
from summitry.record.store_links import Links, batched, listed
from summitry.record.weave import update

KINDS = ("accounts", "forecasts", "conflicts", "cases")
"""The kinds of row that a part has beside its encounter."""

_CHUNK = 400
"""Encounters folded at a time where all are."""


@dataclasses.dataclass(frozen=True)
class Row:
    """A part as the file keeps it: the name of its cluster, of the claims of which its texts say that it is part, who
    was where, and each kind of row as JSON."""

    root: str
    id: str
    merge: str
    told: str
    body: str
    stay: Stay | None
    rows: tuple[tuple[str, int, str], ...]

    @staticmethod
    def of(one: Part, cluster: Cluster) -> Row:
        """The row of a part and the cluster that it folds."""
        told = sorted(s.claim.part_of for s in cluster.claims if s.claim.part_of is not None)
        rows = ((kind, i, encode(row)) for kind in KINDS for i, row in enumerate(getattr(one, kind)))
        return Row(
            cluster.claims[0].id, one.encounter.id, cluster.merge, json.dumps(told), encode(one.encounter),
            parents.stay(cluster), tuple(rows),
        )  # fmt: skip


Job = tuple[str, Mapping[str, str], Settled]
"""A chunk of work: the file, clusters with why their claims are one, and the judgements that hold."""
Spread = Callable[[Callable[[Job], list[Row]], Iterable[Job]], Iterable[list[Row]]]


class Folds:
    """The folded tables of an open file, within the transaction of whoever uses them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._links = Links(db)

    def update(self, changed: Sequence[str], settled: Settled) -> None:
        """Folds anew what rests on some articles, which came, went or changed, or on whose claims people said
        something."""
        filed = self._filed(changed)
        affected = Copies(self._db).update(changed, filed)
        before = {o.id: o for o in self._links.of_articles(changed)}
        now = {s.id: s.outline() for f in filed.values() for s in sketches(counting(f, settled.rejected))}
        same = {i for i in before.keys() & now.keys() if before[i].packed() == now[i].packed()}
        gone, come = ([o for i, o in sorted(some.items()) if i not in same] for some in (before, now))
        change = update(self._links, gone, come, before, settled)
        self._links.write(change.gone, change.grown)
        merges = {g.claims[0].id: g.merge for g in change.grown}
        wanted = merges.keys() | self._roots_of(affected)
        wanted |= self._tied(wanted)
        merges |= self._merges(wanted - merges.keys())
        around = self._around(change.gone | wanted)
        self._drop(change.gone | wanted)
        self._write(folded(self._db, sorted(wanted), merges, settled))
        self._place(wanted | around | self._around(wanted))

    def fill(self, settled: Settled, spread: Spread, commit: Callable[[], None]) -> None:
        """Folds everything. `commit` makes what was written visible to others, among which `spread` may divide the
        work."""
        self.clear()
        known, kept, outlines = [], {}, []
        for filed in self._all():
            mine = copies.shingles(filed.article)
            if len(mine) >= copies.LEAST:
                kept[filed.article.id] = array("I", sorted(mine))
            known.append((filed.article.id, known_on(filed.date), is_firm(filed.date), ties(filed.claims)))
            outlines += [s.outline() for s in sketches(counting(filed, settled.rejected))]
        Copies(self._db).fill(known, kept)
        del known, kept
        merges: dict[str, str] = {}
        for some in batched(grown_apart(outlines, settled, self._links.put_all), 1000):
            self._links.add_all((c, g.claims[0].id) for g in some for c in g.claims)
            self._links.join_all(some)
            merges |= {g.claims[0].id: g.merge for g in some}
        del outlines
        commit()
        path = self._path()
        jobs = ((path, {root: merges[root] for root in some}, settled) for some in batched(sorted(merges), _CHUNK))
        for rows in spread(_chunk, jobs):
            self._write(rows)
        for roots in batched(sorted(merges), _CHUNK):
            self._place(roots)

    def put_whole(self, rows: Iterable[Row], above: Mapping[str, str], filed: Sequence[Filed]) -> None:
        """Keeps the folds of a record that was folded as a whole. `above`: by cluster, the one that holds it."""
        self.clear()
        self._write(rows)
        self._db.executemany("UPDATE encounters SET above = ? WHERE root = ?", ((a, root) for root, a in above.items()))
        Copies(self._db).fill(
            ((f.article.id, known_on(f.date), is_firm(f.date), ties(f.claims)) for f in filed),
            {f.article.id: array("I", sorted(copies.shingles(f.article))) for f in filed},
        )

    def clear(self) -> None:
        """Forgets all."""
        self._links.clear()
        for statement in ("DELETE FROM encounters", "DELETE FROM parts", "DELETE FROM stays"):
            self._db.execute(statement)

    def _path(self) -> str:
        return str(self._db.execute("PRAGMA database_list").fetchone()[2])

    def _roots_of(self, articles: Iterable[str]) -> set[str]:
        query = "SELECT DISTINCT root FROM outlines WHERE article IN (SELECT value FROM json_each(?))"
        return {root for (root,) in listed(self._db, query, articles)}

    def _tied(self, roots: Iterable[str]) -> set[str]:
        return tied(self._db, roots)

    def _merges(self, roots: Iterable[str]) -> dict[str, str]:
        query = "SELECT root, merge FROM encounters WHERE root IN (SELECT value FROM json_each(?))"
        return dict(listed(self._db, query, roots))

    def _drop(self, roots: Iterable[str]) -> None:
        names = [(root,) for root in roots]
        for table in ("encounters", "parts", "stays"):
            self._db.executemany(_DROPS[table], names)

    def _write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._db.execute(
                "INSERT INTO encounters (root, id, merge, told, body) VALUES (?, ?, ?, ?, ?)",
                [row.root, row.id, row.merge, row.told, row.body],
            )
            self._db.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", ((row.root, *one) for one in row.rows))
            if row.stay is not None:
                body, first = encode(row.stay), row.stay.days[0]
                places = ((*where, visits, first, row.root, body) for visits, where in _places(row.stay))
                self._db.executemany("INSERT INTO stays VALUES (?, ?, ?, ?, ?, ?)", places)

    def _around(self, roots: Iterable[str]) -> set[str]:
        """The meetings that lie about the visits among some encounters."""
        found: set[str] = set()
        query = "SELECT body FROM stays WHERE visits AND root IN (SELECT value FROM json_each(?))"
        for body in {body for (body,) in listed(self._db, query, roots)}:
            stay = decode(Stay, body)
            for where in stay.visits:
                inner = (
                    "SELECT root FROM stays WHERE person = ? AND country = ? AND NOT visits AND first BETWEEN ? AND ?"
                )
                found.update(root for (root,) in self._db.execute(inner, [*where, *stay.days]))
        return found

    def _place(self, roots: Iterable[str]) -> None:
        """Finds which encounter holds each of some."""
        query = "SELECT root, id, told FROM encounters WHERE root IN (SELECT value FROM json_each(?))"
        above = [
            (self._above(root, name, json.loads(told)), root) for root, name, told in listed(self._db, query, roots)
        ]
        self._db.executemany("UPDATE encounters SET above = ? WHERE root = ?", above)

    def _above(self, root: str, name: str, told: Sequence[str]) -> str | None:
        counts = collections.Counter(told)
        query = (
            "SELECT outlines.id, encounters.id, encounters.root FROM outlines JOIN encounters USING (root) "
            "WHERE outlines.id IN (SELECT value FROM json_each(?))"
        )
        named = {}
        said: collections.Counter[str] = collections.Counter()
        for claim, whole, at in listed(self._db, query, counts) if told else ():
            said[whole] += counts[claim]
            named[whole] = at
        if not said:
            named = dict(self._holding(root))
        first = parents.first(name, said, named)
        return named[first] if first is not None else None

    def _holding(self, root: str) -> Iterator[tuple[str, str]]:
        for (body,) in self._db.execute(
            "SELECT DISTINCT body FROM stays WHERE NOT visits AND root = ?", [root]
        ).fetchall():
            stay = decode(Stay, body)
            query = (
                "SELECT encounters.id, root, stays.body FROM stays JOIN encounters USING (root) "
                "WHERE person = ? AND country = ? AND visits AND first <= ?"
            )
            for where in stay.meets:
                for name, whole, held in self._db.execute(query, [*where, stay.days[0]]).fetchall():
                    if decode(Stay, held).holds(stay):
                        yield name, whole

    def _filed(self, names: Iterable[str]) -> dict[str, Filed]:
        """Articles as filed, with their texts and claims, of those that are there."""
        query = "SELECT n, id, text, exact, body, date FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        rows = list(listed(self._db, query, names))
        return {row[1]: self._whole(row) for row in rows}

    def _all(self) -> Iterator[Filed]:
        rows = self._db.execute("SELECT n, id, text, exact, body, date FROM articles ORDER BY n")
        while row := rows.fetchone():
            yield self._whole(row)

    def _whole(self, row: Sequence[Any]) -> Filed:
        claims = self._db.execute("SELECT id, body FROM claims WHERE article = ? ORDER BY seq", [row[0]])
        told = tuple(claim_of(name, body) for name, body in claims.fetchall())
        return Filed(article_of(row[2], row[3], row[4]), decode(ArticleDate, row[5]), told)


_DROPS = {
    "encounters": "DELETE FROM encounters WHERE root = ?",
    "parts": "DELETE FROM parts WHERE root = ?",
    "stays": "DELETE FROM stays WHERE root = ?",
}


def _places(stay: Stay) -> Iterator[tuple[int, parents.Where]]:
    yield from ((1, where) for where in stay.visits)
    yield from ((0, where) for where in stay.meets)


def claim_of(name: str, body: str) -> Claim:
    """A claim as its columns hold it, with the id that it was filed under."""
    claim = decode(Claim, body)
    vars(claim)["id"] = name
    return claim


def tied(db: sqlite3.Connection, roots: Iterable[str]) -> set[str]:
    """The encounters that share with some of them an article that says how encounters lie to one another."""
    query = (
        "SELECT DISTINCT other.root FROM outlines AS other WHERE other.article IN (SELECT mine.article FROM outlines "
        "AS mine JOIN known USING (article) WHERE tied AND mine.root IN (SELECT value FROM json_each(?)))"
    )
    return {root for (root,) in listed(db, query, roots)}


def folded(db: sqlite3.Connection, roots: Sequence[str], merges: Mapping[str, str], settled: Settled) -> Iterator[Row]:
    """The folds of some clusters. `merges`: by cluster, why its claims are one."""
    clusters = _clusters(db, {*roots, *tied(db, roots)}, merges)
    order = orders.earlier(clusters)
    known = _known(db, {s.article for c in clusters if c.claims[0].id in merges for s in c.claims})
    wanted = set(roots)
    for i, cluster in enumerate(clusters):
        if cluster.claims[0].id in wanted:
            floor = orders.floor(i, order, clusters)
            yield Row.of(part(cluster, known, settled.corrections, floor), cluster)


def _clusters(db: sqlite3.Connection, roots: Iterable[str], merges: Mapping[str, str]) -> list[Cluster]:
    query = (
        "SELECT outlines.root, claims.id, claims.body, articles.date FROM outlines JOIN claims USING (id) "
        "JOIN articles ON articles.n = claims.article WHERE outlines.root IN (SELECT value FROM json_each(?)) "
        "ORDER BY outlines.root, claims.id"
    )
    dates: dict[str, ArticleDate] = {}
    found = []
    for root, rows in itertools.groupby(listed(db, query, roots), key=lambda row: row[0]):
        claims = []
        for _, name, body, date in rows:
            if date not in dates:
                dates[date] = decode(ArticleDate, date)
            claims.append(sketch(claim_of(name, body), dates[date]))
        found.append(Cluster(tuple(claims), merges.get(root, "")))
    return found


def _known(db: sqlite3.Connection, articles: Iterable[str]) -> Known:
    query = "SELECT article, original FROM known WHERE article IN (SELECT value FROM json_each(?))"
    originals: dict[str, str] = dict(listed(db, query, articles))
    query = "SELECT body, date FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    names = originals.keys() | set(originals.values())
    heads = [Filed(decode(Article, body), decode(ArticleDate, date), ()) for body, date in listed(db, query, names)]
    sourcing = dataclasses.replace(Sourcing.of(heads), originals=originals)
    return Known.of({f.article.id: f.date for f in heads}, sourcing)


def _chunk(job: Job) -> list[Row]:
    path, merges, settled = job
    db = sqlite3.connect(path, isolation_level=None)
    try:
        return list(folded(db, sorted(merges), merges, settled))
    finally:
        db.close()
