"""The words around a time expression: its tense, the relation that a preposition gives, and whether a text is a
narrative."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence

from summitry.mentions.times_words import cues
from summitry.model.notes import Relation, Tense

LEFT, RIGHT = 160, 90
"""Code points read before and after an expression. Measured on the TempEval-3 training texts (value F1): half of it
loses 0.1, twice of it gains nothing."""

SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\"“‘(])|\n[ \t]*\n")
_WORD = re.compile(r"[A-Za-z]+|['’]ll\b")
_NOT_PAST = cues("not-past")
_NOT_VERBS = cues("not-verb")
_NOUN_AHEAD = frozenset({"a", "an", "the", "his", "her", "its", "their", "this", "newly", "highly", "still"})
"""Words after which one in -ed tells of a noun, not of a time: "the embattled leader"."""
_NOT_FINITE = frozenset(
    {"to", "not", "did", "does", "do", "t", "will", "would", "could", "can", "may", "might", "should"}
)
_DECIDED = cues("infinitive") & cues("decided")
_NEAR = 6
"""Most words between a verb in the past and the time that it surely tells of ("told Putin in")."""


@functools.lru_cache(maxsize=4096)
def _tense_of_word(word: str) -> Tense | None:
    if word in cues("future"):
        return "future"
    return "past" if _regular(word) or word in cues("past") else None


def _regular(word: str) -> bool:
    return word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST


@dataclasses.dataclass(frozen=True)
class Clause:
    """What the clause around a span says of its time: its tense, None without a cue.

    `sure`: a verb in the past stands so near before it that no other can be meant. `near`: of two weekdays the nearer
    is meant, whatever the tense ("ahead of Monday's vote" in the past, "Monday's ruling" in the future, "was to meet on
    Monday"). `seen`: what is ahead was so when somebody "decided to" do it, and may be past by now.
    """

    tense: Tense | None
    sure: bool = False
    near: bool = False
    seen: bool = False


def tense_at(text: str, start: int, end: int) -> Tense | None:
    """The tense of the clause around a span, by the nearest cue before it, else the nearest after it; None without a
    cue."""
    return clause_at(text, start, end, scheduled=False).tense


def clause_at(text: str, start: int, end: int, *, scheduled: bool, headline: bool = False) -> Clause:
    """As `tense_at`, with how sure it is. `scheduled`: verbs in the present speak of what is to come ("he meets Xi on
    Monday"), as they do in the body of news, not in captions. `headline`: "Xi to meet Lee" does."""
    low = max(0, start - LEFT)
    stops = [m.end() for m in SENTENCE_END.finditer(text, low, start + 1)]
    words = _WORD.findall(text, stops[-1] if stops else low, start)
    if words and words[-1] in ("until", "till", "to", "for") and not cues("moved").isdisjoint(words[-_NEAR:]):
        return Clause("future")
    for index in range(len(words) - 1, -1, -1):
        if (
            words[index] == "to"
            and words[index - 1] in ("was", "were")
            and "".join(words[index + 1 : index + 2]).islower()
        ):
            return Clause(None, near=True)
        if headline and words[index] == "to" and words[index - 1][:1].isupper():
            return Clause("future")
        tense = _tense_in(words, index, scheduled)
        if tense is not None:
            finite = words[index].lower() in cues("past-sure")
            led = words[-1].lower() in ("in", "on") and len(words) - index <= _NEAR
            seen = words[index] == "to" and words[index - 1].lower() in _DECIDED
            return Clause(tense, tense == "past" and finite and led, _is_near(text, start, end, tense), seen)
    stop = SENTENCE_END.search(text, end, end + RIGHT)
    words = _WORD.findall(text, end, stop.start() if stop else end + RIGHT)
    told = (_tense_in(words, index, scheduled) for index in range(len(words)))
    tense = next((tense for tense in told if tense is not None), None)
    return Clause(tense, near=_is_near(text, start, end, tense))


def _tense_in(words: Sequence[str], index: int, scheduled: bool) -> Tense | None:
    """The tense that one word gives, beside those around it."""
    word, before = words[index].lower(), words[index - 1].lower() if index else ""
    follower = words[index + 1] if index + 1 < len(words) else ""
    if word == "to" and follower.islower():
        led = before in cues("infinitive") and follower not in _NOT_VERBS
        return ("past" if _perfect(words, index - 1) else "future") if led else None
    tense = _tense_of_word(word)
    if tense == "past" and (before in ("be", "to", "is", "are") or (before in _NOUN_AHEAD and _regular(word))):
        return None
    if tense == "future" and (_perfect(words, index) or before == "to"):
        return "past" if before != "to" else None
    if tense is None and scheduled and word in cues("scheduled") and before not in _NOT_FINITE:
        return "future"
    return tense


def _perfect(words: Sequence[str], index: int) -> bool:
    """Whether a participle tells what had been ahead earlier: "had been due to expire on Friday"."""
    return list(words[max(0, index - 2) : index]) == ["had", "been"]


_TITLE = re.compile(r"(?:[A-Z0-9][\w’']*\s+)+[A-Z][\w’']*")
_OPENS, _CLOSES = re.compile(r"(?:[\"“‘]|``|'')$"), re.compile(r"[,.]?(?:[\"”’]|'')")


def _is_near(text: str, start: int, end: int, tense: Tense | None) -> bool:
    if tense == "past":
        return bool(_AHEAD.search(text[max(0, start - 12) : start]))
    return tense == "future" and text[end : end + 2] in ("'s", "’s")


_AHEAD = re.compile(r"\b(?:ahead of|before|prior to)\s+$", re.IGNORECASE)


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a span of several words is a name in quotes, each word with a capital: the programme "60 Minutes"."""
    before = text[max(0, start - 2) : start]
    return bool(_OPENS.search(before) and _TITLE.fullmatch(text, start, end) and _CLOSES.match(text, end))


_RELATION = re.compile(
    r"\b(?:(?P<by>by|no later than)|(?P<before>before|ahead of|prior to|earlier than)"
    r"|(?P<after>after|following|later than)"
    r"|(?P<since>since(?: \w{2,12}ing(?: \w{2,12}){1,3} in)?)|(?P<until>until|till|up to|through)"
    r"|(?P<around>around|about|circa)"
    r"|(?P<from>from|starting|beginning|effective|as of|starting on|starting from)"
    r"|(?P<on>on)|(?P<in>in|at|during|within|over))"
    r"\s+(?:(?:the|about|around|early|late|sometime|as early as|at least)\s+){0,2}$",
    re.IGNORECASE,
)


def relation_at(text: str, start: int) -> Relation:
    """How the words before a span relate what they date to it; "in" where nothing stands there."""
    match = _RELATION.search(text[max(0, start - 60) : start])
    names: tuple[Relation, ...] = ("by", "before", "after", "since", "until", "around", "from", "on", "in")
    return next((name for name in names if match and match.group(name)), "in")
