"""What changed between two states of a record, as rows: what is new, what has other values now and by whose word, and
what is gone, with where its words went. For those who keep a copy, and for whoever watches a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from summitry.record import Record
from summitry.views.exports import Content, Row, Told
from summitry.views.exports.jsonl import encounters
from summitry.views.exports.lines import json_lines

FIELDS = ("type", "participants", "place", "start", "end", "precision", "window", "status", "overdue", "parent")
"""Fields of an encounter whose change is told; counts and grades follow from them, and from `evidence`."""


def files(record: Record, told: Told) -> Iterator[tuple[str, Content]]:
    """One feed, by encounter."""
    yield "changes.jsonl", json_lines(changes(told.before, encounters(record)))


def changes(before: Iterable[Row], after: Iterable[Row]) -> Iterator[Row]:
    """The changes that lead from one state to the other, as rows by encounter: `change` is "new", "changed", "deleted"
    (its words are in no encounter now) or "merged" (`into` names those that hold its words now).

    `before`, `after`: rows of encounters. Applied to a copy of `before`, the rows in `row` replace those of their
    encounter, and what was deleted or merged goes: that is `after`.
    """
    old = {str(row["encounter"]): row for row in before}
    new = {str(row["encounter"]): row for row in after}
    holders = _holders(new.values())
    for name in sorted({*old, *new}):
        if name not in new:
            into = sorted({one for key in _words(old[name]) for one in holders.get(key, ())})
            yield {"change": "merged" if into else "deleted", "encounter": name, "into": into, "was": old[name]}
        elif name not in old:
            yield {"change": "new", "encounter": name, "said_by": _said_by(new[name]), "row": new[name]}
        elif old[name] != new[name]:
            yield _changed(old[name], new[name])


def _changed(old: Row, new: Row) -> Row:
    fields = [
        {"field": name, "before": old.get(name), "after": new[name]} for name in FIELDS if old.get(name) != new[name]
    ]
    known = set(_words(old))
    evidence = [one for one in new["evidence"] if _key(one) not in known]
    return {
        "change": "changed",
        "encounter": new["encounter"],
        "said_by": _said_by(new),
        "fields": fields,
        "evidence": evidence,
        "row": new,
    }


def _said_by(row: Row) -> str | None:
    """Who brought the status about, or None where its history does not say."""
    steps: Sequence[Mapping[str, Any]] = row["status_history"]
    return next((str(step["said_by"]) for step in reversed(steps) if step["status"] == row["status"]), None)


def _words(row: Row) -> Iterator[tuple[Any, ...]]:
    for one in row["evidence"]:
        yield _key(one)


def _key(cited: Mapping[str, Any]) -> tuple[Any, ...]:
    return cited["article"], cited["start"], cited["end"]


def _holders(rows: Iterable[Row]) -> Mapping[tuple[Any, ...], Sequence[str]]:
    """The encounters that rest on each quote."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for row in rows:
        for key in _words(row):
            found.setdefault(key, []).append(str(row["encounter"]))
    return found
