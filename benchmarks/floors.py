#!/usr/bin/env python3
"""Measures the accuracy floors of tests/floors.toml; fails below any of them, or where the gold is not what set it.

    python3 benchmarks/floors.py [NAME ...]      NAME: tables of tests/floors.toml; none: all of them

A command may say {python}, {bin} (folder of the installed program), {bench} (the folder of gold data) and {out}
(an export of a record built from the table's `build` inputs). A figure is the first number after its name in what
the command prints, or the first group of the table's `patterns` entry for it; `says` are words that it must print.
Where the bench is not there, nothing is measured, and that is said.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "tests" / "floors.toml"
BENCH = ROOT.parent / "shared" / "bench"
BIN = Path(sysconfig.get_path("scripts"))


@dataclasses.dataclass(frozen=True)
class Floor:
    """One table of tests/floors.toml.

    `floors`: figures that may not fall below; `ceilings`: that may not rise above; `gold`: SHA-256 of each file of the
    bench that the figures rest on; `build`: inputs of the record, if any; `set_on`: the day they were measured.
    """

    name: str
    command: str
    floors: Mapping[str, float]
    ceilings: Mapping[str, float]
    gold: Mapping[str, str]
    build: tuple[str, ...]
    patterns: Mapping[str, str]
    says: tuple[str, ...]
    set_on: str = ""


def read(path: Path) -> tuple[Floor, ...]:
    """The tables of a floors file, in its order."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Floor(
            name=name,
            command=table["command"],
            floors=table.get("floors", {}),
            ceilings=table.get("ceilings", {}),
            gold=table.get("gold", {}),
            build=tuple(table.get("build", ())),
            patterns=table.get("patterns", {}),
            says=tuple(table.get("says", ())),
            set_on=str(table.get("set_on", "")),
        )
        for name, table in tables.items()
    )


def figure(printed: str, name: str, pattern: str | None = None) -> float | None:
    """The number that `printed` gives for a figure, or None where it gives none."""
    found = re.search(pattern or rf"(?<![\w-]){re.escape(name)}(?![\w-])\D*?(-?\d*\.?\d+)", printed)
    return float(found.group(1)) if found else None


def shortfalls(floor: Floor, printed: str) -> Iterator[str]:
    """One line for each thing not said, and each figure that is missing, below its floor or above its ceiling."""
    for words in floor.says:
        if words not in printed:
            yield f"{floor.name}: expected the output to say {words!r}; run the command by hand"
    for bounds, is_floor in ((floor.floors, True), (floor.ceilings, False)):
        for name, bound in bounds.items():
            got = figure(printed, name, floor.patterns.get(name))
            if got is None:
                yield f"{floor.name}: expected a figure {name!r} in the output, got none; run the command by hand"
            elif (got < bound) if is_floor else (got > bound):
                yield f"{floor.name}: expected {name} {'at least' if is_floor else 'at most'} {bound}, got {got}"


def changed_gold(floor: Floor, bench: Path) -> Iterator[str]:
    """One line for each gold file that is not the one that set the figures."""
    for name, expected in floor.gold.items():
        got = digest(bench / name)
        if got != expected:
            yield f"{floor.name}: expected gold {name} with SHA-256 {expected}, got {got}; set the floor anew"


def digest(path: Path) -> str:
    """SHA-256 of a file, or of a folder's files with their names."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    total = hashlib.sha256()
    for file in sorted(f for f in path.rglob("*") if f.is_file()):
        total.update(f"{file.relative_to(path).as_posix()}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def measure(floor: Floor, bench: Path) -> str:
    """What the floor's command prints."""
    with tempfile.TemporaryDirectory() as folder:
        names: dict[str, Any] = {"python": sys.executable, "bin": BIN, "bench": bench, "out": Path(folder) / "out"}
        if floor.build:
            record = str(Path(folder) / "record.db")
            inputs = [source.format(**names) for source in floor.build]
            _run([str(BIN / "summitry"), "build", *inputs, "--record", record])
            _run([str(BIN / "summitry"), "export", "--record", record, "--format", "jsonl", str(names["out"])])
        return _run([word.format(**names) for word in floor.command.split()])


def _run(words: list[str]) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout + done.stderr


def main(names: list[str]) -> int:
    """0 where every floor holds, else 1."""
    if not BENCH.is_dir():
        print(f"floors: skipped, there is no bench at {BENCH.relative_to(ROOT.parent)} beside the project")
        return 0
    failed = []
    for floor in read(FLOORS):
        if names and floor.name not in names:
            continue
        lines = list(changed_gold(floor, BENCH))
        printed = measure(floor, BENCH)
        lines += shortfalls(floor, printed)
        print(f"{'FAILS' if lines else 'holds'}  {floor.name}: {_told(floor, printed)}", flush=True)
        failed += lines
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


def _told(floor: Floor, printed: str) -> str:
    bounds = [(name, f">= {bound}") for name, bound in floor.floors.items()]
    bounds += [(name, f"<= {bound}") for name, bound in floor.ceilings.items()]
    return ", ".join(f"{name} {figure(printed, name, floor.patterns.get(name))} ({told})" for name, told in bounds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
