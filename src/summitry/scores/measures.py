"""What every score is made of: a task, and the measures that several tasks share."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from summitry.model.errors import InputError

Row = Mapping[str, Any]
Figures = Mapping[str, float | int | None]
"""Figures by name; None where no row has what they measure."""


@dataclasses.dataclass(frozen=True)
class Task:
    """A stage that can be scored: what it predicts of all rows, and the figures of the rows against their labels.

    `needs`: the fields that a row must have to be predicted.
    """

    predict: Callable[[Sequence[Row]], Iterable[Row]]
    score: Callable[[Sequence[Row], Sequence[Row]], Figures]
    needs: tuple[str, ...] = ()
    predict_with: Callable[[Sequence[Row], Sequence[Row]], Iterable[Row]] | None = None
    """Where a second file of rows may be read beside the first ("evidence")."""

    @staticmethod
    def of_each(
        predict: Callable[[Row], Row],
        score: Callable[[Sequence[Row], Sequence[Row]], Figures],
        needs: tuple[str, ...],
    ) -> Task:
        """The task that predicts each row by itself."""

        def predict_all(rows: Sequence[Row]) -> Iterator[Row]:
            return (predict(row) for row in rows)

        return Task(predict_all, score, needs)


def check_fields(row: Row, needs: Sequence[str], where: str) -> None:
    """Raises InputError where a row lacks a field that it needs."""
    missing = [name for name in needs if row.get(name) is None]
    if missing:
        raise InputError(
            f"expected {', '.join(needs)}, got none for {', '.join(missing)}", where, "see docs/evaluate.md"
        )


def row_id(row: Row) -> str:
    """What a row is called by."""
    return str(row.get("doc_id") or row.get("id") or row.get("path"))


def f1(hits: float, found: float, true: float) -> float:
    return 2 * hits / (found + true) if found + true else 0.0


def median(days: Sequence[int | None]) -> float | None:
    """The median number of days, an open window being longer than any; None for none, or where the median is open."""
    middle = statistics.median(math.inf if one is None else one for one in days) if days else math.inf
    return middle if math.isfinite(middle) else None


def share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
