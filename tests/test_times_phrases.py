"""Each kind of time expression that news uses, in words of our own, as of Wednesday 28 March 2018."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summitry.mentions.times import FINDER, find_times
from summitry.mentions.times_ranges import joined
from summitry.model.finder import Seen
from summitry.model.notes import EVENT, ArticleDate, Maker, Timex
from summitry.model.text import Article, Block, Quote
from summitry.model.windows import Window

ROOT = Path(__file__).parents[1]
WRITTEN = Window.of("2018-03-28")


def told(text: str, written: Window | None = WRITTEN) -> list[Timex]:
    page = Article(id="a", text=text, blocks=(Block(0, len(text), "body"),), sha256="")
    return joined(page, find_times(page, written))


def read(text: str, written: str = "2018-03-28") -> dict[str, str]:
    """Values by the words that bear them."""
    return {t.quotes[0].text: t.value for t in told(text, Window.of(written))}


KINDS: dict[str, list[tuple[str, dict[str, str]]]] = {
    "weekdays by tense": [
        ("The envoy arrived on Monday.", {"Monday": "2018-03-26"}),
        ("The envoy will arrive on Monday.", {"Monday": "2018-04-02"}),
        ("The envoy arrives on Monday.", {"Monday": "2018-04-02"}),
        ("The envoys meet on Friday.", {"Friday": "2018-03-30"}),
        ("On Friday the envoy plans to leave.", {"Friday": "2018-03-30"}),
        ("The hearing was postponed until Thursday.", {"Thursday": "2018-03-29"}),
        ("The offer had been due to lapse on Friday.", {"Friday": "2018-03-23"}),
        ("He packed on Tuesday ahead of Thursday's summit.", {"Tuesday": "2018-03-27", "Thursday": "2018-03-29"}),
        ("They would fight Monday's ruling.", {"Monday": "2018-03-26"}),
        ("He was to land on Friday.", {"Friday": "2018-03-30"}),
        ("They will meet next Tuesday.", {"next Tuesday": "2018-04-03"}),
        ("They will meet next Thursday.", {"next Thursday": "2018-04-05"}),
        ("They met last Tuesday.", {"last Tuesday": "2018-03-20"}),
        ("They met on Tuesday, March 27.", {"Tuesday, March 27": "2018-03-27"}),
        ("They met on Tuesday of last week.", {"Tuesday of last week": "2018-03-20"}),
    ],
    "partial dates": [
        ("They met on March 3.", {"March 3": "2018-03-03"}),
        ("They will meet on Apr. 18.", {"Apr. 18": "2018-04-18"}),
        ("The visit of Apr. 26-27 is set.", {"Apr. 26-27": "2018-04-26/2018-04-27"}),
        ("They met on the 18th.", {"the 18th": "2018-03-18"}),
        ("He told them so in April.", {"April": "2017-04"}),
        ("The summit is supposed to take place in May.", {"May": "2018-05"}),
        ("He will redeem the preferred shares on Oct. 31.", {"Oct. 31": "2018-10-31"}),
    ],
    "parts": [
        ("They will meet in late May.", {"late May": "2018-05"}),
        ("They will meet in late May or early June.", {"late May or early June": "2018-05/2018-06"}),
        ("They will meet in the second half of April.", {"the second half of April": "2018-04"}),
        ("They will meet at the end of June.", {"the end of June": "2018-06"}),
        ("It was raised at the beginning of the week.", {"the beginning of the week": "2018-W13"}),
        ("They met in the last days of 2017.", {"the last days of 2017": "2017"}),
        ("They met the week before last.", {"the week before last": "2018-W11"}),
        ("They will meet the week after next.", {"the week after next": "2018-W15"}),
    ],
    "ranges": [
        ("He stayed from Sunday to Wednesday.", {"Sunday to Wednesday": "2018-03-25/2018-03-28"}),
        ("He stayed from 25 to 28 March.", {"25 to 28 March": "2018-03-25/2018-03-28"}),
        ("He came between March 3 and March 5.", {"March 3 and March 5": "2018-03-03/2018-03-05"}),
    ],
    "vague windows": [
        ("They will talk in the coming weeks.", {"the coming weeks": "PXW"}),
        ("They talked in recent months.", {"recent months": "PXM"}),
        ("Ties warmed over the past 10 months.", {"the past 10 months": "P10M"}),
        ("Ties warmed over the last two years.", {"the last two years": "P2Y"}),
        ("He may one day return.", {"one day": "FUTURE_REF"}),
        ("It comes at a later date.", {"a later date": "FUTURE_REF"}),
    ],
    "times of day": [
        ("The call began at 10:30 a.m. on Friday.", {"10:30 a.m. on Friday": "2018-03-23T10:30"}),
        ("He will speak at 5 p.m. EST on Monday.", {"5 p.m. EST on Monday": "2018-04-02T17:00"}),
        ("It struck at 0800 GMT on Friday.", {"0800 GMT on Friday": "2018-03-23T08:00"}),
        ("They spoke on Tuesday night.", {"Tuesday night": "2018-03-27TNI"}),
        ("He left in the early hours of Monday.", {"the early hours of Monday": "2018-03-26TMO"}),
        ("On Monday they sat down at 9 a.m. and rose at noon.",
         {"Monday": "2018-03-26", "9 a.m.": "2018-03-26T09:00", "noon": "2018-03-26T12:00"}),
    ],
    "decades, quarters, seasons, fiscal years": [
        ("It began in the 1990s.", {"the 1990s": "199"}),
        ("It began in the late 1980s.", {"the late 1980s": "198"}),
        ("Growth slowed in the third quarter of 2017.", {"the third quarter of 2017": "2017-Q3"}),
        ("Growth slowed in the first half of 2017.", {"the first half of 2017": "2017-H1"}),
        ("They met in the spring of 2016.", {"the spring of 2016": "2016-SP"}),
        ("He would come in “the fall”, they said.", {"the fall": "2018-FA"}),
        ("The budget of fiscal year 2019 grew.", {"fiscal year 2019": "2019"}),
    ],
    "holidays and days with a name": [
        ("They met over Easter weekend.", {"Easter weekend": "2018-W13-WE"}),
        ("The parade will be held on Victory Day.", {"Victory Day": "2018-05-09"}),
        ("They met during the Lunar New Year.", {"Lunar New Year": "2018-02-16"}),
        ("They met on Christmas Day 2015.", {"Christmas Day 2015": "2015-12-25"}),
        ("Nothing was the same after 9/11.", {"9/11": "2001-09-11"}),
        ("They spoke of the Sept. 11 attacks.", {"Sept. 11": "2001-09-11"}),
    ],
    "sets and durations": [
        ("They meet every year.", {"every year": "P1Y"}),
        ("They meet every Monday.", {"every Monday": "XXXX-WXX-1"}),
        ("The talks took two and a half hours.", {"two and a half hours": "PT2H30M"}),
        ("The two-day visit ended.", {"two-day": "P2D"}),
        ("He ended a five-hour stay.", {"five-hour": "PT5H"}),
        ("It went on over several years.", {"several years": "PXY"}),
        ("It took more than a year.", {"more than a year": "P1Y"}),
    ],
    "no dates": [
        ("He may march on Rome and second that; the sun fell.", {}),
        ("Theresa May met Jan Kavan. April Jones came too.", {}),
        ("A man 52 years old and a 13-year-old girl came.", {}),
        ("He spoke on the programme “60 Minutes” of it.", {}),
        ("It was only a matter of days, minutes apart.", {}),
    ],
}  # fmt: skip
CASES = [pytest.param(*case, id=f"{kind}: {case[0]}") for kind, cases in KINDS.items() for case in cases]


@pytest.mark.parametrize(("text", "values"), CASES)
def test_each_kind_has_its_value(text: str, values: dict[str, str]) -> None:
    assert read(text) == values


def test_vague_windows_reach_from_the_day_of_writing() -> None:
    windows = {
        "They will meet in the coming weeks.": ("2018-03-28", "2018-06-06"),
        "They will meet within two weeks.": ("2018-03-28", "2018-04-11"),
        "They will meet within days.": ("2018-03-28", "2018-04-07"),
        "They will meet over the next 48 hours.": ("2018-03-28", "2018-03-30"),
        "They talked over the last two weeks.": ("2018-03-14", "2018-03-28"),
    }
    for text, days in windows.items():
        (found,) = told(text)
        assert found.window == Window(*days), text


SAID = [
    ("He said on Monday that he would come tomorrow.", "2018-12-05", "tomorrow", "2018-12-04"),
    ("In March he said he would visit next month.", "2018-12-05", "next month", "2018-04"),
    ("“We will meet tomorrow,” he said on Monday.", "2018-12-05", "tomorrow", "2018-12-04"),
    ('"We talked yesterday," he told reporters in Minsk on Monday.', "2018-12-05", "yesterday", "2018-12-02"),
    ("The palace said on Monday that the king would fly on Friday.", "2018-12-08", "Friday", "2018-12-07"),
    ("He told the envoy in January that he would come in April.", "2018-12-05", "April", "2018-04"),
    ("It was announced two weeks ago that they would talk next week.", "2018-12-05", "next week", "2018-W48"),
    ("He said on Monday that they would meet this week.", "2018-12-12", "this week", "2018-W50"),
    ("He said he would come tomorrow.", "2018-12-05", "tomorrow", "2018-12-06"),
]


@pytest.mark.parametrize(("text", "written", "words", "value"), SAID)
def test_reported_speech_counts_from_when_it_was_said(text: str, written: str, words: str, value: str) -> None:
    assert read(text, written)[words] == value


def test_headlines_look_ahead_with_an_infinitive() -> None:
    text = "Lee, Xi to talk at Monday summit"
    page = Article(id="a", text=text, blocks=(Block(0, len(text), "headline"),), sha256="")
    dated = ArticleDate(
        quotes=(Quote(0, 3, "Lee"),), maker=Maker("m", "1", "r"), value="2018-03-28", window=WRITTEN, basis="given"
    )
    (found,) = FINDER.run(page, Seen(page, (dated,)))
    assert isinstance(found, Timex)
    assert found.value == "2018-04-02"


def test_news_does_not_count_from_far_off_or_from_behind() -> None:
    far = "He came on March 3. " + "The rest of the talk was of fish and of trade. " * 20
    assert read(far + "Two days later he left.")["Two days later"] == "XXXX-XX-XX"
    assert read("He spoke on Tuesday. The next day he will meet the king.")["The next day"] == "XXXX-XX-XX"


def test_a_bare_time_of_day_claims_no_day() -> None:
    (found,) = told("The talks will begin at 6:30 p.m.")
    assert (found.value, found.window, found.precision) == ("2018-03-28T18:30", None, "unknown")


def test_what_was_last_read_is_what_an_anchor_names() -> None:
    times = told("“We met on Monday, and two days later he left,” he said on March 7.")
    ids = {t.id for t in times}
    assert all(t.anchor in ids for t in times if t.anchor not in ("dct", "none", EVENT))


def test_what_was_said_keeps_the_words_that_tell_when() -> None:
    monday, tomorrow = told("He said on Monday that he would come tomorrow.")
    assert tomorrow.anchor == monday.id
    assert [q.text for q in tomorrow.quotes] == ["tomorrow", "Monday"]
    assert tomorrow.maker.rule == "deictic"


BESIDE = [
    ("The June 12 summit went well. The day after the summit he flew home.", "The day", "2018-06-13"),
    ("They held the summit in Hanoi on Feb. 27. A week before the Hanoi summit, envoys had met.", "A week", "2018-W08"),
    ("The vote of May 6 was lost. Two days after the vote he resigned.", "Two days", "2018-05-08"),
    ("On Nov. 3, the day before the vote, he resigned.", "the day", "2018-11-03"),
    ("He came two days before Christmas.", "two days", "2018-12-23"),
    ("The June 12 summit went well. On the eve of the summit he rested.", "the eve", "2018-06-11"),
    ("He came on June 3. Two days later he left.", "Two days later", "2018-06-05"),
]


@pytest.mark.parametrize(("text", "words", "value"), BESIDE)
def test_events_that_the_text_dates_are_counted_from(text: str, words: str, value: str) -> None:
    assert read(text, "2018-12-10")[words] == value


@pytest.mark.parametrize(
    ("text", "value", "event"),
    [
        ("The day after the summit he flew home.", "XXXX-XX-XX", "after the summit he flew home"),
        ("He left a week before the Hanoi meeting.", "P1W", "before the Hanoi meeting"),
        ("Days ahead of the talks, he resigned.", "PXD", "ahead of the talks"),
        ("One year after he was killed, they wept.", "P1Y", "after he was killed"),
        ("He left on the eve of the summit.", "XXXX-XX-XX", "of the summit"),
    ],
)
def test_events_without_a_date_are_the_anchor(text: str, value: str, event: str) -> None:
    (found,) = told(text)
    assert (found.value, found.anchor, found.window) == (value, EVENT, None)
    assert found.quotes[1].text == event
    assert text[found.quotes[1].start : found.quotes[1].end] == event


@pytest.mark.parametrize(
    ("text", "relation"),
    [("He has led since taking power in 2011.", "since"), ("They met ahead of Monday.", "before")],
)
def test_relations_to_a_time(text: str, relation: str) -> None:
    assert [t.relation for t in told(text)] == [relation]


def _documented() -> list[tuple[str, str, str, str]]:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| (\w+) \|$", (ROOT / "docs/times.md").read_text("utf-8"), re.M
    )
    return [tuple(cell.strip() for cell in row) for row in rows if re.search(r"\d\d", row[1] + row[2])]


def test_the_docs_hold_what_they_say_of_fifteen_phrases() -> None:
    rows = _documented()
    assert len(rows) >= 15
    for words, value, days, relation in rows:
        (found,) = told(f"They {words}.")
        assert found.window is not None, words
        assert found.window.start is not None
        assert found.window.end is not None
        mod = f", {found.mod}" if found.mod in ("START", "MID", "END") else ""
        short = [day.removeprefix("2018-") for day in (found.window.start, found.window.end)]
        shown = " to ".join(dict.fromkeys(short))
        if value == days.removeprefix("all of "):
            shown = f"all of {value}"
        assert (found.value + mod, shown, found.relation) == (value, days, relation), words
