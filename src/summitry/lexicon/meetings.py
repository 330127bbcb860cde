"""Recurring meetings of many leaders: their names, and when and where each was held."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from types import MappingProxyType

from summitry.lexicon.spelling import place_key
from summitry.lexicon.tables import parts, read
from summitry.model.windows import Window


@dataclasses.dataclass(frozen=True, order=True)
class Edition:
    """One meeting of a series. `start`, `end`: ISO prefixes, both days included; `country`: alpha-3."""

    series: str
    name: str
    start: str
    end: str
    city: str
    country: str

    @property
    def window(self) -> Window:
        """From its first day to its last."""
        return Window.of(self.start).cover(Window.of(self.end))


@functools.cache
def series_forms() -> Mapping[str, str]:
    """Series id by each exact surface of its name ("G-20", "Belt and Road Forum", "UN General Assembly")."""
    forms: dict[str, str] = {}
    for row in read("series"):
        for text in (row["name"], *parts(row["forms"])):
            forms.setdefault(text, row["id"])
            forms.setdefault(text.replace("'", "’"), row["id"])
    return MappingProxyType(forms)


def series_name(series: str) -> str:
    """The name of a series. Raises KeyError where the lexicon has none of that id."""
    return _names()[series]


def editions(series: str, window: Window | None = None, city: str | None = None) -> tuple[Edition, ...]:
    """The editions of a series by date: those that share a day with `window` and were held in `city`, where given."""
    return tuple(
        edition
        for edition in _editions().get(series, ())
        if (window is None or edition.window.meets(window))
        and (city is None or place_key(edition.city) == place_key(city))
    )


@functools.cache
def _names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in read("series")}


@functools.cache
def _editions() -> dict[str, tuple[Edition, ...]]:
    found: dict[str, list[Edition]] = {}
    for row in read("meetings"):
        edition = Edition(row["series"], row["name"], row["start"], row["end"], row["city"], row["country"])
        found.setdefault(edition.series, []).append(edition)
    return {series: tuple(sorted(held, key=lambda e: (e.start, e.end, e.city))) for series, held in found.items()}
