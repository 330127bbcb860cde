"""Average-link clustering of what is linked by pairs, without looking at pairs that no link joins."""

from __future__ import annotations

import dataclasses
import heapq
from collections.abc import Callable, Iterator, Mapping

Pair = tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Node:
    """A leaf, or the union of two nodes. `members`: leaves, ascending; `mean`: the mean link of all pairs within."""

    members: tuple[int, ...]
    kids: tuple[Node, ...]
    mean: float

    def __iter__(self) -> Iterator[Node]:
        """This node and all below it, each after those below it."""
        seen, order = [self], []
        while seen:
            order.append(one := seen.pop())
            seen.extend(one.kids)
        return reversed(order)


def trees(count: int, links: Mapping[Pair, float], absent: float, least: float | None = None) -> list[Node]:
    """Unions of `count` leaves, always of the two with the highest mean link (UPGMA, Sokal and Michener 1958).

    `links`: by pair of leaves, the lower first; a pair that is not there has the link `absent`, which is the lowest
    there is. Unions stop where no link joins two nodes, or where the mean is below `least`. Ties are settled by the
    leaves, so the same links give the same trees.
    """
    nodes = {leaf: Node((leaf,), (), 0.0) for leaf in range(count)}
    sums: dict[int, dict[int, float]] = {leaf: {} for leaf in range(count)}
    for (a, b), link in sorted(links.items()):
        if link > absent:
            sums[a][b] = sums[b][a] = link - absent
    heap = [_offer(nodes, a, b, total) for a in sums for b, total in sums[a].items() if a < b]
    heapq.heapify(heap)
    while heap:
        rank, _, _, a, b = heapq.heappop(heap)
        if a not in nodes or b not in nodes:
            continue
        mean = absent - rank
        if least is not None and mean < least:
            break
        left, right, new = nodes.pop(a), nodes.pop(b), count
        count += 1
        nodes[new] = _union(left, right, mean)
        mine, other = sums.pop(a), sums.pop(b)
        del mine[b], other[a]
        joined = {x: mine.get(x, 0.0) + other.get(x, 0.0) for x in sorted(mine.keys() | other.keys())}
        sums[new] = joined
        for x, total in joined.items():
            sums[x].pop(a, None)
            sums[x].pop(b, None)
            sums[x][new] = total
            heapq.heappush(heap, _offer(nodes, new, x, total))
    return sorted(nodes.values(), key=lambda node: node.members)


def _offer(nodes: Mapping[int, Node], a: int, b: int, total: float) -> tuple[float, int, int, int, int]:
    left, right = nodes[a].members, nodes[b].members
    low, high = sorted((left[0], right[0]))
    return -total / (len(left) * len(right)), low, high, a, b


def _union(left: Node, right: Node, mean: float) -> Node:
    a, b = len(left.members), len(right.members)
    inside = left.mean * a * (a - 1) / 2 + right.mean * b * (b - 1) / 2 + mean * a * b
    members = tuple(sorted(left.members + right.members))
    first, second = sorted((left, right), key=lambda node: node.members)
    return Node(members, (first, second), inside / ((a + b) * (a + b - 1) / 2))


def best_cut(tree: Node, worth: Callable[[Node], float]) -> list[tuple[int, ...]]:
    """The nodes whose worths add up to most, each leaf being in one of them; a leaf alone is worth nothing."""
    total: dict[tuple[int, ...], float] = {}
    whole: set[tuple[int, ...]] = set()
    for node in tree:
        if node.kids:
            parts = sum(total[kid.members] for kid in node.kids)
            mine = worth(node)
            if mine > parts:
                whole.add(node.members)
            total[node.members] = max(mine, parts)
        else:
            total[node.members] = 0.0
    found, seen = [], [tree]
    while seen:
        node = seen.pop()
        if node.kids and node.members not in whole:
            seen.extend(node.kids)
        else:
            found.append(node.members)
    return found
