"""Looking mentions up by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from summitry.model.notes import Mention, Token

_FORMS = {"name": 0, "metonym": 1, "title": 2, "nominal": 3, "pronoun": 4, "adjective": 5}


class MentionIndex:
    """The mentions of an article by place. Where several answer, the longest does, then a name before other forms."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = tuple(sorted(mentions, key=lambda m: (m.start, -m.end, _FORMS[m.form], m.id)))
        self._starts = [m.start for m in self._mentions]
        self._longest = max((m.end - m.start for m in self._mentions), default=0)
        self._by_id = {m.id: m for m in self._mentions}

    def at(self, start: int, end: int) -> Mention | None:
        """The mention that covers `[start, end)`; failing that, the one that shares most of it; else None."""
        found = [m for m in self._near(start, end) if m.start < end and start < m.end]
        if not found:
            return None
        return min(found, key=lambda m: (-(min(m.end, end) - max(m.start, start)), m.start - m.end, _FORMS[m.form]))

    def covering(self, token: Token) -> Mention | None:
        """The mention that a token stands in, or None."""
        return self.at(token.start, token.end)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly in `[start, end)`, in order, those inside a longer one left out."""
        found: list[Mention] = []
        for m in self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if m.end <= end and not (found and m.end <= found[-1].end):
                found.append(m)
        return tuple(found)

    def get(self, mention_id: str | None) -> Mention | None:
        """The mention of an id, or None."""
        return self._by_id.get(mention_id) if mention_id else None

    def _near(self, start: int, end: int) -> tuple[Mention, ...]:
        low = bisect_left(self._starts, start - self._longest)
        return self._mentions[low : bisect_right(self._starts, end)]
