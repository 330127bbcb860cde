"""What an article tells of, weighed together."""

from __future__ import annotations

import datetime
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.lexicon import tables
from summitry.mentions.dating import date_of
from summitry.mentions.dating_evidence import own_spans
from summitry.mentions.dating_solve import Constraint, solve
from summitry.mentions.dating_weighing import NAMED, Thing, things_told, weighing_clue
from summitry.mentions.times import find_times
from summitry.model.text import Article, Block, DateHint
from summitry.model.windows import Window

CAMPAIGN = (
    "The presumptive nominee has not chosen a running mate, and the presidential debate is far off. Delegates of the "
    "Republican National Convention spoke of the presidential primary. Mitt Romney spoke in Ohio, a swing state."
)


def body(text: str, hints: tuple[DateHint, ...] = ()) -> Article:
    return Article(id="a", text=text, blocks=(Block(0, len(text), "body"),), sha256="", hints=hints)


def clues(article: Article, *windows: Window) -> list[Constraint]:
    known = Constraint(windows, "inferred", 50, "made up")
    times = find_times(article, None, narrative=False)
    return list(weighing_clue(article, solve([known]), times, own_spans(article)))


def test_topics_of_a_campaign_tell_its_year_from_others() -> None:
    (clue,) = clues(body(CAMPAIGN), Window("2009-01-01", "2015-12-31"))
    assert any(window.holds(Window("2012-05-01", "2012-07-31")) for window in clue.windows)
    assert sum(window.days or 9999 for window in clue.windows) < 1000  # of the 2,556 days that were left
    assert "“running mate”" in clue.reason
    assert clue.quote is not None


def test_a_thing_or_two_cut_nothing() -> None:
    assert clues(body("They sought a running mate. They tweeted."), Window("2009-01-01", "2015-12-31")) == []


def test_a_month_is_left_as_it_is() -> None:
    assert clues(body(CAMPAIGN), Window("2013-02-01", "2013-02-28")) == []


def test_only_days_that_the_clues_leave_are_weighed() -> None:
    left = (Window("2009-01-01", "2010-12-31"), Window("2013-01-01", "2015-12-31"))
    (clue,) = clues(body(CAMPAIGN), *left)
    assert all(any(part.holds(window) for part in left) for window in clue.windows)


def test_a_side_that_nothing_bounds_stays_open() -> None:
    (clue,) = clues(body(f"{CAMPAIGN} They tweeted."), Window("2012-01-01", None))
    assert clue.hull.start == "2012-01-01"
    assert clue.hull.end is None or clue.hull.end < "2027-12-31"


def test_a_given_day_is_kept_whatever_is_told() -> None:
    assert date_of(body(CAMPAIGN, (DateHint("given", "2015-02-03"),))).value == "2015-02-03"


def test_of_the_dates_that_an_article_tells_the_latest_is_weighed() -> None:
    article = body("They met on 3 June 2014, on 5 July 2015 and on 8 March 2013.")
    dates = list(things_told(article, find_times(article, None, narrative=False), own_spans(article)))
    assert [thing.quote.text for thing in dates] == ["5 July 2015"]


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2020, 1, 1)), st.integers(1, 900), st.integers(1, 900))
@settings(max_examples=30)
def test_days_lose_the_more_the_further_off_they_lie(day: datetime.date, near: int, further: int) -> None:
    at = day.toordinal()
    thing = Thing(((at, at),), NAMED, body("x").quote(0, 1))
    own, close, far = thing.losses([(at, at), (at + near, at + near), (at + near + further, at + near + further)])
    assert 0.0 == own < close <= far


def test_topics_are_lower_case_and_their_periods_months() -> None:
    for row in tables.read("topics"):
        assert row["forms"] == row["forms"].lower()
        for period in tables.parts(row["periods"]):
            first, last = period.split("..")
            assert re.fullmatch(r"\d{4}-\d\d", first)
            assert first <= last
