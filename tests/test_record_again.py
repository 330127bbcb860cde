"""Second readings: which articles they serve, that they count for exactly one window, in any order."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makers import Page, downgrade
from strategies import worlds
from summitry.model.claims import Claim, Filed, Judgement
from summitry.model.windows import Window
from summitry.record.codec import encode
from summitry.record.fold import Readings, first_stage, fold
from summitry.record.store import Store

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
WIDE = Window("2017-05-10", "2021-08-08")


def vague() -> Filed:
    page = Page("vague", None, window=WIDE)
    page.say("tell", "kim*,xi", "visit", city="beijing", value="XXXX-WXX-1")
    page.say("plan", "kim,moon", value="XXXX-XX")
    return page.filed()


def dated() -> Filed:
    page = Page("dated", "2018-03-29")
    page.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-26")
    return page.filed()


def read(filed: Filed, window: Window) -> tuple[Claim, ...]:
    """A made-up second reading: what was undated is of the first month of the window."""
    month = (window.start or "2018-01")[:7]
    return tuple(c if c.start else dataclasses.replace(c, start=month, precision="month") for c in filed.claims)


def readings(world: tuple[Filed, ...]) -> Readings:
    by_id = {f.article.id: f for f in world}
    return {(a.article, a.window): read(by_id[a.article], a.window) for a in first_stage(world).again}


def test_it_serves_what_is_undated_by_itself_and_dated_by_others() -> None:
    assert first_stage([vague()]).again == ()
    (again,) = first_stage([vague(), dated()]).again
    assert (again.article, again.window) == ("vague", Window("2018-03-26", "2018-04-26"))


def test_it_counts_for_exactly_the_window_that_first_readings_leave() -> None:
    world = (vague(), dated())
    before, told = fold(world), readings(world)
    ((key, claims),) = told.items()
    other = {("vague", Window("2018-03-26", "2018-04-25")): claims}
    assert fold(world, (), None, other) == before
    after = fold(world, (), None, {**other, **told})
    assert [a.window for a in after.again] == [key[1]]
    assert {c.start for c in after.claims if c.article == "vague"} == {"2018-03"}
    assert fold(world[:1], (), None, told) == fold(world[:1])


def test_as_of_a_day_second_readings_count_too() -> None:
    world = (vague(), dated())
    told = readings(world)
    assert fold(world, (), "2018-03-28", told).again == fold(world, (), None, told).again
    assert fold(world, (), "2018-03-01", told).again == ()


@few
@given(worlds(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_record(world: tuple[Filed, ...], random: object) -> None:
    mixed = [vague(), dated(), *world]
    told = readings(tuple(mixed))
    straight = encode(fold(mixed, (), None, told))
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert encode(fold(mixed, (), None, dict(reversed(list(told.items()))))) == straight


@few
@given(worlds(most=4), st.randoms(use_true_random=False))
def test_a_store_filled_in_parts_holds_what_one_filled_at_once_does(
    tmp_path_factory: pytest.TempPathFactory, world: tuple[Filed, ...], random: object
) -> None:
    mixed = [vague(), dated(), *world]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("again") / "record.db"
    for part in (mixed[:2], mixed[2:]):
        with Store(path) as store:
            for one in part:
                store.file(one)
            filed = {f.article.id: f for f in store.articles()}
            for due in store.to_read_again():
                claims = read(filed[due.article.id], due.date.window)
                store.file_again(dataclasses.replace(due, claims=claims))
            store.refold()
            assert store.to_read_again() == ()
    with Store(path, readonly=True) as store:
        assert store.record() == fold(mixed, (), None, readings(tuple(mixed)))


def test_a_second_reading_is_made_once_and_goes_with_its_article(tmp_path: Path) -> None:
    with Store(tmp_path / "r.db") as store:
        for one in (vague(), dated()):
            store.file(one)
        (due,) = store.to_read_again()
        assert due.claims == ()
        store.file_again(dataclasses.replace(due, claims=read(vague(), due.date.window)))
        assert store.to_read_again() == ()
        whole = store.refold()
        store.remove("dated")
        assert store.refold().again == ()
        store.file(dated())
        assert store.to_read_again() == ()
        assert store.refold() == whole
        store.file(vague(), "newer rules")
        assert [f.article.id for f in store.to_read_again()] == ["vague"]
        store.remove("vague")
        store.file_again(due)
        assert store.refold() == fold([dated()])


def test_judgements_hold_for_both_readings(tmp_path: Path) -> None:
    with Store(tmp_path / "r.db") as store:
        for one in (vague(), dated()):
            store.file(one)
        (due,) = store.to_read_again()
        store.file_again(dataclasses.replace(due, claims=read(vague(), due.date.window)))
        record = store.refold()
        left = next(c for c in record.claims if c.article == "vague" and c.type == "visit")
        right = next(c for c in record.claims if c.article == "dated")
        assert record.encounter_of[left.id] == record.encounter_of[right.id]
        planned = next(e for e in record.encounters if e.status in ("planned", "announced"))
        store.judge(Judgement("correct", planned.id, None, "city", "Panmunjom", "Ada", "2026-01-01", ""))
        assert "Panmunjom" in [e.place.city for e in store.refold().encounters if e.place]
        store.judge(Judgement("different", left.id, right.id, None, None, "Ada", "2026-01-01", "two trips"))
        apart = store.refold()
        assert len(apart.encounters) == len(record.encounters) + 1
        assert "Panmunjom" in [e.place.city for e in apart.encounters if e.place]


def test_a_file_of_version_2_takes_second_readings(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Store(path) as store:
        for one in (vague(), dated()):
            store.file(one)
    downgrade(path, 2)
    with Store(path) as store:
        assert store.articles() == (dated(), vague())
        (due,) = store.to_read_again()
        store.file_again(dataclasses.replace(due, claims=read(vague(), due.date.window)))
        assert len(store.refold().again) == 1
