"""Lines that name their source: headlines ("Kim to visit Russia: Kremlin"), signed quotations, transcripts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from summitry.mentions.attribution_quotes import paragraphs
from summitry.model.notes import Sentence
from summitry.model.text import TELLING_KINDS, Article

Span = tuple[int, int]
LONGEST_SOURCE = 5
"""Words. A longer stretch beside a headline's colon is a clause, not a source."""

LONGEST_HEADLINE = 25
"""Words. An opening line of its own that is longer is a paragraph."""

_LAST = re.compile(r"\A(?P<content>.+?\S)(?P<cue>\s*[:–—]\s+|\s+-\s+)(?P<source>[^:–—]{2,60}?)\W*\Z", re.DOTALL)
_FIRST = re.compile(r"\A(?P<source>[^:–—]{2,60}?)(?P<cue>:)\s+(?P<content>\S.+)\Z", re.DOTALL)
_NOT_SOURCES = re.compile(
    r"\b(?:analysis|opinion|factbox|timeline|video|photos?|live|update|exclusive|breaking|explainer|watch|read|"
    r"the latest|part|chapter|week|day|how|why|what|when|where|who)\b|\d", re.IGNORECASE
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Headline:
    """The parts of a headline that names its source."""

    source: Span
    cue: Span
    content: Span


def split(article: Article, sentence: Sentence, *, first: bool) -> Headline | None:
    """The parts of a headline with its source before or behind a colon or dash, else None.

    A headline is a block labelled so; or, where `first`, an opening line of its own.
    """
    text = sentence.quotes[0].text
    block = article.block_at(sentence.start)
    labelled = block is not None and block.kind == "headline"
    if not labelled and not (first and _alone(article, sentence)):
        return None
    for pattern in (_FIRST, _LAST):
        match = pattern.match(text)
        if match and _is_source(match["source"], text) and len(match["content"].split()) >= 2:
            at = sentence.start
            cue = match.start("cue") + len(match["cue"]) - len(match["cue"].lstrip())
            return Headline(
                (at + match.start("source"), at + match.end("source")),
                (at + cue, at + cue + 1),
                (at + match.start("content"), at + match.end("content")),
            )
    return None


def _alone(article: Article, sentence: Sentence) -> bool:
    """Whether the sentence is a line of its own."""
    rest = article.text[sentence.end : sentence.end + 3].lstrip(" ")
    return (not rest or rest.startswith("\n")) and len(sentence.quotes[0].text.split()) <= LONGEST_HEADLINE


def _is_source(words: str, headline: str) -> bool:
    """Whether the stretch can be a source: a few words, with a name in them, and not a section's label."""
    found = words.split()
    if not found or len(found) > LONGEST_SOURCE or _NOT_SOURCES.search(words) or not found[-1][:1].isupper():
        return False
    return not headline.isupper() or len(found) <= 3


_SIGNED = re.compile(
    r"\A(?P<content>[“\"”].{12,}?[”\"“])\s*(?P<cue>[―—–-])\s*(?P<source>[A-Z][^:;!?\n]{2,70})\Z", re.DOTALL
)
_SPEAKER = re.compile(
    r"[\"“]?(?P<source>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][^:\n]{2,40})?)(?P<cue>:)\s+(?P<content>\S.+)",
    re.DOTALL,
)


def lines(article: Article) -> Iterator[Headline]:
    """Lines that are one voice each: a quotation signed with a dash, a turn of a transcript ("PENCE: Well, look")."""
    for block in article.blocks:
        if block.kind not in TELLING_KINDS:
            continue
        for low, high in paragraphs(article.text, block.start, block.end):
            text = article.text[low:high]
            match = _SIGNED.match(text) or _SPEAKER.fullmatch(text)
            if match is not None and not _NOT_SOURCES.search(match["source"]):
                yield Headline(
                    (low + match.start("source"), low + match.end("source")),
                    (low + match.start("cue"), low + match.end("cue")),
                    (low + match.start("content"), low + match.end("content")),
                )


_CREDIT = re.compile(r"\((?P<source>[A-Z][\w .&/-]{1,40})\)(?:\s*(?:--?|[—–―])|\s*\Z)", re.MULTILINE)
"""An agency in brackets before the dash of a dateline ("HANOI (Reuters) -"), or at the end of a line."""


def credits_of(article: Article) -> Iterator[Span]:
    """Where an article may credit an agency with its words: bracketed names in datelines and at ends of lines."""
    for block in article.blocks:
        if block.kind in TELLING_KINDS or block.kind == "byline":
            for match in _CREDIT.finditer(article.text, block.start, block.end):
                yield match.span("source")
