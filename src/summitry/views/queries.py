"""Questions to a record: pure functions over what it holds. The commands and exports are made of these."""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from summitry.lexicon.people import normal
from summitry.lexicon.states import country_code
from summitry.model.claims import Account, Claim, Conflict, Encounter, Filed, Forecast, Status
from summitry.model.errors import UsageError
from summitry.model.text import Quote
from summitry.model.windows import Window
from summitry.record import Record, Source
from summitry.record.store import Store

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")

STATUSES: tuple[str, ...] = get_args(Status)


@dataclasses.dataclass(frozen=True)
class Filter:
    """Which encounters are wanted; None lets all through.

    `who`: words of a participant's name; `country`: a state's name or code, a participant's or the place's;
    `status`: one of the statuses; `since`, `until`: ISO prefixes, both inclusive: encounters that may fall within.
    """

    who: str | None = None
    country: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def window(self) -> Window | None:
        """The days from `since` to `until`, or None where neither is given. Raises UsageError on what is no date."""
        if self.since is None and self.until is None:
            return None
        start = _days("--since", self.since).start if self.since else None
        end = _days("--until", self.until).end if self.until else None
        return Window(start, end)


@dataclasses.dataclass(frozen=True)
class Shown:
    """An encounter with all that is known of it. `parts`: encounters within it; `whole`: the one that it is part of."""

    encounter: Encounter
    accounts: tuple[Account, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    forecasts: tuple[Forecast, ...]
    parts: tuple[Encounter, ...]
    whole: Encounter | None


@dataclasses.dataclass(frozen=True)
class Hit:
    """An article that holds what was searched for. `quote`: a stretch around the first of the words; `encounters`:
    those that the article tells of."""

    article: str
    title: str | None
    quote: Quote
    encounters: tuple[Encounter, ...]


def open_record(path: str | Path, as_of: str | None = None) -> Record:
    """The record at `path`, folded; `as_of`: as it stood at the end of that day, month or year (None: as it is).

    As it is, it is read as far as it is asked for, when it is. Raises RecordError where there is no record, UsageError
    where `as_of` is no date.
    """
    store = Store(path, readonly=True)
    try:
        return store.opened(as_of)
    except BaseException:
        store.close()
        raise


def search(path: str | Path, words: str, limit: int = 20) -> tuple[Hit, ...]:
    """The articles of the record at `path` that hold all of the words, the best match first, `limit` at most.

    Raises UsageError where there is no word, RecordError where there is no record.
    """
    with Store(path, readonly=True) as store:
        found = store.search(words, limit)
        encounters = {one.id: one for one in store.encounters()}
        told = _grouped((account.article, encounters[account.encounter]) for account in store.accounts())
    return tuple(Hit(one.article, one.title, one.quote, told.get(one.article, ())) for one in found)


def by_encounter(accounts: Iterable[Account]) -> Mapping[str, tuple[Account, ...]]:
    """Accounts by the encounter that they are of."""
    return _grouped((account.encounter, account) for account in accounts)


def timeline(record: Record, chosen: Filter | None = None) -> tuple[Encounter, ...]:
    """The encounters that pass, by time: each followed by its parts, those without a time last.

    Raises UsageError on a filter that names no status, state or date.
    """
    passing = {encounter.id: encounter for encounter in _passing(record.encounters, chosen or Filter())}
    parts = _grouped((one.parent, one) for one in passing.values() if one.parent in passing)

    def with_parts(encounter: Encounter) -> Iterator[Encounter]:
        yield encounter
        for part in sorted(parts.get(encounter.id, ()), key=by_time):
            yield from with_parts(part)

    tops = sorted((one for one in passing.values() if one.parent not in passing), key=by_time)
    return tuple(encounter for top in tops for encounter in with_parts(top))


def show(record: Record, encounter: str) -> Shown:
    """All on the encounter whose id is or starts with `encounter`. Raises UsageError where none or several do."""
    found = record.part(encounter.lower())
    one = found.encounter
    return Shown(
        encounter=one,
        accounts=found.accounts,
        claims=record.told(one.claims),
        conflicts=found.conflicts,
        forecasts=found.forecasts,
        parts=tuple(sorted(record.within(one.id), key=by_time)),
        whole=record.part(one.parent).encounter if one.parent else None,
    )


def articles(record: Record) -> tuple[Filed, ...]:
    """The articles, by the first day on which they may have been written, undated ones last."""
    return tuple(sorted(record.articles, key=lambda one: (one.date.window.start or "9999", one.article.id)))


def forecasts(record: Record, chosen: Filter | None = None) -> tuple[Forecast, ...]:
    """The forecasts about the encounters that pass, by the day they were made, undated ones last."""
    passing = {encounter.id for encounter in _passing(record.encounters, chosen or Filter())}
    found = (forecast for forecast in record.forecasts if forecast.encounter in passing)
    return tuple(sorted(found, key=lambda one: (one.made_on or "9999", one.id)))


def conflicts(record: Record, chosen: Filter | None = None) -> tuple[Conflict, ...]:
    """The conflicts on the encounters that pass, in the order of the timeline."""
    found = _grouped((conflict.encounter, conflict) for conflict in record.conflicts)
    return tuple(conflict for one in timeline(record, chosen) for conflict in found.get(one.id, ()))


def sources(record: Record) -> tuple[Source, ...]:
    """The sources, those on whose word most articles rest first."""
    return tuple(sorted(record.sources, key=lambda one: (-len(one.articles), one.name, one.id)))


def _passing(encounters: Iterable[Encounter], chosen: Filter) -> Iterator[Encounter]:
    words = set(normal(chosen.who).split()) if chosen.who else set()
    country = _code(chosen.country) if chosen.country else None
    window = chosen.window
    if chosen.status is not None and chosen.status not in STATUSES:
        raise UsageError(f"--status: expected one of {', '.join(STATUSES)}, got {chosen.status!r}")
    for one in encounters:
        if words and not any(words <= set(normal(who.name).split()) for who in one.participants):
            continue
        if country and country not in countries(one):
            continue
        if chosen.status and chosen.status != one.status:
            continue
        if window and not _falls(one, window):
            continue
        yield one


def countries(encounter: Encounter) -> frozenset[str]:
    """Alpha-3 codes of the states that take part or where it takes place."""
    codes = {who.country for who in encounter.participants}
    codes |= {encounter.place.country} if encounter.place else set()
    return frozenset(code for code in codes if code)


def days_of(encounter: Encounter) -> Window | None:
    """The days that an encounter takes, or may take; None where nothing is known of them."""
    if encounter.start is not None:
        return Window.of(encounter.start).cover(Window.of(encounter.end or encounter.start))
    return encounter.window


def _falls(encounter: Encounter, window: Window) -> bool:
    days = days_of(encounter)
    return days is not None and days.meets(window)


def by_time(encounter: Encounter) -> tuple[str, str, str]:
    """Sorts encounters by time, those without any last."""
    days = days_of(encounter)
    if days is None:
        return "9999", "9999", encounter.id
    return days.start or days.end or "9999", days.end or "9999", encounter.id


def _code(country: str) -> str:
    code = country_code(country)
    if code is None:
        raise UsageError(f"--country: expected a state's name or its ISO 3166 code, got {country!r}")
    return code


def _days(option: str, prefix: str) -> Window:
    try:
        return Window.of(prefix)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error


def _grouped(pairs: Iterable[tuple[KeyT, ValueT]]) -> Mapping[KeyT, tuple[ValueT, ...]]:
    groups: dict[KeyT, list[ValueT]] = collections.defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def unique_prefixes(ids: Sequence[str], least: int = 6) -> Mapping[str, str]:
    """The shortest start of each id, of `least` digits or more, that no other id shares."""
    ordered = sorted(set(ids))
    shared = [_shared(left, right) for left, right in itertools.pairwise(ordered)]
    needed = [max(before, after) + 1 for before, after in zip([0, *shared], [*shared, 0], strict=True)]
    return {one: one[: max(least, length)] for one, length in zip(ordered, needed, strict=True)}


def _shared(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
