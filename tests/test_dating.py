"""When articles were written: clues, their order, what is claimed and what is left open."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.mentions.dating import FINDER, date_of, narrowed, value_of
from summitry.mentions.dating_solve import OPEN, Constraint, intersect, solve
from summitry.model.finder import Seen
from summitry.model.notes import ArticleDate
from summitry.model.text import Article, Block, BlockKind, DateHint
from summitry.model.windows import Window

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2027, 12, 31)).map(lambda d: d.isoformat())
WINDOWS = st.tuples(DAYS, DAYS).map(lambda pair: Window(min(pair), max(pair)))
CLUES = st.builds(
    Constraint,
    st.lists(WINDOWS, min_size=1, max_size=3).map(tuple),
    st.just("inferred"),
    st.integers(0, 100),
    st.text("ab", max_size=3),
)


def article(*lines: tuple[BlockKind, str], hints: tuple[DateHint, ...] = ()) -> Article:
    text, blocks = "", []
    for kind, line in lines:
        blocks.append(Block(len(text), len(text) + len(line), kind))
        text += line + "\n"
    return Article(id="a", text=text, blocks=tuple(blocks), sha256="", hints=hints)


def body(text: str, **dates: str) -> Article:
    return article(("body", text), hints=tuple(DateHint(where, value) for where, value in dates.items()))


def test_nothing_known_nothing_claimed() -> None:
    date = date_of(body("Two people spoke for an hour about the weather."))
    assert (date.value, date.window, date.basis) == (None, OPEN, "none")
    assert date.quotes[0].text.startswith("Two people")


def test_a_given_day_is_kept() -> None:
    date = date_of(body("They met on Monday.", given="2018-03-28"))
    assert (date.value, date.basis) == ("2018-03-28", "given")


def test_a_given_month_is_a_window() -> None:
    date = date_of(body("They met.", given="2018-03"))
    assert (date.value, date.window) == ("2018-03", Window.of("2018-03"))


def test_a_given_date_before_what_the_text_tells_is_noticed() -> None:
    text = "It was signed on 3 June 2014. President Emmanuel Macron spoke. On 5 July 2018 they met."
    date = date_of(body(text, given="2012-01-05"))
    assert date.window.start == "2018-07-05"
    (wrong,) = [c for c in date.candidates if c.basis == "given"]
    assert not wrong.kept
    assert "the text contradicts" in wrong.reason


def test_a_day_of_fetching_gives_way_to_the_address_and_the_text() -> None:
    text = "President Barack Obama met Prime Minister David Cameron. President Obama met Secretary of State John Kerry."
    assert date_of(body(text, given="2025-12-28", url="2014-05-07")).value == "2014-05-07"


def test_an_address_dates_where_nothing_is_given() -> None:
    date = date_of(body("They met.", url="2018-05-07"))
    assert (date.value, date.basis) == ("2018-05-07", "url")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("President Barack Obama spoke. President Obama and President Obama left.", "2009-01-20", "2017-03-21"),
        ("Former FBI Director James Comey spoke.", "2017-04-25", None),
        ("The Covid-19 pandemic goes on.", "2020-02-11", None),
        ("The law was signed in 2014.", "2013-10-01", None),
        ("The ceasefire was signed on 3 June 2014.", "2014-06-03", None),
    ],
)
def test_facts_bound_the_day(text: str, start: str, end: str | None) -> None:
    assert date_of(body(text)).window == Window(start, end)


def test_the_calendar_and_an_office_find_the_year() -> None:
    date = date_of(body("On Tuesday, March 27, the train arrived. President Moon Jae-in was told."))
    assert date.window.holds(Window.of("2018-03-28"))
    assert (date.window.days or 0) <= 32


def test_a_meeting_ahead_and_days_without_a_year() -> None:
    date = date_of(
        body("It was announced on Apr. 18. They will stay in touch until the G20 summit in Osaka at the end of June.")
    )
    assert date.window.end == "2019-06-28"


def test_a_summit_of_two_sides_bounds_the_day() -> None:
    assert date_of(body("Trump and Putin will hold a summit in Helsinki.")).window.start == "2018-06-28"
    assert (
        date_of(body("Relations cooled after the summit of Trump and Putin in Helsinki.")).window.start == "2018-07-16"
    )
    assert date_of(body("Two mayors held a summit in Helsinki.")).window.start is None


def test_later_things_outweigh_a_title_kept_by_courtesy() -> None:
    date = date_of(
        body("President Ronald Reagan was recalled. The Affordable Care Act was debated. On 5 June 2017 it was raised.")
    )
    assert date.window == Window("2017-06-05", None)
    assert any(not c.kept and "later things" in c.reason for c in date.candidates)


def test_comments_related_links_and_copyright_date_nothing() -> None:
    date = date_of(
        article(
            ("body", "Two people spoke for an hour."),
            ("comment", "It was signed on 3 June 2014."),
            ("related", "Published: 4 May 2016"),
            ("boilerplate", "© 2019 The Paper"),
        )
    )
    assert date.window == OPEN
    assert [(c.kept, c.window) for c in date.candidates] == [(False, Window.of("2019"))]
    assert "copyright" in date.candidates[0].reason


def test_a_caption_bounds_from_below_only() -> None:
    date = date_of(article(("caption", "Two leaders in a photo released March 28, 2018."), ("body", "They spoke.")))
    assert date.window.start == "2018-03-28"
    assert date.value is None or len(date.value) < 10


def test_a_printed_date_beside_the_byline() -> None:
    date = date_of(
        article(("headline", "They met"), ("byline", "By Ann Writer, 5 May 2016"), ("body", "They spoke. " * 20))
    )
    assert (date.window.start, date.basis) == ("2016-05-05", "dateline")


def test_the_finder_writes_one_date() -> None:
    page = body("They met.")
    (note,) = FINDER.run(page, Seen(page, ()))
    assert isinstance(note, ArticleDate)


def test_more_clues_narrow_and_contradictions_are_told() -> None:
    page = body("They met.", given="2018")
    near = Constraint((Window("2018-03-01", "2018-03-31"),), "inferred", 50, "shares an encounter")
    far = Constraint((Window("2001-01-01", "2001-12-31"),), "inferred", 40, "shares another")
    date = narrowed(page, date_of(page), [near, far])
    assert date.window == Window.of("2018-03")
    assert [c.reason.split(";")[0] for c in date.candidates if not c.kept] == ["shares another"]


@given(st.lists(CLUES, max_size=6))
def test_the_order_of_clues_does_not_matter(clues: list[Constraint]) -> None:
    assert solve(clues) == solve(reversed(clues))


@given(st.lists(CLUES, max_size=6))
def test_kept_clues_all_hold_and_each_clue_has_one_verdict(clues: list[Constraint]) -> None:
    found = solve(clues)
    assert len(found.kept) + len(found.dropped) == len(clues)
    for clue in found.kept:
        assert intersect(found.domain, clue.windows) == found.domain


@given(st.lists(WINDOWS, max_size=4), st.lists(WINDOWS, max_size=4))
def test_intersections_commute_and_stay_apart(left: list[Window], right: list[Window]) -> None:
    common = intersect(left, right)
    assert common == intersect(right, left)
    assert all(not a.meets(b) for a, b in itertools.pairwise(common))


@given(WINDOWS)
def test_values_hold_their_window(window: Window) -> None:
    value = value_of(window)
    assert value is None or Window.of(value).holds(window)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_date(text: str) -> None:
    date = date_of(body(text))
    assert date.window.start is None or date.window.end is None or date.window.start <= date.window.end


def test_a_given_date_that_is_none_is_said() -> None:
    date = date_of(body("They met.", given="28.3.2018"))
    assert (date.value, date.basis) == (None, "none")
    (said,) = [c for c in date.candidates if c.basis == "given"]
    assert not said.kept
    assert "'28.3.2018'" in said.reason


@pytest.mark.parametrize("written", ["2018-03-28T10:00:00Z", "20180328", "2018/03/28", "2018-03-28 10:00"])
def test_a_given_day_may_be_written_in_some_ways(written: str) -> None:
    assert date_of(body("They met.", given=written)).value == "2018-03-28"


@pytest.mark.parametrize("written", ["2018-3-28", "2018-13-01", "March 2018", "1200-01-01", "20183"])
def test_what_is_no_date_dates_nothing(written: str) -> None:
    assert date_of(body("They met.", given=written)).window == OPEN


@pytest.mark.parametrize(
    "text",
    [
        "He raised funds for Republican presidential candidate Mitt Romney in 2012.",
        "Their 2012 candidate Mitt Romney had lost.",
    ],
)
def test_a_year_beside_a_title_says_when_it_was_held(text: str) -> None:
    end = date_of(body(text)).window.end
    assert end is None or end > "2015"


def test_a_year_that_a_range_begins_with_is_not_past() -> None:
    date = date_of(body("Games were considered for events from 2018 to 2022, it said. They met on 5 July 2016."))
    assert str(date.window.start) < "2017"
