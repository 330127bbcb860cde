"""Events: PLOVER codes of sentences, and soundness on any parse."""

from __future__ import annotations

import pytest
from hypothesis import given

from parsing import article_of, parsed, sentences_of
from summitry.encounters.events import find_events
from summitry.model.notes import Sentence
from summitry.model.text import Article

CASES = [
    ("Nasser met Tito in Cairo on Friday.", "CONSULT"),
    ("Nasser held talks with Tito in Cairo.", "CONSULT"),
    ("President Nasser telephoned Prime Minister Nehru on Friday.", "CONSULT"),
    ("Nasser will meet Tito in Cairo next week.", "AGREE"),
    ("Nasser agreed to meet Tito.", "AGREE"),
    ("Nasser refused to meet Tito.", "REJECT"),
    ("Nasser has cancelled a visit to Belgrade.", "REJECT"),
    ("Nasser did not attend the summit.", "REJECT"),
    ("Tito must hold talks with Nasser.", "REQUEST"),
    ("Cairo demanded a meeting of the Arab League.", "REQUEST"),
    ("Egypt said Sudan had released three fishermen.", "YIELD"),
    ("Sudan sent food to Egypt.", "AID"),
    ("Egypt condemned the raid.", "ACCUSE"),
    ("Egypt shelled a village in Sudan.", "ASSAULT"),
    ("Egypt will shell the village.", "THREATEN"),
    ("Sudan suspended aid to Egypt.", "SANCTION"),
    ("The weather was fine.", None),
]


@pytest.mark.parametrize(("text", "root"), CASES, ids=[c[0] for c in CASES])
def test_a_sentence_has_the_code_of_its_uppermost_predicate(text: str, root: str | None) -> None:
    article = article_of(text)
    found = [e.plover for e in find_events(article, sentences_of(article), (), (), ()) if e.plover]
    assert found == ([root] if root else [])


def test_calls_and_visits_have_their_mode() -> None:
    article = article_of("President Nasser telephoned Prime Minister Nehru. Tito visited Cairo.")
    modes = [e.mode for e in find_events(article, sentences_of(article), (), (), ()) if e.plover]
    assert modes == ["phone", "visit"]


@given(parsed())
def test_any_parse_gives_sound_events(pair: tuple[Article, Sentence]) -> None:
    article, sentence = pair
    found = list(find_events(article, [sentence], (), (), ()))
    assert found == list(find_events(article, [sentence], (), (), ()))
    assert sum(e.plover is not None for e in found) <= 1
    for event in found:
        assert -3 <= event.factuality <= 3
        assert all(article.text[q.start : q.end] == q.text for q in event.quotes)
