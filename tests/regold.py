"""The record of the sample pages, as golden files that a test compares byte for byte.

    python tests/regold.py     writes tests/data/examples/{encounters,accounts}.jsonl again, from examples/

Run it when a change of the rules is meant to change the record, read the difference, and commit it with its reason.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import summitry

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "examples"
GOLDEN = ROOT / "tests" / "data" / "examples"
KEPT = ("encounters.jsonl", "accounts.jsonl")


def made(folder: Path) -> Path:
    """Builds a record from the sample pages in `folder` and gives the folder of its export."""
    built = summitry.build([PAGES], folder / "examples.db")
    if built.errors:
        raise SystemExit(f"expected every page of {PAGES} to be read, got: {'; '.join(map(str, built.errors))}")
    exported = folder / "export"
    summitry.export(summitry.open_record(folder / "examples.db"), exported)
    return exported


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        exported = made(Path(folder))
        for name in KEPT:
            (GOLDEN / name).write_bytes((exported / name).read_bytes())


if __name__ == "__main__":
    main()
