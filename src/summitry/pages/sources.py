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
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import IO, Any, Literal

from summitry.model.errors import InputError
from summitry.model.text import Article, DateHint
from summitry.pages import archives, decode, feeds, mail, pdf, scraped
from summitry.pages.articles import Given, article_of_html, article_of_row, article_of_text
from summitry.pages.pieces import LARGEST_PAGE, OFFLINE, Intake, Piece, Stream, too_large

STDIN = "-"

Kind = Literal["text", "html", "rows", "mhtml", "pdf", "mail", "mailbox", "zip", "warc", "feed", "csv", "json"]
_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "rows",
    ".ndjson": "rows",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".zip": "zip",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
}
"""Files that are read in a folder, too."""
_NAMED_KINDS: dict[str, Kind] = {**_KINDS, ".xml": "feed", ".csv": "csv", ".tsv": "csv", ".json": "json"}
"""Files that are read when they are named themselves: in a folder they may be anything."""
_READERS: Mapping[Kind, Callable[[Stream, str, int], Iterator[Piece | InputError]]] = {
    "mhtml": mail.mhtml,
    "mail": mail.message,
    "mailbox": mail.mailbox,
    "pdf": pdf.pdf,
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


def read(
    sources: Iterable[str | Path], largest: int = LARGEST_PAGE, intake: Intake = OFFLINE
) -> Iterator[Article | InputError]:
    """Reads every page of `sources`, in an order that does not depend on theirs; what cannot be read comes as an
    InputError, and the rest is read.

    A source is a file of a kind of docs/intake.md (any of them with .gz), a folder (read with the folders in it; hidden
    files and files of other kinds are passed over) or "-" for standard input, whose kind is told from its first bytes.
    A file of another kind that is named itself is read as its bytes tell.

    A page's id is its folder's name and the path below it ("seeds/001.txt"), the same whether the folder or the file
    is named, and wherever the folder lies; a JSON line's id is its "id". A page in a file that holds several has the
    file's id followed by "#" and its own name there, or in a zip by "/" and its path. A page met twice is read once; a
    second page with the id of another is an InputError. `largest`: bytes of a page or a JSON line, unpacked.
    """
    files, errors = _found(sources)
    yield from errors
    seen: dict[str, str] = {}
    for file in files:
        for article in _Reading(largest, intake).file(file):
            if isinstance(article, InputError):
                yield article
            elif article.id not in seen:
                seen[article.id] = article.sha256
                if intake.wanted.article(article):
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
            yield _File(_identity(path.absolute().parent, path.name), path, _kind(path.name, _NAMED_KINDS))
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
            kind = _kind(page)
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


def _kind(name: str, kinds: Mapping[str, Kind] = _KINDS) -> Kind | None:
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return kinds.get(suffixes[-1]) if suffixes else None


class _Reading:
    """Files on their way to articles, within the limits and wishes of one reading."""

    def __init__(self, largest: int, intake: Intake) -> None:
        self._largest = largest
        self._intake = intake

    def file(self, file: _File) -> Iterator[Article | InputError]:
        """The articles of one file, or of standard input."""
        try:
            if file.path is None:
                yield from self._of_bytes(file, sys.stdin.buffer)
            else:
                with file.path.open("rb") as stream:
                    yield from self._of_bytes(file, stream)
        except (OSError, EOFError, zlib.error) as error:
            yield _unreadable(error, file.where)

    def _of_bytes(self, file: _File, stream: IO[bytes]) -> Iterator[Article | InputError]:
        if file.kind == "warc" or (file.kind == "zip" and stream.seekable()):
            yield from self._pages(file, stream)  # these readers unpack by themselves, and faster
            return
        head = stream.read(2)
        rest = _Chained(head, stream)
        if head == b"\x1f\x8b":
            with gzip.GzipFile(mode="rb", fileobj=rest) as unpacked:
                yield from self._pages(file, unpacked)
        else:
            yield from self._pages(file, rest)

    def _pages(self, file: _File, stream: Stream) -> Iterator[Article | InputError]:
        kind = file.kind
        if kind is None:
            data = stream.read(SNIFFED)
            kind, stream = _sniffed(data), _Chained(data, stream)
        match kind:
            case "rows":
                yield from self._rows(_Chained(b"", stream), file.where)
            case "csv" | "json":
                reader = scraped.csv_rows if kind == "csv" else scraped.json_rows
                yield from self._foreign(reader(stream, file.where, self._largest))
            case "zip":
                yield from self._members(file, archives.members(stream, file.where, self._largest))
            case "feed":
                yield from self._feed(file, stream)
            case "warc":
                yield from self._made(file, archives.warc(stream, file.where, self._largest, self._intake.wanted))
            case "text" | "html":
                yield from self._page(file, kind, stream.read(self._largest + 1))
            case _:
                yield from self._made(file, _READERS[kind](stream, file.where, self._largest))

    def _page(self, file: _File, kind: Literal["text", "html"], data: bytes) -> Iterator[Article | InputError]:
        """The page of a file that holds one; a text of nothing but addresses is a list of pages to fetch."""
        if len(data) > self._largest:
            yield too_large(file.where, self._largest)
        elif not data.strip():
            yield InputError("the page is empty", file.where, "leave it out, or save it again")
        elif kind == "text" and _ADDRESSES.fullmatch(data):
            addresses = data.decode("ascii", "replace").split()
            yield from self._fetched(dict.fromkeys(addresses), file.where)
        else:
            yield from self._made(file, [Piece("", kind, data)])

    def _made(self, file: _File, pieces: Iterable[Piece | InputError]) -> Iterator[Article | InputError]:
        for piece in pieces:
            if isinstance(piece, InputError):
                yield piece
            else:
                yield article_of_piece(file.identity + piece.name, piece, file.where + piece.name)

    def _feed(self, file: _File, stream: Stream) -> Iterator[Article | InputError]:
        """The items of a feed; those that are only addresses are fetched where that is allowed."""
        data = stream.read(self._largest + 1)
        if self._intake.fetch is None or len(data) > self._largest:
            yield from self._made(file, feeds.feed(io.BytesIO(data), file.where, self._largest))
            return
        try:
            found = feeds.parsed(data, file.where)
        except InputError as error:
            yield error
            return
        held = [feeds.piece_of(item, found.title) for item in found.items if item.content is not None]
        yield from self._made(file, held)
        bare = [item.url for item in found.items if item.content is None and item.url]
        yield from self._fetched(dict.fromkeys(bare), file.where)

    def _fetched(self, addresses: Iterable[str], where: str) -> Iterator[Article | InputError]:
        """The pages of addresses, fetched where that is allowed; a page's id is its address."""
        wanted = [address for address in addresses if self._intake.wanted.host(address)]
        if self._intake.fetch is None:
            if wanted:
                yield feeds.addresses_only(len(wanted), where)
            return
        for address in wanted:
            piece = self._intake.fetch(address)
            yield piece if isinstance(piece, InputError) else article_of_piece(address, piece, address)

    def _members(self, file: _File, found: Iterable[tuple[str, bytes] | InputError]) -> Iterator[Article | InputError]:
        """The pages of a zipped folder, of the kinds that are read in a folder; a zip in a zip is not opened."""
        empty = True
        for one in found:
            if isinstance(one, InputError):
                yield one
                empty = False
                continue
            name, data = one
            kind = _kind(name)
            inner = _File(f"{file.identity}/{name}", Path(f"{file.where}/{name}"), kind)
            if kind == "zip":
                yield InputError("a zip file inside another is not opened", inner.where, "unpack the outer one")
            elif kind is not None:
                yield from self._of_bytes(inner, io.BytesIO(data))
            empty = empty and kind is None
        if empty:
            yield InputError("no page in this zip file", file.where, f"pack files that end in {', '.join(_KINDS)}")

    def _rows(self, stream: _Chained, where: str) -> Iterator[Article | InputError]:
        number = 0
        while line := stream.readline(self._largest + 1):
            number += 1
            here = f"{where}:{number}"
            if len(line) > self._largest:
                yield too_large(here, self._largest)
                while line and not line.endswith(b"\n"):
                    line = stream.readline(self._largest)
                continue
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not line.strip():
                continue
            row = _object(line, here)
            yield from [row] if isinstance(row, InputError) else self._row(row, here)
        if number == 0:
            yield InputError("the page is empty", where, "leave it out, or write one JSON object a line")

    def _foreign(self, rows: Iterable[tuple[scraped.Row, str] | InputError]) -> Iterator[Article | InputError]:
        for one in rows:
            yield from [one] if isinstance(one, InputError) else self._row(*one)

    def _row(self, row: scraped.Row, here: str) -> Iterator[Article | InputError]:
        """The article of a row of ours or of another scraper, or the page of its address."""
        dates: tuple[DateHint, ...] = ()
        if isinstance(row, Mapping) and scraped.is_foreign(row):
            made = scraped.own(row)
            if "text" not in made and "html" not in made:
                yield from self._fetched([made["url"]], here)
                return
            if "date" in made:
                dates = (DateHint(*made.pop("date")),)
            row = made
        try:
            yield article_of_row(row, here, dates)
        except InputError as error:
            yield InputError(error.what, here, error.todo)


def article_of_piece(identity: str, piece: Piece, where: str) -> Article | InputError:
    """The article of a page in something that holds pages; `where` names it in the InputError of a page that is no
    text."""
    given = Given(url=piece.url, title=piece.title, outlet=piece.outlet, dates=piece.dates)
    if not piece.data.strip():
        return InputError("the page is empty", where, "leave it out, or save it again")
    try:
        make = article_of_html if piece.kind == "html" else article_of_text
        return make(_readable(identity), piece.data, **given)
    except InputError as error:
        return InputError(error.what, where, error.todo)


def _object(line: bytes, here: str) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return InputError(f"expected UTF-8, got something else at byte {error.start + 1}", here, "save it as UTF-8")
    except json.JSONDecodeError as error:
        what = f"expected a JSON object, got something else at character {error.pos + 1} ({error.msg})"
        return InputError(what, here, "mend or delete this line")
    except (RecursionError, ValueError):  # ValueError: a number of more than 4,300 digits
        return InputError("expected a JSON object, got one beyond all measure", here, "mend or delete this line")


_MAGIC: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04"), "zip"),
    (re.compile(rb"WARC/\d"), "warc"),
    (re.compile(rb"From \S+ .*\d{4}\s*\n[A-Z][\w-]*:"), "mailbox"),
    (
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.S),
        "feed",
    ),
    (re.compile(rb"(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}?Content-Type:\s*multipart/related", re.I), "mhtml"),
    (re.compile(rb"(?=(?:.*\n){0,60}?From:)(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}\r?\n"), "mail"),
    (re.compile(rb"\{.{0,4000}?\"(?:id|text|html|maintext|body)\"", re.S), "rows"),
)
"""How files begin whose name does not tell what they are."""
SNIFFED = 4096
"""Bytes by which a file's kind is told."""
_ADDRESSES = re.compile(rb"\s*(?:https?://[^\s<>\"]+\s+)+(?:https?://[^\s<>\"]+\s*)?")
"""A text of two addresses or more, or of one on a line that ends, and nothing else."""


def _sniffed(data: bytes) -> Kind:
    """What a file is by its first bytes: plain text where they say nothing else."""
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, kind in _MAGIC:
        if pattern.match(head):
            return kind
    try:
        text, _ = decode.decode(data)
    except decode.NotTextError:
        return "text"
    return "html" if _MARKUP.match(text) else "text"


class _Chained:
    """What was read of a stream already, followed by the rest of it."""

    def __init__(self, head: bytes, rest: Stream) -> None:
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

    def readline(self, size: int = -1, /) -> bytes:
        size = size if size >= 0 else sys.maxsize
        end = self._head.find(b"\n", 0, size) + 1 or size
        head, self._head = self._head[:end], self._head[end:]
        if head.endswith(b"\n") or len(head) == size:
            return head
        return head + self._rest.readline(size - len(head))


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
