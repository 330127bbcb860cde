"""What every score is made of: a task, and the measures that several tasks share."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Figures = Mapping[str, float | int | None]
"""Figures by name; None where no row has what they measure."""


@dataclasses.dataclass(frozen=True)
class Task:
    """A stage that can be scored: what it predicts of a row, and the figures of all rows against their labels."""

    predict: Callable[[Row], Row]
    score: Callable[[Sequence[Row], Sequence[Row]], Figures]


def row_id(row: Row) -> str:
    return str(row.get("doc_id") or row.get("id"))


def f1(hits: float, found: float, true: float) -> float:
    return 2 * hits / (found + true) if found + true else 0.0


def median(days: Sequence[int | None]) -> float | None:
    """The median number of days, an open window being longer than any; None for none, or where the median is open."""
    middle = statistics.median(math.inf if one is None else one for one in days) if days else math.inf
    return middle if math.isfinite(middle) else None


def share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
