"""People's word on claims: the latest on a pair or a field holds, whatever the order in which it came."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from summitry.model.claims import Judgement
from summitry.model.ids import content_id
from summitry.model.windows import Window


@dataclasses.dataclass(frozen=True)
class Settled:
    """What holds now: claims judged to be one encounter (latest first), claims judged to be two, and corrected fields
    by claim."""

    same: tuple[Judgement, ...]
    different: tuple[Judgement, ...]
    corrections: tuple[Judgement, ...]


CORRECTABLE = ("start", "end", "status", "type", "city", "country", "venue", "transport")
"""Fields of an encounter that a judgement may correct."""


def settle(judgements: Iterable[Judgement]) -> Settled:
    """The judgements that no later one on the same pair or field supersedes; ties by content. "unsure" takes back an
    earlier word."""
    latest: dict[tuple[str, ...], Judgement] = {}
    for one in sorted(judgements, key=_order):
        latest[_subject(one)] = one
    held = sorted(latest.values(), key=_order, reverse=True)
    return Settled(
        tuple(j for j in held if j.verdict == "same"),
        tuple(j for j in held if j.verdict == "different"),
        tuple(j for j in held if j.verdict == "correct"),
    )


def check(one: Judgement) -> str | None:
    """What is wrong with a judgement, in one line, or None: two claims for a pair, a known field and a readable value
    for a correction."""
    if one.verdict != "correct":
        if one.right is None or one.right == one.left:
            return f"expected two different claims, got {one.left!r} and {one.right!r}"
        return None
    if one.field not in CORRECTABLE:
        return f"expected one of the fields {', '.join(CORRECTABLE)}, got {one.field!r}"
    if one.field in ("start", "end") and one.value is not None:
        try:
            Window.of(one.value)
        except ValueError as error:
            return str(error)
    return None


def _order(one: Judgement) -> tuple[str, str]:
    return one.when, content_id("judgement", one)


def _subject(one: Judgement) -> tuple[str, ...]:
    if one.verdict == "correct":
        return ("correct", one.left, one.field or "")
    return ("pair", *sorted((one.left, one.right or "")))
