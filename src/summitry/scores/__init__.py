"""The project's own scores of each stage on given gold. No prediction looks at a label: labels may be absent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from summitry.model.errors import InputError, RecordError, UsageError
from summitry.scores import blocks, coref, dates, lifecycle, stories, texts
from summitry.scores.measures import Figures, Row, Task, check_fields, row_id
from summitry.views.export import json_line

__all__ = ["TASKS", "Figures", "Row", "evaluate"]


def evaluate(
    what: str,
    file: str | Path,
    *,
    predictions: str | Path | None = None,
    evidence: str | Path | None = None,
    withhold: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Figures:
    """Scores the stage `what` on the gold rows of a file of JSON lines, and writes what it predicts to `predictions`.

    `evidence`: for lifecycle, a file of documents that tell what became of what the rows announce.
    `withhold`: for dating, hides `published` and `url`, and scores the dates found against the `published` hidden.
    Rows without labels are predicted and not scored. Raises UsageError on another stage, InputError on a file that
    cannot be read or a row that is not of the stage's form, RecordError where the predictions cannot be written.
    """
    if what not in TASKS:
        raise UsageError(f"expected one of {', '.join(TASKS)}, got {what!r}")
    task = TASKS[what]
    gold = list(_rows(Path(file)))
    for row in gold:
        check_fields(row, task.needs, f"{file}, {row_id(row)}")
    made = []
    shown = [{name: row[name] for name in row if name not in HIDDEN} for row in gold] if withhold else gold
    for one in _predicted(task, what, shown, evidence):
        made.append(one)
        if progress is not None:
            progress(row_id(one))
    if predictions is not None:
        _write(Path(predictions), made)
    return {"rows": len(gold), **task.score(gold, made)}


def _predicted(task: Task, what: str, rows: Sequence[Row], evidence: str | Path | None) -> Iterable[Row]:
    if task.predict_with is None:
        if evidence is not None:
            raise UsageError(f"expected no evidence for {what}, got {str(evidence)!r}: leave --evidence out")
        return task.predict(rows)
    return task.predict_with(rows, list(_rows(Path(evidence))) if evidence is not None else [])


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
            if not isinstance(row, dict):
                raise InputError(
                    "expected an object, got another value", f"{path}, line {number}", "see docs/evaluate.md"
                )
            yield row


def _write(path: Path, made: Iterable[Row]) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json_line(row) + "\n" for row in made)
    except OSError as error:
        raise RecordError(f"{path}: cannot be written ({error.strerror}); free space, or name another") from error


TASKS: Mapping[str, Task] = {
    "dating": dates.DATING,
    "timex": texts.TIMEX,
    "attribution": texts.ATTRIBUTION,
    "factuality": texts.FACTUALITY,
    "blocks": blocks.BLOCKS,
    "stories": stories.STORIES,
    "lifecycle": lifecycle.LIFECYCLE,
    "coref": coref.COREF,
}
