"""The whole record, folded from articles and judgements: order-free, and the same bytes for the same input."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import types
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from summitry.model.claims import Account, Claim, Conflict, Encounter, Filed, Forecast, Judgement
from summitry.model.errors import UsageError
from summitry.model.ids import content_id
from summitry.model.windows import Window
from summitry.record import anchors, dating, ledger, orders
from summitry.record.fared import Fared
from summitry.record.judgements import Settled, settle
from summitry.record.link import Cluster, link
from summitry.record.parents import parents
from summitry.record.parts import Part, part
from summitry.record.sketches import DATED_DAYS, sketches
from summitry.record.sources import Source, Sourcing, sources
from summitry.record.spans import known_on

Readings = Mapping[tuple[str, Window], tuple[Claim, ...]]
"""The claims of second readings, by article and the days within which it was taken to be written."""


@dataclasses.dataclass(frozen=True)
class Again:
    """A second reading that counts: of an article, with the days that the record leaves for its date."""

    article: str
    window: Window


@dataclasses.dataclass(frozen=True)
class Stage:
    """Articles with their dates as narrowed by what they share, and the clusters under those dates."""

    filed: tuple[Filed, ...]
    clusters: tuple[Cluster, ...]
    again: tuple[Again, ...] = ()


@dataclasses.dataclass(frozen=True)
class Record:
    """Everything that is known: articles with their final dates, and what their claims fold into.

    `articles`: by id, with the claims that count. `again`: those whose second reading counts, by id. `encounters`: by
    start (or window), those without any last, then id. `accounts`: by article and encounter. `forecasts`: by day made
    and id. `clock`: the latest record time, or None. `as_of`: the day as of which it stands, or None.
    """

    articles: tuple[Filed, ...]
    again: tuple[Again, ...]
    encounters: tuple[Encounter, ...]
    accounts: tuple[Account, ...]
    forecasts: tuple[Forecast, ...]
    conflicts: tuple[Conflict, ...]
    sources: tuple[Source, ...]
    clock: str | None = None
    as_of: str | None = None

    @functools.cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, by article and place in the text."""
        return tuple(c for f in self.articles for c in sorted(f.claims, key=lambda c: (c.evidence[:1], c.id)))

    @functools.cached_property
    def claim_of(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {c.id: c for c in self.claims}

    @functools.cached_property
    def encounter_of(self) -> Mapping[str, str]:
        """The id of the encounter that each claim is of, by the claim's id."""
        return {claim: e.id for e in self.encounters for claim in e.claims}

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Encounter]:
        return {e.id: e for e in self.encounters}

    def encounter(self, id_or_start: str) -> Encounter:
        """The encounter of an id, or of the first characters of one. Raises UsageError where none or several have
        it."""
        exact = self._by_id.get(id_or_start)
        if exact is not None:
            return exact
        ids = sorted(self._by_id)
        at = bisect.bisect_left(ids, id_or_start)
        found = [i for i in ids[at : at + 5] if id_or_start and i.startswith(id_or_start)]
        if len(found) != 1:
            raise UsageError(none_or_several(id_or_start, found))
        return self._by_id[found[0]]

    def part(self, id_or_start: str) -> Part:
        """An encounter, as `encounter` finds it, with all that folds of it."""
        one = self.encounter(id_or_start)
        return Part(
            one,
            tuple(a for a in self.accounts if a.encounter == one.id),
            tuple(f for f in self.forecasts if f.encounter == one.id),
            tuple(c for c in self.conflicts if c.encounter == one.id),
        )

    def known(self) -> Mapping[str, str | None]:
        """The day from which each article's word could be known, by article; None where it is undated."""
        return {f.article.id: known_on(f.date) for f in self.articles}

    def article(self, name: str) -> Filed | None:
        """The article of an id with its date and the claims that count, or None."""
        return self._filed.get(name)

    @functools.cached_property
    def _filed(self) -> Mapping[str, Filed]:
        return {f.article.id: f for f in self.articles}

    def within(self, encounter: str) -> tuple[Encounter, ...]:
        """The encounters that are part of the one of an id."""
        return tuple(one for one in self.encounters if one.parent == encounter)

    def told(self, claims: Sequence[str]) -> tuple[Claim, ...]:
        """Claims by their ids, in the order given. Raises KeyError where one is not there."""
        return tuple(self.claim_of[one] for one in claims)


