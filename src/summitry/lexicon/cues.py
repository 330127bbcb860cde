"""Words that speak of other events: who says them, what is done to them, how surely."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from typing import cast

from summitry.lexicon import tables
from summitry.model.claims import Likelihood
from summitry.model.notes import Modality, Tense
from summitry.model.trees import Tree

COMPLEMENTS = ("clause", "infinitive", "object", "subject")


SPEECH = frozenset(
    {"say", "announce", "confirm", "deny", "think", "predict", "rumour", "know", "warn", "doubt", "fear"}
)  # fmt: skip
"""Classes of cues whose content is what somebody says or holds to be so. The others (plan, want, request, praise) are
attitudes: attributions to a reader of opinion, not links through which news came."""


@dataclasses.dataclass(frozen=True)
class Effect:
    """What a predicate says of the event it governs. `certainty`: CT, PR, PS, U or "=" (as its own words say);
    `sign`: 1, -1, or 0 where it says neither."""

    certainty: str
    sign: int


@dataclasses.dataclass(frozen=True)
class Cue:
    """A row of cues.tsv. `takes`: contents as a cue of attribution (letters of c, q, i, o, a), "" for none."""

    word: str
    part: str
    complement: str
    kind: str
    takes: str
    affirmed: Effect
    negated: Effect
    modality: Modality | None


@dataclasses.dataclass(frozen=True)
class Hedge:
    """A row of hedges.tsv. None where the word leaves a value as it is."""

    word: str
    certainty: str | None
    negative: bool
    modality: Modality | None
    rumour: bool
    tense: Tense | None


@dataclasses.dataclass(frozen=True)
class Modal:
    """A row of modals.tsv."""

    word: str
    affirmed: Effect
    negated: Effect
    modality: Modality
    tense: Tense


def _effect(code: str) -> Effect:
    if code in ("=", "U"):
        return Effect(code, 0)
    return Effect(code[:2], 1 if code[2] == "+" else -1)


def _modality(cell: str) -> Modality | None:
    return cast(Modality, cell) if cell else None


def _tense(cell: str) -> Tense | None:
    return cast(Tense, cell) if cell else None


@functools.cache
def _cues() -> dict[tuple[str, str], dict[str, Cue]]:
    found: dict[tuple[str, str], dict[str, Cue]] = {}
    for row in tables.read("cues"):
        cue = Cue(
            row["word"], row["part"], row["complement"], row["class"], row["takes"],
            _effect(row["positive"]), _effect(row["negative"]), _modality(row["modality"]),
        )  # fmt: skip
        found.setdefault((cue.word, cue.part), {})[cue.complement] = cue
    return found


def cue(word: str, part: str, complement: str | None = None) -> Cue | None:
    """The row for a lemma ("call off") of a part (verb, noun, adjective), for what it governs
    (one of COMPLEMENTS; None: whatever it has), or None where the word is no cue."""
    rows = _cues().get((word, part))
    if rows is None:
        return None
    if complement is None:
        return rows.get("any") or next(iter(rows.values()))
    return rows.get(complement) or rows.get("any")


PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_PARTICLES = ("prt", "prep", "advmod", "dative", "agent")


_LEMMAS = {"hoped": "hope", "hopes": "hope", "hoping": "hope"}
"""Forms that the parser's lemma tables give to another word ("hoped" to "hop")."""
_MOMENTS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "day", "morning", "evening",
     "afternoon", "night", "eve"}
)  # fmt: skip


def lemma(tree: Tree, index: int) -> str:
    """A token's lemma, lower case; contracted forms as they stand."""
    found = tree[index].lemma.casefold()
    return _LEMMAS.get(tree[index].text.casefold(), found) if found == "hop" else found


def part(tree: Tree, index: int) -> str:
    """The part that this lexicon knows a token by: verb, noun, adjective, or "" for none of them."""
    return PARTS.get(tree[index].pos, "")


