"""Judging on the pages: the queue, corrections that outlive a rebuild, undo, the audit trail."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summitry.model.errors import UsageError
from summitry.record import Store
from summitry.views.judging import Pen
from summitry.views.review import review
from web_records import SCRIPT, client, hostile, small
from worlds import world


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small(tmp_path)


def _post(at: TestClient, **fields: Any) -> Any:
    csrf = re.search(r'name="csrf" value="(\w+)"', at.get(f"/encounters/{fields.get('encounter', _ids(at)[0])}").text)
    assert csrf is not None
    return at.post("/judge", data={"csrf": csrf[1], "why": "looked", **fields})


def _ids(at: TestClient) -> list[str]:
    return [one["encounter"] for one in at.get("/api/v1/encounters").json()]


def _rebuilt(path: Path) -> None:
    with Store(path) as store:
        for one in world():
            store.file(one, settings="newer rules")
        store.refold()


def test_a_correction_survives_a_rebuild_and_is_undone(path: Path) -> None:
    at = client(path, entered=True)
    one = _ids(at)[0]

    answer = _post(at, encounter=one, action="correct", field="city", value="Basel", next=f"/encounters/{one}")
    assert str(answer.url.path) == f"/encounters/{one}"
    assert "Basel" in answer.text
    assert "corrected" in answer.text
    _rebuilt(path)
    assert at.get(f"/api/v1/encounters/{one}").json()["encounter"]["place"]["city"] == "Basel"

    act = at.get("/api/v1/judgements").json()[0]
    assert (act["by"], act["why"]) == ("Ada", "looked")
    _post(at, action="undo", act_by=act["by"], act_when=act["when"])
    assert at.get(f"/api/v1/encounters/{one}").json()["encounter"]["place"]["city"] == "Bern"
    assert "taken back" in at.get("/judgements").text
    assert [one["verdict"] for one in at.get("/api/v1/judgements").json()] == ["unsure", "correct"]


def test_split_join_and_keep_apart(path: Path) -> None:
    at = client(path, entered=True)
    ids = _ids(at)
    assert len(ids) == 2

    _post(at, encounter=ids[1], action="split", article="b.txt")
    apart = _ids(at)
    assert len(apart) == 3
    _post(at, encounter=apart[1], action="same", other=f"http://localhost/encounters/{apart[2]}?as_of=2031")
    assert len(_ids(at)) == 2
    _post(at, encounter=_ids(at)[0], action="different", other=_ids(at)[1])
    assert at.get("/review").status_code == 200


def test_what_is_rejected_goes_and_the_feed_says_so(path: Path) -> None:
    at = client(path, entered=True)
    gone, kept = _ids(at)

    _post(at, encounter=gone, action="reject")

    assert _ids(at) == [kept]
    assert at.get(f"/encounters/{gone}").status_code == 404
    told = at.get("/api/v1/changes").json()
    assert [one["encounter"] for one in told if one["kind"] == "deletion"] == [None]
    assert "<title>deletion: reject by Ada looked</title>" in at.get("/changes.atom").text


def test_what_is_accepted_leaves_the_queue(path: Path) -> None:
    at = client(path, entered=True)
    waiting = at.get("/api/v1/review").json()
    for one in {row["encounter"] for row in waiting}:
        _post(at, encounter=one, action="accept")

    assert not at.get("/api/v1/review").json()
    assert "Nothing waits for a person" in at.get("/review").text


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "dance"}, {"action": "correct", "field": "start", "value": "soon"},
        {"action": "correct", "field": "colour", "value": "red"}, {"action": "same", "other": ""},
        {"action": "split", "article": "nobody.txt"}, {"action": "undo", "act_by": "Bob", "act_when": "never"},
        {"action": "correct", "field": "country", "value": "Nowhere"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(path: Path, fields: dict[str, str]) -> None:
    at = client(path, entered=True)

    answer = _post(at, encounter=_ids(at)[1], **fields)

    assert answer.status_code in (400, 404)
    assert not at.get("/api/v1/judgements").json()


def test_one_is_never_sent_elsewhere(path: Path) -> None:
    at = client(path, entered=True)
    for to in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = _post(at, encounter=_ids(at)[0], action="accept", next=to)
        assert answer.url.host == "localhost"
        assert answer.url.path == "/review"


def test_hostile_words_wait_harmlessly(tmp_path: Path) -> None:
    at = client(hostile(tmp_path), entered=True)
    for address in ("/review", "/judgements", "/map", "/network", "/sources", "/search?q=script", "/changes.atom",
                    "/network?of=states", "/relations?left=CZE&right=CHE", "/forecasts", "/conflicts"):  # fmt: skip
        page = at.get(address)
        assert page.status_code == 200
        assert SCRIPT not in page.text
        assert "\u202e" not in page.text


def test_the_queue_is_a_function_of_the_record(path: Path) -> None:
    with Store(path, readonly=True) as store:
        record = store.record()

    assert review(record) == review(record)
    with pytest.raises(UsageError, match="not all"):
        Pen("Ada", "2032-01-01").split(record.encounters[1], record.accounts, ["a.txt", "b.txt", "c.txt"])
