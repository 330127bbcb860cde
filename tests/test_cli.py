"""The command line: every command has a twin, and bad input of every kind is one clear line while the rest is read."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import inspect
import io
import json
import os
import resource
import signal
import subprocess
import sysconfig
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import typer.main

import summitry
from summitry import cli, pipeline
from summitry.record.store import Store

PROGRAM = Path(sysconfig.get_path("scripts")) / "summitry"
GOOD = (
    "PRAGUE (Agency) - The Czech president, Petr Pavel, met Polish President Andrzej Duda in Warsaw on 16 March 2023."
)
FAST = "Nothing of note took place today."


@dataclasses.dataclass(frozen=True)
class Done:
    """What a command left: its exit status, and what it printed."""

    status: int
    out: str
    err: str


def run(*words: object, record: Path | None = None) -> Done:
    """Runs a command in this process, as the program does."""
    options = ["--record", str(record)] if record else []
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.run([*map(str, words), *options])
    return Done(status, out.getvalue(), err.getvalue())


def run_program(*words: object) -> Done:
    """Runs the installed program in a process of its own."""
    done = subprocess.run([str(PROGRAM), *map(str, words)], capture_output=True, text=True, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def commands() -> Sequence[str]:
    return list(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


def test_every_command_has_a_twin_and_every_public_name_exists() -> None:
    assert len(set(summitry.__all__) - set(commands())) <= 10, "the twins of commands, and little else, is public"
    for name in summitry.__all__:
        assert getattr(summitry, name) is not None
    for name in commands():
        twin = getattr(summitry, name)
        assert inspect.isfunction(twin), name
        assert inspect.getdoc(twin), name


def test_help_is_fast() -> None:
    best = min(_seconds() for _ in range(3))

    assert best < 0.5 * SLOW_MACHINE, f"summitry --help took {best:.2f} s"


SLOW_MACHINE = 3
"""The bound is half a second on an idle machine; tests run beside other work."""


def _seconds() -> float:
    start = time.perf_counter()
    assert run_program("--help").status == 0
    return time.perf_counter() - start


def test_version() -> None:
    assert run_program("--version").out == f"summitry {summitry.__version__}\n"


def test_a_name_that_is_not_public_is_refused_with_those_that_are() -> None:
    with pytest.raises(AttributeError, match=r"it has .*timeline"):
        _ = summitry.timelines


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["timeline", "--record", "none.db"], 3, "none.db"),
        (["show", "abc", "--record", "none.db"], 3, "none.db"),
        (["build"], 2, "Missing argument"),
        (["nonsense"], 2, "No such command"),
        (["build", "none.txt"], 1, "none.txt: there is no such file"),
        (["annotate", "none.jsonl"], 1, "none.jsonl: cannot be opened"),
        (["evaluate", "taste", "none.jsonl"], 2, "expected one of dating"),
        (["evaluate", "dating", "none.jsonl"], 1, "none.jsonl: cannot be read"),
    ],
)
def test_exit_statuses(
    words: list[str], status: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = run(*words)

    assert done.status == status, done.err
    assert told in " ".join(done.err.split())
    assert "Traceback" not in done.err


@pytest.fixture
def good(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("bad.txt", b"", "empty"),
    "binary": ("bad.txt", bytes(range(256)) * 40, "expected text"),
    "large": ("bad.txt", b"A long line of words. " * 2_400_000, "at most 20 MB"),
    "long": ("bad.txt", b"A long line of words. " * 140_000, "at most 3,000,000 characters"),
    "not JSON": ("bad.jsonl", b'{"id": "a"\n', "expected a JSON object"),
    "no text": ("bad.jsonl", b'{"id": "a"}\n', '"text"'),
    "bomb": ("bad.txt.gz", gzip.compress(b"\n" * 50_000_000, mtime=0), "at most 20 MB"),
    "cut gzip": ("bad.txt.gz", gzip.compress(GOOD.encode() * 50, mtime=0)[:-20], "broken gzip"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_is_one_line_and_the_rest_is_read(kind: str, good: Path, tmp_path: Path) -> None:
    name, data, told = BAD[kind]
    (good / name).write_bytes(data)

    done = run("build", good, record=tmp_path / "record.db")

    assert done.status == 0, done.err
    lines = done.err.splitlines()
    assert len(lines) == 1, done.err
    assert name in lines[0]
    assert told in lines[0]
    assert done.out.startswith("1 article read")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.html", b"<html><body><p>" + GOOD.encode() + b"<div><span></p></b><table><tr>"),
        ("latin.txt", ("Président français à Genève. " + GOOD).encode("latin-1")),
        ("utf16.txt", ("Président. " + GOOD).encode("utf-16")),
    ],
)
def test_broken_markup_and_other_encodings_are_read(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    record = tmp_path / "record.db"

    done = run("build", tmp_path / name, record=record)

    assert (done.status, done.err) == (0, "")
    row = json.loads(run("articles", "--json", record=record).out)
    assert GOOD in row["text"]
    assert "�" not in row["text"]


def test_a_folder_without_permission(good: Path, tmp_path: Path) -> None:
    closed = good / "closed"
    closed.mkdir(mode=0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read any folder")

    done = run("build", good, record=tmp_path / "record.db")

    assert done.status == 0
    assert "closed: no permission" in done.err


def test_a_page_at_fault_is_told_and_the_rest_is_read(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of ours in one article, whatever it is, ends that article alone."""
    (good / "other.txt").write_text(FAST, encoding="utf-8")
    right = pipeline.read_article

    def broken(article: object) -> object:
        if getattr(article, "id", "").endswith("other.txt"):
            raise KeyError("gone")
        return right(article)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "read_article", broken)
    told: list[summitry.SummitryError] = []
    built = pipeline.build([good], tmp_path / "record.db", on_error=told.append)

    assert (built.read, list(built.errors)) == (1, told)
    assert "other.txt: an error of ours kept it out, KeyError: 'gone'" in str(told[0])


