"""Days that a page prints, states or puts in its dateline: what is claimed of them, and what stays open."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.mentions.dating import date_of, value_of
from summitry.mentions.dating_solve import Constraint, solve
from summitry.model.notes import ArticleDate
from summitry.model.text import Article, Block, BlockKind, DateHint
from summitry.model.windows import Window
from summitry.pages import article_of_text

STORY = (
    "Two ministers met in the old town hall and spoke for about two hours, an office said on {weekday}. "
    "They had quarrelled for years over a bridge that neither of them wants to pay for."
)
BARE = STORY.replace(" on {weekday}", "")
DAYS = st.dates(datetime.date(1995, 1, 1), datetime.date(2026, 12, 31))


def article(*lines: tuple[BlockKind, str], **hints: str) -> Article:
    text, blocks = "", []
    for kind, line in lines:
        blocks.append(Block(len(text), len(text) + len(line), kind))
        text += line + "\n"
    told = tuple(DateHint(where.replace("_", " "), value) for where, value in hints.items())
    return Article(id="a", text=text, blocks=tuple(blocks), sha256="", hints=told)


def page(head: str, story: str = BARE) -> ArticleDate:
    return date_of(article_of_text("a", f"{head}\n\n{story}\n".encode()))


def told(*bounds: str) -> tuple[BlockKind, str]:
    """A paragraph after the story's that bounds the day by what it tells."""
    return ("body", " ".join(bounds))


@given(DAYS)
def test_a_stated_day_is_the_day(day: datetime.date) -> None:
    stamp = f"{day.isoformat()}T21:55:00Z"
    date = date_of(article(("body", "They met."), **{"meta article:published_time": stamp}))
    assert (date.value, date.window) == (day.isoformat(), Window.of(day.isoformat()))
    assert date.basis == "metadata"


@given(DAYS, st.sampled_from([-1, 1]))
def test_a_printed_day_goes_before_clocks_of_other_places(day: datetime.date, by: int) -> None:
    other = (day + datetime.timedelta(days=by)).isoformat()
    printed = f"{day.day} {day:%B} {day.year}"
    date = date_of(article(("headline", "They met"), ("byline", printed), ("body", BARE), url=other))
    assert (date.value, date.basis) == (day.isoformat(), "dateline")
    (clock,) = [c for c in date.candidates if c.basis == "url"]
    assert clock.kept
    assert "clocks" in clock.reason


def test_the_address_goes_before_metadata_a_day_apart() -> None:
    hints = {"url": "2016-05-04", "json-ld datePublished": "2016-05-03T23:30:00Z"}
    date = date_of(article(("body", BARE), **hints))
    assert (date.value, date.basis) == ("2016-05-04", "url")


def test_days_further_apart_contradict_each_other() -> None:
    date = date_of(article(("byline", "3 May 2016"), ("body", BARE), url="2016-05-14"))
    assert date.value == "2016-05-14"
    assert [c.quote.text for c in date.candidates if not c.kept and c.quote] == ["3 May 2016"]


@pytest.mark.parametrize(
    "head",
    [
        "Ministers meet\n\n13/05/2016",
        "Ministers meet\n\n13.05.2016",
        "Ministers meet\n\n05/13/2016",
        "FISHER WIRE - NORTH - 13 MAY 2016\n\nMinisters meet at last over a bridge",
        "The Fish Weekly                             Friday 13 May 2016\n\nMinisters meet",
        "Ministers meet\n\nAnn Lee, Oslo, 13 May 2016",
        "Ministers meet\nBy Ann Lee\nMay 13, 2016 6:18 pm",
        "Ministers meet\nMay 13, 2016 | Updated 11:02 a.m. ET",
        "Ministers meet\nPublished: 13 May 2016\nUpdated: 14 May 2016",
    ],
)
def test_days_printed_near_the_top(head: str) -> None:
    date = page(head)
    assert (date.value, date.basis) == ("2016-05-13", "dateline")


