"""The dossier: one file that needs nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import summitry
from summitry import Filter, UsageError
from summitry.cli import run
from web_records import SCRIPT, hostile, small


def test_a_dossier_asks_no_host_for_anything(tmp_path: Path) -> None:
    record = summitry.open_record(small(tmp_path))

    made = summitry.dossier(record)

    assert "default-src 'none'" in made
    assert not re.findall(r'(?:src|href)="(?!#)', made)
    assert "<script" not in made
    assert made == summitry.dossier(record)
    assert "Anna Novak" in made
    assert "visited Bern" in made


def test_some_encounters_or_those_that_pass(tmp_path: Path) -> None:
    record = summitry.open_record(small(tmp_path))
    one = record.encounters[-1]

    assert summitry.dossier(record, [one.id[:8]]) == summitry.dossier(record, chosen=Filter(since="2031"))
    with pytest.raises(UsageError, match="1 to 500"):
        summitry.dossier(record, chosen=Filter(since="2099"))
    with pytest.raises(UsageError, match="none does"):
        summitry.dossier(record, ["ffffff"])


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    made = summitry.dossier(summitry.open_record(hostile(tmp_path)))

    assert SCRIPT not in made
    assert "\u202e" not in made
    assert "javascript:" not in made


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "d.html"

    assert run(["dossier", "--record", str(small(tmp_path)), "--out", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
