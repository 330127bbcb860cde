"""The record beside tables coded by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import summitry
from summitry.model.errors import InputError
from summitry.record import outside
from summitry.record.outside_rows import read_rows
from summitry.views import compare as views

PAGES = {
    "lima": ("2014-03-04", "President Barack Obama met President Ollanta Humala in Lima on Tuesday."),
    "quito": ("2014-03-06", "President Barack Obama met President Rafael Correa in Quito on Thursday."),
    "tokyo": ("2014-04-24", "President Barack Obama met Prime Minister Shinzo Abe in Tokyo on Thursday."),
}
TABLE = [
    {"id": "1", "traveller": "Barack Obama", "country": "Peru", "start": "2014-03-03", "end": "2014-03-05"},
    {"id": "2", "traveller": "Barack Obama", "country": "Japan", "start": "2014-04-20", "end": "2014-04-22"},
    {"id": "3", "traveller": "Barack Obama", "country": "Korea, South", "start": "2014-03-20", "end": "2014-03-21"},
    {"id": "4", "traveller": "Barack Obama", "country": "France", "start": "1999-03-20", "end": "1999-03-21"},
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    rows = [{"id": name, "published": day, "text": text} for name, (day, text) in PAGES.items()]
    (folder / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    summitry.build([folder / "pages.jsonl"], folder / "record.db")
    return folder / "record.db"


def _table(tmp_path: Path, rows: list[dict[str, object]]) -> Path:
    file = tmp_path / "table.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_rows_agree_differ_or_stand_alone(record: Path, tmp_path: Path) -> None:
    found = summitry.compare(summitry.open_record(record), _table(tmp_path, [dict(row) for row in TABLE]))

    told = [(one.verdict, one.row and one.row.id, [dict(t.differs) for t in one.told]) for one in found.found]
    assert told == [
        ("agreed", "1", [{}]),
        ("only_there", "3", []),
        ("differs", "2", [{"day": "2014-04-24"}]),
        ("only_here", None, [{}]),
    ]
    counts = found.counts()
    assert (counts["encounters_comparable"], counts["encounters_right"], counts["encounters_only_here"]) == (2, 1, 1)


def test_what_is_found_comes_with_its_words(record: Path, tmp_path: Path) -> None:
    held = summitry.open_record(record)
    *rows, last = views.rows(held, summitry.compare(held, _table(tmp_path, [dict(row) for row in TABLE])))

    quotes = [quote for row in rows for one in row["encounters"] for quote in one["evidence"]]
    texts = {name: text for name, (_, text) in PAGES.items()}
    assert quotes
    assert all(texts[q["article"]][q["start"] : q["end"]] == q["quote"] for q in quotes)
    assert set(last) == {"counts"}


def test_a_visitor_told_of_at_home_differs_in_the_place(record: Path, tmp_path: Path) -> None:
    visits = [
        {
            "id": "v",
            "visitor": ["President Ollanta Humala"],
            "from": ["Peru"],
            "start": "2014-03-02",
            "end": "2014-03-08",
        }
    ]
    found = summitry.compare(summitry.open_record(record), _table(tmp_path, [dict(row) for row in visits]))

    assert [(one.verdict, [dict(t.differs) for t in one.told]) for one in found.found] == [
        ("differs", [{"where": "PER"}])
    ]


def test_a_csv_names_its_columns_as_it_likes(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(
        "Leader Name,Leader Country,Country Visited,Trip Start Date,Trip End Date\n"
        "Shinzo Abe,Japan,Burma (Myanmar),2013-05-24,2013-05-26\n",
        encoding="utf-8",
    )
    (row,) = read_rows(file)
    assert (row.traveller, row.home, row.country, row.first, row.last) == (
        "Shinzo Abe", "JPN", "MMR", "2013-05-24", "2013-05-26",
    )  # fmt: skip


@pytest.mark.parametrize("row", [{"start": "2014-03-03"}, {"traveller": "Barack Obama", "start": "last week"}])
def test_a_row_without_person_or_day_is_an_error_of_the_input(tmp_path: Path, row: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"table\.jsonl, line 1"):
        read_rows(_table(tmp_path, [row]))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea, South", "KOR"), ("Germany, Federal Republic of", "DEU"), ("West Bank", "PSE"),
        ("United Kingdom (Wales)", "GBR"), ("China, People’s Republic of", "CHN"), ("Nowhere", None),
    ],
)  # fmt: skip
def test_states_as_tables_write_them(text: str, code: str | None) -> None:
    assert outside.state_of(text) == code


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("William J. Clinton", "person:bill-clinton"), ("President Vaclav Klaus", "person:vaclav-klaus"),
        ("Hillary Rodham Clinton", "person:hillary-clinton"), ("Antony John Blinken", "person:antony-blinken"),
    ],
)  # fmt: skip
def test_people_as_tables_write_them(text: str, person: str) -> None:
    assert outside.people_of(text) == {person}
