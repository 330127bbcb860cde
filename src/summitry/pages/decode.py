"""Bytes to text: which encoding a page is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip file, or a document of an office program",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a sound, film or WebP image",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a gzip file inside another",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"7z\xbc\xaf": "a 7z file",
    b"\xd0\xcf\x11\xe0": "a document of an office program",
}
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_MEANT = {
    # what browsers read these declarations as (WHATWG Encoding Standard, "Names and labels")
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAMPLE = 65_536
"""Bytes looked at to tell text from binary, and to guess an encoding."""
FEW_BAD_BYTES = 0.01
"""Share of a page that may be broken UTF-8 before it is taken for another encoding: real mixtures have a handful of
broken bytes, texts in one-byte encodings of languages other than English 3 % and more."""


class NotTextError(ValueError):
    """The bytes are no text that can be read; `str(error)` says what they look like."""


def decode(data: bytes, markup: bool = False) -> tuple[str, str]:
    """The text of `data`, without a byte-order mark, and how it was found: an encoding's name, followed by
    "(declared)", "(guessed)" or "(n bytes replaced)" where it was neither marked nor plain UTF-8.

    In order: a byte-order mark, what HTML declares (with `markup`), strict UTF-8, UTF-8 with a few broken bytes, a
    guess. Raises NotTextError for binary data and where no encoding fits.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data, bom, encoding)
    refuse_binary(data)
    declared = _declared(data) if markup else None
    if declared and declared != "utf-8":
        try:
            return data.decode(declared), f"{declared} (declared)"
        except UnicodeDecodeError:
            pass  # the declaration is wrong: go on as if there were none
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if broken <= FEW_BAD_BYTES * len(data) and _has_multibyte(data):
        return text, f"utf-8 ({broken} bytes replaced)"
    guess = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    if guess is None:
        raise NotTextError("text in an encoding that could not be told")
    try:
        return data.decode(guess.encoding), f"{guess.encoding} (guessed)"
    except UnicodeDecodeError as error:
        raise NotTextError(f"text that starts as {guess.encoding} and breaks at byte {error.start}") from error


def refuse_binary(data: bytes) -> None:
    """Raises NotTextError where the first 64 KiB of `data` are not those of a text in a one- or multi-byte encoding."""
    head = data[:SAMPLE]
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise NotTextError(what)
    if b"\0" in head or len(_CONTROL.findall(head)) > len(head) / 50:
        raise NotTextError("binary data")


def _marked(data: bytes, bom: bytes, encoding: str) -> tuple[str, str]:
    try:
        text = data[len(bom) :].decode("utf-8") if encoding == "utf-8" else data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            text = data[len(bom) :].decode("utf-8", "replace")
            return text, f"utf-8 ({text.count(chr(0xFFFD))} bytes replaced)"
        raise NotTextError(f"marked as {encoding}, but broken at byte {error.start}") from error
    return text, encoding


def _declared(data: bytes) -> str | None:
    """The encoding that the first 4 KiB of markup declare, as Python names it; None where none or an unknown one."""
    match = _DECLARED.search(data, 0, 4096)
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except LookupError:
        return None
    return _MEANT.get(name, name)


def _has_multibyte(data: bytes) -> bool:
    """Whether some bytes are well-formed UTF-8 beyond ASCII: what one-byte encodings almost never show."""
    return re.search(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data) is not None
