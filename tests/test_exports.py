"""Formats for other programs, each read back by a reader that is not ours."""

from __future__ import annotations

import csv
import datetime
import json
import re
from pathlib import Path
from typing import Any

import geojson
import icalendar
import pyarrow.parquet
import pyld.jsonld
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import worlds
from makers import Page, link
from summitry import cli
from summitry.model import extras
from summitry.model.errors import InputError, UsageError
from summitry.record import Record, Store, fold
from summitry.views import export, schema
from summitry.views.export import Earlier
from summitry.views.exports import Told, changes, colt, files_of, ical, markdown, plover, telling, webannotation

NASTY = "Ignore <script>alert(1)</script> | *bold* [a](javascript:x)\u202e; \\n, `x`"


def pages() -> list[Page]:
    """Encounters of many statuses, with and without days, places and hosts."""
    visit = Page("visit", "2018-03-28", outlet="A News")
    given: dict[str, Any] = {"city": "beijing", "start": "2018-03-25", "end": "2018-03-28", "precision": "day"}
    visit.say("confirm", "kim*,xi", "visit", by=(link("Xinhua", "agency", "CHN"),), **given)
    plans = Page("plans", "2018-04-01", outlet="B News", body=f"{NASTY} The year's plans.")
    plans.say("announce", "kim,moon", "summit", start="2018-04-27", precision="day")
    plans.say("propose", "trump,kim", "meeting", city="singapore")
    plans.say("plan", "pompeo*,DNK", "visit", start="2018-06", precision="month", city="copenhagen")
    plans.say("decline", "modi,putin", "meeting", start="2018-05-09", precision="day", city="moscow")
    plans.say("predict", "putin*,CHN", "visit", city="dalian")
    calls = Page("calls", "2018-04-02", outlet="C News")
    calls.say("tell", "putin,modi", "call", start="2018-04-01", precision="day")
    calls.say("tell", "pompeo,xi", "meeting", start="2018-03-30", precision="day", city="hanoi")
    return [visit, plans, calls]


@pytest.fixture(scope="module")
def record() -> Record:
    filed = [page.filed(url=f"https://{page.name}.example/2018/story") for page in pages()[:2]]
    return fold([*filed, pages()[2].filed(), *worlds.world()])


def by_status(record: Record) -> dict[str, str]:
    return {one.id: one.status for one in record.encounters}


@pytest.mark.parametrize("name", [name for name in export.FORMATS if name != "parquet"])
def test_the_same_record_gives_the_same_bytes_in_any_order(record: Record, tmp_path: Path, name: str) -> None:
    again = fold(record.articles[::-1])

    first = export.export(record, tmp_path / "first", format=name)
    second = export.export(again, tmp_path / "second", format=name)

    assert [one.name for one in first] == [two.name for two in second]
    assert all(one.read_bytes() == two.read_bytes() for one, two in zip(first, second, strict=True))


def test_a_trip_is_in_the_columns_of_colt_and_only_what_took_place(record: Record, tmp_path: Path) -> None:
    path, _ = export.export(record, tmp_path, format="colt")

    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    kim = next(row for row in found if row["LeaderFullName"] == "Kim Jong Un")
    told = ("LeaderCountryISO", "CountryVisited", "CityVisited", "TripStartDate", "TripEndDate", "TripDuration")
    assert [kim[column] for column in told] == ["PRK", "China", "Beijing", "2018-03-25", "2018-03-28", "4"]
    assert (kim["MetHostHoGS"], kim["HostHOGSName"], kim["LeaderSurname"]) == ("Yes", "Xi Jinping", "Kim")
    assert kim["SourceLink1"] == "https://visit.example/2018/story"
    assert sorted({row["LeaderFullName"] for row in found}) == [
        "Anna Novak",
        "Kim Jong Un",
        "Mike Pompeo",
        "Xi Jinping",
    ]
    assert {row["LeaderRole"] for row in found if row["LeaderFullName"] == "Mike Pompeo"} == {"F"}


def test_every_cell_of_a_trip_has_a_quote_that_stands_in_its_article(record: Record, tmp_path: Path) -> None:
    trips, quotes = export.export(record, tmp_path, format="colt")
    texts = {filed.article.id: filed.article.text for filed in record.articles}

    with trips.open(encoding="utf-8", newline="") as file:
        cells = {(row["TripID"], name): value for row in csv.DictReader(file) for name, value in row.items() if value}
    with quotes.open(encoding="utf-8", newline="") as file:
        quoted = list(csv.DictReader(file))
    assert {(row["TripID"], row["Column"]): row["Value"] for row in quoted} == cells
    for row in quoted:
        assert texts[row["Article"]][int(row["Start"]) : int(row["End"])] == row["Quote"]
        assert row["Basis"] in ("stated", "resolved", "derived", "lexicon")


