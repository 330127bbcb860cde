"""The recogniser: where a text tells times, and what each expression means before it is known when it was said."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

from summitry.mentions import times_beside, times_dates, times_durations, times_units
from summitry.mentions.times_exprs import Expr
from summitry.mentions.times_grammar import ALPHABET, Hit, Rule, rules
from summitry.mentions.times_words import BREAK, OTHER, Tokens, cues
from summitry.model.notes import TimexType

RULE_ROOMS = (times_dates, times_units, times_durations, times_beside)
"""The modules whose rules are tried."""

TRIGGERS = (
    "month", "weekday", "weekday-short", "weekdays", "unit", "units", "clock-unit", "clock-units", "season", "seasons",
    "part", "point", "ref", "frequency", "decades-word", "iso", "numeric", "named-day", "clock", "decades",
    "short-year", "ordinal-number", "quarter-number", "meridiem", "era", "holiday", "year", "zone",
)  # fmt: skip
"""Classes without one of which no expression stands; the words of `TRIGGER_WORDS` are added."""

TRIGGER_WORDS = tuple(sorted(cues("trigger")))


@dataclasses.dataclass(frozen=True)
class Found:
    """An expression: its tokens, from `first` to before `last`, its rule, its type and what it means."""

    first: int
    last: int
    rule: str
    type: TimexType
    expr: Expr


def scan(tokens: Tokens) -> list[Found]:
    """Every expression of a text, not overlapping, in order: of rival readings the longest, then the rule declared
    first."""
    found: list[Found] = []
    for start, end in _islands(tokens.codes):
        found.extend(_best(list(_readings(tokens, start, end))))
    return found


def _islands(codes: str) -> Iterator[tuple[int, int]]:
    """Stretches of words that the grammar knows, with a trigger among them."""
    for island in _ISLAND.finditer(codes):
        if _TRIGGER.search(codes, island.start(), island.end()):
            yield island.span()


_RULES = rules()
_ISLAND = re.compile(f"[^{re.escape(OTHER)}{BREAK};]+")
_TRIGGER = re.compile(
    "["
    + re.escape(
        "".join(ALPHABET.members(name) for name in TRIGGERS) + "".join(ALPHABET.char(word) for word in TRIGGER_WORDS)
    )
    + "]"
)


def _readings(tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, Found]]:
    for order, rule in _rules_for(frozenset(tokens.codes[start:end])):
        for match in rule.pattern.finditer(tokens.codes, start, end):
            hit = Hit(tokens, match)
            meaning = rule.build(hit)
            if meaning is not None:
                first, last = hit.span
                yield order, Found(first + meaning.skip, last, rule.name, meaning.type, meaning.expr)


@functools.lru_cache(maxsize=4096)
def _rules_for(codes: frozenset[str]) -> tuple[tuple[int, Rule], ...]:
    """The rules, each with its place in the table, that can match in a stretch of such words."""
    return tuple((order, rule) for order, rule in enumerate(_RULES) if not any(map(codes.isdisjoint, rule.needs)))


def _best(readings: list[tuple[int, Found]]) -> list[Found]:
    taken: list[Found] = []
    used: set[int] = set()
    for _, found in sorted(readings, key=lambda r: (r[1].first - r[1].last, r[0], r[1].first)):
        if used.isdisjoint(range(found.first, found.last)):
            used.update(range(found.first, found.last))
            taken.append(found)
    return sorted(taken, key=lambda f: f.first)
