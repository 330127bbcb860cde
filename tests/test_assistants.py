"""The server for assistants, asked through the official SDK's client in memory."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import mcp
import pytest

import worlds
from summitry import assistants
from summitry.model.errors import RecordError
from summitry.record import Store


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "record.db"
    with Store(path) as store:
        for one in worlds.world():
            store.file(one)
    return path


def ask(path: Path, tool: str, **given: Any) -> Any:
    """The answer of a tool, or the text of its error."""

    async def asked() -> Any:
        async with mcp.Client(assistants.server(path)) as client:
            return await client.call_tool(tool, given)

    answer = asyncio.run(asked())
    return answer.content[0].text if answer.is_error else json.loads(answer.content[0].text)


def test_every_tool_only_reads_and_says_what_it_does(path: Path) -> None:
    async def listed() -> Any:
        async with mcp.Client(assistants.server(path)) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert {tool.name for tool in tools} == {
        "find_encounters",
        "evidence",
        "forecasts",
        "disagreements",
        "search_articles",
    }
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_encounters_come_with_quotes_and_sources(path: Path) -> None:
    answer = ask(path, "find_encounters", who="Novak", since="2031")

    (found,) = answer["encounters"]
    texts = {one.article.id: one.article.text for one in worlds.world()}
    assert (found["status"], answer["found"], answer["left_out"]) == ("confirmed", 1, 0)
    assert all(texts[one["article"]][one["start"] : one["end"]] == one["quote"] for one in found["evidence"])
    assert [one["outlet"] for one in found["sources"]] == ["Daily A", "Daily B"]


def test_the_record_as_it_stood(path: Path) -> None:
    (before,) = ask(path, "find_encounters", as_of="2031-05-07")["encounters"]

    assert before["status"] == "rumoured"


def test_evidence_is_all_on_one_encounter(path: Path) -> None:
    (found,) = ask(path, "find_encounters", since="2031")["encounters"]

    shown = ask(path, "evidence", encounter=found["encounter"][:8])

    assert {one["article"] for one in shown["claims"]} == {"a.txt", "b.txt"}
    assert {one["article"] for one in shown["sources"]} == {"a.txt", "b.txt"}


def test_other_questions_are_answered(path: Path) -> None:
    assert ask(path, "search_articles", words="Bern")["found"] == 3
    assert "forecasts" in ask(path, "forecasts", country="CHE")
    assert "disagreements" in ask(path, "disagreements")


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("find_encounters", {"status": "happened"}, "expected one of predicted"),
        ("find_encounters", {"as_of": "yesterday"}, "expected an ISO prefix"),
        ("evidence", {"encounter": "zz"}, "expected an encounter whose id starts with"),
    ],
)
def test_what_cannot_be_answered_is_told_in_one_line(path: Path, tool: str, given: dict[str, str], words: str) -> None:
    told = ask(path, tool, **given)

    assert words in told
    assert "Traceback" not in told


def test_asking_writes_nothing(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()

    ask(path, "find_encounters")

    assert path.read_bytes() == before
    with pytest.raises(RecordError):
        assistants.server(tmp_path / "none.db")
