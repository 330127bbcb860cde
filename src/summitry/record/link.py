"""Claims to encounters: constrained clustering over weighted edges.

Edges are taken heaviest first, ties by id, and two clusters grow together unless something in one excludes something in
the other; so the clusters depend on the set of claims alone, not on the order in which they came. Judgements come
before everything, then what the text of an article itself treats as one or apart.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from summitry.model.claims import Judgement
from summitry.record import blocks
from summitry.record.groups import Group
from summitry.record.judgements import Settled
from summitry.record.match import THRESHOLD, match, treated_apart
from summitry.record.sketches import Outline, Sketch

BY_TEXT = "the text treats them as one"

MOST_COMPARED = 80
"""Claims of one article that are compared pair by pair for being treated apart; later ones rely on days and places
alone."""

OutlineT = TypeVar("OutlineT", bound=Outline)


@dataclasses.dataclass(frozen=True)
class Cluster:
    """Claims judged to be one encounter, in order of id, and why, in plain words."""

    claims: tuple[Sketch, ...]
    merge: str


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Two claims that may be one encounter, `left` the lesser id: sorted, the heavier ones come first, ties by id."""

    debit: float
    left: str
    right: str

    @staticmethod
    def of(one: Outline, other: Outline) -> Edge | None:
        """The edge between two claims, or None where they exclude each other or too little speaks for them."""
        score = match(one, other)
        if score is None or score[0] < THRESHOLD:
            return None
        left, right = sorted((one.id, other.id))
        return Edge(-score[0], left, right)


@dataclasses.dataclass(frozen=True)
class Grown(Generic[OutlineT]):
    """A cluster: its claims in order of id, why they are one, and the edges by which it grew."""

    claims: tuple[OutlineT, ...]
    merge: str
    edges: tuple[Edge, ...]


class Forest(Generic[OutlineT]):
    """Disjoint sets of claims that know what they hold and with whom they must not join."""

    def __init__(self, items: Iterable[OutlineT]) -> None:
        self.items = {s.id: s for s in sorted(items, key=lambda s: s.id)}
        self._parent = {i: i for i in self.items}
        self._groups = {i: Group.of(s) for i, s in self.items.items()}
        self._reasons: dict[str, collections.Counter[str]] = {}
        self._edges: dict[str, list[Edge]] = {}

    def root(self, claim: str) -> str:
        """The claim that stands for the set of `claim`."""
        while self._parent[claim] != claim:
            self._parent[claim] = self._parent[self._parent[claim]]
            claim = self._parent[claim]
        return claim

    def forbid(self, left: str, right: str) -> None:
        """Keeps two claims apart; without effect where they are together already."""
        one, other = self.root(left), self.root(right)
        if one != other:
            self._groups[one].barred.add(right)
            self._groups[other].barred.add(left)

    def told(self, left: str, right: str, reason: str) -> None:
        """Joins the sets of two claims that a person or a text says are one, unless they are barred."""
        one, other = self.root(left), self.root(right)
        if one != other and not self._groups[one].bars(self._groups[other]):
            self._join(one, other, [reason])

    def try_edge(self, edge: Edge) -> None:
        """Joins the sets of two claims unless barred, or one excludes the other."""
        one, other = self.root(edge.left), self.root(edge.right)
        if one == other:
            return
        into, gone = self._groups[one], self._groups[other]
        if not into.bars(gone) and into.admits(gone):
            score = match(self.items[edge.left], self.items[edge.right])
            root = self._join(one, other, score[1] if score is not None else ())
            self._edges.setdefault(root, []).append(edge)

    def _join(self, one: str, other: str, reasons: Sequence[str]) -> str:
        if len(self._groups[one].members) < len(self._groups[other].members):
            one, other = other, one
        self._groups[one].take(self._groups.pop(other))
        self._parent[other] = one
        mine = self._reasons.setdefault(one, collections.Counter())
        mine.update(self._reasons.pop(other, ()))
        mine.update(reasons)
        self._edges.setdefault(one, []).extend(self._edges.pop(other, ()))
        return one

    def clusters(self) -> list[Grown[OutlineT]]:
        """The sets, by their least claim."""
        found = []
        for root, group in self._groups.items():
            claims = tuple(self.items[i] for i in sorted(group.members))
            grown = tuple(sorted(self._edges.get(root, ())))
            found.append(Grown(claims, _words(claims, self._reasons.get(root, collections.Counter())), grown))
        return sorted(found, key=lambda c: c.claims[0].id)


def link(items: Sequence[Sketch], settled: Settled) -> list[Cluster]:
    """The clusters of a set of claims under the judgements that hold; the same for every order of `items`."""
    return [Cluster(g.claims, g.merge) for g in grow(items, edges(items), settled)]


def grow(items: Iterable[OutlineT], heavy: Iterable[Edge], settled: Settled) -> list[Grown[OutlineT]]:
    """The clusters into which claims grow along edges, under the judgements that hold."""
    forest = Forest(items)
    _judge(forest, settled)
    _read(forest)
    for edge in sorted(heavy):
        forest.try_edge(edge)
    return forest.clusters()


def edges(items: Iterable[Outline]) -> Iterator[Edge]:
    """All links heavy enough to be tried: between claims of equal profile one after the other, and between profiles."""
    groups = blocks.profiles(items)
    alike = (pair for group in groups for pair in itertools.pairwise(group))
    for one, other in itertools.chain(alike, blocks.pairs(group[0] for group in groups)):
        edge = Edge.of(one, other)
        if edge is not None:
            yield edge


def _judge(forest: Forest[OutlineT], settled: Settled) -> None:
    """People's word: pairs that are two first, then pairs that are one, the latest word first where they contradict."""
    for one in settled.different:
        if one.left in forest.items and one.right in forest.items:
            forest.forbid(one.left, one.right)
    for one in settled.same:
        if one.left in forest.items and one.right in forest.items:
            forest.told(one.left, one.right, _said(one))


def _read(forest: Forest[OutlineT]) -> None:
    """The articles' own word: what each treats as one, then what it treats apart."""
    by_article: dict[str, list[OutlineT]] = {}
    for item in forest.items.values():
        if item.rank < MOST_COMPARED:
            by_article.setdefault(item.article, []).append(item)
        for earlier in item.same_as:
            if earlier in forest.items:
                forest.told(item.id, earlier, BY_TEXT)
    for item in forest.items.values():
        for other in item.apart:
            if other in forest.items:
                forest.forbid(item.id, other)
    for mine in by_article.values():
        for one, two in itertools.combinations(mine, 2):
            if forest.root(one.id) != forest.root(two.id) and treated_apart(one, two):
                forest.forbid(one.id, two.id)


def _said(one: Judgement) -> str:
    return f"judged the same by {one.by}" + (f" ({one.why})" if one.why else "")


def _words(claims: Sequence[Outline], reasons: Mapping[str, int]) -> str:
    if len(claims) == 1:
        return "one claim"
    articles = len({c.article for c in claims})
    ordered = sorted(reasons, key=lambda r: (not r.startswith("judged"), -reasons[r], r))
    return f"{len(claims)} claims of {articles} article{'s' if articles > 1 else ''}: {', '.join(ordered)}"
