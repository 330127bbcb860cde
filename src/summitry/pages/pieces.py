"""What readers of formats that hold pages hand on: each page's bytes with what the format says of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Literal, Protocol
from urllib.parse import urlsplit

from summitry.model.errors import InputError
from summitry.model.text import Article, DateHint

LARGEST_PAGE = 20_000_000
"""Bytes of the largest page that is read unless the caller says otherwise, unpacked. The largest saved news page met
has 9 MB; one of 20 MB takes about 20 seconds and 1 GB."""
LARGEST_ARCHIVE = 2_000_000_000
"""Bytes that an archive may unpack to in all: 100 of the largest pages."""
MOST_MEMBERS = 100_000
"""Members of an archive, items of a feed: a day of the largest agency has a few thousand."""


class Stream(Protocol):
    """Bytes that are read once, forwards."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


@dataclasses.dataclass(frozen=True)
class Piece:
    """A page in something that holds pages. `name`: what sets it apart there, "" for the only one; `dates`: those that
    the format gives, best first; `data`: as bytes, or as text where the format says its encoding."""

    name: str
    kind: Literal["text", "html"]
    data: bytes | str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    dates: tuple[DateHint, ...] = ()


@dataclasses.dataclass(frozen=True)
class Wanted:
    """Which pages are wanted; an empty tuple lets all through.

    `hosts`: names of hosts, each with all below it ("bbc.co.uk"); a page without an address is on no host.
    `languages`: ISO 639-1 codes. `words`: one of them must occur, in any case, as whole words.
    """

    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def host(self, url: str | None) -> bool:
        """Whether a page of this address may be wanted."""
        if not self.hosts:
            return True
        try:
            name = (urlsplit(url or "").hostname or "").rstrip(".")
        except ValueError:
            return False
        return any(name == host or name.endswith(f".{host}") for host in map(str.casefold, self.hosts))

    def article(self, article: Article) -> bool:
        """Whether an article is wanted."""
        if self.languages and article.language not in self.languages:
            return False
        return self.host(article.url) and (not self.words or self._pattern().search(article.text) is not None)

    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self.words))})(?!\w)", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Intake:
    """How sources are read. `wanted`: which pages; `fetch`: gets the page of an address, or None where nothing may be
    fetched (lists of addresses are then InputErrors)."""

    wanted: Wanted = Wanted()
    fetch: Callable[[str], Piece | InputError] | None = None


OFFLINE = Intake()
"""All pages, and nothing fetched."""


def too_large(where: str, largest: int) -> InputError:
    """The error of a page beyond the limit."""
    todo = "split it, one page a file or JSON line, or raise the limit"
    return InputError(f"expected at most {largest / 1e6:g} MB, got more", where, todo)


def bomb(where: str) -> InputError:
    """The error of an archive that unpacks to more than any honest one."""
    what = f"expected an archive that unpacks to at most {LARGEST_ARCHIVE / 1e9:g} GB and {MOST_MEMBERS:,} members"
    return InputError(f"{what}, got more", where, "unpack it yourself if you trust it, and name the folder")
