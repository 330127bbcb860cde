"""Pairs and clauses: the sides of an encounter are meant together, and where a pronoun stands bars whom it means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from parsing import parsed
from summitry.mentions.chains_clauses import above, root, subject_of
from summitry.mentions.chains_pairs import partners
from summitry.model.notes import Sentence
from summitry.model.text import Article
from test_chains import who

ABE, MODI, XI, PUTIN = ("person:shinzo-abe", "person:narendra-modi", "person:xi-jinping", "person:vladimir-putin")


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("They", "Shinzo Abe met Narendra Modi in Kyoto. Xi Jinping met Modi in Delhi. They dined.", [XI, MODI]),
        ("They", "Shinzo Abe met Narendra Modi in Kyoto. Xi Jinping stayed away. They dined.", [ABE, MODI]),
        ("Their", "Shinzo Abe arrived for talks with Narendra Modi. Their meeting was short.", [ABE, MODI]),
        ("The two", "Shinzo Abe called Narendra Modi. Xi Jinping's office knew. The two last met in May.", [ABE, MODI]),
        ("the two", "Shinzo Abe called Narendra Modi. It was a first call between the two.", [ABE, MODI]),
        ("The two", "Xi Jinping met the leader of NATO. Then Xi saw Narendra Modi. The two dined.", [XI, MODI]),
        ("the two", "China and Japan are at odds. It was a first summit between the two.", ["state:CHN", "state:JPN"]),
        ("The two leaders",
         "Abe met. Shinzo Abe will hold talks with Narendra Modi. Abe will go on to Sochi, where Vladimir Putin expects"
         " him. The two leaders quarrelled last year.", [ABE, MODI]),
    ],
)  # fmt: skip
def test_those_told_of_together_are_meant_together(words: str, text: str, expected: list[str]) -> None:
    assert who(words, text) == expected


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("they", "Xi Jinping and Vladimir Putin met. Analysts said they hoped for little."),
        ("the two", "Xi Jinping met Vladimir Putin. Then Xi praised the two missiles."),
        ("Both", "Xi Jinping met Vladimir Putin. Both France and Spain were pleased."),
        ("them", "Xi Jinping and Vladimir Putin planned talks. In May aides called them off."),
    ],
)
def test_what_counts_or_means_others_is_left_alone(words: str, text: str) -> None:
    assert who(words, text) is None


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("he", "Vladimir Putin will visit Xi Jinping, whom he met in Sochi.", PUTIN),
        ("him", "Vladimir Putin will visit Xi Jinping, who invited him in May.", PUTIN),
        ("him", "Vladimir Putin called Xi Jinping on Friday. He invited him to Moscow.", XI),
        ("him", "Vladimir Putin asked Xi Jinping to visit him.", PUTIN),
        ("He", "Vladimir Putin will go to Beijing. Xi Jinping is glad. He will meet Xi on Friday.", PUTIN),
        ("He", "Vladimir Putin came to Delhi. Narendra Modi received Putin. He left on Monday.", PUTIN),
        ("his", "Vladimir Putin came to Delhi. Narendra Modi praised his visit.", PUTIN),
        ("his", "During his visit, Vladimir Putin met Xi Jinping.", PUTIN),
        ("he", "Shinzo Abe's meeting with Xi Jinping came after he dined with Putin.", ABE),
    ],
)
def test_where_a_pronoun_stands_bars_whom_it_means(words: str, text: str, expected: str) -> None:
    assert who(words, text) == [expected]


@settings(max_examples=60, deadline=None)
@given(parsed())
def test_any_parse_is_climbed_to_an_end(page: tuple[Article, Sentence]) -> None:
    tokens = page[1].tokens
    for i in range(len(tokens)):
        assert len(list(above(tokens, i))) <= len(tokens)
        assert 0 <= root(tokens, i) < len(tokens)
        found = subject_of(tokens, i)
        assert found is None or 0 <= found < len(tokens)
    assert list(partners(tokens, [])) == []
