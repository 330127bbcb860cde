"""Which claims to compare: those that share two sides (or a side and a country) and lie near each other in time.

Each block is looked at in order of time with a bounded look-ahead, so the number of comparisons grows with the number
of claims, not with its square, and a claim that comes in changes nothing but for those about it.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence

from summitry.record.sketches import Outline

NEIGHBOURS = 32
"""How many later claims of its block, in order of time, each distinct claim is compared with. Claims of equal profile
count once, so a thousand reports of one summit fill few places."""

OLDEST = 64
"""How many claims of known time, the oldest of a block, its first `NEIGHBOURS` of unknown time are compared with."""

MOST_SIDES = 6
"""Sides from which on a claim is a meeting of many, found by its series, place and first sides rather than by every
pair."""

SPREAD = 800
"""Days between anchors beyond which no two claims score: see the rows of `match`."""

LAST = 10**7
"""An anchor after all others."""

UNDATED = -1
"""Stands for the anchor of a claim of unknown time, before all others."""

Place = tuple[int, str]
"""Where a claim stands in every block of its own: by anchor, then id."""


def place(item: Outline) -> Place:
    """The place of a claim in its blocks."""
    return (UNDATED if item.anchor is None else item.anchor, item.id)


def profiles(items: Iterable[Outline]) -> list[list[Outline]]:
    """Claims grouped by equal profile, groups and their members in order of id."""
    groups: dict[tuple[object, ...], list[Outline]] = {}
    for item in sorted(items, key=lambda s: s.id):
        groups.setdefault(item.profile(), []).append(item)
    return list(groups.values())


def pairs(items: Iterable[Outline]) -> Iterator[tuple[Outline, Outline]]:
    """Pairs worth matching, each once, the one that stands first in its blocks first; the same set for every order of
    `items`, which are of unequal profiles."""
    ordered = sorted(items, key=place)
    table: dict[str, list[int]] = {}
    for number, item in enumerate(ordered):
        for key in keys(item):
            block = table.setdefault(key, [])
            if not block or block[-1] != number:
                block.append(number)
    dated = bisect.bisect_left(ordered, 0, key=lambda item: place(item)[0])
    for number, item in enumerate(ordered):
        found: set[int] = set()
        for key in keys(item):
            found.update(_later(table[key], number, dated))
        for other in sorted(found):
            if item.anchor is None or place(ordered[other])[0] <= item.anchor + SPREAD:
                yield item, ordered[other]


def _later(block: Sequence[int], number: int, dated: int) -> Iterable[int]:
    """The claims of a block that one of it is compared with, of those that stand behind it; claims from `dated` on are
    of known time."""
    at = bisect.bisect_left(block, number)
    after = block[at + 1 : at + 1 + NEIGHBOURS]
    if number >= dated:
        return after
    first = bisect.bisect_left(block, dated)
    oldest = block[first : first + OLDEST] if at < NEIGHBOURS else ()
    return itertools.chain((other for other in after if other < dated), oldest)


def keys(item: Outline) -> Iterator[str]:
    """The blocks that a claim stands in, each perhaps more than once."""
    manner = "call" if item.kind == "call" else "met"
    names = list(item.sides)
    if item.series is not None:
        yield f"series {item.series}"
    if len(names) > MOST_SIDES:
        names = names[:MOST_SIDES]
    for one, other in itertools.combinations(names, 2):
        yield f"{manner} {one} {other}"
    for side in item.sides.values():
        for person in sorted(side.people):
            yield f"{manner} {person}"
