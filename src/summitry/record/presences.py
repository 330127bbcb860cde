"""Who was, or was to be, in which foreign country when: what the record's encounters say of each of their people."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Literal

from summitry.model.claims import Account, Encounter, Participant, Status
from summitry.model.notes import EncounterType
from summitry.record.fold import Record
from summitry.record.parties import identity
from summitry.record.spans import known_on
from summitry.record.status import AHEAD, BEHIND

Phase = Literal["ahead", "behind", "off"]
_DAY = len("2018-03-28")


@dataclasses.dataclass(frozen=True)
class Presence:
    """What one article says of one person's being in a country other than their own.

    `country`: alpha-3; None where the encounter has no place. `first`, `last`: ISO days or None, where no day is given;
    `written`: the article's ISO day, or None; `phase`: ahead of the article, behind it, or off; `received`: somebody of
    the country is told to be the host.
    """

    who: Participant
    country: str | None
    first: str | None
    last: str | None
    written: str | None
    phase: Phase
    received: bool
    status: Status
    type: EncounterType
    article: str
    encounter: Encounter


def presences(record: Record) -> tuple[Presence, ...]:
    """Every presence that the record's accounts tell of, by day of writing, article and encounter."""
    written = {filed.article.id: known_on(filed.date) for filed in record.articles}
    encounters = {one.id: one for one in record.encounters}
    made = [
        presence
        for account in record.accounts
        for presence in _of(account, encounters[account.encounter], written[account.article])
    ]
    return tuple(sorted(made, key=lambda p: (p.written or "", p.article, p.encounter.id, identity(p.who))))


def _of(account: Account, whole: Encounter, written: str | None) -> Iterator[Presence]:
    country = _country(account) or _country(whole)
    first = _day(account.start)
    people = {identity(one): one for one in (*whole.participants, *account.participants) if one.kind == "person"}
    received = any(one.role == "host" and one.kind == "person" for one in account.participants)
    for one in people.values():
        if one.country is None or one.country != country:
            yield Presence(
                one, country, first, _day(account.end) or first, written, phase_of(account.status), received,
                account.status, account.type, account.article, whole,
            )  # fmt: skip


def phase_of(status: Status) -> Phase:
    """Whether what has a status is ahead, behind or off."""
    return "ahead" if status in AHEAD else "behind" if status in BEHIND else "off"


def _country(told: Account | Encounter) -> str | None:
    if told.place is not None and told.place.country is not None:
        return told.place.country
    hosts = {one.country for one in told.participants if one.role == "host" and one.country is not None}
    return hosts.pop() if told.type == "visit" and len(hosts) == 1 else None


def _day(prefix: str | None) -> str | None:
    return prefix if prefix is not None and len(prefix) == _DAY else None
