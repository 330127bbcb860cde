#!/usr/bin/env python3
"""The door to every chore of this project. Needs Python 3.11 alone; the first run fetches the locked packages.

    python3 tasks.py demo     set up, read the pages in examples/ into one record, print its timeline
    python3 tasks.py test     set up, run the tests (further words go to pytest)
    python3 tasks.py check    set up, run what CI checks: style, types, import rules, generated docs, accuracy floors
    python3 tasks.py docs     write the generated parts of README.md and docs/ again
    python3 tasks.py floors   measure every accuracy floor of tests/floors.toml (words choose: `floors pages`)
    python3 tasks.py bench NAME  run benchmarks/NAME.py (further words go to it), as in `bench dating`
    python3 tasks.py lock     write requirements.lock and requirements-dev.lock again (needs uv)

The environment is .venv beside this file; setting up is skipped while the lock that made it is unchanged.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
RUN_LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"

CHECKS: tuple[tuple[str, ...], ...] = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
    ("-c", "from importlinter.cli import lint_imports_command as check; check()"),
    ("docs/generate.py", "--check"),
    ("-m", "pip", "check"),
    ("benchmarks/floors.py",),
)


def run(*words: str | Path, **settings: str) -> None:
    """Runs a command in the project's folder and shows it; the task ends with its exit status where that is not 0."""
    print("$", *(str(w) for w in words), file=sys.stderr, flush=True)
    done = subprocess.run([str(w) for w in words], cwd=ROOT, env={**os.environ, **settings}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def set_up(lock: Path) -> None:
    """Makes .venv hold what `lock` pins, and the project itself in place. The development lock holds the other."""
    if sys.version_info < (3, 11):
        sys.exit(f"expected Python 3.11 or newer, got {sys.version.split()[0]}; run this with a newer python3")
    stamp = VENV / "summitry-setup"
    wanted = [_digest(made) for made in (lock, DEV_LOCK)]
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") in wanted:
        return
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", VENV)
    # The lock is complete, so nothing is left to resolve (--no-deps); pip 23 fails on resolving lxml's extras.
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    run(*pip, "--require-hashes", "--requirement", lock)
    run(*pip, "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(_digest(lock), encoding="utf-8")


def _digest(lock: Path) -> str:
    """Of all that the environment is made from: the lock, the project's metadata, the Python."""
    parts = (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def demo(words: Sequence[str]) -> None:
    """Reads examples/ into one record and prints its timeline."""
    set_up(RUN_LOCK)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "examples.db"
        run(BIN / "summitry", "build", "examples", "--record", record)
        run(BIN / "summitry", "timeline", "--record", record, *words)


def test(words: Sequence[str]) -> None:
    """Runs the tests."""
    set_up(DEV_LOCK)
    run(PYTHON, "-m", "pytest", *(words or ("--numprocesses", "auto")))


def check(_words: Sequence[str]) -> None:
    """Runs what CI checks, to the end, and fails where one of them did."""
    set_up(DEV_LOCK)
    failed = []
    for words in CHECKS:
        print("$ python", *words, file=sys.stderr, flush=True)
        if subprocess.run([str(PYTHON), *words], cwd=ROOT, check=False).returncode:
            failed.append(" ".join(words))
    if failed:
        sys.exit("failed: " + "; ".join(failed))


def docs(_words: Sequence[str]) -> None:
    """Writes the generated parts of the documents again."""
    set_up(DEV_LOCK)
    run(PYTHON, "docs/generate.py")


def floors(words: Sequence[str]) -> None:
    """Measures the accuracy floors."""
    set_up(DEV_LOCK)
    run(PYTHON, "benchmarks/floors.py", *words)


def bench(words: Sequence[str]) -> None:
    """Runs a benchmark by its name."""
    named = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py"))
    if not words or words[0] not in named:
        sys.exit(f"expected one of {', '.join(named)} after bench, got {' '.join(words[:1]) or 'nothing'}")
    set_up(DEV_LOCK)
    run(PYTHON, f"benchmarks/{words[0]}.py", *words[1:])


def lock(_words: Sequence[str]) -> None:
    """Writes both locks again, the run-time one first and the other on top of its versions."""
    uv = shutil.which("uv") or str(BIN / "uv")
    compiler = (
        *(uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate"),
        *("--custom-compile-command", "python3 tasks.py lock", "--extra", "setup", "pyproject.toml"),
    )
    run(*compiler, "--output-file", RUN_LOCK.name)
    run(*compiler, "--extra", "dev", "--constraint", RUN_LOCK.name, "--output-file", DEV_LOCK.name)


TASKS: dict[str, Callable[[Sequence[str]], None]] = {
    task.__name__: task for task in (demo, test, check, docs, floors, bench, lock)
}


def main(words: Sequence[str]) -> None:
    """Runs the task that the first word names."""
    if not words or words[0] not in TASKS:
        sys.exit(__doc__)
    TASKS[words[0]](words[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
