"""What became of announced trips, from announcement and outcome to the legs of a file; and transcripts as such."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import summitry
from summitry import pages
from summitry.model.errors import UsageError

ANNOUNCED: dict[str, Any] = {
    "doc_id": "announced",
    "published": "2014-02-03",
    "title": "Statement by the Press Secretary on the President’s Travel to Peru and Chile",
    "text": "President Barack Obama will travel to Lima, Peru on March 4. From Peru the President will travel to "
    "Santiago, Chile, where he will meet with President Michelle Bachelet on March 6.",
    "legs": [
        {"traveller": "Barack Obama", "destination": "Peru"},
        {"traveller": "Barack Obama", "destination": "Chile"},
    ],
}
TRANSCRIPT: dict[str, Any] = {
    "path": "lima.md",
    "published": "2014-03-05",
    "title": "Remarks by President Obama and President Humala of Peru Before Bilateral Meeting | Lima, Peru",
    "text": "Government Palace\nLima, Peru\n\n10:40 A.M. PET\n\nPRESIDENT HUMALA: Good morning.",
}


def _legs(tmp_path: Path, rows: list[dict[str, Any]], documents: list[dict[str, Any]]) -> list[tuple[str, str, Any]]:
    for name, lines in (("rows", rows), ("documents", documents)):
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    summitry.evaluate("lifecycle", tmp_path / "rows", evidence=tmp_path / "documents", predictions=tmp_path / "made")
    made = [json.loads(line) for line in (tmp_path / "made").read_text(encoding="utf-8").splitlines()]
    return [(one["destination"], one["outcome"], one["actual_start"]) for one in made]


def test_what_nobody_called_off_happened_as_announced(tmp_path: Path) -> None:
    assert _legs(tmp_path, [ANNOUNCED], [TRANSCRIPT]) == [
        ("Peru", "happened", "2014-03-04"),
        ("Chile", "happened", "2014-03-06"),
    ]


def test_a_trip_is_called_off_whole(tmp_path: Path) -> None:
    off = {
        "path": "off.md",
        "published": "2014-02-28",
        "title": "Statement on President Obama’s Travel to Peru and Chile",
        "text": "President Obama has cancelled his trip to Peru. He will remain in Washington for talks on the budget.",
    }
    assert _legs(tmp_path, [ANNOUNCED], [off]) == [("Peru", "cancelled", None), ("Chile", "cancelled", None)]


def test_what_was_put_off_and_held_later_was_rescheduled(tmp_path: Path) -> None:
    announced = {
        "doc_id": "announced",
        "published": "2014-02-03",
        "title": "Statement on the Visit of Prime Minister Shinzo Abe of Japan",
        "text": "President Obama looks forward to welcoming Prime Minister Shinzo Abe of Japan to the White House on "
        "March 4, 2014.",
        "legs": [{"traveller": "Prime Minister Shinzo Abe", "destination": "United States (from Japan)"}],
    }
    put_off = {
        "path": "put_off.md",
        "published": "2014-03-01",
        "title": "Statement on the Visit of Prime Minister Abe",
        "text": "Prime Minister Shinzo Abe of Japan has postponed his visit to the United States.",
    }
    held = {
        "path": "held.md",
        "published": "2014-04-10",
        "title": "Remarks by President Obama and Prime Minister Abe of Japan in Joint Press Conference",
        "text": "East Room\n\n11:05 A.M. EDT\n\nPRESIDENT OBAMA: Good morning, everybody.",
    }
    destination = "United States (from Japan)"
    assert _legs(tmp_path, [announced], [put_off, held]) == [(destination, "rescheduled", "2014-04-10")]
    assert _legs(tmp_path, [announced], [put_off]) == [(destination, "cancelled", None)]


def test_labels_are_scored_where_they_stand_and_never_needed(tmp_path: Path) -> None:
    labels: list[dict[str, Any]] = [
        {"outcome": "happened", "actual_start": "2014-03-04"},
        {"outcome": "cancelled", "actual_start": None},
    ]
    legs = [{**leg, **label} for leg, label in zip(ANNOUNCED["legs"], labels, strict=True)]
    (tmp_path / "rows").write_text(json.dumps({**ANNOUNCED, "legs": legs}) + "\n", encoding="utf-8")

    figures = summitry.evaluate("lifecycle", tmp_path / "rows")

    assert (figures["legs"], figures["accuracy"], figures["start_exact"]) == (2, 0.5, 1.0)


def test_evidence_is_for_announced_trips_alone(tmp_path: Path) -> None:
    (tmp_path / "rows").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="no evidence for timex"):
        summitry.evaluate("timex", tmp_path / "rows", evidence=tmp_path / "rows")


def _claims(title: str, text: str, published: str) -> list[tuple[Any, ...]]:
    row = {"id": "page", "text": f"{title}\n\n{text}", "published": published}
    claims = summitry.read_article(pages.article_of_row(row, "row")).claims
    return [
        (c.type, sorted((p.name, p.role) for p in c.participants), c.place and c.place.city, c.start)
        for c in claims
        if c.maker.rule == "transcript"
    ]


def test_a_transcript_tells_who_spoke_where_on_its_day() -> None:
    title, text = TRANSCRIPT["title"], TRANSCRIPT["text"]
    who = [("Barack Obama", "visitor"), ("Ollanta Humala", "host")]
    assert _claims(title, text, "2014-03-05") == [("meeting", who, "Lima", "2014-03-05")]


def test_a_leader_who_speaks_abroad_alone_is_there() -> None:
    title = "Remarks by President Obama in Press Conference | Lima, Peru"
    who = [("Barack Obama", "visitor"), ("Peru", "host")]
    assert _claims(
        title, "Convention Center\nLima, Peru\n\n3:40 P.M. PET\n\nPRESIDENT OBAMA: Hello.", "2014-03-05"
    ) == [("visit", who, "Lima", "2014-03-05")]


def test_late_in_the_evening_a_transcript_may_be_of_the_day_before() -> None:
    title = "Remarks by President Obama and Prime Minister Abe of Japan at State Dinner"
    who = [("Barack Obama", "host"), ("Shinzo Abe", "visitor")]
    assert _claims(title, "East Room\n\n9:05 P.M. EDT\n\nPRESIDENT OBAMA: Hello.", "2014-03-05") == [
        ("meeting", who, "Washington", None)
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Remarks by President Obama on the Economy", "East Room\n\n9:05 A.M. EDT\n\nTHE PRESIDENT: Hello."),
        ("Remarks by President Obama and President Humala of Peru", "Good morning. The talks went well."),
        ("President Obama meets President Humala of Peru", "East Room\n\n9:05 A.M. EDT\n\nTHE PRESIDENT: Hello."),
    ],
)
def test_other_pages_are_no_transcripts_of_meetings(title: str, text: str) -> None:
    assert _claims(title, text, "2014-03-05") == []


def test_a_name_right_behind_that_of_a_body_is_who_heads_it() -> None:
    text = "Last week the head of the Central Intelligence Agency Mike Pompeo met Kim Jong Un in Pyongyang."
    (claim,) = summitry.read_article(pages.article_of_text("page", text, published="2018-04-18")).claims
    assert {p.name for p in claim.participants} == {"Mike Pompeo", "Kim Jong Un"}


@pytest.mark.parametrize(
    "text",
    [
        "President Obama also welcomed the contribution of Sweden to the mission.",
        "President Obama received the Nobel prize in Oslo on Thursday.",
    ],
)
def test_what_is_welcomed_or_received_but_no_guest_is_no_meeting(text: str) -> None:
    assert not summitry.read_article(pages.article_of_text("page", text, published="2009-12-11")).claims
