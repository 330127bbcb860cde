#!/usr/bin/env python3
"""Writes the parts of README.md and docs/ that the code says: the commands, the schema, and what commands print.

    python3 docs/generate.py             write them
    python3 docs/generate.py --check     exit status 1 where one is not as the code says

In any page, the lines between `<!-- run: COMMAND -->` and `<!-- end -->` are what COMMAND prints on a record of
examples/, with only its first lines where it says `| head -n N`.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import typer.main

import summitry
from summitry import cli
from summitry.views import fared, judging, notes, relations, schema

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sysconfig.get_path("scripts"))
RUN = re.compile(r"(<!-- run: (?P<command>.+?) -->\n)(?P<shown>.*?)(<!-- end -->)", re.DOTALL)
HEAD = re.compile(r" \| head -n (\d+)$")
HEADINGS = {kind: f"{name}.jsonl" for name, kind in schema.TABLES.items()}
"""Headings of the rows that have a file of their own."""
JSON_WORDS = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def pages() -> dict[Path, str]:
    """What every generated or partly generated page must hold."""
    made = {
        ROOT / "docs" / "commands.md": "\n".join(command_lines()),
        ROOT / "docs" / "schema.md": "\n".join(schema_lines()),
    }
    with_runs = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if path not in made]
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "examples.db"
        for path in with_runs:
            text = path.read_text(encoding="utf-8")
            if RUN.search(text):
                made[path] = RUN.sub(lambda found: _ran(found, record), text)
    return made


def _ran(found: re.Match[str], record: Path) -> str:
    """A run's lines, with what its command prints now: on a record of examples/, or where it builds one, from none."""
    command = found["command"]
    if command.startswith("summitry build"):
        record.unlink(missing_ok=True)
    elif not record.exists():
        _printed(["summitry", "build", "examples"], record)
    head = HEAD.search(command)
    lines = _printed(HEAD.sub("", command).split(), record).splitlines()
    kept = lines[: int(head[1])] if head else lines
    return "".join([found[1], "```console\n", f"$ {command}\n", *(line + "\n" for line in kept), "```\n", found[4]])


def _printed(words: list[str], record: Path) -> str:
    settings = {**os.environ, "SUMMITRY_RECORD": str(record), "NO_COLOR": "1"}
    unquoted = [word.strip("'\"") for word in words]
    done = subprocess.run(
        [str(BIN / unquoted[0]), *unquoted[1:]], cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"expected exit status 0, got {done.returncode} from {' '.join(words)}: {done.stderr}")
    return done.stdout


def command_lines() -> Iterator[str]:
    """docs/commands.md: every command with its arguments and options, and the function that it is the twin of."""
    yield "# Commands\n"
    yield "Written by `python3 tasks.py docs` from `src/summitry/cli/`. Each command is the twin of the public Python"
    yield "function of its name: `summitry timeline` is `summitry.timeline`.\n"
    yield _exit_statuses() + "\n"
    for name, command in typer.main.get_command(cli.app).commands.items():  # type: ignore[attr-defined]
        yield f"## {name}\n"
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        options = [one for one in command.params if one.param_type_name == "option"]
        yield f"`{_usage(name, arguments)}`\n"
        yield f"{command.help}\n"
        yield f"In Python: `summitry.{name}{_parameters(getattr(summitry, name))}`.\n"
        yield "| | | default |"
        yield "|---|---|---|"
        for one in arguments:
            yield f"| `{one.name.upper()}` | {_cell(one.help)} | {_default(one)} |"
        for one in options:
            yield f"| `{', '.join(one.opts)}` | {_cell(one.help)} | {_default(one)} |"
        yield ""


def _parameters(function: Any) -> str:
    """A function's parameters and their defaults, without types."""
    bare = [one.replace(annotation=one.empty) for one in inspect.signature(function).parameters.values()]
    return str(inspect.Signature(bare))


def _exit_statuses() -> str:
    told = (cli.__doc__ or "").split("Exit status: ", 1)[1].replace("\n", " ").strip()
    return "Exit status: " + told


def _usage(name: str, arguments: Iterable[Any]) -> str:
    words = ["summitry", name]
    for one in arguments:
        word = one.name.upper() + ("..." if one.nargs == -1 else "")
        words.append(word if one.required else f"[{word}]")
    return " ".join([*words, "[OPTIONS]"])


def _default(one: Any) -> str:
    if one.required:
        return "required"
    if one.default in (None, False):
        return ""
    variable = f" (or `${one.envvar}`)" if one.envvar else ""
    return f"`{one.default}`{variable}"


def schema_lines() -> Iterator[str]:
    """docs/schema.md: the rows of each file, and of `--json` and `annotate`, field by field."""
    yield f"# Schema {schema.VERSION}\n"
    yield "Written by `python3 tasks.py docs` from the rows in `src/summitry/views`."
    yield "`export --format jsonl DIR` writes one file a kind, one row a line; `--format csv` writes the same rows,"
    yield "an object's fields as columns (`place.city`) and a list as JSON in its cell. Offsets are code points,"
    yield "half-open. Dates are ISO prefixes: `2018-05` has the precision of a month.\n"
    told: dict[type, None] = {}
    for name, kind in schema.TABLES.items():
        yield from _row_lines(f"{name}.jsonl", kind, told)
    yield from _row_lines("show --json", schema.ShownRow, told)
    yield from _row_lines("search --json", schema.HitRow, told)
    yield from _row_lines("relations --json", relations.RelationRow, told)
    yield from _row_lines("forecasters --json", fared.FaredRow, told)
    yield from _row_lines("judgements --json", judging.JudgementRow, told)
    yield from _row_lines("annotate", notes.AnnotationRow, told)
    yield from _row_lines("dates --json", notes.DatesRow, told)
    done: set[type] = set()
    while len(done) < len(told):
        for kind in [one for one in told if one not in done]:
            done.add(kind)
            yield from _row_lines(_title(kind), kind, told)


def _row_lines(title: str, kind: type, told: dict[type, None]) -> Iterator[str]:
    yield f"## {title}\n"
    yield " ".join((kind.__doc__ or "").split()) + "\n"
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for name, hint in get_type_hints(kind, include_extras=True).items():
        bare, meaning = (get_args(hint)[0], get_args(hint)[1]) if get_origin(hint) is Annotated else (hint, "")
        yield f"| `{name}` | {_type_words(bare, told)} | {_cell(meaning)} |"
    yield ""


def _type_words(hint: Any, told: dict[type, None]) -> str:
    """A type in JSON's words; the rows it mentions are added to `told`."""
    if get_origin(hint) is Annotated:
        return _type_words(get_args(hint)[0], told)
    if is_typeddict(hint):
        if hint not in HEADINGS:
            told.setdefault(hint)
        return f"[{_title(hint)}](#{HEADINGS.get(hint, _title(hint)).replace('.', '')})"
    if get_origin(hint) is list:
        return f"array of {_type_words(get_args(hint)[0], told)}"
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(_type_words(one, told) for one in get_args(hint))
    return JSON_WORDS[hint]


def _title(kind: type) -> str:
    return kind.__name__.removesuffix("Row").lower()


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


def main(words: list[str]) -> int:
    """0 where every page is as the code says, or has been written so."""
    stale = {
        path: text for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    for path, text in stale.items():
        if "--check" in words:
            print(f"{path.relative_to(ROOT)}: not as the code says; run `python3 tasks.py docs`", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8")
    return int("--check" in words and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
