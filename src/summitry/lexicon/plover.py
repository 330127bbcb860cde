"""PLOVER root codes of predicates. Data: plover.tsv, plover_groups.tsv. Source of the codes: the PLOVER manual
(Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023)."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from summitry.lexicon import tables

KIND = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})
"""Friendly acts: ahead they are agreed, refused they are rejected, wished for they are requested."""

HARSH = frozenset({"COERCE", "SANCTION", "ASSAULT", "MOBILIZE", "PROTEST"})
"""Hostile acts: ahead they are threatened."""

PERSON = "@person"
WITH = "@with"
TRAVELLER = "@traveller"


@dataclasses.dataclass(frozen=True)
class Code:
    """A row: root code and mode of a predicate, with what must stand as its object ("" for anything)."""

    root: str
    mode: str | None
    needs: str
    objects: frozenset[str]


@functools.cache
def _groups() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in tables.read("plover_groups"):
        found.setdefault(row["group"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in found.items()}


@functools.cache
def _codes() -> Mapping[tuple[str, str], tuple[Code, ...]]:
    found: dict[tuple[str, str], list[Code]] = {}
    for row in tables.read("plover"):
        needs = row["object"]
        objects: set[str] = set()
        for name in needs.split("|") if needs not in ("", PERSON, WITH, TRAVELLER) else ():
            objects |= _groups()[name[1:]] if name.startswith("@") else {name}
        code = Code(row["root"], row["mode"] or None, needs, frozenset(objects))
        found.setdefault((row["word"], row["part"]), []).append(code)
    return {key: tuple(sorted(codes, key=lambda c: c.needs == "")) for key, codes in found.items()}


def codes(word: str, part: str) -> tuple[Code, ...]:
    """The rows of a predicate's lemma (with its particle or preposition, if any), those that need an object first."""
    return _codes().get((word, part), ())
