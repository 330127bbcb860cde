"""A sentence's parse as a tree: children, subtrees, paths. Pure reading of `Sentence.tokens`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from summitry.model.notes import Token


class Tree:
    """Children and subtrees over tokens whose heads are indices. Bad heads (out of range, cycles) count as roots."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)
        self._children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i and 0 <= token.head < len(self.tokens):
                self._children[token.head].append(i)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def head(self, index: int) -> int | None:
        """The head of a token, or None for a root."""
        head = self.tokens[index].head
        return head if head != index and 0 <= head < len(self.tokens) else None

    def children(self, index: int, *deps: str) -> list[int]:
        """Children from left to right; with `deps`, those that stand in one of these relations."""
        found = self._children[index]
        return [c for c in found if self.tokens[c].dep in deps] if deps else found

    def child(self, index: int, *deps: str) -> int | None:
        """The first child in one of these relations, or None."""
        return next((c for c in self._children[index] if self.tokens[c].dep in deps), None)

    def up(self, index: int) -> Iterator[int]:
        """The ancestors, nearest first."""
        met = {index}
        at = self.head(index)
        while at is not None and at not in met:
            met.add(at)
            yield at
            at = self.head(at)

    @functools.cached_property
    def _edges(self) -> list[tuple[int, int]]:
        low = list(range(len(self.tokens)))
        high = list(low)
        for i in range(len(self.tokens)):
            for at in self.up(i):
                low[at], high[at] = min(low[at], i), max(high[at], i)
        return list(zip(low, high, strict=True))

    def edges(self, index: int) -> tuple[int, int]:
        """The first and the last token of the subtree (closed: both belong to it)."""
        return self._edges[index]

    def subtree(self, index: int) -> list[int]:
        """All tokens of the subtree, from left to right."""
        found, queue, met = [], [index], {index}
        while queue:
            at = queue.pop()
            found.append(at)
            for child in self._children[at]:
                if child not in met:
                    met.add(child)
                    queue.append(child)
        return sorted(found)


@functools.lru_cache(maxsize=256)
def tree_of(tokens: tuple[Token, ...]) -> Tree:
    """The tree of a sentence's tokens, kept for the next who asks."""
    return Tree(tokens)
