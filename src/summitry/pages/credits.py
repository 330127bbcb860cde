"""Printed sources: whose report an article says that it is, or rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summitry.lexicon.outlets import outlet_named
from summitry.model.text import Block, Credit, Quote

_PROPER = r"[A-Z\u00c0-\u024f\u0370-\u04ff][^\s,;()|]*"
_NAME = rf"{_PROPER}(?:\s(?:of|the|de|la|and|for|in|[0-9&][^\s,;()|]*|{_PROPER})){{0,6}}"
_HEADS = (
    "Sources?|SOURCES?|Via|VIA|Original source|News source|With (?:agency )?inputs? from|Inputs from|Agencies|Quelle|"
    "Fuente|Fonte|Bron|Källa|Źródło|Kaynak|Sumber|Источник|Джерело|Πηγή|المصدر|来源|來源|新闻来源|出典|출처"
)
_LIST = re.compile(rf"^\W{{0,3}}(?:{_HEADS})\s?[:：]\s*(?P<names>.{{2,160}})$")
_PIECE = "(?:report|story|article|post|piece)"
_WITHIN = tuple(
    re.compile(shape)
    for shape in (
        r"(?:originally|first) (?:published|appeared|ran|reported|posted)(?: \w+){0,3}? (?:by|in|on|at|with) "
        rf"(?:[Tt]he )?(?P<name>{_NAME})",
        r"[Rr]e(?:printed|published|produced|posted) (?:with (?:the )?permission )?(?:from|of|by) (?:[Tt]he )?"
        rf"(?P<name>{_NAME})",
        rf"{_PIECE} (?:includes|contains|has) (?:information|material|reporting) from (?:[Tt]he )?(?P<name>{_NAME})",
        r"^(?:[—–-]\s?)?With (?:(?:additional )?(?:files|reporting|information|reports) )?(?:from |by )?(?:[Tt]he )?"
        rf"(?P<name>{_NAME}?)(?: [Ww]ires?| wire (?:reports|services))?\.?$",
        rf"^(?:Source|SOURCE) (?P<name>{_NAME})$",
        rf"^\W{{0,3}}With (?:\w+ )?inputs? from (?:the )?(?P<name>{_NAME})",
    )
)
_CONTRIBUTED = re.compile(
    rf"^\W{{0,3}}(?P<who>[^.!?]{{2,220}}?) contributed (?:\w+ ){{0,2}}?(?:to |for )?(?:this {_PIECE}|reporting)"
)
_STAFF = re.compile(r" (?:writers|reporters|correspondents|journalists)\b")
_WHOSE = re.compile(r"(?P<name>.+?)(?:['’]s?(?: |$)| (?:writers?|reporters?|staff|correspondents?|journalists?)\b)")
_OF_ITSELF = re.compile(
    rf"\b[Tt]his (?:\w+ )?(?:{_PIECE}|content)|^\W*(?:Originally|Re(?:printed|published|posted)|{_HEADS}\s?:)"
)
_AGENCY = re.compile(r"[(/]\s?(?P<name>[A-Z][\w.&' ’-]{1,30}?)(?:/[A-Z][\w ]{1,20})?\s?[)/]")
_JOINED = re.compile(r"\s?[,;/|、，·•]\s?|\s(?:and|und|et|y|e|и|och|en)\s")
_END_AGENCY = re.compile(
    r"\(\s?(?P<name>AP|AFP|Reuters|REUTERS|Xinhua|Yonhap|TASS|Kyodo|ANI|PTI|IANS|UPI|dpa|DPA|EFE|ANSA|Interfax|KCNA|IRNA|"
    r"Anadolu|AA|Agencies|CNN|BBC|NHK|RIA Novosti|Sputnik|AAP|Bernama|ANTARA)\s?\)\W*$"
)


LONGEST_LINE = 400
"""Characters of the longest line that prints a source; the longest met has 150."""
LONGEST_NAME = 40
"""Characters of the longest outlet's name that may stand in a line by itself."""


def credits_of(text: str, blocks: Sequence[Block]) -> tuple[Credit, ...]:
    """The printed sources of an article, in order, each name once, with the words that say so.

    Looked for in datelines, in short lines outside the body, and at the end of the body's last paragraphs.
    """
    found: dict[str, Credit] = {}
    for block in _telling_sources(blocks):
        stretch = text[block.start : block.end]
        for name, start, end in _named(block, stretch):
            quote = Quote(block.start + start, block.start + end, stretch[start:end])
            found.setdefault(name.casefold(), Credit(name, quote))
    return tuple(sorted(found.values(), key=lambda credit: (credit.quote.start, credit.name)))


def _telling_sources(blocks: Sequence[Block]) -> list[Block]:
    last_bodies = [block for block in blocks if block.kind == "body"][-2:]
    kinds = {"dateline", "byline", "boilerplate", "paywall"}
    return [block for block in blocks if block.kind in kinds or block in last_bodies]


def _named(block: Block, stretch: str) -> Iterator[tuple[str, int, int]]:
    """Names of sources in a block, with where the words stand that say so."""
    if block.kind == "dateline":
        yield from _agency(_AGENCY, stretch)
    elif len(stretch) <= LONGEST_LINE and (block.kind != "body" or _OF_ITSELF.search(stretch)):
        yield from _printed(stretch)
    if block.kind == "body":
        yield from _agency(_END_AGENCY, stretch)
    bare = stretch.strip(" ()[]—–-./*")
    if block.kind == "byline" and len(bare) <= LONGEST_NAME and outlet_named(bare):
        yield bare, stretch.index(bare), stretch.index(bare) + len(bare)


def _agency(shape: re.Pattern[str], stretch: str) -> Iterator[tuple[str, int, int]]:
    for match in shape.finditer(stretch):
        yield match["name"].strip(), match.start("name"), match.end("name")


def _printed(stretch: str) -> Iterator[tuple[str, int, int]]:
    listed = _LIST.match(stretch)
    if listed:
        for name in _JOINED.split(listed["names"].rstrip(" .")):
            if 1 < len(name) <= 60 and not name.startswith(("http", "www.")):
                yield name, listed.start(), listed.end()
        return
    contributed = _CONTRIBUTED.match(stretch)
    if contributed:
        for piece in _JOINED.split(contributed["who"]):
            name = _outlet_in(piece.strip())
            if name:
                yield name, contributed.start(), contributed.end()
            if _STAFF.search(piece):
                break  # what follows are their names and cities
        return
    for shape in _WITHIN:
        match = shape.search(stretch)
        if match:
            yield match["name"].rstrip(" .'’"), match.start(), match.end()
            return


def _outlet_in(piece: str) -> str | None:
    """The outlet that a contributor is or writes for ("Fox News' Ann Lee", "The Associated Press"); None for a name."""
    whose = _WHOSE.match(piece)
    if whose:
        return whose["name"].removeprefix("The ").removeprefix("the ")
    bare = piece.removeprefix("and ").removeprefix("The ").removeprefix("the ").strip()
    return bare if bare and (outlet_named(bare) or "The " in piece) else None
