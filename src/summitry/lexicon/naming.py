"""How names are compared: one normal form, and the other ways in which the same name is written."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

PARTICLES = frozenset(
    {
        "ad", "af", "al", "an", "ar", "as", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di",
        "do", "dos", "du", "el", "ibn", "la", "le", "ould", "ter", "van", "von", "zu",
    }
)  # fmt: skip
"""Words that open a family name without being the whole of it, in normal form."""

SUFFIX = re.compile(r",? (?:Jr|Sr)\b(?:\.,(?= [a-z])|\.)?")
"""What follows a full name to tell the son from the father, with the comma that closes it: ", Jr., met"."""

_ARTICLES = frozenset({"al", "el", "as", "ar", "an", "ad", "ash"})
"""Forms of the Arabic article, which news keeps or drops at will."""

_LETTERS = str.maketrans(
    {
        "ø": "o", "œ": "oe", "æ": "ae", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "þ": "th", "ə": "a",
        **dict.fromkeys("-‐‑‒–—−'’‘‛ʼʻ`´ʾʿ.,·", " "),
    }
)  # fmt: skip
"""Letters without a canonical decomposition, and the marks that stand for a space."""


@functools.lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """The form in which names are compared: case-folded, without diacritics, with hyphens, apostrophes and full stops
    as spaces, and single spaces between words. `normal(normal(x)) == normal(x)`."""
    folded = text.casefold().translate(_LETTERS)
    if not folded.isascii():
        # Folding may leave marks that decompose to further upper-case or special letters, so both run again.
        bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
        folded = bare.casefold().translate(_LETTERS)
    return " ".join(folded.split())


def full_forms(name: str, family: str, *, family_first: bool) -> Iterator[str]:
    """The normal forms of a full name: as given, without middle initials, without the Arabic article, with a hyphenated
    name run together; where the family stands first, also with the given name first, and elsewhere without the middle
    names ("Joko Widodo" as it is, "Asif Ali Zardari" also as "asif zardari")."""
    words = normal(name)
    yield words
    yield from _variants(words)
    if "-" in name:
        yield normal(name.replace("-", ""))
    surname = normal(family)
    if family_first and words.startswith(surname + " "):
        given = words.removeprefix(surname + " ")
        yield f"{given} {surname}"
        yield f"{surname} {given.replace(' ', '')}"
    elif words.endswith(" " + surname):
        first, *middle = name.removesuffix(family).split()
        if middle and len(normal(first)) > 1 and PARTICLES.isdisjoint(normal(" ".join(middle)).split()):
            yield f"{normal(first)} {surname}"


def family_forms(family: str) -> Iterator[str]:
    """The normal forms of a name by which somebody is called alone: whole, and without its opening particles."""
    words = normal(family).split()
    yield " ".join(words)
    start = 0
    while start < len(words) - 1 and words[start] in PARTICLES:
        start += 1
    if start:
        yield " ".join(words[start:])
    if "-" in family:
        yield normal(family.replace("-", ""))


def _variants(words: str) -> Iterator[str]:
    parts = words.split()
    if len(parts) > 2:
        without_initials = [parts[0], *(p for p in parts[1:-1] if len(p) > 1), parts[-1]]
        if len(without_initials) < len(parts):
            yield " ".join(without_initials)
        without_article = [parts[0], *(p for p in parts[1:] if p not in _ARTICLES)]
        if 2 <= len(without_article) < len(parts):
            yield " ".join(without_article)
