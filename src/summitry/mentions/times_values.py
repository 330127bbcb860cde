"""The interval calculus: TIMEX3 values, the days that each denotes, and arithmetic on them. Pure functions of
values."""

from __future__ import annotations

import calendar
import datetime
import re

from summitry.model.windows import Precision, Window, shift_day

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""Meteorological seasons of the northern half of the globe: first and last month, 13 and 14 in the next year.
A winter bears the year of its December, as in the TimeBank."""

THIRDS = {"START": (0, 3), "MID": (1, 2), "END": (2, 3)}
"""Which thirds a mod covers ("early May": days 1 to 10); a START takes one third, see `narrowed`."""

_TIME = r"T(?:MO|MI|AF|EV|NI|DT|XX|\d\d(?::(?:\d\d|XX)(?::\d\d)?)?)(?:Z|[+-]\d\d(?::?\d\d)?)?"
_AMOUNT = r"(?:\d+(?:\.\d+)?|X{1,2})"
TIMEX3 = re.compile(
    rf"""
      (?:BC)?(?:\d\d|XX|\d{{3}}|\d{{3}}X|XXX|\d{{2}}XX|[\dX]{{4}})       # century, decade, year
      (?:-(?:SP|SU|FA|WI|Q[1-4X]|H[12X]|W(?:\d\d|XX)(?:-(?:[1-7X]|WE))?|(?:\d\d|XX)(?:-(?:\d\d|XX))?))?
      (?:{_TIME})?
    | {_TIME}
    | P(?:{_AMOUNT}(?:DE|CE|L|FN|SE|WE|[YMWDQ])){{1,4}}
    | P(?:{_AMOUNT}[YMWD]){{0,4}}T(?:{_AMOUNT}[HMS]){{1,3}}
    | PAST_REF | PRESENT_REF | FUTURE_REF
    """,
    re.VERBOSE,
)
"""What a value may be: TIMEX3 of TimeML 1.2.1, with `BC` before a year as in WikiWars."""


def is_timex3(value: str) -> bool:
    """Whether a value, or each half of an interval `A/B`, is TIMEX3."""
    return all(TIMEX3.fullmatch(part) for part in value.split("/", 1))


def window_of(value: str, mod: str | None = None) -> Window | None:
    """The days that a TIMEX3 value denotes, cut by its mod; None where it denotes none that are known.

    Durations, sets, references such as PAST_REF, values with an unknown year and years before the common era give None.
    """
    if "/" in value:
        halves = [window_of(half) for half in value.split("/", 1)]
        return halves[0].cover(halves[1]) if halves[0] and halves[1] else None
    match = _DATED.match(value)
    if not match:
        return None
    years, rest = match.group("years"), match.group("rest") or ""
    first, last = int(years.ljust(4, "0")), int(years.ljust(4, "9"))
    if not 1 <= first <= last <= 9999:
        return None
    window = _within(first, rest) if rest and len(years) == 4 else Window(f"{first:04}-01-01", f"{last:04}-12-31")
    return window if window is None or mod not in THIRDS else narrowed(window, str(mod))


_DATED = re.compile(r"(?P<years>\d{4}|\d{3}(?=X?$)|\d{2}(?=(?:XX)?$))X{0,2}(?:-(?P<rest>[^T]+))?(?:T.*)?$")


def _within(year: int, rest: str) -> Window | None:
    parts = rest.split("-")
    head = parts[0]
    if head in SEASONS:
        return _months(year, *SEASONS[head])
    if head[0] in "QH" and head[1:].isdigit():
        length = 3 if head[0] == "Q" else 6
        number = int(head[1])
        return _months(year, length * (number - 1) + 1, length * number)
    if head[0] == "W" and head[1:].isdigit():
        return _week(year, int(head[1:]), parts[1] if len(parts) > 1 else "")
    if not head.isdigit():
        return _months(year, 1, 12)
    if len(parts) == 2 and parts[1].isdigit():
        try:
            day = datetime.date(year, int(head), int(parts[1])).isoformat()
        except ValueError:
            return None
        return Window(day, day)
    return _months(year, int(head), int(head)) if 1 <= int(head) <= 12 else None


def _months(year: int, first: int, last: int) -> Window:
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    last_day = calendar.monthrange(end_year, end_month)[1]
    return Window(f"{year:04}-{first:02}-01", f"{end_year:04}-{end_month:02}-{last_day:02}")


def _week(year: int, week: int, part: str) -> Window | None:
    try:
        monday = datetime.date.fromisocalendar(year, week, 1).isoformat()
    except ValueError:
        return None
    first, last = (5, 6) if part == "WE" else (int(part) - 1, int(part) - 1) if part.isdigit() else (0, 6)
    return Window(shift_day(monday, first), shift_day(monday, last))


def narrowed(window: Window, mod: str) -> Window:
    """The START, MID or END third of a closed window, whole days, at least one."""
    days = window.days
    if days is None or window.start is None or mod not in THIRDS:
        return window
    index = {"START": 0, "MID": 1, "END": 2}[mod]
    first, last = days * index // 3, max(days * index // 3, days * (index + 1) // 3 - 1)
    return Window(shift_day(window.start, first), shift_day(window.start, last))


def part_of(window: Window, part: int, parts: int) -> Window:
    """The `part`th (from 1) of `parts` equal parts of a closed window: the second half of April is its days 16 to
    30."""
    days = window.days
    if days is None or window.start is None:
        return window
    first, last = days * (part - 1) // parts, max(days * (part - 1) // parts, days * part // parts - 1)
    return Window(shift_day(window.start, first), shift_day(window.start, last))


def precision_of(value: str) -> Precision:
    """How fine a TIMEX3 value is."""
    if "/" in value:
        return "window"
    head = value.removeprefix("BC").split("T")[0]
    parts = head.split("-")
    if not head or value.startswith("P") or "REF" in value:
        return "unknown"
    if len(parts) == 1:
        return "year" if re.fullmatch(r"\d{4}", head) else "decade" if re.fullmatch(r"\d{3}X?", head) else "unknown"
    kinds: dict[str, Precision] = {"Q": "quarter", "H": "half", "W": "week"}
    kind: Precision = "season" if parts[1] in SEASONS else kinds.get(parts[1][0], "month")
    if kind == "half" and not parts[1][1:].isdigit():
        kind = "unknown"
    finer = len(parts) == 3 and parts[2] not in ("XX", "WE", "X")
    return "day" if finer and kind in ("month", "week") else kind


def month_shift(year: int, month: int, by: int) -> tuple[int, int]:
    """The month `by` months after another, as (year, month)."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def day_shift(day: datetime.date, by: int) -> datetime.date:
    """The day `by` days after another, held within the years 1 to 9999."""
    return datetime.date.fromisoformat(shift_day(day.isoformat(), by))


