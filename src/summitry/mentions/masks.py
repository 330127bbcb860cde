"""Names as single words for the parser.

A small parser breaks on names that it was not trained on ("Moon Jae-in", "US-North Korea summit"): it hangs their
parts on one another and on the words around. Known names are shown to it as one common word of the same kind each,
and its tokens are given back their own text and place.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

from summitry.lexicon import people, states
from summitry.lexicon.naming import SUFFIX, normal

PERSON, STATE, ADJECTIVE = "Smith", "China", "Chinese"
"""Words that the parser knows well, for a person, a state, and an adjective or compound of states."""
_LONGEST_NAME = 5
_CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]*(?:[-'’.][^\W\d_]+)*\.?(?:[ \u00a0](?:(?:bin|al|de|von|van|der|da|el)[ -])?"
                          r"[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*\.?)+")  # fmt: skip
_GIVEN_WITH_HYPHEN = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+\b")
"""A name of East Asian build, which no other English words share: "Koo Kab-woo"."""
_PAIR = re.compile(r"\b[A-Z][^\W\d_]+[-–][A-Z][^\W\d_]+\b")


@dataclasses.dataclass(frozen=True)
class Mask:
    """A stretch of a text, [start, end), shown to the parser as `word`."""

    start: int
    end: int
    word: str
    label: str


def masks(text: str) -> tuple[Mask, ...]:
    """The masks of a text, in order, not overlapping; the longest name wins."""
    found = sorted(_candidates(text), key=lambda m: (m.start, m.start - m.end, m.word))
    kept: list[Mask] = []
    for mask in found:
        if not kept or kept[-1].end <= mask.start:
            kept.append(mask)
    return tuple(kept)


def masked(text: str, chosen: tuple[Mask, ...]) -> str:
    """The text with each mask's word in place of its stretch."""
    parts, at = [], 0
    for mask in chosen:
        parts += [text[at : mask.start], mask.word]
        at = mask.end
    return "".join([*parts, text[at:]])


def _candidates(text: str) -> Iterator[Mask]:
    for start, end, _ in states.find_compounds(text):
        yield Mask(start, end, ADJECTIVE, "NORP")
    for match in _state_pattern().finditer(text):
        word = ADJECTIVE if states.state_forms()[match.group()].kind in ("demonym", "compound") else STATE
        yield Mask(match.start(), match.end(), word, "NORP" if word == ADJECTIVE else "GPE")
    for match in _PAIR.finditer(text):
        if all(people.people_of_family(part) for part in re.split("[-–]", match.group())):
            yield Mask(match.start(), match.end(), ADJECTIVE, "PERSON")
    for match in _GIVEN_WITH_HYPHEN.finditer(text):
        yield Mask(match.start(), match.end(), PERSON, "PERSON")
    for match in _CAPITALISED.finditer(text):
        yield from _people_in(text, match.group(), match.start())


def _people_in(text: str, run: str, offset: int) -> Iterator[Mask]:
    """Known full names in a run of capitalised words, the longest from each word on, each with its suffix."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\s\u00a0]+", run)]
    i = 0
    while i < len(words):
        for j in range(min(len(words), i + _LONGEST_NAME), i + 1, -1):
            start, end = words[i][0], words[j - 1][1]
            name = run[start:end].removesuffix("’s").removesuffix("'s").rstrip(".")
            if normal(name) in people.name_forms():
                suffix = SUFFIX.match(text, offset + start + len(name))
                yield Mask(offset + start, suffix.end() if suffix else offset + start + len(name), PERSON, "PERSON")
                i = j - 1
                break
        i += 1


@functools.cache
def _state_pattern() -> re.Pattern[str]:
    """States and their adjectives of more than one word."""
    forms = [
        form for form, row in states.state_forms().items()
        if re.search(r"[ -]", form) and len(row.iso3) == 1 and not form.lower().startswith("the ")
        and row.kind in ("name", "short", "demonym") and row.context is None
    ]  # fmt: skip
    longest_first = sorted(forms, key=lambda f: (-len(f), f))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