def cue_at(tree: Tree, index: int, complement: str, preposition: str | None = None) -> Cue | None:
    """The row for a token of a parse: with its particle or preposition where there is such a row ("call off"), else
    alone. `preposition`: the one by which the complement hangs on it, "" for a direct object, None for any."""
    word, kind = lemma(tree, index), part(tree, index)
    near = _PARTICLES if preposition is None else ("prt", "advmod")
    after = [c for c in tree.children(index, *_PARTICLES) if c > index]
    tails = [f"{lemma(tree, c)} {preposition}" for c in after] if preposition else []
    tails += [
        f"{lemma(tree, c)} {lemma(tree, o)}" for c in _prepositions(tree, after) for o in tree.children(c, "pobj")
    ]
    tails += [preposition] if preposition else []
    tails += [lemma(tree, c) for c in after if tree[c].dep in near and not _moment(tree, c)]
    for tail in tails:
        found = cue(f"{word} {tail}", kind, complement)
        if found is not None and _fits(found, complement):
            return found
    found = cue(word, kind, complement)
    return found if found is not None and _fits(found, complement) else None


def _prepositions(tree: Tree, after: Sequence[int]) -> list[int]:
    """Prepositions among particles, or behind one ("back on track")."""
    return [c for a in after for c in (a, *tree.children(a, "prep")) if tree[c].dep == "prep"]


def _moment(tree: Tree, preposition: int) -> bool:
    """Whether a preposition only tells when: "called him on Thursday" is no call on anybody."""
    return any(lemma(tree, o) in _MOMENTS for o in tree.children(preposition, "pobj"))


def _fits(found: Cue, complement: str) -> bool:
    own = found.complement == "subject" or found.part == "adjective"
    return complement != "subject" or own or found.kind == "occur"


@functools.cache
def _hedges() -> dict[tuple[str, str], Hedge]:
    return {
        (row["word"], row["part"]): Hedge(
            row["word"],
            row["certainty"] or None,
            row["polarity"] == "neg",
            _modality(row["modality"]),
            row["rumour"] == "yes",
            _tense(row["tense"]),
        )
        for row in tables.read("hedges")
    }


def hedge(word: str, part: str) -> Hedge | None:
    """The row for a modifier, lower case, of a part (adverb, adjective, determiner), or None."""
    return _hedges().get((word, part))


@functools.cache
def _modals() -> dict[str, Modal]:
    return {
        row["word"]: Modal(
            row["word"],
            _effect(row["positive"]),
            _effect(row["negative"]),
            cast(Modality, row["modality"]),
            cast(Tense, row["tense"]),
        )
        for row in tables.read("modals")
    }


def modal(word: str) -> Modal | None:
    """The row for an auxiliary, lower case, or None where it is none of the modals."""
    return _modals().get(word)


@functools.cache
def _bands() -> tuple[dict[str, Likelihood], re.Pattern[str]]:
    rows = {
        row["words"]: Likelihood(row["band"], int(row["low"]), int(row["high"]), row["words"])
        for row in tables.read("icd203")
    }
    longest_first = sorted(rows, key=lambda words: (-len(words), words))
    return rows, re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


def likelihood(text: str) -> Likelihood | None:
    """The ICD 203 band of the first likelihood words in `text` (the longest, where several start there), or None.

    `words` of the answer is as the text has it.

    >>> likelihood("It would be highly unlikely to happen.").band
    'very unlikely'
    """
    rows, pattern = _bands()
    found = pattern.search(text)
    if found is None:
        return None
    return dataclasses.replace(rows[found.group().casefold()], words=found.group())


@dataclasses.dataclass(frozen=True)
class SourceNoun:
    """A row of source_nouns.tsv. `kind`: person, body, media or document."""

    word: str
    kind: str
    anonymous: bool


@functools.cache
def _source_nouns() -> dict[str, SourceNoun]:
    return {
        row["word"]: SourceNoun(row["word"], row["kind"], row["anonymous"] == "yes")
        for row in tables.read("source_nouns")
    }


def source_noun(word: str) -> SourceNoun | None:
    """The row for a noun's lemma (or its plural form), lower case, that may stand for a source, or None."""
    return _source_nouns().get(word)
