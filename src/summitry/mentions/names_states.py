"""State names and capitals: who acts ("Beijing said") and where things happen ("in Beijing")."""

from __future__ import annotations

import functools
from collections.abc import Collection

from summitry.lexicon import places, states, tables
from summitry.lexicon.places import PlaceEntry
from summitry.lexicon.states import StateForm
from summitry.model.notes import Referent, Sentence, Token

_NEAR = 40
"""Code points looked at on either side for the neighbouring words."""


@functools.cache
def _class(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in tables.read("place_words") if row["class"] == name)


def state_referents(form: StateForm, known: Collection[str]) -> tuple[Referent, ...]:
    """The states of a form: all sides of a compound; else one, of several the first that the article speaks of."""
    codes = form.iso3
    if form.kind != "compound":
        codes = (next((c for c in codes if c in known), codes[0]),)
    return tuple(state_referent(code) for code in codes)


@functools.cache
def state_referent(iso3: str) -> Referent:
    return Referent(states.state(iso3).name, "state", f"state:{iso3}", iso3)


@functools.cache
def place_referent(text: str, country: str | None) -> Referent:
    """The venue, else the most populous place, of a name (in a country, where one is given); an entity of None where
    the lexicon has neither."""
    found: PlaceEntry | None = places.venue_forms().get(text)
    if found is None or (country and found.country != country):
        entries = places.places_named(text)
        found = next((e for e in entries if country in {None, e.country}), None)
    if found is None:
        return Referent(text, "place", None, country)
    return Referent(found.name, "place", found.id, found.country)


def qualifies(sentence: Sentence, start: int, end: int) -> bool:
    """Whether, by the parse, the name at `[start, end)` qualifies the noun behind it ("U.S. sanctions")."""
    last = next((t for t in reversed(sentence.tokens) if t.start < end and start < t.end), None)
    if last is None or last.dep not in {"compound", "nmod", "amod"}:
        return False
    return sentence.tokens[last.head].start >= end


def acts(sentence: Sentence, start: int, end: int, text: str) -> bool:
    """Whether the name at `[start, end)` stands for a government rather than a place.

    By the parse where there is one: subjects, possessors and objects act unless the verb or noun is one of place or
    travel; objects of prepositions by the preposition. Otherwise by the word before and the word after.
    """
    tokens = sentence.tokens
    held = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
    if not held:
        return _acts_by_words(sentence, start, end, text)
    inside = set(held)
    head = next((i for i in held if tokens[i].head not in inside or tokens[i].head == i), held[-1])
    return _acts_by_parse(tokens, head)


def _acts_by_parse(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    head = tokens[token.head]
    lemma = head.lemma.lower()
    if token.dep in {"nsubj", "nsubjpass", "agent"}:
        return lemma not in _class("being_place")
    if token.dep == "poss":
        return lemma not in _class("place_noun")
    if token.dep in {"compound", "nmod", "amod"}:
        return lemma in _class("acting_noun")
    if token.dep in {"dobj", "dative"}:
        return lemma not in _class("motion")
    if token.dep == "pobj":
        return _acts_after(head, tokens[head.head])
    if token.dep in {"conj", "appos"} and token.head != i:
        return _acts_by_parse(tokens, token.head) if head.pos in {"PROPN", "NOUN", "PRON"} else False
    return False


def _acts_after(preposition: Token, governor: Token) -> bool:
    word, lemma = preposition.lemma.lower(), governor.lemma.lower()
    if word in _class("place_preposition"):
        return False
    if word == "for" and lemma in _class("leaving"):
        return False
    if word in _class("acting_preposition"):
        return True
    if word in {"to", "from"}:
        return lemma in _class("sent_noun") or lemma in _class("telling_verb")
    return word == "of" and lemma in _class("acting_noun")


def _acts_by_words(sentence: Sentence, start: int, end: int, text: str) -> bool:
    before = text[max(sentence.start, start - _NEAR) : start].split()
    after = text[end : min(sentence.end, end + _NEAR)].lower().split()
    previous = before[-1].lower() if before else ""
    following = after[0].strip(".,;:") if after else ""
    if previous in _class("place_preposition") or previous in {"to", "from", "of"}:
        return False
    if previous in _class("acting_preposition"):
        return True
    return following in _class("acting_verb_form") or following in {"and", "'s", "’s"}
