"""Which claims to compare: those that share two sides (or a side and a country) and lie near each other in time.

Each block is walked in order of time with a bounded look-ahead, so the number of comparisons grows with the number of
claims, not with its square.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from summitry.record.sketches import Sketch

NEIGHBOURS = 32
"""How many later claims of its block, in order of time, each distinct claim is compared with. Claims of equal profile
count once, so a thousand reports of one summit fill few places."""

MOST_SIDES = 6
"""Sides from which on a claim is a meeting of many, found by its series, place and first sides rather than by every
pair."""

_SPREAD = 800
"""Days between anchors beyond which no two claims score: see the rows of `match`."""

_UNDATED = -1


def profiles(items: Iterable[Sketch]) -> list[list[Sketch]]:
    """Claims grouped by equal profile, groups and their members in order of id."""
    groups: dict[tuple[object, ...], list[Sketch]] = {}
    for item in sorted(items, key=lambda s: s.id):
        groups.setdefault(item.profile(), []).append(item)
    return list(groups.values())


def pairs(items: Iterable[Sketch]) -> Iterator[tuple[Sketch, Sketch]]:
    """Pairs worth matching, each once, the smaller id first; the same set for every order of `items`."""
    table: dict[str, list[Sketch]] = {}
    for item in items:
        for key in keys(item):
            table.setdefault(key, []).append(item)
    seen: set[tuple[str, str]] = set()
    for key in sorted(table):
        for one, other in _neighbours(table[key]):
            pair = (one.id, other.id)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def keys(item: Sketch) -> Iterator[str]:
    """The blocks that a claim stands in."""
    manner = "call" if item.kind == "call" else "met"
    names = list(item.sides)
    if item.claim.series is not None:
        yield f"series {item.claim.series}"
    if len(names) > MOST_SIDES:
        names = names[:MOST_SIDES]
    for one, other in itertools.combinations(names, 2):
        yield f"{manner} {one} {other}"
    for side in item.sides.values():
        for person in sorted(side.people):
            yield f"{manner} {person}"


def _neighbours(block: list[Sketch]) -> Iterator[tuple[Sketch, Sketch]]:
    ordered = sorted(block, key=lambda s: (_UNDATED if s.anchor is None else s.anchor, s.id))
    undated = [s for s in ordered if s.anchor is None]
    for i, one in enumerate(ordered):
        others = ordered[i + 1 : i + 1 + NEIGHBOURS]
        if one.anchor is not None:
            limit = one.anchor + _SPREAD
            others = [other for other in others if (other.anchor or 0) <= limit] + undated[:NEIGHBOURS]
        for other in others:
            yield (one, other) if one.id < other.id else (other, one)
