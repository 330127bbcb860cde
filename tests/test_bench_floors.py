"""The floors file, and what reads it. The floors themselves are measured by `python3 tasks.py floors`."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT.parent / "shared" / "bench"


def _module() -> ModuleType:
    found = importlib.util.spec_from_file_location("floors", ROOT / "benchmarks" / "floors.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["floors"] = module
    found.loader.exec_module(module)
    return module


floors = _module()
FLOORS = floors.read(floors.FLOORS)
ONE = floors.Floor("one", "", {"f1": 0.5}, {"wrong": 0}, {}, (), {}, ("holds   R01",))


def test_each_floor_has_gold_a_date_and_a_figure() -> None:
    assert FLOORS
    for floor in FLOORS:
        assert floor.gold, floor.name
        assert floor.floors or floor.ceilings, floor.name
        assert floor.set_on, floor.name


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.name)
def test_the_gold_is_what_set_the_floor(floor: object) -> None:
    if not BENCH.is_dir():
        pytest.skip("there is no bench beside the project")

    assert list(floors.changed_gold(floor, BENCH)) == []


def test_what_holds_is_not_told() -> None:
    printed = "complete_f1 0.1\nf1        0.500  [0.1, 0.9]\nwrong 0\nholds   R01 the visit\n"

    assert list(floors.shortfalls(ONE, printed)) == []


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("f1 0.499\nwrong 0\nholds   R01", "expected f1 at least 0.5, got 0.499"),
        ("f1 0.6\nwrong 1\nholds   R01", "expected wrong at most 0, got 1.0"),
        ("complete_f1 0.6\nwrong 0\nholds   R01", "expected a figure 'f1' in the output, got none"),
        ("f1 0.6\nwrong 0\nFAILS   R01", "expected the output to say 'holds   R01'"),
    ],
)
def test_what_fails_is_told(printed: str, told: str) -> None:
    assert [line for line in floors.shortfalls(ONE, printed) if told in line]


def test_other_gold_is_told(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n", encoding="utf-8")
    floor = dataclasses.replace(ONE, gold={"gold.jsonl": floors.digest(gold)})
    assert list(floors.changed_gold(floor, tmp_path)) == []

    gold.write_text("{ }\n", encoding="utf-8")

    assert "set the floor anew" in next(floors.changed_gold(floor, tmp_path))


def test_a_folder_is_hashed_by_its_files_and_their_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", encoding="utf-8")
    before = floors.digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")

    assert floors.digest(tmp_path) != before
