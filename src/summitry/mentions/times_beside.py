"""Times counted from something that happened: "two days after the summit", "a week before the Hanoi meeting".

What happened is named by the words behind. Where the text dates it ("the summit on June 12") the time is counted from
there; where the words stand beside a day that they explain ("On Nov. 3, the day before the vote"), that day is meant.
Everywhere else the time stays open, with the words behind as its second quote: whoever knows the date can count.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence

from summitry.mentions.times_exprs import VAGUE_UNITS, Ago, Expr, Reference, Resolved, Shift
from summitry.mentions.times_grammar import Hit, Meaning, rule
from summitry.mentions.times_units import quantity, unit_in, unit_of
from summitry.mentions.times_values import DAYS_OF, UNKNOWN, duration_value, precision_of
from summitry.mentions.times_words import cues
from summitry.model.notes import EVENT, Timex
from summitry.model.text import Article, Quote
from summitry.model.windows import Window, shift_day

BESIDE = "beside-event"
"""The rule of a time that is counted from an event."""

TAIL = 80
"""Most code points of the words behind that are kept: what names an event stands at their start."""

_TAIL = re.compile(
    r"\s+(?P<side>before|after|ahead of|prior to|following|since|of)\s+(?P<event>[^\s.;:,()\n][^.;:,()\n]{0,79})",
    re.IGNORECASE,
)
_HEAD_END = re.compile(r"\s(?:in|on|at|of|with|between|by|for|to|from|that|which|who|and|was|were|is|had|has|will)\s")
_WORD = re.compile(r"[^\W\d_]+")
_CLOSE = re.compile(r"\s*[,(–—-]\s*(?:just |only |exactly )?$")
_HEAD = 5
"""Most words up to the noun that names an event: "the first Hanoi summit"."""
_LEAD = 2
"""Most words before the day that a time is counted from: "ahead of"."""
_NEAR = 6
"""Most words between an event and the day that dates it: two prepositions with a name each."""


@dataclasses.dataclass(frozen=True)
class Beside:
    """`amount` units (None: vaguely many) before (sign -1) or after (1) an event; `definite`: "the day", "the week"."""

    amount: float | None
    unit: str
    sign: int
    definite: bool = False

    def resolve(self, ref: Reference, /) -> Resolved:
        if not self.definite:
            return Resolved(duration_value(self.amount, self.unit))
        if ref.narrative and self.unit == "D":
            return self.counted().resolve(ref)
        return Resolved(UNKNOWN.get(self.unit, "XXXX"))

    def counted(self) -> Expr:
        """The same, counted from the time told before instead of an event."""
        if self.definite:
            return Shift(self.unit, self.sign, "focus")
        return Ago(self.amount, self.unit, "focus", self.sign)


@rule(BESIDE)
def _beside_event(hit: Hit) -> Meaning | None:
    follower = hit.tokens.word(hit.match.end()).lower() if hit.match.end() < len(hit.tokens.starts) else ""
    if not follower[:1].isalnum() or follower in _STOPS:
        return None
    sign = -1 if hit.word("how") in ("before", "ahead", "prior", "of") else 1
    if hit.has("the"):
        unit = unit_of(hit.word("u")) if hit.has("u") else "D"
        return Meaning("DATE", Beside(1, unit, sign, definite=True))
    if hit.word("u") == "seconds" or (hit.around(-1) == "of" and hit.around(-2) == "matter"):
        return None
    if not hit.has("n") and hit.around(-1) in ("the", "these", "those", "'s", "’s"):
        return None
    return Meaning("DURATION", Beside(quantity(hit) if hit.has("n") else None, unit_in(hit), sign))


_STOPS = cues("clause-start")


def event_after(article: Article, end: int) -> Quote | None:
    """The words behind a time that name the event it is counted from, their preposition first; None where none do."""
    match = _TAIL.match(article.text, end, end + TAIL + 20)
    return article.quote(match.start("side"), match.end("event")) if match else None


def explained(article: Article, start: int, last: Timex | None) -> Timex | None:
    """The day just before a time in the text, where the time is said of that very day."""
    if last is None or last.precision != "day" or last.end > start or start - last.end > 10:
        return None
    return last if _CLOSE.fullmatch(article.text, last.end, start) else None


def dated_event(article: Article, event: Quote, told: Sequence[Timex]) -> Timex | None:
    """The day told before that dates the event that some words name: the last one that stands right behind the same
    noun ("the summit in Hanoi on Feb. 27") or right before it ("the Feb. 27 summit"), with the same names beside it."""
    words = event.text.split(maxsplit=1)[-1]
    stop = _HEAD_END.search(f"{words} ")
    named = [w.lower() for w in _WORD.findall(words[: stop.start()] if stop else words)[:_HEAD]]
    head = next((w for w in named if w in cues("event-noun")), None)
    if head is None:
        return None
    names = {w for w in _WORD.findall(words) if w[0].isupper()}
    for timex in reversed(told):
        if timex.type == "DATE" and timex.precision == "day" and timex.window is not None and timex.end <= event.start:
            beside = _beside(article.text, timex)
            if head in (w.lower() for w in beside) and (not names or not names.isdisjoint(beside)):
                return timex
    return None


def is_beside(timex: Timex, following: Timex) -> bool:
    """Whether a time is counted from the day that its second quote begins with ("two days before Christmas")."""
    if timex.anchor != EVENT or following.precision != "day" or precision_of(following.value) != "day":
        return False
    words = timex.quotes[1]
    lead = words.text[: max(0, following.start - words.start)]
    return words.start < following.start < words.end and len(lead.split()) <= _LEAD


def _beside(text: str, timex: Timex) -> list[str]:
    """The words of the clause right before a time, and the two right behind it."""
    before = re.split(r"[.;:,\n]|\b(?:said|says|told|announced)\b", text[max(0, timex.start - TAIL) : timex.start])[-1]
    behind = re.split(r"[.;:,\n]", text[timex.end : timex.end + TAIL // 2])[0]
    return [*_WORD.findall(before)[-_NEAR:], *_WORD.findall(behind)[:2]]


def count(expr: Beside, event: Timex) -> Resolved:
    """The time as counted from the day of its event: vaguely many units reach over `VAGUE_UNITS` of them."""
    day = event.value if precision_of(event.value) == "day" else None
    if expr.amount is None and day is not None and expr.unit in DAYS_OF:
        ends = (shift_day(day, expr.sign * step * DAYS_OF[expr.unit]) for step in (1, VAGUE_UNITS))
        return Resolved(duration_value(None, expr.unit), None, Window(*sorted(ends)))
    return expr.counted().resolve(Reference(datetime.date.fromisoformat(day) if day else None, None, event.value))
