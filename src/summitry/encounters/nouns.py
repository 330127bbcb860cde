"""What stands around a noun that evokes an encounter: in front of it, behind it, and who does what it is part of."""

from __future__ import annotations

from collections.abc import Sequence

from summitry.encounters.drafts import Side, Spot
from summitry.encounters.scene import Arguments, Scene
from summitry.encounters.tree import Tree
from summitry.encounters.where import spots_of
from summitry.lexicon.words import frame_words
from summitry.model.claims import Role
from summitry.model.notes import Mention

_LIGHT = frozenset(frame_words("light"))
_CARRIERS = _LIGHT | frozenset(frame_words("about"))
_ANNOUNCING = frozenset(frame_words("announcing"))
_PARTITIVE = frozenset(frame_words("partitive"))
_HOLDING = frozenset(frame_words("holding"))
MARGINS = frozenset({"sideline", "sidelines", "margin", "margins", "fringe", "fringes"})
AT_PLACE = frozenset({"in", "at", "near", "outside", "aboard"})
_FOLLOW = 14
"""Tokens behind a noun trigger in which a preposition may still be its own though the parse hangs it elsewhere."""


def premodifiers(scene: Scene, i: int, found: Arguments, role: Role) -> None:
    """Persons and states in front of the noun: "Trump-Kim summit", "Hanoi summit", "Pompeo visit", "Denmark trip"."""
    tree = scene.tree
    front = [k for c in tree.children(i, "compound", "amod", "nmod", "nummod", "poss", "det") for k in tree.subtree(c)]
    first = tree.tokens[min([i, *front])].start
    for mention in scene.cast.within(first, tree.tokens[i].start):
        if any(s.quote.start <= mention.start < s.quote.end for s in found.sides):
            continue
        spots = spots_of(mention) if len(mention.referents) == 1 else []
        people = scene.cast.find(tree, _tokens_of(tree, mention), role)
        person = any(s.participant.kind != "state" for s in people.sides)
        if person or len(mention.referents) > 1:
            found.sides.extend(people.sides)
        elif (spots and role == "visitor" and mention.form != "adjective") or (spots and _is_place(mention, spots[0])):
            found.spots.extend(spots)
        else:
            found.sides.extend(people.sides)


def _is_place(mention: Mention, spot: Spot) -> bool:
    """Whether a name in front of a meeting says where it is: a place, or a city-state ("Singapore summit")."""
    return mention.kind == "place" or spot.place.city == spot.quote.text


def _tokens_of(tree: Tree, mention: Mention) -> list[int]:
    return [i for i, t in enumerate(tree.tokens) if mention.start <= t.start and t.end <= mention.end][-1:]


def modifier_places(scene: Scene, i: int) -> list[Spot]:
    return scene.places(scene.tree.children(i, "compound", "nmod", "poss", "amod"))


def own_preps(scene: Scene, i: int, wanted: frozenset[str]) -> tuple[list[Side], list[Spot]]:
    """Sides and places of the trigger's prepositions, and of a participle on it ("a meeting set for Friday with")."""
    sides: list[Side] = []
    spots: list[Spot] = []
    for holder in (i, *holding(scene.tree, i)):
        for prep, p in scene.tree.preps(holder):
            if prep in wanted:
                _take(scene, prep, scene.tree.pobj(p), sides, spots)
    return sides, spots


def holding(tree: Tree, i: int) -> list[int]:
    """Verbs of clauses on the trigger's phrase that say that it is held or due ("set for", "scheduled to be held in",
    "which had been planned for")."""
    found = [k for k in tree.children(i, "acl", "relcl") if tree.lemma(k) in _HOLDING]
    if tree.tokens[i].pos != "VERB":
        inner = (k for k in tree.subtree(i) if k > i and tree.tokens[k].dep in ("acl", "relcl") and k not in found)
        found += [k for k in inner if tree.lemma(k) in _HOLDING and _of_a_thing(tree, k)]
    return found + [x for k in found for x in tree.children(k, "xcomp") if tree.lemma(x) in _HOLDING]


def _of_a_thing(tree: Tree, verb: int) -> bool:
    """Whether a relative clause hung on a name speaks of a thing: "leaders, which had been planned for Sunday"."""
    return any(tree.lemma(k) == "which" for k in tree.children(verb, "nsubjpass", "nsubj"))


def _take(scene: Scene, prep: str, objects: list[int], sides: list[Side], spots: list[Spot]) -> None:
    if prep in AT_PLACE | {"to", "on", "into", "for"}:
        spots.extend(scene.places(objects))
        if prep == "to" and not spots:
            sides.extend(scene.who(objects, "host").sides)
        return
    sides.extend(scene.who(objects).sides)


