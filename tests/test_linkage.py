"""Average-link clustering: against an oracle that looks at all pairs, in any order."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Mapping

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.record.linkage import Node, Pair, best_cut, trees

ABSENT = -4.0
LEAVES = 7


@st.composite
def some_links(draw: st.DrawFn) -> dict[Pair, float]:
    pairs = list(itertools.combinations(range(LEAVES), 2))
    kept = draw(st.lists(st.sampled_from(pairs), unique=True))
    values = draw(st.permutations(range(len(pairs))))
    return {pair: ABSENT + 1 + value / 4 for pair, value in zip(kept, values, strict=False)}


def mean_link(links: Mapping[Pair, float], members: tuple[int, ...]) -> float:
    return statistics.fmean(links.get(pair, ABSENT) for pair in itertools.combinations(sorted(members), 2))


@given(some_links())
def test_trees_are_the_connected_parts(links: dict[Pair, float]) -> None:
    graph = networkx.Graph(list(links))
    graph.add_nodes_from(range(LEAVES))

    found = {tree.members for tree in trees(LEAVES, links, ABSENT)}

    assert found == {tuple(sorted(part)) for part in networkx.connected_components(graph)}


@given(some_links())
def test_a_node_tells_the_mean_of_all_its_pairs(links: dict[Pair, float]) -> None:
    for tree in trees(LEAVES, links, ABSENT):
        for node in tree:
            if node.kids:
                assert node.mean == pytest.approx(mean_link(links, node.members))


@given(some_links(), st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_matter(links: dict[Pair, float], random: object) -> None:
    again = dict(sorted(links.items(), key=lambda item: (item[1], item[0])))

    assert trees(LEAVES, again, ABSENT) == trees(LEAVES, links, ABSENT)


@given(some_links(), st.floats(-4, 2))
def test_no_two_trees_are_as_near_as_asked(links: dict[Pair, float], least: float) -> None:
    found = trees(LEAVES, links, ABSENT, least)

    for one, other in itertools.combinations(found, 2):
        between = [links.get((min(a, b), max(a, b)), ABSENT) for a in one.members for b in other.members]
        assert statistics.fmean(between) < least + 1e-9 or all(link == ABSENT for link in between)


@given(some_links(), st.floats(-4, 4))
def test_the_best_cut_is_the_best_of_all_cuts(links: dict[Pair, float], bar: float) -> None:
    def worth(node: Node) -> float:
        return len(node.members) * (node.mean - bar)

    def cuts(node: Node) -> list[float]:
        apart = [sum(parts) for parts in itertools.product(*(cuts(kid) for kid in node.kids))] if node.kids else [0.0]
        return [*apart, worth(node)] if node.kids else apart

    for tree in trees(LEAVES, links, ABSENT):
        nodes = {node.members: node for node in tree}
        cut = best_cut(tree, worth)
        assert sorted(itertools.chain(*cut)) == list(tree.members)
        got = sum(worth(nodes[members]) for members in cut if len(members) > 1)
        assert got == pytest.approx(max(cuts(tree)))
