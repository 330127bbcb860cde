"""The installation, tried; and what is shipped, installed in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import pytest

import summitry
from summitry import cli, plugins
from summitry.health import EXTRAS

ROOT = Path(__file__).resolve().parents[1]


def test_a_whole_installation_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor", "--json"]) == 0

    found = {row["part"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert {"python", "reading", "model", "record file", "readers", *EXTRAS} == set(found)
    assert all(row["verdict"] == "fine" for name, row in found.items() if name not in EXTRAS)


def test_what_fails_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.db").write_text("no record", encoding="utf-8")
    monkeypatch.setenv(plugins.VARIABLE, "nobody")

    found = {one.part: one for one in summitry.doctor(tmp_path / "a.db")}

    assert found["record"].verdict == found["readers"].verdict == "broken"
    assert "no SQLite database" in found["record"].told
    assert plugins.VARIABLE in str(found["readers"].todo)
    assert cli.run(["doctor", "--record", str(tmp_path / "a.db")]) == 4


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "summitry"], capture_output=True, text=True, check=False,
        env={**os.environ, "_SUMMITRY_COMPLETE": f"source_{shell}"},
    )  # fmt: skip

    assert "_SUMMITRY_COMPLETE" in done.stdout


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution, the wheel built from the latter."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run([*build, "--target", "sdist"], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as packed:
        packed.extractall(folder / "source", filter="data")
    source = next((folder / "source").iterdir())
    subprocess.run([*build, "--target", "wheel"], cwd=source, check=True, capture_output=True)
    return folder


def test_what_is_shipped_runs_in_an_environment_of_its_own(shipped: Path, tmp_path: Path) -> None:
    """The wheel is installed afresh; what it depends on is lent, so that nothing has to be fetched."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*install, str(next(shipped.glob("*.whl")))], check=True, capture_output=True)
    lent = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    (Path(lent) / "lent.pth").write_text("".join(f"{path}\n" for path in sys.path if path.endswith("site-packages")))
    page = tmp_path / "page.txt"
    page.write_text("Talks\n\nXi Jinping met Kim Jong Un in Beijing on 26 March 2018, Xinhua said.\n", encoding="utf-8")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SUMMITRY"))}

    def run(*words: str) -> str:
        done = subprocess.run(
            [str(tmp_path / "env" / "bin" / "summitry"), *words],
            capture_output=True, text=True, check=True, cwd=tmp_path, env=bare,
        )  # fmt: skip
        return done.stdout

    where = subprocess.run(
        [str(python), "-c", "import summitry; print(summitry.__file__)"], capture_output=True, text=True, check=True,
        cwd=tmp_path, env=bare,
    ).stdout  # fmt: skip
    assert str(tmp_path / "env") in where, "the installed package, not the checkout"
    assert run("build", "page.txt").startswith("1 article read")
    assert "Xi Jinping" in run("timeline")


def test_the_container_installs_what_is_locked() -> None:
    told = (ROOT / "Containerfile").read_text(encoding="utf-8")

    assert "--require-hashes --requirement requirements.lock" in told
    assert "USER summitry" in told
    assert "://" not in told
