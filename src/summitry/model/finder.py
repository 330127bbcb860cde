"""The contract between the pipeline and whatever writes notes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from summitry.model.errors import ContractError
from summitry.model.notes import ArticleDate, Note
from summitry.model.text import Article
from summitry.model.windows import Window

NoteT = TypeVar("NoteT", bound=Note)


class Seen:
    """The notes that a finder may read: of the kinds it declared, in order of place. The article's date is open to all.

    `declared`: the kinds that may be asked for, or None for all.
    """

    def __init__(self, article: Article, notes: Iterable[Note], declared: tuple[type[Note], ...] | None = None) -> None:
        self._given = article.given_date
        self._declared = declared
        self._by_type: dict[type[Note], list[Note]] = {}
        for note in notes:
            self._by_type.setdefault(type(note), []).append(note)
        for found in self._by_type.values():
            found.sort(key=lambda n: (n.start, n.end, n.id))

    def of(self, kind: type[NoteT]) -> tuple[NoteT, ...]:
        """All notes of one kind, by start, end and id. Raises ContractError on a kind that was not declared."""
        if self._declared is not None and kind not in self._declared:
            declared = ", ".join(d.__name__ for d in self._declared) or "none"
            raise ContractError(f"expected a kind of note declared in `reads` ({declared}), got {kind.__name__}")
        return tuple(n for n in self._by_type.get(kind, ()) if isinstance(n, kind))

    @property
    def dct(self) -> Window | None:
        """The days within which the article was written, as far as known by now: inferred, else as given, else None."""
        for date in self._by_type.get(ArticleDate, ()):
            if isinstance(date, ArticleDate):
                return date.window
        return Window.of(self._given[:10]) if self._given else None


@dataclasses.dataclass(frozen=True)
class Finder:
    """Something that reads a frozen article and the kinds of note it declares, and yields frozen notes."""

    name: str
    version: str
    reads: tuple[type[Note], ...]
    writes: tuple[type[Note], ...]
    run: Callable[[Article, Seen], Iterable[Note]]


def run_all(article: Article, finders: Sequence[Finder], check: Callable[[Finder, Note], None]) -> tuple[Note, ...]:
    """Runs finders in order; each sees the notes of the kinds it declared.

    `check` raises where a note breaks the contract.
    """
    notes: list[Note] = []
    for finder in finders:
        seen = Seen(article, (n for n in notes if isinstance(n, (*finder.reads, ArticleDate))), finder.reads)
        found = {}
        for note in finder.run(article, seen):
            check(finder, note)
            found[note.id] = note
        notes.extend(sorted(found.values(), key=lambda n: (n.start, n.end, n.id)))
    return tuple(notes)
