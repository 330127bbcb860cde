"""When a claim's encounter was, read beside other claims: bare weekdays, whole stays, and what came before."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import Page
from summitry.model.claims import Encounter
from summitry.model.windows import Window, shift_day
from summitry.record.context import in_context
from summitry.record.fold import fold

WIDE = Window("2017-05-10", "2021-08-08")


def visit(*pages: Page) -> Encounter:
    (found,) = (e for e in fold([p.filed() for p in pages]).encounters if e.type == "visit")
    return found


def stay(value: str, day: str, window: Window | None = WIDE, act: str = "tell") -> tuple[str | None, str | None]:
    """What a claim dated by weekdays says of a visit that another page knows on a day."""
    known, vague = Page("known", shift_day(day, 2)), Page("vague", None, window=WIDE)
    other = known.say("rumour", "kim*,xi", "visit", city="beijing", start=day)
    claim = vague.say(act, "kim*,xi", "visit", city="beijing", value=value, window=window)
    told = in_context([other, claim]).get(claim.id)
    return (None, None) if told is None else (told.start, told.end)


@pytest.mark.parametrize(
    ("value", "day", "dates"),
    [
        ("XXXX-WXX-7/XXXX-WXX-3", "2018-03-27", ("2018-03-25", "2018-03-28")),
        ("2018-WXX-7/2018-WXX-3", "2018-03-29", ("2018-03-25", "2018-03-28")),
        ("XXXX-WXX-2", "2018-03-27", ("2018-03-27", None)),
        ("XXXX-WXX-1", "2018-03-27", ("2018-03-26", None)),
        ("XXXX-WXX-5", "2018-03-27", ("2018-03-30", None)),
        ("2018-WXX", "2018-03-27", (None, None)),
        ("XXXX-05", "2018-03-27", (None, None)),
        ("2018-03-25/XXXX-WXX-3", "2018-03-27", (None, None)),
    ],
)
def test_weekdays_are_those_about_a_known_day(value: str, day: str, dates: tuple[str | None, str | None]) -> None:
    assert stay(value, day) == dates


def test_weekdays_keep_to_the_claims_own_window_and_to_the_past() -> None:
    assert stay("2018-WXX-2", "2018-03-27", Window("2018-03-28", "2018-04-30")) == (None, None)
    assert stay("2018-WXX-1", "2018-03-27", Window("2018-03-28", "2018-04-30")) == ("2018-04-02", None)
    assert stay("XXXX-WXX-1", "2018-03-27", act="plan") == (None, None)


@given(st.integers(1, 7), st.integers(1, 7), st.dates(datetime.date(2018, 1, 1), datetime.date(2019, 1, 1)))
def test_weekdays_lie_within_a_week_of_the_day_and_hold_it_where_they_can(
    first: int, last: int, day: datetime.date
) -> None:
    start, end = stay(f"XXXX-WXX-{first}/XXXX-WXX-{last}", day.isoformat())
    days = [datetime.date.fromisoformat(d) for d in (start or "", end or start or "")]
    assert [d.isoweekday() for d in days] == [first, last]
    assert max(days[0] - day, day - days[1], datetime.timedelta(0)).days <= 6
    if (day.isoweekday() - first) % 7 <= (last - first) % 7:
        assert days[0] <= day <= days[1]


def test_a_stay_told_whole_is_preferred_to_a_day_within_it_which_stays_as_a_conflict() -> None:
    known, whole = Page("known", "2018-03-29"), Page("whole", "2018-03-29")
    known.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-27")
    whole.say("tell", "kim*,xi", "visit", city="beijing", value="2018-WXX-7/2018-WXX-3", window=WIDE)
    found = visit(known, whole)
    assert (found.start, found.end) == ("2018-03-25", "2018-03-28")
    (conflict,) = (c for c in fold([known.filed(), whole.filed()]).conflicts if c.field == "dates")
    assert conflict.kind == "imprecise"
    assert [value for value, _ in conflict.values] == ["2018-03-25/2018-03-28", "2018-03-27"]


def test_a_stay_told_less_surely_or_over_weeks_does_not_replace_a_day() -> None:
    known, unsure, long = Page("known", "2018-03-29"), Page("unsure", "2018-03-29"), Page("long", "2018-05-29")
    known.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-27")
    unsure.say("rumour", "kim*,xi", "visit", start="2018-03-25", end="2018-03-28", certainty="possible")
    long.say("tell", "kim*,xi", "visit", start="2018-02-25", end="2018-04-28")
    assert visit(known, unsure).start == "2018-03-27"
    assert visit(known, long).start == "2018-03-27"


def again(written: Window = WIDE, **given: object) -> tuple[Page, Page]:
    """A first trip that one page dates, and a page that tells of a second one after it."""
    known, page = Page("known", "2018-03-29"), Page("page", None, window=written)
    known.say("confirm", "kim*,xi", "visit", city="beijing", start="2018-03-25", end="2018-03-28")
    second = page.say("tell", "kim,xi", "meeting", city="dalian", **given)
    page.say("tell", "kim*,xi", "visit", city="beijing", before=(second.id,), apart_from=(second.id,))
    return known, page


def test_what_came_after_began_after_and_was_told_of_after() -> None:
    known, page = again(value="2018-WXX-2", window=Window("2018-03-27", "2018-05-29"))
    record = fold([known.filed(), page.filed()])
    second = next(e for e in record.encounters if e.type == "meeting")
    assert (second.start, second.window) == (None, Window("2018-04-03", "2018-05-29"))
    date = next(f.date for f in record.articles if f.article.id == "page")
    assert date.window.start == "2018-03-29"
    assert any("came after" in c.reason and c.kept for c in date.candidates)


def test_an_order_that_a_told_day_contradicts_or_that_is_told_both_ways_counts_for_nothing() -> None:
    known, page = again(start="2018-03-20")
    record = fold([known.filed(), page.filed()])
    assert next(e for e in record.encounters if e.type == "meeting").start == "2018-03-20"
    assert not any("came after" in c.reason for f in record.articles for c in f.date.candidates)
    known, page = again(Window("2018-03-20", "2018-05-29"))
    first = known.claims[0]
    other = Page("other", "2018-06-01")
    meeting = other.say("tell", "kim,xi", "meeting", city="dalian")
    other.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-26", after=(meeting.id,))
    record = fold([known.filed(), page.filed(), other.filed()])
    assert record.encounter_of[first.id] == record.encounter_of[other.claims[1].id]
    assert not any("came after" in c.reason for f in record.articles for c in f.date.candidates)
