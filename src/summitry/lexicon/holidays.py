"""Holidays and memorial days: how news names them, and on which day of a year they fall."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import functools
from collections.abc import Callable, Mapping, Sequence

from summitry.lexicon import tables

ISLAMIC_EPOCH = 227015
"""Proleptic Gregorian ordinal of 1 Muharram 1 in the civil tabular calendar (16 July 622, Julian)."""

HEBREW_EPOCH = -1373427
"""Proleptic Gregorian ordinal that day numbers of the Hebrew calendar count from; a day is taken from the evening
before."""

LIST_FROM = 2000
"""First year of the rule `list`."""


@dataclasses.dataclass(frozen=True)
class Holiday:
    """One holiday. `days`: how many days it lasts, from its first day on; `unsure`: days that observers differ by."""

    id: str
    rule: str
    days: int

    @property
    def unsure(self) -> int:
        return 1 if self.rule.startswith("islamic") else 0

    def day_in(self, year: int) -> datetime.date | None:
        """Its first day in a Gregorian year, or None where the rule does not reach that year."""
        kind, *values = self.rule.split()
        return _RULES[kind](year, values)


@functools.cache
def forms() -> Mapping[str, Holiday]:
    """Printed form -> holiday, longest form first."""
    found = {
        form: Holiday(row["id"], row["rule"], int(row["days"]))
        for row in tables.read("holidays")
        for form in tables.parts(row["forms"])
    }
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def easter(year: int) -> datetime.date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Nature 13, 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - leap - rest % 4) % 7
    shift = leap + week - 7 * ((golden + 11 * leap + 22 * week) // 451) + 114
    return datetime.date(year, shift // 31, shift % 31 + 1)


def orthodox_easter(year: int) -> datetime.date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus's Julian algorithm; years 1900 to 2099)."""
    full = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - full + 34) % 7
    shift = full + week + 114
    return datetime.date(year, shift // 31, shift % 31 + 1) + datetime.timedelta(days=13)


def _fixed(year: int, values: Sequence[str]) -> datetime.date | None:
    month, day = map(int, values[0].split("-"))
    return datetime.date(year, month, day)


def _from_easter(year: int, values: Sequence[str]) -> datetime.date | None:
    return easter(year) + datetime.timedelta(days=int(values[0]))


def _from_orthodox_easter(year: int, values: Sequence[str]) -> datetime.date | None:
    return orthodox_easter(year) + datetime.timedelta(days=int(values[0]))


def _nth(year: int, values: Sequence[str]) -> datetime.date | None:
    number, weekday, month, *after = map(int, values)
    days = [
        day
        for day in calendar.Calendar().itermonthdates(year, month)
        if day.month == month and day.isoweekday() == weekday
    ]
    return days[number - 1 if number > 0 else number] + datetime.timedelta(days=after[0] if after else 0)


def _list(year: int, values: Sequence[str]) -> datetime.date | None:
    return _fixed(year, [values[year - LIST_FROM]]) if 0 <= year - LIST_FROM < len(values) else None


def _islamic(year: int, values: Sequence[str]) -> datetime.date | None:
    month, day = map(int, values[0].split("-"))
    start = datetime.date(year, 1, 1).toordinal()
    for lunar in (int((year - 622) * 33 / 32) + step for step in (-1, 0, 1, 2)):
        before = (lunar - 1) * 354 + (3 + 11 * lunar) // 30
        found = ISLAMIC_EPOCH - 1 + before + (59 * (month - 1) + 1) // 2 + day
        if found >= start:
            return datetime.date.fromordinal(found)
    return None


def _hebrew(year: int, values: Sequence[str]) -> datetime.date | None:
    month, day = map(int, values[0].split("-"))
    new_year = HEBREW_EPOCH + _hebrew_days(year + 3761)
    # From 15 Nisan (month 1) to the next 1 Tishri (month 7) are always 163 days.
    return datetime.date.fromordinal(new_year + day - 1 if month == 7 else new_year - 163 + day - 15)


def _hebrew_days(year: int) -> int:
    """Days from the epoch to 1 Tishri of a Hebrew year (the molad with its postponements)."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = months * 29 + parts // 25920
    day += (3 * (day + 1)) % 7 < 3
    return day


_RULES: Mapping[str, Callable[[int, Sequence[str]], datetime.date | None]] = {
    "fixed": _fixed,
    "easter": _from_easter,
    "orthodox": _from_orthodox_easter,
    "nth": _nth,
    "after": _nth,
    "list": _list,
    "islamic": _islamic,
    "hebrew": _hebrew,
}
