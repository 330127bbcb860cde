"""Times as they were said: in speech reported later, what counts is the day of speaking, not the day of writing.

"He said on Monday that he would come tomorrow" speaks of Tuesday, and "In March he said that he would visit next
month" of April. The time of speaking stands beside the verb of saying; it counts where it lies wholly before the day
of writing.
"""

from __future__ import annotations

import bisect
import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from summitry.mentions.times_beside import is_beside
from summitry.mentions.times_context import SENTENCE_END
from summitry.mentions.times_exprs import Shift
from summitry.mentions.times_reading import Told
from summitry.mentions.times_values import precision_of
from summitry.mentions.times_words import cues
from summitry.model.notes import Timex
from summitry.model.text import Article
from summitry.model.windows import Window

REACH = 400
"""Code points around an expression within which its sentence, or the quotation that holds it, must begin and end."""

_SAYING = re.compile(rf"\b(?:{'|'.join(sorted(cues('saying')))})\b")
_BEHIND_VERB = re.compile(r"(?:(?!\b(?:that|he|she|they|it|will|would|had|was|were|is|has|to)\b)[^.;:“”\"]){0,50}")
_SUBJECT = re.compile(r",?\s[^.;:“”\"]{2,50}?")
_LEAD = re.compile(r"\W*(?:(?:on|in|late|early|earlier|and|but|back)\s+){0,3}", re.IGNORECASE)
_MARKS = re.compile(r"“|”|\"|``|''")


def reanchored(told: Sequence[Told], final: Sequence[Timex]) -> Iterator[Timex]:
    """The final notes, each anchor that names a note as first read made to name the final one in its place."""
    begun = {one.timex.id: one.timex.start for one in told}
    starts = [timex.start for timex in final]
    done: dict[int, Timex] = {}

    def settled(index: int, asking: frozenset[int]) -> Timex:
        timex = final[index]
        if index in done or timex.anchor not in begun or index in asking:
            return done.setdefault(index, timex)
        at = bisect.bisect_right(starts, begun[timex.anchor]) - 1
        anchor = settled(at, asking | {index}).id
        return done.setdefault(index, timex if anchor == timex.anchor else dataclasses.replace(timex, anchor=anchor))

    for index in range(len(final)):
        yield settled(index, frozenset())


def as_said(article: Article, told: Sequence[Told], dct: Window | None) -> Iterator[Timex]:
    """The times of an article, those that stand in reported speech as of when it was said."""
    starts = [one.timex.start for one in told]
    for one, following in itertools.zip_longest(told, told[1:]):
        when = None
        if following is not None and is_beside(one.timex, following.timex):
            yield one.from_day(following.timex)
            continue
        if one.lacks_day:
            day = _day_of(article.text, one, told, starts)
            yield one.timex if day is None else one.on_day(day)
            continue
        if one.timex.anchor == "dct" and dct is not None and dct.start is not None and _is_open(one):
            low = bisect.bisect_left(starts, one.timex.start - REACH)
            high = bisect.bisect_right(starts, one.timex.end + REACH)
            near = [t.timex for t in told[low:high] if t is not one and _is_behind(t.timex, dct.start)]
            when = _said_at(article.text, one, near) if near else None
        yield one.timex if when is None else one.as_said(when)


def _day_of(text: str, one: Told, told: Sequence[Told], starts: Sequence[int]) -> Timex | None:
    """The day that the sentence of a bare time of day tells, the nearest before it, else the nearest behind; else the
    one told last in the same tense, shortly before."""
    start, end = one.timex.start, one.timex.end
    first = _sentence_start(text, start)
    low, high = bisect.bisect_left(starts, start - REACH), bisect.bisect_left(starts, _sentence_stop(text, end))
    days = [t for t in told[low:high] if _is_day(t.timex)]
    here = [t.timex for t in days if t.timex.start >= first]
    before = [t for t in here if t.end <= start]
    earlier = [t.timex for t in days if t.timex.start < first and t.base.tense == one.base.tense]
    return before[-1] if before else here[0] if here else earlier[-1] if earlier else None


def _is_day(timex: Timex) -> bool:
    plain = timex.type == "DATE" and timex.relation in ("in", "on") and timex.precision == "day"
    return plain and precision_of(timex.value) == "day"


def _is_open(one: Told) -> bool:
    return one.timex.type in ("DATE", "TIME") and "REF" not in one.timex.value


def _is_behind(timex: Timex, day: str) -> bool:
    window = timex.window
    plain = timex.type in ("DATE", "TIME") and timex.relation in ("in", "on", "around")
    return plain and window is not None and window.start is not None and window.end is not None and window.end < day


def _said_at(text: str, one: Told, near: Sequence[Timex]) -> Timex | None:
    """The time at which an expression was said, of the times around it; None where nothing tells."""
    start, end = one.timex.start, one.timex.end
    quoted = _quotation(text, start, end)
    first = _sentence_start(text, start if quoted is None else quoted[0])
    if quoted is not None:
        stop = _sentence_stop(text, quoted[1])
        behind = [t for t in near if quoted[1] <= t.start < stop]
        return next((t for t in behind if _says(text, quoted[1], t, stop)), None) or _led_by(
            text, first, quoted[0], near
        )
    if isinstance(one.found.expr, Shift) and one.found.expr.by == 0:
        return None  # "today" and "this week" outside quotation marks are the writer's
    return _led_by(text, first, start, near)


def _says(text: str, first: int, time: Timex, stop: int) -> bool:
    """Whether a time behind a quotation dates the verb that follows it: "…," he said on Monday."""
    verb = next(_SAYING.finditer(text, first, stop), None)
    return verb is not None and verb.end() <= time.start and bool(_BEHIND_VERB.fullmatch(text, verb.end(), time.start))


def _led_by(text: str, first: int, start: int, near: Sequence[Timex]) -> Timex | None:
    """The time of the last verb of saying between two places: right behind it ("told reporters on Monday that"), or at
    the head of the sentence ("In March he said")."""
    verbs = list(_SAYING.finditer(text, first, start))
    if not verbs:
        return None
    verb = verbs[-1]
    for time in near:
        if verb.end() <= time.start and time.end <= start and _BEHIND_VERB.fullmatch(text, verb.end(), time.start):
            return time
        leads = first <= time.start and time.end <= verb.start() and _LEAD.fullmatch(text, first, time.start)
        if leads and _SUBJECT.fullmatch(text, time.end, verb.start()):
            return time
    return None


def _sentence_start(text: str, at: int) -> int:
    low = max(0, at - REACH)
    ends = [m.end() for m in SENTENCE_END.finditer(text, low, at + 1)]
    return ends[-1] if ends else low


def _sentence_stop(text: str, at: int) -> int:
    match = SENTENCE_END.search(text, at, at + REACH)
    return match.start() if match else min(len(text), at + REACH)


def _quotation(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the quotation that holds a span begins and ends, its marks included; None where none holds it."""
    paragraph = text.rfind("\n", max(0, start - REACH), start) + 1 or max(0, start - REACH)
    opened: int | None = None
    for mark in _MARKS.finditer(text, paragraph, start):
        opens = mark.group() in "“``" or (mark.group() == '"' and opened is None)
        opened = mark.start() if opens else None
    close = re.compile(r"”|\"|''").search(text, end, end + REACH)
    return None if opened is None or close is None else (opened, close.end())
