"""What time expressions mean before it is known when they were said: each resolves against a `Reference` to a TIMEX3
value."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Literal, Protocol

from summitry.mentions.times_values import (
    DAYS_OF,
    UNKNOWN,
    day_shift,
    duration_value,
    month_shift,
    narrowed,
    part_of,
    precision_of,
    unit_value,
    week_value,
    window_of,
)
from summitry.model.notes import Tense
from summitry.model.windows import Window, shift_day

Origin = Literal["dct", "focus"]
"""What an expression counts from: when it was said, or the time told before it."""


NEAR_DAY, NEAR_MONTH = 2.0, 1.0
"""Months within which a date is meant whatever the tense says ("extended to Nov. 20"), for days and for bare months.
Measured on the TempEval-3 training texts: value F1 81.9, 80.4 without."""


@dataclasses.dataclass(frozen=True)
class Reference:
    """When something was said: `day` (None: unknown), the tense it stands in, and `focus`, the value of the time
    told before.

    `narrative`: dates without a year belong to the year told before, not to the year of writing.
    `quarter`: the quarter of a year told last ("1989-Q3"), which "a year ago" and "the latest period" then speak of.
    `sure`: the tense is that of a verb right before. `near`, `seen`: see `times_context.Clause`.
    """

    day: datetime.date | None
    tense: Tense | None = None
    focus: str | None = None
    narrative: bool = False
    quarter: str | None = None
    sure: bool = False
    near: bool = False
    seen: bool = False

    @property
    def focus_day(self) -> datetime.date | None:
        """The first day of the focus, or None where it denotes no days."""
        window = window_of(self.focus) if self.focus else None
        return datetime.date.fromisoformat(window.start) if window and window.start else None

    @property
    def focus_year(self) -> tuple[int, bool] | None:
        """The year of the focus and whether it is before Christ, or None."""
        focus = (self.focus or "").removeprefix("BC")
        return (int(focus[:4]), str(self.focus).startswith("BC")) if focus[:4].isdigit() and len(focus) >= 4 else None

    def origin(self, origin: Origin) -> datetime.date | None:
        """The day to count from; None where it is not known."""
        if self.narrative and (self.focus or "").startswith("BC"):
            return None
        return self.focus_day if origin == "focus" else self.day


@dataclasses.dataclass(frozen=True)
class Resolved:
    """A TIMEX3 value with its mod; `window` where the days are not those of the value itself."""

    value: str
    mod: str | None = None
    window: Window | None = None

    @property
    def days(self) -> Window | None:
        return self.window or window_of(self.value, self.mod)


class Expr(Protocol):
    """A meaning."""

    def resolve(self, ref: Reference, /) -> Resolved:
        """Its value as said at `ref`."""


@dataclasses.dataclass(frozen=True)
class Fixed:
    """A value that needs no reference."""

    value: str
    mod: str | None = None

    def resolve(self, _: Reference, /) -> Resolved:
        return Resolved(self.value, self.mod)


@dataclasses.dataclass(frozen=True)
class Calendar:
    """A date by its parts, any of which may be missing. `weekday` (1 Monday) helps to choose the year.

    `direction`: -1 "last March", 1 "next March", 0 "this March", None where nothing is said.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    direction: int | None = None
    before_christ: bool = False

    def resolve(self, ref: Reference, /) -> Resolved:
        year, month = self.year, self.month
        told = (
            ref.focus_year if ref.narrative and year is None and month is not None and self.direction is None else None
        )
        if told is not None:
            return Resolved(_date_value(told[0] + self._turn(ref), month, self.day, told[1]))
        if year is None and month is None:
            year, month = self._month_of_day(ref)
        elif year is None:
            year = self._year(ref)
        return Resolved(_date_value(year, month, self.day, self.before_christ))

    def _turn(self, ref: Reference) -> int:
        """1 where a narrative has passed the turn of the year: January told after December."""
        focus = ref.focus_day
        late = focus is not None and precision_of(str(ref.focus)) in ("day", "month") and focus.month == 12
        return int(late and self.month == 1)

    def _month_of_day(self, ref: Reference) -> tuple[int | None, int | None]:
        focus, day = ref.focus_day, ref.day
        if focus is not None and precision_of(str(ref.focus)) in ("day", "month") and (ref.narrative or day is None):
            return focus.year, focus.month
        if day is None or self.day is None:
            return None, None
        past = ref.tense != "future"
        step = 0 if (self.day <= day.day) == past or self.day == day.day else -1 if past else 1
        return month_shift(day.year, day.month, step)

    def _year(self, ref: Reference) -> int | None:
        now = ref.focus_day if ref.narrative and ref.focus_day is not None else ref.day
        if now is None:
            return None
        month, day = self.month or 1, now
        here = (month, self.day or day.day)
        today = (day.month, day.day)
        if self.weekday is not None and self.day is not None:
            return self._year_of_weekday(day)
        if self.direction == 0:
            return day.year
        if self.direction == 1:
            return day.year if month > day.month else day.year + 1
        if self.direction == -1:
            return day.year if month < day.month else day.year - 1
        return self._nearest_year(day, ref, here <= today)

    def _nearest_year(self, day: datetime.date, ref: Reference, behind: bool) -> int:
        """The year of the last or the next such date: by tense, unless the other is much nearer; without a tense,
        the nearer."""
        last = day.year if behind else day.year - 1
        next_ = last if (self.month, self.day or day.day) == (day.month, day.day) else last + 1
        ago = 12 * (day.year - last) + day.month - (self.month or 1) + (day.day - (self.day or day.day)) / 31
        ahead = 12 * (next_ - day.year) + (self.month or 1) - day.month + ((self.day or day.day) - day.day) / 31
        near = NEAR_DAY if self.day is not None else NEAR_MONTH
        if ref.tense is None or ref.seen:
            return last if ago <= ahead else next_
        if ref.tense == "past":
            return next_ if ahead <= near and not ref.sure else last
        return last if ago <= near else next_

    def _year_of_weekday(self, day: datetime.date) -> int:
        years = sorted(range(day.year - 6, day.year + 7), key=lambda year: (abs(year - day.year), -year))
        return next((y for y in years if _weekday(y, self.month or 1, self.day or 1) == self.weekday), day.year)


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return datetime.date(year, month, day).isoweekday()
    except ValueError:
        return None


