"""Named parts of the year, before it is known which year is meant: seasons, quarters and halves, holidays."""

from __future__ import annotations

import dataclasses
import datetime

from summitry.lexicon.holidays import Holiday
from summitry.mentions.times_exprs import Reference, Resolved
from summitry.mentions.times_values import day_shift, season_of, week_value, window_of
from summitry.model.windows import Window, shift_day


@dataclasses.dataclass(frozen=True)
class Season:
    """A season by year, direction or tense."""

    season: str
    year: int | None = None
    direction: int | None = None
    before_christ: bool = False

    def resolve(self, ref: Reference, /) -> Resolved:
        year = self.year
        before_christ = self.before_christ
        if year is None and ref.narrative and ref.focus_year is not None:
            year, before_christ = ref.focus_year
        if year is None and ref.day is not None:
            year = self._nearest(ref, ref.day)
        sign = "BC" if before_christ else ""
        return Resolved(f"{sign}XXXX-{self.season}" if year is None else f"{sign}{year:04}-{self.season}")

    def _nearest(self, ref: Reference, day: datetime.date) -> int:
        order = ("SP", "SU", "FA", "WI")
        year, now = season_of(day)
        step = order.index(self.season) - order.index(now)
        if self.direction == 0:
            return year
        if self.direction == 1 or (self.direction is None and ref.tense == "future"):
            return year if step > 0 or (step == 0 and self.direction is None) else year + 1
        if self.direction == -1 or ref.tense == "past":
            return year if step < 0 or (step == 0 and self.direction is None) else year - 1
        return year


@dataclasses.dataclass(frozen=True)
class YearPart:
    """A quarter or half of a year: `part` is "Q3" or "H1"."""

    part: str
    year: int | None = None
    by: int | None = None

    def resolve(self, ref: Reference, /) -> Resolved:
        year = self.year
        if year is None and ref.narrative and ref.focus_day is not None:
            year = ref.focus_day.year
        if year is None and ref.day is not None:
            year = ref.day.year + (self.by or 0)
            window = window_of(f"{year:04}-{self.part}")
            ahead = window is not None and str(window.start) > ref.day.isoformat()
            if self.by is None and ahead and ref.tense != "future":
                year -= 1
        return Resolved(f"XXXX-{self.part}" if year is None else f"{year:04}-{self.part}")


@dataclasses.dataclass(frozen=True)
class Feast:
    """A holiday, in a year or the nearest by direction or tense; `weekend`: the days around it are meant."""

    holiday: Holiday
    year: int | None = None
    direction: int | None = None
    weekend: str | None = None

    def resolve(self, ref: Reference, /) -> Resolved:
        day = self._day(ref)
        if day is None:
            return Resolved("XXXX-XX-XX")
        if self.weekend == "week":
            return Resolved(week_value(day))
        if self.weekend == "weekend":
            return _weekend_of(day)
        unsure = self.holiday.unsure
        window = Window(day.isoformat(), shift_day(day.isoformat(), self.holiday.days - 1)).widen(unsure, unsure)
        if self.holiday.days > 7:
            return Resolved(day.isoformat()[:7], "APPROX", window)
        return Resolved(day.isoformat(), None, window)

    def _day(self, ref: Reference) -> datetime.date | None:
        if self.year is not None:
            return self.holiday.day_in(self.year)
        now = ref.origin("focus" if ref.narrative and ref.focus else "dct")
        if now is None:
            return None
        days = [d for d in map(self.holiday.day_in, (now.year - 1, now.year, now.year + 1)) if d is not None]
        past, ahead = [d for d in days if d <= now], [d for d in days if d >= now]
        if self.direction == 1 or (self.direction is None and ref.tense == "future"):
            return ahead[0] if ahead else None
        if self.direction == -1 or (ref.tense == "past" and past and (not ahead or (ahead[0] - now).days > 31)):
            return past[-1] if past else None
        return min(days, key=lambda d: abs((d - now).days), default=None)


def _weekend_of(holiday: datetime.date) -> Resolved:
    """The weekend that bears a holiday's name: with the holiday and the days between where it is next to it, as a
    Monday or a Thursday is."""
    weekday = holiday.isoweekday()
    saturday = day_shift(holiday, (6 if weekday > 2 else -1) - weekday)
    sunday = day_shift(saturday, 1)
    window = Window(min(holiday, saturday).isoformat(), max(holiday, sunday).isoformat())
    longer = weekday in (1, 4, 5)
    return Resolved(week_value(saturday) + "-WE", None, window if longer else None)
