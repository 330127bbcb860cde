"""From what the user names (files, folders, standard input) to articles, one at a time, whatever is wrong with some."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

from summitry.model.errors import InputError
from summitry.model.text import Article
from summitry.pages import decode
from summitry.pages.articles import article_of_html, article_of_row, article_of_text

LARGEST_PAGE = 20_000_000
"""Bytes of the largest page that is read unless the caller says otherwise, unpacked. The largest saved news page met
has 9 MB; one of 20 MB takes about 20 seconds and 1 GB."""
STDIN = "-"

Kind = Literal["text", "html", "rows"]
_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "rows",
    ".ndjson": "rows",
}
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclasses.dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and its page's id. The path is None for standard input, the kind where its bytes must tell."""

    identity: str
    path: Path | None
    kind: Kind | None

    @property
    def where(self) -> str:
        return "standard input" if self.path is None else _shown(self.path)


def read(sources: Iterable[str | Path], largest: int = LARGEST_PAGE) -> Iterator[Article | InputError]:
    """Reads every page of `sources`, in an order that does not depend on theirs; what cannot be read comes as an
    InputError, and the rest is read.

    A source is a file (.txt, .text, .md, .html, .htm, .xhtml, .jsonl, .ndjson, or any of these with .gz), a folder
    (read with the folders in it; hidden files and files of other kinds are passed over) or "-" for standard input,
    whose kind is told from its first bytes. A file of another kind that is named itself is read as its bytes tell.

    A page's id is its folder's name and the path below it ("seeds/001.txt"), the same whether the folder or the file
    is named, and wherever the folder lies; a JSON line's id is its "id". A page met twice is read once; a second
    page with the id of another is an InputError. `largest`: bytes of a page or a JSON line, unpacked.
    """
    files, errors = _found(sources)
    yield from errors
    seen: dict[str, str] = {}
    for file in files:
        for article in _read(file, largest):
            if isinstance(article, InputError):
                yield article
            elif article.id not in seen:
                seen[article.id] = article.sha256
                yield article
            elif seen[article.id] != article.sha256:
                what = f'another page has the id "{article.id}" already'
                yield InputError(what, file.where, "give each page an id or a path of its own")


def _found(sources: Iterable[str | Path]) -> tuple[list[_File], list[InputError]]:
    files: dict[tuple[str, str], _File] = {}
    errors: dict[str, InputError] = {}
    for source in sources:
        for file in _below(source):
            if isinstance(file, InputError):
                errors[str(file)] = file
            else:
                files[file.identity, file.where] = file
    return [files[key] for key in sorted(files)], [errors[key] for key in sorted(errors)]


def _below(source: str | Path) -> Iterator[_File | InputError]:
    path = Path(source)
    try:
        if str(source) == STDIN:
            yield _File("stdin", None, None)
        elif path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield _File(_identity(path.absolute().parent, path.name), path, _kind(path))
        else:
            yield InputError("there is no such file or folder", _shown(path), "check the path")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield _unreadable(error, _shown(path))


def _in_folder(folder: Path) -> Iterator[_File | InputError]:
    problems: list[OSError] = []
    empty = True
    for inside, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        for page in sorted(names):
            path = Path(inside, page)
            kind = _kind(path)
            unfit = path.exists() and not path.is_file()  # a pipe or a socket
            if kind and not unfit and not page.startswith("."):
                empty = False
                yield _File(_identity(folder, path.relative_to(folder).as_posix()), path, kind)
    for problem in problems:
        yield _unreadable(problem, _shown(Path(problem.filename or folder)))
    if empty and not problems:
        todo = f"name a folder with files that end in {', '.join(_KINDS)}, or these with .gz"
        yield InputError("no page in this folder", _shown(folder), todo)


def _identity(folder: Path, below: str) -> str:
    """The id of a page: its folder's name and the path below it."""
    return _readable(f"{folder.resolve().name}/{below}".lstrip("/"))


def _shown(path: Path) -> str:
    """A path as an error's line shows it."""
    return "".join(c if c.isprintable() else "\ufffd" for c in _readable(str(path)))