def test_an_end_that_nobody_told_is_not_made_up() -> None:
    page = Page("a", "2018-03-28")
    page.say("tell", "kim*,xi", "visit", city="beijing", start="2018-03-25", precision="day")

    (trip,) = colt.trips(fold([page.filed()]))

    assert trip["TripStartDate"].value == "2018-03-25"
    assert "TripEndDate" not in trip
    assert "TripDuration" not in trip


def test_plover_follows_from_status(record: Record) -> None:
    statuses = by_status(record)

    found = {statuses[event["event_id"].split("_")[0]]: event["event_type"] for event in plover.events(record)}

    assert found == {
        "confirmed": "CONSULT", "announced": "AGREE", "planned": "AGREE", "proposed": "REQUEST", "declined": "REJECT",
    }  # fmt: skip
    assert {"predicted"} <= set(statuses.values()), "a prediction is no event"


def test_plover_modes_sides_and_scores(record: Record) -> None:
    events = list(plover.events(record))

    modes = {event["event_mode"] for event in events if event["event_type"] == "CONSULT"}
    visit = next(event for event in events if event["city"] == "Beijing")
    assert modes == {"visit", "phone", "third-party"}
    assert [one["name"] for one in visit["actors"]] == ["Kim Jong Un"]
    assert [one["name"] for one in visit["recipients"]] == ["Xi Jinping"]
    assert all((event["quad_code"] == 1) == (event["event_type"] in ("CONSULT", "AGREE")) for event in events)
    assert all(-10 <= event["intensity"] <= 10 and event["source_reliability"] in "ABCDEF" for event in events)
    assert all(event["text"] for event in events)


def test_geojson_reads_back_and_is_valid(record: Record, tmp_path: Path) -> None:
    (path,) = export.export(record, tmp_path, format="geojson")

    read = geojson.loads(path.read_text(encoding="utf-8"))

    assert read.is_valid
    assert len(read.features) == len(record.encounters)
    placed = next(one for one in read.features if one.properties["place"] and one.properties["place"]["city"] == "Bern")
    assert placed.geometry.coordinates == [7.45, 46.95]
    assert any(one.geometry is None for one in read.features)


def test_calendars_read_back_with_status_and_days(record: Record, tmp_path: Path) -> None:
    (path,) = export.export(record, tmp_path, format="ical")

    calendar = icalendar.Calendar.from_ical(path.read_bytes())

    assert all(len(line) <= ical.LINE for line in path.read_bytes().split(b"\r\n"))
    events = {str(one["UID"]).split("@")[0]: one for one in calendar.walk() if one.name in ("VEVENT", "VJOURNAL")}
    assert set(events) == {one.id for one in record.encounters}
    statuses = {status: str(events[name]["STATUS"]) for name, status in by_status(record).items()}
    assert (statuses["confirmed"], statuses["announced"], statuses["declined"]) == (
        "CONFIRMED",
        "TENTATIVE",
        "CANCELLED",
    )
    visit = next(one for one in events.values() if "Beijing" in str(one.get("LOCATION", "")))
    assert (visit.decoded("DTSTART"), visit.decoded("DTEND")) == (
        datetime.date(2018, 3, 25),
        datetime.date(2018, 3, 29),
    )
    month = next(one for one in events.values() if "Copenhagen" in str(one.get("LOCATION", "")))
    assert (month.decoded("DTSTART"), month.decoded("DTEND")) == (datetime.date(2018, 6, 1), datetime.date(2018, 7, 1))
    undated = [one for one in events.values() if one.name == "VJOURNAL"]
    assert undated
    assert all("DTSTART" not in one for one in undated)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_folded_line_unfolds_into_itself(value: str) -> None:
    line = ical.folded(f"SUMMARY:{value}")

    assert all(len(part.encode()) <= ical.LINE for part in line.split("\r\n"))
    assert line.replace("\r\n ", "")[:-2] == f"SUMMARY:{value}"


def test_parquet_reads_back_typed_and_documented(record: Record, tmp_path: Path) -> None:
    files = export.export(record, tmp_path / "parquet", format="parquet")
    export.export(record, tmp_path)

    assert [file.stem for file in files] == list(schema.TABLES)
    for file in files:
        table = pyarrow.parquet.read_table(file)
        lines = (tmp_path / f"{file.stem}.jsonl").read_text(encoding="utf-8").split("\n")
        assert table.to_pylist() == [json.loads(line) for line in lines if line]
        assert all(field.metadata[b"description"] for field in table.schema)
    encounters = pyarrow.parquet.read_schema(tmp_path / "parquet" / "encounters.parquet")
    assert str(encounters.field("n_articles").type) == "int64"
    assert encounters.field("place").nullable
    assert not encounters.field("status").nullable
    export.export(record, tmp_path / "parquet", format="parquet", text=False)
    assert "text" not in pyarrow.parquet.read_schema(tmp_path / "parquet" / "articles.parquet").names


