"""Names in tables that others made, as the record knows them: a state by its code, a person by what they are called."""

from __future__ import annotations

import functools
import re

from summitry.lexicon.people import normal, people_named, person, title_words
from summitry.lexicon.places import places_named
from summitry.lexicon.states import country_code, state_forms
from summitry.model.claims import Participant
from summitry.record.parties import identity, same_name

_ASIDE = re.compile(r"\s*\(([^)]*)\)")
_FIRST_NAMES = 2
"""Words that a name needs besides its middle ones: "Antony John Blinken" is looked up as "Antony Blinken"."""


@functools.lru_cache(maxsize=4096)
def state_of(text: str) -> str | None:
    """The alpha-3 code of a state as tables write it ("Korea, South", "Burma (Myanmar)", "West Bank"), or None."""
    bare = _ASIDE.sub("", text).strip()
    first, _, rest = bare.partition(", ")
    for form in (text, bare, f"{rest} {first}".strip(), first, *_ASIDE.findall(text)):
        code = country_code(form) or _by_form(form.replace("’", "'"))
        if code is not None:
            return code
    return None


def _by_form(text: str) -> str | None:
    form = state_forms().get(text)
    if form is not None and form.kind in ("name", "short"):
        return form.iso3[0]
    regions = {place.country for place in places_named(text) if place.kind == "region"}
    return regions.pop() if len(regions) == 1 else None


@functools.lru_cache(maxsize=4096)
def bare_name(text: str) -> str:
    """A name without the titles before it, in normal form: "Prime Minister Narendra Modi" is "narendra modi"."""
    words = normal(text).split()
    titles = _titles()
    while len(words) > 1:
        size = next((n for n in range(min(4, len(words) - 1), 0, -1) if " ".join(words[:n]) in titles), 0)
        if not size:
            break
        words = words[size:]
    return " ".join(words)


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(normal(words) for words in title_words()) | {"dr", "mr", "mrs", "ms", "sheikh", "his", "her"}


@functools.lru_cache(maxsize=4096)
def people_of(text: str) -> frozenset[str]:
    """Ids of the lexicon's people whom a table calls `text`, with or without titles and middle names; empty for one
    whom it does not know."""
    bare = bare_name(text)
    words = bare.split()
    short = f"{words[0]} {words[-1]}" if len(words) > _FIRST_NAMES else bare
    for form in (text, bare, short):
        found = people_named(form)
        if found:
            return frozenset(one.id for one in found)
    return frozenset()


def is_called(one: Participant, text: str, home: str | None = None) -> bool:
    """Whether a table's `text` may name a participant. `home`: the alpha-3 code of the state that the table gives the
    person, or None."""
    if one.kind != "person" or (home is not None and one.country is not None and one.country != home):
        return False
    known = people_of(text)
    if known and one.entity is not None:
        return one.entity in known
    return same_name(identity(one), f"name:{bare_name(text)}") or _family_agrees(one, text, home)


def _family_agrees(one: Participant, text: str, home: str | None) -> bool:
    """Whether one of the state that the table gives, known by family name, bears it there in another spelling of the
    rest."""
    if home is None or one.country != home or one.entity is None:
        return False
    family = normal(person(one.entity).family).split()
    return set(family) <= set(bare_name(text).split())
