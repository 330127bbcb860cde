"""Dates in addresses of pages."""

from __future__ import annotations

import datetime
import re

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_NAME = rf"(?P<name>{'|'.join(_NAMES)})[a-z]*"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?:^|[/_.=-]){_YEAR}[/_.-](?P<month>\d{{1,2}})[/_.-](?P<day>\d{{1,2}})(?=$|[^\d])",
        rf"/{_YEAR}[/_-]?{_NAME}[/_-]?(?P<day>\d{{1,2}})(?=$|[^\d])",
        rf"/(?P<day>\d{{1,2}})[/_-]{_NAME}[/_-]{_YEAR}(?=$|[^\d])",
        rf"(?:^|[^\d]){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=$|[^\d])",
        rf"/{_YEAR}/(?P<month>\d\d)(?P<day>\d\d)/",
        rf"/{_YEAR}[/-](?P<month>\d{{1,2}})(?=$|/)",
        rf"/{_YEAR}/{_NAME}/",
        rf"/{_YEAR}(?=$|/)",
    )
)


def date_of(url: str) -> str | None:
    """The date that an address holds, an ISO prefix as fine as it is written, or None.

    >>> date_of("https://example.org/world/2018/may/7/a-visit")
    '2018-05-07'
    """
    path = url.split("#", 1)[0]
    for shape in _SHAPES:
        for match in shape.finditer(path):
            found = _iso(match.groupdict())
            if found is not None:
                return found
    return None


def _iso(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    name = parts.get("name")
    month = _MONTHS[name[:3].lower()] if name else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    try:
        made = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month == 0:
        return f"{made.year:04}"
    return made.isoformat() if day else made.isoformat()[:7]
