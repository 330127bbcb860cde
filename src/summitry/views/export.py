"""The record as files for other programs: one function, a format by its name."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from summitry.model.errors import InputError, RecordError, UsageError
from summitry.record import Record
from summitry.views.exports import FORMATS, Content, Row, Told, files_of
from summitry.views.exports.jsonl import encounters, tables
from summitry.views.exports.lines import json_line, json_lines

__all__ = ["FORMATS", "Earlier", "export", "json_line", "json_lines", "tables"]


@dataclasses.dataclass(frozen=True)
class Earlier:
    """An earlier state of the record: the rows of its encounters, for the format "changes"."""

    rows: Sequence[Row]

    @staticmethod
    def of(record: Record) -> Earlier:
        """The state of a record, such as `open_record(path, as_of="2018-03-27")`."""
        return Earlier(tuple(encounters(record)))

    @staticmethod
    def read(folder: str | Path) -> Earlier:
        """The state that an earlier export as JSON lines holds. Raises InputError where it cannot be read."""
        path = Path(folder) / "encounters.jsonl"
        try:
            found = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
            broken = next((row for row in found if not isinstance(row, dict) or "encounter" not in row), None)
        except OSError as error:
            todo = "name the folder of an earlier `export --format jsonl`"
            raise InputError(f"cannot be read ({error.strerror or error})", str(path), todo) from error
        except ValueError as error:
            raise InputError(f"expected rows of encounters ({error})", str(path), "export it again") from error
        if broken is not None:
            raise InputError("expected rows of encounters, got another row", str(path), "export it again")
        return Earlier(found)


def export(
    record: Record, folder: str | Path, *, format: str = "jsonl", text: bool = True, earlier: Earlier | None = None
) -> tuple[Path, ...]:
    """Writes the record into `folder`, which is made where it is not; gives the files.

    `format`: a name of FORMATS. `text`: with the articles' texts, where the format has them. `earlier`: what "changes"
    compares with (None: nothing was known). The same record gives the same bytes. A file is replaced only once the new
    one is whole. Raises UsageError on another format or where what it needs is not installed, RecordError where a file
    cannot be written.
    """
    if format not in FORMATS:
        raise UsageError(f"--format: expected one of {', '.join(FORMATS)}, got {format!r}")
    if earlier is not None and format != "changes":
        raise UsageError(f"an earlier state is for the format changes alone, got {format!r}")
    written = []
    for name, content in files_of(format)(record, Told(text, earlier.rows if earlier else ())):
        path = Path(folder) / name
        _write(path, content)
        written.append(path)
    return tuple(written)


def _write(path: Path, content: Content) -> None:
    whole = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole.open("wb") as file:
            file.writelines(_encoded(content))
        whole.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            whole.unlink(missing_ok=True)
        todo = "free space, or name another folder"
        raise RecordError(f"{path}: cannot be written ({error.strerror or error}); {todo}") from error


def _encoded(content: Content) -> Iterable[bytes]:
    for piece in content:
        yield piece if isinstance(piece, bytes) else piece.encode("utf-8")
