"""Offices: who held which from when to when, who leads which state, and the words for titles."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Iterable, Mapping, Sequence

from summitry.lexicon import tables
from summitry.lexicon.naming import normal
from summitry.model.windows import Window

ROLES = (
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "monarch", "leader", "envoy",
    "deputy", "security_adviser", "intelligence_chief", "org_head", "party_leader", "other",
)  # fmt: skip

_ANSWERING = types.MappingProxyType({"head_of_state": ("head_of_state", "monarch")})
"""Roles that answer for a role asked for, where not itself alone: a monarch is a head of state."""


@dataclasses.dataclass(frozen=True)
class Tenure:
    """One stretch of one person in one office.

    `office`: a stable key of the office ("FRA:president"); `title`: what the record shows ("president"); `role`: one of
    `ROLES`; `country`: ISO 3166-1 alpha-3, or an organisation's id ("org:nato"); `start`, `end`: ISO prefixes as
    precise as known, both days inclusive; `end` None: no end known.
    """

    person: str
    office: str
    title: str
    role: str
    country: str
    start: str
    end: str | None

    def within(self, window: Window | None) -> bool:
        """Whether the tenure shares a day with the window; always, where the window is None."""
        if window is None:
            return True
        return (window.end is None or _low(self.start) <= window.end) and (
            window.start is None or self.end is None or window.start <= _high(self.end)
        )


@dataclasses.dataclass(frozen=True)
class Title:
    """A form of title met in news: the role it stands for, the title as the record shows it (that of `Tenure.title`),
    and the only state where it is used (None: anywhere)."""

    form: str
    role: str
    title: str
    country: str | None


@functools.lru_cache(maxsize=16384)
def holders(country: str, role_or_title: str, window: Window | None = None) -> tuple[Tenure, ...]:
    """Who held an office of a state (or organisation) within a window (None: at any time), newest first.

    `role_or_title`: a role, or a title form as in `titles`. A title is matched exactly first; where the state has no
    such title in the window, its role answers ("the Chinese prime minister": the premier), and where it has no such
    role either, a head of state or government is its leader. "leader" gives whoever effectively leads.
    A state that ended is answered for by the one that holds its rows (the Soviet Union: Russia).
    """
    country = _successors().get(country, country)
    wanted = normal(role_or_title)
    role = role_or_title if role_or_title in ROLES else None
    if role is None:
        title = titles().get(wanted)
        shown = normal(title.title) if title else wanted
        exact = _newest(t for t in _held_in(country) if _plain(t.title) == shown and t.within(window))
        if exact or title is None:
            return exact
        role = title.role
    if role == "leader":
        return _leaders(country, window)
    found = _of_role(country, role, window)
    if not found and role in {"head_of_state", "head_of_government"}:
        return _leaders(country, window)
    return found


@functools.cache
def tenures(person_id: str) -> tuple[Tenure, ...]:
    """All that one person held, newest first; empty where none is known."""
    return _newest(_tenure(row) for row in _rows_by("person").get(person_id, ()))


def latest_start(person_id: str) -> str:
    """When the person's latest tenure began, an ISO prefix; "" where none is known."""
    return max((row["start"] for row in _rows_by("person").get(person_id, ())), default="")


@functools.cache
def titles() -> Mapping[str, Title]:
    """Normal form of a title met in news -> what it stands for."""
    return types.MappingProxyType(
        {
            normal(row["form"]): Title(row["form"], row["role"], row["title"] or row["form"], row["country"] or None)
            for row in tables.read("titles")
        }
    )


@functools.cache
def title_words() -> Mapping[str, str]:
    """Title forms met in news, lower case ("president", "u.s. secretary of state") -> role."""
    return types.MappingProxyType({row["form"].lower(): row["role"] for row in tables.read("titles")})


def _plain(title: str) -> str:
    """A title as asked for: whoever acts in an office holds it."""
    return normal(title).removeprefix("acting ")


def _leaders(country: str, window: Window | None) -> tuple[Tenure, ...]:
    """Tenures of the roles that lead the state, each within the time for which the role leads."""
    found = [t for t in _held_in(country) if t.role == "leader" and t.within(window)]
    for rule in _leading().get(country, _leading()["*"]):
        limit = Window(rule["start"] or None, rule["end"] or None)
        shared = limit if window is None else limit.cut(window)
        if shared is not None:
            found.extend(_of_role(country, rule["role"], shared))
    return _newest(found)


@functools.cache
def _leading() -> Mapping[str, Sequence[Mapping[str, str]]]:
    rules: dict[str, list[Mapping[str, str]]] = {}
    for row in tables.read("leading"):
        rules.setdefault(row["country"], []).append(row)
    return rules


@functools.cache
def _successors() -> Mapping[str, str]:
    return {row["country"]: row["successor"] for row in tables.read("successors")}


def _of_role(country: str, role: str, window: Window | None) -> tuple[Tenure, ...]:
    roles = _ANSWERING.get(role, (role,))
    return _newest(t for t in _held_in(country) if t.role in roles and t.within(window))


@functools.cache
def _held_in(country: str) -> tuple[Tenure, ...]:
    return tuple(_tenure(row) for row in _rows_by("country").get(country, ()))


@functools.cache
def _rows_by(column: str) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The rows of tenures.tsv by a column; made into tenures only when asked for, as few ever are."""
    groups: dict[str, list[Mapping[str, str]]] = {}
    for row in tables.read("tenures"):
        groups.setdefault(row[column], []).append(row)
    return groups


def _tenure(row: Mapping[str, str]) -> Tenure:
    return Tenure(
        person=row["person"],
        office=f"{row['country']}:{row['title'].replace(' ', '-').lower()}",
        title=row["title"],
        role=row["role"],
        country=row["country"],
        start=row["start"],
        end=row["end"] or None,
    )


def _newest(found: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """Newest first, without repeats; one that still runs goes before one that ended."""
    once = sorted(dict.fromkeys(found), key=lambda t: (t.person, t.office))
    return tuple(sorted(once, key=lambda t: (t.start, t.end is None, t.end or ""), reverse=True))


def _low(prefix: str) -> str:
    return prefix + "-01-01"[len(prefix) - 4 :] if len(prefix) < 10 else prefix


def _high(prefix: str) -> str:
    """A bound no earlier than the last day of a prefix and earlier than the next month's first; for comparison only."""
    return prefix + "-12-31"[len(prefix) - 4 :] if len(prefix) < 10 else prefix
