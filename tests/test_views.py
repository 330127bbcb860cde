"""Questions to a folded record, and the rows and lines that answer them."""

from __future__ import annotations

import csv
import itertools
import json
import types
import unicodedata
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from summitry.model.errors import RecordError, UsageError
from summitry.record import Record, fold
from summitry.record.store import Store
from summitry.views import export, queries, rows, schema, text
from summitry.views.queries import Filter


@pytest.fixture(scope="module")
def record() -> Record:
    return fold(worlds.world())


def test_the_timeline_is_in_order_of_time(record: Record) -> None:
    starts = [one.start for one in queries.timeline(record)]

    assert starts == ["2029-04-02", "2031-05-07"]


@pytest.mark.parametrize(
    ("chosen", "starts"),
    [
        (Filter(who="novak"), ["2029-04-02", "2031-05-07"]),
        (Filter(who="Smith"), []),
        (Filter(country="Czechia"), ["2029-04-02", "2031-05-07"]),
        (Filter(country="CHE", since="2030"), ["2031-05-07"]),
        (Filter(until="2029-06"), ["2029-04-02"]),
        (Filter(status="confirmed", since="2031-05-07", until="2031-05-07"), ["2031-05-07"]),
        (Filter(since="2031-05-08"), []),
    ],
)
def test_filters(record: Record, chosen: Filter, starts: list[str]) -> None:
    assert [one.start for one in queries.timeline(record, chosen)] == starts


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (Filter(status="happened"), "expected one of predicted, proposed"),
        (Filter(country="Atlantis"), "expected a state's name"),
        (Filter(since="yesterday"), "expected an ISO prefix"),
        (Filter(until="2031-02-30"), "--until"),
    ],
)
def test_a_filter_that_names_nothing_is_the_users_error(record: Record, chosen: Filter, told: str) -> None:
    with pytest.raises(UsageError) as error:
        queries.timeline(record, chosen)

    assert told in str(error.value)


def test_as_of_a_day_the_record_stands_as_it_did() -> None:
    before = queries.timeline(fold(worlds.world(), as_of="2031-05-07"))
    after = queries.timeline(fold(worlds.world(), as_of="2031-05-08"))

    assert [one.status for one in before] == ["rumoured"]
    assert [one.status for one in after] == ["confirmed"]


def test_show_takes_the_start_of_an_id(record: Record) -> None:
    whole = queries.timeline(record)[-1]

    shown = queries.show(record, whole.id[:8].upper())

    assert shown.encounter == whole
    assert {one.article for one in shown.claims} == {"a.txt", "b.txt"}
    for unknown in ("", "zz"):
        with pytest.raises(UsageError):
            queries.show(record, unknown)


def test_shown_evidence_has_quote_file_and_offsets(record: Record) -> None:
    shown = queries.show(record, queries.timeline(record)[-1].id)

    printed = "\n".join(line.plain for line in text.show_lines(shown))

    assert "“visited Bern”  b.txt:11-23" in printed
    assert "  b.txt  confirmed\n    “visited Bern”  11-23\n" in printed + "\n"
    assert "confirmed by" in printed
    assert "2 articles, 2 outlets" in printed


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "record.db"
    with Store(path) as store:
        for one in worlds.world():
            store.file(one)
    return path


@pytest.mark.parametrize(
    ("words", "articles"), [("minister bern", {"a.txt"}), ("novak", {"b.txt", "c.txt"}), ("nov", set())]
)
def test_search_finds_whole_words_and_what_is_told_there(path: Path, words: str, articles: set[str]) -> None:
    hits = queries.search(path, words)

    texts = {one.article.id: one.article.text for one in worlds.world()}
    assert {hit.article for hit in hits} == articles
    assert all(texts[hit.article][hit.quote.start : hit.quote.end] == hit.quote.text for hit in hits)
    assert all(len(hit.encounters) == 1 for hit in hits)


def test_search_for_nothing_is_the_users_error(path: Path) -> None:
    with pytest.raises(UsageError):
        queries.search(path, "  ")


def test_a_record_that_is_not_there_is_an_error_of_the_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        queries.open_record(tmp_path / "none.db")

    assert not (tmp_path / "none.db").exists()


def test_the_opened_record_is_what_its_articles_fold_into(path: Path, record: Record) -> None:
    assert queries.open_record(path).encounters == record.encounters


def conforms(value: Any, hint: Any) -> bool:
    """Whether JSON data is of a row's type."""
    origin = get_origin(hint)
    if origin is Annotated:
        return conforms(value, get_args(hint)[0])
    if is_typeddict(hint):
        hints = get_type_hints(hint, include_extras=True)
        return isinstance(value, dict) and set(value) == set(hints) and all(conforms(value[n], hints[n]) for n in hints)
    if origin is list:
        return isinstance(value, list) and all(conforms(one, get_args(hint)[0]) for one in value)
    if origin in (Union, types.UnionType):
        return any(conforms(value, one) for one in get_args(hint))
    return isinstance(value, (int, float) if hint is float else hint)


def test_every_exported_row_is_of_the_schema(record: Record, path: Path, tmp_path: Path) -> None:
    files = export.export(record, tmp_path)

    assert [file.stem for file in files] == list(schema.TABLES)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            assert conforms(json.loads(line), schema.TABLES[file.stem]), (file, line)
    assert conforms(rows.shown_row(queries.show(record, record.encounters[0].id)), schema.ShownRow)
    assert all(conforms(rows.hit_row(hit), schema.HitRow) for hit in queries.search(path, "Bern"))


def test_any_order_of_articles_exports_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for number, order in enumerate(itertools.permutations(worlds.world())):
        files = export.export(fold(order), tmp_path / str(number))
        made.append([path.read_bytes() for path in files])

    assert all(one == made[0] for one in made)


def test_texts_are_left_out_when_asked(record: Record, tmp_path: Path) -> None:
    export.export(record, tmp_path, text=False)

    found = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(found) == 3
    assert all("text" not in row for row in found)


def test_csv_has_the_same_rows_with_objects_as_columns(record: Record, tmp_path: Path) -> None:
    export.export(record, tmp_path, format="csv")

    with (tmp_path / "accounts.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["article"] for row in found] == ["a.txt", "b.txt", "c.txt"]
    assert found[0]["place.city"] == "Bern"
    assert json.loads(found[0]["participants"])[0]["name"] == "Anna Novak"


def test_another_format_is_the_users_error(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="expected one of jsonl, csv, parquet"):
        export.export(record, tmp_path, format="xml")


def test_a_folder_that_cannot_be_written_is_an_error_of_the_output(record: Record, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(RecordError, match="cannot be written"):
        export.export(record, tmp_path / "file")


@given(st.text())
def test_a_row_is_one_line_that_reads_back(value: str) -> None:
    line = export.json_line({"value": value})

    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8")) == {"value": value}


@given(st.text())
def test_nothing_printed_can_steer_a_terminal(value: str) -> None:
    shown = text.clean(value)

    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(shown.splitlines()) <= 1


@given(st.sets(st.text("0123456789abcdef", min_size=16, max_size=16), min_size=1))
def test_shortened_ids_stay_apart(ids: set[str]) -> None:
    short = queries.unique_prefixes(sorted(ids), least=1)

    for one, start in short.items():
        assert [other for other in ids if other.startswith(start)] == [one]


@pytest.mark.parametrize(
    ("prefix", "words"), [("2018", "2018"), ("2018-03", "March 2018"), ("2018-03-28", "28 March 2018")]
)
def test_dates_in_words(prefix: str, words: str) -> None:
    assert text.long_date(prefix) == words
