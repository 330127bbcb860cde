"""Mentions of events: how they are read, and which are put together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry import scores
from summitry.lexicon import tables
from summitry.lexicon.happenings import event_kinds, is_light
from summitry.mentions.phrases import phrases
from summitry.model.errors import InputError
from summitry.record.happenings import EventMention, same_events
from summitry.record.stories import Telling
from summitry.record.themes import themes

MINE = "A blast tore through the Lubin copper mine on Friday. The miners fled the blast. It killed four of them."
MINE_TOO = "Four miners died at Lubin on Friday. The explosion in the copper mine was heard for miles, miners said."
BANK = "Kestrel Bank acquired its rival Ostrava Trust on Tuesday. The takeover cost two billion crowns."
BANK_TOO = "The acquisition of Ostrava Trust makes Kestrel Bank the largest. A blast of criticism came from unions."
TEXTS = {"mine": MINE, "mine too": MINE_TOO, "bank": BANK, "bank too": BANK_TOO}
WORDS = {
    "mine": ("blast", "fled", "the blast", "It", "killed"),
    "mine too": ("died", "explosion", "heard"),
    "bank": ("acquired", "takeover"),
    "bank too": ("acquisition", "blast of criticism"),
}


def spans(article: str) -> list[tuple[int, int]]:
    starts = [TEXTS[article].index(word) for word in WORDS[article]]
    return [(start, start + len(word)) for start, word in zip(starts, WORDS[article], strict=True)]


def row(article: str) -> dict[str, object]:
    events = [
        {"id": f"{article}: {word}", "start": start, "end": end}
        for word, (start, end) in zip(WORDS[article], spans(article), strict=True)
    ]
    return {"doc_id": article, "text": TEXTS[article], "events": events}


def mentions() -> list[EventMention]:
    found = []
    for article, text in TEXTS.items():
        for word, told in zip(WORDS[article], phrases(text, spans(article)), strict=True):
            assert told is not None
            found.append(
                EventMention(
                    article, told.start, f"{article}: {word}", told.opening, text[told.opening : told.closing],
                    told.head, told.part, told.lemmas, told.subjects, told.objects, told.others,
                )
            )  # fmt: skip
    return found


MENTIONS = mentions()
TELLINGS = [Telling(name, None, "", text) for name, text in TEXTS.items()]


def test_a_phrase_tells_its_head_and_what_stands_beside_it() -> None:
    text = "Rain fell. Kestrel Bank quietly acquired its rival. The takeover of the rival by Kestrel shocked unions."
    verb, noun, whole = phrases(text, [(33, 41), (56, 64), (0, 4)])

    assert verb is not None
    assert (verb.head, verb.part, text[verb.opening : verb.closing]) == (
        "acquire",
        "VERB",
        "Kestrel Bank quietly acquired its rival.",
    )
    assert (verb.subjects, verb.objects) == (("bank",), ("rival",))
    assert noun is not None
    assert (noun.head, noun.objects) == ("takeover", ("rival",))
    assert whole is not None
    assert whole.lemmas == ("rain",)


def test_verbs_of_a_title_are_read_as_verbs() -> None:
    found = list(phrases("Miners Fired After Long Dispute Over Wages\nThey left.", [(7, 12)]))

    assert found[0] is not None
    assert found[0].head == "fire"


def test_a_stretch_without_words_is_no_phrase() -> None:
    assert next(phrases("One. \n\n Two.", [(4, 7), (8, 11)])) is None


def test_kinds_of_event() -> None:
    assert event_kinds("takeover") & event_kinds("acquisition")
    assert not event_kinds("teapot")
    assert is_light("make")
    assert not event_kinds("make")


def test_no_row_of_kinds_says_a_word_twice() -> None:
    for kind in tables.read("event_kinds"):
        words = tables.parts(kind["words"])
        assert len(words) == len(set(words)) > 1, kind["kind"]


def test_themes_keep_what_is_told_of_different_things_apart() -> None:
    assert themes(TELLINGS) == {"mine": "mine", "mine too": "mine", "bank": "bank", "bank too": "bank"}


def test_words_for_one_event_are_put_together_within_a_theme() -> None:
    found = same_events(MENTIONS, TELLINGS)

    assert found["mine: blast"] == found["mine: the blast"] == found["mine too: explosion"] == "mine: blast"
    assert found["mine: killed"] == found["mine too: died"]
    assert found["bank: acquired"] == found["bank: takeover"] == found["bank too: acquisition"]
    assert found["bank too: blast of criticism"] != found["mine: blast"]
    assert found["mine too: heard"] == "mine too: heard"


def test_a_pronoun_stands_for_the_event_told_before_it() -> None:
    found = same_events(MENTIONS, TELLINGS)

    assert found["mine: It"] == found["mine: blast"]


def phrase(article: str, start: int, *lemmas: str, part: str = "NOUN") -> EventMention:
    return EventMention(article, start, f"{article}{start}", start, "", lemmas[-1], part, lemmas)


def test_phrases_make_few_groups_and_what_is_like_none_joins_the_largest() -> None:
    told = [phrase("mine", n, "the", "copper", "strike") for n in range(30)]
    told += [phrase("mine", 40 + n, "the", "minister", "inquiry") for n in range(10)]
    told += [phrase("mine", 60, "the", "strange", "teapot"), phrase("mine", 61, "a", "minister", "kettle")]

    found = same_events(told, TELLINGS)

    assert len(set(found.values())) == 2
    assert found["mine60"] == found["mine0"]
    assert found["mine61"] == found["mine40"]


@settings(max_examples=25)
@given(st.permutations(MENTIONS), st.permutations(TELLINGS))
def test_the_order_of_mentions_and_articles_does_not_matter(
    shuffled: Sequence[EventMention], tellings: Sequence[Telling]
) -> None:
    assert same_events(shuffled, tellings) == same_events(MENTIONS, TELLINGS)


def test_predictions_need_no_labels(tmp_path: Path) -> None:
    bare = [row(article) for article in TEXTS]
    labelled = json.loads(json.dumps(bare))
    for number, one in enumerate(labelled):
        one["topic"] = str(number)
        for event in one["events"]:
            event["cluster"] = "one"
    made = []
    for name, rows in (("bare", bare), ("labelled", labelled)):
        file, out = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.out"
        file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
        figures = scores.evaluate("coref", file, predictions=out)
        made.append(out.read_text(encoding="utf-8"))

    assert made[0] == made[1]
    assert [json.loads(line)["id"] for line in made[0].splitlines()][:2] == ["mine: blast", "mine: fled"]
    assert figures["labelled"] == 12
    assert figures["muc_f1"] is not None


def test_a_span_beyond_the_text_is_said(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    events = [{"id": "e", "start": 3, "end": 99}]
    file.write_text(json.dumps({"doc_id": "d", "text": "Short.", "events": events}), encoding="utf-8")

    with pytest.raises(InputError, match="within the 6 characters"):
        scores.evaluate("coref", file)


def test_words_that_say_too_little_put_nothing_together() -> None:
    told = [phrase("mine", 0, "make", part="VERB"), phrase("mine too", 0, "make", part="VERB")]

    assert len(set(same_events(told, TELLINGS).values())) == 2
