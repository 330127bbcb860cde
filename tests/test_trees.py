"""The tree of a parse: sound on any heads, cycles included."""

from __future__ import annotations

from hypothesis import given

from parsing import parsed
from summitry.model.notes import Sentence
from summitry.model.text import Article
from summitry.model.trees import Tree, tree_of


@given(parsed())
def test_subtrees_edges_and_ancestors_agree(pair: tuple[Article, Sentence]) -> None:
    tree = Tree(pair[1].tokens)
    assert tree_of(pair[1].tokens).tokens == tree.tokens
    for i in range(len(tree)):
        below, (low, high) = tree.subtree(i), tree.edges(i)
        assert below == sorted(set(below))
        assert i in below
        assert low <= below[0]
        assert below[-1] <= high
        above = list(tree.up(i))
        assert len(above) == len(set(above))
        assert i not in above
        assert all(i in tree.subtree(k) for k in above)
        assert all(tree.head(c) == i for c in tree.children(i))
