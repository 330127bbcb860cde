"""What given stretches of a text say: the head word of each, and who and what stands beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from summitry.mentions import sentences, syntax

_SUBJECTS = frozenset({"nsubj", "poss", "agent", "compound"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_SILENT = frozenset({"punct", "det", "aux", "auxpass", "mark", "cc", "prep", "agent", "case"})
_TITLE_SHARE = 0.6
"""Share of capitals among a line's longer words from which it is a title set in capitals, as headlines are: 35 % of 504
news titles, 2 % of 902 body sentences (names and lists of them)."""
_LONGER = 4


@dataclasses.dataclass(frozen=True)
class Phrase:
    """A stretch `start` to `end` of a text, in the sentence from `opening` to `closing`.

    `lemmas` are of its words in order, `head` of the word that the others depend on, `part` its part of speech
    (Universal Dependencies). `subjects`, `objects` and `others`: lemmas of what depends on the head, also outside.
    """

    start: int
    end: int
    opening: int
    closing: int
    head: str
    part: str
    lemmas: tuple[str, ...]
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    others: tuple[str, ...]


def phrases(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Phrase | None]:
    """What each span says, in the order given; None for one that holds no word. Only their sentences are parsed."""
    bounds = list(sentences.split(text, 0, len(text)))
    homes = [next((b for b in bounds if b[0] <= start < b[1]), None) for start, _ in spans]
    parsed = sorted({home for home in homes if home is not None})
    docs = dict(zip(parsed, syntax.parse([_shown(text[a:b]) for a, b in parsed]), strict=True))
    for span, home in zip(spans, homes, strict=True):
        yield None if home is None else _phrase(docs[home], span, home)


def _shown(sentence: str) -> str:
    """A sentence as the parser best reads it: a title set in capitals in lower case, since its verbs are no names."""
    longer = [word for word in sentence.split() if len(word) >= _LONGER and word[0].isalpha()]
    titled = sum(word[0].isupper() for word in longer) >= _TITLE_SHARE * len(longer) > 1
    lower = sentence.lower()
    return lower if titled and len(lower) == len(sentence) else sentence


def _phrase(doc: Doc, span: tuple[int, int], home: tuple[int, int]) -> Phrase | None:
    start, end = span[0] - home[0], span[1] - home[0]
    inside = [t for t in doc if t.idx < end and start < t.idx + len(t) and not t.is_space]
    places = {t.i for t in inside}
    head = next((t for t in inside if t.head.i == t.i or t.head.i not in places), None)
    if head is None:
        return None
    found: dict[str, set[str]] = {"subjects": set(), "objects": set(), "others": set()}
    for dep, word in _arguments(head):
        kind = "subjects" if dep in _SUBJECTS else "objects" if dep in _OBJECTS else "others"
        found[kind].add(_lemma(word))
    lemmas = tuple(_lemma(t) for t in inside)
    subjects, objects, others = (tuple(sorted(found[kind])) for kind in ("subjects", "objects", "others"))
    return Phrase(*span, *home, _lemma(head), head.pos_, lemmas, subjects, objects, others)


def _lemma(token: Token) -> str:
    return str(token.lemma_ or token.text).lower()


def _arguments(head: Token) -> Iterator[tuple[str, Token]]:
    """What depends on a word, with how; what stands after a preposition counts as its own."""
    for child in head.children:
        if child.dep_ in ("prep", "agent"):
            how = (
                "agent" if child.dep_ == "agent" or child.lower_ == "by" else "dobj" if child.lower_ == "of" else "prep"
            )
            yield from ((how, word) for word in child.children if word.dep_ == "pobj")
        elif child.dep_ not in _SILENT:
            yield child.dep_, child
