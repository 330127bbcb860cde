#!/usr/bin/env python3
"""Scores what a record of real pages finally says of each encounter against what happened.

    python3 benchmarks/encounters.py BIN BENCH [--errors]

BIN: folder of the installed program; BENCH: the folder of gold data, with `pages_dev.jsonl`, `pages`,
`encounters_dev.jsonl` and `score_pages.py`, whose matching of people, places and days is used; beside it `seeds`.
Pages and seeds are built into one record. Of each gold encounter of whose outcome a page tells, the record's encounter
is the one that most of the accounts on the gold's pages belong to that match it. `found`: shares of the gold that have
one; `final_status`: with the right outcome, of those found; `final_status_of_all`: of all.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

Row = Mapping[str, Any]

OUTCOMES = {
    "happened": frozenset({"confirmed", "reported"}),
    "cancelled": frozenset({"cancelled", "postponed"}),
    "did_not_happen": frozenset({"denied", "declined", "lapsed", "cancelled"}),
}
"""The statuses that say each outcome. The gold counts what was put off and never held as cancelled."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=Path)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what is missed or has another outcome")
    given = parser.parse_args()
    gold = [one for one in _rows(given.bench / "encounters_dev.jsonl") if _is_told(one)]
    with tempfile.TemporaryDirectory() as folder:
        exported = _export(given.bin, given.bench, Path(folder))
        encounters = {one["encounter"]: one for one in _rows(exported / "encounters.jsonl")}
        accounts = collections.defaultdict(list)
        for account in _rows(exported / "accounts.jsonl"):
            accounts[account["article"]].append(account)
    scorer = _scorer(given.bench / "score_pages.py")
    found = right = 0
    for one in gold:
        name = _match(scorer, one, accounts)
        status = encounters[name]["status"] if name is not None else None
        good = status in OUTCOMES[one["final_status"]]
        found, right = found + (name is not None), right + good
        if given.errors and not good:
            print(f"{one['id']}: expected {one['final_status']}, got {status or 'no encounter'}")
    print(f"found                {found / len(gold):.3f}")
    print(f"final_status         {right / max(1, found):.3f}")
    print(f"final_status_of_all  {right / len(gold):.3f}")
    print(f"encounters           {len(gold)}")


def _rows(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _is_told(one: Row) -> bool:
    """Whether a page tells of the outcome: as of what is past or under way, or called off, refused, denied."""
    wanted = OUTCOMES[one["final_status"]]
    return any(told["status"] in wanted for told in one["status_by_page"])


def _export(folder_of_program: Path, bench: Path, folder: Path) -> Path:
    """The export of a record of all pages, each with its outlet, day and address, and of the seeds."""
    with (folder / "pages.jsonl").open("w", encoding="utf-8") as file:
        for page in _rows(bench / "pages_dev.jsonl"):
            text = (bench / "pages" / page["page"]).read_text(encoding="utf-8")
            row = {"id": page["page"], "text": text, **{k: page.get(k) for k in ("outlet", "published", "url")}}
            file.write(json.dumps(row) + "\n")
    record, exported = folder / "record.db", folder / "export"
    seeds = sorted((bench.parent / "seeds").glob("*.txt"))
    commands: list[list[str | Path]] = [
        ["build", folder / "pages.jsonl", *seeds, "--record", record],
        ["export", exported, "--record", record, "--format", "jsonl"],
    ]
    for words in commands:
        done = subprocess.run([folder_of_program / "summitry", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"expected exit status 0, got {done.returncode} from summitry {words[0]}: {done.stderr}")
    return exported


def _scorer(path: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location("score_pages", path)
    if found is None or found.loader is None:
        sys.exit(f"expected a scorer at {path}")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _match(scorer: ModuleType, one: Row, accounts: Mapping[str, Sequence[Row]]) -> str | None:
    """The record's encounter to which the best matching account of most of the gold's pages belongs."""
    wanted = {**one, "participants": [{"name": name} for name in one["participants"]]}
    votes: collections.Counter[str] = collections.Counter()
    for told in one["status_by_page"]:
        page = told.get("page") or told.get("seed")
        here = [a for name in accounts if name == page or name.endswith(f"/{page}") for a in accounts[name]]
        best = max(((w, a["encounter"]) for a in here if (w := _weight(scorer, wanted, a)) > 0), default=None)
        if best is not None:
            votes[best[1]] += 1
    return max(sorted(votes), key=lambda name: votes[name]) if votes else None


def _weight(scorer: ModuleType, one: Row, account: Row) -> float:
    """How well an account matches: people, then place and days where both give them; 0 where one of them speaks
    against it."""
    if (one["type"] == "call") != (account["type"] == "call"):
        return 0.0
    shared = float(scorer.overlap(scorer.people(one), scorer.people(account)))
    countries = scorer.place_country(one), scorer.place_country(account)
    if shared < 0.5 or (all(countries) and countries[0] != countries[1]) or not scorer.dates_touch(one, account):
        return 0.0
    dated = one["start"] is not None and account["start"] is not None
    return shared + 0.3 * all(countries) + 0.5 * dated


if __name__ == "__main__":
    main()
