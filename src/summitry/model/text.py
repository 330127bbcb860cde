"""Pages, articles and the places in them that everything else points to."""

from __future__ import annotations

import dataclasses
from typing import Literal, get_args

BlockKind = Literal[
    "headline", "byline", "dateline", "body", "caption", "related", "comment", "advert", "paywall", "boilerplate"
]
BLOCK_KINDS: tuple[str, ...] = get_args(BlockKind)
TELLING_KINDS = frozenset({"headline", "dateline", "body", "caption"})
"""Kinds of block whose words may be evidence. The article does not tell what stands in a comment or a teaser."""


@dataclasses.dataclass(frozen=True, order=True)
class Span:
    """A half-open range of code points: `text[start:end]`, with 0 <= start <= end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got start={self.start}, end={self.end}")


@dataclasses.dataclass(frozen=True, order=True)
class Quote:
    """A span with its exact text, the evidence for a value: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str

    def within(self, start: int, end: int) -> bool:
        return start <= self.start and self.end <= end


@dataclasses.dataclass(frozen=True, order=True)
class Block:
    """A labelled stretch of an article's text."""

    start: int
    end: int
    kind: BlockKind


@dataclasses.dataclass(frozen=True)
class DateHint:
    """A date that came with the page, outside its visible text or given by the user.

    `where` names it as a user would look for it ("given", "json-ld datePublished", "url",
    "meta article:published_time", "time element"); `value` is an ISO prefix or date-time, as found.
    """

    where: str
    value: str


@dataclasses.dataclass(frozen=True)
class Credit:
    """A printed source ("Source: Hankyoreh"): an origin of the article, with the words that say so."""

    name: str
    quote: Quote


@dataclasses.dataclass(frozen=True)
class Article:
    """The one visible text of a page. Every offset refers to `text`; it is never cut, only labelled.

    `id`: the page's id as given on input (a relative path, or the `id` of a JSON line).
    `blocks`: in order, not overlapping; white space between them belongs to none.
    `sha256`: of the page's bytes (of the JSON line's text or html, for JSON lines).
    `hints`: every date that came with the page, a given one first.
    `encoding`: how the page's bytes were read ("utf-8", "cp1251 (declared)", "cp1252 (guessed)", "utf-8 (2 bytes
    replaced)"), or None where they came as text.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    hints: tuple[DateHint, ...] = ()
    credits: tuple[Credit, ...] = ()
    encoding: str | None = None

    def quote(self, start: int, end: int) -> Quote:
        """The quote of a span of this article."""
        return Quote(start, end, self.text[start:end])

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or None where no block does."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            block = self.blocks[middle]
            if block.end <= offset:
                low = middle + 1
            elif offset < block.start:
                high = middle
            else:
                return block
        return None

    @property
    def given_date(self) -> str | None:
        """The publication date that the user gave, an ISO prefix, or None."""
        return next((h.value for h in self.hints if h.where == "given"), None)