def following(scene: Scene, i: int, wanted: frozenset[str]) -> tuple[list[Side], list[Spot]]:
    """Sides and places of the trigger's prepositions, and of those behind it that the parse hangs on a name or on the
    verb instead ("held talks in Hanoi with Trump")."""
    tree = scene.tree
    sides, spots = own_preps(scene, i, wanted)
    took = {p for holder in (i, *holding(tree, i)) for _, p in tree.preps(holder)}
    inside = set(tree.subtree(i))
    carrier = next((a for a in tree.up(i) if tree.tokens[a].pos in ("VERB", "AUX")), None)
    for k in range(i + 1, min(i + _FOLLOW, len(tree.tokens))):
        token = tree.tokens[k]
        if token.pos in ("VERB", "AUX") and k not in inside:
            break
        if token.pos != "ADP" or k in took or tree.lemma(k) not in wanted or tree.lemma(k) == "of":
            continue
        on_name = k in inside and (
            tree.tokens[token.head].pos in ("PROPN", "NUM") or scene.cast.at(tree, token.head) is not None
        )
        on_verb = carrier is not None and token.head == carrier and tree.lemma(carrier) in _CARRIERS
        if on_name or on_verb:
            _take(scene, tree.lemma(k), tree.pobj(k), sides, spots)
    return sides, spots


def margins(scene: Scene, verb: int) -> list[Spot]:
    """The place of the gathering on whose margins something is ("on the sidelines of a summit in Oslo")."""
    tree = scene.tree
    edges = [
        k for prep, p in tree.preps(verb) if prep in ("on", "at") for k in tree.pobj(p) if tree.lemma(k) in MARGINS
    ]
    gatherings = [k for edge in edges for prep, p in tree.preps(edge) if prep == "of" for k in tree.pobj(p)]
    return [spot for k in gatherings for spot in (*own_preps(scene, k, AT_PLACE)[1], *modifier_places(scene, k))]


def owner(scene: Scene, i: int, found: Arguments, role: Role, *, owned: bool) -> None:
    """Adds the subject of the clause where the noun does not say whose it is, and the verb's own "with" and "in"."""
    tree = scene.tree
    carrier = _carrier(tree, i)
    if carrier is None:
        return
    verb, direct = carrier
    lemma = tree.lemma(verb)
    if lemma in _LIGHT:
        found.support.append(verb)
        for prep, p in tree.preps(verb):
            if prep in ("with", "between"):
                found.sides.extend(scene.who(tree.pobj(p), "attendee").sides)
            elif prep in AT_PLACE and direct:
                found.spots.extend(scene.places(tree.pobj(p)))
    if owned:
        return
    if lemma not in _CARRIERS and (direct or role != "visitor"):
        if not direct:
            found.sides[:0] = _during(scene, verb, role, found.sides)
        return
    if direct and lemma in _ANNOUNCING and not found.sides:
        return
    subject = scene.who(tree.subject(verb), role)
    if not subject.sides and role == "visitor":  # "his trip includes stops in": whose the subject is
        subject = scene.who((k for s in tree.subject(verb) for k in tree.children(s, "poss")), role)
    if lemma not in _LIGHT and not found.sides and any(s.participant.kind != "person" for s in subject.sides):
        return
    found.sides[:0] = subject.sides
    if role == "attendee" and len({s.participant.country for s in found.sides}) < 2:
        found.sides.extend(scene.who(tree.joined_before(verb), role).sides)
    found.stranger = found.stranger or (subject.stranger and not found.sides)


def _during(scene: Scene, verb: int, role: Role, told: Sequence[Side]) -> list[Side]:
    """Who takes part in what a clause names as its occasion ("in a telephone call", "after talks with Abe"): who does
    what the clause says, with whom the noun names; where it names nobody, with whom the clause does it to."""
    tree = scene.tree
    doing = [s for s in scene.who(tree.subject(verb), role).sides if s.participant.kind == "person"]
    if doing and not told:
        others = [k for prep, p in tree.preps(verb) if prep == "with" for k in tree.pobj(p)]
        found = scene.who([*tree.objects(verb), *others], role).sides if not tree.passive(verb) else ()
        doing += [s for s in found if s.participant.kind == "person"]
    countries = {s.participant.country for s in (*doing, *told)}
    return doing if len(countries) > 1 else []


def _carrier(tree: Tree, i: int) -> tuple[int, bool] | None:
    """The verb that a noun trigger hangs on, and whether as its object rather than through a preposition; None where
    it is the verb's subject, or another noun or a clause lies between."""
    direct, k = True, i
    for a in tree.up(i):
        dep, above = tree.tokens[k].dep, tree.tokens[a]
        if dep in ("nsubj", "csubj", "nsubjpass", "relcl", "acl", "appos"):
            return None
        if above.pos in ("VERB", "AUX"):
            return a, direct and dep not in ("prep", "pobj")
        if dep == "prep" and above.pos in ("NOUN", "PROPN", "NUM") and tree.lemma(a) not in _PARTITIVE:
            return None
        direct = direct and dep != "prep"
        k = a
    return None
