"""Organisations: international bodies, parts of governments, parties to conflict; compounds such as "EU-China"."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Literal, cast

from summitry.lexicon.states import JOINERS, compound, side
from summitry.lexicon.tables import parts, read

OrganisationKind = Literal["international", "armed_group", "government_body", "party", "other"]


@dataclasses.dataclass(frozen=True, order=True)
class Organisation:
    """An organisation. `id` is like "org:nato"; `country`: alpha-3 of the state that it is part of or at home in, None
    for international ones and for bodies that every state has ("foreign ministry": whose, the words around say);
    `side`: whether it may be a side of an encounter by itself (the UN, the Taliban), not just speak for a state."""

    id: str
    name: str
    kind: OrganisationKind
    country: str | None
    side: bool = False


@functools.cache
def organisations() -> tuple[Organisation, ...]:
    """All organisations, by id."""
    return tuple(sorted(_organisation(row) for row in read("organisations")))


def organisation(org_id: str) -> Organisation:
    """The organisation of an id. Raises KeyError where the lexicon has none."""
    return _by_id()[org_id]


@functools.cache
def organisation_forms() -> Mapping[str, Organisation]:
    """Every form by its exact surface, without the article; forms in small letters with capitals too."""
    forms: dict[str, Organisation] = {}
    for row in read("organisations"):
        found = _organisation(row)
        for text in (row["name"], *parts(row["forms"])):
            for variant in _variants(text):
                forms.setdefault(variant, found)
    return MappingProxyType(forms)


def organisation_named(text: str) -> Organisation | None:
    """The organisation that `text` names, with or without the article, or None."""
    text = " ".join(text.split())
    forms = organisation_forms()
    return forms.get(text) or forms.get(text.removeprefix("the ").removeprefix("The "))


def compound_with(text: str, known: Collection[str] = ()) -> tuple[str, ...] | None:
    """The sides that a compound joins, states as "state:CHN" and organisations as "org:european-union", or None.

    Reads what `states.compound` reads, and pairs with an organisation that may be a side ("EU-China", "US-Taliban").
    """
    between_states = compound(text, known)
    if between_states is not None:
        return tuple(f"state:{code}" for code in between_states)
    for joiner in JOINERS:
        left, _, right = text.partition(joiner)
        one, other = _as_side(left, known), _as_side(right, known)
        if one is not None and other is not None and one != other:
            return (one, other)
    return None


def _as_side(text: str, known: Collection[str]) -> str | None:
    found = organisation_named(text.strip())
    if found is not None and found.side:
        return found.id
    code = side(text, known, first=True)
    return None if code is None else f"state:{code}"


def _variants(text: str) -> tuple[str, ...]:
    if text != text.lower():
        return (text,)
    words = text.split(" ")
    title = " ".join(w if w in {"of", "the", "and", "for"} else w[:1].upper() + w[1:] for w in words)
    return tuple(dict.fromkeys((text, text[:1].upper() + text[1:], title)))


def _organisation(row: dict[str, str]) -> Organisation:
    kind = cast(OrganisationKind, row["kind"])
    return Organisation(row["id"], row["name"], kind, row["country"] or None, row["side"] == "y")


@functools.cache
def _by_id() -> dict[str, Organisation]:
    return {o.id: o for o in organisations()}
