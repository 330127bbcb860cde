"""Factuality: what the words around an event, and the predicates over it, say of its having happened."""

from __future__ import annotations

import pytest
from hypothesis import given

from parsing import article_of, parsed, sentences_of
from summitry.encounters.factuality import Reading, judge
from summitry.model.notes import Sentence
from summitry.model.text import Article


def read(marked: str) -> Reading:
    """The reading of the word in brackets."""
    at = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    article = article_of(text)
    for sentence in sentences_of(article):
        for i, token in enumerate(sentence.tokens):
            if token.start == at:
                return judge(article, sentence, i, ())
    raise AssertionError(f"no token at {at} of {text!r}")


CASES = [
    ("Tito [visited] Delhi in December.", "pos certain asserted past"),
    ("Tito never [visited] Tirana.", "neg certain asserted past"),
    ("Tito will [visit] Delhi next week.", "pos probable predicted future"),
    ("Tito plans to [visit] Delhi.", "pos probable planned future"),
    ("Tito and Nehru are due to [meet] next month.", "pos probable planned future"),
    ("Tito refused to attend the [parade].", "neg certain asserted past"),
    ("Tito failed to [meet] Nehru.", "neg certain asserted past"),
    ("Tito managed to [meet] Nehru.", "pos certain asserted past"),
    ("Tito agreed to [visit] Delhi.", "pos probable planned future"),
    ("The [visit] was cancelled.", "neg certain asserted past"),
    ("Nehru called off the [summit].", "neg certain asserted past"),
    ("Delhi denied the [meeting].", "neg certain asserted past"),
    ("Delhi denied that the [meeting] took place.", "neg certain asserted past"),
    ("There was speculation that Tito had [visited] Delhi.", "pos possible asserted past"),
    ("Tito is believed to have [visited] Delhi.", "pos probable asserted past"),
    ("If Tito [visits] Delhi, prices will rise.", "pos unknown hypothetical present"),
    ("They would have [met] in June.", "neg probable hypothetical past"),
    ("A [meeting] between the two is highly unlikely.", "neg probable predicted future"),
    ("Tito left without [meeting] Nehru.", "neg certain asserted past"),
    ("Tito to [visit] Delhi: spokesman", "pos probable planned future"),
    ("Tito said he would [visit] Delhi.", "pos probable predicted future"),
    ("Nehru held [talks] with Tito.", "pos certain asserted past"),
    ("No [meeting] is planned.", "neg probable planned future"),
    ("Delhi proposed [talks] with Tirana.", "pos possible hypothetical future"),
    ("The [summit] was postponed until June.", "neg probable planned future"),
]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[c[0] for c in CASES])
def test_readings(marked: str, expected: str) -> None:
    reading = read(marked)
    assert f"{reading.polarity} {reading.certainty} {reading.modality} {reading.tense}" == expected


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [
        ("Tito refused to attend the [parade].", ["occur", "decline"]),
        ("Tito postponed his [trip] to Delhi.", ["postpone"]),
        ("Tito accepted an invitation to [visit] Delhi.", ["invite", "accept"]),
        ("Neither Delhi nor Tirana has confirmed the [trip].", ["silence"]),
        ("Delhi declined to confirm the [visit].", ["silence", "decline"]),
        ("The ministry announced a [visit] by Tito.", ["announce"]),
        ("Tito [visited] Delhi.", []),
    ],
)
def test_governors_say_what_is_done_to_the_event(marked: str, kinds: list[str]) -> None:
    assert [g.kind for g in read(marked).governors] == kinds


def test_a_governor_knows_its_subject() -> None:
    reading = read("Delhi said on Monday that Tito had cancelled the [visit].")
    assert [(g.kind, g.subject) for g in reading.governors] == [("cancel", 5), ("say", 0)]


def test_hedges_rumours_and_shifted_futures_are_told() -> None:
    hedged = read("Tito's apparent [trip] to Delhi is murky.")
    assert [h.text for h in hedged.hedges] == ["apparent"]
    assert hedged.rumour
    assert read("Tito was to [visit] Delhi in May.").shifted
    assert read("There was a strong possibility that Tito [was] in town.").likelihood == "strong possibility"


@given(parsed())
def test_any_parse_can_be_judged(pair: tuple[Article, Sentence]) -> None:
    article, sentence = pair
    for i in range(len(sentence.tokens)):
        reading = judge(article, sentence, i, ())
        assert -3 <= reading.score <= 3
        assert (reading.score > 0) == (reading.polarity == "pos")
        assert reading == judge(article, sentence, i, ())
        for quote in (*reading.cues, *(g.quote for g in reading.governors)):
            assert article.text[quote.start : quote.end] == quote.text