def _date_value(year: int | None, month: int | None, day: int | None, before_christ: bool = False) -> str:
    value = "XXXX" if year is None else f"{year:04}"
    if month is not None or day is not None:
        value += "-XX" if month is None else f"-{month:02}"
    if day is not None:
        value += f"-{day:02}"
    return "BC" + value if before_christ else value


@dataclasses.dataclass(frozen=True)
class Shift:
    """The calendar unit that holds the origin, `by` units on: "yesterday", "last year", "this month", "the following
    week"."""

    unit: str
    by: int
    origin: Origin = "dct"

    def resolve(self, ref: Reference, /) -> Resolved:
        if self.unit == "Q" and ref.quarter and self.by == LATEST:
            return Resolved(ref.quarter)
        told = ref.narrative and ref.focus is not None
        day = ref.origin("focus" if told else self.origin)
        coarse = self.origin == "focus" and self.unit == "D" and precision_of(str(ref.focus)) != "day"
        if day is None or coarse:
            return Resolved(UNKNOWN.get(self.unit, "XXXX"))
        by = -1 if self.by == LATEST else self.by
        if self.unit == "WE" and self.by == LATEST:
            by = 0 if ref.tense == "future" or day.isoweekday() > 5 else -1
        return Resolved(unit_value(self.unit, day, by))


LATEST = -99
"""A shift to the unit spoken of: the quarter told last, the weekend just past."""


