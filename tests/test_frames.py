"""From sentences to claims: who, where, when, and what the sentence does to the encounter.

The sentences are ours, about real facts.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry import pages, pipeline
from summitry.model.claims import Claim


def read(text: str, published: str | None = None) -> tuple[Claim, ...]:
    row = {"id": "page", "text": text, "published": published}
    return pipeline.read_article(pages.article_of_row({k: v for k, v in row.items() if v}, "row")).claims


def names(claim: Claim) -> set[str]:
    return {p.name for p in claim.participants}


def encounters(claims: tuple[Claim, ...]) -> list[list[Claim]]:
    """Claims by encounter, as the text treats them."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.same_as[0] if claim.same_as else claim.id, []).append(claim)
    return list(groups.values())


# published, text, type, act, names, country, city, start
CASES = [
    ("2010-05-05", "French President Nicolas Sarkozy received German Chancellor Angela Merkel at the Elysee Palace on "
     "Tuesday.", "meeting", "tell", {"Nicolas Sarkozy", "Angela Merkel"}, "FRA", "Paris", "2010-05-04"),
    ("2012-05-05", "Japan's foreign minister, Koichiro Gemba, met Chinese Foreign Minister Yang Jiechi in Beijing.",
     "meeting", "tell", {"Koichiro Gemba", "Yang Jiechi"}, "CHN", "Beijing", None),
    ("2016-03-23", "US President Barack Obama was in Havana on Tuesday for talks with Cuban President Raul Castro.",
     "talks", "tell", {"Barack Obama", "Raúl Castro"}, "CUB", "Havana", "2016-03-22"),
    ("2015-11-10", "Russian President Vladimir Putin spoke by telephone with Turkish President Recep Tayyip Erdogan on "
     "Monday.", "call", "tell", {"Vladimir Putin", "Recep Tayyip Erdoğan"}, None, None, "2015-11-09"),
    ("2014-03-02", "Secretary of State John Kerry is due to arrive in Kiev on Tuesday, the State Department said.",
     "visit", "announce", {"John Kerry", "Ukraine"}, "UKR", "Kyiv", "2014-03-04"),
    ("2008-05-05", "The Kremlin said President Dmitry Medvedev will travel to Kazakhstan on May 22.",
     "visit", "announce", {"Dmitry Medvedev", "Kazakhstan"}, "KAZ", None, "2008-05-22"),
    ("2013-09-18", "Brazilian President Dilma Rousseff postponed a state visit to Washington planned for October.",
     "visit", "postpone", {"Dilma Rousseff", "United States"}, "USA", "Washington", "2013-10"),
    ("2017-01-27", "Mexican President Enrique Pena Nieto cancelled a meeting with Donald Trump scheduled for Tuesday.",
     "meeting", "cancel", {"Enrique Peña Nieto", "Donald Trump"}, None, None, "2017-01-31"),
    ("2003-02-10", "Iraqi officials denied that Saddam Hussein had met the Russian envoy, Yevgeny Primakov.",
     "meeting", "deny", {"Saddam Hussein", "Yevgeny Primakov"}, None, None, None),
    ("2019-05-02", "Pakistani Prime Minister Imran Khan turned down an invitation to visit Kabul.",
     "visit", "decline", {"Imran Khan", "Afghanistan"}, "AFG", "Kabul", None),
    ("2022-02-08", "Ukrainian President Volodymyr Zelensky is expected in Washington next month.",
     "visit", "plan", {"Volodymyr Zelenskyy", "United States"}, "USA", "Washington", "2022-03"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1][:40])
def test_a_sentence_gives_its_encounter(case: tuple[str, str, str, str, set[str], str | None, str | None, str]) -> None:
    published, text, kind, act, who, country, city, start = case

    found = read(text, published)

    told = [c for c in found if c.type == kind and names(c) >= who]
    assert told, [(c.type, c.act, sorted(names(c))) for c in found]
    one = told[0]
    assert one.act == act
    assert one.start == start
    group = next(g for g in encounters(found) if one in g)
    places = [c.place for c in group if c.place is not None]
    assert country in ({p.country for p in places} or {None})
    assert city in ({p.city for p in places} or {None})


@pytest.mark.parametrize(
    "text",
    [
        "Chancellor Angela Merkel toured a factory in Bavaria and met with union leaders.",
        "President Barack Obama met with civil rights activists in Chicago.",
        "It would be unusual for French President Emmanuel Macron to meet Vladimir Putin without consulting Berlin.",
        "French President Emmanuel Macron has never met Kim Jong Un.",
        "Barack Obama returned to Washington after a holiday in Hawaii.",
        "The two countries hold regular meetings.",
    ],
)
def test_what_is_no_encounter_between_states_gives_none(text: str) -> None:
    assert read(text, "2015-06-10") == ()


def test_a_visit_and_the_talks_it_is_for_are_one_encounter() -> None:
    text = "French President Emmanuel Macron flew to Moscow on Monday for talks with Vladimir Putin."

    found = read(text, "2022-02-08")

    assert len(encounters(found)) == 1
    assert {c.type for c in found} == {"visit", "talks"}


def test_visits_to_two_states_are_two_encounters() -> None:
    found = read("Chinese President Hu Jintao will visit Japan and Australia next week.", "2008-05-01")

    assert sorted(str(c.place.country) for c in found if c.place) == ["AUS", "JPN"]
    assert len(encounters(found)) == 2


def test_the_pronoun_and_the_noun_point_back() -> None:
    text = (
        "Indian Prime Minister Narendra Modi visited Lahore on Friday. "
        "He met Pakistani Prime Minister Nawaz Sharif there. The visit lasted two hours."
    )

    groups = encounters(read(text, "2015-12-26"))

    assert len(groups) == 1
    assert any("Nawaz Sharif" in names(c) for c in groups[0])


def test_another_and_an_earlier_visit_are_kept_apart() -> None:
    text = (
        "Turkish President Recep Tayyip Erdogan visited Moscow on Tuesday. "
        "During an earlier visit to Moscow in 2015 the Turkish president met Vladimir Putin."
    )

    groups = encounters(read(text, "2017-03-12"))

    assert sorted(min((c.start or "") for c in g if c.start) for g in groups) == ["2015", "2017-03-07"]


def test_who_says_so_decides_between_announced_and_predicted() -> None:
    announced = read("Xi Jinping will visit Tehran in January, China's foreign ministry said.", "2015-12-10")
    predicted = read("Xi Jinping will visit Tehran in January, analysts said.", "2015-12-10")

    assert {c.act for c in announced} == {"announce"}
    assert {c.act for c in predicted} == {"predict"}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, "2015-06-10"]))
def test_any_text_is_read_and_every_quote_stands_in_it(text: str, published: str | None) -> None:
    told = f"Barack Obama met Vladimir Putin. {text} visited Paris."
    body = pages.article_of_row({"id": "page", "text": told}, "row").text

    for claim in read(told, published):
        for quote in claim.evidence:
            assert body[quote.start : quote.end] == quote.text
