"""When an encounter takes place: which time expressions date a trigger, and which date something else."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from summitry.encounters.nouns import holding
from summitry.encounters.tree import Tree
from summitry.lexicon.words import frame_words
from summitry.model.notes import EVENT, Timex
from summitry.model.windows import Window, shift_day

_TELLING = frozenset(frame_words("telling"))
_CARRYING = frozenset(frame_words("carrying"))
_OPEN_PREPOSITIONS = frozenset({"in", "at", "on", "to", "with", "between", "near", "for", "from", "during", "of", "as"})
_OTHER_TIME = frozenset({"before", "after", "prior", "ahead", "since", "following", "until", "till"})
_DOING = frozenset({"cancel", "postpone", "scrap", "delay", "shelve", "schedule", "order", "call"})
"""Verbs of telling whose object is dated beside them as often as they are ("cancelled a visit on Monday")."""
_BEHIND = 6
"""Most words between a noun and a time behind it that still dates it: two prepositions with a name each."""
_DEEP = 8
"""Most steps from a time up to what it dates; not measured, it bounds malformed parses."""


def times_of(
    tree: Tree, index: int, support: Sequence[int], times: Sequence[Timex], dct: Window | None
) -> tuple[Timex, ...]:
    """The DATE and TIME expressions of this sentence that date the trigger at `index`, and durations counted from an
    event ("two days after the vote"), nearest first.

    `support`: tokens of verbs that carry the trigger ("held talks"). A time belongs to the first verb or trigger above
    it in the parse; one that the parse hangs on a verb of telling belongs to what is told only where the telling cannot
    have been then (a past verb, a day after the article's).
    """
    own = {index, *support}
    found = []
    for timex in times:
        told = timex.type in ("DATE", "TIME") or timex.anchor == EVENT or timex.window is not None
        if not told or timex.value in ("PRESENT_REF", "PAST_REF"):
            continue
        head = _head_token(tree, timex)
        if head is None or any(q.start <= tree.tokens[index].start < q.end for q in timex.quotes[1:2]):
            continue
        distance = _belongs(tree, head, own, timex, dct)
        if distance is None and _follows(tree, index, head):
            distance = _BEHIND
        if distance is not None and not _of_the_telling(tree, index, timex, dct):
            found.append((distance, abs(timex.start - tree.tokens[index].start), timex.start, timex))
    found.sort(key=lambda f: f[:3])
    return tuple(f[3] for f in found)


def _head_token(tree: Tree, timex: Timex) -> int | None:
    inside = [i for i, t in enumerate(tree.tokens) if timex.start <= t.start and t.end <= timex.end]
    if not inside:
        inside = [i for i, t in enumerate(tree.tokens) if t.start < timex.end and timex.start < t.end]
    outer = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    return outer[0] if outer else None


def _belongs(tree: Tree, head: int, own: set[int], timex: Timex, dct: Window | None) -> int | None:
    """Steps from the time to the trigger or its support, or None where the time dates something else."""
    if head in own:
        return 0
    own = own | {k for i in own for k in holding(tree, i)}
    for steps, a in enumerate(tree.up(head), start=1):
        if a in own:
            return steps
        token = tree.tokens[a]
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            if tree.lemma(a) not in _TELLING and tree.lemma(a) != "be":
                below = _carries(tree, a, own)
                return steps + 2 if below and tree.lemma(a) in _CARRYING else None
            told_ahead = tree.lemma(a) == "be" or _cannot_be_told_then(tree, a, timex, dct)
            dates = (told_ahead and _carries(tree, a, own)) or any(_occasion_of(tree, i, a) for i in own)
            return steps + 3 if dates else None
        if token.pos in ("NOUN", "PROPN") and not _lets_through(tree, a):
            return None
        if steps > _DEEP:
            return None
    return None


_OCCASION = frozenset({"during", "in", "at", "over"})


def _occasion_of(tree: Tree, i: int, verb: int) -> bool:
    """Whether a noun is the occasion on which something is said ("said Friday during a meeting with"): then is when."""
    preposition = tree.head(i)
    if preposition is None or tree.tokens[i].dep != "pobj" or tree.lemma(preposition) not in _OCCASION:
        return False
    return tree.head(preposition) == verb


def _of_the_telling(tree: Tree, index: int, timex: Timex, dct: Window | None) -> bool:
    """Whether a time behind the object of a verb of telling is the telling's rather than the object's: "confirming the
    trip to Rome on Monday", but not "announced a trip to Rome next Monday"."""
    verb = tree.head(index)
    if verb is None or tree.tokens[index].dep != "dobj" or tree.lemma(verb) not in _TELLING:
        return False
    if timex.start < tree.tokens[index].start or timex.window is None or timex.window.start is None:
        return False
    ahead = dct is not None and dct.end is not None and timex.window.start > dct.end
    told_of_late = timex.precision in ("day", "week") or "WXX" in timex.value
    return told_of_late and not ahead and tree.lemma(verb) not in _DOING


def _follows(tree: Tree, index: int, head: int) -> bool:
    """Whether a time stands right behind a noun trigger, only its prepositions and names between ("the forum in
    Beijing on April 26"), whatever the parse hangs it on."""
    between = tree.tokens[index + 1 : head]
    return (
        tree.tokens[index].pos in ("NOUN", "PROPN")
        and 0 < len(between) <= _BEHIND
        and all(t.pos in ("ADP", "PROPN", "NUM", "DET") for t in between)
    )


def _lets_through(tree: Tree, noun: int) -> bool:
    """Whether a time under a noun may date what the noun stands under ("with Xi in Beijing in June", not "the first
    since Nixon in 1972")."""
    dep, head = tree.tokens[noun].dep, tree.head(noun)
    if dep == "pobj" and head is not None:
        return tree.lemma(head) in _OPEN_PREPOSITIONS
    if dep == "conj":
        return tree.tokens[noun].pos == "PROPN"
    return dep in ("compound", "npadvmod", "appos", "nmod", "dobj")


def _carries(tree: Tree, verb: int, own: set[int]) -> bool:
    """Whether what a verb says reaches the trigger: below it, with nothing between that sets another time, or its
    subject ("the meeting is due to take place by May")."""
    below = set(tree.subtree(verb))
    if any(i in below and _same_time(tree, i, verb) for i in own):
        return True
    return not own.isdisjoint(tree.grammatical_subject(verb))


def _same_time(tree: Tree, i: int, verb: int) -> bool:
    for a in tree.up(i):
        if a == verb:
            return True
        if tree.lemma(a) in _OTHER_TIME or tree.tokens[a].dep == "relcl":
            return False
    return True


def _cannot_be_told_then(tree: Tree, verb: int, timex: Timex, dct: Window | None) -> bool:
    if timex.window is None or dct is None or timex.window.start is None or dct.end is None:
        return False
    return tree.tokens[verb].tag in ("VBD", "VBN") and timex.window.start > dct.end


_WEEKDAY = re.compile(
    r"(?:early |late )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)


def in_phase(times: Sequence[Timex], phase: str, dct: Window | None) -> tuple[Timex, ...]:
    """Times as the phase has them: an encounter ahead lies after the article's first day, one that is past before its
    last; bare weekdays but yesterday's are moved to that week, months without a year to that year. The grammar of times
    sees the words beside a time, not what it dates."""
    moved = [_moved(_of_year(t, phase, dct), phase, dct) for t in times]
    fitting = [t for t in moved if phase == "open" or dct is None or t.window is None or _can_be(t.window, phase, dct)]
    return tuple(_cut(t, phase, dct) for t in (fitting if any(t.window for t in fitting) else moved))


def _can_be(span: Window, phase: str, dct: Window) -> bool:
    """Whether an encounter of a phase can lie in a window: yesterday's weekday dates no meeting to come where the
    sentence tells another day ("said on Friday that he would meet him on June 12")."""
    if phase == "ahead":
        return span.end is None or dct.start is None or span.end >= dct.start
    return span.start is None or dct.end is None or span.start <= dct.end


_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|['’]\d\d|\b(?:last|next|this|past|coming|previous|following)\b", re.IGNORECASE)


def _of_year(timex: Timex, phase: str, dct: Window | None) -> Timex:
    """A month, or days of one, told without a year, in the one year that the phase leaves of those that the article's
    date leaves ("late May" ahead of an article of spring), or the next to them."""
    window, text = timex.window, timex.quotes[0].text
    if window is None or dct is None or phase not in ("ahead", "past") or not _MONTH.search(text) or _YEAR.search(text):
        return timex
    if window.start is None or window.end is None or dct.start is None or dct.end is None:
        return timex
    over = window.start[5:] > window.end[5:]
    years = range(int(window.start[:4]) - 1, int(window.end[:4]) - over + 2)
    spans = [Window(f"{y:04}{window.start[4:]}", f"{y + over:04}{window.end[4:]}") for y in years]
    told, near = spans[1:-1], (spans[-1:] if phase == "ahead" else spans[:1])
    fits = [s for s in told if _can_be(s, phase, dct)] or [s for s in near if _can_be(s, phase, dct)]
    if len(fits) != 1 or fits[0] == window or "02-29" in f"{window.start} {window.end}":
        return timex
    year = str(fits[0].start)[:4]
    return dataclasses.replace(timex, window=fits[0], value=re.sub(r"\b(?:XXXX|\d{4})(?=-\d\d)", year, timex.value))


def _cut(timex: Timex, phase: str, dct: Window | None) -> Timex:
    if timex.window is None or dct is None or (timex.window.days or 0) <= _WIDEST.get(timex.precision, 366):
        return timex
    bound = {"ahead": Window(dct.start, None), "past": Window(None, dct.end)}.get(phase)
    window = timex.window.cut(bound) if bound is not None else None
    return timex if window is None else dataclasses.replace(timex, window=window)


def _moved(timex: Timex, phase: str, dct: Window | None) -> Timex:
    window = timex.window
    if window is None or window.days != 1 or dct is None or not _WEEKDAY.fullmatch(timex.quotes[0].text):
        return timex
    by = 0
    if phase == "ahead" and dct.start is not None and shift_day(str(window.end), 1) < dct.start:
        by = 7
    elif phase == "past" and dct.end is not None and str(window.start) > dct.end:
        by = -7
    if not by:
        return timex
    day = shift_day(str(window.start), by)
    value = day + timex.value[len(day) :] if timex.value[:4].isdigit() else day
    return dataclasses.replace(timex, window=Window(day, day), value=value)


Dates = tuple[str | None, str | None, Window | None, str, Timex | None]


def dates_of(times: Sequence[Timex]) -> Dates:
    """Start and end (ISO prefixes, no finer than told), the window, the precision and the expression that the
    trigger's times give together, the nearest first and finer ones within it preferred; all None and "unknown" where
    they give no date."""
    told_twice = [t for t in times if any(_says_again(u, t) for u in times)]
    dated = [(t, t.window) for t in times if t.window is not None and t.window.days is not None and t not in told_twice]
    if not dated:
        vague = next((t for t in times if t.window is not None), None)
        return None, None, vague.window if vague else None, "unknown", vague
    best, window = next((d for d in dated if d[0].relation not in _BOUNDS), dated[0])
    if best.relation in _BOUNDS:
        return None, None, _bounded(best, window), "window", best
    for other, narrower in dated:
        if other.relation not in _BOUNDS and window.holds(narrower) and window != narrower:
            best, window = other, narrower
    if "X" in best.value or (window.days or 0) > _WIDEST.get(best.precision, 366):
        return None, None, window, "window", best
    start, end = prefixes(window, best.precision)
    return start, end, window, best.precision, best


_GAP = 2
"""Code points between a day and the date that says it again: a comma and a space."""


def _says_again(date: Timex, day: Timex) -> bool:
    """Whether a date behind a word for a day says which day that is: "tomorrow, May 4", printed on the day itself."""
    apart = date.start - day.end
    return 0 < apart <= _GAP and _is_date(date) and day.precision == "day" and not _is_date(day)


def _is_date(timex: Timex) -> bool:
    return timex.precision == "day" and any(c.isdigit() for c in timex.quotes[0].text)


def ongoing(dct: Window | None) -> Dates:
    """The dates of an encounter that is under way as the article is written: its month, where that is known."""
    if dct is None or dct.start is None or dct.end is None or dct.start[:7] != dct.end[:7]:
        return None, None, None, "unknown", None
    month = dct.start[:7]
    return month, None, Window.of(month), "month", None


def _bounded(timex: Timex, window: Window) -> Window:
    if timex.relation in ("by", "until"):
        return Window(None, window.end)
    if timex.relation == "before":
        return Window(None, window.start)
    return Window(window.start, None)


_BOUNDS = frozenset({"by", "before", "after", "since", "until"})
"""Relations that say on which side of the window the encounter lies, not that it lies in it."""
_WIDEST = {"day": 31, "week": 14, "month": 31, "season": 100, "quarter": 92, "half": 184, "year": 366}
"""Days that an expression of a precision can cover; where its window is wider, the article's own date is not known well
enough to say which day, week or month it is, and the window alone is kept."""
_DAYS = 4
"""Widest window whose first and last day are given as days: "Sept. 2-3", "Sunday to Wednesday", a weekend."""


def prefixes(window: Window, precision: str) -> tuple[str | None, str | None]:
    """A window as two ISO prefixes that claim no more than is known: days for days, months for weeks and months,
    years for years. The second is None where it adds nothing."""
    first, last = window.start, window.end
    if first is None or last is None:
        return None, None
    days = window.days or 0
    if days == 1:
        return first, None
    if precision == "day" or (days <= _DAYS and precision != "window"):
        return first, last
    if precision in ("year", "decade") or days > 200:
        start, end = first[:4], last[:4]
    else:
        start, end = first[:7], last[:7]
    return start, end if end != start else None
