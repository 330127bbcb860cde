"""The folds as pure functions: order, batches, repeats and the time of a judgement make no difference."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makers import Page
from strategies import judgements, worlds
from summitry.model.claims import Filed, Judgement, Participant
from summitry.model.errors import UsageError
from summitry.model.windows import Window
from summitry.record.codec import encode
from summitry.record.fold import Record, fold
from summitry.record.judgements import settle
from summitry.record.link import edges, link
from summitry.record.match import match
from summitry.record.sketches import sketches

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def bytes_of(record: Record) -> str:
    return encode(record)


@st.composite
def judged_worlds(draw: st.DrawFn) -> tuple[tuple[Filed, ...], tuple[Judgement, ...]]:
    world = draw(worlds())
    told = tuple(c for f in world for c in f.claims)
    return world, tuple(draw(st.lists(judgements(told), max_size=3))) if told else ()


@few
@given(judged_worlds(), st.randoms(use_true_random=False))
def test_any_order_and_any_repeats_give_the_same_record(
    given_world: tuple[tuple[Filed, ...], tuple[Judgement, ...]], random: object
) -> None:
    world, words = given_world
    mixed, said = [*world, *world[:2]], [*words, *words]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(said)  # type: ignore[attr-defined]
    assert bytes_of(fold(mixed, said)) == bytes_of(fold(world, words))


@few
@given(judged_worlds())
def test_every_claim_is_of_one_encounter_and_every_value_comes_from_its_claims(
    given_world: tuple[tuple[Filed, ...], tuple[Judgement, ...]],
) -> None:
    world, words = given_world
    record = fold(world, words)
    assert sorted(c for e in record.encounters for c in e.claims) == sorted(c.id for f in world for c in f.claims)
    ids = {e.id for e in record.encounters}
    assert len(ids) == len(record.encounters)
    for account in record.accounts:
        assert account.encounter in ids
        assert account.evidence
        assert {record.claim_of[c].article for c in account.claims} == {account.article}
    for one in record.encounters:
        assert one.parent is None or (one.parent in ids and one.parent != one.id)
        assert one.status == one.status_history[-1].status
        assert one.n_origins >= 1
        assert one.n_articles == len({record.claim_of[c].article for c in one.claims})
    assert all(f.claim in record.claim_of and f.encounter in ids for f in record.forecasts)
    assert all(len(c.values) > 1 for c in record.conflicts)


@few
@given(judged_worlds())
def test_judgements_win(given_world: tuple[tuple[Filed, ...], tuple[Judgement, ...]]) -> None:
    world, words = given_world
    of = fold(world, words).encounter_of
    settled = settle(words)
    for one in settled.different:
        assert of[one.left] != of[one.right or ""]
    graph = nx.Graph([(j.left, j.right) for j in settled.same])
    torn = any(j.left in graph and j.right in graph and nx.has_path(graph, j.left, j.right) for j in settled.different)
    if not torn:
        assert all(of[j.left] == of[j.right or ""] for j in settled.same)


@few
@given(worlds())
def test_clusters_lie_within_the_components_of_the_links(world: tuple[Filed, ...]) -> None:
    """networkx as oracle: a cluster never spans two components of the graph of edges and of what the texts link."""
    items = [s for f in world for s in sketches(f)]
    graph = nx.Graph()
    graph.add_nodes_from(s.id for s in items)
    graph.add_edges_from((e.left, e.right) for e in edges(items))
    graph.add_edges_from((s.id, earlier) for s in items for earlier in s.claim.same_as)
    component = {claim: i for i, found in enumerate(nx.connected_components(graph)) for claim in found}
    clusters = link(items, settle(()))
    assert sorted(s.id for c in clusters for s in c.claims) == sorted(graph)
    for cluster in clusters:
        assert len({component[s.id] for s in cluster.claims}) == 1


@few
@given(worlds(most=3))
def test_a_match_is_symmetric(world: tuple[Filed, ...]) -> None:
    items = [s for f in world for s in sketches(f)]
    for a in items:
        for b in items:
            assert match(a, b) == match(b, a)


@few
@given(worlds())
def test_as_of_the_last_day_leaves_out_the_undated_alone(world: tuple[Filed, ...]) -> None:
    whole = fold(world)
    then = fold(world, as_of="9999")
    dated = {f.article.id for f in whole.articles if f.date.window.start or f.date.window.end}
    assert {f.article.id for f in then.articles} == dated


def test_the_latest_word_on_a_pair_holds_and_unsure_takes_it_back() -> None:
    a, b = Page("a", "2018-03-28"), Page("b", "2018-03-28")
    one = a.say("tell", "kim,xi", city="beijing")
    two = b.say("tell", "kim,xi", city="beijing")
    world = [a.filed(), b.filed()]

    def word(verdict: str, when: str) -> Judgement:
        return Judgement(verdict, one.id, two.id, None, None, "Ada", when, "")  # type: ignore[arg-type]

    assert len(fold(world).encounters) == 1
    assert len(fold(world, [word("different", "2026-01-01")]).encounters) == 2
    assert len(fold(world, [word("different", "2026-01-01"), word("same", "2026-01-02")]).encounters) == 1
    assert len(fold(world, [word("different", "2026-01-01"), word("unsure", "2026-01-02")]).encounters) == 1
    joined = fold(world, [word("same", "2026-01-02")]).encounters[0]
    assert "judged the same by Ada" in joined.merge


def test_a_correction_shows_on_the_encounter_and_in_its_history() -> None:
    page = Page("a", "2018-03-28")
    one = page.say("rumour", "kim*,xi", "visit", city="beijing")
    fixes = [
        Judgement("correct", one.id, None, "status", "confirmed", "Ada", "2026-01-01T10:00", "saw it"),
        Judgement("correct", one.id, None, "city", "Dalian", "Ada", "2026-01-01", ""),
        Judgement("correct", one.id, None, "start", "2018-03-27", "Ada", "2026-01-01", ""),
    ]
    shown = fold([page.filed()], fixes).encounters[0]
    assert (shown.status, shown.start, shown.place and shown.place.city) == ("confirmed", "2018-03-27", "Dalian")
    assert shown.status_history[-1].said_by == "Ada (judgement)"


def test_an_encounter_is_found_by_the_start_of_its_id_alone() -> None:
    page = Page("a", "2018-03-28")
    page.say("tell", "kim*,xi", "visit", city="beijing")
    record = fold([page.filed()])
    one = record.encounters[0]
    assert record.encounter(one.id[:6]) == record.encounter(one.id) == one
    for wrong in ("", "zz"):
        with pytest.raises(UsageError, match="starts with"):
            record.encounter(wrong)
    with pytest.raises(UsageError, match="as of"):
        fold([page.filed()], as_of="yesterday")


def test_people_and_windows_have_an_order_whatever_is_not_known_of_them() -> None:
    people = [
        Participant("Musa", country, office, "visitor", "person", None)
        for country in (None, "NGA")
        for office in (None, "president")
    ]
    assert sorted(set(people)) == people
    windows = [
        Window(None, None),
        Window(None, "2018-03-28"),
        Window("2018-03-25", None),
        Window("2018-03-25", "2018-03-28"),
    ]
    assert sorted(set(windows)) == windows
