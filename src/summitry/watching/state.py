"""What a watch remembers between polls, in a folder: feeds as last asked, and the state of the record as last told.

What a poll found is committed in one file, with what it has to tell, before anything is told. A watch that was stopped
at any moment starts with what was committed: nothing is left out, and what was told is not told again. Only a message
whose delivery was cut off in its midst may come twice, with the same id.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from summitry.model.errors import InputError, RecordError
from summitry.model.ids import content_id
from summitry.views.export import Earlier, json_lines

Row = Mapping[str, Any]

MOST_SEEN = 20_000
"""Ids of items kept for each feed beyond those that it still lists."""


@dataclasses.dataclass(frozen=True)
class FeedState:
    """A feed as last asked. `etag`, `modified`: its validators; `seen`: ids of items that were read, the latest last;
    `failures`: in a row; `not_before`: seconds since 1970."""

    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
    failures: int = 0
    not_before: float = 0.0


@dataclasses.dataclass(frozen=True)
class Message:
    """A change to tell. `id`: the same for the same change, told once or again."""

    id: str
    change: Row


class State:
    """The memory of one watch. Raises RecordError where the folder cannot be read or written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            found = self._read("state.json")
            kept: dict[str, Any] = {"feeds": {}, "number": 0} if found is None else found
            self.feeds = {url: FeedState(**{**one, "seen": tuple(one["seen"])}) for url, one in kept["feeds"].items()}
            self._number: int = kept["number"]
            self.is_new = not (folder / "encounters.jsonl").exists()
            self.told: dict[str, Row] = {} if self.is_new else _by_id(Earlier.read(folder).rows)
        except (OSError, ValueError, KeyError, TypeError, InputError) as error:
            told = " ".join(str(error).split())
            todo = "delete the folder to start anew"
            raise RecordError(f"{folder}: the watch's memory cannot be read ({told}); {todo}") from error

    def begin(self, rows: Iterable[Row]) -> None:
        """Takes a state of the record as told, at the start of a first watch."""
        self.told = _by_id(rows)
        self._write("encounters.jsonl", "".join(json_lines(self.told[name] for name in sorted(self.told))))
        self.is_new = False

    def keep(self, feeds: Mapping[str, FeedState]) -> None:
        """Keeps feeds as asked, where there is nothing to tell."""
        self.feeds = dict(feeds)
        self._write("state.json", self._state(self.feeds, self._number))

    def commit(self, changes: Sequence[Row], feeds: Mapping[str, FeedState]) -> None:
        """Keeps what a poll found and has to tell, in one step."""
        found = {"changes": list(changes), "state": self._state(feeds, self._number + len(changes))}
        self._write("commit.json", json.dumps(found, ensure_ascii=True))

    def deliver(self, send: Callable[[Message], None]) -> int:
        """Tells what was committed and not told yet, and gives the number of messages. An error of `send` is passed on,
        and what it could not tell stays for the next time."""
        found = self._read("commit.json")
        if found is None:
            return 0
        changes: Sequence[Row] = found["changes"]
        done = self._read("delivered.json") or 0
        for at, change in enumerate(changes):
            if at >= done:
                send(Message(content_id("message", self._number + at, change["encounter"]), change))
                self._write("delivered.json", json.dumps(at + 1))
        for change in changes:
            self.told.pop(change["encounter"], None)
            if "row" in change:
                self.told[change["encounter"]] = change["row"]
        self.begin(self.told.values())
        self._write("state.json", found["state"])
        kept = json.loads(found["state"])
        self._number = kept["number"]
        self.feeds = {url: FeedState(**{**one, "seen": tuple(one["seen"])}) for url, one in kept["feeds"].items()}
        (self._folder / "commit.json").unlink()
        (self._folder / "delivered.json").unlink(missing_ok=True)
        return len(changes)

    def _state(self, feeds: Mapping[str, FeedState], number: int) -> str:
        return json.dumps({"feeds": {url: dataclasses.asdict(one) for url, one in feeds.items()}, "number": number})

    def _read(self, name: str) -> Any:
        path = self._folder / name
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def _write(self, name: str, text: str) -> None:
        whole = self._folder / f"{name}.part"
        try:
            with whole.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            whole.replace(self._folder / name)
        except OSError as error:
            raise RecordError(f"{whole}: cannot be written ({error.strerror}); free space") from error


def remembered(state: FeedState, items: Sequence[str], read: Iterable[str]) -> tuple[str, ...]:
    """The ids to keep of a feed that lists `items`, after some were read: those it lists, and the latest of the
    others."""
    seen = dict.fromkeys((*state.seen, *read))
    listed = set(items)
    others = [one for one in seen if one not in listed][-MOST_SEEN:]
    return (*others, *(one for one in seen if one in listed))


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(row["encounter"]): row for row in rows}
