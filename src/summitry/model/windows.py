"""A window: the days within which something lies, with the precision at which it was told."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import functools
from typing import Literal

Precision = Literal["day", "week", "month", "season", "quarter", "half", "year", "decade", "window", "unknown"]


@functools.total_ordering
@dataclasses.dataclass(frozen=True)
class Window:
    """Closed range of days, ISO `YYYY-MM-DD`; None on a side leaves that side open.

    >>> Window.of("2018-05")
    Window(start='2018-05-01', end='2018-05-31')
    """

    start: str | None
    end: str | None

    def __lt__(self, other: Window) -> bool:
        """By start and end; a side that is open goes first."""
        return (self.start or "", self.end or "") < (other.start or "", other.end or "")

    @staticmethod
    def of(prefix: str) -> Window:
        """The days that an ISO prefix (`2018`, `2018-05`, `2018-05-07`) covers. Raises ValueError on anything else."""
        return Window(first_day(prefix).isoformat(), last_day(prefix).isoformat())

    @property
    def days(self) -> int | None:
        """Number of days, or None where a side is open."""
        if self.start is None or self.end is None:
            return None
        return (datetime.date.fromisoformat(self.end) - datetime.date.fromisoformat(self.start)).days + 1

    def meets(self, other: Window) -> bool:
        """Whether the two share a day (an open side reaches everywhere)."""
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )

    def holds(self, other: Window) -> bool:
        """Whether every day of `other` lies in this window."""
        return (self.start is None or (other.start is not None and self.start <= other.start)) and (
            self.end is None or (other.end is not None and other.end <= self.end)
        )

    def cut(self, other: Window) -> Window | None:
        """The days common to both, or None where there is none."""
        if not self.meets(other):
            return None
        starts = [s for s in (self.start, other.start) if s is not None]
        ends = [e for e in (self.end, other.end) if e is not None]
        return Window(max(starts) if starts else None, min(ends) if ends else None)

    def cover(self, other: Window) -> Window:
        """The least window that holds both."""
        open_start = self.start is None or other.start is None
        open_end = self.end is None or other.end is None
        return Window(
            None if open_start else min(str(self.start), str(other.start)),
            None if open_end else max(str(self.end), str(other.end)),
        )

    def widen(self, before: int, after: int) -> Window:
        """This window with `before` days added in front and `after` behind."""
        return Window(
            None if self.start is None else shift_day(self.start, -before),
            None if self.end is None else shift_day(self.end, after),
        )


def first_day(prefix: str) -> datetime.date:
    """First day of an ISO prefix of 1 to 3 parts. Raises ValueError with what was expected."""
    year, month, day = _parts(prefix)
    return datetime.date(year, month or 1, day or 1)


def last_day(prefix: str) -> datetime.date:
    """Last day of an ISO prefix of 1 to 3 parts. Raises ValueError with what was expected."""
    year, month, day = _parts(prefix)
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def shift_day(day: str, by: int) -> str:
    """The ISO day `by` days after `day`, held within the years 1 to 9999."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=by)).isoformat()
    except OverflowError:
        return "0001-01-01" if by < 0 else "9999-12-31"


def _parts(prefix: str) -> tuple[int, int | None, int | None]:
    parts = prefix.split("-")
    if not (1 <= len(parts) <= 3 and len(parts[0]) == 4 and all(p.isdecimal() and p.isascii() for p in parts)):
        raise ValueError(f"expected an ISO prefix such as 2018, 2018-05 or 2018-05-07, got {prefix!r}")
    numbers = [int(p) for p in parts]
    return numbers[0], numbers[1] if len(parts) > 1 else None, numbers[2] if len(parts) > 2 else None
