"""The notation that rules on time words are written in, and what a rule sees of a hit.

A pattern is a regular expression over tokens: `<class>` is a token of a class of the word table, `word` that very word,
`name:` before a class, a word or a group captures it, `$name` is a macro, and `( | ) ? {m,n}` are as in regular
expressions. A hit covers the whole pattern, or the group named `only`.
Every repetition is bounded, so that matching takes time linear in the text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from summitry.lexicon import tables
from summitry.mentions.times_exprs import Expr
from summitry.mentions.times_words import Alphabet, Tokens
from summitry.model.notes import TimexType

ALPHABET = Alphabet()

MACROS = {row["rule"][1:]: row["pattern"] for row in tables.read("timerules") if row["rule"].startswith("$")}
"""Named parts of patterns."""

_PIECE = re.compile(
    r"\$(?P<macro>\w+)|<(?P<cls>[\w-]+)>|(?P<name>\w+):|(?P<word>[\w’']+|[.,/-])|(?P<op>\(|\)|\||\?|\{\d,\d\})|\s+"
)


@dataclasses.dataclass(frozen=True)
class Hit:
    """A rule's match on a text's tokens."""

    tokens: Tokens
    match: re.Match[str]

    @property
    def span(self) -> tuple[int, int]:
        """First and one past the last token."""
        return self.match.span("only" if "only" in self.match.re.groupindex else 0)

    def has(self, name: str) -> bool:
        """Whether the pattern has a group of that name and it took part."""
        return self._group(name) is not None

    def _group(self, name: str) -> str | None:
        groups = self.match.re.groupindex
        return next((n for n in (name, f"{name}__2", f"{name}__3") if n in groups and self.match.start(n) >= 0), None)

    def words(self, name: str) -> list[str]:
        """The tokens of a captured group, lower case; empty where it took no part."""
        group = self._group(name)
        return [self.tokens.word(i).lower() for i in range(*self.match.span(group))] if group else []

    def word(self, name: str) -> str:
        """The first token of a captured group, lower case; "" where it took no part."""
        return next(iter(self.words(name)), "")

    def value(self, name: str, cls: str) -> str:
        """What the word table gives for a captured word."""
        return ALPHABET.value(cls, self.word(name))

    def direction(self, name: str = "dir") -> int | None:
        """-1 for "last", 0 for "this", 1 for "next" in a captured group; None where it took no part."""
        return int(self.value(name, "direction")) if self.has(name) else None

    @property
    def lower(self) -> list[str]:
        """The tokens of the hit, lower case."""
        return [self.tokens.word(i).lower() for i in range(*self.span)]

    def around(self, offset: int) -> str:
        """The token `offset` places after the hit (1: the next) or before it (-1), lower case; "" at a text's end or
        a break."""
        first, last = self.span
        index = first + offset if offset < 0 else last - 1 + offset
        return self.tokens.word(index).lower() if 0 <= index < len(self.tokens.starts) else ""

    def text(self) -> str:
        """The hit as printed."""
        first, last = self.span
        return self.tokens.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]


@dataclasses.dataclass(frozen=True)
class Meaning:
    """What a hit says: its TIMEX3 type and the expression to resolve; `skip`: tokens at its start that are no part of
    the expression ("a" of "a two-day visit")."""

    type: TimexType
    expr: Expr
    skip: int = 0


Builder = Callable[[Hit], "Meaning | None"]


@dataclasses.dataclass(frozen=True)
class Rule:
    """A named pattern and what it means; the builder gives None where the words around speak against it.

    `needs`: sets of characters of each of which a stretch must hold one, or the pattern cannot match in it.
    """

    name: str
    pattern: re.Pattern[str]
    build: Builder
    needs: tuple[frozenset[str], ...] = ()


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the notation above as a regular expression over codes. Raises ValueError where it is malformed."""
    seen: dict[str, int] = {}

    def renamed(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return match.group() if seen[name] == 1 else f"(?P<{name}__{seen[name]}>"

    return re.compile(re.sub(r"\(\?P<(\w+)>", renamed, _translate(pattern)))


def _translate(pattern: str) -> str:
    out, at, named = [], 0, False
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None:
            raise ValueError(f"expected a class, a word or an operator at {pattern[at:]!r} in the pattern {pattern!r}")
        kind, at = piece.lastgroup, piece.end()
        if kind is None:
            continue
        text = piece.group(kind)
        if kind == "name":
            out.append(f"(?P<{text}>")
            named = True
            if at < len(pattern) and pattern[at] == "(":
                out.append("(?:")
                close = _closing(pattern, at)
                out.extend([_translate(pattern[at + 1 : close]), "))"])
                at, named = close + 1, False
            continue
        part = _part(kind, text)
        out.append(part + ")" if named else part)
        named = False
    return "".join(out)


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """The sets of characters of each of which whatever a pattern matches holds one: its parts that may not be left out.
    The pattern must be well formed."""
    found: list[frozenset[str]] = []
    at = 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None:
            break
        kind, at = piece.lastgroup, piece.end()
        if kind in (None, "name"):
            continue
        inner, text = "", piece.group(str(kind))
        if kind == "op" and text == "(":
            close = _closing(pattern, at - 1)
            inner, at = pattern[at:close], close + 1
        if pattern.startswith(("?", "{0"), at):
            continue
        if kind == "macro":
            inner = MACROS[text]
        if inner:
            found.extend(_needs_of_choice(inner))
        elif kind in ("cls", "word"):
            found.append(frozenset(ALPHABET.members(text) if kind == "cls" else ALPHABET.char(text)))
    return tuple(dict.fromkeys(found))


def _needs_of_choice(group: str) -> tuple[frozenset[str], ...]:
    """What a group of alternatives needs: one of what each of them needs first."""
    choices, depth, start = [], 0, 0
    for index, char in enumerate(group):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and depth == 0:
            choices.append(group[start:index])
            start = index + 1
    choices.append(group[start:])
    each = [needs(choice) for choice in choices]
    if len(each) == 1:
        return each[0]
    return (frozenset().union(*(sets[0] for sets in each)),) if all(each) else ()


def _part(kind: str, text: str) -> str:
    if kind == "macro":
        return f"(?:{_translate(MACROS[text])})"
    if kind == "cls":
        return f"[{re.escape(ALPHABET.members(text))}]"
    if kind == "word":
        return re.escape(ALPHABET.char(text))
    return "(?:" if text == "(" else text


def _closing(pattern: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(pattern)):
        depth += {"(": 1, ")": -1}.get(pattern[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"the bracket at {pattern[opening:]!r} is not closed")


_BUILDERS: dict[str, Builder] = {}


def rule(name: str) -> Callable[[Builder], Builder]:
    """Declares what the patterns of a rule mean. Its name is the maker's rule of the notes that it leads to."""

    def declare(build: Builder) -> Builder:
        _BUILDERS[name] = build
        return build

    return declare


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the table. Raises KeyError where a rule of the table has no meaning declared."""
    rows = [row for row in tables.read("timerules") if not row["rule"].startswith("$")]
    return tuple(
        Rule(row["rule"], compiled(row["pattern"]), _BUILDERS[row["rule"]], needs(row["pattern"])) for row in rows
    )


def amount(words: list[str]) -> float | None:
    """The number that words or numerals say: "twenty four" 24, "two and a half" 2.5, "2 1/2" 2.5; None where it is
    vague."""
    if not words:
        return None
    if any(word in ("couple", "pair") for word in words):
        return 2
    if "dozen" in words:
        return 6 if "half" in words else 12
    total, current, at = 0.0, 0.0, 0
    while at < len(words):
        word = words[at]
        if word[0].isdigit():
            number = float(word.replace(",", ""))
            if at + 2 < len(words) and words[at + 1] == "/" and words[at + 2].isdigit() and float(words[at + 2]):
                number /= float(words[at + 2])
                at += 2
            current += number
        elif word == "half":
            current += 0.5 - (words[at - 1] == "one" and at > 1)
        elif word in ("a", "an"):
            follower = words[at + 1] if at + 1 < len(words) else ""
            current += follower not in _CARDINALS and not follower[:1].isdigit() and follower != "half"
        elif word in ("hundred", "thousand"):
            current = (current or 1) * (100 if word == "hundred" else 1000)
            total, current = (total + current, 0.0) if word == "thousand" else (total, current)
        elif word in _CARDINALS:
            current += _CARDINALS[word]
        elif word not in ("-", "–", "and", "of"):
            return None
        at += 1
    return total + current


def year(words: list[str]) -> int | None:
    """The year that a numeral or words say: "1989", "nineteen ninety-seven", "two thousand"."""
    if not words:
        return None
    if words[0].isdigit():
        return int(words[0])
    if words[0] == "nineteen":
        return 1900 + int(amount(words[1:]) or 0)
    return int(amount(words) or 0) or None


_CARDINALS = {
    form: int(row["value"])
    for row in tables.read("timewords")
    if row["class"] == "cardinal"
    for form in tables.parts(row["forms"])
}
