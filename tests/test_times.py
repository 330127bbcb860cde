"""Time expressions: what is found, its value, its days, its relation; the calculus underneath; no input takes long."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.lexicon import holidays
from summitry.mentions.times import FINDER, find_times, reach
from summitry.mentions.times_exprs import Reference, Shift, Weekday
from summitry.mentions.times_grammar import amount
from summitry.mentions.times_ranges import joined
from summitry.mentions.times_reading import shared
from summitry.mentions.times_values import is_timex3, narrowed, part_of, precision_of, week_value, window_of
from summitry.model.finder import Seen
from summitry.model.notes import ArticleDate, Maker, Timex
from summitry.model.text import Article, Block, Quote
from summitry.model.windows import Window

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
MARCH_28 = Window.of("2018-03-28")


def article(text: str) -> Article:
    return Article(id="a", text=text, blocks=(Block(0, len(text), "body"),), sha256="")


def told(text: str, dct: Window | None = MARCH_28) -> Sequence[Timex]:
    """Times as the finder gives them, ranges joined."""
    page = article(text)
    return joined(page, find_times(page, dct))


def days(text: str, dct: Window | None = MARCH_28) -> tuple[str | None, str | None] | None:
    (found,) = told(text, dct)
    return (found.window.start, found.window.end) if found.window else None


# The phrases of the issue with their days as of Wednesday 28 March 2018.
PHRASES = [
    ("They met on Monday.", "2018-03-26", "2018-03-26"),
    ("They met on Tuesday, March 27.", "2018-03-27", "2018-03-27"),
    ("They will meet next Tuesday.", "2018-04-03", "2018-04-03"),
    ("The forum opens on Apr. 26-27.", "2018-04-26", "2018-04-27"),
    ("They will meet in late May or early June.", "2018-05-21", "2018-06-10"),
    ("They will meet in the second half of April.", "2018-04-16", "2018-04-30"),
    ("They will meet at the end of June.", "2018-06-21", "2018-06-30"),
    ("There was talk at the beginning of the week.", "2018-03-26", "2018-03-27"),
    ("The visit lasted from Sunday to Wednesday.", "2018-03-25", "2018-03-28"),
    ("He was there from 25 to 28 March.", "2018-03-25", "2018-03-28"),
    ("They will meet in the coming weeks.", "2018-03-28", "2018-06-06"),
    ("Ties improved over the past 10 months.", "2017-06-01", "2018-03-28"),
    ("They will meet next month.", "2018-04-01", "2018-04-30"),
    ("He has led since 2011.", "2011-01-01", "2011-12-31"),
    ("They will meet in three weeks.", "2018-04-15", "2018-04-21"),
    ("They met last Easter weekend.", "2017-04-15", "2017-04-16"),
    ("The parade on Victory Day in 2015 was large.", "2015-05-09", "2015-05-09"),
    ("They met by the 18th.", "2018-03-18", "2018-03-18"),
    ("Growth slowed in the third quarter of 2017.", "2017-07-01", "2017-09-30"),
    ("The talks began last autumn.", "2017-09-01", "2017-11-30"),
]


@pytest.mark.parametrize(("text", "start", "end"), PHRASES)
def test_phrases_of_the_news(text: str, start: str, end: str) -> None:
    assert days(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("It is due by May.", "by"),
        ("It was before Monday.", "before"),
        ("It was after Monday.", "after"),
        ("He ruled since 2011.", "since"),
        ("He waited until Friday.", "until"),
        ("It fell around March 3.", "around"),
        ("They met on Monday.", "on"),
        ("They met in April.", "in"),
    ],
)
def test_relation_is_the_preposition_and_the_window_stays_that_of_the_words(text: str, relation: str) -> None:
    (found,) = told(text)
    assert found.relation == relation
    assert found.window == window_of(found.value, found.mod)


def test_reach_of_by_may_starts_on_the_day_of_writing() -> None:
    (may,) = told("The summit is due by May.")
    assert may.window == Window.of("2018-05")
    assert reach(may, MARCH_28) == Window("2018-03-28", "2018-05-31")


@pytest.mark.parametrize(
    "text", ["He may march on.", "One second, the sun said.", "They fall silent and spring up.", "$1,990 a head"]
)
def test_words_that_look_like_dates_are_none(text: str) -> None:
    assert not [t for t in told(text) if t.window is not None]


def test_nothing_dates_itself_without_a_day_of_writing() -> None:
    found = told("They met on Tuesday, yesterday and two days later, in March.", None)
    assert [t.value for t in found] == ["XXXX-WXX-2", "XXXX-XX-XX", "XXXX-XX-XX", "XXXX-03"]
    assert all(t.window is None for t in found)


def test_a_wide_day_of_writing_gives_a_wide_window_and_no_day() -> None:
    (found,) = told("They met on Tuesday.", Window.of("2018-04"))
    assert found.value == "2018-WXX-2"
    assert found.window == Window("2018-03-27", "2018-04-24")
    assert found.precision == "window"


def test_half_open_writing_gives_half_open_times() -> None:
    (found,) = told("They met yesterday.", Window("2018-03-28", None))
    assert found.window == Window("2018-03-27", None)


def test_the_ends_of_a_range_are_timex3() -> None:
    (whole,) = told("The forum opens on Apr. 26-27.")
    assert [(quote.text, value) for quote, value in whole.ends] == [("Apr. 26", "2018-04-26"), ("27", "2018-04-27")]
    (alone,) = told("The forum opens on Apr. 26.")
    assert alone.ends == ((alone.quotes[0], "2018-04-26"),)


def test_later_counts_from_the_time_told_before() -> None:
    first, later = told("They met on March 3. He left two days later.")
    assert later.value == "2018-03-05"
    assert later.anchor == first.id


def test_no_day_from_a_month() -> None:
    _, later = told("They met in January 2018. He left two days later.")
    assert later.value == "2018-01-XX"


def test_a_narrative_keeps_its_own_year() -> None:
    text = (
        "In January 1940 it began. On 9 April the fleet sailed. In May 1940 it fell. In June 1940 it ended. "
        "By August 1940 all was lost. In October 1940 they left."
    )
    assert "1940-04-09" in [t.value for t in find_times(article(text), Window.of("2009-12-19"))]


def test_coupled_dates_share_their_year() -> None:
    assert [t.value for t in find_times(article("In August and September 1914 they fought."), None)] == [
        "1914-08",
        "1914-09",
    ]


def test_the_finder_reads_the_date_of_the_article_and_skips_comments() -> None:
    text = "They met on Monday.\nI was there on Sunday."
    page = Article(id="a", text=text, blocks=(Block(0, 19, "body"), Block(20, len(text), "comment")), sha256="")
    dated = ArticleDate(
        quotes=(Quote(0, 4, "They"),), maker=Maker("m", "1", "r"), value="2018-03-28", window=MARCH_28, basis="given"
    )
    (found,) = FINDER.run(page, Seen(page, (dated,)))
    assert isinstance(found, Timex)
    assert found.value == "2018-03-26"
    assert text[found.start : found.end] == found.quotes[0].text == "Monday"


@given(DAYS)
def test_days_weeks_and_months_round_trip(day: datetime.date) -> None:
    iso = day.isoformat()
    assert window_of(iso) == Window(iso, iso)
    for value in (week_value(day), iso[:7], iso[:4], iso[:3], iso[:2]):
        assert is_timex3(value)
        window = window_of(value)
        assert window is not None
        assert window.holds(Window(iso, iso))


@given(
    st.sampled_from(["2018-03", "2018", "2018-W13", "2018-SU", "2018-Q2", "201"]),
    st.sampled_from(["START", "MID", "END"]),
)
def test_a_mod_only_narrows_and_narrowing_stays_within(value: str, mod: str) -> None:
    whole, part = window_of(value), window_of(value, mod)
    assert whole is not None
    assert part is not None
    assert whole.holds(part)
    assert narrowed(whole, mod) == part


@given(DAYS, st.integers(1, 200), st.integers(2, 5))
def test_parts_cover_the_whole_without_overlap(day: datetime.date, length: int, parts: int) -> None:
    whole = Window(day.isoformat(), day.isoformat()).widen(0, max(length, parts))
    pieces = [part_of(whole, part, parts) for part in range(1, parts + 1)]
    assert pieces[0].start == whole.start
    assert pieces[-1].end == whole.end
    assert sum(piece.days or 0 for piece in pieces) == whole.days


PIECES = st.lists(
    st.sampled_from(
        [
            "Monday",
            "last",
            "next",
            "this",
            "week",
            "month",
            "year",
            "May",
            "March",
            "27",
            "2018",
            ",",
            "-",
            "the",
            "second",
            "half",
            "of",
            "two",
            "days",
            "ago",
            "later",
            "early",
            "late",
            "Tuesday",
            "on",
            "by",
            "since",
            "1990s",
            "quarter",
            "third",
            "Easter",
            "every",
            "few",
            "past",
            "coming",
            "5:30",
            "p.m.",
            "noon",
            "morning",
            "44",
            "BC",
            "3rd",
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(PIECES, st.one_of(st.none(), DAYS))
def test_every_value_is_timex3_and_every_quote_holds(text: str, day: datetime.date | None) -> None:
    dct = Window.of(day.isoformat()) if day else None
    for found in told(text, dct):
        assert is_timex3(found.value), found.value
        assert text[found.start : found.end] == found.quotes[0].text
        assert (
            found.window is None
            or found.window.start is None
            or found.window.end is None
            or (found.window.days or 0) > 0
        )


@settings(max_examples=200, deadline=None)
@given(PIECES, DAYS, st.integers(0, 90))
def test_a_narrower_day_of_writing_never_gives_a_wider_window(text: str, day: datetime.date, width: int) -> None:
    narrow = Window(day.isoformat(), day.isoformat())
    wide = narrow.widen(width, width)
    for a, b in zip(find_times(article(text), narrow, False), find_times(article(text), wide, False), strict=True):
        assert (a.start, a.end) == (b.start, b.end)
        if a.window is not None and b.window is not None and a.window.days is not None:
            assert b.window.days is None or b.window.days >= min(a.window.days, 366)


@given(PIECES)
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert told(text) == told(text)


@given(DAYS, st.integers(1, 7))
def test_weekdays_of_past_and_future_lie_within_a_week(day: datetime.date, weekday: int) -> None:
    past = datetime.date.fromisoformat(Weekday(weekday).resolve(Reference(day, "past")).value)
    ahead = datetime.date.fromisoformat(Weekday(weekday).resolve(Reference(day, "future")).value)
    assert past.isoweekday() == ahead.isoweekday() == weekday
    assert 0 <= (day - past).days < 7
    assert 0 <= (ahead - day).days < 7


@given(DAYS)
def test_shifts_add_up(day: datetime.date) -> None:
    yesterday = Shift("D", -1).resolve(Reference(day)).value
    assert Shift("D", 1).resolve(Reference(datetime.date.fromisoformat(yesterday))).value == day.isoformat()


@pytest.mark.parametrize(
    "unit", ["12 ", "Monday ", "- ", "two hundred ", "the early ", "1990, ", "5:30 ", "'", "May 1-", "of "]
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    def seconds(count: int) -> float:
        page = article(unit * count)
        begin = time.process_time()
        find_times(page, MARCH_28)
        return time.process_time() - begin

    seconds(100)
    assert seconds(8000) < 40 * seconds(1000) + 0.5


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty four", 24),
        ("two and a half", 2.5),
        ("2 1 / 2", 2.5),
        ("a hundred", 100),
        ("a five", 5),
        ("a dozen", 12),
        ("two thousand", 2000),
    ],
)
def test_amounts(words: str, number: float) -> None:
    assert amount(words.split()) == number


PRECISIONS = {
    "2018-03-27": "day", "2018-W13": "week", "2018-03": "month", "2018-SP": "season", "2018-Q1": "quarter",
    "2018-H2": "half", "2018": "year", "201": "decade", "P3D": "unknown", "PAST_REF": "unknown",
}  # fmt: skip


@pytest.mark.parametrize(("value", "precision"), PRECISIONS.items())
def test_precision(value: str, precision: str) -> None:
    assert precision_of(value) == precision


def test_values_share_what_they_agree_on() -> None:
    assert shared("2018-03", "2018-04") == "2018-XX"
    assert shared("2018-W13-2", "2018-W17-2") == "2018-WXX-2"


@pytest.mark.parametrize(
    ("form", "year", "day"),
    [
        ("Easter", 2018, "2018-04-01"),
        ("Orthodox Easter", 2018, "2018-04-08"),
        ("Thanksgiving", 1999, "1999-11-25"),
        ("Election Day", 1998, "1998-11-03"),
        ("Lunar New Year", 2018, "2018-02-16"),
        ("Rosh Hashanah", 2024, "2024-10-03"),
        ("Passover", 2018, "2018-03-31"),
    ],
)
def test_holidays(form: str, year: int, day: str) -> None:
    found = holidays.forms()[form].day_in(year)
    assert found is not None
    assert found.isoformat() == day