@pytest.mark.parametrize(
    "head",
    [
        "Victims of September 11, 2001",
        "Ministers meet\n\nOn 3 May 2016",
        "Ministers meet\n\n© The Fish, 3 May 2016",
    ],
)
def test_dates_in_headlines_phrases_and_copyright_lines_are_not_printed_days(head: str) -> None:
    assert page(head).value is None


@pytest.mark.parametrize("kind", ["related", "comment", "advert", "caption"])
def test_dates_of_other_blocks_are_no_days(kind: BlockKind) -> None:
    date = date_of(article(("headline", "Ministers meet"), (kind, "3 May 2016"), ("body", BARE)))
    assert date.value is None
    assert date.window.end is None


@pytest.mark.parametrize(("weekday", "day"), [("Tuesday", "2016-05-03"), ("Friday", "2016-03-05")])
def test_the_text_decides_between_two_readings(weekday: str, day: str) -> None:
    assert page("Ministers meet\n\n03/05/2016", STORY.format(weekday=weekday)).value == day


def test_two_readings_that_nothing_decides_stay_candidates() -> None:
    date = page("Ministers meet\n\n03/05/2016")
    assert (date.value, date.window) == (None, Window("2016-03-05", "2016-05-03"))
    days = {c.window.start for c in date.candidates if c.kept and c.window.days == 1}
    assert days == {"2016-03-05", "2016-05-03"}


def dateline(day: str, weekday: str, *bounds: str, **hints: str) -> ArticleDate:
    lines: list[tuple[BlockKind, str]] = [
        ("dateline", f"OSLO, {day} (Fisher Wire) -"),
        ("body", STORY.format(weekday=weekday)),
        told(*bounds),
    ]
    return date_of(article(*lines, **hints))


def test_a_dateline_without_a_year_is_the_day_where_one_year_is_left() -> None:
    date = dateline("Dec 9", "Wednesday", "The law was signed in 2014.", given="2015")
    assert date.value == "2015-12-09"
    by_text = dateline("Dec 9", "Wednesday", "President Barack Obama spoke.", "It was signed on 3 June 2012.")
    assert (by_text.value, by_text.basis) == ("2015-12-09", "dateline")


def test_a_dateline_with_several_years_left_lists_them() -> None:
    date = dateline("Dec 9", "Wednesday", "President Barack Obama spoke.")
    assert (date.value, date.basis) == (None, "inferred")
    days = [c.window.start for c in date.candidates if c.kept and c.window.days == 1]
    assert days == ["2009-12-09", "2010-12-09", "2015-12-09"]
    assert date.window == Window("2009-12-09", "2015-12-09")


def test_an_article_may_be_of_the_day_after_its_dateline() -> None:
    assert dateline("Dec 9", "Wednesday", url="2015-12-10").value == "2015-12-10"


def test_recurring_days_alone_bound_nothing() -> None:
    date = dateline("Dec 9", "Wednesday")
    assert date.window == Window(None, None)
    assert date.basis == "none"
    later = dateline("Dec 9", "Wednesday", "It was signed on 3 June 2012.")
    assert later.window == Window("2015-12-09", None)


def test_a_picture_bounds_from_below_only() -> None:
    date = date_of(article(("caption", "Two ministers on 3 May 2011."), ("body", BARE)))
    assert date.window == Window("2011-05-03", None)


def test_values_are_exactly_their_windows() -> None:
    assert value_of(Window("2018-03-01", "2018-03-31")) == "2018-03"
    assert value_of(Window("2018-03-01", "2018-03-30")) is None
    assert value_of(Window("2018-03-02", "2018-03-03")) is None


def test_a_choice_of_days_is_open_on_the_sides_that_only_it_bounds() -> None:
    days = tuple(Window.of(f"{year}-05-03") for year in range(2010, 2015))
    clues = [
        Constraint(days, "dateline", 78, "every year", recurs=True),
        Constraint((Window("2012-01-01", None),), "inferred", 50, "later"),
    ]
    assert solve(clues).known == Window("2012-05-03", None)
    assert solve([*clues, Constraint((Window(None, "2012-12-31"),), "inferred", 40, "then")]).known.days == 1
