"""The words of times as an alphabet: every word that the grammar knows is one character, so that rules over words
are regular expressions over short strings, and text that says nothing of time costs next to nothing."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Mapping

from summitry.lexicon import holidays, tables

OTHER = "."
"""The character of a word that the grammar does not know."""

BREAK = "\n"
"""The character of a paragraph break: no expression reaches across it."""

NUMERALS = ("hour", "clock-hour", "day-number", "small", "number", "year", "big")
"""Classes of numerals, by value: 1-12, 0 and 13-24, 25-31, 32-99, 100-999, 1000-2199, the rest and fractions."""

GLUED = {
    "iso": r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?",
    "numeric": r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})",
    "named-day": r"9/11\b(?!/)",
    "clock": r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
    "decades": r"(?:\d{2,3}0|['‘’]\d0)['’]?s\b",
    "short-year": r"['‘’]\d\d\b",
    "ordinal-number": r"\d{1,3}(?:st|nd|rd|th)\b",
    "quarter-number": r"Q[1-4]\b",
    "meridiem": r"[AaPp]\.\s?[Mm]\b\.?|[AaPp][Mm]\b(?!\.\w)",
    "era": r"B\.C\b\.?(?:E\.)?|BCE?\b",
}
"""Expressions that are one token, by class: written without a space between their parts, or with stops inside."""

SHORT_FORMS = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?!\w)"
"""Short forms whose full stop is part of them."""

PLAIN = r"\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+|['’]s\b|\n[ \t]*\n|[^\s]"


@dataclasses.dataclass(frozen=True)
class Tokens:
    """A text as tokens: `codes[i]` is the character of the token `text[starts[i]:ends[i]]`."""

    text: str
    starts: list[int]
    ends: list[int]
    codes: str

    def word(self, index: int) -> str:
        """The token as printed."""
        return self.text[self.starts[index] : self.ends[index]]


@functools.cache
def cues(kind: str) -> frozenset[str]:
    """The words of a kind in the table of cues, lower case; empty where there is no such kind."""
    return frozenset(
        form for row in tables.read("timecues") if row["kind"] == kind for form in tables.parts(row["forms"])
    )


class Alphabet:
    """Characters for words, and classes of them. Words are added while the grammar is compiled, before any text is
    read."""

    def __init__(self) -> None:
        self._next = 0xE000
        self._of_word: dict[str, str] = {",": ",", ";": ";"}
        self._classes: dict[str, str] = {}
        self._values: dict[tuple[str, str], str] = {}
        self._of_kind = {kind: self._new() for kind in (*NUMERALS, *GLUED, "holiday")}
        for kind, char in self._of_kind.items():
            self._classes[kind] = char
        for row in tables.read("timewords"):
            for form in tables.parts(row["forms"]):
                self._values[(row["class"], form)] = row["value"]
                char = self.char(form, capital=row["case"] == "cap")
                self._of_word[f"{form.capitalize()}."] = char
                self._join(row["class"], char)
        for dash in "-–—‑":
            self._of_word[dash] = self.char("-")
        self._of_word["’s"] = self.char("'s")

    def _new(self) -> str:
        self._next += 1
        return chr(self._next)

    def _join(self, name: str, char: str) -> None:
        if char not in self._classes.get(name, ""):
            self._classes[name] = self._classes.get(name, "") + char

    def char(self, word: str, capital: bool = False) -> str:
        """The character of a word, made where it has none; `capital`: the word counts only when capitalised."""
        known = self._of_word.get(word.capitalize()) if word[0].isalpha() else self._of_word.get(word)
        char = known or self._new()
        for form in {word.capitalize(), word.upper()} if capital else {word, word.capitalize(), word.upper()}:
            self._of_word[form] = char
        return char

    def members(self, name: str) -> str:
        """The characters of a class. Raises KeyError where the word table has no such class."""
        return self._classes[name]

    def value(self, name: str, word: str) -> str:
        """What the word table gives for a word in a class. Raises KeyError where it gives nothing."""
        return self._values[(name, word.lower().rstrip("."))]

    def knows(self, name: str, word: str) -> bool:
        """Whether the word table gives a value for a word in a class."""
        return (name, word.lower().rstrip(".")) in self._values

    def tokens(self, text: str) -> Tokens:
        """A text's tokens, in time linear in its length."""
        starts, ends, codes = [], [], []
        known, kinds = self._of_word, self._kinds
        for match in _token_pattern().finditer(text):
            starts.append(match.start())
            ends.append(match.end())
            if match.lastgroup:
                codes.append(kinds[match.lastgroup])
                continue
            word = match.group()
            char = known.get(word)
            if char is None:
                char = self._numeral(word) if word[0].isdecimal() else BREAK if word[0] == "\n" else OTHER
            codes.append(char)
        return Tokens(text, starts, ends, "".join(codes))

    @functools.cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {kind.replace("-", "_"): char for kind, char in self._of_kind.items()}

    def _numeral(self, word: str) -> str:
        if "." in word or "," in word or len(word) > 4:
            return self._of_kind["big"]
        number = int(word)
        if len(word) == 4 and word[0] != "0":
            return self._of_kind["year" if 1000 <= number <= 2199 else "big"]
        limits = ((0, "clock-hour"), (12, "hour"), (24, "clock-hour"), (31, "day-number"), (99, "small"))
        return self._of_kind[next((kind for limit, kind in limits if number <= limit), "number")]


@functools.cache
def _token_pattern() -> re.Pattern[str]:
    glued = "|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in GLUED.items())
    feasts = "|".join(re.escape(form) for form in holidays.forms())
    return re.compile(rf"(?=['‘’\dQBAaPp])(?:{glued})|(?=[A-Z])(?:(?P<holiday>(?:{feasts})\b)|{SHORT_FORMS})|{PLAIN}")
