"""Clusters of very many claims: component by component of the edges, which are kept as numbers."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from summitry.record import blocks
from summitry.record.judgements import Settled
from summitry.record.link import Edge, Grown, edges, grow
from summitry.record.sketches import Outline

Blocked = Callable[[Iterable[tuple[str, int, str]]], None]
"""Takes what stands in which block and where."""


def grown_apart(items: Sequence[Outline], settled: Settled, blocked: Blocked) -> Iterator[Grown[Outline]]:
    """The clusters of some claims, as `link.grow` with all their edges gives them. `blocked` is given the block, anchor
    and id of each claim that stands for its profile."""
    ordered = sorted(items, key=lambda s: s.id)
    blocked(
        (key, *blocks.place(group[0]))
        for group in blocks.profiles(ordered)
        for key in sorted(set(blocks.keys(group[0])))
    )
    number = {s.id: i for i, s in enumerate(ordered)}
    parent = array("I", range(len(ordered)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    def tie(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    lows, highs, debits = array("I"), array("I"), array("d")
    for edge in edges(ordered):
        lows.append(number[edge.left])
        highs.append(number[edge.right])
        debits.append(edge.debit)
        tie(lows[-1], highs[-1])
    for item in ordered:
        for other in item.same_as:
            if other in number:
                tie(number[item.id], number[other])
    for one in settled.same:
        if one.left in number and one.right in number:
            tie(number[one.left], number[str(one.right)])
    members: dict[int, list[Outline]] = {}
    for i, item in enumerate(ordered):
        members.setdefault(root(i), []).append(item)
    mine: dict[int, array[int]] = {}
    for place, low in enumerate(lows):
        mine.setdefault(root(low), array("I")).append(place)
    for name, claims in members.items():
        heavy = [Edge(debits[p], ordered[lows[p]].id, ordered[highs[p]].id) for p in mine.get(name, ())]
        yield from grow(claims, heavy, settled)
