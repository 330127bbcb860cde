"""A reader from outside: something else that reads articles into claims, under the same contract as our own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from summitry.model.claims import Claim
from summitry.model.finder import Seen
from summitry.model.text import Article


@dataclasses.dataclass(frozen=True)
class Reader:
    """Reads a frozen article into claims. `read` also gets the notes of our own finders; each claim names this reader
    and its version as its maker, and has evidence that stands in what the article tells."""

    name: str
    version: str
    read: Callable[[Article, Seen], Iterable[Claim]]
