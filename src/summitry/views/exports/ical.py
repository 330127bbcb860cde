"""Encounters as iCalendar (RFC 5545): all-day events, with the window of what has no day yet as one span.

STATUS says how sure a calendar may be: CONFIRMED what is confirmed; CANCELLED what was called off, refused, denied or
did not come about; TENTATIVE the rest. CATEGORIES holds the status in our own words. An encounter of which no day is
known cannot be an event: it is a journal entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summitry.model.claims import Encounter, Status
from summitry.record import Record
from summitry.record.status import OFF
from summitry.views import text
from summitry.views.exports import Content, Told
from summitry.views.exports.telling import Evidence, day_after, span
from summitry.views.queries import timeline

PRODUCER = "-//Summitry//Encounters 1//EN"
LINE = 75
"""Octets of a line, by RFC 5545 (3.1)."""
QUOTES = 5
"""Quotes in an event's description."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def files(record: Record, _: Told) -> Iterator[tuple[str, Content]]:
    """One calendar, in the order of the timeline."""
    yield "encounters.ics", _calendar(record)


def _calendar(record: Record) -> Iterator[str]:
    evidence = Evidence(record)
    head = {"VERSION": "2.0", "PRODID": PRODUCER, "CALSCALE": "GREGORIAN", "NAME": "Encounters"}
    yield from ("BEGIN:VCALENDAR\r\n", *(folded(f"{name}:{value}") for name, value in head.items()))
    for encounter in timeline(record):
        yield from _entry(encounter, evidence, record.clock)
    yield "END:VCALENDAR\r\n"


def calendar_status(status: Status, *, ahead: bool = False) -> str:
    """A status as calendars know it. `ahead`: whether an encounter that was put off has a day again."""
    if status == "confirmed":
        return "CONFIRMED"
    if status in OFF and not (status == "postponed" and ahead):
        return "CANCELLED"
    return "TENTATIVE"


def _entry(encounter: Encounter, evidence: Evidence, clock: str | None) -> Iterator[str]:
    days = span(encounter)
    kind = "VEVENT" if days else "VJOURNAL"
    status = calendar_status(encounter.status, ahead=days is not None and (days.end or "") > (clock or "9999"))
    if kind == "VJOURNAL":
        status = {"CONFIRMED": "FINAL", "TENTATIVE": "DRAFT"}.get(status, status)
    stamp = max((step.record_time or "" for step in encounter.status_history), default="") or clock or "1970-01-01"
    yield f"BEGIN:{kind}\r\n"
    yield folded(f"UID:{encounter.id}@summitry")
    yield folded(f"DTSTAMP:{_digits(stamp)}T000000Z")
    yield folded(f"SEQUENCE:{max(0, len(encounter.status_history) - 1)}")
    if days and days.start and days.end:
        yield folded(f"DTSTART;VALUE=DATE:{_digits(days.start)}")
        if (after := day_after(days.end)) is not None:
            yield folded(f"DTEND;VALUE=DATE:{_digits(after)}")
        yield "TRANSP:TRANSPARENT\r\n"
    yield folded(f"STATUS:{status}")
    yield folded(f"SUMMARY:{_text(text.headline(encounter))}")
    yield folded(f"CATEGORIES:{_text(encounter.status)},{_text(encounter.type)}")
    if kind == "VEVENT" and (where := text.where(encounter.place)):
        yield folded(f"LOCATION:{_text(where)}")
    place = encounter.place
    if kind == "VEVENT" and place and place.lat is not None and place.lon is not None:
        yield folded(f"GEO:{place.lat:f};{place.lon:f}")
    cited = list(evidence.of(encounter))
    if encounter.parent:
        yield folded(f"RELATED-TO;RELTYPE=PARENT:{encounter.parent}@summitry")
    quotes = [f"“{text.clean(one.quote.text)}” ({text.clean(one.article.id)})" for one in cited[:QUOTES]]
    told = [f"{text.when(encounter)}: {text.says_who(encounter)}", text.told_by(encounter), *quotes]
    yield folded(f"DESCRIPTION:{_text(chr(10).join(told))}")
    yield f"END:{kind}\r\n"


def _text(value: str) -> str:
    return _CONTROL.sub(" ", value).translate(_ESCAPED)


def _digits(day: str) -> str:
    return day[:10].replace("-", "")


def folded(line: str) -> str:
    """A content line with its end, folded between characters into lines of 75 octets at most."""
    parts: list[str] = []
    part, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > LINE:
            parts.append(part)
            part, size = " ", 1
        part += char
        size += octets
    return "\r\n".join([*parts, part]) + "\r\n"
