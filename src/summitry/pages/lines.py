"""The lines of an article's text: the units that are labelled, with how much each reads like prose."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

from summitry.model.text import BlockKind
from summitry.pages import cues, languages

BLANK = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u00ad\u200b\u200c\u200d\u2060\ufeff"
)
"""White space, soft hyphens and marks of no width: what shows nothing. A line of nothing else is in no block."""


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the text without white space at its ends: a line, a hard-wrapped paragraph, or a block of markup.

    `bias`: log-odds that markup adds for (above 0) or against the body; `kind`: what markup says it is, or None.
    """

    start: int
    end: int
    text: str
    bias: float = 0.0
    kind: BlockKind | None = None
    heading: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """What the words of a line show: `size` in words (two characters of an unspaced script count as one), `prose` the
    log-odds that it is prose of an article, `cues` what its wording and shape say, `shouting` whether in capitals."""

    folded: tuple[str, ...]
    size: float
    sentence: bool
    prose: float
    cues: tuple[cues.Cue, ...]
    shouting: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """A line with what its words show."""

    line: Line
    words: Words

    @property
    def size(self) -> float:
        return self.words.size

    @property
    def cues(self) -> tuple[cues.Cue, ...]:
        return self.words.cues

    @property
    def sentence(self) -> bool:
        return self.words.sentence

    @property
    def name(self) -> bool:
        """Whether the line is nothing but two to four words in capitals at their beginnings, as a person's name is."""
        return _NAME.fullmatch(self.line.text) is not None

    @property
    def key(self) -> tuple[str, ...]:
        return self.words.folded


def of_text(text: str) -> list[Line]:
    """The lines of plain text; the lines of a hard-wrapped paragraph are one."""
    lines: list[Line] = []
    for group in _groups(text):
        if _wrapped([text[start:end] for start, end in group]):
            start, end = group[0][0], group[-1][1]
            lines.append(Line(start, end, text[start:end]))
        else:
            lines.extend(Line(start, end, text[start:end]) for start, end in group)
    return lines


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines that are not blank, as ranges stripped of white space."""
    group: list[tuple[int, int]] = []
    offset = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip(BLANK)
        if stripped:
            start = offset + raw.index(stripped[0])
            group.append((start, start + len(stripped)))
        elif group:
            yield group
            group = []
        offset += len(raw)
    if group:
        yield group


def _wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are one paragraph broken at a column: all but the last nearly as long as the longest, which is
    between 45 and 100 characters (the widths mail and wire copy are wrapped at), and many going on in lower case."""
    if len(lines) < 2:
        return False
    widest = max(map(len, lines))
    if not 45 <= widest <= 100 or any(len(line) < widest - 18 for line in lines[:-1]):
        return False
    going_on = sum(1 for line in lines[1:] if line[0].islower() or line[0] in "(0123456789")
    return going_on >= max(1, len(lines) // 4)


_BULLET = re.compile(r"^(?:[•●▪■◦‣⁃*–—·►▶✓-]|\d{1,2}[.)])\s+(?=\S)")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+|[A-Z]\.)(?: (?:[A-Z][\w.'’-]+|[A-Z]\.|de|van|von|al|bin)){1,3}")
_GLUE = re.compile(
    r"(?:[a-z0-9?!)%](?<!\bMc)(?<!\bMac)(?<!\bFitz)(?<!\bDe)(?<!\bLe)(?<!\bLa)|\S[’”\"])[A-Z][a-z’']*\s[a-z]"
)
_POST = re.compile(r"pic\.twitter\.com/|https?://t\.co/|[—-] .{2,60}\(@\w+\) \w+ \d{1,2}, \d{4}$")


def look(line: Line) -> Look:
    """How a line looks."""
    return Look(line, _of_short(line.text) if len(line.text) <= 60 else _words(line.text))


@functools.lru_cache(maxsize=10_000)
def _of_short(text: str) -> Words:
    """Of lines as short as those of menus, which come again and again."""
    return _words(text)


def _words(text: str) -> Words:
    folded = cues.words(text)
    solid = cues.unspaced(text)
    size = len(folded) if solid < len(text) / 4 else solid / 2
    bullet = _BULLET.match(text) is not None
    sentence = cues.ends_sentence(text) or (text.endswith((":", "：", ",", ";")) and size >= 5)
    posted = _POST.search(text) is not None
    sentence = sentence or posted
    prose = _prose(text, folded, size, sentence or (bullet and size >= 6))
    if posted:
        prose = max(prose, 0.8)  # a quoted post, or the name and day under it
    if size <= 45 and _glued_title(text):
        prose -= 4.0
    return Words(tuple(folded), size, sentence, prose, tuple(cues.found(text, folded)), _shouts(text))


def _shouts(text: str) -> bool:
    """Whether eight letters and more, nearly all of those in the first 200 characters, are capitals."""
    if not text[:12].isupper():
        return False
    letters = [c for c in text[:200] if c.isalpha()]
    return len(letters) >= 8 and sum(map(str.isupper, letters)) > 0.85 * len(letters)


def _glued_title(text: str) -> bool:
    """Whether a title runs into a sentence without a space, as where a teaser's two parts were clipped together."""
    glue = _GLUE.search(text, 0, 250)
    if glue is None:
        return False
    before = text[: glue.start() + 1].split()
    return len(before) >= 5 and sum(1 for word in before if not word[0].islower()) > 0.7 * len(before)


def _prose(text: str, folded: Sequence[str], size: float, sentence: bool) -> float:
    """Log-odds, set by hand and tuned on the half of the clipped pages whose id is even: sentences of twelve words and
    more are prose, short lines without a stop are not, the more little words the better."""
    if sentence:
        score = -0.6 if size < 3 else 0.3 if size < 6 else 0.9 if size < 9 else 1.3 + min(size, 60) / 20
    elif size < 9:
        score = -1.2
    elif size < 28:
        score = -2.1
    else:
        score = 0.3 + min(size, 60) / 30
    if size >= 5 and folded:
        share = languages.little_words(folded)
        if share is not None:
            score += max(-1.2, min(0.6, (share - 0.28) * 5))
    if not sentence and size >= 4:
        capitals = sum(1 for word in text.split()[:30] if word[:1].isupper())
        if capitals > 0.75 * min(size, 30):
            score -= 0.8
    if "|" in text or "»" in text[-2:] or "›" in text:
        score -= 1.5
    return score
