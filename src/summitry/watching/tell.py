"""Changes of a record, told: in words, as JSON lines, to a webhook, by mail."""

from __future__ import annotations

import email.message
import json
import smtplib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from summitry.model.errors import RecordError, UsageError
from summitry.views.export import json_line
from summitry.views.text import clean, country_name
from summitry.watching.state import Message

Row = Mapping[str, Any]
Send = Callable[[Message], None]

TRIES = 4
"""Times that a webhook is tried, with pauses of 1, 2 and 4 seconds between."""
SECONDS = 30.0
"""For a webhook or a mail server to answer."""


def as_json(message: Message) -> str:
    """A message as one line of JSON: its id, then the change."""
    return json_line({"id": message.id, **message.change})


def as_words(change: Row) -> str:
    """A change in one line of words, with the first of the words behind it: "Putin's visit to Pyongyang, 2024-06:
    rumoured -> announced, by the Kremlin"."""
    row = change.get("row") or change["was"]
    head = headline(row)
    by = f", by {clean(change['said_by'])}" if change.get("said_by") else ""
    match change["change"]:
        case "new":
            told = f"new: {row['status']}{by}"
        case "merged":
            told = f"the same as {', '.join(change['into'])}"
        case "deleted":
            told = "taken back: no article tells of it now"
        case _:
            told = "; ".join(_fields(change, by)) or f"told again{by}"
    quotes = change.get("evidence") or row["evidence"]
    quote = f"  “{clean(quotes[0]['quote'])}” ({clean(quotes[0]['article'])})" if quotes else ""
    return f"{head}: {told}{quote}  {change['encounter']}"


def headline(row: Row) -> str:
    """An encounter's row in words: who, what, where, when."""
    people = row["participants"]
    visitors = [who for who in people if who["role"] == "visitor"] or people[:1]
    others = [who for who in people if who not in visitors]
    place = row["place"] or {}
    where = place.get("city") or country_name(place.get("country"))
    names = " and ".join(clean(who["name"]) for who in visitors)
    named = f"{names}'s {row['type']}" if names else str(row["type"])
    to = f" {'to' if row['type'] == 'visit' else 'in'} {clean(where)}" if where else ""
    beside = f" with {', '.join(clean(who['name']) for who in others)}" if others else ""
    when = _days(row)
    return f"{named}{to}{beside}" + (f", {when}" if when else "")


def webhook(url: str, sleep: Callable[[float], None] = time.sleep) -> Send:
    """Posts each message as JSON, its id as Idempotency-Key; tried again where the server fails. Raises UsageError on
    what is no address, and the sender RecordError where the message did not arrive."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise UsageError(f"--webhook: expected an address of http or https, got {url!r}")

    def send(message: Message) -> None:
        body = as_json(message).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.id}
        request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310  (its scheme was checked)
        told = ""
        for number in range(TRIES):
            if number:
                sleep(2.0 ** (number - 1))
            try:
                with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
                    return
            except urllib.error.HTTPError as error:
                told = f"status {error.code}"
                if error.code < 500 and error.code != 429:
                    break
            except OSError as error:
                told = str(error)
        raise RecordError(f"{url}: the message did not arrive ({told}); it is told again at the next start")

    return send


def mail(to: str, server: str, sender: str) -> Send:
    """Mails each message. `server`: host or host:port. The sender raises RecordError where the server does not take
    it."""
    host, _, port = server.partition(":")

    def send(message: Message) -> None:
        made = email.message.EmailMessage()
        words = as_words(message.change)
        made["From"], made["To"] = sender, to
        made["Subject"] = words.split("  ")[0][:200]
        made["Message-ID"] = f"<{message.id}@summitry>"
        made.set_content(words + "\n\n" + json.dumps(message.change, ensure_ascii=False, indent=1) + "\n")
        try:
            with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as smtp:
                smtp.send_message(made)
        except (OSError, smtplib.SMTPException) as error:
            told = " ".join(str(error).split())
            raise RecordError(
                f"{server}: the mail was not taken ({told}); it is sent again at the next start"
            ) from error

    return send


def all_of(senders: Sequence[Send]) -> Send:
    """One sender of several, in their order."""

    def send(message: Message) -> None:
        for one in senders:
            one(message)

    return send


def _fields(change: Row, by: str) -> Iterator[str]:
    for one in change["fields"]:
        if one["field"] == "status":
            yield f"{one['before']} -> {one['after']}{by}"
        elif one["field"] in ("start", "end"):
            yield f"{one['field']} {one['before'] or 'unknown'} -> {one['after'] or 'unknown'}"
        else:
            yield f"{one['field']} changed"


def _days(row: Row) -> str | None:
    if row["start"]:
        return str(row["start"]) if row["end"] in (None, row["start"]) else f"{row['start']} to {row['end']}"
    window = row["window"] or {}
    days = [day for day in (window.get("start"), window.get("end")) if day]
    return " to ".join(dict.fromkeys(days)) or None
