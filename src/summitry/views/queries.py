"""Questions to a record: pure functions over what it holds. The commands and exports are made of these."""

from __future__ import annotations

import collections
import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from summitry.lexicon.people import normal
from summitry.lexicon.states import country_code
from summitry.model.claims import Account, Claim, Conflict, Encounter, Filed, Forecast, Status
from summitry.model.errors import UsageError
from summitry.model.text import Article, Quote
from summitry.model.windows import Window
from summitry.record.fold import Record, fold
from summitry.record.store import Store

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")

HIT_MARGIN = 80
"""Code points shown before and after what was found: a line of a terminal."""

STATUSES: tuple[str, ...] = get_args(Status)


@dataclasses.dataclass(frozen=True)
class Contents:
    """What a record holds: the articles as filed, and what they fold into."""

    filed: tuple[Filed, ...]
    folded: Record

    @functools.cached_property
    def accounts_of(self) -> Mapping[str, tuple[Account, ...]]:
        """Accounts by encounter."""
        return _grouped((account.encounter, account) for account in self.folded.accounts)

    @functools.cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for filed in self.filed for claim in filed.claims}

    @functools.cached_property
    def encounters(self) -> Mapping[str, Encounter]:
        """Encounters by id."""
        return {encounter.id: encounter for encounter in self.folded.encounters}


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
    """An article that holds what was searched for. `quote`: a stretch around the first place; `encounters`: the ids of
    those that the article tells of."""

    filed: Filed
    quote: Quote
    encounters: tuple[str, ...]


def open_record(record: str | Path, as_of: str | None = None) -> Contents:
    """What the record at `record` holds, `as_of`: as it stood at the end of that day (an ISO prefix; None: now).

    Raises RecordError where there is no record, UsageError where `as_of` is no date.
    """
    day = _days("--as-of", as_of).end if as_of else None
    with Store.open(record) as store:
        filed = tuple(sorted(store.articles(), key=lambda one: one.article.id))
        return Contents(filed, fold(filed, store.judgements(), as_of=day))


def timeline(contents: Contents, chosen: Filter | None = None) -> tuple[Encounter, ...]:
    """The encounters that pass, by time: each followed by its parts, those without a time last.

    Raises UsageError on a filter that names no status, state or date.
    """
    passing = {encounter.id: encounter for encounter in _passing(contents.folded.encounters, chosen or Filter())}
    parts = _grouped((one.parent, one) for one in passing.values() if one.parent in passing)

    def with_parts(encounter: Encounter) -> Iterator[Encounter]:
        yield encounter
        for part in sorted(parts.get(encounter.id, ()), key=_by_time):
            yield from with_parts(part)

    tops = sorted((one for one in passing.values() if one.parent not in passing), key=_by_time)
    return tuple(encounter for top in tops for encounter in with_parts(top))


def show(contents: Contents, encounter: str) -> Shown:
    """All on the encounter whose id is or starts with `encounter`. Raises UsageError where none or several do."""
    found = [one for one in sorted(contents.encounters) if one.startswith(encounter.lower())]
    if len(found) != 1 or not encounter:
        told = f"got {encounter!r}, which fits {len(found)}"
        raise UsageError(f"expected the start of one encounter's id, {told}; `summitry timeline` prints the ids")
    one = contents.encounters[found[0]]
    parts = (part for part in contents.folded.encounters if part.parent == one.id)
    return Shown(
        encounter=one,
        accounts=contents.accounts_of.get(one.id, ()),
        claims=tuple(contents.claims[claim] for claim in one.claims),
        conflicts=tuple(conflict for conflict in contents.folded.conflicts if conflict.encounter == one.id),
        forecasts=tuple(forecast for forecast in contents.folded.forecasts if forecast.encounter == one.id),
        parts=tuple(sorted(parts, key=_by_time)),
        whole=contents.encounters.get(one.parent or ""),
    )


def articles(contents: Contents) -> tuple[Filed, ...]:
    """The articles, by the first day on which they may have been written, undated ones last."""
    return tuple(sorted(contents.filed, key=lambda one: (one.date.window.start or "9999", one.article.id)))


def forecasts(contents: Contents, chosen: Filter | None = None) -> tuple[Forecast, ...]:
    """The forecasts about the encounters that pass, by the day they were made, undated ones last."""
    passing = {encounter.id for encounter in _passing(contents.folded.encounters, chosen or Filter())}
    found = (forecast for forecast in contents.folded.forecasts if forecast.encounter in passing)
    return tuple(sorted(found, key=lambda one: (one.made_on or "9999", one.id)))


def conflicts(contents: Contents, chosen: Filter | None = None) -> tuple[Conflict, ...]:
    """The conflicts on the encounters that pass, in the order of the timeline."""
    found = _grouped((conflict.encounter, conflict) for conflict in contents.folded.conflicts)
    return tuple(conflict for one in timeline(contents, chosen) for conflict in found.get(one.id, ()))


def search(contents: Contents, words: str) -> tuple[Hit, ...]:
    """The articles that hold every word (or "quoted phrase") of `words`, whole, in any case, by date.

    Raises UsageError where there is no word.
    """
    wanted = [
        re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?!\w)", re.IGNORECASE)
        for phrase in (quoted or bare for quoted, bare in re.findall(r'"([^"]*\w[^"]*)"|([^\s"]+)', words))
    ]
    if not wanted:
        raise UsageError(f"expected words to search for, got {words!r}")
    told = _grouped((account.article, account.encounter) for account in contents.folded.accounts)
    hits = []
    for filed in articles(contents):
        article = filed.article
        found = [match for match in (one.search(article.text) for one in wanted) if match]
        if len(found) == len(wanted):
            quote = _around(article, found[0].start(), found[0].end())
            hits.append(Hit(filed, quote, tuple(dict.fromkeys(told.get(article.id, ())))))
    return tuple(hits)


def _around(article: Article, start: int, end: int) -> Quote:
    """The words within HIT_MARGIN of a hit, from one white space to another."""
    low = article.text.find(" ", max(0, start - HIT_MARGIN), start) + 1 if start > HIT_MARGIN else 0
    high = article.text.rfind(" ", end, end + HIT_MARGIN)
    return article.quote(low or start, end if high < 0 else high)


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


def _by_time(encounter: Encounter) -> tuple[str, str, str]:
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
