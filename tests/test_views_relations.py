"""Relations, how forecasts fared, and what people say of a record: as functions and as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from makers import Page
from summitry import cli
from summitry.model.claims import Filed
from summitry.model.errors import UsageError
from summitry.model.ids import content_id
from summitry.record.fold import fold
from summitry.record.store import Store
from summitry.views.fared import forecasters
from summitry.views.queries import open_record
from summitry.views.relations import relation_row, relations
from summitry.views.said import judge, judgements, remove


def told() -> tuple[Filed, ...]:
    """Kim in Beijing in March and in Dalian in May of 2018, Trump and Kim in Singapore and Hanoi, a call, and a visit
    that was announced and never took place."""
    found = []
    rows = (
        ("a", "2018-03-29", "confirm", "kim*,xi", "visit", "2018-03-26", "beijing"),
        ("b", "2018-05-09", "confirm", "kim*,xi", "visit", "2018-05-08", "dalian"),
        ("c", "2018-06-13", "tell", "kim,trump", "summit", "2018-06-12", "singapore"),
        ("d", "2019-03-01", "tell", "kim,trump", "summit", "2019-02-27", "hanoi"),
        ("e", "2020-01-10", "tell", "xi,trump", "call", "2020-01-09", None),
        ("f", "2018-05-20", "announce", "kim,trump", "summit", "2018-06-12", "singapore"),
        ("g", "2018-11-01", "announce", "xi*,kim", "visit", "2018-12", None),
        ("h", "2018-12-20", "cancel", "xi*,kim", "visit", "2018-12", None),
    )
    for name, day, act, people, kind, start, city in rows:
        page = Page(name, day, outlet=f"Daily {name.upper()}")
        page.say(act, people, kind, start=start, tense="future" if act in ("announce", "cancel") else "past",
                 **({"city": city} if city else {}))  # fmt: skip
        found.append(page.filed())
    return tuple(found)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "r.db") as store:
        for one in told():
            store.file(one)
        store.update()
    return tmp_path / "r.db"


def test_what_took_place_between_two_states() -> None:
    record = fold(told())
    found = relations(record, "PRK", "China")
    row = relation_row(found)
    assert row["took_place"] == 2
    assert row["years"] == [{"year": 2018, "encounters": 2}]
    assert row["travels"] == {"to_one": 0, "to_other": 2, "third": 0, "call": 0, "unknown": 0}
    assert row["first_gap"] == {"days": 43, "before": found.encounters[0].id, "after": found.encounters[1].id}
    assert row["longest_gap"] == row["first_gap"]
    assert {(c["root"], c["mode"], c["encounters"]) for c in row["plover"]} == {
        ("CONSULT", "visit", 2), ("REJECT", None, 1),
    }  # fmt: skip
    assert row["mean_score"] == round((1.9 + 1.9 - 5.0) / 3, 2)
    assert row["days_since_last"] == 612


def test_people_by_words_of_their_names_and_the_other_way_round() -> None:
    record = fold(told())
    found = relations(record, "trump", "Kim Jong Un")
    assert [e.place.city for e in found.encounters if e.place] == ["Singapore", "Hanoi"]
    assert found.travels["third"] == 2
    back = relations(record, "Kim Jong Un", "trump")
    assert (back.encounters, back.gaps, back.years) == (found.encounters, found.gaps, found.years)
    assert found.years == {2018: 1, 2019: 1}
    assert relations(record, "China", "usa").travels["call"] == 1
    assert relations(record, "China", "DNK").encounters == ()
    with pytest.raises(UsageError, match="expected a state"):
        relations(record, "China", "nobody at all")
    with pytest.raises(UsageError, match="two sides"):
        relations(record, "China", "CHN")


def test_as_of_a_day() -> None:
    assert len(relations(fold(told(), as_of="2018-04"), "PRK", "CHN").encounters) == 1


def test_forecasts_fare_by_forecaster_and_by_outlet_from_the_cases_told() -> None:
    record = fold(told())
    whole, *rest = forecasters(record)
    assert dict(whole.outcomes) == {"fulfilled": 1, "void": 1}
    assert (whole.resolved, whole.hits, whole.hit_rate) == (1, 1, 1.0)
    assert whole.brier == pytest.approx((0.875 - 1) ** 2)
    assert whole.leads == (23,)
    assert sum(one.resolved for one in rest) == whole.resolved
    by_outlet = {one.name: one for one in forecasters(record, "outlet")[1:]}
    assert by_outlet["Daily G"].hit_rate is None
    assert by_outlet["Daily F"].lead == 23
    with pytest.raises(UsageError, match="forecaster or outlet"):
        forecasters(record, "country")


def test_a_word_holds_until_it_is_taken_back_and_stays_on_record(path: Path) -> None:
    before = open_record(path)
    ids = [e.id for e in before.encounters]
    start = before.encounters[0]
    (word,) = judge(path, "correct", [start.id[:8], "city", "Shenyang"], by="Ada", why="read it again")
    assert "Shenyang" in {e.place.city for e in open_record(path).encounters if e.place}
    assert judgements(path) == (word,)
    judge(path, "same", [ids[0], ids[1]], by="Ben")
    assert len(open_record(path).encounters) == len(ids) - 1
    for _ in range(2):
        latest = next(j for j in judgements(path) if j.verdict != "unsure" and j.by in ("Ada", "Ben"))
        said = [j for j in judgements(path) if (j.by, j.when) == (latest.by, latest.when)]
        judge(path, "undo", [content_id("judgement", said[0])], by="Cy")
        if latest.by == "Ben":
            assert len(open_record(path).encounters) == len(ids)
            judge(path, "correct", [start.id, "city", "Shenyang"], by="Ada", why="still")
    assert {j.verdict for j in judgements(path)} == {"correct", "same", "unsure"}


@pytest.mark.parametrize(
    ("verdict", "about"),
    [("maybe", ["x"]), ("same", ["x"]), ("correct", ["zzz", "city", "Bern"]), ("undo", ["zzz"]), ("accept", ["zzz"])],
)
def test_what_cannot_be_said_is_refused(path: Path, verdict: str, about: list[str]) -> None:
    with pytest.raises(UsageError, match="expected"):
        judge(path, verdict, about, by="Ada")
    with pytest.raises(UsageError, match="who says so"):
        judge(path, "accept", ["a"], by=" ")


def test_a_page_taken_out_leaves_the_record_of_the_others(path: Path) -> None:
    remove(path, ["a", "h"])
    with Store(path, readonly=True) as store:
        assert store.record() == fold([f for f in told() if f.article.id not in ("a", "h")])
    with pytest.raises(UsageError, match="id of an article"):
        remove(path, ["b", "a"])
    with Store(path, readonly=True) as store:
        assert "b" in store.ids()


def test_as_commands(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["relations", "PRK", "CHN", "--record", str(path)]) == 0
    assert "2 encounters took place" in capsys.readouterr().out
    assert cli.run(["relations", "PRK", "CHN", "--record", str(path), "--json", "--as-of", "2018-04"]) == 0
    assert json.loads(capsys.readouterr().out)["took_place"] == 1
    assert cli.run(["forecasters", "outlet", "--record", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["name"] is None
    first = open_record(path).encounters[0].id
    assert cli.run(["judge", "accept", first, "--by", "Ada", "--record", str(path)]) == 0
    assert cli.run(["judgements", "--record", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["encounter"] == first
    assert cli.run(["remove", "a", "--record", str(path)]) == 0
    assert cli.run(["remove", "a", "--record", str(path)]) == 2