def pages(folder: Path, number: int) -> Path:
    """A file of rows, each with a meeting of its own."""
    path = folder / "many.jsonl"
    rows = (
        {"id": f"{n:04}", "text": GOOD.replace("2023", str(2000 + n % 23)), "outlet": "Agency"} for n in range(number)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def exported(record: Path, folder: Path) -> dict[str, bytes]:
    assert run("export", folder, record=record).status == 0
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_build_that_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    many, record = pages(tmp_path, 60), tmp_path / "record.db"
    words = [str(PROGRAM), "build", str(many), "--record", str(record)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and _filed(record) < 5:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    stopped_at = _filed(record)

    again = run("build", many, record=record)

    assert 5 <= stopped_at <= 60
    assert again.status == 0, again.err
    assert again.out.endswith(f"{stopped_at} known before\n")
    assert run("build", many, record=tmp_path / "whole.db").status == 0
    assert exported(record, tmp_path / "a") == exported(tmp_path / "whole.db", tmp_path / "b")


def _filed(record: Path) -> int:
    with contextlib.suppress(summitry.RecordError), Store(record, readonly=True) as store:
        return len(store.ids())
    return 0


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file written by a child may grow beyond `size` bytes: what a full disk looks like to it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_record_whole(tmp_path: Path) -> None:
    many, record = pages(tmp_path, 60), tmp_path / "record.db"
    with files_of_at_most(200_000):
        full = run_program("build", many, "--record", record)

    assert full.status == 3, full.err
    assert len(full.err.splitlines()) == 1
    assert "record.db" in full.err
    again = run("build", many, record=record)
    assert again.status == 0, again.err
    assert len(run("articles", record=record).out.splitlines()) == 60


def test_an_export_to_a_full_disk_is_one_line(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    assert run("build", pages(tmp_path, 60), record=record).status == 0
    with files_of_at_most(40_000):
        done = run_program("export", tmp_path / "out", "--record", record)

    assert done.status == 3, done.err
    assert "cannot be written" in done.err
    assert len(done.err.splitlines()) == 1


def test_output_that_nobody_reads_to_its_end(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    assert run("build", pages(tmp_path, 60), record=record).status == 0

    piped = f"{PROGRAM} articles --json --record {record} | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", piped], capture_output=True, text=True, check=False)

    assert json.loads(done.stdout)["article"] == "0000"
    assert done.stderr == ""


def test_output_to_a_full_disk_is_one_line(good: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    record = tmp_path / "record.db"
    assert run("build", good, record=record).status == 0

    with Path("/dev/full").open("w", encoding="utf-8") as full:
        words = [str(PROGRAM), "articles", "--record", str(record)]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode == 3
    assert done.stderr.startswith("summitry: standard output: cannot be written")
    assert len(done.stderr.splitlines()) == 1


def test_a_build_that_is_stopped_from_the_keyboard(tmp_path: Path) -> None:
    many, record = pages(tmp_path, 400), tmp_path / "record.db"
    words = [str(PROGRAM), "build", str(many), "--record", str(record)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and _filed(record) < 2:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()

    assert process.returncode == 130
    assert "Traceback" not in told
    assert _filed(record) >= 2


def test_piped_output_has_no_colour_and_no_broken_lines(good: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    assert run("build", good, record=record).status == 0

    for command in ("timeline", "articles", "sources", "conflicts", "forecasts"):
        done = run(command, record=record)
        assert done.status == 0, done.err
        assert "\x1b" not in done.out
    assert "Petr Pavel" in run("timeline", record=record).out


def test_any_number_of_processes_and_any_order_of_input_give_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for n, text in enumerate((GOOD, FAST, GOOD.replace("Warsaw", "Prague"), GOOD.replace("16 March", "17 March"))):
        folder = tmp_path / f"folder{n}"
        folder.mkdir()
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
        files.append(folder)

    for name, order, workers in (("one", files, 1), ("two", files[::-1], 2)):
        done = run("build", *order, "--workers", workers, record=tmp_path / f"{name}.db")
        assert done.status == 0, done.err

    assert exported(tmp_path / "one.db", tmp_path / "a") == exported(tmp_path / "two.db", tmp_path / "b")


def test_building_again_changes_nothing_and_reads_nothing(good: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    first = run("build", good, record=record)
    before = exported(record, tmp_path / "a")
    (good / "more.txt").write_text(FAST, encoding="utf-8")

    second = run("build", good, record=record)
    (good / "more.txt").unlink()
    third = run("build", good, record=record)

    assert first.out.endswith("0 known before\n")
    assert second.out == "1 article read, 0 claims; 1 known before\n"
    assert third.out == "0 articles read, 0 claims; 1 known before\n"
    after = exported(record, tmp_path / "b")
    assert after["accounts.jsonl"] == before["accounts.jsonl"]


def test_annotate_writes_a_row_for_each_text_and_tells_of_the_rest(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "a", "text": GOOD, "dct": "2023-03-17"}),
        "nonsense",
        json.dumps({"id": "b", "text": FAST}),
    ]

    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")

    done = run("annotate", tmp_path / "rows.jsonl")

    assert done.status == 0, done.err
    assert "line 2: not JSON" in done.err
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [row["id"] for row in found] == ["a", "b"]
    timexes = [(GOOD[one["start"] : one["end"]], one["value"]) for one in found[0]["timexes"]]
    assert [words for words, value in timexes if "16 March 2023" in words and value == "2023-03-16"]
    assert set(found[0]) == {"id", "timexes", "attributions", "events", "entities"}


def test_dates_explains_a_page(good: Path) -> None:
    done = run("dates", good / "good.txt")

    assert done.status == 0, done.err
    assert "DATE 2023-03-16" in done.out
    assert "written" in done.out


def test_dates_tells_what_each_time_is_counted_from(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "A visit\n\nSEOUL, March 28, 2018 - He said on Monday that he would come tomorrow, a week before the vote.\n"
    )
    lines = {line.split("“")[1].split("”")[0]: line for line in run("dates", page).out.splitlines() if "  “" in line}

    assert "DATE 2018-03-27, counted from “Monday” at " in lines["tomorrow"]
    assert "counted from the day of writing  [weekday]" in lines["Monday"]
    assert "no days known, counted from what the text does not date: “before the vote”" in lines["a week"]
