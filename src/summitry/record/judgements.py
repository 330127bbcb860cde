"""People's word on claims: the latest on a pair or a field holds, whatever the order in which it came."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import get_args

from summitry.model.claims import Judgement, Status
from summitry.model.ids import content_id
from summitry.model.notes import EncounterType
from summitry.model.windows import Window


@dataclasses.dataclass(frozen=True)
class Settled:
    """What holds now: claims judged to be one encounter (latest first), claims judged to be two, corrected fields by
    claim, and the ids of claims that were accepted and rejected."""

    same: tuple[Judgement, ...]
    different: tuple[Judgement, ...]
    corrections: tuple[Judgement, ...]
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()


CORRECTABLE = ("start", "end", "status", "type", "city", "country", "venue", "transport")
"""Fields of an encounter that a judgement may correct."""

WORDS_OF = {"status": get_args(Status), "type": get_args(EncounterType)}
"""The values that a corrected field may have, where they are few."""


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
        frozenset(j.left for j in held if j.verdict == "accept"),
        frozenset(j.left for j in held if j.verdict == "reject"),
    )


def check(one: Judgement) -> str | None:
    """What is wrong with a judgement, in one line, or None: two claims for a pair, one to accept or reject, a known
    field and a readable value for a correction."""
    if one.verdict in ("accept", "reject") or (one.verdict == "unsure" and one.right is None and one.field is None):
        return None if one.right is None else f"expected one claim to {one.verdict}, got {one.left!r} and {one.right!r}"
    if one.verdict in ("same", "different") or one.right is not None:
        if one.right is None or one.right == one.left:
            return f"expected two different claims, got {one.left!r} and {one.right!r}"
        return None
    if one.field not in CORRECTABLE:
        return f"expected one of the fields {', '.join(CORRECTABLE)}, got {one.field!r}"
    if one.verdict == "unsure":
        return None
    few = WORDS_OF.get(one.field)
    if few is not None and one.value not in few:
        return f"expected one of {', '.join(few)} as the {one.field}, got {one.value!r}"
    if one.field in ("start", "end") and one.value is not None:
        try:
            Window.of(one.value)
        except ValueError as error:
            return str(error)
    return None


def _order(one: Judgement) -> tuple[str, str]:
    return one.when, content_id("judgement", one)


def _subject(one: Judgement) -> tuple[str, ...]:
    if one.field is not None:
        return ("correct", one.left, one.field)
    if one.right is None:
        return ("one", one.left)
    return ("pair", *sorted((one.left, one.right or "")))
