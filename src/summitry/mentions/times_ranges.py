"""Ranges of times: "Apr. 26-27", "from Sunday to Wednesday", "late May or early June" as one note each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summitry.model.notes import Maker, Timex
from summitry.model.text import Article
from summitry.model.windows import Window, shift_day

_TO = re.compile(r"\s*(?:[-–—]|to|through|thru|until|till)\s*(?:the\s+)?", re.IGNORECASE)
_OR = re.compile(r",?\s+or\s+(?:in\s+|on\s+)?(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


def joined(article: Article, times: Sequence[Timex]) -> list[Timex]:
    """Times with each range ("Apr. 26-27", "from Sunday to Wednesday", "late May or early June") as one note.

    Its value is the ISO interval of both ends, its window reaches over both, and its quotes are the whole and the ends.
    Its precision is "day" where both ends are days: they are the first and the last day; of "May 1 or 2" "window".
    """
    out: list[Timex] = []
    for timex in times:
        last = out[-1] if out else None
        whole = _join(article, last, timex) if last is not None else None
        if whole is not None:
            out[-1] = whole
        else:
            out.append(timex)
    return out


def _join(article: Article, first: Timex, last: Timex) -> Timex | None:
    between = article.text[first.end : last.start] if first.end <= last.start else ""
    if not between or len(between) > 12 or len(first.quotes) > 1 or first.type != "DATE" or last.type != "DATE":
        return None
    if "REF" in first.value + last.value:
        return None
    if not (_TO.fullmatch(between) or _OR.fullmatch(between) or _AND.fullmatch(between)):
        return None
    window = _range_window(first, last)
    if _AND.fullmatch(between) and not _BETWEEN.search(article.text[max(0, first.start - 14) : first.start]):
        touching = (
            first.window and last.window and first.window.end and shift_day(first.window.end, 1) == last.window.start
        )
        if not touching:
            return None
    if first.window and last.window and window is None:
        return None
    exact = first.precision == last.precision == "day" and not _OR.fullmatch(between)
    return Timex(
        quotes=(article.quote(first.start, last.end), first.quotes[0], last.quotes[0]),
        maker=Maker(first.maker.finder, first.maker.version, f"range of {first.maker.rule} and {last.maker.rule}"),
        type="DATE",
        value=f"{first.value}/{last.value}",
        window=window,
        anchor=first.anchor if first.anchor != "none" else last.anchor,
        relation="in" if first.relation in ("from", "on") else first.relation,
        precision="unknown" if window is None else "day" if exact else "window",
    )


def _range_window(first: Timex, last: Timex) -> Window | None:
    if first.window is None or last.window is None:
        return None
    start, end = first.window.start, last.window.end
    if start and end and start > end and "weekday" in first.maker.rule and "weekday" in last.maker.rule:
        start = shift_day(start, -7)
    return Window(start, end) if start is None or end is None or start <= end else None