def none_or_several(start: str, found: Sequence[str]) -> str:
    """What to say where no encounter, or several, have an id that starts with some characters."""
    what = f"{', '.join(found)} all do" if found else "none does"
    return f"expected an encounter whose id starts with {start!r}, {what}: see `summitry timeline`"


AGAIN_DAYS = 183
"""An article dated within half a year names one year by "in May"; a wider window leaves a second reading no wiser."""


def first_stage(filed: Sequence[Filed], judgements: Sequence[Judgement] = ()) -> Stage:
    """The dates of articles by their first readings alone; `again` are those that a second reading serves: nearly
    undated by their own words, dated by what they share. A function of the set of articles and the judgements."""
    settled = settle(judgements)
    unique = _unique(filed)
    stage = _dated(unique, settled)
    again = tuple(
        Again(now.article.id, now.date.window)
        for was, now in zip(unique, stage.filed, strict=True)
        if not _is_dated(was) and _serves(was, now)
    )
    return dataclasses.replace(stage, again=again)


def fold(
    filed: Sequence[Filed],
    judgements: Sequence[Judgement] = (),
    as_of: str | None = None,
    readings: Readings = types.MappingProxyType({}),
    first: Stage | None = None,
) -> Record:
    """The record of some articles under people's judgements. `as_of`: an ISO prefix; then only what could be known by
    its last day counts. `readings`: second readings; one counts where it is of exactly the window that the first
    readings leave for its article. `first`: `first_stage` of the same, where it was computed before.

    Order and repeats do not matter; of two articles of one id the one of the greater content hash counts, so file only
    one. Raises UsageError where `as_of` is no date.
    """
    made = folded(filed, judgements, as_of, readings, first)
    clock = made.known.clock
    fates = Fared(case for one in made.parts for case in one.cases)
    return Record(
        articles=made.articles,
        again=made.again,
        **in_order(one.placed(made.above.get(one.encounter.id), clock) for one in made.parts),
        sources=sources(made.articles, made.known.sourcing, fates.weigh),
        clock=clock,
        as_of=as_of,
    )


@dataclasses.dataclass(frozen=True)
class Folded:
    """A record in parts, before any of them is placed under what holds it. `rejected`: claims that people said tell of
    nothing; `above`: by encounter, the one that holds it."""

    articles: tuple[Filed, ...]
    again: tuple[Again, ...]
    rejected: frozenset[str]
    clusters: tuple[Cluster, ...]
    parts: tuple[Part, ...]
    above: Mapping[str, str]
    known: ledger.Known


def folded(
    filed: Sequence[Filed],
    judgements: Sequence[Judgement] = (),
    as_of: str | None = None,
    readings: Readings = types.MappingProxyType({}),
    first: Stage | None = None,
) -> Folded:
    """As `fold`, in parts."""
    first = first or first_stage(filed, judgements)
    again = tuple(a for a in first.again if (a.article, a.window) in readings)
    stage, settled = _second_stage(first, judgements, again, readings) if again else (first, settle(judgements))
    dated, clusters = list(stage.filed), list(stage.clusters)
    if as_of is not None:
        limit = _last_day(as_of)
        dated = [f for f in dated if (day := known_on(f.date)) is not None and day <= limit]
        clusters = _linked(dated, settled)
        names = {f.article.id for f in dated}
        again = tuple(a for a in again if a.article in names)
    dated = _counting(dated, settled)
    known = ledger.Known.of({f.article.id: f.date for f in dated}, Sourcing.of(dated))
    parts = [
        part(cluster, known, settled.corrections, floor)
        for cluster, floor in zip(clusters, orders.floors(clusters), strict=True)
    ]
    above = parents(clusters, [one.encounter.id for one in parts])
    return Folded(tuple(dated), again, settled.rejected, tuple(clusters), tuple(parts), above, known)


