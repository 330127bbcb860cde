"""Who may read and write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summitry.model.errors import UsageError
from summitry.serving import is_loopback, serve
from web_records import TOKEN, client, small

WORD: dict[str, Any] = {"verdict": "accept", "why": "looked"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small(tmp_path)


def _word(at: TestClient) -> dict[str, Any]:
    return {**WORD, "left": at.get("/api/v1/claims").json()[0]["claim"]}


def test_a_write_needs_the_token(path: Path) -> None:
    at = client(path)
    word = _word(at)

    assert at.post("/api/v1/judgements", json=word).status_code == 403
    assert at.post("/api/v1/judgements", json=word, headers={"authorization": "Bearer wrong"}).status_code == 403
    kept = at.post("/api/v1/judgements", json=word, headers={"authorization": f"Bearer {TOKEN}"})
    assert kept.status_code == 201
    assert kept.json()["by"] == "Ada"
    assert len(at.get("/api/v1/judgements").json()) == 1


def test_a_browser_needs_the_words_of_our_pages_too(path: Path) -> None:
    at = client(path, entered=True)
    word = _word(at)

    assert at.post("/api/v1/judgements", json=word).status_code == 403
    assert at.post("/api/v1/judgements", json=word, headers={"x-csrf-token": "guess"}).status_code == 403
    assert not at.get("/api/v1/judgements").json()


def test_the_token_leaves_the_address(path: Path) -> None:
    at = client(path)

    answer = at.get("/articles", params={"token": TOKEN, "page": "1"}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/articles?page=1")
    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]
    assert TOKEN not in answer.headers["set-cookie"]
    assert at.get("/", params={"token": "wrong"}).status_code == 401


def test_a_redirect_never_leaves_this_host(path: Path) -> None:
    answer = client(path).get("http://localhost:8765//evil.example/", params={"token": TOKEN}, follow_redirects=False)

    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith("//")


def test_from_afar_reading_needs_the_token(path: Path) -> None:
    at = client(path, local=False)

    assert at.get("/").status_code == 401
    assert at.get("/api/v1/encounters").json()["detail"]
    assert at.get("/api/v1/encounters", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert at.get("/", params={"token": TOKEN}).status_code == 200
    assert at.get("/").status_code == 200


def test_the_loopback_answers_to_no_other_name(path: Path) -> None:
    assert client(path).get("/", headers={"host": "evil.example"}).status_code == 400
    assert client(path).get("/", headers={"host": "[::1]:8765"}).status_code == 200


def test_what_is_too_large_is_not_read(path: Path) -> None:
    at = client(path)

    answer = at.post("/api/v1/judgements", content=b"x" * 70_000, headers={"authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 413


def test_another_host_needs_a_token(path: Path) -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("localhost")
    assert not is_loopback("192.0.2.1")
    with pytest.raises(UsageError, match="--token"):
        serve(path, host="192.0.2.1")
