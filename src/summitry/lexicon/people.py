"""People of high diplomacy: their names, and every other way in which news writes them.

`offices` says who held which office when; its functions are re-exported here, as most callers want both.
"""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Iterable, Mapping

from summitry.lexicon import naming, offices, tables
from summitry.lexicon.naming import normal
from summitry.lexicon.offices import Tenure, holders, tenures, title_words
from summitry.model.errors import UsageError

__all__ = [
    "Person", "Tenure", "holders", "name_forms", "normal", "people_named", "people_of_family", "person", "tenures",
    "title_words",
]  # fmt: skip


@dataclasses.dataclass(frozen=True, order=True)
class Person:
    """Somebody who acts for a state or an organisation.

    `name` is what the record shows, in the order the field writes it ("Kim Jong Un", "Shinzo Abe"); `family` is the
    family name, or the single name for those who have none; `country`: ISO 3166-1 alpha-3 of the state they act for
    or come from; `aliases`: other full forms; `short`: what news calls them by alone, beside the family name.
    """

    id: str
    name: str
    family: str
    given: str
    country: str
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def family_first(self) -> bool:
        """Whether `name` opens with the family name."""
        return _family_first(self.name, self.family)


@functools.cache
def person(person_id: str) -> Person:
    """The person of an id. Raises UsageError where there is none."""
    row = _rows().get(person_id)
    if row is None:
        raise UsageError(f"expected a person's id such as person:angela-merkel, got {person_id!r}: see data/people.tsv")
    return Person(
        id=row["id"],
        name=row["name"],
        family=row["family"],
        given=row["given"],
        country=row["country"],
        aliases=_cells(row["aliases"]),
        short=_cells(row["short"]),
    )


def people() -> tuple[Person, ...]:
    """Everybody, by id."""
    return tuple(person(i) for i in sorted(_rows()))


def people_named(text: str) -> tuple[Person, ...]:
    """Those whose full name or alias is `text`, compared in normal form; several where only the date can decide."""
    return _fetch(name_forms().get(normal(text), ()))


def people_of_family(text: str) -> tuple[Person, ...]:
    """Those whom news calls `text` alone: by family name ("Xi", "van der Bellen", "Bellen") or by the single name
    they go by ("Lula", "Abiy", "MBS"), compared in normal form; who took office latest comes first."""
    return _fetch(_family_forms().get(normal(text), ()))


@functools.cache
def name_forms() -> Mapping[str, tuple[str, ...]]:
    """Normal forms of full names and aliases of two words or more -> ids of those who bear them."""
    return _index(
        (form, row["id"])
        for row in tables.read("people")
        for name in (row["name"], *_cells(row["aliases"]))
        for form in naming.full_forms(name, row["family"], family_first=_family_first(row["name"], row["family"]))
        if " " in form
    )


@functools.cache
def _family_forms() -> Mapping[str, tuple[str, ...]]:
    return _index(
        (form, row["id"])
        for row in tables.read("people")
        for name in (row["family"], *_cells(row["short"]))
        for form in naming.family_forms(name)
    )


@functools.cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return {row["id"]: row for row in tables.read("people")}


def _family_first(name: str, family: str) -> bool:
    return name.startswith(family + " ")


def _cells(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Groups ids by form, without repeats: who took office latest first, ties by id."""
    grouped: dict[str, dict[str, None]] = {}
    for form, person_id in pairs:
        grouped.setdefault(form, {})[person_id] = None
    return types.MappingProxyType(
        {form: tuple(ids) if len(ids) == 1 else _newest_first(ids) for form, ids in grouped.items()}
    )


def _newest_first(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(sorted(ids), key=offices.latest_start, reverse=True))


def _fetch(ids: Iterable[str]) -> tuple[Person, ...]:
    return tuple(person(i) for i in ids)
