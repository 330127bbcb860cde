"""A record kept up to date in parts is the record folded as a whole, whatever came, went and was said on the way."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from makers import Page
from strategies import judgements, worlds
from summitry.model.claims import Filed, Judgement
from summitry.model.windows import Window
from summitry.record import blocks, weave
from summitry.record.components import grown_apart
from summitry.record.fold import fold
from summitry.record.judgements import settle
from summitry.record.link import edges, grow, link
from summitry.record.sketches import sketches
from summitry.record.store import Store
from summitry.record.store_links import Links

few = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
RANDOM = st.randoms(use_true_random=False)


def firm(world: tuple[Filed, ...]) -> tuple[Filed, ...]:
    """The world with every page dated by what came with it, and texts that tell in what order things were."""
    found = []
    for n, one in enumerate(world):
        date = dataclasses.replace(one.date, basis="given", value=None, window=one.date.window)
        claims = list(one.claims)
        for i in range(1, len(claims), 2):
            order: dict[str, Any] = {("before", "after")[n % 2]: (claims[i - 1].id,)}
            claims[i] = dataclasses.replace(claims[i], **order)
        found.append(dataclasses.replace(one, date=date, claims=tuple(claims)))
    return tuple(found)


def dense(count: int, seed: int) -> tuple[Filed, ...]:
    """Many pages on few people in few weeks, so that blocks are longer than what is compared in them; some tell of
    leaders who had left office, at no known time."""
    dice = random.Random(seed)
    pages = []
    for n in range(count):
        page = Page(f"page {n}", f"2018-0{dice.randint(1, 5)}-{dice.randint(10, 28)}", outlet=f"Outlet {n % 7}")
        for _ in range(dice.randint(1, 3)):
            given: dict[str, Any] = {}
            if dice.random() < 0.5:
                given["start"] = f"2018-0{dice.randint(1, 5)}-{dice.randint(10, 28)}"
            if dice.random() < 0.3:
                given["city"] = dice.choice(("beijing", "hanoi", "singapore"))
            if page.claims and dice.random() < 0.2:
                given["part_of"] = page.claims[0].id
            who = dice.choice(("kim,xi", "kim*,xi", "kim,trump", "kim*,CHN", "trump,xi"))
            page.say(
                dice.choice(("tell", "announce", "confirm", "postpone")),
                who,
                dice.choice(("visit", "meeting")),
                **given,
            )
        pages.append(page.filed())
    return firm(tuple(pages))


def anytime(world: tuple[Filed, ...], share: float, seed: int) -> tuple[Filed, ...]:
    """The world with some pages of which only the last day is known."""
    dice = random.Random(seed)
    return tuple(
        dataclasses.replace(one, date=dataclasses.replace(one.date, window=Window(None, one.date.window.end)))
        if dice.random() < share
        else one
        for one in world
    )


@few
@given(st.data(), worlds(), RANDOM)
def test_in_parts_or_as_a_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, world: tuple[Filed, ...], dice: Any
) -> None:
    world = firm(world)
    told = tuple(c for f in world for c in f.claims)
    said = data.draw(st.lists(judgements(told), max_size=3)) if told else []
    said = [j for j in said if j.right is not None or j.verdict == "correct"]
    with Store(tmp_path_factory.mktemp("parts") / "record.db") as store:
        for one in dice.sample(world, len(world)):
            store.file(one)
            if dice.random() < 0.6:
                store.update()
        for one in said:
            store.judge(one)
            store.update()
        for gone in dice.sample(world, len(world) // 2):
            store.remove(gone.article.id)
            store.update()
            store.file(gone)
            store.update()
        assert store.record() == fold(world, store.judgements())


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_long_blocks_in_parts(tmp_path: Path, share: float) -> None:
    world = anytime(dense(110, 3), share, 5)
    with Store(tmp_path / "record.db") as store:
        for one in world[:60]:
            store.file(one)
        store.update()
        for n, one in enumerate(world[60:]):
            store.file(one)
            if n % 4 == 0:
                store.remove(world[n].article.id)
                store.update()
                store.file(world[n])
                store.update()
        store.update()
        assert store.record() == fold(world)


def test_judged_pairs_are_grown_together_and_apart_again(tmp_path: Path) -> None:
    world = dense(40, 9)
    one, other = world[0].claims[0], world[7].claims[0]
    word = Judgement("same", one.id, other.id, None, None, "Ada", "2031-01-01", "looked")
    with Store(tmp_path / "record.db") as store:
        for page in world:
            store.file(page)
        store.update()
        before = store.record()
        store.judge(word)
        assert store.refold() == fold(world, [word])
        store.judge(dataclasses.replace(word, verdict="unsure", when="2031-01-02"))
        assert store.refold() == before


@pytest.mark.parametrize("seed", range(3))
def test_component_by_component_or_all_at_once(seed: int) -> None:
    items = [s for f in anytime(dense(80, seed), 0.2, seed) for s in sketches(f)]
    none = settle(())
    apart = sorted(
        (tuple(c.id for c in g.claims), g.merge, g.edges) for g in grown_apart(items, none, lambda rows: None)
    )
    assert apart == sorted((tuple(c.id for c in g.claims), g.merge, g.edges) for g in grow(items, edges(items), none))


@pytest.mark.parametrize("seed", range(3))
def test_clusters_lie_within_the_components_of_an_oracle(seed: int) -> None:
    """networkx as oracle: a cluster is connected by the edges along which it grew, and those are a forest."""
    items = [s for f in dense(60, seed) for s in sketches(f)]
    for one in grow(items, edges(items), settle(())):
        graph = networkx.Graph((e.left, e.right) for e in one.edges)
        assert not one.edges or networkx.is_forest(graph)
        assert graph.nodes <= {c.id for c in one.claims}
    graph = networkx.Graph((e.left, e.right) for e in edges(items))
    graph.add_edges_from((s.id, other) for s in items for other in s.same_as)
    for cluster in link(items, settle(())):
        ids = [s.id for s in cluster.claims]
        assert len(ids) == 1 or set(ids) <= networkx.node_connected_component(graph, ids[0])


@pytest.mark.parametrize("seed", range(3))
def test_who_is_compared_is_seen_alike_from_both_sides(seed: int, tmp_path: Path) -> None:
    world = anytime(dense(120, seed), 0.4, seed)
    items = [group[0] for group in blocks.profiles(s for f in world for s in sketches(f))]
    wanted = {tuple(sorted((a.id, b.id))) for a, b in blocks.pairs(items)}
    with Store(tmp_path / "record.db") as store:
        for one in world:
            store.file(one)
        store.update()
        index = Links(store._connection.connection.driver_connection)  # type: ignore[arg-type]
        found = set()
        for item in items:
            for key in set(blocks.keys(item)):
                near = index.near(key, blocks.place(item))
                found |= {tuple(sorted((item.id, o))) for o in weave._compared(blocks.place(item), near)}
    assert found == wanted
