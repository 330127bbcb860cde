"""Pages that come as mail: one message (.eml), a mailbox (.mbox), and web pages saved as MHTML. Nothing in a message is
fetched, and attachments are left alone."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.message
import email.policy
import email.utils
import re
from collections.abc import Iterator

from summitry.model.errors import InputError
from summitry.model.text import DateHint
from summitry.pages.pieces import Piece, Stream, too_large

_FROM = re.compile(rb"From \S.*\d{4}\s*$")
"""The line that begins a message in a mailbox: "From ", an address, a date."""


def message(stream: Stream, where: str, largest: int) -> Iterator[Piece | InputError]:
    """The page that a message is: its HTML where it has some, else its text."""
    yield _message(stream.read(largest + 1), "", where, largest)


def mailbox(stream: Stream, where: str, largest: int) -> Iterator[Piece | InputError]:
    """The messages of a mailbox, one at a time; each is named by its Message-ID, or by its number."""
    number, size = 0, 0
    lines: list[bytes] = []
    before_blank = True
    while line := stream.readline(largest + 1):
        if before_blank and _FROM.match(line):
            if lines:
                yield _message(b"".join(lines), f"#{number}", f"{where}:#{number}", largest)
            number, lines, size = number + 1, [], 0
        elif number == 0:
            yield InputError("expected a mailbox, whose messages begin with a line From ...", where, "check the file")
            return
        elif size <= largest:
            size += len(line)
            lines.append(re.sub(rb"^>(>*From )", rb"\1", line))
        before_blank = not line.strip()
    if lines:
        yield _message(b"".join(lines), f"#{number}", f"{where}:#{number}", largest)


def mhtml(stream: Stream, where: str, largest: int) -> Iterator[Piece | InputError]:
    """The web page that a browser saved as MHTML."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        yield too_large(where, largest)
        return
    try:
        parsed = _parsed(data)
        part = next((part for part in parsed.walk() if part.get_content_type() == "text/html"), None)
        if part is None:
            yield InputError("expected a saved web page, got MHTML without one", where, "save the page again")
            return
        url = _header(parsed, "Snapshot-Content-Location") or _header(part, "Content-Location")
        saved = _day(parsed)
        dates = (DateHint("MHTML Date (retrieved)", saved),) if saved else ()
        yield Piece("", "html", _decoded(part), url=_web(url), title=_header(parsed, "Subject"), dates=dates)
    except _BROKEN:
        yield _broken(where)


_BROKEN = (LookupError, ValueError, TypeError, AttributeError, RecursionError, email.errors.MessageError)
"""What Python's parser of mail raises on headers and parts that are broken past mending."""


def _broken(where: str) -> InputError:
    return InputError("expected a message as mail programs write it, got a broken one", where, "save it again")


def _message(data: bytes, name: str, where: str, largest: int) -> Piece | InputError:
    if len(data) > largest:
        return too_large(where, largest)
    try:
        parsed = _parsed(data)
        kinds = ("text/html", "text/plain")
        parts = [part for part in parsed.walk() if part.get_content_type() in kinds and not _attached(part)]
        part = min(parts, key=lambda one: kinds.index(one.get_content_type()), default=None)
        if part is None or not (parsed.keys() or name):
            return InputError("expected a message with text or HTML, got none", where, "save the message as .eml")
        sent = _day(parsed)
        sender = email.utils.parseaddr(_header(parsed, "From") or "")
        identity = (_header(parsed, "Message-ID") or "").strip("<> ")
        return Piece(
            name=f"#{identity}" if name and identity else name,
            kind="html" if part.get_content_type() == "text/html" else "text",
            data=_decoded(part),
            url=_web(_header(parsed, "List-Archive") or _header(parsed, "Content-Location")),
            title=_header(parsed, "Subject"),
            outlet=sender[0] or None,
            dates=(DateHint("mail Date", sent),) if sent else (),
        )
    except _BROKEN:
        return _broken(where)


def _parsed(data: bytes) -> email.message.Message:
    return email.message_from_bytes(data, policy=email.policy.compat32)


def _attached(part: email.message.Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _decoded(part: email.message.Message) -> bytes | str:
    """A part's text; its bytes where the message names no encoding that is known."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        raise email.errors.MessageError("a part of text that holds parts")
    charset = part.get_content_charset()
    try:
        return data.decode(charset) if charset and charset != "us-ascii" else data
    except (LookupError, UnicodeDecodeError):
        return data


def _header(parsed: email.message.Message, name: str) -> str | None:
    """A header's value with its encoded words read and its lines joined; None where it is not there."""
    value = parsed[name]
    if value is None:
        return None
    words = email.header.make_header(email.header.decode_header(str(value)))
    return re.sub(r"\s+", " ", str(words)).strip() or None


def _day(parsed: email.message.Message) -> str | None:
    """The message's date and time as ISO, or None where it has none that can be read."""
    try:
        return email.utils.parsedate_to_datetime(_header(parsed, "Date") or "").isoformat()
    except ValueError:
        return None


def _web(address: str | None) -> str | None:
    found = re.search(r"https?://[^\s<>\"]+", address or "")
    return found[0] if found else None
