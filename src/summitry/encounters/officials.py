"""Officials meant by their titles: "the foreign secretaries of both countries", "its crown prince"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from summitry.encounters.tree import Tree
from summitry.lexicon import offices
from summitry.lexicon.naming import normal
from summitry.lexicon.offices import Title
from summitry.lexicon.people import person
from summitry.lexicon.states import state
from summitry.model.notes import Mention, Referent
from summitry.model.windows import Window

MentionAt = Callable[[Tree, int], Mention | None]

_LONGEST_TITLE = 3
"""Words in front of the last word of a title: "deputy foreign trade minister"."""
_OF = frozenset({"of", "from"})
_BODIES = frozenset({"official", "delegation", "envoy", "diplomat", "negotiator", "team", "emissary", "delegate"})


def officials(tree: Tree, i: int, at: MentionAt, day: Window | None) -> list[Referent]:
    """Those whom the noun at token `i` stands for where it is a title: in the plural one for each of two states or
    more that the noun phrase names, in the singular the one of a state behind a possessive; named where the phrase or
    the lexicon names exactly one at `day`. Empty for any other noun."""
    title = _title(tree, i)
    if title is None:
        return _body(tree, i, at)
    plural = tree.tokens[i].tag in ("NNS", "NNPS")
    countries = list(dict.fromkeys(_countries(tree, i, at, plural=plural)))
    if len(countries) < 2 if plural else len(countries) != 1:
        return []
    beside = _named_beside(tree, i, at)
    return [beside.get(country) or _official(title, country, day) for country in countries]


def _body(tree: Tree, i: int, at: MentionAt) -> list[Referent]:
    """Unnamed people of one state: "officials from the South", "a delegation of the Taliban"."""
    if tree.lemma(i) not in _BODIES:
        return []
    heads = [k for prep, p in tree.preps(i) if prep in _OF for k in tree.pobj(p)]
    who = [r for k in heads if (m := at(tree, k)) is not None for r in m.referents if r.country is not None]
    return [Referent(f"{tree.lemma(i)} of {r.name}", "group", None, r.country, None) for r in who if len(who) == 1]


def _title(tree: Tree, i: int) -> Title | None:
    if tree.tokens[i].pos not in ("NOUN", "PROPN"):
        return None
    first = i
    while first > 0 and i - first < _LONGEST_TITLE and first - 1 in tree.children(i, "amod", "compound", "nmod"):
        first -= 1
    phrases = (" ".join([*(t.text for t in tree.tokens[k:i]), tree.lemma(i)]) for k in range(first, i + 1))
    return next((found for p in phrases if (found := offices.titles().get(normal(p))) is not None), None)


def _countries(tree: Tree, i: int, at: MentionAt, *, plural: bool) -> Iterator[str]:
    """The states of a title: whose it is, and in the plural those it is of, or that stand before it."""
    holders = tree.children(i, "poss")
    if plural:
        holders += [k for prep, p in tree.preps(i) if prep in _OF for k in tree.pobj(p)]
        holders += tree.children(i, "amod", "compound", "nmod")
    elif any(tree.tokens[k].tag != "PRP$" for k in holders):
        return
    for holder in holders:
        for k in tree.conjuncts(holder):
            mention = at(tree, k)
            for referent in mention.referents if mention is not None else ():
                if referent.country is not None and ":" not in referent.country:
                    yield referent.country


def _named_beside(tree: Tree, i: int, at: MentionAt) -> dict[str, Referent]:
    """The people in apposition to the noun phrase that ends with its states, by country."""
    found: dict[str, Referent] = {}
    for k in tree.subtree(i):
        mention = at(tree, k) if k > i else None
        if mention is not None and mention.kind == "person" and len(mention.referents) == 1:
            who = mention.referents[0]
            if who.country is not None:
                found.setdefault(who.country, who)
    return found


def _official(title: Title, country: str, day: Window | None) -> Referent:
    tenures = offices.holders(country, title.form, day) if day is not None else ()
    exact = title.form == "foreign secretary"  # a minister in Britain, an official elsewhere
    held = {t.person for t in tenures if not exact or normal(t.title) == title.form}
    if len(held) == 1:
        one = person(held.pop())
        return Referent(one.name, "person", one.id, country, title.title)
    return Referent(f"{title.title} of {state(country).name}", "office", None, country, title.title)
