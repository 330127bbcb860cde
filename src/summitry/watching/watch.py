"""Watching feeds: asks each politely, reads what is new into the record, and tells what changed there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summitry import pages
from summitry.model.errors import InputError, SummitryError
from summitry.model.text import Article
from summitry.pages import Piece, Wanted, feeds
from summitry.pipeline import build_of
from summitry.record import Store
from summitry.views.export import Earlier
from summitry.views.exports.changes import changes
from summitry.watching.fetch import Answer, Fetcher, PassingError
from summitry.watching.polite import Guest, wait_after
from summitry.watching.state import FeedState, Message, State, remembered

Row = Mapping[str, Any]

MOST_ITEMS = 200
"""New items read of one feed in one poll: more wait for the next, so that a feed without an end holds up no other."""
MOST_SITEMAPS = 50
"""Sitemaps followed from one index."""


@dataclasses.dataclass(frozen=True)
class Polled:
    """What a poll did. `asked`: feeds; `unchanged`: those that had nothing new to say; `read`: articles; `told`:
    messages; `errors`: what could not be fetched or read."""

    asked: int = 0
    unchanged: int = 0
    read: int = 0
    told: int = 0
    errors: tuple[SummitryError, ...] = ()


class Watch:
    """A watch over feeds and sitemaps. Its memory is a folder beside the record ("summitry.db.watch"). Raises
    RecordError where that cannot be read."""

    def __init__(self, sources: Sequence[str], record: str | Path, guest: Guest, wanted: Wanted | None = None) -> None:
        self._sources = list(dict.fromkeys(sources))
        self._record = Path(record)
        self._guest = guest
        self._wanted = wanted or Wanted()
        self._state = State(self._record.with_name(self._record.name + ".watch"))

    def poll(self, send: Callable[[Message], None], on_error: Callable[[SummitryError], None] | None = None) -> Polled:
        """Asks every feed that is due, once. What an earlier poll committed is told first. Raises what `send` raises:
        what was not told is told by the next poll."""
        told = self._state.deliver(send)
        if self._state.is_new:
            self._state.begin(self._rows())
        round_ = _Round(self._guest, self._wanted)
        states = {url: self._state.feeds.get(url, FeedState()) for url in self._sources}
        found = list(round_.articles(states))
        built = build_of(found, self._record, on_error=on_error) if found else None
        now = {**self._state.feeds, **round_.states}
        news = list(changes(self._state.told.values(), self._rows())) if built is not None else []
        if news:
            self._state.commit(news, now)
            told += self._state.deliver(send)
        else:
            self._state.keep(now)
        return Polled(
            asked=round_.asked,
            unchanged=round_.unchanged,
            read=built.read if built is not None else 0,
            told=told,
            errors=built.errors if built is not None else (),
        )

    def _rows(self) -> Sequence[Row]:
        with Store(self._record) as store:
            return Earlier.of(store.record()).rows


class _Round:
    """One round over the feeds: what they hold that is new, and their states afterwards."""

    def __init__(self, guest: Guest, wanted: Wanted) -> None:
        self._guest = guest
        self._wanted = wanted
        self._clock = guest.clock
        self.states: dict[str, FeedState] = {}
        self.asked = self.unchanged = 0

    def articles(self, states: dict[str, FeedState]) -> Iterator[Article | InputError]:
        """The new pages of all feeds that are due, and the errors of those that cannot be read."""
        for url, state in states.items():
            if state.not_before <= self._clock.now():
                self.asked += 1
                yield from self._feed(url, state)

    def _feed(self, url: str, state: FeedState) -> Iterator[Article | InputError]:
        answer: Answer | None = None
        try:
            answer = self._guest.get(url, _validators(state))
            if answer.status == 304:
                self.unchanged += 1
                self.states[url] = dataclasses.replace(state, failures=0, not_before=0.0)
                return
            items, title = self._items(answer, url)
        except InputError as error:
            failures = state.failures + 1
            wait = wait_after(failures, answer, self._clock.now())
            self.states[url] = dataclasses.replace(state, failures=failures, not_before=self._clock.now() + wait)
            yield error
            return
        seen = set(state.seen)
        new = [item for item in items if item.identity not in seen and self._wanted.host(item.url)]
        read = []
        for item in new[:MOST_ITEMS]:
            made = list(self._page(item, title, url))
            yield from made
            if not any(isinstance(one, PassingError) for one in made) or any(isinstance(one, Article) for one in made):
                read.append(item.identity)
        rest = len(read) < len(new)  # the feed is asked for them again, unchanged or not
        self.states[url] = FeedState(
            etag=None if rest else answer.headers.get("etag"),
            modified=None if rest else answer.headers.get("last-modified"),
            seen=remembered(state, [item.identity for item in items], read),
        )

    def _items(self, answer: Answer, url: str) -> tuple[Sequence[feeds.Item], str | None]:
        """The items of a feed, or of the sitemaps that an index names."""
        if answer.status != 200:
            raise InputError(f"the server answers with status {answer.status}", url, "check the address")
        found = feeds.parsed(answer.body, url)
        if not found.nested:
            return found.items, found.title
        items: list[feeds.Item] = []
        for one in found.items[:MOST_SITEMAPS]:
            if one.url:
                inner = self._guest.get(one.url)
                items += feeds.parsed(inner.body, one.url).items if inner.status == 200 else ()
        return items, found.title

    def _page(self, item: feeds.Item, outlet: str | None, feed: str) -> Iterator[Article | InputError]:
        """An item's page; what the feed itself holds of it where the page cannot be had."""
        identity = item.url or f"{feed}#{item.identity}"
        held = feeds.piece_of(item, outlet)
        piece: Piece | InputError = self._guest.piece(item.url) if item.url else held
        if isinstance(piece, InputError):
            yield piece
            if item.content is None:
                return
            piece = held
        piece = dataclasses.replace(piece, dates=held.dates, title=piece.title or item.title)
        made = pages.article_of_piece(identity, piece, identity)
        if isinstance(made, InputError) or self._wanted.article(made):
            yield made


def _validators(state: FeedState) -> dict[str, str]:
    given = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in given.items() if value}


def watch(
    sources: Sequence[str],
    record: str | Path,
    send: Callable[[Message], None],
    *,
    guest: Guest | None = None,
    wanted: Wanted | None = None,
    on_error: Callable[[SummitryError], None] | None = None,
) -> Polled:
    """Asks feeds and sitemaps once, reads what is new into the record, and hands each change in it to `send`, also
    those that an earlier watch of this record found and could not tell. Call it again for what comes later.

    `guest`: asks the servers (None: politely, public addresses only). Raises RecordError where the record or the
    watch's memory cannot be read or written, and what `send` raises.
    """
    return Watch(sources, record, guest or Guest(Fetcher()), wanted).poll(send, on_error)