def _second_stage(
    first: Stage, judgements: Sequence[Judgement], again: Sequence[Again], readings: Readings
) -> tuple[Stage, Settled]:
    """The first stage with the claims of second readings in place of the first ones', linked and narrowed once more,
    and the judgements carried over to them."""
    anew = {a.article: readings[a.article, a.window] for a in again}
    filed = [dataclasses.replace(f, claims=anew.get(f.article.id, f.claims)) for f in first.filed]
    before, now = ([c for f in read for c in f.claims] for read in (first.filed, filed))
    settled = settle(anchors.carried(judgements, before, now))
    return _dated(filed, settled), settled


def _linked(filed: Sequence[Filed], settled: Settled) -> list[Cluster]:
    return link([s for f in _counting(filed, settled) for s in sketches(f)], settled)


def _counting(filed: Sequence[Filed], settled: Settled) -> list[Filed]:
    return [counting(f, settled.rejected) for f in filed]


def counting(filed: Filed, rejected: Collection[str]) -> Filed:
    """An article without the claims that people rejected."""
    if not rejected:
        return filed
    return dataclasses.replace(filed, claims=tuple(c for c in filed.claims if c.id not in rejected))


def _is_dated(filed: Filed) -> bool:
    return (filed.date.window.days or DATED_DAYS + 1) <= DATED_DAYS


def _serves(was: Filed, now: Filed) -> bool:
    """Whether a narrowed date lets relative times be read that the article's own date left open."""
    before, after = was.date.window.days, now.date.window.days
    return after is not None and after <= AGAIN_DAYS and (before is None or 2 * after <= before)


def _dated(filed: list[Filed], settled: Settled) -> Stage:
    """Articles with their dates narrowed by what they share, and the clusters under those dates."""
    filed = dating.by_news(filed)
    clusters = _linked(filed, settled)
    for _ in range(dating.ROUNDS):
        narrowed = dating.narrow(filed, clusters)
        if narrowed == filed:
            break
        filed = narrowed
        clusters = _linked(filed, settled)
    return Stage(tuple(filed), tuple(clusters))


def _unique(filed: Sequence[Filed]) -> list[Filed]:
    """One article of each id, by id."""
    found: dict[str, Filed] = {}
    for one in filed:
        before = found.get(one.article.id)
        if before is None or (before != one and content_id("filed", before) < content_id("filed", one)):
            found[one.article.id] = one
    return [found[i] for i in sorted(found)]


def _last_day(prefix: str) -> str:
    try:
        return Window.of(prefix).end or prefix
    except ValueError as error:
        raise UsageError(f"as of: {error}") from error


def in_order(made: Iterable[Part]) -> dict[str, Any]:
    """The encounters, accounts, forecasts and conflicts of some parts, as a record has them."""
    whole = list(made)
    return {
        "encounters": tuple(sorted((one.encounter for one in whole), key=_when)),
        "accounts": tuple(sorted((a for one in whole for a in one.accounts), key=lambda a: (a.article, a.encounter))),
        "forecasts": tuple(sorted((f for one in whole for f in one.forecasts), key=lambda f: (f.made_on or "", f.id))),
        "conflicts": tuple(
            sorted((c for one in whole for c in one.conflicts), key=lambda c: (c.encounter, c.field, c.kind, c.values))
        ),
    }


def _when(one: Encounter) -> tuple[str, str]:
    window = one.window
    return (one.start or (window.start or window.end if window is not None else None) or "9999", one.id)
