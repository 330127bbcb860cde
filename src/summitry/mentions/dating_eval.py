"""How well articles are dated: predictions as plain rows, and the figures of predictions against the true days."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summitry.model.notes import ArticleDate
from summitry.model.windows import Window

OPEN_DAYS = 99_999
"""Length that an open window counts as."""


@dataclasses.dataclass(frozen=True)
class DatingFigures:
    """Figures over `n` articles whose true day is known.

    `inside`: share whose day lies in the window; `median_days`: median length of the windows, 99,999 for open ones;
    `claimed`: share for which a day is claimed; `right`: share of those claims that name the true day; `near`: share of
    all articles dated to the true day or the next to it. Shares are 0 where there is nothing to count.
    """

    n: int
    inside: float
    median_days: float
    claimed: float
    right: float
    near: float

    def lines(self) -> tuple[str, ...]:
        """The figures as a person reads them."""
        return (
            f"articles {self.n}",
            f"true day inside the window {100 * self.inside:.1f}",
            f"median window in days {self.median_days:.0f}",
            f"day claimed {100 * self.claimed:.1f}",
            f"claimed day right {100 * self.right:.1f}",
            f"right day or the next {100 * self.near:.1f}",
        )


def prediction(identity: str, date: ArticleDate) -> dict[str, Any]:
    """A row {id, value, window: {start, end}, basis}."""
    window = {"start": date.window.start, "end": date.window.end}
    return {"id": identity, "value": date.value, "window": window, "basis": date.basis}


def dating_figures(rows: Iterable[Mapping[str, Any]], truth: Mapping[str, str]) -> DatingFigures:
    """The figures of prediction rows against the true days by id (ISO days or longer); other rows are left out."""
    pairs = [(row, truth[str(row["id"])][:10]) for row in rows if len(truth.get(str(row["id"]), "")) >= 10]
    windows = [Window(row["window"]["start"], row["window"]["end"]) for row, _ in pairs]
    days = [day for _, day in pairs]
    claims = [(str(row["value"]), day) for row, day in pairs if len(row["value"] or "") == 10]
    near = sum(_near(value, day) for value, day in claims)
    return DatingFigures(
        n=len(pairs),
        inside=_share(sum(w.meets(Window(day, day)) for w, day in zip(windows, days, strict=True)), len(pairs)),
        median_days=_median([w.days or OPEN_DAYS for w in windows]),
        claimed=_share(len(claims), len(pairs)),
        right=_share(sum(value == day for value, day in claims), len(claims)),
        near=_share(near, len(pairs)),
    )


def _near(value: str, day: str) -> bool:
    return Window(value, value).widen(1, 1).meets(Window(day, day))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _median(lengths: Sequence[int]) -> float:
    return float(statistics.median(lengths)) if lengths else 0.0
