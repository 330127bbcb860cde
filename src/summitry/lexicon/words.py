"""Words that evoke encounters, as data."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Literal, cast

from summitry.lexicon import tables
from summitry.model.notes import EncounterType


@dataclasses.dataclass(frozen=True)
class TriggerWord:
    """A row of triggers.tsv. `needs`: particles or prepositions of which one must stand with the word, or none."""

    lemma: str
    part: Literal["noun", "verb"]
    type: EncounterType
    frame: str
    needs: tuple[str, ...]


@functools.cache
def trigger_words() -> Mapping[tuple[str, str], TriggerWord]:
    """Trigger words by lemma and part of speech ("noun", "verb")."""
    found: dict[tuple[str, str], TriggerWord] = {}
    for row in tables.read("triggers"):
        word = TriggerWord(
            row["lemma"],
            cast(Literal["noun", "verb"], row["part"]),
            cast(EncounterType, row["type"]),
            row["frame"],
            tuple(row["needs"].split("|")) if row["needs"] else (),
        )
        found[(word.lemma, word.part)] = word
    return found


@functools.cache
def trigger_lemmas() -> frozenset[str]:
    """Every lemma that may evoke an encounter."""
    return frozenset(lemma for lemma, _ in trigger_words())


@functools.cache
def frame_words(kind: str) -> Mapping[str, str]:
    """Lemmas of one class of framewords.tsv with their value ("" where the class has none).

    Raises KeyError where the file has no such class.
    """
    found = {row["word"]: row["value"] for row in tables.read("framewords") if row["class"] == kind}
    if not found:
        raise KeyError(f"framewords.tsv has no class {kind!r}")
    return found
