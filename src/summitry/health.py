"""Whether this installation can do what it is for: each part tried, and what to do where it fails."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata, util
from pathlib import Path
from typing import Literal

from summitry import pages, pipeline, plugins
from summitry.mentions import syntax
from summitry.model.errors import SummitryError
from summitry.record import Store

Verdict = Literal["fine", "absent", "broken"]
EXTRAS = {
    "pypdf": "pdf",
    "fastwarc": "warc",
    "pyarrow": "parquet",
    "pandas": "frames",
    "polars": "frames",
    "altair": "plots",
    "mcp": "mcp",
}
"""Packages that are not always there, and the extra that brings each."""
TRIED = (
    "Talks in Oslo\n\nThe Norwegian prime minister met the president of Kenya in Oslo on Tuesday, her office said.\n"
)


@dataclasses.dataclass(frozen=True)
class Check:
    """A part that was tried. "absent" is no fault: an extra that is not installed. `todo`: None where it is fine."""

    part: str
    verdict: Verdict
    told: str
    todo: str | None = None


def doctor(record: str | Path | None = None) -> tuple[Check, ...]:
    """Tries each part of the installation, and the record at `record` where one is named; raises nothing."""
    tried: list[tuple[str, Callable[[], str], str]] = [
        ("python", _python, "install Summitry as a package"),
        ("reading", _reading, "install Summitry again"),
        ("model", _model, f"install the language model again, or unset {syntax.PIPELINE_VARIABLE}"),
        ("record file", _file, "use a Python whose SQLite has FTS5, and a folder that may be written"),
        ("readers", _readers, f"set {plugins.VARIABLE} to readers that are installed, or unset it"),
    ]
    if record is not None:
        tried.append(("record", lambda: _record(Path(record)), "see the line above"))
    return (*(_check(*one) for one in tried), *_extras())


def _check(part: str, call: Callable[[], str], todo: str) -> Check:
    try:
        return Check(part, "fine", call())
    except (SummitryError, OSError, ImportError, AssertionError) as error:
        return Check(part, "broken", " ".join(str(error).split()) or type(error).__name__, todo)


def _python() -> str:
    return f"{sys.version.split()[0]}, summitry {metadata.version('summitry')}"


def _reading() -> str:
    article = pages.article_of_text("doctor", TRIED)
    return f"{len(article.blocks)} blocks of a page, language {article.language}"


def _model() -> str:
    filed = pipeline.read_article(pages.article_of_text("doctor", TRIED, published="2019-03-13"))
    if not filed.claims:
        raise SummitryError("a report of a meeting gave no claim")
    return f"{filed.claims[0].type} read, {filed.claims[0].start}"


def _file() -> str:
    filed = pipeline.read_article(pages.article_of_text("doctor", "Words to be found.\n"))
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "doctor.db") as store:
        store.file(filed)
        if len(store.search("words", 1)) != 1:
            raise SummitryError("a word that was filed is not found")
    return "written, searched"


def _readers() -> str:
    return plugins.version_of()


def _record(path: Path) -> str:
    with Store(path, readonly=True) as store:
        return f"{path}: {len(store.ids())} articles, {len(store.encounters())} encounters"


def _extras() -> Iterator[Check]:
    for package, extra in EXTRAS.items():
        if util.find_spec(package) is None:
            yield Check(package, "absent", f"extra {extra}", f"pip install 'summitry[{extra}]'")
        else:
            yield Check(package, "fine", f"extra {extra}")
