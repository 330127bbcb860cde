"""Reprints and near-copies: articles whose body says the same in the same words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from summitry.model.claims import Filed
from summitry.model.text import Article
from summitry.record.spans import known_on

SHINGLE = 5
"""Words of a shingle; Broder (1997) uses 4 to 10."""
SAMPLE = 4
"""One shingle in so many is kept, by its checksum: the same ones in every article (Broder's mod-m sketch)."""
LEAST = 6
"""Kept shingles below which an article is too short to tell (about 30 words)."""
COPIED = 0.6
"""Share of the shorter article's kept shingles that the longer one must hold. Own stories on one event, written apart,
share under .2; agency copy with a new first paragraph over .7 (made-up pairs in tests/test_record_sources.py)."""
MARKS = 16
"""The least of an article's kept shingles by which others find it. Of two articles of which the shorter is a third as
long and .6 copied, all 16 differ once in 25 times; of two of equal length never."""
MOST_HELD = 200
"""Earlier articles with one mark that are compared: a run of words that more hold is a set phrase."""

_WORD = re.compile(r"\w+")

Order = tuple[str, str]
"""Where an article stands among its copies: by the day from which it could be known, then id."""


def originals(filed: Sequence[Filed]) -> Mapping[str, str]:
    """Article id -> id of the earliest article of which it is a near-copy, itself where it is of its own words.

    Each article is compared only with the first of every group so far, found through the marks they share, so the
    work grows with the number of articles and not with its square.
    """
    holders: dict[int, list[str]] = {}
    kept: dict[str, frozenset[int]] = {}
    found: dict[str, str] = {}
    for one in sorted(filed, key=lambda f: order(f.article.id, known_on(f.date))):
        name, mine = one.article.id, shingles(one.article)
        near = {other for mark in marks(mine) for other in holders.get(mark, ())[:MOST_HELD]}
        found[name] = original(mine, ((other, kept[other]) for other in near)) or name
        if found[name] == name:
            kept[name] = mine
            for mark in marks(mine):
                holders.setdefault(mark, []).append(name)
    return found


def order(name: str, day: str | None) -> Order:
    """The place of an article that could be known from `day` on (None: nobody knows when)."""
    return (day or "9999", name)


def original(mine: Collection[int], others: Iterable[tuple[str, frozenset[int]]]) -> str | None:
    """That of some earlier articles, each with its shingles, of which one with the shingles `mine` is a near-copy: the
    one with which it shares most; None where there is none."""
    shared = ((len(theirs.intersection(mine)), theirs, name) for name, theirs in others)
    enough = [(-n, name) for n, theirs, name in shared if n >= COPIED * min(len(mine), len(theirs))]
    return min(enough)[1] if enough else None


def marks(kept: Collection[int]) -> tuple[int, ...]:
    """The shingles by which others find an article; none where it is too short to tell."""
    return tuple(sorted(kept)[:MARKS]) if len(kept) >= LEAST else ()


def shingles(article: Article) -> frozenset[int]:
    """Checksums of the kept runs of words of an article's body; case and punctuation do not count."""
    body = " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind == "body")
    words = _WORD.findall(body.casefold())
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    sums = (zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
    return frozenset(s for s in sums if s % SAMPLE == 0)