@dataclasses.dataclass(frozen=True)
class Ago:
    """`amount` units before (negative) or after the origin: "two days ago", "a year later". `amount` None: vaguely."""

    amount: float | None
    unit: str
    origin: Origin = "dct"
    sign: int = -1

    def resolve(self, ref: Reference, /) -> Resolved:
        if self.amount is None:
            return Resolved("PAST_REF" if self.sign < 0 else "FUTURE_REF", None, self._vague(ref))
        origin = ref.origin("focus" if ref.narrative and ref.focus else self.origin)
        by = round(self.amount) * self.sign
        if origin is None:
            return Resolved(UNKNOWN.get(self.unit, "XXXX-XX-XX"))
        if self.unit.startswith("T"):
            return Resolved(origin.isoformat())
        counted = ref.focus if (ref.narrative or self.origin == "focus") and ref.focus_day is not None else None
        if counted and self.unit == "D" and precision_of(counted) != "day":
            return Resolved(counted[:7] + "-XX" if precision_of(counted) == "month" else counted[:4] + "-XX-XX")
        if self.unit == "Y" and by == -1 and ref.quarter and not ref.narrative:
            return Resolved(f"{int(ref.quarter[:4]) + by:04}{ref.quarter[4:]}")
        if self.unit in ("W", "FN", "WE"):
            return Resolved(week_value(day_shift(origin, by * DAYS_OF[self.unit])))
        return Resolved(unit_value(self.unit, origin, by))

    def _vague(self, ref: Reference) -> Window | None:
        if ref.day is None:
            return None
        return Window(None, ref.day.isoformat()) if self.sign < 0 else Window(ref.day.isoformat(), None)


NEAR_BEHIND = (2, 3)
"""Days within which a weekday behind is the nearer one, in the future and the past: half a week, less where the tense
looks ahead. Chosen, not measured."""


@dataclasses.dataclass(frozen=True)
class Weekday:
    """A weekday (1 Monday) by direction and tense; `week`: weeks to add ("Tuesday of last week": -1). "Last" and "next"
    pass over yesterday, today and tomorrow, which have names of their own."""

    weekday: int
    direction: int | None = None
    week: int | None = None

    def resolve(self, ref: Reference, /) -> Resolved:
        day = ref.origin("focus" if ref.narrative and ref.focus else "dct")
        if day is None:
            return Resolved(f"XXXX-WXX-{self.weekday}")
        if self.week is not None:
            return Resolved(day_shift(day, self.weekday - day.isoweekday() + 7 * self.week).isoformat())
        back = (day.isoweekday() - self.weekday) % 7
        if ref.near and self.direction is None:
            return Resolved(day_shift(day, 7 - back if back > NEAR_BEHIND[ref.tense == "past"] else -back).isoformat())
        if self.direction == -1:
            return Resolved(day_shift(day, -(back if back > 1 else back + 7)).isoformat())
        if self.direction == 1 or (self.direction is None and ref.tense == "future") or (self.direction == 0 and back):
            ahead = (self.weekday - day.isoweekday()) % 7
            next_ = 7 if self.direction == 1 and ahead < 2 else 0
            return Resolved(day_shift(day, ahead + next_).isoformat())
        return Resolved(day_shift(day, -back).isoformat())


@dataclasses.dataclass(frozen=True)
class Timed:
    """A time of day on a base day (None: the day of the focus, or of speaking)."""

    base: Expr | None
    time: str

    def resolve(self, ref: Reference, /) -> Resolved:
        if self.base is None:
            day = (ref.focus_day if ref.narrative else None) or ref.day
            if ref.narrative and ref.focus and precision_of(ref.focus) != "day":
                return Resolved("XXXX-XX-XX" + self.time)
            return Resolved((day.isoformat() if day else "XXXX-XX-XX") + self.time)
        base = self.base.resolve(ref)
        return Resolved(base.value.split("T")[0] + self.time, base.mod, base.window)


