"""Scores of a stage on given gold: what they count, and that no prediction looks at a label."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from summitry import scores
from summitry.model.errors import InputError, UsageError

TEXT = "On 16 March 2023 the Czech president met his Polish host, the agency said."


def rows(folder: Path, *found: Mapping[str, object]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    return path


def timex(start: int, end: int, value: str) -> scores.Row:
    return {"start": start, "end": end, "type": "DATE", "value": value}


def test_time_expressions_count_spans_and_values() -> None:
    gold = [{"timexes": [timex(0, 5, "2023"), timex(10, 15, "2024"), timex(20, 25, "2025")]}]
    made = [{"timexes": [timex(0, 5, "2023"), timex(11, 15, "2030")]}]

    figures = scores.TASKS["timex"].score(gold, made)

    assert figures["strict_f1"] == pytest.approx(2 / 5)
    assert figures["relaxed_f1"] == pytest.approx(4 / 5)
    assert figures["value_f1"] == pytest.approx(2 / 5)


def test_attributions_match_by_content_one_to_one() -> None:
    gold = [{"attributions": [{"source": [[0, 3]], "cue": [], "content": [[10, 20]]}]}]
    near = {"source": [[1, 4]], "cue": [], "content": [[10, 16]]}
    far = {"source": [[1, 4]], "cue": [], "content": [[10, 14]]}

    score = scores.TASKS["attribution"].score
    assert score(gold, [{"attributions": [near]}])["f1"] == 1
    assert score(gold, [{"attributions": [far]}])["f1"] == 0
    assert score(gold, [{"attributions": [near, near]}])["f1"] == pytest.approx(2 / 3)
    assert score(gold, [{"attributions": [{**near, "source": [[5, 9]]}]}])["f1"] == 0


def test_dates_count_windows_and_days() -> None:
    gold: list[scores.Row] = [{"published": "2023-03-16"}, {"published": "2023-03-16"}, {"published": None}]
    made: list[scores.Row] = [
        {"value": "2023-03-16", "window": {"start": "2023-03-16", "end": "2023-03-16"}},
        {"value": None, "window": {"start": "2024-01-01", "end": None}},
        {"value": None, "window": {"start": None, "end": None}},
    ]

    figures = scores.TASKS["dating"].score(gold, made)

    assert figures == {
        "dated": 2,
        "inside": 0.5,
        "median_window_days": None,
        "day_claimed": 0.5,
        "day_right": 1,
    }


def test_blocks_count_runs_of_words() -> None:
    score = scores.TASKS["blocks"].score

    assert score([{"body": "a b c d e"}], [{"body": "a b c d e"}])["f1"] == 1
    assert score([{"body": "a b c d e"}], [{"body": "a b c d x"}])["f1"] == 0.5
    assert score([{"body": "a b c d e"}], [{"body": ""}])["f1"] == 0


def test_factuality_counts_error_and_thirds() -> None:
    figures = scores.TASKS["factuality"].score(
        [{"score": 3.0}, {"score": -3.0}, {"score": 0.0}], [{"score": 2.0}, {"score": -3.0}, {"score": 3.0}]
    )

    assert figures["mae"] == pytest.approx(4 / 3)
    assert figures["accuracy"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("what", ["dating", "timex", "attribution", "blocks"])
def test_no_prediction_looks_at_a_label(what: str, tmp_path: Path) -> None:
    labels = {"timexes": [timex(3, 16, "1999-01-01")], "attributions": [], "body": "other words than these"}
    row = {"id": "a", "doc_id": "a", "text": TEXT, "published": "2023-03-17"}
    with_labels, without = tmp_path / "with.jsonl", tmp_path / "without.jsonl"

    scores.evaluate(what, rows(tmp_path, {**row, **labels}), predictions=with_labels)
    scores.evaluate(what, rows(tmp_path, row), predictions=without)

    assert with_labels.read_bytes() == without.read_bytes()
    assert json.loads(without.read_text(encoding="utf-8"))


def test_what_is_withheld_is_not_seen(tmp_path: Path) -> None:
    gold = rows(tmp_path, {"id": "a", "text": "Nothing here tells of a day.", "published": "2023-03-17"})
    out = tmp_path / "out.jsonl"

    given = scores.evaluate("dating", gold, predictions=out)
    assert json.loads(out.read_text(encoding="utf-8"))["basis"] == "given"
    assert given["day_right"] == 1

    withheld = scores.evaluate("dating", gold, predictions=out, withhold=True)
    assert json.loads(out.read_text(encoding="utf-8"))["value"] is None
    assert withheld["day_claimed"] == 0


def test_what_cannot_be_scored(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="expected one of dating"):
        scores.evaluate("taste", tmp_path)
    (tmp_path / "bad.jsonl").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1: not JSON"):
        scores.evaluate("dating", tmp_path / "bad.jsonl")


@pytest.mark.parametrize(
    ("what", "row", "told"),
    [
        ("factuality", {"id": "a", "text": "They met."}, "expected id, text, token_index, got none for token_index"),
        ("stories", {"text": "They met."}, "got none for id"),
        ("coref", {"doc_id": "d", "text": "They met.", "events": [{"id": "e", "start": 5}]}, "got none for end"),
        ("lifecycle", {"doc_id": "d", "text": "They will meet."}, "got none for legs"),
    ],
)
def test_a_row_that_lacks_a_field_is_told(what: str, row: scores.Row, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told):
        scores.evaluate(what, rows(tmp_path, row))


def test_a_row_that_is_no_object_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("[1]\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        scores.evaluate("stories", tmp_path / "bad.jsonl")
