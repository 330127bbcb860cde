"""Factuality by construction: subjects that are raised, clauses that follow a wish, the present for what is ahead."""

from __future__ import annotations

import dataclasses

import pytest

from parsing import article_of, sentences_of
from summitry.encounters.factuality import judge
from test_factuality import read

READINGS = [
    # nouns after "be" that say what the subject is, or whether it is
    ("The [visit] was an attempt to mend ties.", "pos certain asserted past"),
    ("The [visit] was a bid to win support.", "pos certain asserted past"),
    ("The [visit] was a rumour.", "pos possible asserted past"),
    ("The [visit] was a lie.", "neg certain asserted past"),
    ("A [visit] is a possibility.", "pos possible asserted present"),
    # subjects handed on to an infinitive
    ("The [visit] is likely to overshadow talks on trade.", "pos certain asserted present"),
    ("The [visit] was expected to boost trade.", "pos certain asserted past"),
    ("The [visit] may indicate a thaw.", "pos certain asserted present"),
    ("The [visit] may go ahead.", "pos possible hypothetical present"),
    ("The [summit] is likely to take place in June.", "pos probable predicted future"),
    ("The [summit] is expected to be held in June.", "pos probable planned future"),
    ("The [visit] failed to take place.", "neg certain asserted past"),
    ("The [talks] failed to produce a deal.", "pos certain asserted past"),
    ("The [meeting] seems to have taken place.", "pos probable asserted past"),
    # what is looked forward to
    ("Tito is looking forward to [meeting] Nehru.", "pos probable planned future"),
    ("The two look ahead to their [summit] in Belgrade.", "pos probable planned future"),
    ("The two are gearing up for [talks].", "pos probable planned future"),
    # past clauses beside a future
    ("They would resume flights after Tito [met] Nehru in Delhi.", "pos certain asserted past"),
    ("Trade will grow since Tito [met] Nehru in May.", "pos certain asserted past"),
    ("They will sign the deal after Tito [meets] Nehru.", "pos probable predicted future"),
    # denials
    ("Delhi has denied that its prime minister [met] Tito.", "neg certain asserted past"),
    ("No such [meeting] occurred.", "neg certain asserted past"),
    ("Tito denied [meeting] Nehru.", "neg certain asserted past"),
    ("Reports that Tito [met] Nehru are false.", "neg certain asserted past"),
    ("Delhi denied reports that Tito had [visited].", "neg certain asserted past"),
    ("It is not in doubt that they [met].", "pos certain asserted past"),
    ("What is not in doubt is that a plane [flew] to Delhi.", "pos certain asserted past"),
    # what only may be undone
    ("The [summit] could be cancelled.", "pos possible planned future"),
    ("Tito wants to postpone the [visit].", "pos possible planned future"),
    ("Tito agreed to postpone the [visit].", "neg probable planned future"),
    # plans undone
    ("Tito scrapped his plan to [visit] Delhi.", "neg probable planned future"),
    ("Tito rejected a plan to [visit] Delhi.", "neg probable planned future"),
    ("Tito's attempt to [meet] Nehru failed.", "neg probable asserted past"),
    ("Nehru called the [summit] off.", "neg certain asserted past"),
    ("The [trip] is off.", "neg certain asserted present"),
    ("The [summit] is back on.", "pos probable planned future"),
    ("Envoys put the [summit] back on track.", "pos probable planned future"),
    ("Nehru reinstated the [summit].", "pos probable planned future"),
    ("The [visit] remains in doubt.", "pos possible asserted present"),
    # the present tense with a date, the infinitive of headlines
    ("Tito, Nehru to [meet] in Delhi", "pos probable planned future"),
    ("Tito [leaves] on Monday for Warsaw.", "pos probable planned future"),
    ("Tito [meets] Nehru on Tuesday.", "pos probable planned future"),
    ("Tito is [visiting] Delhi in June.", "pos probable planned future"),
    ("Tito [flies] to Delhi next week.", "pos probable planned future"),
    ("The [talks] begin on Monday.", "pos probable planned future"),
    ("The [meeting] comes a week before elections in May.", "pos certain asserted present"),
    ("Tito [meets] Nehru in Delhi.", "pos certain asserted present"),
    ("Tito [visits] Delhi every Monday.", "pos certain asserted present"),
    ("Tito [meets] Nehru in Delhi in May 1955.", "pos certain asserted present"),
    ("Tito [arrived] in Delhi on Friday.", "pos certain asserted past"),
]


