"""Search as one types: encounters by who, where and when; people, states and places as filters; articles by their
words."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from summitry.lexicon.people import normal
from summitry.model.claims import Encounter
from summitry.model.errors import UsageError
from summitry.record import Hit, Store
from summitry.views import queries, text
from summitry.views.web import words
from summitry.views.web.shelf import Opened, Shelf

MOST = 6
"""Suggestions of a kind: together they fit a screen."""


@dataclasses.dataclass(frozen=True)
class Suggestion:
    """Something found: where it is, what it is called, what it is."""

    href: str
    title: str
    more: str


def suggestions(shelf: Shelf, opened: Opened, asked: str) -> list[Suggestion]:
    """What somebody may be typing for."""
    wanted = normal(asked).split()
    if not wanted:
        return []
    found = [*_names(opened, wanted), *(_encounter(opened, one) for one in encounters(opened, asked)[:MOST])]
    found.extend(
        Suggestion(
            words.quote_path(hit.article, hit.quote.start, hit.quote.end),
            words.label(hit.title or hit.article, 90),
            words.label(hit.quote.text, 160),
        )
        for hit in articles(shelf, asked, MOST)
    )
    return found


def encounters(opened: Opened, asked: str) -> list[Encounter]:
    """Encounters in whose names, place, type, status or date every word begins some word; the latest first."""
    wanted = normal(asked).split()
    if not wanted:
        return []
    padded = [f" {word}" for word in wanted]
    return [one for line, one in _lines(opened) if all(word in line for word in padded)]


def hits(shelf: Shelf, opened: Opened, asked: str, most: int) -> list[queries.Hit]:
    """Articles that hold all words, with the encounters that they tell of. Raises UsageError where there is no word."""
    with Store(shelf.path, readonly=True) as store:
        found = store.search(asked, most)
    of = opened.record.encounter_of
    made = []
    for one in found:
        filed = opened.record.article(one.article)
        names = dict.fromkeys(of[c.id] for c in filed.claims if c.id in of) if filed else {}
        told = tuple(opened.encounters[name] for name in names)
        made.append(queries.Hit(one.article, one.title, one.quote, told))
    return made


def articles(shelf: Shelf, asked: str, most: int) -> Sequence[Hit]:
    """Articles that hold all words."""
    try:
        with Store(shelf.path, readonly=True) as store:
            return store.search(asked, most)
    except UsageError:  # No word yet, only marks.
        return ()


@functools.lru_cache(maxsize=2)
def _of(holder: _Held) -> list[tuple[str, Encounter]]:
    """The lines of one state of the record, made once."""
    return [(_line(one), one) for one in reversed(holder.opened.record.encounters)]


@dataclasses.dataclass(frozen=True)
class _Held:
    """A record that is told from others by its stamp alone."""

    stamp: str
    opened: Opened = dataclasses.field(compare=False)


def _lines(opened: Opened) -> list[tuple[str, Encounter]]:
    return _of(_Held(opened.stamp, opened))


def _line(one: Encounter) -> str:
    told = [one.type, one.status, words.when(one), text.where(one.place) or ""]
    for who in one.participants:
        told += [who.name, who.office or "", text.country_name(who.country) or ""]
    return " " + " ".join(normal(part) for part in told)


def _names(opened: Opened, wanted: Sequence[str]) -> Iterator[Suggestion]:
    """People of whom the words are the beginnings, most encounters first."""
    counts: dict[str, int] = {}
    for line, one in _lines(opened):
        if all(f" {word}" in line for word in wanted):
            for who in one.participants:
                name = f" {normal(who.name)}"
                if all(f" {word}" in name for word in wanted):
                    counts[who.name] = counts.get(who.name, 0) + 1
    for name in sorted(counts, key=lambda one: (-counts[one], one))[:3]:
        yield Suggestion(
            f"/?{urlencode({'who': name})}", words.label(name, 90), f"all {text.counted(counts[name], 'encounter')}"
        )


def _encounter(opened: Opened, one: Encounter) -> Suggestion:
    return Suggestion(
        f"/encounters/{opened.prefixes[one.id]}", words.title(one), f"{words.when(one)} · {one.type}, {one.status}"
    )
