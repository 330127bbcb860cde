"""How forecasts fared, by who made them and by who published them: from no more cases than are counted beside."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, TypedDict

from rich.text import Text

from summitry.model.claims import Encounter, Forecast
from summitry.model.errors import UsageError
from summitry.record import Record
from summitry.record.sources import publisher
from summitry.views.queries import Filter, days_of
from summitry.views.queries import forecasts as _forecasts
from summitry.views.text import clean, counted

RESOLVED = ("fulfilled", "late", "missed")
"""Outcomes that say whether a forecast came true: in its window, or not."""
GROUPS = ("forecaster", "outlet")


@dataclasses.dataclass(frozen=True)
class Fared:
    """How some forecasts fared. `name`: None for all together; `outcomes`: how many of each outcome; `resolved`: those
    that count for `hits`, the hit rate and `brier`, the mean squared error of their bands' middles (Brier 1950), 0 to
    1. `leads`: days from each that was made on a known day, and came true, to the first day of its encounter. A figure
    is None where no forecast counts for it."""

    name: str | None
    outcomes: Mapping[str, int]
    resolved: int
    hits: int
    brier: float | None
    leads: tuple[int, ...]

    @property
    def hit_rate(self) -> float | None:
        """The share of resolved forecasts that were fulfilled."""
        return self.hits / self.resolved if self.resolved else None

    @property
    def lead(self) -> float | None:
        """The median lead in days."""
        return statistics.median(self.leads) if self.leads else None


def forecasters(record: Record, by: str = "forecaster", chosen: Filter | None = None) -> tuple[Fared, ...]:
    """How the forecasts on the encounters that pass fared: all together first, then by `by` ("forecaster" or "outlet"),
    those with most resolved ones first. Raises UsageError on any other word."""
    if by not in GROUPS:
        raise UsageError(f"forecasters: expected {' or '.join(GROUPS)}, got {by!r}")
    encounters = {e.id: e for e in record.encounters}
    found = _forecasts(record, chosen)
    groups: dict[str, list[Forecast]] = collections.defaultdict(list)
    outlets = {f.article.id: publisher(f).name for f in record.articles} if by == "outlet" else {}
    for one in found:
        groups[outlets[record.claim_of[one.claim].article] if by == "outlet" else one.forecaster].append(one)
    made = [_fared(name, held, encounters) for name, held in groups.items()]
    ordered = sorted(made, key=lambda one: (-one.resolved, -sum(one.outcomes.values()), one.name or ""))
    return (_fared(None, found, encounters), *ordered)


def _fared(name: str | None, held: Sequence[Forecast], encounters: Mapping[str, Encounter]) -> Fared:
    resolved = [one for one in held if one.outcome in RESOLVED]
    hits = [one for one in resolved if one.outcome == "fulfilled"]
    errors = [((o.likelihood.low + o.likelihood.high) / 200 - (o.outcome == "fulfilled")) ** 2 for o in resolved]
    leads = [lead for one in hits if (lead := _lead(one, encounters[one.encounter])) is not None]
    return Fared(
        name,
        dict(sorted(collections.Counter(one.outcome for one in held).items())),
        len(resolved),
        len(hits),
        sum(errors) / len(errors) if errors else None,
        tuple(leads),
    )


def _lead(one: Forecast, whole: Encounter) -> int | None:
    days = days_of(whole)
    if one.made_on is None or days is None or days.start is None or len(whole.start or "") < len("2018-03-28"):
        return None
    return max(0, (datetime.date.fromisoformat(days.start) - datetime.date.fromisoformat(one.made_on)).days)


class OutcomesRow(TypedDict):
    """How many forecasts of each outcome."""

    open: Annotated[int, "its window lies ahead"]
    fulfilled: Annotated[int, "it took place in its window"]
    late: Annotated[int, "it took place after it"]
    missed: Annotated[int, "it is known not to have taken place"]
    unresolved: Annotated[int, "the record does not say"]
    void: Annotated[int, "it was withdrawn"]


class FaredRow(TypedDict):
    """How somebody's forecasts fared, as `forecasters --json` gives it."""

    name: Annotated[str | None, "the forecaster or outlet; null for all together"]
    forecasts: Annotated[int, "all of them"]
    outcomes: OutcomesRow
    resolved: Annotated[int, "fulfilled, late and missed ones: the cases that hit_rate and brier rest on"]
    hit_rate: Annotated[float | None, "share of the resolved that were fulfilled, or null"]
    brier: Annotated[float | None, "mean squared error of the bands' middles, 0 to 1, or null"]
    lead_days: Annotated[float | None, "median days from a fulfilled forecast to its encounter, or null"]
    lead_cases: Annotated[int, "the cases that lead_days rests on"]


def fared_row(one: Fared) -> FaredRow:
    """How somebody's forecasts fared, as a row."""
    return {
        "name": one.name,
        "forecasts": sum(one.outcomes.values()),
        "outcomes": {
            "open": one.outcomes.get("open", 0), "fulfilled": one.outcomes.get("fulfilled", 0),
            "late": one.outcomes.get("late", 0), "missed": one.outcomes.get("missed", 0),
            "unresolved": one.outcomes.get("unresolved", 0), "void": one.outcomes.get("void", 0),
        },
        "resolved": one.resolved,
        "hit_rate": None if one.hit_rate is None else round(one.hit_rate, 3),
        "brier": None if one.brier is None else round(one.brier, 3),
        "lead_days": one.lead,
        "lead_cases": len(one.leads),
    }  # fmt: skip


def fared_lines(found: Sequence[Fared]) -> Iterator[Text]:
    """One line each: how many, with what outcomes; and the figures, each with its number of cases."""
    for one in found:
        line = Text(clean(one.name or "all together"), "bold")
        outcomes = ", ".join(f"{n} {outcome}" for outcome, n in one.outcomes.items())
        line.append(f"  {counted(sum(one.outcomes.values()), 'forecast')}: {outcomes or 'none'}", "not bold")
        yield line
        if one.resolved:
            figures = f"hit rate {100 * (one.hit_rate or 0):.0f} % and Brier score {one.brier:.2f}"
            yield Text(f"  {figures}, of {one.resolved} resolved")
        if one.leads:
            yield Text(f"  {one.lead:g} days ahead in the median, of {len(one.leads)} fulfilled")
