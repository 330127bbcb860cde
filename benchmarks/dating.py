#!/usr/bin/env python3
"""How well articles are dated by what they say, with their dates and addresses withheld.

    python3 tasks.py bench dating [FILE ...] [--together STORIES]

FILE: JSON lines of dated articles, `{id | page, title?, text, published | date}`; one that names a page in place of its
text has the pages in the folder `pages` beside it. Each article is read by itself, as `summitry evaluate dating
--withhold` reads it; the figures are of each file and of all together. STORIES: JSON lines with `story` as well; the
first article of each story by id keeps its date and address, those of the others are withheld, and `summitry build`
reads all into one record, whose export dates them. By default the bench's pages_dev, articles_dev and
allsides_stories.dev, the last of which also for the dating together.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
FILES = ("pages_dev.jsonl", "articles_dev.jsonl", "allsides_stories.dev.jsonl")
SUMMITRY = Path(sysconfig.get_path("scripts")) / "summitry"

Row = Mapping[str, Any]


def rows_of(path: Path) -> Iterator[Row]:
    """The dated articles of a file, as `{id, title, text, published, url, story}`."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = row.get("published") or row.get("date")
            if day is None:
                continue
            text = row["text"] if "text" in row else (path.parent / "pages" / row["page"]).read_text(encoding="utf-8")
            shown = {"id": row.get("id") or row["page"], "title": row.get("title"), "text": text}
            yield {**shown, "published": day[:10], "url": row.get("url"), "story": row.get("story")}


def alone(rows: Sequence[Row], folder: Path) -> list[Row]:
    """The date found of each article by itself, nothing but its title and text shown."""
    shown, found = folder / "shown.jsonl", folder / "found.jsonl"
    _write(shown, [{name: row[name] for name in ("id", "title", "text")} for row in rows])
    _run("evaluate", "dating", str(shown), "--predictions", str(found))
    return _read(found)


def together(rows: Sequence[Row], folder: Path) -> tuple[list[Row], list[Row]]:
    """The articles whose dates were withheld, and the dates that one record of all articles gives them."""
    first: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        first.setdefault(row["story"], row["id"])
    kept = set(first.values())
    names = {True: ("id", "title", "text", "published", "url"), False: ("id", "title", "text")}
    shown, record, out = folder / "shown.jsonl", folder / "record.db", folder / "out"
    _write(shown, [{name: row[name] for name in names[row["id"] in kept]} for row in rows])
    _run("build", str(shown), "--record", str(record))
    _run("export", "--record", str(record), "--format", "jsonl", "--no-text", str(out))
    dates = {row["article"]: row["published"] for row in _read(out / "articles.jsonl")}
    hidden = [row for row in rows if row["id"] not in kept]
    return hidden, [dates[row["id"]] for row in hidden]


def figures(rows: Sequence[Row], found: Sequence[Row]) -> str:
    """Shares of the articles whose true day lies inside the window, of which a day is claimed, and of these right; the
    median window in days; the share of all whose claimed day is the true one or next to it."""
    inside, widths, claimed = [], [], []
    for row, date in zip(rows, found, strict=True):
        start, end = date["window"]["start"], date["window"]["end"]
        inside.append((start or "") <= row["published"] <= (end or "9999"))
        widths.append(_day(end) - _day(start) + 1 if start and end else math.inf)
        if date["value"] and len(date["value"]) == len("2018-03-28"):
            claimed.append(abs(_day(date["value"]) - _day(row["published"])))
    right = sum(off == 0 for off in claimed) / len(claimed) if claimed else math.nan
    return (
        f"inside {sum(inside) / len(rows):.3f}  median_window {statistics.median(widths):g}  "
        f"day_claimed {len(claimed) / len(rows):.3f}  day_right {right:.3f}  "
        f"day_or_next {sum(off <= 1 for off in claimed) / len(rows):.3f}  articles {len(rows)}"
    )


def _day(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def _run(*words: str) -> None:
    done = subprocess.run([str(SUMMITRY), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"expected exit status 0 of summitry {words[0]}, got {done.returncode}: {done.stderr.strip()[-300:]}")


def _write(path: Path, rows: Sequence[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> int:
    """0, or 1 where there is nothing to read."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options.add_argument("--together", type=Path, metavar="STORIES")
    given = options.parse_args()
    files = given.files or ([] if given.together else [BENCH / name for name in FILES])
    stories = given.together or (None if given.files else BENCH / FILES[-1])
    missing = [path for path in (*files, *([stories] if stories else [])) if not path.is_file()]
    if missing:
        print(f"expected a file of JSON lines, found none at {missing[0].name}; name one", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole: tuple[list[Row], list[Row]] = ([], [])
        for path in files:
            rows = list(rows_of(path))
            found = alone(rows, folder)
            print(f"alone, {path.name:28} {figures(rows, found)}", flush=True)
            whole[0].extend(rows)
            whole[1].extend(found)
        if len(files) > 1:
            print(f"alone, {'all of them':28} {figures(*whole)}", flush=True)
        if stories is not None:
            print(f"together, {stories.name:25} {figures(*together(list(rows_of(stories)), folder))}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