def _readable(path: str) -> str:
    """A path as UTF-8 can write it: names of files are bytes, and not always text."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _kind(path: Path) -> Kind | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _KINDS.get(suffixes[-1]) if suffixes else None


def _read(file: _File, largest: int) -> Iterator[Article | InputError]:
    try:
        if file.path is None:
            yield from _of_bytes(file, sys.stdin.buffer, largest)
        else:
            with file.path.open("rb") as stream:
                yield from _of_bytes(file, stream, largest)
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(error, file.where)


def _of_bytes(file: _File, stream: IO[bytes], largest: int) -> Iterator[Article | InputError]:
    head = stream.read(2)
    rest = _Chained(head, stream)
    if head == b"\x1f\x8b":
        with gzip.GzipFile(mode="rb", fileobj=rest) as unpacked:
            yield from _pages(file, unpacked, largest)
    else:
        yield from _pages(file, rest, largest)


def _pages(file: _File, stream: IO[bytes] | gzip.GzipFile | _Chained, largest: int) -> Iterator[Article | InputError]:
    if file.kind == "rows":
        yield from _rows(_Chained(b"", stream), file.where, largest)
        return
    data = stream.read(largest + 1)
    kind = file.kind or _sniffed(data)
    if kind == "rows":
        yield from _rows(_Chained(data, stream), file.where, largest)
    elif len(data) > largest:
        yield _too_large(file.where, largest)
    elif not data.strip():
        yield InputError("the page is empty", file.where, "leave it out, or save it again")
    else:
        try:
            make = article_of_html if kind == "html" else article_of_text
            yield make(file.identity, data)
        except InputError as error:
            yield InputError(error.what, file.where, error.todo)


def _rows(stream: _Chained, where: str, largest: int) -> Iterator[Article | InputError]:
    number = 0
    while line := stream.readline(largest + 1):
        number += 1
        here = f"{where}:{number}"
        if len(line) > largest:
            yield _too_large(here, largest)
            while line and not line.endswith(b"\n"):
                line = stream.readline(largest)
            continue
        row = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if row.strip():
            yield _row(row, here)
    if number == 0:
        yield InputError("the page is empty", where, "leave it out, or write one JSON object a line")


def _row(line: bytes, here: str) -> Article | InputError:
    try:
        return article_of_row(json.loads(line.decode("utf-8")), here)
    except UnicodeDecodeError as error:
        return InputError(f"expected UTF-8, got something else at byte {error.start + 1}", here, "save it as UTF-8")
    except json.JSONDecodeError as error:
        what = f"expected a JSON object, got something else at character {error.pos + 1} ({error.msg})"
        return InputError(what, here, "mend or delete this line")
    except (RecursionError, ValueError):  # ValueError: a number of more than 4,300 digits
        return InputError("expected a JSON object, got one beyond all measure", here, "mend or delete this line")
    except InputError as error:
        return InputError(error.what, here, error.todo)


def _sniffed(data: bytes) -> Kind:
    """Whether a page's first bytes are JSON lines, HTML or plain text."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") and any(key in head for key in (b'"id"', b'"text"', b'"html"')):
        return "rows"
    try:
        text, _ = decode.decode(data[:4096])
    except decode.NotTextError:
        return "text"
    return "html" if _MARKUP.match(text) else "text"


class _Chained:
    """What was read of a stream already, followed by the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes] | gzip.GzipFile | _Chained) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            head, self._head = self._head, b""
            return head + self._rest.read()
        head, self._head = self._head[:size], self._head[size:]
        return head + self._rest.read(size - len(head))

    def seek(self, offset: int, /) -> None:
        """Streams only go forward; gzip asks for no more."""
        raise io.UnsupportedOperation(f"expected to read on, got a seek to {offset}")

    def readline(self, size: int) -> bytes:
        end = self._head.find(b"\n", 0, size) + 1 or size
        head, self._head = self._head[:end], self._head[end:]
        if head.endswith(b"\n") or len(head) == size:
            return head
        return head + self._rest.readline(size - len(head))


def _too_large(where: str, largest: int) -> InputError:
    todo = "split it, one page a file or JSON line, or raise the limit"
    return InputError(f"expected at most {largest / 1e6:g} MB, got more", where, todo)


def _unreadable(error: Exception, where: str) -> InputError:
    match error:
        case PermissionError():
            return InputError("no permission to read it", where, "change its permissions, or leave it out")
        case FileNotFoundError():
            return InputError("there is no such file or folder", where, "check the path")
        case gzip.BadGzipFile() | EOFError() | zlib.error():
            return InputError("broken gzip data", where, "pack it again, or give the unpacked file")
        case OSError(strerror=str(reason)):
            return InputError(f"it cannot be read ({reason})", where, "check the file and its disk")
    return InputError("it cannot be read", where, "check the path")
