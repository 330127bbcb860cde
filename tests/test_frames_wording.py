"""More ways in which reports word encounters, one case each. The sentences are ours, about real facts."""

from __future__ import annotations

import pytest

from test_frames import encounters, names, read

# published, text, type, act, names, country, city, start
Case = tuple[str, str, str, str, set[str], str | None, str | None, str | None]
CASES: list[Case] = [
    # somebody is, or has been, somewhere
    ("2011-08-25", "North Korean leader Kim Jong Il was in Ulan-Ude on Wednesday.",
     "visit", "tell", {"Kim Jong Il", "Russia"}, "RUS", "Ulan-Ude", "2011-08-24"),
    # titles stand for who holds them
    ("2015-12-07", "The foreign secretaries of India and Pakistan met in Bangkok on Sunday.",
     "meeting", "tell", {"S. Jaishankar", "foreign secretary of Pakistan"}, "THA", "Bangkok",
     "2015-12-06"),
    ("2013-09-28", "Foreign ministers from Iran and Turkey met in New York on Friday.",
     "meeting", "tell", {"Mohammad Javad Zarif", "Ahmet Davutoğlu"}, "USA", "New York", "2013-09-27"),
    # a capital is its city
    ("2009-03-06", "Hillary Clinton met Foreign Minister Ali Babacan in the Turkish capital on Saturday.",
     "meeting", "tell", {"Hillary Clinton", "Ali Babacan"}, "TUR", "Ankara", "2009-02-28"),
    # names listed by comma
    ("2009-04-04", "Sarkozy, Merkel to meet in Strasbourg on Monday",
     "meeting", "plan", {"Nicolas Sarkozy", "Angela Merkel"}, "FRA", "Strasbourg", "2009-04-06"),
    # what a clause names as its occasion
    ("2014-06-05", "During a phone call with Angela Merkel on Tuesday, President Barack Obama urged patience.",
     "call", "tell", {"Angela Merkel", "Barack Obama"}, None, None, "2014-06-03"),
    ("2003-11-28", "In a surprise trip to Iraq, President George W. Bush on Thursday thanked the troops.",
     "visit", "tell", {"George W. Bush", "Iraq"}, "IRQ", None, None),
    ("2010-06-30", "Barack Obama said Tuesday during a meeting with King Abdullah at the White House that he was glad.",
     "meeting", "tell", {"Barack Obama", "King Abdullah"}, "USA", "Washington", "2010-06-29"),
    # a programme in the present tense
    ("2009-11-12", "After Tokyo Barack Obama then travels to Singapore.",
     "visit", "plan", {"Barack Obama", "Singapore"}, "SGP", "Singapore", None),
    # somebody is the first to have done it
    ("2016-05-28", "Barack Obama on Friday became the first sitting American president to visit Hiroshima.",
     "visit", "tell", {"Barack Obama", "Japan"}, "JPN", "Hiroshima", "2016-05-27"),
    # the gathering on whose margins it takes place
    ("2006-11-10", "George W. Bush will meet Vladimir Putin on the sidelines of a summit in Vietnam.",
     "meeting", "plan", {"George W. Bush", "Vladimir Putin"}, "VNM", None, None),
    # a city-state in front of a summit is its place
    ("2018-06-14", "Donald Trump praised Kim Jong Un after the Singapore summit with the North Korean leader.",
     "summit", "tell", {"Donald Trump", "Kim Jong Un"}, "SGP", "Singapore", None),
    # together, without "with"
    ("2004-02-10", "Tony Blair and Jacques Chirac talked on the telephone on Monday.",
     "call", "tell", {"Tony Blair", "Jacques Chirac"}, None, None, "2004-02-09"),
    # headlines leave words out
    ("2014-08-22", "Talks between India and Pakistan put off after row",
     "talks", "postpone", {"India", "Pakistan"}, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1][:40])
def test_a_wording_gives_its_encounter(case: Case) -> None:
    published, text, kind, act, who, country, city, start = case
    found = [c for c in read(text, published) if names(c) == who]
    assert found, [(c.type, c.act, names(c)) for c in read(text, published)]
    claim = found[0]
    place = claim.place
    assert (claim.type, claim.act) == (kind, act)
    assert (place.country if place else None, place.city if place else None) == (country, city)
    assert claim.start == start


def test_met_in_one_place_and_again_in_another_is_two_encounters() -> None:
    text = "Barack Obama and Raul Castro met in Panama City in April and again in New York in September."
    told = [group[0] for group in encounters(read(text, "2015-10-02"))]
    assert {(c.place.city if c.place else None, c.start) for c in told} == {
        ("Panama City", "2015-04"),
        ("New York", "2015-09"),
    }


def test_two_months_of_a_plural_are_two_encounters() -> None:
    text = "Officials praised Kim Jong Un's two meetings with Mike Pompeo in April and May."
    assert sorted(str(c.start) for c in read(text, "2018-05-30")) == ["2018-04", "2018-05"]


@pytest.mark.parametrize(
    "text",
    [
        "Sartaj Aziz was to travel to New Delhi in August for talks, but India called them off.",
        "Sartaj Aziz was scheduled to visit New Delhi in August, but the Pakistanis cancelled at the last minute.",
    ],
)
def test_what_is_called_off_need_not_be_named(text: str) -> None:
    acts = [c.act for c in read(text, "2015-09-02") if "Sartaj Aziz" in names(c)]
    assert acts[0] in ("plan", "predict")
    assert "cancel" in acts


def test_the_forerunner_of_a_first_is_told_of_too() -> None:
    text = "Barack Obama will be the first sitting American president to visit Cuba since Calvin Coolidge in 1928."
    told = {next(iter(names(c) - {"Cuba"})): c.start for c in read(text, "2016-02-18")}
    assert told["Calvin Coolidge"] == "1928"


def test_a_meeting_takes_the_place_of_the_visit_it_is_part_of() -> None:
    text = (
        "Angela Merkel flew to Ankara on Monday for talks with President Recep Tayyip Erdogan.\n\n"
        "Merkel also met Prime Minister Ahmet Davutoglu on Monday."
    )
    meeting = next(c for c in read(text, "2016-02-09") if "Ahmet Davutoğlu" in names(c))
    assert meeting.place is not None
    assert meeting.place.country == "TUR"


def test_the_subject_over_a_clause_is_its_pronoun() -> None:
    text = "Yuri Ushakov briefed reporters. Donald Trump raised a storm when he met Sergei Lavrov at the White House."
    assert any(names(c) == {"Donald Trump", "Sergey Lavrov"} for c in read(text, "2018-04-02"))


def test_a_past_day_is_not_that_of_what_is_expected() -> None:
    text = (
        "Donald Trump has invited Vladimir Putin to a summit at the White House.\n\n"
        "Trump met Putin in Hamburg on July 7, 2017."
    )
    assert len(encounters(read(text, "2018-04-02"))) == 2
