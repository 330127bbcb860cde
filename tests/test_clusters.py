"""Measures of coreference: by hand, against an oracle, and what holds of all clusters."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.scores.clusters import assignment, coreference

MENTIONS = "abcdefgh"
CLUSTERINGS = st.fixed_dictionaries({name: st.integers(0, 4) for name in MENTIONS})


def test_figures_by_hand() -> None:
    true = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 3}
    found = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3, "unknown": 3}

    figures = coreference(true, found)

    assert figures["muc_f1"] == pytest.approx(1 / 2)
    # recall: a and b 2/3 each, c 1/3, d and e 1; precision: a, b and e 1, c and d 1/2.
    assert figures["b_cubed_f1"] == pytest.approx(2 * (11 / 15) * (4 / 5) / (11 / 15 + 4 / 5))
    # {a, b, c} with {a, b}: 4/5; {d} with {c, d}: 2/3; {e} with {e}: 1.
    assert figures["ceaf_e_f1"] == pytest.approx((4 / 5 + 2 / 3 + 1) / 3)
    # recall: 1 of 3 links, d is not alone, e is; precision: the only link, none of 1, alone.
    assert figures["lea_f1"] == pytest.approx(2 * (2 / 5) * (3 / 5) / (2 / 5 + 3 / 5))
    assert figures["conll_f1"] == pytest.approx(sum(float(figures[n] or 0) for n in list(figures)[:3]) / 3)


def test_a_mention_not_found_is_alone_and_without_mentions_there_is_no_figure() -> None:
    assert coreference({"a": 1, "b": 2}, {})["conll_f1"] == pytest.approx(2 / 3)
    assert coreference({"a": 1, "b": 2}, {})["lea_f1"] == 1
    assert set(coreference({}, {"a": 1}).values()) == {None}


@given(CLUSTERINGS, CLUSTERINGS)
def test_every_figure_is_a_share_and_the_names_of_clusters_do_not_matter(
    true: dict[str, int], found: dict[str, int]
) -> None:
    figures = coreference(true, found)

    assert all(0 <= (value or 0) <= 1 + 1e-9 for value in figures.values())
    assert coreference(true, {name: f"x{9 - cluster}" for name, cluster in found.items()}) == pytest.approx(figures)
    assert coreference(found, true) == pytest.approx(figures)


@given(CLUSTERINGS)
def test_true_clusters_are_as_good_as_can_be(true: dict[str, int]) -> None:
    figures = coreference(true, true)

    assert figures["lea_f1"] == figures["b_cubed_f1"] == figures["ceaf_e_f1"] == pytest.approx(1)
    assert figures["muc_f1"] == pytest.approx(1 if len(set(true.values())) < len(true) else 0)


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_the_assignment_is_the_best_there_is(height: int, width: int, data: st.DataObject) -> None:
    worth = data.draw(
        st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=height, max_size=height)
    )
    graph = networkx.Graph()
    for i, row in enumerate(worth):
        for j, value in enumerate(row):
            graph.add_edge(("row", i), ("column", j), weight=value)
    best = networkx.max_weight_matching(graph)

    assert assignment(worth) == pytest.approx(sum(graph.edges[pair]["weight"] for pair in best))
