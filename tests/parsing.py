"""Articles and parsed sentences for tests, made from plain words."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from summitry.mentions import attribution, syntax
from summitry.model.finder import Seen
from summitry.model.notes import Attribution, Maker, Sentence, Token
from summitry.model.text import Article, Block, Quote


def article_of(text: str) -> Article:
    """An article of one body block."""
    return Article("x", text, (Block(0, len(text), "body"),), hashlib.sha256(text.encode()).hexdigest())


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """Its sentences, all parsed."""
    return tuple(syntax.find_sentences(article, parse_all=True))


def attributions_of(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text, without mentions."""
    article = article_of(text)
    return tuple(attribution.find_attributions(article, Seen(article, sentences_of(article))))


DEPS = (
    "ROOT", "nsubj", "nsubjpass", "dobj", "ccomp", "xcomp", "acl", "advcl", "relcl", "prep", "pobj", "pcomp",
    "conj", "aux", "auxpass", "neg", "mark", "det", "amod", "agent", "parataxis", "acomp", "attr", "compound", "poss",
    "punct", "prt",
)  # fmt: skip
WORDS = (
    "said", "told", "Kim", "visit", "according", "to", "that", "not", "will", "would", "have", "as", "quoted", "citing",
    "officials", "reportedly", "plan", "cancelled", "by", "Reuters", "who", "it", ",", '"', "“", "”", ":", "denied",
    "likely", "no", "if", "going", "be", "meeting", "talks", "?", "agreed", "report", "of", "make", "clear",
)  # fmt: skip
TAGS = (
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBZ",
    "MD",
    "TO",
    "NN",
    "NNP",
    "PRP",
    "IN",
    "DT",
    "JJ",
    "RB",
    "WP",
    "WDT",
    "''",
    ",",
)
PARTS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "ADP", "PUNCT", "DET", "PART", "SCONJ")


@st.composite
def parsed(draw: st.DrawFn) -> tuple[Article, Sentence]:
    """A sentence of known words with any parse at all, cycles and all: what finders must survive."""
    count = draw(st.integers(1, 14))
    words = [draw(st.sampled_from(WORDS)) for _ in range(count)]
    text = " ".join(words)
    article = article_of(text)
    tokens, at = [], 0
    for word in words:
        tokens.append(
            Token(
                at, at + len(word), word, draw(st.sampled_from((word, word.lower(), "say", "cancel", "meet"))),
                draw(st.sampled_from(PARTS)), draw(st.sampled_from(TAGS)), draw(st.sampled_from(DEPS)),
                draw(st.integers(0, count - 1)), draw(st.sampled_from(("", "PERSON", "ORG", "GPE"))),
            )
        )  # fmt: skip
        at += len(word) + 1
    quotes = (Quote(0, len(text), text),)
    return article, Sentence(quotes=quotes, maker=Maker("syntax", "1", "parsed"), block="body", tokens=tuple(tokens))