def test_a_package_that_is_absent_is_asked_for_in_one_line() -> None:
    with pytest.raises(UsageError, match=r"pip install 'summitry\[parquet\]'"):
        extras.package("pyarrow_that_is_not_there", "parquet")


OA = "http://www.w3.org/ns/oa#"
VOCABULARY = {
    # the terms of the Web Annotation vocabulary that the export uses, as its context maps them
    "id": "@id", "type": "@type", "Annotation": f"{OA}Annotation", "SpecificResource": f"{OA}SpecificResource",
    "TextualBody": f"{OA}TextualBody", "TextQuoteSelector": f"{OA}TextQuoteSelector",
    "TextPositionSelector": f"{OA}TextPositionSelector", "exact": f"{OA}exact", "prefix": f"{OA}prefix",
    "suffix": f"{OA}suffix", "start": f"{OA}start", "end": f"{OA}end", "body": {"@id": f"{OA}hasBody"},
    "target": {"@id": f"{OA}hasTarget"}, "selector": {"@id": f"{OA}hasSelector"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"}, "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"}, "identifying": f"{OA}identifying",
    "describing": f"{OA}describing", "classifying": f"{OA}classifying", "AnnotationPage":
    "http://www.w3.org/ns/activitystreams#OrderedCollectionPage", "items":
    {"@id": "http://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "format": "http://purl.org/dc/elements/1.1/format",
    "generator": {"@id": "http://www.w3.org/ns/activitystreams#generator", "@type": "@id"},
    "Software": "http://www.w3.org/ns/activitystreams#Application", "name": "http://xmlns.com/foaf/0.1/name",
}  # fmt: skip


def test_annotations_expand_to_the_vocabulary_of_the_w3c(record: Record, tmp_path: Path) -> None:
    (path,) = export.export(record, tmp_path, format="webannotation")

    def load(url: str, _: Any) -> Any:
        assert url == webannotation.CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": VOCABULARY}}

    document = json.loads(path.read_text(encoding="utf-8"))
    (page,) = pyld.jsonld.expand(document, {"documentLoader": load})
    items = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(items) == len(record.claims)
    sources = {filed.article.url: filed.article.text for filed in record.articles if filed.article.url}
    checked = 0
    for item in items:
        assert item["@type"] == [f"{OA}Annotation"]
        for target in item[f"{OA}hasTarget"]:
            place, quote = target[f"{OA}hasSelector"]
            start, end = place[f"{OA}start"][0]["@value"], place[f"{OA}end"][0]["@value"]
            text = sources.get(target[f"{OA}hasSource"][0]["@id"])
            if text is not None:
                checked += 1
                assert text[start:end] == quote[f"{OA}exact"][0]["@value"]
                assert text[:start].endswith(quote[f"{OA}prefix"][0]["@value"])
    assert checked
    bare = next(files_of("webannotation")(record, Told(text=False)))[1]
    assert "prefix" not in "".join(str(piece) for piece in bare)


def test_provenance_answers_where_a_value_comes_from(record: Record, tmp_path: Path) -> None:
    (path,) = export.export(record, tmp_path, format="prov")
    document = json.loads(path.read_text(encoding="utf-8"))

    quads = pyld.jsonld.to_rdf(document, {"format": "application/n-quads"})
    graph = rdflib.Graph().parse(data=quads, format="nt")

    query = """PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?encounter ?article ?words WHERE {
        ?encounter prov:wasDerivedFrom ?claim . ?claim prov:wasDerivedFrom ?article, ?quote .
        ?quote prov:value ?words ; prov:wasQuotedFrom ?article }"""
    found = {(str(row[0]), str(row[1]), str(row[2])) for row in graph.query(query)}  # type: ignore[index]
    expected = {
        (telling.urn("encounter", record.encounter_of[c.id]), telling.urn("article", c.article), quote.text)
        for c in record.claims
        for quote in c.evidence
    }
    assert found == expected


def test_followthemoney_takes_every_entity(record: Record, tmp_path: Path) -> None:
    reason = "followthemoney is in no lock: it needs PyICU, which is built from source; pip install followthemoney"
    followthemoney = pytest.importorskip("followthemoney", reason=reason)
    (path,) = export.export(record, tmp_path, format="ftm")

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    entities = {row["id"]: followthemoney.model.get_proxy(row, cleaned=False) for row in rows}
    assert len(entities) == len(rows)
    for row in rows:
        entity = entities[row["id"]]
        entity.schema.validate(row)
        assert entity.to_dict()["properties"].keys() == row["properties"].keys(), "a value was not of its type"
        for name in ("involved", "proof"):
            assert all(one in entities for one in row["properties"].get(name, ()))
    events = [entity for entity in entities.values() if entity.schema.name == "Event"]
    assert len(events) == len(record.encounters)
    assert {"cn"} in [set(one.get("country")) for one in events]


def test_a_dossier_shows_what_pages_say_as_text_only(record: Record, tmp_path: Path) -> None:
    index, *others = export.export(record, tmp_path, format="markdown")

    assert len(others) == len(record.encounters)
    assert index.read_text(encoding="utf-8").count("](encounters/") == len(others)
    visit = next(path.read_text(encoding="utf-8") for path in others if "Beijing" in path.read_text(encoding="utf-8"))
    assert "Status: confirmed by China \\(Xinhua\\), 28 March 2018" in visit
    assert "> Claim 0 of visit." in visit
    shown = markdown.plain(NASTY)
    assert "\\<script\\>" in shown
    assert "\\[a\\]\\(javascript" in shown
    assert "\u202e" not in shown


def rows_of(record: Record) -> list[dict[str, Any]]:
    return [dict(row) for row in Earlier.of(record).rows]


def test_the_feed_tells_what_is_new_changed_and_by_whom() -> None:
    before, after = (fold(worlds.world(), as_of=day) for day in ("2031-05-07", "2031-05-08"))

    found = {row["change"]: row for row in changes.changes(rows_of(before), rows_of(after))}

    assert set(found) == {"changed"}
    status = next(one for one in found["changed"]["fields"] if one["field"] == "status")
    assert (status["before"], status["after"]) == ("rumoured", "confirmed")
    assert found["changed"]["said_by"]
    assert [one["quote"] for one in found["changed"]["evidence"]] == ["visited Bern"]


def test_the_feed_tells_what_is_gone_and_where_its_words_went() -> None:
    old, new = rows_of(fold(worlds.world())), rows_of(fold(worlds.world()[:1]))
    other = {**old[0], "encounter": "0" * 16}

    gone = list(changes.changes(old, new))
    merged = list(changes.changes([*old, other], old))

    assert "deleted" in [row["change"] for row in gone]
    assert [(row["change"], row["into"]) for row in merged] == [("merged", [old[0]["encounter"]])]


def test_the_feed_applied_to_a_copy_gives_the_new_state(record: Record) -> None:
    old, new = rows_of(fold(worlds.world()[:1])), rows_of(record)

    copy = {row["encounter"]: row for row in old}
    for change in changes.changes(old, new):
        if change["change"] in ("deleted", "merged"):
            del copy[change["encounter"]]
        else:
            copy[change["encounter"]] = change["row"]

    assert [copy[name] for name in sorted(copy)] == new


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "record.db"
    with Store(path) as store:
        for one in worlds.world():
            store.file(one)
    return path


def test_changes_since_a_day_or_an_earlier_export(path: Path, tmp_path: Path) -> None:
    words = ["export", str(tmp_path / "feed"), "--record", str(path), "--format", "changes"]
    assert cli.run(["export", str(tmp_path / "old"), "--record", str(path), "--as-of", "2031-05-07"]) == 0

    assert cli.run([*words, "--since", "2031-05-07"]) == 0
    by_day = (tmp_path / "feed" / "changes.jsonl").read_text(encoding="utf-8")
    assert cli.run([*words, "--since", str(tmp_path / "old")]) == 0
    by_folder = (tmp_path / "feed" / "changes.jsonl").read_text(encoding="utf-8")

    assert by_day == by_folder
    assert cli.run([*words, "--since", "yesterday"]) == 2
    assert cli.run(["export", str(tmp_path), "--record", str(path), "--since", "2031"]) == 2


@pytest.mark.parametrize("content", [None, "not json\n", '{"claim": "x"}\n', "[1]\n"])
def test_an_earlier_export_that_cannot_be_read_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "encounters.jsonl").write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match="export"):
        Earlier.read(tmp_path)


def test_every_format_stands_in_the_docs_and_the_help() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "exports.md").read_text(encoding="utf-8")

    for name in export.FORMATS:
        assert f"\n## {name}\n" in docs


@pytest.mark.parametrize("page", ["exports.md", "notebooks.md", "readers.md"])
def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    root = Path(__file__).parents[1]
    (tmp_path / "examples").symlink_to(root / "examples")
    monkeypatch.chdir(tmp_path)

    for block in re.findall(r"```python\n(.*?)```", (root / "docs" / page).read_text("utf-8"), re.DOTALL):
        exec(compile(block, page, "exec"), {})
