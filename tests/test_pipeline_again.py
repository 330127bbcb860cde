"""Pages read a second time: from words to exports, in any order, at once or in parts, with any number of workers."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from summitry import pipeline
from summitry.model.claims import Filed
from summitry.model.windows import Window
from summitry.record.store import Store
from summitry.views.export import export

PAGES = {
    "dated.txt": "BERLIN, March 14, 2012 - French President Nicolas Sarkozy visited Berlin on Tuesday, March 13, 2012, "
    "and met German Chancellor Angela Merkel, a spokesman for the German government said.",
    "undated.txt": "French President Nicolas Sarkozy visited Berlin and met German Chancellor Angela Merkel.\n\n"
    "The visit, which lasted from Monday to Wednesday, was a success. "
    "British Prime Minister David Cameron and Mr. Sarkozy are due to meet next month.",
    "other.txt": "LONDON, May 2, 2012 - Angela Merkel and David Cameron met in London on Tuesday.",
}


def exported(folder: Path, parts: list[list[str]], workers: int = 1) -> dict[str, bytes]:
    """The exports of a record made from the pages, some at a time."""
    pages = folder / "pages"
    for part in parts:
        pages.mkdir(parents=True, exist_ok=True)
        for name in part:
            (pages / name).write_text(PAGES[name])
        pipeline.build([pages], folder / "r.db", workers=workers)
    with Store(folder / "r.db", readonly=True) as store:
        export(store.record(), folder / "out", format="jsonl")
    return {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return exported(tmp_path_factory.mktemp("whole"), [list(PAGES)])


def test_each_page_is_read_again_once(tmp_path: Path) -> None:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text)
    steps: list[str] = []
    built = pipeline.build([tmp_path], tmp_path / "r.db", progress=steps.append)
    assert (built.read, built.again, len(steps)) == (3, 1, 4)
    assert steps[-1].endswith("undated.txt")
    built = pipeline.build([tmp_path], tmp_path / "r.db")
    assert (built.read, built.known, built.again) == (0, 3, 0)


def test_what_others_date_is_read_with_that_date(tmp_path: Path) -> None:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text)
    pipeline.build([tmp_path], tmp_path / "r.db")
    with Store(tmp_path / "r.db", readonly=True) as store:
        record = store.record()
    (first,) = (f.date.window for f in store_articles(tmp_path) if f.article.id.endswith("undated.txt"))
    assert first.days is None or first.days > 365
    (claim,) = (c for c in record.claims if "next month" in c.evidence[0].text)
    assert claim.window is not None
    assert Window("2012-04-01", "2012-05-31").holds(claim.window)
    (visit,) = (e for e in record.encounters if e.type == "visit")
    assert (visit.start, visit.end) == ("2012-03-12", "2012-03-14")


def store_articles(folder: Path) -> tuple[Filed, ...]:
    """Articles with the dates that they have by their own words."""
    with Store(folder / "r.db", readonly=True) as store:
        return store.articles()


def test_the_order_of_pages_makes_no_difference(tmp_path: Path, whole: dict[str, bytes]) -> None:
    for number, order in enumerate(itertools.permutations(PAGES)):
        assert exported(tmp_path / str(number), [[name] for name in order]) == whole, order


def test_the_number_of_workers_makes_no_difference(tmp_path: Path, whole: dict[str, bytes]) -> None:
    assert exported(tmp_path, [list(PAGES)], workers=2) == whole
