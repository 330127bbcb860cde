"""Who says so and how surely, from words to status: made-up reports of one sentence each, and what they come to."""

from __future__ import annotations

import pytest

from parsing import article_of, attributions_of, sentences_of
from summitry import pages, pipeline
from summitry.encounters.factuality import judge
from summitry.record.status import account_status

STATUSES = (
    ("confirmed", "The Kremlin spokesman said on Tuesday that Vladimir Putin met Xi Jinping in Moscow on Monday."),
    ("confirmed", "A Foreign Ministry spokeswoman in Beijing said Xi Jinping held talks with Kim Jong Un on Monday."),
    ("reported", "Angela Merkel met Emmanuel Macron in Paris on Monday, a French diplomat said."),
    (
        "reported",
        "Donald Trump spoke by phone with Vladimir Putin on Sunday, two people familiar with the call told CNN.",
    ),
    ("rumoured", "Kim Jong Un is believed to have visited Beijing on Monday."),
    ("announced", "Angela Merkel's spokesman Steffen Seibert said she would meet Emmanuel Macron in Paris on Friday."),
    ("planned", "Donald Trump and Vladimir Putin are expected to meet in Helsinki in July."),
    ("predicted", "Analysts expect Vladimir Putin to visit Beijing in May."),
    ("predicted", "Vladimir Putin will visit Beijing in May, a diplomatic source told Reuters."),
    ("lapsed", "Kim Jong Un had been expected to visit Moscow in May but did not."),
    ("planned", "Vladimir Putin said that if he comes to Beijing in May, he will meet Xi Jinping there."),
    ("denied", "The Kremlin denied that Vladimir Putin had met Xi Jinping in Moscow."),
)


@pytest.mark.parametrize(("status", "text"), STATUSES)
def test_the_status_follows_from_who_says_so(status: str, text: str) -> None:
    row = {"id": "x", "text": text, "published": "2019-03-20", "outlet": "The Daily Example"}
    assert account_status(pipeline.read_article(pages.article_of_row(row, "row")).claims) == status


SAYINGS = (
    ("Peskov said the visit was off, adding that a new date would be found.", ["Peskov", "Peskov"]),
    ("Peskov said the visit was off, though he noted that Beijing had agreed.", ["Peskov", "he"]),
    ("He mocked his rivals with harsh language, according to show insiders.", ["show insiders"]),
    ("The summit, as the Kremlin spokesman said, will take place in Moscow.", ["the Kremlin spokesman"]),
    ("A New York Times report that the talks had failed surprised Seoul.", ["New York Times"]),
)


@pytest.mark.parametrize(("text", "sources"), SAYINGS)
def test_every_saying_of_a_sentence_has_its_source(text: str, sources: list[str]) -> None:
    found = [a for a in attributions_of(text) if a.parent is None]
    assert [a.source.text if a.source else "" for a in found] == sources


def test_nobody_says_what_is_hard_to_imagine() -> None:
    assert not attributions_of("It is hard to imagine a longer list.")
    assert not attributions_of("The site is a help to anyone wanting to learn more.")


READINGS = (
    ("He demanded that the president resign.", "resign", "unknown"),
    ("Not all exiles insist on it.", "insist", "possible"),
    ("The rules forbid officials to travel.", "travel", "possible"),
    ("Had the meeting gone ahead, it would have been their first.", "gone", "probable"),
    ("He was not forced to leave.", "leave", "unknown"),
    ("The ministers met.", "met", "certain"),
)


@pytest.mark.parametrize(("text", "word", "certainty"), READINGS)
def test_how_surely(text: str, word: str, certainty: str) -> None:
    article = article_of(text)
    (sentence,) = sentences_of(article)
    index = next(i for i, token in enumerate(sentence.tokens) if token.text == word)
    assert judge(article, sentence, index, ()).certainty == certainty
