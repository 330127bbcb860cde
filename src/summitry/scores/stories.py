"""Scores of articles grouped into stories: rows {id, date, title, text, story?, intl?}."""

from __future__ import annotations

import collections
from collections.abc import Hashable, Iterator, Sequence

from summitry.record.stories import Telling, stories
from summitry.scores.measures import Figures, Row, Task, f1


def _predict_stories(rows: Sequence[Row]) -> Iterator[Row]:
    """The story of each row, by all rows together; a missing title, text or date is as good as an empty one."""
    tellings = [Telling(str(row["id"]), row.get("date"), row.get("title") or "", row.get("text") or "") for row in rows]
    found = stories(tellings)
    return ({"id": row["id"], "cluster": found[str(row["id"])]} for row in rows)


def _score_stories(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """F1 over pairs of articles in one story, of the rows with `story`, and of those of them with `intl`."""
    labelled = [(row, one) for row, one in zip(gold, made, strict=True) if row.get("story") is not None]
    pairs = [(row["story"], one["cluster"]) for row, one in labelled]
    abroad = [(row["story"], one["cluster"]) for row, one in labelled if row.get("intl")]
    return {"labelled": len(pairs), "pair_f1": pair_f1(pairs), "international_pair_f1": pair_f1(abroad)}


def pair_f1(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """F1 of pairs of items put together, from (true, found) group of each item; None where no group has two items."""
    both, true, found = (
        sum(count * (count - 1) // 2 for count in collections.Counter(groups).values())
        for groups in (pairs, [a for a, _ in pairs], [b for _, b in pairs])
    )
    return f1(both, found, true) if found + true else None


STORIES = Task(_predict_stories, _score_stories, ("id",))
