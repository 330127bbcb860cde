"""Reprints and near-copies: articles whose body says the same in the same words."""

from __future__ import annotations

import collections
import re
import zlib
from collections.abc import Mapping, Sequence

from summitry.model.claims import Filed
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
_CANDIDATES = 5

_WORD = re.compile(r"\w+")


def originals(filed: Sequence[Filed]) -> Mapping[str, str]:
    """Article id -> id of the earliest article of which it is a near-copy, itself where it is of its own words.

    Each article is compared only with the first of every group so far, found through the shingles they share, so the
    work grows with the number of articles and not with its square.
    """
    holders: dict[int, list[str]] = {}
    kept: dict[str, frozenset[int]] = {}
    found: dict[str, str] = {}
    for one in sorted(filed, key=lambda f: (known_on(f.date) or "9999", f.article.id)):
        name, mine = one.article.id, shingles(one)
        found[name] = name
        if len(mine) < LEAST:
            continue
        hits = collections.Counter(h for s in sorted(mine) for h in holders.get(s, ()))
        best = sorted(hits.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
        for other, shared in best:
            if shared >= COPIED * min(len(mine), len(kept[other])):
                found[name] = other
                break
        else:
            kept[name] = mine
            for s in mine:
                holders.setdefault(s, []).append(name)
    return found


def shingles(filed: Filed) -> frozenset[int]:
    """Checksums of the kept runs of words of an article's body; case and punctuation do not count."""
    article = filed.article
    body = " ".join(article.text[b.start : b.end] for b in article.blocks if b.kind == "body")
    words = _WORD.findall(body.casefold())
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    sums = (zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
    return frozenset(s for s in sums if s % SAMPLE == 0)
