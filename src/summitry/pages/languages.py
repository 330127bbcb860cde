"""Which language a text is in, by its script and its little words."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from summitry.lexicon import tables

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 6000
"""Characters looked at, from the middle of a text, where menus are rare."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language most of `text` is in, or None where it is too short or too mixed to tell."""
    middle = max(0, (len(text) - SAMPLE) // 2)
    sample = text[middle : middle + SAMPLE].casefold()
    letters = sum(1 for c in sample if c.isalpha())
    for language, script in _SCRIPTS:
        # Japanese is a fifth kana at the least, the others write little but their own script
        if letters and len(script.findall(sample)) > letters / (6 if language == "ja" else 3):
            return language
    counts = Counter(_WORD.findall(sample))
    scores = {
        language: sum(counts[word] for word in little) / (len(little) ** 0.5)
        for language, little in _little_by_language().items()
    }
    best = max(scores, key=lambda language: (scores[language], language))
    hits = sum(counts[word] for word in _little_by_language()[best])
    # prose is a quarter little words or more; menus and lists have few
    return best if hits >= 3 and hits > 0.08 * sum(counts.values()) else None


def little_words(folded: Sequence[str]) -> float | None:
    """The share of little words of any language among case-folded words; None where their script has none."""
    known = all_little()
    hits = sum(1 for word in folded if word in known)
    if hits == 0 and not folded[0].isascii():
        return None
    return hits / len(folded)


def is_little(word: str, language: str) -> bool:
    """Whether `word`, in any case, is a little word of the language of an ISO 639-1 code of the table."""
    return word.casefold() in _little_by_language()[language]


@functools.cache
def _little_by_language() -> Mapping[str, frozenset[str]]:
    return {row["language"]: frozenset(tables.parts(row["words"])) for row in tables.read("stopwords")}


@functools.cache
def all_little() -> frozenset[str]:
    return frozenset().union(*_little_by_language().values())