@dataclasses.dataclass(frozen=True)
class Trimmed:
    """Part of a base: its START, MID or END ("late May"), or the `part`th of `parts` ("the second half of April")."""

    base: Expr
    mod: str | None = None
    part: int = 0
    parts: int = 0

    def resolve(self, ref: Reference, /) -> Resolved:
        base = self.base.resolve(ref)
        if self.parts and base.days is not None:
            mod = "START" if self.part == 1 else "END" if self.part == self.parts else "MID"
            return Resolved(base.value, mod, part_of(base.days, self.part, self.parts))
        window = base.days if base.mod or base.window else None
        return Resolved(base.value, self.mod, narrowed(window, self.mod) if window and self.mod else None)


@dataclasses.dataclass(frozen=True)
class Span:
    """A duration that ends (sign -1) or starts (1) at the origin: "the past ten months", "the coming weeks".

    `amount` None is a vague plural: its window reaches ten units, the most that "few" and "several" are used for.
    """

    amount: float | None
    unit: str
    sign: int
    origin: Origin = "dct"
    mod: str | None = None

    def resolve(self, ref: Reference, /) -> Resolved:
        value = duration_value(self.amount, self.unit)
        origin = ref.origin("focus" if ref.narrative and ref.focus else self.origin)
        length = {"TH": 1 / 24}.get(self.unit) or DAYS_OF.get(self.unit)
        if origin is None or length is None:
            return Resolved(value, self.mod)
        reach = round(length * (VAGUE_UNITS if self.amount is None else self.amount))
        far = shift_day(origin.isoformat(), self.sign * reach)
        ends = sorted((origin.isoformat(), far))
        return Resolved(value, self.mod, Window(ends[0], ends[1]))


VAGUE_UNITS = 10
"""Units that a vague plural reaches at most ("in recent months"); chosen, not measured: eleven months are "the past
year"."""


@dataclasses.dataclass(frozen=True)
class Same:
    """A unit of the focus itself: "that year", "the same day", "the end of the month" in a narrative. `or_now`: the day
    of writing where no day was told ("later in the day")."""

    unit: str
    or_now: bool = False

    def resolve(self, ref: Reference, /) -> Resolved:
        day = ref.focus_day
        if self.or_now and not ref.narrative and (day is None or precision_of(str(ref.focus)) != "day"):
            return Shift(self.unit, 0).resolve(ref)
        if day is None or ref.focus is None:
            return Resolved(UNKNOWN["D"]) if self.unit == "D" else Shift(self.unit, 0).resolve(ref)
        coarse = {"year": "Y", "month": "YM", "season": "Y", "quarter": "YQ", "week": "YMW", "day": "YMQWD"}
        if self.unit in coarse.get(precision_of(ref.focus), "Y") or self.unit in ("DE", "CE"):
            return Resolved(unit_value(self.unit, day))
        if self.unit == "D" and precision_of(ref.focus) == "month":
            return Resolved(f"{ref.focus}-XX")
        return Resolved(UNKNOWN.get(self.unit, "XXXX"))


@dataclasses.dataclass(frozen=True)
class Within:
    """A month, or a day of it, of a year that is told by a unit: "July last year", "January 24 of the same year"."""

    base: Expr
    month: int
    day: int | None

    def resolve(self, ref: Reference, /) -> Resolved:
        value = self.base.resolve(ref).value[:4]
        return Resolved(_date_value(int(value) if value.isdigit() else None, self.month, self.day))


@dataclasses.dataclass(frozen=True)
class PeriodOf:
    """The same quarter as the one told last, of another year ("the 1988 period"); the year itself where none was
    told."""

    year: int

    def resolve(self, ref: Reference, /) -> Resolved:
        return Resolved(f"{self.year:04}" + (ref.quarter[4:] if ref.quarter else ""))


@dataclasses.dataclass(frozen=True)
class WeekOf:
    """The week that holds a date."""

    base: Expr

    def resolve(self, ref: Reference, /) -> Resolved:
        window = self.base.resolve(ref).days
        if window is None or window.start is None:
            return Resolved("XXXX-WXX")
        return Resolved(week_value(datetime.date.fromisoformat(window.start)))
