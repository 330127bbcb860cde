"""Who is who among participants: identities, the sides they speak for, and the unnamed holders of an office."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from summitry.lexicon.organisations import organisation
from summitry.lexicon.people import holders, normal, tenures, title_words
from summitry.model.claims import Participant
from summitry.model.windows import Window

NEAR_SPELLING = 2
"""Letters by which two spellings of one name may differ ("Zelensky", "Zelenskyy"); names of fewer than eight letters
must be equal, as "Kim Jong Un" and "Kim Jong Il" differ by two, and both of those are told apart by their ids."""

_SHORT_NAME = 8
_LEADING_ROLES = frozenset({"head_of_state", "head_of_government", "monarch", "leader"})


@dataclasses.dataclass(frozen=True)
class Side:
    """What one state (or organisation) brings to an encounter: its people by identity, and the offices of unnamed ones.
    Both empty: the state itself is named."""

    people: frozenset[str]
    offices: frozenset[str]


def side_of(one: Participant) -> str:
    """Whom a participant speaks for: a state's code, else the organisation or person itself."""
    if one.kind == "organisation":
        return _side_of_body(one)
    return one.country or one.entity or f"name:{normal(one.name)}"


def _side_of_body(one: Participant) -> str:
    """An organisation that may be a side of its own is one; any other speaks for its state, where it has one."""
    name = one.entity or f"name:{normal(one.name)}"
    try:
        own = one.country is None or one.entity is None or organisation(one.entity).side
    except KeyError:
        own = True
    return name if own else one.country or name


def is_role(one: Participant) -> bool:
    """Whether the participant is an office without a name ("the Danish prime minister")."""
    if one.kind != "person" or one.entity is not None or one.office is None:
        return False
    return normal(one.office) in normal(one.name)


def is_group(one: Participant) -> bool:
    """Whether a participant is described rather than named ("Danish officials", "a delegation"): a name ends in a
    capital."""
    return (
        one.kind == "person" and one.entity is None and one.name.split()[-1:] != [] and one.name.split()[-1].islower()
    )


def identity(one: Participant) -> str:
    """A key under which the same participant is always found: the lexicon's id, else the office held, else the name."""
    if one.entity is not None:
        return one.entity
    if is_role(one):
        return f"office:{one.country or ''}:{role_of(one.office or '')}"
    if one.kind == "state" and one.country is not None:
        return f"state:{one.country}"
    return f"name:{normal(one.name)}"


def sides(participants: Iterable[Participant]) -> dict[str, Side]:
    """Participants by the side they speak for, sides in order of name."""
    people: dict[str, set[str]] = {}
    offices: dict[str, set[str]] = {}
    for one in participants:
        side = side_of(one)
        people.setdefault(side, set())
        offices.setdefault(side, set())
        if one.kind == "person":
            if is_role(one):
                offices[side].add(role_of(one.office or ""))
            elif not is_group(one) or one.country is None:
                people[side].add(identity(one))
    return {side: Side(frozenset(people[side]), frozenset(offices[side])) for side in sorted(people)}


@functools.lru_cache(maxsize=4096)
def role_of(office: str) -> str:
    """The lexicon's role for an office's words ("prime minister" is head_of_government), else the words in normal
    form."""
    words = normal(office)
    return title_words().get(office.lower()) or title_words().get(words) or words


@functools.lru_cache(maxsize=65536)
def held(person: str, country: str, office: str, window: Window | None) -> bool | None:
    """Whether a person of the lexicon held an office of a country within a window; None where the lexicon cannot
    tell."""
    if not tenures(person):
        return None
    found = holders(country, office, window)
    return any(t.person == person for t in found) if found else None


def in_office(participants: Iterable[Participant], window: Window) -> bool:
    """Whether nobody takes part of whom the lexicon knows that they held no office within a year of a window."""
    around = window.widen(366, 366)
    known = [tenures(one.entity) for one in participants if one.entity is not None]
    return all(any(t.within(around) for t in held) for held in known if held)


def leads(person: str, country: str) -> bool:
    """Whether a person ever led the state, and so is who a bare mention of that state most likely stands for."""
    return any(t.country == country and t.role in _LEADING_ROLES for t in tenures(person))


@functools.lru_cache(maxsize=65536)
def same_name(left: str, right: str) -> bool:
    """Whether two identities may be two spellings of one person: never two ids of the lexicon, else all words of one
    among the other's ("kim" and "kim jong un"), or a letter or two apart, or all words but one the same where there are
    three."""
    if left == right:
        return True
    if not (left.startswith("name:") or right.startswith("name:")):
        return False
    one, other = _words(left), _words(right)
    if not one or not other:
        return False
    first, second = set(one), set(other)
    if first <= second or second <= first:
        return True
    joined, against = "".join(one), "".join(other)
    if min(len(joined), len(against)) >= _SHORT_NAME:
        if Levenshtein.distance(joined, against, score_cutoff=NEAR_SPELLING) <= NEAR_SPELLING:
            return True
        return len(one) == len(other) == 3 and one[:2] == other[:2]
    return False


def _words(key: str) -> list[str]:
    """The words of an identity's name: an id of the lexicon spells the name after its colon."""
    return normal(key.partition(":")[2]).split()
