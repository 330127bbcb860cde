"""What an address asks for: filters, the record's day, the page of a list. Every view is its address."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args
from urllib.parse import urlencode

from summitry.model.claims import Encounter
from summitry.model.errors import UsageError
from summitry.model.notes import EncounterType
from summitry.views import queries
from summitry.views.queries import Filter
from summitry.views.web.shelf import Opened

TYPES: tuple[str, ...] = get_args(EncounterType)
LANES = ("dyad", "person", "country")
PAGE = 50
"""Rows of a list on one page: more than a screen, and quick to draw."""
LONGEST_WORD = 200
"""Characters of a filter's value that are taken; no name is longer."""

ItemT = TypeVar("ItemT")

_FILTERS = ("who", "country", "status", "since", "until")


@dataclasses.dataclass(frozen=True)
class Asked:
    """The filters in an address. `as_of`: the record's day, or None; `type`: a type of encounter, or None; `lanes`: by
    what the timeline is laid out; `page`: of a list, from 1."""

    who: str | None = None
    country: str | None = None
    status: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    lanes: str = "dyad"
    page: int = 1

    @staticmethod
    def of(params: Mapping[str, str]) -> Asked:
        """From an address's parameters; empty ones are as if they were not there. Raises UsageError on a value that
        none of them has."""
        names = [field.name for field in dataclasses.fields(Asked)]
        given: dict[str, Any] = {
            name: params[name].strip()[:LONGEST_WORD] for name in names if params.get(name, "").strip()
        }
        for name, allowed in (("type", TYPES), ("lanes", LANES)):
            if given.get(name) is not None and given[name] not in allowed:
                raise UsageError(f"{name}: expected one of {', '.join(allowed)}, got {given[name]!r}")
        page = given.pop("page", "1")
        if not (page.isascii() and page.isdecimal() and 1 <= len(page) <= 6 and int(page) >= 1):
            raise UsageError(f"page: expected a number from 1 on, got {page!r}")
        return Asked(**given, page=int(page))

    @property
    def chosen(self) -> Filter:
        """The filter that the library's functions take."""
        return Filter(**{name: getattr(self, name) for name in _FILTERS})

    @property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, name) for name in (*_FILTERS, "type"))

    def found(self, opened: Opened) -> tuple[Encounter, ...]:
        """The encounters that pass all filters, in the order of the timeline. Raises UsageError."""
        make = functools.partial(queries.timeline, opened.record, self.chosen)
        return opened.kept(("timeline", self.chosen, self.type), lambda: self.of_type(make()))

    def query(self, **changes: Any) -> str:
        """The address's query with some parameters changed (None: left out), "" or from the question mark on."""
        plain = Asked()
        now = {**dataclasses.asdict(self), "page": 1, **changes}
        kept = {name: value for name, value in now.items() if value is not None and value != getattr(plain, name, None)}
        return f"?{urlencode(kept)}" if kept else ""

    def of_type(self, encounters: Iterable[Encounter]) -> tuple[Encounter, ...]:
        """Those of the type asked for."""
        return tuple(one for one in encounters if self.type in (None, one.type))


@dataclasses.dataclass(frozen=True)
class Page:
    """One page of a list: `items` of `total`, from number `first` (1 is the list's first); `last` page's number."""

    items: tuple[Any, ...]
    total: int
    number: int
    last: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1


def page_of(items: tuple[ItemT, ...], number: int) -> Page:
    """A page of a list; the last one where there are fewer."""
    last = max(1, -(-len(items) // PAGE))
    number = min(number, last)
    return Page(items[(number - 1) * PAGE : number * PAGE], len(items), number, last)
