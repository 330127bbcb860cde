"""The record between requests: folded once, kept until the file changes, with the indexes that the pages ask for."""

from __future__ import annotations

import collections
import dataclasses
import functools
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from summitry.model.claims import Account, Claim, Encounter, Filed, Judgement
from summitry.model.errors import SummitryError, UsageError
from summitry.model.ids import content_id
from summitry.model.windows import Window
from summitry.record import Record, Store
from summitry.record.judgements import Settled, settle
from summitry.views import queries
from summitry.views.queries import Shown

LARGE = 30_000_000
"""Bytes of a record file beyond which folding it as of a day takes seconds: some 10,000 claims."""
KeptT = TypeVar("KeptT")

KEPT_ANSWERS = 64
"""Answers that are kept for one state of the record: a timeline of 10,000 encounters takes a megabyte."""
KEPT_DAYS = 6
"""Past states of the record that are kept: one for each stop of the slider that somebody is looking at."""


class NotFoundError(UsageError):
    """The record holds nothing of this name."""


class NotYetError(SummitryError):
    """A past state of a large record that is being folded: ask again."""


@dataclasses.dataclass(frozen=True)
class Opened:
    """A folded record with its indexes, and people's judgements. `stamp` tells one state of the file from another;
    `ids`: of all articles. What is asked for is read when it is asked for, and kept."""

    record: Record
    judgements: tuple[Judgement, ...]
    stamp: str
    ids: tuple[str, ...]

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
        return queries.by_encounter(self.record.accounts)

    @functools.cached_property
    def articles(self) -> _Articles:
        """Articles by id, each read when it is asked for."""
        return _Articles(self.record)

    @functools.cached_property
    def _keys(self) -> Mapping[str, str]:
        return {article_key(article): article for article in self.ids}

    @functools.cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The shortest start of each encounter's id that no other has."""
        return queries.unique_prefixes(tuple(self.encounters))

    @functools.cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which a status changed, in order: the stops of the slider."""
        steps = (step for one in self.record.encounters for step in one.status_history)
        return tuple(sorted({step.record_time for step in steps if step.record_time}))

    @functools.cached_property
    def in_time(self) -> tuple[str, ...]:
        """The ids of all articles by when they could be known, undated ones last."""
        known = self.record.known()
        return tuple(sorted(known, key=lambda one: (known[one] or "9999", one)))

    def article(self, key: str) -> Filed:
        """The article of a key, or of an id. Raises NotFoundError."""
        try:
            return self.articles[self._keys.get(key, key)]
        except KeyError as error:
            raise NotFoundError(f"no article has the id {key!r}; see the list of articles") from error

    def shown(self, encounter: str) -> Shown:
        """All on the encounter whose id is or starts with `encounter`. Raises NotFoundError."""
        try:
            return queries.show(self.record, encounter)
        except UsageError as error:
            raise NotFoundError(str(error)) from error

    def claim(self, name: str) -> Claim | None:
        """The claim of an id, or None."""
        try:
            return self.record.told([name])[0]
        except KeyError:
            return None

    def told_in(self, filed: Filed) -> tuple[Account, ...]:
        """What an article says of each encounter that it tells of, in the order of its claims."""
        of = self.record.encounter_of
        names = dict.fromkeys(of[claim.id] for claim in filed.claims if claim.id in of)
        parts = (self.record.part(name) for name in names)
        return tuple(one for part in parts for one in part.accounts if one.article == filed.article.id)

    def kept(self, key: Hashable, make: Callable[[], KeptT]) -> KeptT:
        """What `make` gives, made once for this state of the record; the last few are kept."""
        if key not in self._kept:
            if len(self._kept) >= KEPT_ANSWERS:
                self._kept.clear()
            self._kept[key] = make()
        made: KeptT = self._kept[key]
        return made

    @functools.cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def warm(self) -> None:
        """Reads what the lists ask for, so that nobody waits for it."""
        for read in (self.days, self.prefixes, self._keys, self.record.encounter_of, self.record.forecasts,
                     self.in_time, self.record.conflicts, self.record.accounts, self.record.sources):  # fmt: skip
            len(read)


class _Articles:
    """Articles by id, those asked for lately kept."""

    def __init__(self, record: Record) -> None:
        self._read = functools.lru_cache(maxsize=512)(record.article)

    def __getitem__(self, name: str) -> Filed:
        found = self._read(name)
        if found is None:
            raise KeyError(name)
        return found


class Shelf:
    """The record at `path`, as it is now and as it was on some days. Raises RecordError where there is none.

    Safe to be used from several threads. `stale`: whether a newer state is being folded behind what is shown.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.stale = False
        self._lock = threading.RLock()
        self._past_lock = threading.Lock()
        self._folding: str | None = None
        self._past: collections.OrderedDict[tuple[str, str], Opened] = collections.OrderedDict()
        self._now = self._load()
        self._warm(self._now)

    def now(self) -> Opened:
        """The record as it is; while a large one is folded anew behind it, as it was before."""
        with self._lock:
            if not self.stale and self._now.stamp != self._stamp():
                if self._is_quick():
                    self._now = self._load()
                    self._warm(self._now)
                else:
                    self.stale = True
                    threading.Thread(target=self._catch_up, daemon=True).start()
            return self._now

    def as_of(self, day: str | None) -> Opened:
        """The record as it stood at the end of a day; None: as it is. Raises UsageError on what is no date, NotYetError
        where a large record is being folded for it."""
        now = self.now()
        if day is None:
            return now
        check_day(day)
        key = (now.stamp, day)
        if key not in self._past and self._is_large:
            if self._folding is None:
                self._folding = day
                threading.Thread(target=self._fold_past, args=(key, now), daemon=True).start()
            raise NotYetError(f"the record as of {day} is being folded; with one of this size it takes a while")
        return self._fold_past(key, now)

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Keeps people's words and folds the record anew. Raises UsageError where one makes no sense."""
        with self._lock:
            with Store(self.path) as store:
                for one in judgements:
                    store.judge(one)
                store.update()
            self._now = self._load()
            self._warm(self._now)

    @property
    def _is_large(self) -> bool:
        return self.path.stat().st_size > LARGE

    def _is_quick(self) -> bool:
        """Whether the file can be opened as it stands without folding for long."""
        if not self._is_large:
            return True
        with Store(self.path, readonly=True) as store:
            return store.is_folded()

    def _fold_past(self, key: tuple[str, str], now: Opened) -> Opened:
        with self._past_lock:
            try:
                if key not in self._past:
                    with Store(self.path, readonly=True) as store:
                        record = store.record(key[1])
                    ids = tuple(filed.article.id for filed in record.articles)
                    self._past[key] = Opened(record, now.judgements, " ".join(key), ids)
                    while len(self._past) > KEPT_DAYS:
                        self._past.popitem(last=False)
                self._past.move_to_end(key)
                return self._past[key]
            finally:
                self._folding = None

    def _catch_up(self) -> None:
        """Folds a large record behind the pages, until nothing newer came in the meantime."""
        try:
            while self._now.stamp != self._stamp():
                with Store(self.path) as store:
                    store.update()
                self._now = self._load()
                self._now.warm()
        except SummitryError:  # The file is busy or gone for now: the next request tries again.
            return
        finally:
            self.stale = False

    def _warm(self, opened: Opened) -> None:
        if self._is_large:
            threading.Thread(target=opened.warm, daemon=True).start()

    def _load(self) -> Opened:
        stamp = self._stamp()
        with Store(self.path, readonly=True) as store:
            ids, judgements = store.ids(), store.judgements()
        return Opened(queries.open_record(self.path), judgements, stamp, ids)

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


def check_day(day: str) -> None:
    """Raises UsageError where a day is none."""
    try:
        Window.of(day)
    except ValueError as error:
        raise UsageError(f"as_of: {error}") from error


def article_key(article: str) -> str:
    """The name of an article in addresses: ids are whatever the user's files are called."""
    return content_id("article", article)
