"""The project's own scores of each stage on given gold. No prediction looks at a label: labels may be absent."""

from __future__ import annotations

import collections
import dataclasses
import functools
import json
import math
import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summitry import pages, pipeline
from summitry.mentions import dating
from summitry.model.errors import InputError, RecordError, UsageError
from summitry.model.notes import ArticleDate
from summitry.model.windows import Window
from summitry.views.export import json_line
from summitry.views.notes import AnnotationRow, annotation_row
from summitry.views.rows import window_row

Row = Mapping[str, Any]
Figures = Mapping[str, float | int | None]
"""Figures by name; None where no row has what they measure."""
Span = tuple[int, int]

HAPPENED = 1.5
"""A factuality of this or more reads as "happened", of its negative or less as "did not" (the bands of the UW set)."""


@dataclasses.dataclass(frozen=True)
class Task:
    """A stage that can be scored: what it predicts of a row, and the figures of all rows against their labels."""

    predict: Callable[[Row], Row]
    score: Callable[[Sequence[Row], Sequence[Row]], Figures]


def evaluate(
    what: str,
    file: str | Path,
    *,
    predictions: str | Path | None = None,
    withhold: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Figures:
    """Scores the stage `what` on the gold rows of a file of JSON lines, and writes what it predicts to `predictions`.

    `withhold`: for dating, hides `published` and `url`, and scores the dates found against the `published` hidden.
    Rows without labels are predicted and not scored. Raises UsageError on another stage, InputError on a file that
    cannot be read or a row that is not of the stage's form, RecordError where the predictions cannot be written.
    """
    if what not in TASKS:
        raise UsageError(f"expected one of {', '.join(TASKS)}, got {what!r}")
    task = TASKS[what]
    gold = list(_rows(Path(file)))
    made = []
    for row in gold:
        shown = {name: value for name, value in row.items() if name not in HIDDEN} if withhold else row
        made.append(task.predict(shown))
        if progress is not None:
            progress(_id(row))
    if predictions is not None:
        _write(Path(predictions), made)
    return {"rows": len(gold), **task.score(gold, made)}


HIDDEN = frozenset({"published", "url"})


def _rows(path: Path) -> Iterator[Row]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", str(path), "check the path") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else None
        except ValueError as error:
            raise InputError(f"not JSON ({error})", f"{path}, line {number}", "write one object a line") from error
        if row is not None:
            yield row


def _write(path: Path, made: Iterable[Row]) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json_line(row) + "\n" for row in made)
    except OSError as error:
        raise RecordError(f"{path}: cannot be written ({error.strerror}); free space, or name another") from error


def _id(row: Row) -> str:
    return str(row.get("doc_id") or row.get("id"))


# Dating: {id, title, text, published?, url?}


def _predict_date(row: Row) -> Row:
    given = {name: row.get(name) for name in ("id", "title", "text", "published", "url")}
    article = pages.article_of_row(given, _id(row))
    date = next(n for n in pipeline.notes_of(article, pipeline.needed(dating.FINDER)) if isinstance(n, ArticleDate))
    return {"id": row["id"], "value": date.value, "window": window_row(date.window), "basis": date.basis}


def _score_dates(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """Shares of the articles with `published`: true day inside the window; a day claimed, and of those, right."""
    pairs = [(str(row["published"])[:10], one) for row, one in zip(gold, made, strict=True) if row.get("published")]
    windows = [Window(one["window"]["start"], one["window"]["end"]) for _, one in pairs]
    inside = [window.holds(Window.of(day)) for (day, _), window in zip(pairs, windows, strict=True)]
    claimed = [(day, one["value"]) for day, one in pairs if one["value"] and len(one["value"]) == len("2018-03-28")]
    return {
        "dated": len(pairs),
        "inside": _share(inside),
        "median_window_days": _median([w.days for w in windows]),
        "day_claimed": len(claimed) / len(pairs) if pairs else None,
        "day_right": _share([day == value for day, value in claimed]),
    }


# Time expressions, attribution, factuality: what `annotate` writes


def _predict_timexes(row: Row) -> Row:
    return {"doc_id": _id(row), "timexes": _annotation(row["text"], row.get("dct"))["timexes"]}


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
    relaxed = _f1(counts["relaxed"], counts["found"], counts["true"])
    right = counts["value"] / counts["relaxed"] if counts["relaxed"] else 0.0
    return {
        "strict_f1": _f1(counts["strict"], counts["found"], counts["true"]),
        "relaxed_f1": relaxed,
        "value_f1": relaxed * right,
    }


def _predict_attributions(row: Row) -> Row:
    found = _annotation(row["text"], row.get("date"))["attributions"]
    return {"doc_id": _id(row), "attributions": [one for one in found if one["parent"] is None]}


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
    return {"f1": _f1(hits, found, true), "content_f1": _f1(content, found, true)}


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
        "accuracy": _share([_band(a) == _band(b) for a, b in pairs]),
    }


def _band(score: float) -> int:
    return (score >= HAPPENED) - (score <= -HAPPENED)


@functools.lru_cache(maxsize=8)
def _annotation(text: str, dct: str | None) -> AnnotationRow:
    """What `annotate` writes of a text; kept, since factuality rows repeat theirs."""
    return annotation_row(*pipeline.annotated({"id": "text", "text": text, "dct": dct}))


# Blocks: {id, text | html, body}


def _predict_blocks(row: Row) -> Row:
    article = pages.article_of_row({name: row.get(name) for name in ("id", "text", "html", "url")}, _id(row))
    told = "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind in ("body", "dateline"))
    return {"id": row["id"], "body": told}


def _score_blocks(gold: Sequence[Row], made: Sequence[Row]) -> Figures:
    """Mean over pages of the F1 over runs of four words."""
    scored = []
    for row, one in zip(gold, made, strict=True):
        if row.get("body") is not None:
            true, found = _runs(row["body"]), _runs(one["body"])
            scored.append(_f1((true & found).total(), found.total(), true.total()))
    return {"f1": statistics.fmean(scored) if scored else None}


def _runs(text: str, length: int = 4) -> collections.Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return collections.Counter(tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1)) if words)


def _f1(hits: float, found: float, true: float) -> float:
    return 2 * hits / (found + true) if found + true else 0.0


def _median(days: Sequence[int | None]) -> float | None:
    """The median number of days, an open window being longer than any; None for none, or where the median is open."""
    middle = statistics.median(math.inf if one is None else one for one in days) if days else math.inf
    return middle if math.isfinite(middle) else None


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


TASKS: Mapping[str, Task] = {
    "dating": Task(_predict_date, _score_dates),
    "timex": Task(_predict_timexes, _score_timexes),
    "attribution": Task(_predict_attributions, _score_attributions),
    "factuality": Task(_predict_factuality, _score_factuality),
    "blocks": Task(_predict_blocks, _score_blocks),
}
