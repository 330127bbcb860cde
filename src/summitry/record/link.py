"""Claims to encounters: constrained clustering over weighted edges.

Edges are taken heaviest first, ties by id, and two clusters grow together unless something in one excludes something in
the other; so the clusters depend on the set of claims alone, not on the order in which they came. Judgements come
before everything, then what the text of an article itself treats as one or apart.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Iterable, Sequence

from summitry.model.claims import Judgement
from summitry.record import blocks
from summitry.record.groups import Group
from summitry.record.judgements import Settled
from summitry.record.match import THRESHOLD, Edge, match, treated_apart
from summitry.record.sketches import Sketch

BY_TEXT = "the text treats them as one"

MOST_COMPARED = 80
"""Claims of one article that are compared pair by pair for being treated apart; later ones rely on days and places
alone."""


@dataclasses.dataclass(frozen=True)
class Cluster:
    """Claims judged to be one encounter, in order of id, and why, in plain words."""

    claims: tuple[Sketch, ...]
    merge: str


class Forest:
    """Disjoint sets of claims that know what they hold and with whom they must not join."""

    def __init__(self, items: Iterable[Sketch]) -> None:
        self.items = {s.id: s for s in items}
        self._parent = {i: i for i in self.items}
        self._groups = {i: Group.of(s) for i, s in self.items.items()}
        self._reasons: dict[str, collections.Counter[str]] = {i: collections.Counter() for i in self.items}

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

    def join(self, left: str, right: str, reasons: Sequence[str], *, judged: bool = False) -> bool:
        """Joins two sets unless barred, or (but for what is judged or told) one excludes the other. True where they are
        one now."""
        one, other = sorted((self.root(left), self.root(right)))
        if one == other:
            return True
        into, gone = self._groups[one], self._groups[other]
        if into.bars(gone) or not (judged or into.admits(gone)):
            return False
        if len(into.members) < len(gone.members):
            one, other, into, gone = other, one, gone, into
        into.take(gone)
        self._parent[other] = one
        self._reasons[one].update(self._reasons.pop(other))
        self._reasons[one].update(reasons)
        del self._groups[other]
        return True

    def clusters(self) -> list[Cluster]:
        """The sets, by their least claim."""
        found = []
        for root, group in self._groups.items():
            claims = tuple(self.items[i] for i in sorted(group.members))
            found.append(Cluster(claims, _words(claims, self._reasons[root])))
        return sorted(found, key=lambda c: c.claims[0].id)


def link(items: Sequence[Sketch], settled: Settled) -> list[Cluster]:
    """The clusters of a set of claims under the judgements that hold; the same for every order of `items`."""
    forest = Forest(sorted(items, key=lambda s: s.id))
    _judge(forest, settled)
    _read(forest)
    for edge in sorted(edges(forest.items.values()), key=lambda e: (-e.weight, e.left, e.right)):
        forest.join(edge.left, edge.right, edge.reasons)
    return forest.clusters()


def edges(items: Iterable[Sketch]) -> list[Edge]:
    """All links heavy enough to be tried: between claims of equal profile one after the other, and between profiles."""
    found = []
    groups = blocks.profiles(items)
    alike = (pair for group in groups for pair in itertools.pairwise(group))
    for one, other in itertools.chain(alike, blocks.pairs(group[0] for group in groups)):
        score = match(one, other)
        if score is not None and score[0] >= THRESHOLD:
            found.append(Edge(score[0], one.id, other.id, score[1]))
    return found


def _judge(forest: Forest, settled: Settled) -> None:
    """People's word: pairs that are two first, then pairs that are one, the latest word first where they contradict."""
    for one in settled.different:
        if one.left in forest.items and one.right in forest.items:
            forest.forbid(one.left, one.right)
    for one in settled.same:
        if one.left in forest.items and one.right in forest.items:
            forest.join(one.left, one.right, [_said(one)], judged=True)


def _read(forest: Forest) -> None:
    """The articles' own word: what each treats as one, then what it treats apart."""
    by_article: dict[str, list[Sketch]] = {}
    for item in forest.items.values():
        by_article.setdefault(item.article, []).append(item)
        for earlier in sorted(item.claim.same_as):
            if earlier in forest.items:
                forest.join(item.id, earlier, [BY_TEXT], judged=True)
    for item in forest.items.values():
        apart = set(item.claim.apart_from) | ({item.claim.part_of} if item.claim.part_of else set())
        for other in sorted(apart & forest.items.keys()):
            forest.forbid(item.id, other)
    for mine in by_article.values():
        for one, two in itertools.combinations(mine[:MOST_COMPARED], 2):
            if forest.root(one.id) != forest.root(two.id) and treated_apart(one, two):
                forest.forbid(one.id, two.id)


def _said(one: Judgement) -> str:
    return f"judged the same by {one.by}" + (f" ({one.why})" if one.why else "")


def _words(claims: Sequence[Sketch], reasons: collections.Counter[str]) -> str:
    if len(claims) == 1:
        return "one claim"
    articles = len({c.article for c in claims})
    ordered = sorted(reasons, key=lambda r: (not r.startswith("judged"), -reasons[r], r))
    return f"{len(claims)} claims of {articles} article{'s' if articles > 1 else ''}: {', '.join(ordered)}"
