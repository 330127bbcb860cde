"""The documents say what the code says."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

import summitry
from summitry import cli
from summitry.views import schema
from summitry.views.queries import STATUSES

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]


def _generator() -> ModuleType:
    found = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_generated_pages_are_current() -> None:
    stale = [path for path, text in _generator().pages().items() if path.read_text(encoding="utf-8") != text]

    assert not stale, "run `python3 tasks.py docs`"


def test_every_command_stands_in_the_docs_with_its_twin() -> None:
    told = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    for name, command in COMMANDS.items():
        assert f"## {name}\n" in told
        assert f"`summitry.{name}(" in told
        assert command.help
        assert name in summitry.__all__


def test_every_option_says_what_it_does() -> None:
    for name, command in COMMANDS.items():
        for one in command.params:
            assert one.help, f"{name}: {one.name} has no help"


def test_every_kind_of_row_stands_in_the_schema() -> None:
    told = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")

    for name in schema.TABLES:
        assert f"## {name}.jsonl\n" in told


def test_every_status_is_explained() -> None:
    told = (ROOT / "docs" / "statuses.md").read_text(encoding="utf-8")

    rows = {word.strip() for row in re.findall(r"^\| ([a-z, ]+) \|", told, re.MULTILINE) for word in row.split(",")}
    assert set(STATUSES) <= rows


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


def test_decisions_are_numbered_and_dated() -> None:
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    for number, path in enumerate(found, 1):
        assert path.name.startswith(f"{number:04}-")
        assert re.match(rf"# {number}\. .+\n\n\d{{4}}-\d\d-\d\d\n", path.read_text(encoding="utf-8")), path.name


def test_the_version_is_one() -> None:
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert metadata["project"]["version"] == summitry.__version__


def test_locks_name_no_registry_and_hash_everything() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.findall(r"^[\w.-]+==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins)


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)

    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})


def test_every_command_that_prints_rows_prints_them_as_json() -> None:
    for name, command in COMMANDS.items():
        options = {option for one in command.params for option in one.opts}
        assert "--json" in options or name in ("annotate", "export", "serve", "dossier", "assist"), name
