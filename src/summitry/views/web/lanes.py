"""The timeline's data: few bytes an encounter, so that ten thousand of them travel and draw at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from summitry.lexicon.states import state
from summitry.model.claims import Encounter
from summitry.views import text
from summitry.views.queries import STATUSES, days_of
from summitry.views.web.asked import TYPES
from summitry.views.web.shelf import Opened
from summitry.views.web.words import label

_EPOCH = datetime.date(1970, 1, 1).toordinal()


class _Table:
    """Words by number, each once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._at: dict[str, int] = {}

    def at(self, word: str) -> int:
        if word not in self._at:
            self._at[word] = len(self.words)
            self.words.append(word)
        return self._at[word]


def timeline_data(opened: Opened, encounters: Iterable[Encounter]) -> Mapping[str, Any]:
    """The encounters as rows of numbers. `columns` names a row's cells; `from` and `to` are days since 1970-01-01,
    null where that side is open; `soft` is 1 where they bound a window or a month rather than being the days; `parent`
    is the row of the whole, or -1; `who`, `states` and `place` are numbers of `names`, `codes` and `places`; `history`
    holds pairs of a day of `days` (-1: undated) and a status."""
    shown = list(encounters)
    names, codes, places = _Table(), _Table(), _Table()
    row_of = {one.id: row for row, one in enumerate(shown)}
    day_of = {day: at for at, day in enumerate(opened.days)}
    prefixes = opened.prefixes
    rows: list[list[Any]] = []
    for one in shown:
        window = days_of(one)
        start = _number(window.start) if window else None
        end = _number(window.end) if window else None
        sides = list(dict.fromkeys(who.country for who in one.participants if who.country and ":" not in who.country))
        rows.append(
            [
                prefixes[one.id],
                TYPES.index(one.type),
                STATUSES.index(one.status),
                start,
                end,
                int(one.start is None or len(one.start) < 10),
                row_of.get(one.parent or "", -1),
                [names.at(label(who.name, 80)) for who in one.participants],
                [codes.at(code) for code in sides],
                places.at(label(text.where(one.place) or "", 120)) if one.place else -1,
                int(one.overdue),
                one.n_articles,
                [[day_of.get(step.record_time or "", -1), STATUSES.index(step.status)] for step in one.status_history],
            ]
        )
    return {
        "columns": ["id", "type", "status", "from", "to", "soft", "parent", "who", "states", "place", "overdue",
                    "articles", "history"],
        "types": TYPES, "statuses": STATUSES, "names": names.words, "codes": codes.words,
        "states": [_state_name(code) for code in codes.words], "places": places.words,
        "days": opened.days, "clock": opened.record.clock, "as_of": opened.record.as_of, "rows": rows,
    }  # fmt: skip


def _number(day: str | None) -> int | None:
    return None if day is None else datetime.date.fromisoformat(day).toordinal() - _EPOCH


def _state_name(code: str) -> str:
    try:
        return state(code).name
    except KeyError:
        return label(code, 40)
