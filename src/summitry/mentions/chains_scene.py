"""Who is on stage: the mentions of an article sentence by sentence, with the part each plays there."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Sequence
from typing import Literal

from summitry.lexicon import tables
from summitry.model.index import MentionIndex
from summitry.model.notes import Mention, Referent, Sentence, Token

Gender = Literal["f", "m", ""]
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"dobj", "dative", "attr"})
_QUOTE_MARKS = {"“": 1, "”": -1, '"': 0, "''": -1, "``": 1}


@dataclasses.dataclass(frozen=True, slots=True)
class Actor:
    """A mention on stage: its sentence's index, its head token's index (None where there is no parse)."""

    mention: Mention
    sentence: int
    head: int | None
    dep: str
    owns_subject: bool = False

    @property
    def weight(self) -> float:
        """How likely what follows speaks of it: subjects first, then whose the subject is ("Abe's visit"), then
        objects, then the rest (the order of Lappin and Leass 1994, for whom being recent counts more than any part
        played)."""
        if self.dep in SUBJECTS:
            return 3.0
        if self.owns_subject:
            return 2.7
        return 2.4 if self.dep in _OBJECTS else 2.0


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in tables.read("gender_words") if row["class"] == kind)


@functools.lru_cache(maxsize=4096)
def gender(name: str, words: str) -> Gender:
    """A person's gender as far as the words that name them tell: a title ("Mrs.", "King"), else a given name."""
    said = set(words.replace(".", " ").split())
    if said & _words("female"):
        return "f"
    if said & _words("male"):
        return "m"
    return "f" if set(name.replace("-", " ").split()) & _words("given_f") or name in _words("woman") else ""


def identity(who: Referent) -> str:
    """What two mentions of the same one share, whatever office each is told of with."""
    return who.entity or f"{who.kind}:{who.name}"


class Scene:
    """The sentences of an article with their actors. `quoted[s]`: the tokens of sentence `s` inside quotation marks."""

    def __init__(self, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self.sentences = sentences
        self.index = MentionIndex(mentions)
        self.actors: list[list[Actor]] = []
        self.quoted: list[frozenset[int]] = []
        self._genders: dict[str, set[Gender]] = {}
        inside = False
        for i, sentence in enumerate(sentences):
            self.actors.append([self.actor(m, i) for m in self.index.within(sentence.start, sentence.end)])
            if i and sentences[i - 1].block != sentence.block:
                inside = False
            quoted, inside = _quoted(sentence.tokens, inside)
            self.quoted.append(quoted)
        for mention in mentions:
            if mention.kind in {"person", "office"} and len(mention.referents) == 1:
                who = mention.referents[0]
                self._genders.setdefault(identity(who), set()).add(gender(who.name, mention.quotes[0].text))

    def gender(self, who: Referent) -> Gender:
        """What the whole article says of somebody's gender; "" where it says nothing, or two things."""
        found = {g for g in self._genders.get(identity(who), set()) if g}
        return found.pop() if len(found) == 1 else ""

    def before(self, sentence: int, start: int, reach: int) -> Iterator[Actor]:
        """Actors before an offset, the nearest first, no further back than `reach` sentences."""
        for i in range(sentence, max(-1, sentence - reach - 1), -1):
            for actor in reversed(self.actors[i]):
                if actor.mention.end <= start:
                    yield actor

    def actor(self, mention: Mention, index: int) -> Actor:
        """A mention with the part that it plays in its sentence."""
        tokens = self.sentences[index].tokens
        held = [i for i, t in enumerate(tokens) if mention.start <= t.start < mention.end]
        if not held:
            return Actor(mention, index, None, "")
        inside = range(held[0], held[-1] + 1)
        head = next((i for i in held if tokens[i].head not in inside or tokens[i].head == i), held[-1])
        dep = tokens[head].dep
        if dep == "conj":
            first = head
            while tokens[first].dep == "conj" and tokens[first].head != first:
                first = tokens[first].head
            dep = tokens[first].dep
        owns_subject = dep == "poss" and tokens[tokens[head].head].dep in SUBJECTS
        return Actor(mention, index, head, dep, owns_subject)


def _quoted(tokens: Sequence[Token], inside: bool) -> tuple[frozenset[int], bool]:
    found = set()
    for i, token in enumerate(tokens):
        turn = _QUOTE_MARKS.get(token.text)
        if turn is None:
            if inside:
                found.add(i)
        else:
            inside = turn == 1 if turn else not inside
    return frozenset(found), inside
