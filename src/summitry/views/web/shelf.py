"""The record between requests: folded once, kept until the file changes, with the indexes that the pages ask for."""

from __future__ import annotations

import collections
import dataclasses
import functools
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from summitry.model.claims import Account, Claim, Conflict, Encounter, Filed, Forecast, Judgement
from summitry.model.errors import SummitryError, UsageError
from summitry.model.ids import content_id
from summitry.record import Record, Store
from summitry.record.judgements import Settled, settle
from summitry.record.spans import known_on
from summitry.views import queries
from summitry.views.queries import Shown

ItemT = TypeVar("ItemT", Account, Conflict, Forecast)

PATIENCE = 1.0
"""Seconds: a record that took longer to load is loaded behind the pages, which show the last one meanwhile."""
KEPT_DAYS = 6
"""Past states of the record that are kept: one for each stop of the slider that somebody is looking at."""


class NotFoundError(UsageError):
    """The record holds nothing of this name."""


class NotYetError(SummitryError):
    """A past state of a large record that is being folded: ask again."""


@dataclasses.dataclass(frozen=True)
class Opened:
    """A folded record with its indexes, and people's judgements. `stamp` tells one state of the file from another."""

    record: Record
    judgements: tuple[Judgement, ...]
    stamp: str

    @functools.cached_property
    def settled(self) -> Settled:
        """The judgements that hold."""
        return settle(self.judgements)

    @functools.cached_property
    def encounters(self) -> Mapping[str, Encounter]:
        """Encounters by id."""
        return {one.id: one for one in self.record.encounters}

    @functools.cached_property
    def accounts(self) -> Mapping[str, tuple[Account, ...]]:
        """Accounts by encounter."""
        return _by_encounter(self.record.accounts)

    @functools.cached_property
    def told_in(self) -> Mapping[str, tuple[Account, ...]]:
        """Accounts by article."""
        found: dict[str, list[Account]] = collections.defaultdict(list)
        for account in self.record.accounts:
            found[account.article].append(account)
        return {article: tuple(told) for article, told in found.items()}

    @functools.cached_property
    def conflicts(self) -> Mapping[str, tuple[Conflict, ...]]:
        """Conflicts by encounter."""
        return _by_encounter(self.record.conflicts)

    @functools.cached_property
    def forecasts(self) -> Mapping[str, tuple[Forecast, ...]]:
        """Forecasts by encounter."""
        return _by_encounter(self.record.forecasts)

    @functools.cached_property
    def parts(self) -> Mapping[str, tuple[Encounter, ...]]:
        """The parts of encounters that have some, by time."""
        found: dict[str, list[Encounter]] = collections.defaultdict(list)
        for one in self.record.encounters:
            if one.parent:
                found[one.parent].append(one)
        return {parent: tuple(sorted(parts, key=queries.by_time)) for parent, parts in found.items()}

    @functools.cached_property
    def articles(self) -> Mapping[str, Filed]:
        """Articles by id."""
        return {filed.article.id: filed for filed in self.record.articles}

    @functools.cached_property
    def _keys(self) -> Mapping[str, str]:
        return {article_key(article): article for article in self.articles}

    @functools.cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The shortest start of each encounter's id that no other has."""
        return queries.unique_prefixes(tuple(self.encounters))

    @functools.cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which something became known, in order: the stops of the slider."""
        return tuple(sorted({day for filed in self.record.articles if (day := known_on(filed.date)) is not None}))

    def article(self, key: str) -> Filed:
        """The article of a key, or of an id. Raises NotFoundError."""
        found = self.articles.get(self._keys.get(key, key))
        if found is None:
            raise NotFoundError(f"no article has the id {key!r}; see the list of articles")
        return found

    def shown(self, encounter: str) -> Shown:
        """All on the encounter whose id is or starts with `encounter`. Raises NotFoundError."""
        try:
            one = self.record.encounter(encounter.lower())
        except UsageError as error:
            raise NotFoundError(str(error)) from error
        return Shown(
            encounter=one,
            accounts=self.accounts.get(one.id, ()),
            claims=tuple(self.record.claim_of[claim] for claim in one.claims),
            conflicts=self.conflicts.get(one.id, ()),
            forecasts=self.forecasts.get(one.id, ()),
            parts=self.parts.get(one.id, ()),
            whole=self.encounters[one.parent] if one.parent else None,
        )

    def claims_of(self, article: str) -> Sequence[Claim]:
        """The claims of an article, by id."""
        return self.articles[article].claims


class Shelf:
    """The record at `path`, as it is now and as it was on some days. Raises RecordError where there is none.

    Safe to be used from several threads. `stale`: whether a newer state is being loaded behind what is shown.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.stale = False
        self._lock = threading.RLock()
        self._past_lock = threading.Lock()
        self._took = 0.0
        self._folding: str | None = None
        self._past: collections.OrderedDict[tuple[str, str], Opened] = collections.OrderedDict()
        self._now = self._load()

    def now(self) -> Opened:
        """The record as it is: of this very moment where it loads fast, else loaded behind the last one."""
        with self._lock:
            if not self.stale and self._now.stamp != self._stamp():
                if self._took < PATIENCE:
                    self._now = self._load()
                else:
                    self.stale = True
                    threading.Thread(target=self._catch_up, daemon=True).start()
            return self._now

    def as_of(self, day: str | None) -> Opened:
        """The record as it stood at the end of a day; None: as it is. Raises UsageError on what is no date."""
        now = self.now()
        if day is None:
            return now
        key = (now.stamp, day)
        if key not in self._past and self._took > PATIENCE:
            if self._folding is None:
                self._folding = day
                threading.Thread(target=self._fold_past, args=(key, now), daemon=True).start()
            raise NotYetError(f"the record as of {day} is being folded; this takes about {self._took:.0f} seconds")
        return self._fold_past(key, now)

    def _fold_past(self, key: tuple[str, str], now: Opened) -> Opened:
        with self._past_lock:
            try:
                if key not in self._past:
                    with Store(self.path, readonly=True) as store:
                        self._past[key] = Opened(store.record(key[1]), now.judgements, " ".join(key))
                    while len(self._past) > KEPT_DAYS:
                        self._past.popitem(last=False)
                self._past.move_to_end(key)
                return self._past[key]
            finally:
                self._folding = None

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Keeps people's words and folds the record anew. Raises UsageError where one makes no sense."""
        with self._lock:
            with Store(self.path) as store:
                for one in judgements:
                    store.judge(one)
            if self._took < PATIENCE:
                self._refold()
            elif not self.stale:
                self.stale = True
                threading.Thread(target=self._catch_up, daemon=True).start()

    def _refold(self) -> None:
        with Store(self.path) as store:
            store.update()
        self._now = self._load()

    def _catch_up(self) -> None:
        """Loads a slow record behind the pages, until nothing newer came in the meantime."""
        try:
            while True:
                with Store(self.path) as store:
                    store.update()
                loaded = self._load()
                with self._lock:
                    self._now = loaded
                    if loaded.stamp == self._stamp():
                        return
        except SummitryError:  # The file is busy or gone for now: the next request tries again.
            return
        finally:
            self.stale = False

    def _load(self) -> Opened:
        start = time.perf_counter()
        stamp = self._stamp()
        with Store(self.path, readonly=True) as store:
            opened = Opened(store.record(), store.judgements(), stamp)
        self._took = time.perf_counter() - start
        return opened

    def _stamp(self) -> str:
        """A word for the file's state, from what the file system says of it and of its log: cheap enough to ask on
        every request."""
        told = []
        for path in (self.path, self.path.with_name(self.path.name + "-wal")):
            found = path.stat() if path.exists() else None
            if found is None or not found.st_size:  # An empty log comes and goes with readers.
                told.append("none")
            else:
                told.append(f"{found.st_ino} {found.st_size} {found.st_mtime_ns}")
        return content_id("stamp", *told)


def article_key(article: str) -> str:
    """The name of an article in addresses: ids are whatever the user's files are called."""
    return content_id("article", article)


def _by_encounter(items: Iterable[ItemT]) -> Mapping[str, tuple[ItemT, ...]]:
    found: dict[str, list[ItemT]] = collections.defaultdict(list)
    for item in items:
        found[item.encounter].append(item)
    return {encounter: tuple(mine) for encounter, mine in found.items()}
