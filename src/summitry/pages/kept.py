"""What trafilatura takes for an article's body, found again among our own lines, and weighed with their markup."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterable, Sequence

import lxml.html
import trafilatura

from summitry.pages import cues
from summitry.pages.lines import Line

MOST_ELEMENTS = 40_000
"""Pages with more elements are labelled without trafilatura, whose time grows faster than the page."""
DEEPEST = 200
"""Pages nested deeper are labelled without trafilatura, which is partly recursive."""
FOR, AGAINST = 4.5, -3.5
"""Log-odds of a line that trafilatura keeps, and of one that it does not; tuned on the even half of the HTML pages."""
LEAST_SHARE = 0.12
"""Part of a page's sentences below which trafilatura has taken a notice for the article, and is not heard."""


def weighed(root: lxml.html.HtmlElement, lines: Sequence[Line]) -> list[Line]:
    """The lines with what trafilatura says of them added to their bias.

    A class name that most of the article's own text stands under says nothing ("comment" on a whole page's container),
    so the usual bias of kept lines counts as none.
    """
    verdicts = kept(root, lines)
    prose = [line for line in lines if len(line.text) > 80 and cues.ends_sentence(line.text)]
    if verdicts is None or _size(line for line, verdict in zip(lines, verdicts, strict=True) if verdict) < (
        LEAST_SHARE * _size(prose)
    ):
        usual = _usual(prose)
        return [_against(line, usual, 0.0) for line in lines]
    usual = _usual([line for line, verdict in zip(lines, verdicts, strict=True) if verdict])
    return [_against(line, usual, FOR if verdict else AGAINST) for line, verdict in zip(lines, verdicts, strict=True)]


def _size(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _usual(lines: Sequence[Line]) -> Line | None:
    """The line whose bias is the median of `lines`, weighed by length; None where that bias is no burden."""
    ordered = sorted(lines, key=lambda line: (line.bias, line.start))
    half = sum(len(line.text) for line in ordered) / 2
    for line in ordered:
        half -= len(line.text)
        if half <= 0:
            return line if line.bias < 0 else None
    return None


def _against(line: Line, usual: Line | None, verdict: float) -> Line:
    if usual is None:
        return dataclasses.replace(line, bias=line.bias + verdict)
    kind = None if line.kind == usual.kind and line.bias >= usual.bias else line.kind
    return dataclasses.replace(line, bias=line.bias - usual.bias + verdict, kind=kind)


def kept(root: lxml.html.HtmlElement, lines: Sequence[Line]) -> list[bool] | None:
    """Whether trafilatura keeps each line, or None where it keeps nothing or the page is not one for it.

    A line is kept where its words are a line of trafilatura's text, or, four words or more, stand in it.
    """
    if not _fit(root):
        return None
    text = trafilatura.extract(
        copy.deepcopy(root), favor_precision=True, include_comments=False, include_formatting=False
    )
    if not text:
        return None
    extracted = [" ".join(cues.words(line)) for line in text.splitlines()]
    whole, singly = f" {' '.join(extracted)} ", frozenset(extracted) - {""}
    verdicts = []
    for line in lines:
        folded = cues.words(line.text)
        key = " ".join(folded)
        verdicts.append(key in singly or (len(folded) >= 4 and f" {key} " in whole))
    return verdicts if any(verdicts) else None


def _fit(root: lxml.html.HtmlElement) -> bool:
    depth = 0
    for count, (event, _) in enumerate(lxml.etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST or count > 2 * MOST_ELEMENTS:
            return False
    return True
