"""Clusters grown anew where claims come or go, and nowhere else: the same clusters as `link` gives from scratch.

What a claim is compared with depends on its neighbours in its blocks alone, so a claim that comes or goes changes the
edges of few others. Clusters with changed edges are grown again together with all clusters that an edge leads to, which
grow along the edges by which they grew before. Where such a neighbour comes out as it was, nothing beyond it can have
changed: every edge that leads on from it was refused before and meets the same two clusters again. Where it does not,
it is grown again with its own neighbours, and so on until all neighbours come out as they were.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from summitry.record import blocks
from summitry.record.blocks import NEIGHBOURS, OLDEST, SPREAD, Place
from summitry.record.judgements import Settled
from summitry.record.link import Edge, Grown, grow
from summitry.record.sketches import Outline


@dataclasses.dataclass(frozen=True)
class Twins:
    """Claims of equal profile: the least id of all, and those before and after a claim in order of id (None: none)."""

    least: str
    before: str | None
    after: str | None


@dataclasses.dataclass(frozen=True)
class Near:
    """The surroundings of a place in a block, among those of known time or those of unknown: the nearest first.

    `undated`: the first of unknown time; `oldest`: the first of known time, left out where no time is unknown."""

    before: Sequence[Place]
    after: Sequence[Place]
    undated: Sequence[Place]
    oldest: Sequence[Place]


class Woven(Protocol):
    """A store of outlines, their blocks, and the clusters as last grown."""

    def outlines(self, ids: Iterable[str]) -> Mapping[str, Outline]:
        """Outlines by id, of those that are there."""

    def roots(self, ids: Iterable[str]) -> set[str]:
        """The clusters of some claims, each named after its least claim."""

    def members(self, roots: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """The claims of some clusters."""

    def edges(self, roots: Iterable[str]) -> Sequence[Edge]:
        """The edges by which some clusters grew."""

    def grew(self, pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """Those of some pairs of claims, the lesser id first, along which a cluster grew."""

    def twins(self, item: Outline) -> Twins:
        """The claims of an outline's profile."""

    def near(self, key: str, at: Place) -> Near:
        """What stands about a place in a block."""

    def add(self, item: Outline) -> None:
        """Adds an outline, in no block and no cluster yet."""

    def remove(self, item: Outline) -> None:
        """Takes an outline out."""

    def put(self, keys: Iterable[str], at: Place) -> None:
        """Puts a claim in its blocks."""

    def take(self, keys: Iterable[str], at: Place) -> None:
        """Takes a claim out of its blocks."""


@dataclasses.dataclass(frozen=True)
class Change:
    """Clusters that are no more as they were, by their names, and those that hold their claims now."""

    gone: frozenset[str]
    grown: tuple[Grown[Outline], ...]


def update(
    index: Woven, gone: Sequence[Outline], come: Sequence[Outline], touched: Iterable[str], settled: Settled
) -> Change:
    """Takes some outlines out of the index, adds others, and grows what that changes, under the judgements that hold
    now. `touched`: claims whose clusters count as changed in any case. The index holds the outlines and blocks after
    it; the clusters are for the caller to write."""
    old = index.roots([*(o.id for o in gone), *touched])
    dirty = {claim for one in gone for claim in _leave(index, one)}
    dirty |= {claim for one in come for claim in _enter(index, one)}
    old |= index.roots(dirty)
    return _Regrowth(index, settled).run(old, {o.id for o in come})


