"""Dates that one encounter has from another: "a week before the Hanoi meeting", talks on the margins of a summit."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from summitry.encounters.coreference import NEGATIVE, Stated
from summitry.encounters.drafts import Draft
from summitry.encounters.tree import Tree
from summitry.encounters.who import party_of
from summitry.model.notes import EVENT, Timex
from summitry.model.windows import Window, shift_day

_BEFORE = re.compile(r"(?:before|ahead of|prior to|of)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+|X)([DWMY])")
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
_OPEN = {"XXXX-XX-XX": (1, "D"), "XXXX-WXX": (1, "W"), "XXXX-XX": (1, "M"), "XXXX": (1, "Y")}
"""What "the day", "the week", "the month", "the year" before an event are."""
VAGUE = 10
"""Most units that "days" or "weeks" before an event are; as in mentions/times."""


def by_others(statements: Sequence[Stated]) -> list[Stated]:
    """The statements, those without a time of their own dated by the encounter that their words count from or that they
    are part of, where the article dates that one."""
    return [_counted(one, statements) or _within(one, statements) or one for one in statements]


def orders(statements: Sequence[Stated]) -> set[tuple[int, int]]:
    """Which statements tell what came before what, by the places of their triggers: "met Lavrov ahead of the summit",
    "after meeting Trump he held talks". What is denied or called off came neither before nor after."""
    found: set[tuple[int, int]] = set()
    for _, group in itertools.groupby(statements, key=lambda s: s.draft.sentence.start):
        here = list(group)
        if len(here) > 1:
            found.update(_orders_in(Tree(here[0].draft.sentence.tokens), here))
    return {(a, b) for a, b in found if a != b and (b, a) not in found}


def _orders_in(tree: Tree, here: Sequence[Stated]) -> Iterator[tuple[int, int]]:
    for event in here:
        side, bearer = _side(tree, event.draft)
        for one in here if side is not None else ():
            if one.act not in NEGATIVE and bearer in (one.draft.index, *one.draft.support):
                pair = (one.draft.start, event.draft.start)
                yield pair if side == "before" else pair[::-1]


_SIDES = {"before": "before", "ahead": "before", "prior": "before", "after": "after", "following": "after"}
_CLIMB = 5
"""Most steps from an event up to the verb that it comes before or after: over its own verb and two prepositions."""


def _side(tree: Tree, event: Draft) -> tuple[str | None, int]:
    """The preposition that an event stands under, as "before" or "after", and the token that bears it; None where it
    stands under none."""
    side: str | None = None
    for step in itertools.islice(tree.up(event.index), _CLIMB):
        token = tree.tokens[step]
        if side is None and tree.lemma(step) in _SIDES and token.dep in ("prep", "advmod", "mark"):
            side = _SIDES[tree.lemma(step)]
        elif token.pos in ("VERB", "NOUN", "PROPN") and token.dep != "npadvmod":
            if side is not None:
                return side, step
            if step not in event.support:
                break
    return None, -1


def _counted(one: Stated, statements: Sequence[Stated]) -> Stated | None:
    if one.window is not None:
        return None
    for timex in one.draft.times:
        if timex.anchor == EVENT and len(timex.quotes) > 1:
            event = _event(timex, one, statements)
            if event is not None:
                return _from(one, timex, event)
    return None


def _event(timex: Timex, one: Stated, statements: Sequence[Stated]) -> Window | None:
    """The days of the encounter that a time's words count from: its own, else those of the only one of its kind that
    the article dates to the day."""
    words = timex.quotes[1]
    named = [s for s in statements if s is not one and words.start <= s.draft.start < words.end]
    for event in named:
        days = {_days(event)} if _days(event) else {_days(s) for s in statements if s is not one and _alike(event, s)}
        known = [d for d in sorted(days, key=str) if d is not None]
        if len(known) == 1:
            return known[0]
    return None


def _days(stated: Stated) -> Window | None:
    whole = stated.start is not None and len(stated.start) == 10
    return stated.window if whole and stated.window is not None and stated.window.days is not None else None


def _alike(event: Stated, other: Stated) -> bool:
    """Whether a statement may be about the event that others count from: the same word, no other sides, no other
    place."""
    mine, theirs = (event.draft, other.draft)
    if mine.trigger.lemma != theirs.trigger.lemma or (mine.series or theirs.series) != (theirs.series or mine.series):
        return False
    parties = [{party_of(s.participant) for s in d.sides} for d in (mine, theirs)]
    if all(parties) and parties[0].isdisjoint(parties[1]):
        return False
    cities = {d.place.city for d in (mine, theirs) if d.place is not None and d.place.city is not None}
    return len(cities) < 2


def _from(one: Stated, timex: Timex, event: Window) -> Stated | None:
    match = _LENGTH.fullmatch(timex.value)
    if match is None and timex.value not in _OPEN:
        return None
    number, unit = (match.group(1), match.group(2)) if match else _OPEN[timex.value]
    back = bool(_BEFORE.match(timex.quotes[1].text))
    edge, sign = (str(event.start), -1) if back else (str(event.end), 1)
    if number == "X":
        far = shift_day(edge, sign * VAGUE * _DAYS[unit])
        return _dated(one, timex, Window(*sorted((shift_day(edge, sign), far))), "window")
    day = shift_day(edge, sign * int(number) * _DAYS[unit])
    if unit == "D":
        return _dated(one, timex, Window(day, day), "day")
    slack = _DAYS[unit] // 2
    return _dated(one, timex, Window(day, day).widen(slack, slack), "window")


def _within(one: Stated, statements: Sequence[Stated]) -> Stated | None:
    """A meeting on the margins of a recurring one takes that one's days where it has no time of its own."""
    if one.window is not None or one.draft.within is None or any(t.anchor == EVENT for t in one.draft.times):
        return None
    held = [
        s for s in statements if s.draft.series == one.draft.within and s.window is not None and s.start is not None
    ]
    if not held or any(s.window != held[0].window for s in held):
        return None
    first = held[0]
    return dataclasses.replace(
        one, start=first.start, end=first.end, window=first.window, precision=first.precision, time=first.time
    )


def _dated(one: Stated, timex: Timex, window: Window, precision: str) -> Stated:
    day = window.start if precision == "day" else None
    return dataclasses.replace(one, start=day, end=None, window=window, precision=precision, time=timex)
