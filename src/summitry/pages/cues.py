"""The furniture of news pages: wordings and shapes that tell a line is not its article's own prose."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, cast, get_args

from summitry.lexicon import tables
from summitry.model.text import BlockKind

Effect = Literal["aside", "break", "close", "end"]
"""How strongly a cue says that a line is outside the body (see `lexicon/data/page_cues.tsv` and `page_shapes.tsv`)."""

LONGEST_PHRASE = 9
"""Words in the longest wording of the table that is looked up at a line's start, end or inside."""


LONG_SENTENCE = 16
"""Words from which on a sentence is judged by more than its first words; furniture in sentences rarely has so many."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cue:
    """What a wording or a shape says of the line that has it."""

    kind: BlockKind
    effect: Effect


_WORD = re.compile(r"[^\W\d_]+|\d+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]")
_OPEN_LABEL = re.compile(r"\W{0,3}\w+(?:'s)?\s?[:|/»›>©–—(\[#+]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।॥][\"”’'»)\]」』 ]*$")


def words(text: str) -> list[str]:
    """The words of `text` as the tables have them: case folded, every number "#", punctuation dropped."""
    return ["#" if w.isdecimal() else w for w in _WORD.findall(text.casefold())]


def ends_sentence(text: str) -> bool:
    """Whether `text` (stripped) ends as a sentence does, closing quotes and brackets aside."""
    return _SENTENCE_END.search(text) is not None


def unspaced(text: str) -> int:
    """Number of characters of scripts that are written without spaces between words, or with few."""
    return len(_UNSPACED.findall(text))


def found(text: str, folded: list[str]) -> Iterator[Cue]:
    """The cues in a line; `folded` are its `words`. Longest wording first at its start; each place once."""
    size = len(folded)
    if size <= LONGEST_PHRASE + 3:
        yield from _look(_phrases()["line"], (" ".join(folded),))
    if size > 1 or _OPEN_LABEL.match(text):
        shortest = 1 if _OPEN_LABEL.match(text) or (size <= 12 and not ends_sentence(text)) else 2
        starts = (" ".join(folded[:n]) for n in range(min(size, LONGEST_PHRASE), shortest - 1, -1))
        for cue in _look(_phrases()["start"], starts):
            # "Follow the money, ..." may begin a sentence of the article
            weak = size >= LONG_SENTENCE and cue.effect != "end" and ends_sentence(text)
            yield Cue(cue.kind, "aside") if weak else cue
    if size > 1 and not ends_sentence(text):
        ends = _phrases()["end"]
        yield from _look(ends, (" ".join(folded[-n:]) for n in range(min(size - 1, LONGEST_PHRASE), 0, -1)))
    if 1 < size <= 120:
        within = _phrases()["within"]
        firsts = _first_words()
        for at, word in enumerate(folded):
            if word in firsts:
                yield from _look(within, (" ".join(folded[at : at + n]) for n in range(firsts[word], 1, -1)))
    if size <= 40 and _UNSPACED.search(text):
        yield from _unspaced_cues(text.casefold(), "".join(folded))
    for cue, shape in _shapes():
        if shape(text, 0, 400):
            yield cue


def _look(table: Mapping[str, Cue], wordings: Iterator[str] | tuple[str, ...]) -> Iterator[Cue]:
    for wording in wordings:
        if wording in table:
            yield table[wording]
            return


def _unspaced_cues(text: str, joined: str) -> Iterator[Cue]:
    for wording, cue in _unspaced_phrases():
        if joined == wording or (len(wording) > 1 and text.lstrip("【［[（(■●▼◆・「『 ").startswith(wording)):
            yield cue
            return


@functools.cache
def _phrases() -> Mapping[str, dict[str, Cue]]:
    found_in: dict[str, dict[str, Cue]] = {"line": {}, "start": {}, "end": {}, "within": {}}
    for row in tables.read("page_cues"):
        cue = _cue(row)
        for phrase in tables.parts(row["phrases"]):
            wording = " ".join(words(phrase.replace("#", " 0 ")))
            if wording:
                found_in[row["where"]].setdefault(wording, cue)
    return found_in


@functools.cache
def _first_words() -> Mapping[str, int]:
    """The first word of every wording looked for inside a line, with the size of the longest that it begins."""
    sizes: dict[str, int] = {}
    for wording in _phrases()["within"]:
        first, *rest = wording.split(" ")
        sizes[first] = max(sizes.get(first, 0), len(rest) + 1)
    return sizes


@functools.cache
def _unspaced_phrases() -> tuple[tuple[str, Cue], ...]:
    both = {**_phrases()["line"], **_phrases()["start"]}
    rows = ((wording.replace(" ", ""), cue) for wording, cue in both.items() if _UNSPACED.search(wording))
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


_STANDS_FOR = {
    "<month>": r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec)[a-z]*\.?",
    "<names>": r"(?:(?:[A-Z][\w.'’-]+|de|van|von|der|al|el|bin)(?: (?:[A-Z][\w.'’-]+|de|van|von|der|al|el|bin)){0,4})",
}


@functools.cache
def _shapes() -> tuple[tuple[Cue, Callable[[str, int, int], re.Match[str] | None]], ...]:
    shapes = []
    for row in tables.read("page_shapes"):
        shape = row["shape"]
        for name, pattern in _STANDS_FOR.items():
            shape = shape.replace(name, pattern)
        compiled = re.compile(shape)
        shapes.append((_cue(row), compiled.match if row["shape"].startswith(("^", "(?i)^")) else compiled.search))
    return tuple(shapes)


def _cue(row: Mapping[str, str]) -> Cue:
    if row["effect"] not in get_args(Effect) or row["kind"] not in get_args(BlockKind):
        raise ValueError(f"a page cue needs a kind and an effect, got {row['kind']!r} and {row['effect']!r}")
    return Cue(cast(BlockKind, row["kind"]), cast(Effect, row["effect"]))