def week_value(day: datetime.date) -> str:
    """The ISO week of a day, as TIMEX3."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def season_of(day: datetime.date) -> tuple[int, str]:
    """The season that a day lies in, with the year it bears."""
    month = day.month
    name = next((name for name, (first, last) in SEASONS.items() if first <= month <= last), "WI")
    return (day.year - 1 if name == "WI" and month < 3 else day.year), name


DAYS_OF = {"D": 1, "W": 7, "WE": 7, "FN": 14, "M": 30, "Q": 91, "SE": 182, "Y": 365, "DE": 3652, "CE": 36525}
"""Days in a unit, to the nearest day: for windows of durations only."""

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "FN": "XXXX-WXX",
            "DE": "XXX", "CE": "XX", "SE": "XXXX-HX", "Y": "XXXX", "L": "XXXX"}  # fmt: skip
"""Values of calendar units that are not known."""


def unit_value(unit: str, day: datetime.date, by: int = 0) -> str:
    """The TIMEX3 value of the calendar unit that holds `day`, `by` units on."""
    month = {"M": 1, "Q": 3, "SE": 6, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if month is None:
        moved = day_shift(day, by * DAYS_OF.get(unit, 1))
        return moved.isoformat() if unit == "D" else week_value(moved) + ("-WE" if unit == "WE" else "")
    year, number = month_shift(day.year, day.month, by * month)
    if not 1 <= year <= 9999:
        return UNKNOWN[unit]
    forms = {
        "M": f"{year:04}-{number:02}",
        "Q": f"{year:04}-Q{(number + 2) // 3}",
        "SE": f"{year:04}-H{(number + 5) // 6}",
        "Y": f"{year:04}",
        "DE": f"{year:04}"[:3],
        "CE": f"{year:04}"[:2],
    }
    return forms[unit]


def duration_value(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a duration; `unit` as in the word table ("M" months, "TM" minutes); `amount` None: vague."""
    number = (
        "X" if amount is None else f"{amount:g}" if amount == round(amount, 1) and amount < 1e6 else f"{amount:.10g}"
    )
    if unit == "FN":
        return f"P{number if amount is None else f'{2 * amount:g}'}W"
    if unit == "WE":
        return f"P{number}WE"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"
