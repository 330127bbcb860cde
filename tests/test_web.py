"""The pages and the interface for programs, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summitry.views import schema
from summitry.views.web.models import model_of
from summitry.views.web.shelf import article_key
from web_records import OVERRIDE, SCRIPT, client, hostile, small


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(small(tmp_path_factory.mktemp("small"))) as made:
        yield made


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(hostile(tmp_path_factory.mktemp("hostile"))) as made:
        yield made


PAGES = ("/", "/?lanes=person", "/articles", f"/articles/{article_key('b.txt')}", "/?as_of=2031-05-07", "/?who=novak")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_shown_and_ask_no_other_host(at: TestClient, page: str) -> None:
    answer = at.get(page)

    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    asked = re.findall(r'(?:src|href|action)="([^"]+)"', answer.text)
    assert all(one.startswith(("/", "#", "?")) for one in asked if not one.startswith("https://example"))
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


def test_an_encounter_is_one_click_from_its_words(at: TestClient) -> None:
    row = at.get("/api/v1/encounters?who=novak").json()[-1]
    page = at.get(f"/encounters/{row['encounter'][:8]}").text

    links = re.findall(rf'href="(/articles/{article_key("b.txt")}\?at=\d+-\d+)#at"', page)
    assert links
    words = at.get(links[0]).text
    assert re.search(r'<span class="hl[^"]* at" id="at"[^>]*>', words)
    assert f'href="/encounters/{row["encounter"]}#claim-' in words


def test_the_record_is_shown_as_it_was_on_a_day(at: TestClient) -> None:
    now = {one["status"] for one in at.get("/api/v1/encounters?since=2031").json()}
    then = {one["status"] for one in at.get("/api/v1/encounters?since=2031&as_of=2031-05-07").json()}

    assert now == {"confirmed"}
    assert then == {"rumoured"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/encounters/ffffffffffff", 404), ("/articles/nobody", 404), ("/nowhere", 404), ("/?status=doubtful", 400),
        ("/?as_of=yesterday", 400), ("/?page=0", 400), ("/?since=2031-13", 400), ("/?type=dinner", 400),
        ("/?country=Nowhereland", 400), ("/?page=99", 200), ("/api/v1/encounters/ffff", 404),
        ("/api/v1/encounters?limit=0", 422), ("/api/v1/nothing", 404), ("/api/v1/search?q=%3F", 400),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(at: TestClient, address: str, status: int) -> None:
    answer = at.get(address)

    assert answer.status_code == status
    if status != 200 and "json" in answer.headers["content-type"]:
        assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("encounters", schema.EncounterRow), ("articles", schema.ArticleRow), ("claims", schema.ClaimRow),
        ("forecasts", schema.ForecastRow), ("conflicts", schema.ConflictRow), ("sources", schema.SourceRow),
    ],
)  # fmt: skip
def test_rows_are_of_the_public_schema(at: TestClient, address: str, kind: Any) -> None:
    rows = at.get(f"/api/v1/{address}").json()

    for row in rows:
        model_of(kind).model_validate(row, strict=True)
    assert rows or address in ("forecasts", "conflicts")


def test_the_interface_describes_itself(at: TestClient) -> None:
    told = at.get("/api/v1/openapi.json").json()

    assert "/api/v1/judgements" in told["paths"]
    assert told["components"]["schemas"]["EncounterRow"]["properties"]["status"]["description"]


def test_what_is_typed_is_found(at: TestClient) -> None:
    found = at.get("/api/v1/suggest", params={"q": "nov"}).json()["found"]

    assert [one["title"] for one in found if one["href"].startswith("/?who")] == ["Anna Novak"]
    assert any(one["href"].startswith("/encounters/") for one in found)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _safe(page: str) -> None:
    tags = _Tags()
    tags.feed(page)
    for tag, attributes in tags.found:
        assert tag != "img"
        assert tag != "script" or (attributes.get("src") or "").startswith("/static/")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert not (attributes.get("href") or "").lower().strip().startswith(("javascript:", "data:"))
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "\x00" not in page


def test_hostile_words_are_shown_as_text(attacked: TestClient) -> None:
    rows = attacked.get("/api/v1/encounters").json()
    addresses = ["/", "/articles", "/articles?page=1", f"/articles/{article_key(f'../../{SCRIPT}?x=1#y')}"]
    addresses += [f"/encounters/{row['encounter']}" for row in rows]
    addresses += ["/?who=" + SCRIPT + OVERRIDE, "/nowhere/" + SCRIPT, "/?status=" + SCRIPT, "/?as_of=" + SCRIPT]
    for address in addresses:
        _safe(attacked.get(address).text)


def test_a_paragraph_of_ten_megabytes_is_shown_a_stretch_at_a_time(attacked: TestClient) -> None:
    page = attacked.get(f"/articles/{article_key('long.txt')}?at=9000000-9000010")

    assert page.status_code == 200
    assert len(page.content) < 400_000
    assert 'id="at"' in page.text
    _safe(page.text)
