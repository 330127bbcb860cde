"""What texts share in words: normal forms, weighted by how few of the texts at hand use them."""

from __future__ import annotations

import collections
import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from summitry.lexicon import tables

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")

MOST = 1_000
"""Earlier holders of a word with which a text is compared; a word that more have says little of any."""

Bag = Mapping[str, int]
Vector = Mapping[str, float]
"""Weights by word, of length one."""


@functools.cache
def _little_words() -> frozenset[str]:
    rows = {row["language"]: row["words"] for row in tables.read("stopwords")}
    return frozenset(tables.parts(rows["en"]))


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The form in which words are compared: lower case, without the commonest endings of inflection.

    >>> stem("Strikes"), stem("striking"), stem("parties")
    ('strik', 'strik', 'party')
    """
    bare = _POSSESSIVE.sub("", word.casefold())
    if len(bare) > 4 and bare.endswith("ies"):
        bare = bare[:-3] + "y"
    elif len(bare) > 3 and bare.endswith("s") and not bare.endswith(("ss", "us")):
        bare = bare[:-1]
    if len(bare) > 5 and bare.endswith("ing"):
        bare = bare[:-3]
    elif len(bare) > 4 and bare.endswith("ed"):
        bare = bare[:-2]
    return bare[:-1] if len(bare) > 4 and bare.endswith("e") else bare


def words(text: str) -> list[str]:
    """The words of a text in the form in which they are compared, little ones left out."""
    little = _little_words()
    return [stem(word) for word in _WORD.findall(text) if len(word) > 1 and word.casefold() not in little]


def bag(*texts: tuple[str, int]) -> Bag:
    """How often each word is used in texts that count so many times each."""
    found: collections.Counter[str] = collections.Counter()
    for text, times in texts:
        for word, count in collections.Counter(words(text)).items():
            found[word] += times * count
    return found


def vectors(bags: Sequence[Bag]) -> Sequence[Vector]:
    """Logarithmic counts times inverse document frequency (Salton and Buckley 1988), over the bags themselves.

    Words are in order of falling weight, ties in alphabetical order.
    """
    used = collections.Counter(word for one in bags for word in one)
    rare = {word: math.log((len(bags) + 1) / (count + 0.5)) for word, count in used.items()}
    made = []
    for one in bags:
        weights = {word: (1 + math.log(count)) * rare[word] for word, count in one.items() if rare[word] > 0}
        length = math.sqrt(math.fsum(w * w for w in weights.values())) or 1.0
        made.append({w: v / length for w, v in sorted(weights.items(), key=lambda item: (-item[1], item[0]))})
    return made


def cosine(left: Vector, right: Vector) -> float:
    """The cosine of two vectors, 0 to 1."""
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    return math.fsum(weight * large[word] for word, weight in small.items() if word in large)


def meeting(found: Sequence[Vector], keys: int) -> Iterator[tuple[int, int]]:
    """Pairs of vectors, the lower first, that share a word among the `keys` weightiest of each; a pair may repeat.

    A word is followed back to MOST holders at most, so the work grows with the number of vectors, not its square.
    """
    holders: dict[str, list[int]] = collections.defaultdict(list)
    for b, vector in enumerate(found):
        for word in list(vector)[:keys]:
            yield from ((a, b) for a in holders[word][-MOST:])
            holders[word].append(b)
