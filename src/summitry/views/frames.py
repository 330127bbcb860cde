"""The record for notebooks: rows as data frames of pandas or polars, an encounter as HTML with its quotes, charts."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from summitry.model.errors import UsageError
from summitry.model.extras import package
from summitry.record import Record
from summitry.views import text
from summitry.views.exports.jsonl import tables
from summitry.views.exports.telling import day_after
from summitry.views.queries import Filter, Shown, days_of, show, timeline
from summitry.views.schema import TABLES

Library = Literal["pandas", "polars"]


def frame(record: Record, table: str = "encounters", library: Library = "pandas") -> Any:
    """A table of schema 1 as a data frame: articles, claims, accounts, encounters, forecasts, conflicts or sources.

    An object's fields are columns ("place.city"), a list is a list in its cell. Raises UsageError on another table or
    library, and where the library is not installed.
    """
    if table not in TABLES:
        raise UsageError(f"expected one of {', '.join(TABLES)}, got {table!r}")
    return _frame([_flat(row) for row in tables(record)[table]], library)


def timeline_frame(record: Record, chosen: Filter | None = None, library: Library = "pandas") -> Any:
    """The timeline as a data frame of a row an encounter: what, who, where, status, and the first and last day that it
    takes or may take, as days. Raises as `timeline` and `frame`."""
    found = []
    for one in timeline(record, chosen):
        days = days_of(one)
        found.append(
            {
                "encounter": one.id,
                "type": one.type,
                "status": one.status,
                "overdue": one.overdue,
                "first_day": days.start if days else None,
                "last_day": days.end if days else None,
                "participants": [who.name for who in one.participants],
                "countries": sorted({who.country for who in one.participants if who.country}),
                "city": one.place.city if one.place else None,
                "country": one.place.country if one.place else None,
                "n_articles": one.n_articles,
                "headline": text.headline(one),
            }
        )
    return _frame(found, library)


@dataclasses.dataclass(frozen=True)
class Card:
    """An encounter as a notebook shows it: its fields, its history, and the words of each account. `str()` gives the
    same as text."""

    shown: Shown

    def __str__(self) -> str:
        return "\n".join(line.plain for line in text.show_lines(self.shown))

    def _repr_html_(self) -> str:
        one = self.shown.encounter
        fields = {
            "status": text.says_who(one) + (" (overdue)" if one.overdue else ""),
            "when": text.when(one),
            "where": text.where(one.place) or "not said",
            "told by": text.told_by(one),
            "source": f"{one.source_reliability}: {one.source_reliability_rule}",
            "credible": f"{one.information_credibility}: {one.information_credibility_rule}",
        }
        told = "".join(f"<tr><th>{name}</th><td>{_escaped(value)}</td></tr>" for name, value in fields.items())
        history = "".join(f"<li>{_escaped(line.plain)}</li>" for line in text.history_lines(self.shown))
        quotes = "".join(
            f"<h5>{_escaped(account.article)} ({account.status})</h5>"
            + "".join(
                f"<blockquote>{_escaped(quote.text)} <small>{quote.start}–{quote.end}</small></blockquote>"
                for quote in account.evidence
            )
            for account in self.shown.accounts
        )
        head = f"<h4>{_escaped(text.headline(one))}</h4><p><code>{one.id}</code></p>"
        return f"<div>{head}<table>{told}</table><h5>history</h5><ul>{history}</ul>{quotes}</div>"


def card(record: Record, encounter: str) -> Card:
    """The encounter whose id is or starts with `encounter`, for display. Raises UsageError where none or several do."""
    return Card(show(record, encounter))


def timeline_chart(record: Record, chosen: Filter | None = None) -> Any:
    """An Altair chart of the timeline: a bar for the days of each encounter, coloured by status; a window is a bar as
    long as it is. What has no day, or is open on a side, is left out. Raises UsageError where altair is not
    installed."""
    altair = package("altair", "plots")
    kept = ("headline", "status", "first_day", "last_day", "n_articles")
    data = [
        {**{name: row[name] for name in kept}, "after": day_after(row["last_day"])}
        for row in _records(timeline_frame(record, chosen))
        if isinstance(row["first_day"], str) and isinstance(row["last_day"], str)  # pandas makes NaN of None
    ]
    return (
        altair.Chart(altair.Data(values=data))
        .mark_bar()
        .encode(
            x=altair.X("first_day:T", title="day"),
            x2="after:T",
            y=altair.Y("headline:N", sort=altair.EncodingSortField("first_day"), title=None),
            color=altair.Color("status:N"),
            tooltip=["headline:N", "status:N", "first_day:T", "last_day:T", "n_articles:Q"],
        )
    )


def dyad_chart(record: Record, left: str, right: str) -> Any:
    """An Altair chart of the encounters between two states, by year and type. `left`, `right`: names or codes of
    states. Raises UsageError on what is no state, and where altair is not installed."""
    altair = package("altair", "plots")
    both = {one.id for one in timeline(record, Filter(country=right))}
    found = [one for one in timeline(record, Filter(country=left)) if one.id in both]
    years = [
        {"year": days.start[:4], "type": one.type, "status": one.status}
        for one in found
        if (days := days_of(one)) is not None and days.start is not None
    ]
    chart = altair.Chart(altair.Data(values=years)).mark_bar()
    return chart.encode(x=altair.X("year:O"), y=altair.Y("count():Q", title="encounters"), color="type:N")


def calibration_chart(record: Record) -> Any:
    """An Altair chart of the forecasts whose outcome is known: how often each band of likelihood came about, beside
    what the band says. Raises UsageError where altair is not installed."""
    altair = package("altair", "plots")
    bands: dict[tuple[str, int, int], list[bool]] = {}
    for one in record.forecasts:
        if one.outcome in ("fulfilled", "late", "missed"):
            key = one.likelihood.band, one.likelihood.low, one.likelihood.high
            bands.setdefault(key, []).append(one.outcome == "fulfilled")
    rows = [
        {"band": band, "low": low, "high": high, "forecasts": len(came), "came_about": 100 * sum(came) / len(came)}
        for (band, low, high), came in sorted(bands.items(), key=lambda pair: pair[0][1])
    ]
    data = altair.Data(values=rows)
    said = (
        altair.Chart(data).mark_bar(opacity=0.3).encode(x="band:N", y=altair.Y("low:Q", title="per cent"), y2="high:Q")
    )
    came = altair.Chart(data).mark_point(filled=True).encode(x="band:N", y="came_about:Q", size="forecasts:Q")
    return said + came


def _frame(found: Sequence[Mapping[str, Any]], library: Library) -> Any:
    if library not in ("pandas", "polars"):
        raise UsageError(f"expected pandas or polars, got {library!r}")
    module = package(library, "frames")
    if library == "pandas":
        return module.DataFrame.from_records(list(found))
    return module.DataFrame(list(found), infer_schema_length=None)


def _records(found: Any) -> Iterable[dict[str, Any]]:
    made: Iterable[dict[str, Any]] = found.to_dict("records")
    return made


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{before}{name}.")
        else:
            flat[f"{before}{name}"] = value
    return flat


def _escaped(value: str) -> str:
    return html.escape(text.clean(value))
