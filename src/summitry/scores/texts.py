"""Scores of what `annotate` writes: time expressions, attribution, factuality."""

from __future__ import annotations

import collections
import functools
import statistics
from collections.abc import Iterable, Sequence

from summitry import pipeline
from summitry.scores.measures import Figures, Row, Task, f1, row_id, share
from summitry.views.notes import AnnotationRow, annotation_row

HAPPENED = 1.5
"""A factuality of this or more reads as "happened", of its negative or less as "did not" (the bands of the UW set)."""


def _predict_timexes(row: Row) -> Row:
    return {"doc_id": row_id(row), "timexes": _annotation(row["text"], row.get("dct"))["timexes"]}


def _score_timexes(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """TempEval-3's F1: of strict and of relaxed spans; of values: the relaxed one times the share of right values."""
    counts: collections.Counter[str] = collections.Counter()
    for row, one in zip(gold, made, strict=True):
        true, found = row.get("timexes") or [], one["timexes"]
        counts["true"] += len(true)
        counts["found"] += len(found)
        counts["strict"] += len({(x["start"], x["end"]) for x in true} & {(x["start"], x["end"]) for x in found})
        for timex in true:
            met = [x for x in found if x["start"] < timex["end"] and timex["start"] < x["end"]]
            counts["relaxed"] += bool(met)
            counts["value"] += bool(met) and met[0]["value"] == timex["value"]
    relaxed = f1(counts["relaxed"], counts["found"], counts["true"])
    right = counts["value"] / counts["relaxed"] if counts["relaxed"] else 0.0
    return {
        "strict_f1": f1(counts["strict"], counts["found"], counts["true"]),
        "relaxed_f1": relaxed,
        "value_f1": relaxed * right,
    }


def _predict_attributions(row: Row) -> Row:
    found = _annotation(row["text"], row.get("date"))["attributions"]
    return {"doc_id": row_id(row), "attributions": [one for one in found if one["parent"] is None]}


def _score_attributions(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """F1 of outermost attributions: contents share half of their letters or more, and the sources touch."""
    hits = content = true = found = 0
    for row, one in zip(gold, made, strict=True):
        left, right = row.get("attributions") or [], one["attributions"]
        true, found = true + len(left), found + len(right)
        pairs = [(_overlap(a["content"], b["content"]), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
        used_left, used_right = set(), set()
        for overlap, i, j in sorted(pairs, reverse=True):
            if overlap >= 1 / 2 and i not in used_left and j not in used_right:
                used_left.add(i)
                used_right.add(j)
                content += 1
                sources = _letters(left[i]["source"]), _letters(right[j]["source"])
                hits += bool(sources[0] & sources[1]) or not any(sources)
    return {"f1": f1(hits, found, true), "content_f1": f1(content, found, true)}


def _letters(ranges: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(position for start, end in ranges or () for position in range(start, end))


def _overlap(left: Iterable[Sequence[int]], right: Iterable[Sequence[int]]) -> float:
    mine, theirs = _letters(left), _letters(right)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _predict_factuality(row: Row) -> Row:
    words = row["text"].split(" ")
    start = sum(len(word) + 1 for word in words[: row["token_index"]])
    end = start + len(words[row["token_index"]])
    events = _annotation(row["text"], None)["events"]
    scores = [event["factuality"] for event in events if event["start"] < end and start < event["end"]]
    return {"id": row["id"], "score": scores[0] if scores else 0.0}


def _score_factuality(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """Mean absolute error and Pearson's r of scores from -3 to 3, and the share that falls in the right third."""
    pairs = [(row["score"], one["score"]) for row, one in zip(gold, made, strict=True) if row.get("score") is not None]
    true, found = [a for a, _ in pairs], [b for _, b in pairs]
    varied = len(set(true)) > 1 and len(set(found)) > 1
    return {
        "mae": statistics.fmean(abs(a - b) for a, b in pairs) if pairs else None,
        "r": statistics.correlation(true, found) if varied else None,
        "accuracy": share([_band(a) == _band(b) for a, b in pairs]),
    }


def _band(score: float) -> int:
    return (score >= HAPPENED) - (score <= -HAPPENED)


@functools.lru_cache(maxsize=8)
def _annotation(text: str, dct: str | None) -> AnnotationRow:
    """What `annotate` writes of a text; kept, since factuality rows repeat theirs."""
    return annotation_row(*pipeline.annotated({"id": "text", "text": text, "dct": dct}))


TIMEX = Task.of_each(_predict_timexes, _score_timexes, ("text",))
ATTRIBUTION = Task.of_each(_predict_attributions, _score_attributions, ("text",))
FACTUALITY = Task.of_each(_predict_factuality, _score_factuality, ("id", "text", "token_index"))