@pytest.mark.parametrize(("marked", "expected"), READINGS, ids=[r[0] for r in READINGS])
def test_readings(marked: str, expected: str) -> None:
    reading = read(marked)
    assert f"{reading.polarity} {reading.certainty} {reading.modality} {reading.tense}" == expected


GOVERNED = [
    ("Tito had hoped to [meet] Nehru in Delhi, but Nehru refused.", ["plan", "decline"]),
    ("Tito asked to [visit] Delhi, but Nehru refused to receive him.", ["ask", "decline"]),
    ("Nehru had planned [talks] but called them off.", ["plan", "cancel"]),
    ("Tito is said to have [met] Nehru, which Delhi denies.", ["think", "deny"]),
    ("Tito is said to have [met] the king, a claim the palace denies.", ["think", "deny"]),
    ("The [visit] will not go ahead.", ["cancel"]),
    ("The planned [visit] would no longer go ahead.", ["cancel"]),
    ("The [visit] did not take place.", ["occur"]),
]


@pytest.mark.parametrize(("marked", "kinds"), GOVERNED, ids=[g[0] for g in GOVERNED])
def test_what_follows_a_wish_or_a_report_acts_on_it(marked: str, kinds: list[str]) -> None:
    reading = read(marked)
    assert [g.kind for g in reading.governors] == kinds
    assert reading.polarity == "neg"


def test_an_offer_accepted_further_on_is_planned() -> None:
    reading = read("Nehru invited Tito to [visit] Delhi and he accepted.")
    assert [g.kind for g in reading.governors] == ["invite", "accept"]
    assert (reading.polarity, reading.modality) == ("pos", "planned")


def test_who_denies_comments_on_a_visit_denies_no_visit() -> None:
    assert read("The government denied comments on the [visit].").polarity == "pos"


def test_a_cancellation_that_is_denied_is_negated() -> None:
    reading = read("The ministry denied that Tito's [visit] had been cancelled.")
    assert reading.polarity == "pos"
    assert [(g.kind, g.negated) for g in reading.governors] == [("cancel", True), ("deny", False)]


@pytest.mark.parametrize("marked", ["The [summit] could be cancelled.", "Delhi called for Tito to cancel the [visit]."])
def test_what_only_may_be_cancelled_is_in_doubt(marked: str) -> None:
    assert [g.kind for g in read(marked).governors] == ["doubt"]
    assert read(marked).polarity == "pos"


def test_a_weekday_is_nobody_called_on() -> None:
    assert all(g.lemma != "call on" for g in read("Tito called Nehru on Thursday to discuss the [visit].").governors)
    assert [g.lemma for g in read("Nehru called on Tito to [visit] Delhi.").governors] == ["call on"]


@pytest.mark.parametrize(
    "marked",
    [
        "They were going to [meet] in May.",
        "Tito was to have [met] Nehru in May.",
        "Tito had been due to [visit] Delhi.",
        "Tito was scheduled to [visit] Delhi in June.",
        "They were supposed to [meet] on Monday.",
        "The [talks] were to be held on Monday.",
    ],
)
def test_a_future_seen_from_the_past_is_shifted(marked: str) -> None:
    assert read(marked).shifted


def test_indirect_speech_shifts_no_future() -> None:
    assert not read("The ministry said that Tito was due to [visit] Delhi.").shifted


def test_a_weekday_in_a_headline_may_lie_behind() -> None:
    article = article_of("Tito meets Nehru on Tuesday.")
    sentence = sentences_of(article)[0]
    headline = dataclasses.replace(sentence, block="headline")
    assert judge(article, headline, 1, ()).tense == "present"
    assert judge(article, sentence, 1, ()).tense == "future"
