"""Quotations: where they open and close, over sentences and paragraphs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

OPEN = "“"
CLOSE = "”"
STRAIGHT = '"'
_MARK = re.compile(r"[“”\"„«»]|''|``")
LONGEST = 6000
"""Code points. A longer quotation (none is in the 84 articles of PolNeAR dev) lost a mark, and ends with its line."""


@dataclasses.dataclass(frozen=True)
class Quotation:
    """Words in quotation marks, marks included: one segment for each paragraph that it runs through."""

    segments: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.segments[0][0]

    @property
    def end(self) -> int:
        return self.segments[-1][1]


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations in `text[start:end]`, in order. A paragraph that ends within a quotation hands it on to the next
    one where that begins with a mark; where it does not, the quotation ends with its paragraph."""
    found: list[Quotation] = []
    carried: list[tuple[int, int]] = []
    for low, high in paragraphs(text, start, end):
        if carried and not text[low:high].startswith((OPEN, STRAIGHT)):
            found.append(Quotation(tuple(carried)))
            carried = []
        closed, rest = _pairs(text, low, high)
        for pair in closed:
            if carried:
                found.append(Quotation((*carried, pair)))
                carried = []
            else:
                found.append(Quotation((pair,)))
        if rest is not None:
            if carried and (closed or high - carried[0][0] > LONGEST):
                found.append(Quotation(tuple(carried)))
                carried = []
            carried.append((rest, high))
        elif carried:
            found.append(Quotation(tuple(carried)))
            carried = []
    if carried:
        found.append(Quotation(tuple(carried)))
    return found


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines with anything in them, without the white space around it."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            low = at + line.index(stripped[0])
            yield low, low + len(stripped)
        at += len(line)


def _pairs(text: str, low: int, high: int) -> tuple[list[tuple[int, int]], int | None]:
    """The closed quotations of a paragraph, and where one opens that it does not close (or None)."""
    closed = []
    opened: int | None = None
    for match in _MARK.finditer(text, low, high):
        at, mark = match.start(), match.group()
        if opened is None:
            if mark not in (CLOSE, "»") and _may_open(text, at, low, len(mark)):
                opened = at
        elif mark not in (OPEN, "„", "«", "``") and _may_close(text, match.end(), high):
            closed.append((opened, match.end()))
            opened = None
    return closed, opened


def _may_open(text: str, at: int, low: int, size: int) -> bool:
    if text[at] == OPEN:
        return True
    before = text[at - 1] if at > low else " "
    after = text[at + size] if at + size < len(text) else " "
    return not before.isalnum() and not after.isspace()


def _may_close(text: str, at: int, high: int) -> bool:
    after = text[at] if at < high else " "
    return not after.isalnum()
