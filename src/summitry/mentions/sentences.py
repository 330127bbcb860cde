"""A fast sentence splitter for news: full stops, abbreviations, quotation marks, and lines broken by the page."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from summitry.lexicon import tables

_STOP = re.compile(
    r"""(?P<mark>[.!?…]+)(?P<close>["'”’»)\]]*)(?P<gap>\s+|(?=[A-Z“"‘][a-z]{1,20}\b)|$)"""
    r"""|(?P<line>[^\S\n]*\n\s*)"""
)
_WORD_BEFORE = re.compile(r"[^\s“”\"'‘’()\[\]—–]+\Z")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]\Z|(?:[a-z]\.)+[a-z]\Z")
_NEXT_WORD = re.compile(r"""["'“‘«(\[]*([^\W_]+(?:['’][a-z]+)?)""")
_GLUED = re.compile(r"[^\W\d_]*[a-z]{3,}\Z")

WRAP_WIDTHS = range(50, 101)
"""Widths, in characters, of a block's longest line at which it is taken for hard-wrapped, as mail and wire copy of 60
to 80 columns is. Where a line is a paragraph one is longer: so in each of the 256 texts of TempEval-3's dev half."""

LOOKBEHIND = 40
"""Characters looked at before a full stop for the word it may belong to; no abbreviation is longer."""


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {row["form"]: row["kind"] for row in tables.read("abbreviations")}


@functools.cache
def _starters() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.read("starters"))


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]`, as half-open ranges without white space at either end, in order.

    A blank line always ends a sentence; a single line break does unless the text is hard-wrapped there (the line
    is 50 to 100 characters wide and the next line's first word would not have fitted, or goes on in lower case).
    """
    begin = start
    width = _block_width(text, start, end)
    for stop in _STOP.finditer(text, start, end):
        if stop.group("line") is not None:
            ends = _line_ends(text, stop, (start, end), width)
            cut = stop.start()
        else:
            ends = _stop_ends(text, stop, end)
            cut = stop.end("close")
        if ends:
            yield from _trimmed(text, begin, cut)
            begin = cut
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _block_width(text: str, start: int, end: int) -> int:
    return max((len(line) for line in text[start:end].split("\n")), default=0)


def _line_ends(text: str, line: re.Match[str], block: tuple[int, int], width: int) -> bool:
    if "\n" in line.group().strip(" \t\r").replace("\n", "", 1):
        return True
    start = max(text.rfind("\n", block[0], line.start()) + 1, block[0])
    following = text[line.end() : block[1]]
    if not following:
        return True
    if following[0].islower():
        return False
    if text[start : line.start()].rstrip().endswith((".", "!", "?", ":", '."', ".”")):
        return True
    first = following.split(None, 1)[0] if following.strip() else ""
    return width not in WRAP_WIDTHS or line.start() - start + 1 + len(first) <= width


def _stop_ends(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a full stop, with what closes after it, ends the sentence."""
    if stop.end() >= end:
        return True
    mark, glued = stop.group("mark"), not stop.group("gap")
    before = _WORD_BEFORE.search(text, max(0, stop.start() - LOOKBEHIND), stop.start())
    word = before.group() if before else ""
    if glued:
        return mark in {".", "?", "!"} and _GLUED.match(word) is not None
    following = _NEXT_WORD.match(text, stop.end(), end)
    if following is None:
        return text[stop.end()] not in ",;:-–—"
    after = following.group(1)
    if after[0].islower():
        return False
    return mark != "." or bool(stop.group("close")) or _word_ends(word, after)


def _word_ends(word: str, after: str) -> bool:
    """Whether the full stop behind `word` ends a sentence when `after`, not in lower case, follows."""
    kind = _abbreviations().get(word)
    if kind == "title":
        return False
    if kind == "number":
        return not after[0].isdigit()
    if kind == "inner":
        return after in _starters()
    if _INITIALS.match(word) and word != "I":
        return after in _starters() and (len(word) > 1 or after not in {"A", "In"})
    return True
