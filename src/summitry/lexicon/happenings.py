"""Words that may tell of one event, as data."""

from __future__ import annotations

import collections
import functools
from collections.abc import Mapping

from summitry.lexicon import tables

LIGHT = "light"
"""The kind of words that say too little by themselves."""


@functools.cache
def _kinds() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = collections.defaultdict(set)
    for row in tables.read("event_kinds"):
        for words in tables.parts(row["words"]):
            found[words].add(row["kind"])
    return {words: frozenset(kinds) for words, kinds in found.items()}


def is_light(lemma: str) -> bool:
    """Whether a lemma says too little of an event by itself, as verbs that carry a noun do."""
    return LIGHT in _kinds().get(lemma, frozenset())


def event_kinds(words: str) -> frozenset[str]:
    """The kinds of event that a lemma, or lemmas apart by one space, may tell of; none for what is unknown or light."""
    return frozenset() if is_light(words) else _kinds().get(words, frozenset())
