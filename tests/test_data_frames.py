"""The record in a notebook: data frames, an encounter as HTML, charts."""

from __future__ import annotations

import json
from pathlib import Path

import pandas
import polars
import pytest

import summitry
import worlds
from makers import Page
from summitry.model.errors import UsageError
from summitry.record import Record, fold
from summitry.views import frames
from summitry.views.queries import Filter
from summitry.views.schema import TABLES


@pytest.fixture(scope="module")
def record() -> Record:
    page = Page("plans", "2018-04-01", body="<b>Plans</b> & more.")
    page.say("predict", "putin*,CHN", "visit", city="dalian", start="2018-06", precision="month")
    page.say("plan", "kim*,xi", "visit", city="beijing", start="2018-05-07", precision="day")
    return fold([page.filed(), *worlds.world()])


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_a_frame_in_both_libraries(record: Record, table: str) -> None:
    one, other = summitry.frame(record, table), summitry.frame(record, table, "polars")

    assert isinstance(one, pandas.DataFrame)
    assert isinstance(other, polars.DataFrame)
    assert len(one) == len(other)
    assert list(one.columns) == other.columns or not len(one)


def test_objects_are_columns(record: Record) -> None:
    found = summitry.frame(record)

    assert set(found["place.city"].dropna()) == {"Bern", "Beijing", "Dalian"}
    assert found["participants"].iloc[0][0]["name"]


def test_the_timeline_as_a_frame(record: Record) -> None:
    found = frames.timeline_frame(record, Filter(country="CHE"), "polars")

    assert found["first_day"].to_list() == ["2029-04-02", "2031-05-07"]
    assert found["countries"].to_list() == [["CHE", "CZE"]] * 2


def test_an_encounter_is_shown_with_its_quotes_and_nothing_in_it_is_markup(record: Record) -> None:
    page = Page("nasty", "2018-04-01", outlet="<script>alert(1)</script>")
    page.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-26", precision="day")
    nasty = fold([page.filed()])
    whole = next(one for one in record.encounters if one.start == "2031-05-07")

    shown = summitry.card(record, whole.id)

    assert "<blockquote>visited Bern <small>11–23</small></blockquote>" in shown._repr_html_()
    assert "confirmed by" in shown._repr_html_()
    assert "“visited Bern”" in str(shown)
    assert "<script" not in summitry.card(nasty, nasty.encounters[0].id)._repr_html_()


def test_charts_are_altair_and_whole(record: Record) -> None:
    charts = [
        frames.timeline_chart(record),
        frames.dyad_chart(record, "China", "North Korea"),
        frames.calibration_chart(record),
    ]

    told = [json.loads(chart.to_json()) for chart in charts]
    assert all("$schema" in one for one in told)
    assert len(told[0]["data"]["values"]) == 4
    assert [row["year"] for row in told[1]["data"]["values"]] == ["2018"]


def test_what_is_not_there_is_asked_for(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="expected one of articles"):
        summitry.frame(record, "events")
    with pytest.raises(UsageError, match="expected pandas or polars"):
        summitry.frame(record, library="dask")  # type: ignore[arg-type]
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(UsageError, match=r"pip install 'summitry\[frames\]'"):
        summitry.frame(record, library="polars")


def test_the_page_names_what_there_is() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "notebooks.md").read_text(encoding="utf-8")

    for name in ("frame", "card", "timeline_frame", "timeline_chart", "dyad_chart", "calibration_chart"):
        assert f"{name}(" in docs