class _Regrowth:
    def __init__(self, index: Woven, settled: Settled) -> None:
        self.index = index
        self.settled = settled
        self.items: dict[str, Outline] = {}
        self.heavy: dict[str, list[Edge]] = {}
        self.partners: dict[str, list[str]] = {}
        for one in settled.same:
            self.partners.setdefault(one.left, []).append(str(one.right))
            self.partners.setdefault(str(one.right), []).append(one.left)

    def run(self, roots: set[str], new: set[str]) -> Change:
        while True:
            core = new.union(*self.index.members(roots).values())
            for claim in self._load(core):
                if claim.id not in self.heavy:
                    self.heavy[claim.id] = list(self._edges_of(claim))
            beyond = self.index.roots(self._led_to(core) - core) - roots
            around = self.index.members(beyond)
            known = core.union(*around.values())
            edges = {e for claim in core for e in self.heavy[claim]} | set(self.index.edges(beyond))
            grown = grow(self._load(known), (e for e in edges if e.left in known and e.right in known), self.settled)
            kept = {tuple(sorted(members)) for members in around.values()}
            fresh = [g for g in grown if tuple(c.id for c in g.claims) not in kept]
            held = {c.id for g in fresh for c in g.claims}
            changed = {root for root, members in around.items() if not held.isdisjoint(members)}
            if not changed:
                return Change(frozenset(roots), tuple(fresh))
            roots |= changed

    def _led_to(self, core: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for claim in core:
            found.update(end for e in self.heavy[claim] for end in (e.left, e.right))
            found.update(self.items[claim].same_as, self.partners.get(claim, ()))
        return found

    def _load(self, ids: Iterable[str]) -> list[Outline]:
        wanted = set(ids)
        self.items.update(self.index.outlines(wanted - self.items.keys()))
        return [self.items[i] for i in sorted(wanted) if i in self.items]

    def _edges_of(self, item: Outline) -> Iterator[Edge]:
        twins = self.index.twins(item)
        others = {i for i in (twins.before, twins.after) if i is not None}
        if twins.least == item.id:
            for key in set(blocks.keys(item)):
                others.update(_compared(blocks.place(item), self.index.near(key, blocks.place(item))))
        for other in self._load(others):
            edge = Edge.of(item, other)
            if edge is not None:
                yield edge


def _compared(at: Place, near: Near) -> Iterator[str]:
    """The claims of a block that one at a place is compared with."""
    if at[0] == blocks.UNDATED:
        yield from (i for _, i in (*near.before, *near.after))
        if len(near.before) < NEIGHBOURS:
            yield from (i for _, i in near.oldest)
        return
    yield from (i for anchor, i in (*near.before, *near.after) if abs(anchor - at[0]) <= SPREAD)
    if at in near.oldest:
        yield from (i for _, i in near.undated)


def _enter(index: Woven, item: Outline) -> set[str]:
    """Adds an outline; the claims whose edges that may change."""
    index.add(item)
    twins = index.twins(item)
    changed = {item.id} | {i for i in (twins.before, twins.after) if i is not None}
    if twins.least == item.id:
        if twins.after is not None:
            changed |= _unblock(index, index.outlines([twins.after])[twins.after])
        changed |= _block(index, item)
    return changed


def _leave(index: Woven, item: Outline) -> set[str]:
    """Takes an outline out; the claims whose edges that may change."""
    twins = index.twins(item)
    index.remove(item)
    changed = {i for i in (twins.before, twins.after) if i is not None}
    if twins.least == item.id:
        changed |= _unblock(index, item)
        if twins.after is not None:
            changed |= _block(index, index.outlines([twins.after])[twins.after])
    return changed - {item.id}


def _block(index: Woven, item: Outline) -> set[str]:
    """Puts a claim in its blocks; of the claims that it drives apart, those along whose edge a cluster grew."""
    at, keys = blocks.place(item), sorted(set(blocks.keys(item)))
    changed: set[str] = set()
    apart: set[tuple[str, str]] = set()
    for key in keys:
        near = index.near(key, at)
        apart.update((min(a, b), max(a, b)) for a, b in _at_the_edge(near))
        changed |= _pushed(near, at)
    changed.update(itertools.chain.from_iterable(index.grew(sorted(apart))))
    index.put(keys, at)
    return changed


def _unblock(index: Woven, item: Outline) -> set[str]:
    """Takes a claim out of its blocks; of the claims that come near each other, those with an edge now."""
    at, keys = blocks.place(item), sorted(set(blocks.keys(item)))
    index.take(keys, at)
    changed: set[str] = set()
    together: set[tuple[str, str]] = set()
    for key in keys:
        near = index.near(key, at)
        together.update(_at_the_edge(near))
        changed |= _pushed(near, at)
    items = index.outlines({i for pair in together for i in pair})
    for one, other in together:
        if one in items and other in items and Edge.of(items[one], items[other]) is not None:
            changed |= {one, other}
    return changed


def _at_the_edge(near: Near) -> Iterator[tuple[str, str]]:
    """The pairs about a place that are compared while nothing stands there, and are not once something does."""
    for i, (_, one) in enumerate(near.before):
        j = NEIGHBOURS - 1 - i
        if 0 <= j < len(near.after):
            yield one, near.after[j][1]


def _pushed(near: Near, at: Place) -> set[str]:
    """The claim at the end of what is compared across known and unknown times, where a place lies before that end."""
    last, ends = (NEIGHBOURS, near.undated) if at[0] == blocks.UNDATED else (OLDEST, near.oldest)
    end = ends[last - 1] if near.undated and len(ends) >= last else None
    return {end[1]} if end is not None and at < end else set()
