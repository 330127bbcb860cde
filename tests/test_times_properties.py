"""Properties of the interval calculus and of the grammar: values, windows and texts that were never written down."""

from __future__ import annotations

import calendar
import datetime
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.lexicon import tables
from summitry.mentions.times import find_times
from summitry.mentions.times_grammar import ALPHABET, rules
from summitry.mentions.times_ranges import joined
from summitry.mentions.times_reading import shared
from summitry.mentions.times_values import SEASONS, is_timex3, unit_value, week_value, window_of
from summitry.model.notes import Timex
from summitry.model.text import Article, Block
from summitry.model.windows import Window

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
UNITS = st.sampled_from(["D", "W", "WE", "M", "Q", "SE", "Y", "DE", "CE"])
WRITTEN = Window.of("2018-03-28")
_RULES = rules()


def article(text: str) -> Article:
    return Article(id="a", text=text, blocks=(Block(0, len(text), "body"),), sha256="")


def told(text: str, written: Window | None = WRITTEN) -> list[Timex]:
    return list(find_times(article(text), written, False))


def one(text: str, written: Window | None = WRITTEN) -> Timex:
    (found,) = joined(article(text), told(text, written))
    return found


@given(DAYS, UNITS)
def test_a_value_normalised_again_is_the_same(day: datetime.date, unit: str) -> None:
    value = unit_value(unit, day)
    assert is_timex3(value)
    assert shared(value, value) == value
    window = window_of(value)
    assert window is not None
    assert window.start is not None
    first = datetime.date.fromisoformat(window.start)
    assert unit_value(unit, first) == value, "the first day of a unit lies in that unit"


@given(DAYS)
def test_iso_goes_there_and_back(day: datetime.date) -> None:
    iso = day.isoformat()
    assert one(f"It was on {iso}.").value == iso
    for prefix in (iso, iso[:7], iso[:4]):
        assert window_of(prefix) == Window.of(prefix)
    monday = datetime.date.fromisocalendar(*day.isocalendar()[:2], 1)
    assert window_of(week_value(day)) == Window(monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat())


@given(DAYS, DAYS)
def test_a_full_date_means_its_day_whenever_it_is_written(day: datetime.date, written: datetime.date) -> None:
    month = calendar.month_name[day.month]
    spellings = (
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{month[:3]} {day.day} {day.year}" if month != "May" else f"May {day.day}, {day.year}",
        f"{calendar.day_name[day.weekday()]}, {month} {day.day}, {day.year}",
    )
    for words in spellings:
        found = one(f"They met on {words}.", Window.of(written.isoformat()))
        assert (found.value, found.window) == (day.isoformat(), Window.of(day.isoformat())), words


@given(DAYS)
def test_a_narrower_text_never_has_a_wider_window(day: datetime.date) -> None:
    month, year = calendar.month_name[day.month], day.year
    quarter = ("first", "second", "third", "fourth")[(day.month - 1) // 3]
    chains = (
        (f"{year // 10 * 10}s", f"{year}", f"{month} {year}", f"{month} {day.day}, {year}"),
        (f"{month} {year}", f"late {month} {year}"),
        (f"{month} {year}", f"the second half of {month} {year}", f"the last week of {month} {year}"),
        (f"{year}", f"the first half of {year}"),
        (f"{year}", f"the {quarter} quarter of {year}", f"{month} {year}"),
        (f"{year}", f"early {year}"),
        (f"{year}", f"summer {year}"),
    )
    for chain in chains:
        windows = [one(f"It was in {words}.").window for words in chain]
        for wide, narrow in itertools.pairwise(windows):
            assert wide is not None
            assert narrow is not None
            assert (narrow.days or 0) <= (wide.days or 0), chain
            assert wide.meets(narrow), chain


@given(DAYS, st.integers(0, 400))
def test_a_wider_day_of_writing_keeps_what_the_narrower_gave(day: datetime.date, width: int) -> None:
    exact = Window.of(day.isoformat())
    for words in ("yesterday", "on Monday", "last month", "two weeks ago", "this year", "earlier this week"):
        sure, unsure = (
            one(f"They met {words}.", exact).window,
            one(f"They met {words}.", exact.widen(width, width)).window,
        )
        assert sure is not None
        assert unsure is not None
        assert (unsure.days or 0) >= (sure.days or 0)


@given(st.sampled_from(sorted(SEASONS)), st.integers(1900, 2099))
def test_seasons_of_a_year_do_not_overlap(season: str, year: int) -> None:
    window = window_of(f"{year}-{season}")
    assert window is not None
    others = [window_of(f"{year}-{other}") for other in SEASONS if other != season]
    assert not any(other is not None and other.meets(window) for other in others)


WORDS = sorted(
    {form for row in tables.read("timewords") for form in tables.parts(row["forms"])}
    | {form for row in tables.read("timecues") for form in tables.parts(row["forms"])}
    | {"2018", "27", "5:30", "'99", "1990s", "Q3", "9/11", "3rd", "44 BC", "\n\n", "“", "”", '"', "Easter", "P.M."}
)
"""Every word that the grammar or the words around it know, and one of each kind of numeral."""
SALAD = st.lists(st.sampled_from([*WORDS, *(w.capitalize() for w in WORDS)]), max_size=25).map(" ".join)


@settings(max_examples=300)
@given(SALAD, st.one_of(st.none(), DAYS), st.booleans())
def test_whatever_the_words_values_are_timex3_and_quotes_hold(
    text: str, day: datetime.date | None, narrative: bool
) -> None:
    found = find_times(article(text), Window.of(day.isoformat()) if day else None, narrative)
    for timex in found:
        assert is_timex3(timex.value), timex.value
        assert all(text[quote.start : quote.end] == quote.text for quote in timex.quotes)
        assert timex.window is None or timex.window.days is None or timex.window.days > 0
    assert [t.start for t in found] == sorted(t.start for t in found)
    assert find_times(article(text), Window.of(day.isoformat()) if day else None, narrative) == found


@settings(max_examples=100)
@given(st.text(max_size=60), st.one_of(st.none(), DAYS))
def test_whatever_the_characters_nothing_breaks(text: str, day: datetime.date | None) -> None:
    for timex in find_times(article(text), Window.of(day.isoformat()) if day else None):
        assert text[timex.start : timex.end] == timex.quotes[0].text


@given(SALAD)
def test_a_rule_is_left_out_only_where_it_cannot_match(text: str) -> None:
    codes = ALPHABET.tokens(text).codes
    for rule in _RULES:
        for match in rule.pattern.finditer(codes):
            assert not any(needed.isdisjoint(match.group()) for needed in rule.needs), rule.name


def _seconds(text: str) -> float:
    begin = time.process_time()
    find_times(article(text), WRITTEN)
    return time.process_time() - begin


def _grows_linearly(unit: str) -> bool:
    times = 2000 // len(unit) + 1
    _seconds(unit * times)
    return _seconds(unit * times * 8) < 8 * 6 * max(_seconds(unit * times), 0.01)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.sampled_from([" ", ", ", ". ", "\n"]))
def test_no_words_take_more_than_linear_time(words: list[str], stop: str) -> None:
    assert _grows_linearly(" ".join(words) + stop)


@pytest.mark.parametrize(
    "unit",
    [
        "On May 6 they held the vote. Two days after the vote ",
        "he said on Monday that tomorrow ",
        "“tomorrow ” he said ",
        "On Monday at noon, at 9 a.m. ",
        "days before ",
    ],
)
def test_nor_do_words_that_look_around_them(unit: str) -> None:
    assert _grows_linearly(unit)
