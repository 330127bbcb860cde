"""Chains: pronouns and nominals find who was named before, and are left alone where that cannot be told."""

from __future__ import annotations

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry.mentions import chains, names, syntax
from summitry.model.finder import Seen, run_all
from summitry.model.index import MentionIndex
from summitry.model.notes import Mention
from summitry.model.text import Article, Block, DateHint

FINDERS = (syntax.finder(parse_all=True), names.FINDER, chains.FINDER)
DATE = "2015-05-05"


def article(text: str) -> Article:
    blocks = (Block(0, len(text), "body"),) if text else ()
    return Article(id="t", text=text, blocks=blocks, sha256="0" * 64, hints=(DateHint("given", DATE),))


@functools.cache
def mentions(text: str) -> tuple[Mention, ...]:
    notes = run_all(article(text), FINDERS, lambda _finder, _note: None)
    return tuple(n for n in notes if isinstance(n, Mention))


def who(words: str, text: str) -> list[str | None] | None:
    """The entities that the last `words` of `text` refers to; None where no mention stands there."""
    at = text.rindex(words)
    found = [m for m in mentions(text) if m.start == at and m.maker.finder == "chains"]
    return [r.entity for r in found[0].referents] if found else None


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("he", "Xi Jinping met Angela Merkel on Monday. On Tuesday he left.", ["person:xi-jinping"]),
        ("She", "Xi Jinping met Angela Merkel on Monday. She smiled.", ["person:angela-merkel"]),
        ("his", "Vladimir Putin ended his visit to China.", ["person:vladimir-putin"]),
        ("him", "Vladimir Putin left. Xi Jinping had invited him.", ["person:vladimir-putin"]),
        ("the two leaders", "Xi Jinping met Vladimir Putin in Sochi. Then the two leaders dined.",
         ["person:xi-jinping", "person:vladimir-putin"]),
        ("the two countries", "China and Japan quarrelled. On Monday the two countries met.",
         ["state:CHN", "state:JPN"]),
        ("They", "Xi Jinping and Vladimir Putin arrived. They spoke for an hour.",
         ["person:xi-jinping", "person:vladimir-putin"]),
        ("it would", "China said it would host the summit.", ["state:CHN"]),
        ("I", "“I will travel to Japan,” Vladimir Putin said.", ["person:vladimir-putin"]),
    ],
)  # fmt: skip
def test_who_is_meant(words: str, text: str, expected: list[str]) -> None:
    assert who(words, text) == expected


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("She", "Xi Jinping met Vladimir Putin. She smiled."),
        ("he", "The weather was fine, he said."),
        ("The two leaders", "Xi Jinping left. The two leaders had dined."),
        ("I", "I think Vladimir Putin left."),
    ],
)
def test_what_cannot_be_told_is_left_alone(words: str, text: str) -> None:
    assert who(words, text) is None


def test_a_chain_leads_back_to_a_mention_by_name() -> None:
    text = "Xi Jinping arrived. He smiled, and then he left."
    by_id = {m.id: m for m in mentions(text)}
    made = [m for m in mentions(text) if m.maker.finder == "chains"]
    assert len(made) == 2
    for mention in made:
        assert by_id[str(mention.antecedent)].form == "name"


def test_the_index_prefers_the_longest_mention_and_leaves_out_what_it_holds() -> None:
    text = "Chinese President Xi Jinping left Oslo."
    index = MentionIndex(mentions(text))
    whole = index.at(text.index("Chinese"), text.index("President"))
    assert whole is not None
    assert whole.referents[0].entity == "person:xi-jinping"
    assert index.get(whole.id) == whole
    assert index.get(None) is None
    assert index.at(text.index("left"), text.index("left") + 4) is None
    assert whole in index.within(0, len(text))
    assert not any(m.maker.rule == "nested" for m in index.within(0, len(text)))


WORDS = st.sampled_from(
    [
        "Xi Jinping",
        "Vladimir Putin",
        "he",
        "she",
        "they",
        "their",
        "the two leaders",
        "both sides",
        "China",
        "it",
        "met",
        "said",
        "“",
        "”",
        "I",
        ".",
        ",",
        "and",
        "with",
        "himself",
        "The two",
        "will",
        "the Taliban",
        "\n\n",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=16).map(" ".join)))
def test_any_text_is_read_the_same_way_twice_and_quoted_exactly(text: str) -> None:
    page = article(text)
    sentences = list(syntax.find_sentences(page, parse_all=True))
    named = list(names.find_names(page, Seen(page, sentences)))
    seen = Seen(page, [*sentences, *named])
    found = list(chains.find_chains(page, seen))
    assert found == list(chains.find_chains(page, seen))
    for mention in found:
        assert text[mention.start : mention.end] == mention.quotes[0].text
        assert mention.referents
        assert mention.antecedent
