"""Scores of blocks: rows {id, text or html, body}."""

from __future__ import annotations

import collections
import re
import statistics
from collections.abc import Sequence

from summitry import pages
from summitry.scores.measures import Figures, Row, Task, f1, row_id


def _predict_blocks(row: Row) -> Row:
    article = pages.article_of_row({name: row.get(name) for name in ("id", "text", "html", "url")}, row_id(row))
    told = "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind in ("body", "dateline"))
    return {"id": row["id"], "body": told}


def _score_blocks(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """Mean over pages of the F1 over runs of four words."""
    scored = []
    for row, one in zip(gold, made, strict=True):
        if row.get("body") is not None:
            true, found = _runs(row["body"]), _runs(one["body"])
            scored.append(f1((true & found).total(), found.total(), true.total()))
    return {"f1": statistics.fmean(scored) if scored else None}


def _runs(text: str, length: int = 4) -> collections.Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return collections.Counter(tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1)) if words)


BLOCKS = Task.of_each(_predict_blocks, _score_blocks, ("id",))
