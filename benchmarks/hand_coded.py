#!/usr/bin/env python3
"""Sets a record of real documents beside the State Department's lists of trips, and counts what is right.

    python3 benchmarks/hand_coded.py BIN BENCH [--errors]

BIN: folder of the installed program; BENCH: the folder of gold data, with `status/wh_evidence_docs.jsonl` and
`articles_dev.jsonl`; beside it `facts`. Documents go in with their title as the headline that it is. An encounter is
comparable where it took place, in a known country, on a known day, and is of a trip in the lists (docs/compare.md);
absence from the lists is not counted. `right`: of the comparable ones, those with who, where and day all right.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

TABLES = ("us_travels_abroad.jsonl", "foreign_leader_visits_to_us.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=Path)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what differs")
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        pages = Path(folder) / "pages.jsonl"
        _write_pages(given.bench, pages)
        _run(given.bin, "build", pages, "--record", record)
        for table in TABLES:
            told = _run(given.bin, "compare", given.bench.parent / "facts" / table, "--record", record, "--json")
            *rows, last = (json.loads(line) for line in told.splitlines())
            counts.update(last["counts"])
            for row in rows if given.errors else ():
                for one in row["encounters"]:
                    if one["differs"]:
                        print(f"{row['row']['id']} {one['who']} {one['country']} {one['start']}: {one['differs']}")
    comparable = counts["encounters_comparable"]
    for name in ("encounters_right", "who_right", "where_right", "day_right"):
        print(f"{name.removeprefix('encounters_'):<12} {counts[name] / max(1, comparable):.3f}")
    print(f"comparable   {comparable}")


def _write_pages(bench: Path, pages: Path) -> None:
    with pages.open("w", encoding="utf-8") as file:
        for source in (bench / "status" / "wh_evidence_docs.jsonl", bench / "articles_dev.jsonl"):
            for line in source.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                page = {key: row.get(key) for key in ("url", "outlet", "published")}
                page |= {"id": row.get("id") or row["path"], "text": f"{row['title']}\n\n{row['text']}"}
                file.write(json.dumps(page) + "\n")


def _run(folder: Path, *words: str | Path) -> str:
    done = subprocess.run([folder / "summitry", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"expected exit status 0, got {done.returncode} from summitry {words[0]}: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
