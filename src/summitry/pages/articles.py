"""From a page's text or HTML to an article."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

from summitry.lexicon.outlets import outlet_of_url
from summitry.model.errors import InputError
from summitry.model.text import Article, Block, BlockKind, DateHint
from summitry.pages import decode, dom, kept, labels, metadata, urls
from summitry.pages.credits import credits_of
from summitry.pages.datelines import end_of_dateline
from summitry.pages.languages import language_of
from summitry.pages.lines import BLANK, Line, of_text

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_ROW_KEYS = frozenset({"id", "text", "html", "url", "outlet", "published", "title"})
FIRST_PARAGRAPHS = 3
"""Paragraphs of the body whose beginning may be a dateline of any shape."""


class Given(TypedDict, total=False):
    """What the user says of a page; it stands above what the page says. `published` is an ISO prefix or date-time.
    `dates`: those of what the page came in (a feed, a mail), best first; they stand after what the page says."""

    url: str | None
    outlet: str | None
    published: str | None
    title: str | None
    dates: tuple[DateHint, ...]


def article_of_text(identity: str, text: str | bytes, **given: Unpack[Given]) -> Article:
    """The article of a plain text. Its text is `text` decoded; NULs and lone surrogates become U+FFFD, one for one.

    Raises InputError where bytes are no text.
    """
    page = _decoded(identity, text, markup=False)
    lines = of_text(page.text)
    address = given.get("url") or _address_line(lines)
    said = metadata.Metadata(url=address, title=given.get("title"), outlet=given.get("outlet"))
    said = dataclasses.replace(said, dates=given.get("dates", ()))
    return _article(identity, page, lines, said, given.get("published"))


def article_of_html(identity: str, html: str | bytes, **given: Unpack[Given]) -> Article:
    """The article of an HTML page. Its text is the page's visible text, a line for each block of the markup.

    Raises InputError where bytes are no text.
    """
    page = _decoded(identity, html, markup=True)
    root = dom.parse(page.text)
    text, lines = dom.text_and_lines(root)
    said = metadata.metadata_of(root)
    said = metadata.Metadata(
        given.get("url") or said.url,
        given.get("title") or said.title,
        given.get("outlet") or said.outlet,
        said.language,
        (*said.dates, *given.get("dates", ())),
    )
    visible = dataclasses.replace(page, text=text)
    return _article(identity, visible, kept.weighed(root, lines), said, given.get("published"))


def article_of_row(row: Mapping[str, Any], where: str, dates: tuple[DateHint, ...] = ()) -> Article:
    """The article of a row {id, text | html, url?, outlet?, published?, title?}; other keys are ignored. `dates`: what
    a scraper found of its date, which stands after what the page says.

    Raises InputError, with `where` in it, when the row has no id, no text, or a value that is not text.
    """
    if not isinstance(row, Mapping):
        raise InputError(f"expected an object, got {type(row).__name__}", where, 'write {"id": ..., "text": ...}')
    identity = row.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity.strip():
        raise InputError("the row has no id", where, 'give each row an "id" of its own')
    for key in sorted(_ROW_KEYS & set(row) - {"id"}):
        if row[key] is not None and not isinstance(row[key], str):
            got = type(row[key]).__name__
            raise InputError(f'expected text under "{key}", got {got}', where, f'put "{key}" in quotes or leave it out')
    identity = _SURROGATE.sub("\ufffd", identity)
    url, outlet, published, title = (_cleaned(row.get(key)) for key in ("url", "outlet", "published", "title"))
    given = Given(url=url, outlet=outlet, published=published, title=title, dates=dates)
    text, html = row.get("text"), row.get("html")
    if text is not None:
        return article_of_text(identity, text, **given)
    if html is not None:
        return article_of_html(identity, html, **given)
    raise InputError('the row has neither "text" nor "html"', where, "add one of the two")


@dataclasses.dataclass(frozen=True, slots=True)
class _Page:
    """A page's bytes, as their hash, and its text."""

    sha256: str
    text: str
    encoding: str | None


def _cleaned(value: str | None) -> str | None:
    """A given value without white space at its ends; None for an empty one."""
    return _UNWRITABLE.sub("\ufffd", value).strip() or None if value else None


def _decoded(where: str, page: str | bytes, markup: bool) -> _Page:
    if isinstance(page, str):
        page = _UNWRITABLE.sub("\ufffd", page)
        return _Page(hashlib.sha256(page.encode("utf-8")).hexdigest(), page, None)
    try:
        text, encoding = decode.decode(page, markup)
    except decode.NotTextError as error:
        todo = "save the page as text or HTML, or leave it out"
        raise InputError(f"expected text, got {error}", where, todo) from error
    return _Page(hashlib.sha256(page).hexdigest(), _UNWRITABLE.sub("\ufffd", text), encoding)


def _article(
    identity: str, page: _Page, lines: Sequence[Line], said: metadata.Metadata, published: str | None
) -> Article:
    text = page.text
    blocks = _blocks(lines, labels.kinds(lines, said.title))
    hints = [DateHint("given", published)] if published else []
    dated = urls.date_of(said.url) if said.url else None
    if dated:
        hints.append(DateHint("url", dated))
    return Article(
        id=identity,
        text=text,
        blocks=blocks,
        sha256=page.sha256,
        url=said.url,
        outlet=said.outlet or _outlet_of(said.url),
        title=said.title or _headline(text, blocks),
        language=_language(said.language, language_of(_telling(text, blocks))),
        hints=(*hints, *said.dates),
        credits=credits_of(text, blocks),
        encoding=page.encoding,
    )


def _outlet_of(url: str | None) -> str | None:
    outlet = outlet_of_url(url) if url else None
    return outlet.name if outlet else None


def _headline(text: str, blocks: Sequence[Block]) -> str | None:
    """The first headline, without what a repeat of it leaves out (": NPR")."""
    said = [text[block.start : block.end] for block in blocks if block.kind == "headline"]
    return min((line for line in said if said[0].startswith(line)), key=len, default=None)


def _language(declared: str | None, detected: str | None) -> str | None:
    """The declared language; the detected one where none is declared, or "en", which many sites declare unawares."""
    return (detected or declared) if declared in {None, "en"} else declared


def _telling(text: str, blocks: Sequence[Block]) -> str:
    body = "\n".join(text[block.start : block.end] for block in blocks if block.kind == "body")
    return body or text


def _blocks(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> tuple[Block, ...]:
    """A block for each line, and for a dateline at its beginning one of its own."""
    blocks: list[Block] = []
    paragraphs = 0
    for line, kind in zip(lines, kinds, strict=True):
        start = line.start
        if kind == "body":
            paragraphs += 1
            size = end_of_dateline(line.text, paragraphs <= FIRST_PARAGRAPHS)
            if size:
                blocks.append(Block(start, start + size, "dateline"))
                start = line.end - len(line.text[size:].lstrip(BLANK))
        blocks.append(Block(start, line.end, kind))
    return tuple(blocks)


def _address_line(lines: Sequence[Line]) -> str | None:
    """The address that is a text's first line, as saved pages often have it."""
    if lines and _ADDRESS.fullmatch(lines[0].text):
        return lines[0].text
    return None
