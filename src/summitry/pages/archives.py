"""Archives: zipped folders and WARC files, read member by member, with limits that hold whatever they claim of
themselves."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, cast

from summitry.model.errors import InputError, UsageError
from summitry.model.extras import package
from summitry.model.text import DateHint
from summitry.pages.pieces import LARGEST_ARCHIVE, MOST_MEMBERS, Piece, Stream, Wanted, bomb, too_large

IN_MEMORY = 50_000_000
"""Bytes of a zip from a stream that are kept in memory; what is larger goes to a temporary file."""


def members(stream: Stream, where: str, largest: int) -> Iterator[tuple[str, bytes] | InputError]:
    """The files of a zip by name, with their bytes; folders, hidden files and what a Mac adds are passed over. What is
    encrypted, broken or too large is an InputError, and the others are read, up to the limits of an archive."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        seekable = hasattr(stream, "seekable") and stream.seekable()
        if not seekable:
            shutil.copyfileobj(cast(Any, _Bounded(stream, LARGEST_ARCHIVE)), kept)
            kept.seek(0)
        try:
            with zipfile.ZipFile(cast(IO[bytes], stream if seekable else kept)) as archive:
                yield from _members(archive, where, largest)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
            yield InputError("broken zip file", where, "pack it again, or give the unpacked folder")


def _members(archive: zipfile.ZipFile, where: str, largest: int) -> Iterator[tuple[str, bytes] | InputError]:
    found = archive.infolist()
    if len(found) > MOST_MEMBERS:
        yield bomb(where)
        return
    left = LARGEST_ARCHIVE
    for info in sorted(found, key=lambda one: one.filename):
        name = _readable(info.filename)
        parts = PurePosixPath(name).parts
        if info.is_dir() or not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
            continue
        here = f"{where}/{name}"
        if info.flag_bits & 0x1:
            yield InputError("it is encrypted", here, "unpack it with its password, and give the folder")
            continue
        try:
            with archive.open(info) as member:
                data = member.read(largest + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            yield InputError("broken in its zip file", here, "pack it again")
            continue
        left -= len(data)
        if left < 0:
            yield bomb(where)
            return
        yield too_large(here, largest) if len(data) > largest else (name, data)


def _readable(name: str) -> str:
    """A member's name as the part of an id that it becomes: no way out of its folder, nothing that is not text."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts).encode("utf-8", "replace").decode("utf-8")


def warc(stream: Stream, where: str, largest: int, wanted: Wanted) -> Iterator[Piece | InputError]:
    """The HTML and text pages of a WARC file, plain or packed, one at a time: of responses that succeeded.

    `wanted`: pages on other hosts are passed over unread, and pages that hold none of the words are not parsed. Each is
    named by its address and the time it was fetched, which is the latest that it can be of.
    """
    try:
        reader = package("fastwarc.warc", "warc")
    except UsageError as error:
        yield InputError("reading WARC needs fastwarc", where, str(error).split("; ", 1)[1])
        return
    kinds = reader.WarcRecordType
    read = 0
    try:
        for record in reader.ArchiveIterator(
            _Told(stream), record_types=kinds.response | kinds.resource, auto_decode="all"
        ):
            read += 1
            piece = _page(record, where, largest, wanted)
            if piece is not None:
                yield piece
    except (OSError, ValueError, EOFError, RuntimeError) as error:  # what FastWARC raises on broken data
        told = " ".join(str(error).split()) or type(error).__name__
        yield InputError(f"broken WARC data ({told})", where, "fetch it again; what was read stays")
        return
    if not read:
        yield InputError("no web page in this WARC file", where, "check the file")


def _page(record: Any, where: str, largest: int, wanted: Wanted) -> Piece | InputError | None:
    """A record's page, or None where it is none or is not wanted."""
    url = record.headers.get("WARC-Target-URI") or ""
    http = record.http_headers
    kind = (record.http_content_type if http is not None else record.headers.get("Content-Type")) or ""
    succeeded = http is None or http.status_code == 200
    text = kind.split(";")[0].strip().casefold() == "text/plain"
    if not succeeded or not wanted.host(url) or not (text or "html" in kind.casefold()):
        return None
    size: int = record.content_length
    data: bytes = record.reader.read(largest + 1)
    fetched = record.headers.get("WARC-Date") or ""
    name = f"#{url}@{fetched}"
    if len(data) > largest:
        return too_large(f"{where}{name}", largest)
    if len(data) < size and not (http is not None and _encoded(http)):
        return InputError(f"cut off after {len(data):,} of {size:,} bytes", f"{where}{name}", "fetch the archive again")
    if wanted.words and not _may_hold(data, wanted.words):
        return None
    dates = (DateHint("WARC-Date (retrieved)", fetched),) if fetched else ()
    charset = record.http_charset if http is not None else None
    return Piece(name, "text" if text else "html", _decoded(data, charset), url=url, dates=dates)


def _encoded(http: Any) -> bool:
    """Whether a server packed its page, so that what arrived is not as long as what is read."""
    return any(name.casefold() in ("content-encoding", "transfer-encoding") for name, _ in http.items())


def _may_hold(data: bytes, words: tuple[str, ...]) -> bool:
    """Whether raw bytes may hold one of the words: a word that is not ASCII may be written in any encoding."""
    folded = data.lower()
    return any(not word.isascii() or word.lower().encode() in folded for word in words)


def _decoded(data: bytes, charset: str | None) -> bytes | str:
    """The text, where the server named its encoding and it is so; else the bytes, which may say themselves."""
    try:
        return data.decode(charset) if charset else data
    except (LookupError, UnicodeDecodeError):
        return data


class _Bounded:
    """A stream that ends after so many bytes."""

    def __init__(self, stream: Stream, left: int) -> None:
        self._stream, self._left = stream, left

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(data)
        return data


class _Told:
    """A stream that tells where it is, as FastWARC asks by seeking nowhere."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) not in ((0, io.SEEK_CUR), (self._at, io.SEEK_SET)):
            raise OSError("the archive is not in order")
        return self._at
