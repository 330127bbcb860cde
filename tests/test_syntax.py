"""Sentences: where they end, which are parsed, and that nothing depends on what else is parsed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.mentions import sentences, syntax
from summitry.model.errors import UsageError
from summitry.model.text import Article, Block


def article(text: str, *blocks: Block) -> Article:
    return Article(id="t", text=text, blocks=blocks or (Block(0, len(text), "body"),), sha256="0" * 64)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.split(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Abe met Gen. Mattis. They talked.", ["Mr. Abe met Gen. Mattis.", "They talked."]),
        ("He left the U.S. on Friday. It rained.", ["He left the U.S. on Friday.", "It rained."]),
        ("He flew to the U.S. She stayed.", ["He flew to the U.S.", "She stayed."]),
        ("The U.S. Senate met.", ["The U.S. Senate met."]),
        ("They met on Sept. 4 in Sochi.", ["They met on Sept. 4 in Sochi."]),
        ("John F. Kerry and J. K. Li spoke.", ["John F. Kerry and J. K. Li spoke."]),
        ("“We will go.” He smiled.", ["“We will go.”", "He smiled."]),
        ('"Will you go?" he asked. "Yes."', ['"Will you go?" he asked.', '"Yes."']),
        ("It grew by 3.5 percent. Fine!", ["It grew by 3.5 percent.", "Fine!"]),
        ("They left at 5 p.m. and slept.", ["They left at 5 p.m. and slept."]),
        ("The trip was confirmed.The next is open.", ["The trip was confirmed.", "The next is open."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("One\n\nTwo", ["One", "Two"]),
        ("Wait ... what? Yes.", ["Wait ... what?", "Yes."]),
        ("See example.com for more. Bye.", ["See example.com for more.", "Bye."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The two ministers spoke for an hour about the border between their\n"
        "Central Asian neighbours and agreed to hold another round of talks in\n"
        "the spring."
    )
    assert len(split(text)) == 1


@given(st.text(alphabet=st.sampled_from("aA .!?\n\"'”U.S5—-\t\u00e9"), max_size=80))
def test_sentences_are_in_order_trimmed_and_lose_only_white_space(text: str) -> None:
    found = list(sentences.split(text, 0, len(text)))
    last = 0
    for start, end in found:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end].strip() == text[start:end]
        last = end
    assert not text[last:].strip()


TEXT = (
    "Nothing happened in the valley. The minister flew to Oslo on Monday. He met the king there, officials said. "
    "Grass is green. The weather was fine."
)


def test_only_sentences_that_can_matter_are_parsed() -> None:
    parsed = [bool(note.tokens) for note in syntax.find_sentences(article(TEXT))]
    assert parsed == [False, True, True, False, False]
    assert all(note.tokens for note in syntax.find_sentences(article(TEXT), parse_all=True))


def test_a_parse_is_one_tree_with_offsets_of_the_article() -> None:
    lead = "Advert.\n\n"
    text = lead + TEXT
    blocks = (Block(0, 7, "advert"), Block(len(lead), len(text), "body"))
    notes = list(syntax.find_sentences(article(text, *blocks), parse_all=True))
    assert notes[0].start == len(lead)
    for note in notes:
        assert sum(t.head == i for i, t in enumerate(note.tokens)) == 1
        for token in note.tokens:
            assert text[token.start : token.end] == token.text
            assert note.start <= token.start <= token.end <= note.end


def test_a_sentence_parses_the_same_whatever_stands_beside_it() -> None:
    alone = next(syntax.find_sentences(article(TEXT[32:69]), parse_all=True))
    among = next(n for n in syntax.find_sentences(article(TEXT), parse_all=True) if n.start == 32)
    assert [(t.text, t.head, t.dep, t.tag, t.ent) for t in alone.tokens] == [
        (t.text, t.head, t.dep, t.tag, t.ent) for t in among.tokens
    ]


def test_a_very_long_sentence_is_parsed_in_pieces() -> None:
    text = "The president visited " + ", ".join(["Oslo"] * 400)
    (note,) = syntax.find_sentences(article(text))
    assert sum(t.head == i for i, t in enumerate(note.tokens)) > 1


def test_no_entity_keeps_a_possessive_or_a_hyphen() -> None:
    (note,) = syntax.find_sentences(article("Norway's president met Vladimir Putin's envoy."), parse_all=True)
    assert not any(t.ent and t.text in {"'s", "-"} for t in note.tokens if t.text == "'s")


def test_an_unknown_pipeline_is_the_users_error() -> None:
    with pytest.raises(UsageError, match="no_such_pipeline"):
        syntax.pipeline("no_such_pipeline")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    notes = list(syntax.find_sentences(article(text), parse_all=True))
    for note in notes:
        for quote in note.quotes:
            assert text[quote.start : quote.end] == quote.text
    assert notes == list(syntax.find_sentences(article(text), parse_all=True))
