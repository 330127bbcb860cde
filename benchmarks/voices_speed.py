#!/usr/bin/env python3
"""Words a second that attribution and factuality read together on one core, after the parse.

    python3 benchmarks/voices_speed.py [FILE.jsonl] [--least WORDS]

FILE: JSON lines with `text` (by default the bench's articles_dev.jsonl). Every sentence is parsed first and every note
that the two read is made; then the clock runs over the attributions of every article and the reading of every event
word in it. Prints the median of five runs. Exit status 1 where it is below --least.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from summitry import pages, pipeline
from summitry.encounters import events
from summitry.mentions import attribution
from summitry.model.finder import Finder, Seen, run_all
from summitry.model.notes import Note

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "articles_dev.jsonl"
BEFORE = tuple(f for f in pipeline.ANNOTATORS if f.name not in (attribution.NAME, events.NAME, "triggers"))
RUNS = 5


def unchecked(_: Finder, __: Note) -> None:
    """The contract is not what is measured."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--least", type=float, help="words a second that must be reached")
    options.add_argument("--articles", type=int, default=20, help="how many articles to read")
    given = options.parse_args()
    with given.file.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][: given.articles]
    read = []
    for n, text in enumerate(texts):
        article = pages.article_of_row({"id": f"a{n}", "text": text}, "row")
        read.append((article, run_all(article, BEFORE, unchecked)))
    words = sum(len(text.split()) for text in texts)
    rates = []
    for _ in range(RUNS):
        start = time.process_time()
        for article, notes in read:
            said = tuple(attribution.FINDER.run(article, Seen(article, notes)))
            tuple(events.FINDER.run(article, Seen(article, (*notes, *said))))
        rates.append(words / (time.process_time() - start))
    rate = statistics.median(rates)
    print(f"words          {words}")
    print(f"words a second {rate:.0f}")
    return int(given.least is not None and rate < given.least)


if __name__ == "__main__":
    sys.exit(main())
